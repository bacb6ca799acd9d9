// The queue on the real database: what an act leaves in the outbox reaches the referrer once, whatever happens in between.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { clockAt, uuidv7 } from '#kernel';
import { addTask } from '#link-workers';
import { loadMessagesBack } from '#messages';
import {
  acceptReferral,
  allocateReferral,
  answerQuestion,
  askReferrer,
  declineReferral,
  receiveReferral,
  withdrawReferral,
} from '#referrals';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { arrivalOf } from '../referrals/arrival.fixture.ts';
import { removeExpired } from './expire.ts';
import { type Job, openQueue, prepareQueue } from './queue.ts';
import { relayOutbox } from './relay.ts';
import { tellReferrer } from './tell-referrer.ts';
import { tendWithdrawn } from './tend-withdrawn.ts';
import { workOff } from './work.ts';

const { database, as, asSuperuser, owner } = await openTestDatabase();
const north = ACTORS.north;
const boss = openQueue(database);

beforeAll(async () => {
  await prepareQueue(owner);
  await prepareQueue(owner);
});

const receive = () =>
  as(north.referrer, ctx =>
    receiveReferral(
      ctx,
      arrivalOf({
        source: 'referrer',
        referrer: {
          ...arrivalOf().referrer,
          accountId: north.referrer.accountId,
          referringOrganisationId: NORTH.practice,
        },
      }),
    ),
  );
const waiting = () =>
  asSuperuser<{ data: Job }>(`select data from pgboss.job where name = 'tell-referrer' order by created_on`);
const messages = (referralId: string) => as(north.referrer, ctx => loadMessagesBack(ctx, referralId));

