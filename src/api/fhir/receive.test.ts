// Messages over HTTP, on a real database: taken in once and whole, in their own conversation.
import type { Bundle, OperationOutcome } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  barsExample,
  loadMedplumDefinitions,
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  medplumProblems,
  transaction,
} from '../../../test/fhir-examples.ts';
import { NORTH } from '../../../test/testing.ts';
import {
  countRows,
  IDS,
  idIn,
  keptMessage,
  type OpenInterface,
  openInterface,
  renamed,
} from './interface.fixture.ts';

let db: OpenInterface['db'];
let send: OpenInterface['send'];
let tokens: OpenInterface['tokens'];
beforeAll(async () => {
  ({ db, send, tokens } = await openInterface());
  await db.asSuperuser(`update referring_organisations set ods_code = 'G82080' where id = $1`, [
    NORTH.otherPractice,
  ]);
  loadMedplumDefinitions();
});

describe('a message that is a referral', () => {
  test('is answered in its own conversation, and kept whole under seal', async () => {
    const text = barsExample('REFREQ03');
    const answer = await send(text, { url: '/fhir/R4/$process-message' });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['content-type']).toMatch(/^application\/fhir\+json/);
    expect(answer.headers).toMatchObject(IDS);
    const bundle = answer.json<Bundle>();
    expect(medplumProblems(bundle)).toEqual([]);
    expect(bundle.id).not.toBe(JSON.parse(text).id);
    const [header, request, outcome] = bundle.entry?.map(entry => entry.resource) ?? [];
    expect(header).toMatchObject({
      resourceType: 'MessageHeader',
      eventCoding: { code: 'servicerequest-response' },
      response: { identifier: '9ae77bb4-db12-42f3-a90c-733fe232f26c', code: 'ok' },
      destination: [{ endpoint: 'https://fhir.nhs.uk/Id/dos-service-id|2222222222' }],
    });
    const referralId = idIn(answer.headers.location);
    expect(answer.headers.location).toBe(`https://footbridge.example/fhir/R4/ServiceRequest/${referralId}`);
    expect(request).toMatchObject({ resourceType: 'ServiceRequest', id: referralId, status: 'active' });
    expect((outcome as OperationOutcome).issue?.map(issue => issue.severity)).toEqual([
      'information',
      'warning',
      'warning',
      'warning',
    ]);
    const [row] = await db.asSuperuser<{ source: string; state: string; sender: string; practice: string }>(
      `select r.source, r.state, r.referring_organisation_id as sender, p.gp_practice_id as practice
       from referrals r join people p on p.id = r.person_id where r.id = $1`,
      [referralId],
    );
    expect(row).toEqual({
      source: 'message',
      state: 'received',
      sender: NORTH.practice,
      practice: NORTH.otherPractice,
    });
    const kept = await keptMessage(db, referralId);
    expect(kept.text).toBe(text);
    expect(kept.sealed.includes('Jones')).toBe(false);
  });

  test('is taken in once: a repeat changes nothing, however many arrive together', async () => {
    const text = renamed(barsExample('REFREQ02'), 'sent-five-times');
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(text)));
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
    const before = await countRows(db);
    const repeat = await send(text);
    expect(repeat.statusCode).toBe(409);
    expect(repeat.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'duplicate', details: { coding: [{ code: 'REC_CONFLICT' }] } }],
    });
    expect(await countRows(db)).toEqual(before);
  });

  test('with the id of another, as two published examples have, is a repeat', async () => {
    expect((await send(barsExample('REFREQ06'))).statusCode).toBe(201);
    expect((await send(barsExample('REFREQ07'))).statusCode).toBe(409);
  });

  test('another service may receive a message with the same id', async () => {
    const text = renamed(barsExample('REFREQ02'), 'sent-to-two-services');
    expect((await send(text)).statusCode).toBe(201);
    expect((await send(text, { token: tokens.south })).statusCode).toBe(201);
  });

  test('in another encoding than UTF-8 is refused, since its names would be changed', async () => {
    const before = await countRows(db);
    const text = JSON.stringify(transaction({ ...MINIMAL_PATIENT, name: [{ text: 'José' }] }));
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const answer = await send(Buffer.from(text, encoding));
      expect(answer.statusCode).toBe(400);
      expect(answer.json<OperationOutcome>().issue?.[0]?.code).toBe('structure');
    }
    expect(await countRows(db)).toEqual(before);
  });

  test('a transaction is answered entry by entry', async () => {
    const other = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
    const answer = await send(transaction(MINIMAL_PATIENT, MINIMAL_REQUEST, [other]), { headers: {} });
    expect(answer.statusCode).toBe(201);
    const bundle = answer.json<Bundle>();
    expect(medplumProblems(bundle)).toEqual([]);
    expect(bundle.entry?.map(entry => entry.response?.status)).toEqual([
      '201 Created',
      '201 Created',
      '202 Accepted',
    ]);
    expect(bundle.entry?.[1]?.response?.location).toBe(`ServiceRequest/${idIn(answer.headers.location)}`);
  });

  test('a hub without an organisation of its own is believed about the ODS code of the sender', async () => {
    const bundle = JSON.parse(renamed(barsExample('REFREQ03'), 'by-a-hub'));
    for (const { resource } of bundle.entry)
      if (resource.name === 'Sender Organization') resource.identifier[0].value = 'g82080';
    const answer = await send(bundle, { token: tokens.hub });
    const rows = await db.asSuperuser<{ sender: string }>(
      'select referring_organisation_id as sender from referrals where id = $1',
      [idIn(answer.headers.location)],
    );
    expect(rows).toEqual([{ sender: NORTH.otherPractice }]);
  });
});
