// Who sent a referral may read it back, and nobody else; each reading is recorded.
import type { Bundle, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  loadMedplumDefinitions,
  MINIMAL_PATIENT,
  medplumProblems,
  transaction,
} from '../../../test/fhir-examples.ts';
import { idIn, type OpenInterface, openInterface } from './interface.fixture.ts';

let db: OpenInterface['db'];
let send: OpenInterface['send'];
let get: OpenInterface['get'];
let tokens: OpenInterface['tokens'];
beforeAll(async () => {
  ({ db, send, get, tokens } = await openInterface());
  loadMedplumDefinitions();
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

  test('names no longer used are not passed on', async () => {
    const name = [{ text: 'Now Called' }, { use: 'old', text: 'Was Called' }];
    const answer = await send(transaction({ ...MINIMAL_PATIENT, name }));
    const patient = await get(String(answer.json<Bundle>().entry?.[0]?.response?.location));
    expect(patient.json<Patient>().name).toEqual([{ use: 'official', text: 'Now Called' }]);
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
