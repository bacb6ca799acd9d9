// Messages over HTTP, on a real database: taken in once and whole, refused without a trace, read back only by who sent them.
import { readFileSync } from 'node:fs';
import type { Bundle, OperationOutcome, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApiClient } from '#accounts';
import { type Config, open, readConfig, sealingKeys } from '#kernel';
import { makeServer, serveRoutes } from '#web';
import {
  barsExample,
  type ExampleFolder,
  loadMedplumDefinitions,
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  medplumProblems,
  readExample,
  transaction,
} from '../../../test/fhir-examples.ts';
import { ACTORS, NORTH, openTestDatabase, SOUTH, type TestDatabase } from '../../../test/testing.ts';
import { routes } from './routes.ts';
import { SEALING_PURPOSE, sealingContext } from './take-in.ts';

const SECRET = 'a secret of tests that is long enough to be one';
const expectations = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/fhir/expectations.json', import.meta.url), 'utf8'),
) as {
  accepted: Record<string, unknown>;
  refused: Record<string, string>;
};

let db: TestDatabase;
let server: FastifyInstance;
const tokens: Record<'practice' | 'otherPractice' | 'hub' | 'south', string> = {
  practice: '',
  otherPractice: '',
  hub: '',
  south: '',
};

beforeAll(async () => {
  db = await openTestDatabase();
  const config = readConfig({ FOOTBRIDGE_LOG: 'silent', FOOTBRIDGE_ORIGIN: 'https://footbridge.example' });
  if (!config.ok) throw new Error(config.sentence);
  const services = {
    database: db.database,
    clock: db.database.clock,
    version: '0.0.0-test',
    config: { ...(config.value as Config), secret: SECRET },
  };
  server = await makeServer(services);
  serveRoutes(server, routes, services);
  await server.ready();
  const token = (place: 'north' | 'south', referringOrganisationId: string | null) =>
    db.as(ACTORS[place].administrator, async ctx => {
      const made = await makeApiClient(ctx, {
        name: `Client of ${referringOrganisationId}`,
        referringOrganisationId,
      });
      if (!made.ok) throw new Error(made.reason);
      return made.value.token;
    });
  tokens.practice = await token('north', NORTH.practice);
  tokens.otherPractice = await token('north', NORTH.otherPractice);
  tokens.hub = await token('north', null);
  tokens.south = await token('south', SOUTH.practice);
  await db.asSuperuser(`update referring_organisations set ods_code = 'G82080' where id = $1`, [
    NORTH.otherPractice,
  ]);
  loadMedplumDefinitions();
});
afterAll(() => server.close());

const IDS = {
  'x-request-id': 'c1ab3fba-6bae-4ba4-b257-5a87c44d4a91',
  'x-correlation-id': '9562466f-c982-4bd5-bb0e-255e9f5e6689',
};
type Sending = { token?: string | null; headers?: Record<string, string>; url?: string };

const send = (
  payload: string | object,
  { token = tokens.practice, headers = IDS, url = '/fhir/R4/' }: Sending = {},
) =>
  server.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: {
      'content-type': 'application/fhir+json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  } as InjectOptions);

const get = (path: string, token: string | null = tokens.practice) =>
  server.inject({
    url: `/fhir/R4/${path}`,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });

/** An example with an id of its own, since several of the published ones share theirs. */
const renamed = (text: string, id: string): string => JSON.stringify({ ...JSON.parse(text), id });

const TABLES = [
  'received_messages',
  'referrals',
  'people',
  'person_names',
  'person_facts',
  'audit_events',
  'outbox',
];
async function counts(): Promise<Record<string, number>> {
  const [row] = await db.asSuperuser<Record<string, number>>(
    `select ${TABLES.map(t => `(select count(*)::int from ${t}) as ${t}`).join(', ')}`,
  );
  return row ?? {};
}

/** Everything in every table but the sealed message, as text. */
async function everythingOpen(): Promise<string> {
  const tables = await db.asSuperuser<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const row = name === 'received_messages' ? `to_jsonb(t) - 'payload_sealed'` : 'to_jsonb(t)';
      const [found] = await db.asSuperuser<{ text: string | null }>(
        `select string_agg((${row})::text, ' ') as text from "${name}" t`,
      );
      return found?.text ?? '';
    }),
  );
  return texts.join('\n');
}