describe('the outbox', () => {
  it('is emptied into the queue, once, with ids only', async () => {
    const { referralId } = await receive();
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    expect(await relayOutbox(database, boss)).toBeGreaterThanOrEqual(2);
    expect(await relayOutbox(database, boss)).toBe(0);
    const jobs = (await waiting()).filter(({ data }) => data.subjectId === referralId);
    expect(jobs.map(({ data }) => [data.event, data.organisationId])).toEqual([
      ['referral.accepted', NORTH.organisationId],
    ]);
    expect(Object.keys(jobs[0]?.data ?? {}).sort()).toEqual(['event', 'id', 'organisationId', 'subjectId']);
  });

  it('stays whole when the queue cannot take it', async () => {
    const { referralId } = await receive();
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    await asSuperuser('alter table pgboss.queue rename to queue_away');
    await expect(relayOutbox(database, boss)).rejects.toThrow();
    await asSuperuser('alter table pgboss.queue_away rename to queue');
    expect(
      await asSuperuser('select event from outbox where subject_id = $1 order by id', [referralId]),
    ).toEqual([{ event: 'referral.received' }, { event: 'referral.accepted' }]);
    expect(await relayOutbox(database, boss)).toBeGreaterThanOrEqual(2);
  });

  it('what is rolled back was never said', async () => {
    await expect(
      as(north.manager, async ctx => {
        ctx.enqueue('referral.accepted', ctx.newId());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await asSuperuser('select 1 from outbox')).toEqual([]);
  });
});

describe('telling the referrer (guidance R2)', () => {
  const job = (event: string, subjectId: string): Job => ({
    organisationId: NORTH.organisationId,
    event,
    subjectId,
    id: subjectId,
  });

  it('that a referral was declined and why, once, however often the job runs', async () => {
    const { referralId } = await receive();
    await as(north.manager, ctx => declineReferral(ctx, referralId, 'outside-area', 'Try the next county'));
    for (let run = 0; run < 3; run++) await tellReferrer(database, job('referral.declined', referralId));
    const [message, ...more] = await messages(referralId);
    expect(more).toEqual([]);
    expect(message?.content).toMatchObject({
      kind: 'declined',
      reason: 'The person lives outside our area',
      note: 'Try the next county',
      requestedActions: [],
    });
  });

  it('each question of its own', async () => {
    const { referralId } = await receive();
    await as(north.manager, ctx => askReferrer(ctx, referralId, 'Which days?'));
    await tellReferrer(database, job('referral.questioned', referralId));
    expect((await messages(referralId)).map(({ content }) => content.question)).toEqual(['Which days?']);
  });

  it('a question in the same words again, and none that is answered already', async () => {
    const { referralId } = await receive();
    const questioned = () => tellReferrer(database, job('referral.questioned', referralId));
    const at = { clock: clockAt('2026-03-11T12:00:00Z') };
    await as(north.manager, ctx => askReferrer(ctx, referralId, 'Which days?'));
    await questioned();
    await as(north.referrer, ctx => answerQuestion(ctx, referralId, 'Some', 'Rita'), at);
    await questioned();
    expect(await messages(referralId)).toHaveLength(1);
    await as(north.manager, ctx => askReferrer(ctx, referralId, 'Which days?'), at);
    const later: Database = { ...database, clock: clockAt('2026-03-11T12:01:00Z') };
    for (let run = 0; run < 2; run++) await tellReferrer(later, job('referral.questioned', referralId));
    expect(await messages(referralId)).toHaveLength(2);
  });

  it('nobody, when a person referred themselves', async () => {
    const { referralId } = await as({ kind: 'public', organisationId: NORTH.organisationId }, ctx =>
      receiveReferral(ctx, arrivalOf({ source: 'self' })),
    );
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    await tellReferrer(database, job('referral.accepted', referralId));
    expect(await asSuperuser('select 1 from messages_back where referral_id = $1', [referralId])).toEqual([]);
  });
});

describe('a referral that is withdrawn', () => {
  it('takes its tasks off the list and tells the link worker once', async () => {
    const { referralId, personId } = await receive();
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    await as(north.manager, ctx => allocateReferral(ctx, referralId, north.linkWorker.accountId, ''));
    const task = {
      workerId: north.linkWorker.accountId,
      personId,
      referralId,
      kind: 'first_conversation',
      title: '',
      dueOn: '2026-03-12',
    } as const;
    await as(north.manager, ctx => addTask(ctx, task));
    await as(north.referrer, ctx => withdrawReferral(ctx, referralId, 'Moved away'));
    const job: Job = {
      organisationId: NORTH.organisationId,
      event: 'referral.withdrawn',
      subjectId: referralId,
      id: referralId,
    };
    for (let run = 0; run < 2; run++) await tendWithdrawn(database, job);
    const tasks = await asSuperuser('select state, title from tasks where person_id = $1 order by id', [
      personId,
    ]);
    expect(tasks).toEqual([
      { state: 'cancelled', title: expect.any(String) },
      { state: 'open', title: 'The referral was withdrawn: read why' },
    ]);
  });

  const TOLD = 'The referral was withdrawn: read why, and cancel the interpreter';
  it.each([
    ['a manager marked it, though no task was open', north.manager, [{ state: 'open', title: TOLD }]],
    ['the link worker did so themselves, who knows', north.linkWorker, []],
  ])('tells of an interpreter who is booked still when %s', async (_, by, expected) => {
    const { referralId, personId } = await receive();
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    await as(north.manager, ctx => allocateReferral(ctx, referralId, north.linkWorker.accountId, ''));
    await asSuperuser(
      `insert into interpreter_bookings (organisation_id, id, person_id, language, role, mode, state, talk_minutes, booked_minutes, needed_at,
         needed_by, updated_at)
       values ($1, gen_random_uuid(), $2, 'ti', 'interpreter', 'telephone', 'needed', 30, 60, now(), $3, now())`,
      [NORTH.organisationId, personId, north.manager.accountId],
    );
    await as(by, ctx => withdrawReferral(ctx, referralId, 'Moved away'));
    const job: Job = { ...NORTH, event: 'referral.withdrawn', subjectId: referralId, id: referralId };
    for (let run = 0; run < 2; run++) await tendWithdrawn(database, job);
    expect(await asSuperuser('select state, title from tasks where person_id = $1', [personId])).toEqual(
      expected,
    );
  });
});

describe('the queue', () => {
  const send = async (...ids: string[]) => {
    for (const id of ids)
      await boss.send('tell-referrer', {
        organisationId: NORTH.organisationId,
        event: 'test.sent',
        subjectId: id,
        id,
      });
  };
  const standing = async (ids: readonly string[]) =>
    Object.fromEntries(
      (
        await asSuperuser<{ id: string; state: string; output: unknown }>(
          `select data ->> 'id' as id, state::text as state, output from pgboss.job where data ->> 'id' = any($1)`,
          [ids],
        )
      ).map(({ id, state, output }) => [id, { state, output }]),
    );

  it('does the jobs behind one that fails, which comes back later and leaves nothing of what was typed', async () => {
    await workOff(
      boss,
      'tell-referrer',
      async () => {},
      () => {},
    );
    const [good, bad, behind] = [uuidv7(), uuidv7(), uuidv7()];
    await send(good, bad, behind);
    const complaints: unknown[] = [];
    const work = async (one: Job) => {
      if (one.id === bad) throw Object.assign(new TypeError('Selam Tesfay'), { code: '22P02' });
    };
    await workOff(boss, 'tell-referrer', work, error => complaints.push(error));
    expect(complaints).toHaveLength(1);
    expect(await standing([good, bad, behind])).toEqual({
      [good]: { state: 'completed', output: null },
      [bad]: { state: 'retry', output: { name: 'TypeError', code: '22P02' } },
      [behind]: { state: 'completed', output: null },
    });
  });

  it('is mended at the next start when its making was cut off', async () => {
    await asSuperuser('revoke insert on pgboss.job from footbridge_app');
    await expect(send(uuidv7())).rejects.toThrow(/permission denied/);
    await prepareQueue(owner);
    await expect(send(uuidv7())).resolves.toBeUndefined();
  });
});

describe('what has ended', () => {
  it('goes: drafts past their day', async () => {
    await asSuperuser(
      `insert into drafts (organisation_id, id, kind, owner_account_id, expires_at) values
        ($1, gen_random_uuid(), 'old', $2, '2026-03-10T11:59:00Z'), ($1, gen_random_uuid(), 'new', $2, '2026-03-10T12:01:00Z')`,
      [NORTH.organisationId, north.referrer.accountId],
    );
    expect(await removeExpired(database)).toBe(1);
    expect(await asSuperuser('select kind from drafts')).toEqual([{ kind: 'new' }]);
  });
});
