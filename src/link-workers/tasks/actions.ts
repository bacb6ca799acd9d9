// What happens to tasks: they are added, done, moved to another day or another worker, cancelled, opened again.
import type { Ctx } from '#database';
import {
  type AccountId,
  done,
  londonDay,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';
import { loadWorker } from '../profile/store.ts';
import {
  cancelOpenTasks,
  endOpenTasksOfStep,
  insertTask,
  loadTask,
  moveOpenTasks,
  saveDue,
  saveTaskState,
} from './store.ts';
import {
  decideDue,
  decideTaskStep,
  type Task,
  type TaskId,
  type TaskKind,
  type TaskStep,
  titleOf,
} from './task.ts';

export type TaskRequest = {
  readonly workerId: AccountId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly kind: TaskKind;
  /** Empty for the usual title of its kind. */
  readonly title: string;
  /** YYYY-MM-DD, in London. */
  readonly dueOn: string;
  /** The step of a plan that it reminds of: it goes from the list when the step ends. */
  readonly stepId?: string;
};

export type DueRefusal = 'due-in-the-past' | 'due-too-far';

/** Puts something on a worker's list. Refused as not found when the actor may not see the person or the worker. */
export async function addTask(
  ctx: Ctx,
  asked: TaskRequest,
): Promise<Outcome<TaskId, 'not-found' | DueRefusal>> {
  const due = decideDue(asked.dueOn, londonDay(ctx.clock()));
  if (!due.ok) return due;
  const id = ctx.newId();
  const added = await insertTask(ctx, id, { ...asked, title: titleOf(asked.kind, asked.title) });
  if (!added) return refused('not-found');
  ctx.record({ event: 'task.added', subject: { type: 'person', id: asked.personId }, detail: { task: id } });
  return done(id);
}

export type TaskRefusal = 'not-found' | 'not-in-this-state';
type Stepped = Outcome<Task, TaskRefusal>;

async function step(ctx: Ctx, id: TaskId, name: TaskStep, event: string): Promise<Stepped> {
  const task = await loadTask(ctx, id, { forUpdate: true });
  if (!task) return refused('not-found');
  const next = decideTaskStep(task.state, name);
  if (!next.ok) return next;
  await saveTaskState(ctx, id, next.value);
  ctx.record({ event, subject: { type: 'person', id: task.personId }, detail: { task: id } });
  return done({ ...task, state: next.value });
}

export const completeTask = (ctx: Ctx, id: TaskId): Promise<Stepped> =>
  step(ctx, id, 'complete', 'task.completed');

export const cancelTask = (ctx: Ctx, id: TaskId): Promise<Stepped> =>
  step(ctx, id, 'cancel', 'task.cancelled');

export const reopenTask = (ctx: Ctx, id: TaskId): Promise<Stepped> =>
  step(ctx, id, 'reopen', 'task.reopened');

export async function rescheduleTask(
  ctx: Ctx,
  id: TaskId,
  dueOn: string,
): Promise<Outcome<Task, TaskRefusal | DueRefusal>> {
  const task = await loadTask(ctx, id, { forUpdate: true });
  if (!task) return refused('not-found');
  if (task.state !== 'open') return refused('not-in-this-state');
  const due = decideDue(dueOn, londonDay(ctx.clock()));
  if (!due.ok) return due;
  await saveDue(ctx, id, due.value);
  ctx.record({
    event: 'task.rescheduled',
    subject: { type: 'person', id: task.personId },
    detail: { task: id, from: task.dueOn, to: due.value },
  });
  return done({ ...task, dueOn: due.value });
}

/** When a referral goes to another worker, what is open for it goes with it. Answers how many tasks moved. */
export async function reassignTasks(
  ctx: Ctx,
  { referralId, toWorkerId }: { readonly referralId: ReferralId; readonly toWorkerId: AccountId },
): Promise<Outcome<number, 'not-found'>> {
  if (!(await loadWorker(ctx, toWorkerId))) return refused('not-found');
  const moved = await moveOpenTasks(ctx, referralId, toWorkerId);
  if (moved.length > 0) {
    ctx.record({
      event: 'task.reassigned',
      subject: { type: 'referral', id: referralId },
      detail: { tasks: moved, to: toWorkerId },
    });
  }
  return done(moved.length);
}

/** When a referral is closed, nothing of it stays on anybody's list. Answers how many tasks were cancelled. */
export async function cancelTasksOfReferral(ctx: Ctx, referralId: ReferralId): Promise<number> {
  const cancelled = await cancelOpenTasks(ctx, referralId);
  if (cancelled.length > 0) {
    ctx.record({
      event: 'task.cancelled',
      subject: { type: 'referral', id: referralId },
      detail: { tasks: cancelled },
    });
  }
  return cancelled.length;
}

/** When a step of a plan has ended, nobody is reminded of it any more: it was done, or will not be. */
export async function endTasksOfStep(
  ctx: Ctx,
  step: { readonly id: string; readonly personId: PersonId; readonly done: boolean },
): Promise<void> {
  for (const task of await endOpenTasksOfStep(ctx, step.id, step.done ? 'done' : 'cancelled'))
    ctx.record({
      event: step.done ? 'task.completed' : 'task.cancelled',
      subject: { type: 'person', id: step.personId },
      detail: { task },
    });
}
