// The manager's numbers against rows counted by hand; caseloads with what is overdue.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { allocateReferral } from '#referrals';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../../test/testing.ts';
import { givenReferral } from '../referral-rows.fixture.ts';
import { loadCarriedReferrals, loadWorkerLoads } from './caseloads.ts';
import { loadServiceNumbers, loadTasksNow, loadWaitingNow } from './service-numbers.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager } = ACTORS.north;
const given = (changes: Parameters<typeof givenReferral>[1]) => givenReferral(test, changes);
const MARCH = { from: '2026-03-01', to: '2026-03-31' };
const asked = { page: 1, pageSize: 20 };

const task = (record: { personId: string; referralId: string }, dueOn: string, state = 'open') =>
  asSuperuser(
    `insert into tasks (organisation_id, id, worker_id, person_id, referral_id, kind, title, due_on, state, created_at)
     values ($1, $2, $3, $4, $5, 'follow_up', 'Ring', $6, $7, now())`,
    [NORTH.organisationId, uuidv7(), linkWorker.accountId, record.personId, record.referralId, dueOn, state],
  );

beforeAll(async () => {
  const received = { receivedAt: '2026-03-02T09:00:00Z', respondBy: '2026-03-09T17:00:00Z' };
  await given({ ...received, state: 'received' });
  await given({ ...received, state: 'accepted', decidedAt: '2026-03-03T09:00:00Z' });
  await given({ ...received, state: 'declined', decidedAt: '2026-03-10T09:00:00Z' });
  await given({ ...received, state: 'withdrawn' });
  const active = await given({
    ...received,
    name: 'Active',
    state: 'active',
    decidedAt: '2026-03-02T12:00:00Z',
    allocatedAt: '2026-03-04T09:00:00Z',
    firstContactAt: '2026-03-05T09:00:00Z',
    workerId: linkWorker.accountId,
  });
  await task(active, '2026-03-09');
  await task(active, '2026-03-10');
  await task(active, '2026-03-01', 'done');
  await given({
    ...received,
    state: 'closed',
    decidedAt: '2026-03-02T10:00:00Z',
    allocatedAt: '2026-03-02T21:00:00Z',
    firstContactAt: '2026-03-01T08:00:00Z',
  });
  // The first and the last minute of March in London (summer time by then), and those just outside.
  await given({ receivedAt: '2026-03-01T00:00:00Z' });
  await given({ receivedAt: '2026-03-31T22:59:00Z' });
  await given({ receivedAt: '2026-02-28T23:59:00Z' });
  await given({ receivedAt: '2026-03-31T23:00:00Z' });
  await given({ ...received, place: SOUTH });
});

describe('the numbers of a period', () => {
  it('are exact, with what each is out of', async () => {
    const numbers = await as(manager, ctx => loadServiceNumbers(ctx, MARCH));
    expect(numbers.received).toBe(8);
    expect(numbers.byState).toEqual({
      received: 3,
      waiting_for_referrer: 0,
      accepted: 1,
      allocated: 0,
      active: 1,
      closed: 1,
      declined: 1,
      withdrawn: 1,
    });
    expect(Object.values(numbers.byState).reduce((sum, count) => sum + count, 0)).toBe(numbers.received);
    expect([numbers.answeredInTime, numbers.decided, numbers.lateNow]).toEqual([3, 4, 3]);
    // Hours to a decision: 24, 192, 3, 1.
    expect(numbers.toDecision).toEqual({ reached: 4, medianHours: 13.5, longestHours: 192 });
    expect(numbers.toAllocation).toEqual({ reached: 2, medianHours: 30, longestHours: 48 });
    // One was seen before the form was sent: no wait, not a wait below nothing.
    expect(numbers.toFirstContact).toEqual({ reached: 2, medianHours: 36, longestHours: 72 });
  });

  it('of a period without referrals are noughts and no waits', async () => {
    const numbers = await as(manager, ctx =>
      loadServiceNumbers(ctx, { from: '2020-01-01', to: '2020-01-31' }),
    );
    expect([numbers.received, numbers.decided]).toEqual([0, 0]);
    expect(numbers.toDecision).toEqual({ reached: 0, medianHours: null, longestHours: null });
  });

  it('a change of link worker does not make the wait longer', async () => {
    const moved = await given({
      state: 'allocated',
      receivedAt: '2025-05-01T09:00:00Z',
      allocatedAt: '2025-05-02T09:00:00Z',
      workerId: linkWorker.accountId,
    });
    await asSuperuser(
      `insert into referral_events (organisation_id, id, referral_id, from_state, to_state, at) values ($1, $2, $3, 'accepted', 'allocated', '2025-05-02T09:00:00Z')`,
      [NORTH.organisationId, uuidv7(), moved.referralId],
    );
    await as(manager, ctx => allocateReferral(ctx, moved.referralId, otherLinkWorker.accountId, ''));
    const numbers = await as(manager, ctx =>
      loadServiceNumbers(ctx, { from: '2025-05-01', to: '2025-05-31' }),
    );
    expect(numbers.toAllocation).toEqual({ reached: 1, medianHours: 24, longestHours: 24 });
  });

  it('are nothing for roles that do not see the referrals', async () => {
    for (const actor of [ACTORS.north.evaluator, ACTORS.north.administrator])
      expect((await as(actor, ctx => loadServiceNumbers(ctx, MARCH))).received).toBe(0);
    expect((await as(ACTORS.south.manager, ctx => loadServiceNumbers(ctx, MARCH))).received).toBe(1);
  });
});

describe('now', () => {
  it('counts open and overdue tasks, and what waits since when', async () => {
    expect(await as(manager, ctx => loadTasksNow(ctx))).toEqual({ open: 2, overdue: 1 });
    expect(await as(manager, ctx => loadWaitingNow(ctx))).toMatchObject({
      undecided: 5,
      undecidedSince: new Date('2026-02-28T23:59:00Z'),
      unallocated: 1,
    });
  });
});

describe('caseloads', () => {
  const loads = (actor = manager, page = asked) => as(actor, ctx => loadWorkerLoads(ctx, page));

  it('say for each worker what they carry, of how much, and what is overdue', async () => {
    const { workers, total } = await loads();
    expect(total).toBe(2);
    expect(workers[0]).toMatchObject({
      name: 'Lena Linkworker',
      capacity: 40,
      openReferrals: 1,
      openTasks: 2,
      overdueTasks: 1,
      left: false,
    });
    expect(await loads(manager, { page: 7, pageSize: 1 })).toEqual({ workers: [], total: 2 });
    expect((await loads(ACTORS.north.evaluator)).total).toBe(0);
  });

  it('keep those who have left while somebody is still theirs', async () => {
    await asSuperuser('update accounts set disabled_at = now() where id = $1', [linkWorker.accountId]);
    const { workers } = await loads();
    expect(workers.find(worker => worker.id === linkWorker.accountId)).toMatchObject({ left: true });
    await asSuperuser('update accounts set disabled_at = null where id = $1', [linkWorker.accountId]);
  });

  it('open into the referrals of one worker', async () => {
    const carried = await as(manager, ctx => loadCarriedReferrals(ctx, linkWorker.accountId, asked));
    expect(carried.total).toBe(1);
    expect(carried.referrals[0]).toMatchObject({ personName: 'Active', openTasks: 2, overdueTasks: 1 });
    const south = await as(ACTORS.south.manager, ctx =>
      loadCarriedReferrals(ctx, linkWorker.accountId, asked),
    );
    expect(south).toEqual({ referrals: [], total: 0 });
  });
});