const idIn = (location: unknown): string => String(location).split('/').at(-1) ?? '';

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
    const [row] = await db.asSuperuser<{
      source: string;
      state: string;
      sender: string;
      message: string;
      practice: string;
      sealed: Buffer;
      referrer: string;
    }>(
      `select r.source, r.state, r.referring_organisation_id as sender, r.referrer_organisation as referrer, m.id as message, m.payload_sealed as sealed, p.gp_practice_id as practice
       from referrals r join received_messages m on m.id = r.message_id join people p on p.id = r.person_id where r.id = $1`,
      [referralId],
    );
    expect(row).toMatchObject({
      source: 'message',
      state: 'received',
      sender: NORTH.practice,
      practice: NORTH.otherPractice,
    });
    if (!row) throw new Error('no row');
    expect(row.sealed.includes('Jones')).toBe(false);
    expect(
      open(
        sealingKeys(SEALING_PURPOSE, SECRET),
        row.sealed,
        sealingContext(NORTH.organisationId, row.message),
      ),
    ).toBe(text);
  });

  test('is taken in once: a repeat changes nothing, however many arrive together', async () => {
    const text = renamed(barsExample('REFREQ02'), 'sent-five-times');
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(text)));
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
    const before = await counts();
    const repeat = await send(text);
    expect(repeat.statusCode).toBe(409);
    expect(repeat.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'duplicate', details: { coding: [{ code: 'REC_CONFLICT' }] } }],
    });
    expect(await counts()).toEqual(before);
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

describe('published examples', () => {
  const textOf = (key: string): string => {
    const [folder, name = ''] = key.split('/') as [ExampleFolder, string?];
    const example = JSON.parse(readExample(folder, name));
    return JSON.stringify(example.resourceType === 'Patient' ? transaction(example) : example);
  };

  test.each(Object.keys(expectations.accepted))('%s arrives', async key => {
    const answer = await send(
      renamed(textOf(key), `example-${Object.keys(expectations.accepted).indexOf(key)}`),
    );
    expect(answer.statusCode).toBe(201);
    expect(medplumProblems(answer.json())).toEqual([]);
    const id = idIn(answer.headers.location);
    const request = await get(`ServiceRequest/${id}`);
    expect(medplumProblems(request.json())).toEqual([]);
    const patient = await get(String(request.json<ServiceRequest>().subject?.reference));
    expect(patient.statusCode).toBe(200);
    expect(medplumProblems(patient.json())).toEqual([]);
  });

  test.each(Object.entries(expectations.refused))('%s is refused: %s', async (key, expected) => {
    const before = await counts();
    const answer = await send(textOf(key));
    const outcome = answer.json<OperationOutcome>();
    expect(medplumProblems(outcome)).toEqual([]);
    const issue = outcome.issue?.[0];
    expect(`${answer.statusCode} ${issue?.code} ${issue?.expression?.[0] ?? '-'}`).toBe(expected);
    expect(issue?.diagnostics).toMatch(/\.$/);
    expect(answer.headers).toMatchObject(IDS);
    expect(await counts()).toEqual(before);
  });
});

