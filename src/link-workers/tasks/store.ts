// All SQL of the tasks table.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId } from '#kernel';
import type { Task, TaskId, TaskKind, TaskState } from './task.ts';

export type NewTask = {
  readonly workerId: AccountId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly kind: TaskKind;
  readonly title: string;
  readonly dueOn: string;
  /** The step of a plan that it reminds of. */
  readonly stepId?: string;
};

/**
 * Inserts the task if the actor may see the person and the worker is one of this organisation (for a link worker: of their
 * own team, whose kept counts they may change). Says whether it did.
 */
export async function insertTask(ctx: Ctx, id: TaskId, task: NewTask): Promise<boolean> {
  const organisation = organisationOf(ctx.actor);
  const ownTeamOnly =
    ctx.actor.kind === 'staff' && ctx.actor.role === 'link_worker' ? ctx.actor.teamId : null;
  const result = await sql`
    insert into tasks (organisation_id, id, worker_id, person_id, referral_id, kind, title, due_on, step_id, created_at, created_by)
    select p.organisation_id, ${id}::uuid, w.account_id, p.id, ${task.referralId}::uuid, ${task.kind}, ${task.title}, ${task.dueOn}::date,
      ${task.stepId ?? null}::uuid,
      ${ctx.clock().toString()}::timestamptz, ${accountOf(ctx)}::uuid
    from people p join link_workers w on w.organisation_id = p.organisation_id
    where p.organisation_id = ${organisation}::uuid and p.id = ${task.personId}::uuid and w.account_id = ${task.workerId}::uuid
      and (${ownTeamOnly}::uuid is null or w.team_id = ${ownTeamOnly}::uuid)
      and (${task.referralId}::uuid is null or exists (select 1 from referrals r
        where r.organisation_id = p.organisation_id and r.id = ${task.referralId}::uuid and r.person_id = p.id))`.execute(
    ctx.tx,
  );
  return Number(result.numAffectedRows ?? 0) > 0;
}

const taskRows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('tasks')
    .select(['id', 'worker_id', 'person_id', 'referral_id', 'kind', 'title', 'due_on', 'state', 'ended_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor));

type TaskRow = Awaited<ReturnType<ReturnType<typeof taskRows>['execute']>>[number];

const toTask = (row: TaskRow): Task => ({
  id: row.id,
  workerId: row.worker_id,
  personId: row.person_id,
  referralId: row.referral_id,
  kind: row.kind as TaskKind,
  title: row.title,
  dueOn: row.due_on,
  state: row.state as TaskState,
  endedAt: row.ended_at,
});

/** A task the actor may see, or null. `forUpdate` holds it until the transaction ends. */
export async function loadTask(ctx: Ctx, id: TaskId, { forUpdate = false } = {}): Promise<Task | null> {
  const query = taskRows(ctx).where('id', '=', id);
  const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return row ? toTask(row) : null;
}

/** What is still to be done for a person, the most pressing first; with what came on records joined to theirs. */
export async function loadOpenTasksOfPerson(ctx: Ctx, personId: PersonId): Promise<Task[]> {
  const rows = await taskRows(ctx)
    .where('state', '=', 'open')
    .where('person_id', 'in', samePerson(ctx, personId))
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map(toTask);
}

const ENDED_SHOWN = 5;

/** The tasks for a person that ended last: what was done lately, and what was ended by mistake. */
export async function loadEndedTasksOfPerson(ctx: Ctx, personId: PersonId): Promise<Task[]> {
  const rows = await taskRows(ctx)
    .where('state', '<>', 'open')
    .where('person_id', 'in', samePerson(ctx, personId))
    .orderBy('ended_at', 'desc')
    .orderBy('id')
    .limit(ENDED_SHOWN)
    .execute();
  return rows.map(toTask);
}

/** The most pressing open task for a person, whoever does it; null when nothing is planned. */
export async function nextTask(ctx: Ctx, personId: PersonId): Promise<Task | null> {
  const row = await taskRows(ctx)
    .where('state', '=', 'open')
    .where('person_id', 'in', samePerson(ctx, personId))
    .orderBy('due_on')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ? toTask(row) : null;
}

const samePerson = (ctx: Ctx, personId: PersonId) =>
  ctx.tx
    .selectFrom('people')
    .select('people.id')
    .where('people.organisation_id', '=', organisationOf(ctx.actor))
    .where(at => at.or([at('people.id', '=', personId), at('people.merged_into', '=', personId)]));

export async function saveTaskState(ctx: Ctx, id: TaskId, state: TaskState): Promise<void> {
  const ended = state !== 'open';
  await ctx.tx
    .updateTable('tasks')
    .set({
      state,
      ended_at: ended ? ctx.clock().toString() : null,
      ended_by: ended ? accountOf(ctx) : null,
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

export async function saveDue(ctx: Ctx, id: TaskId, dueOn: string): Promise<void> {
  await ctx.tx
    .updateTable('tasks')
    .set({ due_on: dueOn })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

/** Ends every open task of a referral; answers their ids. */
export async function cancelOpenTasks(ctx: Ctx, referralId: ReferralId): Promise<TaskId[]> {
  const rows = await ctx.tx
    .updateTable('tasks')
    .set({ state: 'cancelled', ended_at: ctx.clock().toString(), ended_by: accountOf(ctx) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('referral_id', '=', referralId)
    .where('state', '=', 'open')
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

/** Ends what reminds of a step; answers the ids. */
export async function endOpenTasksOfStep(
  ctx: Ctx,
  stepId: string,
  state: 'done' | 'cancelled',
): Promise<TaskId[]> {
  const rows = await ctx.tx
    .updateTable('tasks')
    .set({ state, ended_at: ctx.clock().toString(), ended_by: accountOf(ctx) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('step_id', '=', stepId)
    .where('state', '=', 'open')
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

/** Gives the open tasks of a referral to another worker; answers their ids. */
export async function moveOpenTasks(
  ctx: Ctx,
  referralId: ReferralId,
  toWorkerId: AccountId,
): Promise<TaskId[]> {
  const rows = await ctx.tx
    .updateTable('tasks')
    .set({ worker_id: toWorkerId })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('referral_id', '=', referralId)
    .where('state', '=', 'open')
    .where('worker_id', '<>', toWorkerId)
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

const accountOf = (ctx: Ctx): AccountId | null => (ctx.actor.kind === 'staff' ? ctx.actor.accountId : null);
