// Tasks in the database: kept, moved, ended, counted on the worker, and out of reach of other teams and organisations.
import { beforeEach, describe, expect, it } from 'vitest';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../../test/testing.ts';
import {
  addTask,
  cancelTask,
  cancelTasksOfReferral,
  completeTask,
  reassignTasks,
  reopenTask,
  rescheduleTask,
  type TaskRequest,
} from './actions.ts';
import { loadOpenTasksOfPerson, loadTask, nextTask } from './store.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
beforeEach(async () => {
  record = await startRecord(test, { state: 'allocated', workerId: linkWorker.accountId });
});

const request = (changes: Partial<TaskRequest> = {}): TaskRequest => ({
  workerId: linkWorker.accountId,
  personId: record.personId,
  referralId: record.referralId,
  kind: 'follow_up',
  title: '',
  dueOn: '2026-03-12',
  ...changes,
});

async function added(changes: Partial<TaskRequest> = {}): Promise<string> {
  const outcome = await as(linkWorker, ctx => addTask(ctx, request(changes)));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

const openTasksOf = async (workerId: string): Promise<number> => {
  const rows = await asSuperuser<{ open_tasks: number }>(
    'select open_tasks from link_workers where account_id = $1',
    [workerId],
  );
  return Number(rows[0]?.open_tasks);
};

const eventsOf = async (subjectId: string): Promise<string[]> =>
  (
    await asSuperuser<{ event: string }>('select event from audit_events where subject_id = $1 order by id', [
      subjectId,
    ])
  ).map(row => row.event);

describe('adding a task', () => {
  it('keeps it, counts it and records it', async () => {
    const before = await openTasksOf(linkWorker.accountId);
    const id = await added();
    expect(await as(linkWorker, ctx => loadTask(ctx, id))).toMatchObject({
      title: 'Follow up',
      dueOn: '2026-03-12',
      state: 'open',
    });
    expect(await openTasksOf(linkWorker.accountId)).toBe(before + 1);
    expect(await eventsOf(record.personId)).toEqual(['task.added']);
  });

  it('refuses days that have passed, and people, workers and referrals that do not belong together', async () => {
    const other = await startRecord(test, { name: 'Somebody Else' });
    const south = await startRecord(test, { place: SOUTH });
    const reasons = await as(linkWorker, async ctx => {
      const asked = [
        request({ dueOn: '2026-03-09' }),
        request({ workerId: otherLinkWorker.accountId }),
        request({ workerId: ACTORS.south.linkWorker.accountId }),
        request({ personId: south.personId }),
        request({ referralId: other.referralId }),
      ];
      const outcomes = [];
      for (const each of asked) outcomes.push(await addTask(ctx, each));
      return outcomes.map(outcome => (outcome.ok ? 'added' : outcome.reason));
    });
    expect(reasons).toEqual(['due-in-the-past', 'not-found', 'not-found', 'not-found', 'not-found']);
    expect(await eventsOf(record.personId)).toEqual([]);
  });

  it('lets a manager give it to a worker of any team', async () => {
    const outcome = await as(manager, ctx => addTask(ctx, request({ workerId: otherLinkWorker.accountId })));
    expect(outcome.ok).toBe(true);
    expect(await openTasksOf(otherLinkWorker.accountId)).toBe(1);
  });
});

describe('a task on the list', () => {
  it('is done once, and may be opened again', async () => {
    const before = await openTasksOf(linkWorker.accountId);
    const id = await added();
    expect(await as(linkWorker, ctx => completeTask(ctx, id))).toMatchObject({
      ok: true,
      value: { state: 'done' },
    });
    expect(await openTasksOf(linkWorker.accountId)).toBe(before);
    expect(await as(linkWorker, ctx => completeTask(ctx, id))).toEqual({
      ok: false,
      reason: 'not-in-this-state',
    });
    expect(await as(linkWorker, ctx => reopenTask(ctx, id))).toMatchObject({
      ok: true,
      value: { state: 'open' },
    });
    expect(await as(linkWorker, ctx => loadTask(ctx, id))).toMatchObject({ state: 'open', endedAt: null });
    expect(await eventsOf(record.personId)).toEqual(['task.added', 'task.completed', 'task.reopened']);
  });

  it('moves to another day, unless that day has passed or it has ended', async () => {
    const id = await added();
    expect(await as(linkWorker, ctx => rescheduleTask(ctx, id, '2026-04-01'))).toMatchObject({
      ok: true,
      value: { dueOn: '2026-04-01' },
    });
    expect(await as(linkWorker, ctx => rescheduleTask(ctx, id, '2026-01-01'))).toEqual({
      ok: false,
      reason: 'due-in-the-past',
    });
    await as(linkWorker, ctx => cancelTask(ctx, id));
    expect(await as(linkWorker, ctx => rescheduleTask(ctx, id, '2026-05-01'))).toEqual({
      ok: false,
      reason: 'not-in-this-state',
    });
    expect(await as(linkWorker, ctx => loadTask(ctx, id))).toMatchObject({
      dueOn: '2026-04-01',
      state: 'cancelled',
    });
  });

  it('is out of reach of another team, another organisation and a referrer', async () => {
    const id = await added();
    for (const actor of [otherLinkWorker, referrer, ACTORS.south.manager]) {
      expect(await as(actor, ctx => completeTask(ctx, id))).toEqual({ ok: false, reason: 'not-found' });
    }
    expect(await as(privacyLead, ctx => loadTask(ctx, id))).toMatchObject({ state: 'open' });
  });
});

describe('the tasks of a person and of a referral', () => {
  it('come with the most pressing first, also those of a record joined to theirs', async () => {
    const joined = await startRecord(test, { state: 'allocated', workerId: linkWorker.accountId });
    const later = await added({ dueOn: '2026-03-20', title: 'Later' });
    const sooner = await added({ personId: joined.personId, referralId: joined.referralId, title: 'Sooner' });
    await asSuperuser('update people set merged_into = $1 where id = $2', [record.personId, joined.personId]);
    expect(
      (await as(linkWorker, ctx => loadOpenTasksOfPerson(ctx, record.personId))).map(task => task.id),
    ).toEqual([sooner, later]);
    expect(await as(linkWorker, ctx => nextTask(ctx, record.personId))).toMatchObject({ title: 'Sooner' });
    await as(linkWorker, ctx => completeTask(ctx, sooner));
    await as(linkWorker, ctx => completeTask(ctx, later));
    expect(await as(linkWorker, ctx => nextTask(ctx, record.personId))).toBeNull();
  });

  it('go to another worker together, and the counts go with them', async () => {
    const [mine, theirs] = [
      await openTasksOf(linkWorker.accountId),
      await openTasksOf(otherLinkWorker.accountId),
    ];
    await added();
    const finished = await added();
    await as(linkWorker, ctx => completeTask(ctx, finished));
    const move = { referralId: record.referralId, toWorkerId: otherLinkWorker.accountId };
    expect(await as(manager, ctx => reassignTasks(ctx, move))).toEqual({ ok: true, value: 1 });
    expect(await as(manager, ctx => reassignTasks(ctx, move))).toEqual({ ok: true, value: 0 });
    expect([await openTasksOf(linkWorker.accountId), await openTasksOf(otherLinkWorker.accountId)]).toEqual([
      mine,
      theirs + 1,
    ]);
    const nobody = { referralId: record.referralId, toWorkerId: NORTH.practice };
    expect(await as(manager, ctx => reassignTasks(ctx, nobody))).toEqual({ ok: false, reason: 'not-found' });
  });

  it('are cancelled when the referral is closed', async () => {
    const id = await added();
    expect(await as(linkWorker, ctx => cancelTasksOfReferral(ctx, record.referralId))).toBe(1);
    expect(await as(linkWorker, ctx => loadTask(ctx, id))).toMatchObject({ state: 'cancelled' });
    expect(await eventsOf(record.referralId)).toEqual(['task.cancelled']);
  });
});