describe('facts about migration', () => {
  const url = (name: string) => `https://fhir.hl7.org.uk/StructureDefinition/${name}`;
  const core = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`;
  const patient = {
    ...MINIMAL_PATIENT,
    birthDate: '1991',
    extension: [
      { url: core('patient-birthPlace'), valueAddress: { city: 'Keren', country: 'ER' } },
      {
        url: core('patient-citizenship'),
        extension: [{ url: 'code', valueCodeableConcept: { text: 'Eritrean national' } }],
      },
      {
        url: url('Extension-UKCore-ResidentialStatus'),
        valueCodeableConcept: { coding: [{ code: 'H', display: 'Marker residential status' }] },
      },
      {
        url: url('Extension-UKCore-OverseasVisitorChargingCategory'),
        valueCodeableConcept: { coding: [{ code: 'D', display: 'Marker charging category' }] },
      },
      {
        url: url('Extension-UKCore-NHSNumberUnavailableReason'),
        valueCodeableConcept: { coding: [{ code: 'overseas-patient' }] },
      },
      {
        url: url('Extension-UKCore-BirthSex'),
        valueCodeableConcept: { coding: [{ code: 'F', display: 'Marker birth sex' }] },
      },
      { url: core('patient-interpreterRequired'), valueBoolean: true },
    ],
    communication: [
      {
        language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ti', display: 'Tigrinya' }] },
        preferred: true,
      },
    ],
  };
  const snomed = (code: string, display: string) => ({
    coding: [{ system: 'http://snomed.info/sct', code, display }],
  });
  const request = {
    ...MINIMAL_REQUEST,
    reasonCode: [snomed('390790000', 'Asylum seeker (person)'), { text: 'Lonely since the move' }],
  };
  const others = [
    {
      resourceType: 'Observation',
      status: 'final',
      code: snomed('315354004', 'Country of birth'),
      valueCodeableConcept: { text: 'Marker country' },
    },
    {
      resourceType: 'Condition',
      subject: MINIMAL_REQUEST.subject,
      code: snomed('728631000000108', 'Asylum seeker with humanitarian protection status'),
    },
  ];
  const HIDDEN = ['Keren', 'Eritrean', 'Marker', 'overseas-patient', 'sylum', '390790000', 'humanitarian'];

  test('stay in the sealed message and are nowhere else: no table, no answer, no reading', async () => {
    const answer = await send(transaction(patient, request, others));
    expect(answer.statusCode).toBe(201);
    const id = idIn(answer.headers.location);
    const read = await get(`ServiceRequest/${id}`);
    const person = await get(String(read.json<ServiceRequest>().subject?.reference));
    const shown = [await everythingOpen(), answer.body, read.body, person.body].join('\n');
    for (const words of HIDDEN) expect(shown, words).not.toContain(words);
    expect(read.body).toContain('Lonely since the move');
    expect(person.json<Patient>()).toMatchObject({
      extension: [{ url: core('patient-interpreterRequired'), valueBoolean: true }],
      birthDate: '1991',
      communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ti' }] }, preferred: true }],
    });
    const outcome = answer.json<Bundle>().entry?.[1]?.response?.outcome as OperationOutcome;
    expect(outcome.issue?.map(issue => issue.expression?.[0])).toContain(
      'Bundle.entry[1].resource.reasonCode[0]',
    );
    const [row] = await db.asSuperuser<{ id: string; sealed: Buffer }>(
      'select m.id, m.payload_sealed as sealed from received_messages m join referrals r on r.message_id = m.id where r.id = $1',
      [id],
    );
    if (!row) throw new Error('no message');
    const kept = open(
      sealingKeys(SEALING_PURPOSE, SECRET),
      row.sealed,
      sealingContext(NORTH.organisationId, row.id),
    );
    for (const words of HIDDEN) expect(kept, words).toContain(words);
  });
});

describe('what is not let in', () => {
  test('nobody without a token, or with a wrong or a revoked one', async () => {
    const text = renamed(barsExample('REFREQ03'), 'without-token');
    for (const token of [null, 'x'.repeat(43), `${tokens.practice}x`]) {
      const answer = await send(text, { token });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'login' }] });
    }
    expect((await get('Patient/x', null)).statusCode).toBe(401);
  });

  test.each<[string, string, Sending, number, string]>([
    ['10 MB', `"${'x'.repeat(10 * 1024 * 1024)}"`, {}, 413, 'too-long'],
    ['not JSON', '{', {}, 400, 'structure'],
    ['XML', '<Bundle/>', { headers: { 'content-type': 'application/fhir+xml' } }, 415, 'structure'],
    [
      'a form',
      'a=b',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'not-supported',
    ],
    ['no headers', '', { headers: {} }, 400, 'required'],
    [
      'headers with a line break',
      '',
      { headers: { 'x-request-id': 'a b', 'x-correlation-id': 'c' } },
      400,
      'required',
    ],
  ])('%s', async (name, payload, sending, status, code) => {
    const before = await counts();
    const answer = await send(
      payload === '' ? renamed(barsExample('REFREQ03'), `refused-${name.replaceAll(' ', '-')}`) : payload,
      sending,
    );
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code }],
    });
    expect(await counts()).toEqual(before);
  });
});

describe('reading back', () => {
  const sent = async (token: string): Promise<{ referral: string; person: string }> => {
    const answer = await send(
      transaction({ ...MINIMAL_PATIENT, name: [{ text: `Somebody ${Math.random()}` }] }),
      { token },
    );
    const referral = idIn(answer.headers.location);
    const person = answer.json<Bundle>().entry?.[0]?.response?.location ?? '';
    return { referral, person };
  };

  test('only who sent it: another practice, another service and a wrong id all find nothing', async () => {
    const { referral, person } = await sent(tokens.practice);
    for (const path of [person, `ServiceRequest/${referral}`, `Task/${referral}`]) {
      expect((await get(path)).statusCode).toBe(200);
      for (const token of [tokens.otherPractice, tokens.hub, tokens.south]) {
        const answer = await get(path, token);
        expect(answer.statusCode).toBe(404);
        expect(answer.json()).toMatchObject({ issue: [{ code: 'not-found' }] });
      }
    }
    for (const path of ['Patient/1', `Patient/${referral}`, 'Task/x%00', "ServiceRequest/'or 1=1"])
      expect((await get(path)).statusCode).toBe(404);
  });

  test('is recorded, with whose record it was', async () => {
    const { referral, person } = await sent(tokens.practice);
    await get(person);
    await get(`ServiceRequest/${referral}`);
    await get(`Task/${referral}`);
    const rows = await db.asSuperuser<{ event: string; actor_kind: string }>(
      'select event, actor_kind from audit_events where subject_id = any($1) order by id',
      [[referral, person.replace('Patient/', '')]],
    );
    expect(rows.map(row => `${row.actor_kind} ${row.event}`)).toEqual([
      'client referral.received',
      'client person.viewed',
      'client referral.viewed',
      'client referral.viewed',
    ]);
  });

  test('ways to reach the person are not passed on', async () => {
    const telecom = [{ system: 'phone', value: '07700 900123' }];
    const answer = await send(
      transaction({ ...MINIMAL_PATIENT, telecom, address: [{ line: ['1 Safe Street'] }] }),
    );
    const patient = await get(String(answer.json<Bundle>().entry?.[0]?.response?.location));
    expect(patient.statusCode).toBe(200);
    expect(patient.body).not.toMatch(/900123|Safe Street/);
  });

  test.each([
    ['received', 'requested', 'active', {}],
    ['waiting_for_referrer', 'on-hold', 'active', {}],
    ['declined', 'rejected', 'revoked', { decline_reason: 'no-capacity' }],
    ['closed', 'completed', 'completed', { close_reason: 'goals-met' }],
    ['withdrawn', 'cancelled', 'revoked', {}],
  ])('a referral that is %s is a Task %s and a ServiceRequest %s', async (state, task, request, columns) => {
    const { referral } = await sent(tokens.practice);
    const set = Object.keys(columns)
      .map((column, place) => `, ${column} = $${place + 3}`)
      .join('');
    await db.asSuperuser(`update referrals set state = $2${set} where id = $1`, [
      referral,
      state,
      ...Object.values(columns),
    ]);
    const [taskNow, requestNow] = [await get(`Task/${referral}`), await get(`ServiceRequest/${referral}`)];
    expect(taskNow.json<Task>().status).toBe(task);
    expect(requestNow.json<ServiceRequest>().status).toBe(request);
    expect(medplumProblems(taskNow.json())).toEqual([]);
    if (state === 'declined')
      expect(taskNow.json<Task>().statusReason).toMatchObject({ coding: [{ code: '22' }] });
  });
});

test('anybody may read what this interface can do', async () => {
  const answer = await get('metadata', null);
  expect(answer.statusCode).toBe(200);
  expect(medplumProblems(answer.json())).toEqual([]);
  expect(answer.json()).toMatchObject({
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    software: { version: '0.0.0-test' },
  });
});
