// Giving a referral to a link worker, or to another one: who may, which wishes hold, and what goes onto whose list.
import type { Ctx } from '#database';
import {
  type AccountId,
  addWorkingDays,
  answered,
  done,
  londonDay,
  type Outcome,
  type ReferralId,
  refused,
} from '#kernel';
import { addTask, type LinkWorker, loadWorker, reassignTasks } from '#link-workers';
import { type MatchWishes, whatItWouldTake, wishesOf } from '#matching';
import { addFacts, loadPersonRecord } from '#people';
import { allocateReferral, type StepRefusal } from './actions.ts';
import type { Referral, Urgency } from './referral.ts';
import { loadReferral } from './store.ts';

export type Allocation = {
  readonly workerId: AccountId;
  readonly why: string;
  /** The person said "only a woman" (or a man), was asked again, and agrees to this worker. */
  readonly personAgrees: boolean;
};

export type Allocated = {
  readonly referral: Referral;
  readonly worker: LinkWorker;
  /** The day of the new task "First conversation", or null when open tasks moved instead. */
  readonly firstConversationDue: string | null;
  readonly tasksMoved: number;
};

export type AllocationRefusal =
  | StepRefusal
  | 'not-yours'
  | 'worker-not-found'
  | 'worker-of-another-team'
  | 'already-theirs'
  | 'person-not-asked';

/** Working days until the first conversation should have happened. */
export const firstConversationDays = (urgency: Urgency): number => (urgency === 'urgent' ? 1 : 5);

/**
 * Allocates and puts the first conversation onto the worker's list, in one transaction. A change of worker is the manager's,
 * and takes the open tasks along. "Only a woman" and "only a man" hold until the person says otherwise, which is then kept.
 */
export async function giveToWorker(
  ctx: Ctx,
  id: ReferralId,
  { workerId, why, personAgrees }: Allocation,
): Promise<Outcome<Allocated, AllocationRefusal>> {
  const referral = await loadReferral(ctx, id, { forUpdate: true });
  if (!referral) return refused('not-found');
  const worker = await loadWorker(ctx, workerId);
  const may = decideAllocation(ctx, referral, worker);
  if (!may.ok) return may;
  const asked = await keepToWishes(ctx, referral, may.value, personAgrees);
  if (!asked.ok) return asked;
  const before = referral.workerId;
  const stepped = await allocateReferral(ctx, id, workerId, why);
  if (!stepped.ok) return stepped;
  const moved = before ? await reassignTasks(ctx, { referralId: id, toWorkerId: workerId }) : done(0);
  const tasksMoved = moved.ok ? moved.value : 0;
  const starts = referral.state === 'accepted' || (referral.state === 'allocated' && tasksMoved === 0);
  const firstConversationDue = starts ? await planFirstConversation(ctx, referral, workerId) : null;
  return done({
    referral: { ...stepped.value, workerId },
    worker: may.value,
    firstConversationDue,
    tasksMoved,
  });
}

/** The row was locked before this looks, so that of two who allocate at once the second is told. */
function decideAllocation(
  ctx: Ctx,
  referral: Referral,
  worker: LinkWorker | null,
): Outcome<LinkWorker, AllocationRefusal> {
  const runs = ctx.actor.kind === 'system' || (ctx.actor.kind === 'staff' && ctx.actor.role === 'manager');
  if (referral.workerId && !runs) return refused('not-yours');
  if (!worker) return refused('worker-not-found');
  if (worker.teamId !== referral.teamId) return refused('worker-of-another-team');
  if (worker.id === referral.workerId) return refused('already-theirs');
  return done(worker);
}

async function keepToWishes(
  ctx: Ctx,
  referral: Referral,
  worker: LinkWorker,
  personAgrees: boolean,
): Promise<Outcome<MatchWishes, AllocationRefusal>> {
  const person = await loadPersonRecord(ctx, referral.personId);
  if (!person) return refused('not-found');
  const wishes = wishesOf(person);
  if (whatItWouldTake(wishes, { ...worker, lastGivenOn: null }).length === 0) return done(wishes);
  if (!personAgrees) return refused('person-not-asked');
  const softer = wishes.workerSex === 'female_only' ? 'female' : 'male';
  await addFacts(ctx, referral.personId, [{ kind: 'preference_worker_sex', answer: answered(softer) }]);
  ctx.record({ event: 'preference.changed', subject: { type: 'person', id: referral.personId } });
  return done(wishes);
}

async function planFirstConversation(ctx: Ctx, referral: Referral, workerId: AccountId): Promise<string> {
  const today = londonDay(ctx.clock());
  const dueOn = addWorkingDays(today, firstConversationDays(referral.urgency)).toString();
  const added = await addTask(ctx, {
    workerId,
    personId: referral.personId,
    referralId: referral.id,
    kind: 'first_conversation',
    title: '',
    dueOn,
  });
  // A referral without a next step would lie on nobody's list: better to allocate nothing.
  if (!added.ok) throw new Error(`the first conversation could not be planned: ${added.reason}`);
  return dueOn;
}
