// Every published example over HTTP, and what is not let in: each is taken in or leaves no trace.
import { readFileSync } from 'node:fs';
import type { OperationOutcome, ServiceRequest } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  barsExample,
  type ExampleFolder,
  loadMedplumDefinitions,
  medplumProblems,
  readExample,
  transaction,
} from '../../../test/fhir-examples.ts';
import {
  countRows,
  IDS,
  idIn,
  type OpenInterface,
  openInterface,
  renamed,
  type Sending,
} from './interface.fixture.ts';

const expectations = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/fhir/expectations.json', import.meta.url), 'utf8'),
) as { accepted: Record<string, unknown>; refused: Record<string, string> };

let db: OpenInterface['db'];
let send: OpenInterface['send'];
let get: OpenInterface['get'];
let tokens: OpenInterface['tokens'];
beforeAll(async () => {
  ({ db, send, get, tokens } = await openInterface());
  loadMedplumDefinitions();
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
    const before = await countRows(db);
    const answer = await send(textOf(key));
    const outcome = answer.json<OperationOutcome>();
    expect(medplumProblems(outcome)).toEqual([]);
    const issue = outcome.issue?.[0];
    expect(`${answer.statusCode} ${issue?.code} ${issue?.expression?.[0] ?? '-'}`).toBe(expected);
    expect(issue?.diagnostics).toMatch(/\.$/);
    expect(answer.headers).toMatchObject(IDS);
    expect(await countRows(db)).toEqual(before);
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
    const before = await countRows(db);
    const answer = await send(
      payload === '' ? renamed(barsExample('REFREQ03'), `refused-${name.replaceAll(' ', '-')}`) : payload,
      sending,
    );
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code }],
    });
    expect(await countRows(db)).toEqual(before);
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
