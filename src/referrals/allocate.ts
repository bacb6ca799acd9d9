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
import {
  addTask,
  type LinkWorker,
  loadCandidates,
  loadWorker,
  type MatchCandidate,
  reassignTasks,
} from '#link-workers';
import { outcomesOf, rankWorkers, whatItWouldTake, wishesOf, withReferral } from '#matching';
import {
  addChoice,
  addFacts,
  addOutcomes,
  askedOf,
  type ChosenBy,
  type FactKind,
  loadPersonRecord,
  type PersonRecord,
} from '#people';
import { allocateReferral, type StepRefusal } from './actions.ts';
import type { Referral, Urgency } from './referral.ts';
import { loadReferral } from './store.ts';

export type Allocation = {
  readonly workerId: AccountId;
  readonly why: string;
  /** The person said "only a woman" (or a man), was asked again, and agrees to this worker. */
  readonly personAgrees: boolean;
  /** Who chose; left out: nobody said. */
  readonly chosenBy?: ChosenBy;
  /** What the person says of the worker's background, held against their wish; left out: they were not asked. */
  readonly backgroundFits?: boolean | null;
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
  allocation: Allocation,
): Promise<Outcome<Allocated, AllocationRefusal>> {
  const { workerId, why, personAgrees } = allocation;
  const referral = await loadReferral(ctx, id, { forUpdate: true });
  if (!referral) return refused('not-found');
  const worker = await loadWorker(ctx, workerId);
  const may = decideAllocation(ctx, referral, worker);
  if (!may.ok) return may;
  const asked = await keepToWishes(ctx, referral, may.value, personAgrees);
  if (!asked.ok) return asked;
  const before = referral.workerId;
  const about = { personId: referral.personId, referralId: id };
  // As the list was shown: before this referral takes a place.
  const candidates = await loadCandidates(ctx, { teamId: referral.teamId, ...about });
  const stepped = await allocateReferral(ctx, id, workerId, why);
  if (!stepped.ok) return stepped;
  await writeLedger(ctx, { referral, candidates, person: asked.value, allocation });
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

/** The person as they were before anything was softened: the list was ranked by those wishes. */
async function keepToWishes(
  ctx: Ctx,
  referral: Referral,
  worker: LinkWorker,
  personAgrees: boolean,
): Promise<Outcome<PersonRecord, AllocationRefusal>> {
  const person = await loadPersonRecord(ctx, referral.personId);
  if (!person) return refused('not-found');
  const wishes = wishesOf(person);
  if (whatItWouldTake(wishes, { ...worker, lastGivenOn: null }).length === 0) return done(person);
  if (!personAgrees) return refused('person-not-asked');
  const only = ['preference_worker_sex', 'preference_language'] as const;
  const softer = only.flatMap((kind: FactKind) => {
    const answer = person.facts.find(fact => fact.kind === kind)?.answer;
    const said = answer?.status === 'answered' ? String(answer.value) : '';
    return said.endsWith('_only') ? [{ kind, answer: answered(said.replace('_only', '')) }] : [];
  });
  const kept = softer.filter(({ kind }) => standsAgainst(person, worker, kind));
  await addFacts(ctx, referral.personId, kept);
  ctx.record({ event: 'preference.changed', subject: { type: 'person', id: referral.personId } });
  return done(person);
}

/** Only the "only" that this worker does not keep to is softened; the other one goes on holding. */
function standsAgainst(person: PersonRecord, worker: LinkWorker, kind: FactKind): boolean {
  const alone = { ...person, facts: person.facts.filter(fact => fact.kind === kind) };
  return whatItWouldTake(wishesOf(alone), { ...worker, lastGivenOn: null }).length > 0;
}

/** Shown at most, and kept with the choice. */
const MOST_OFFERED = 50;

type Given = {
  readonly referral: Referral;
  readonly candidates: readonly MatchCandidate[];
  /** Before anything was softened. */
  readonly person: PersonRecord;
  readonly allocation: Allocation;
};

/** What was offered and given, and who chose: in the same transaction, so that no allocation is without its lines. */
async function writeLedger(ctx: Ctx, { referral, candidates, person, allocation }: Given): Promise<void> {
  const { workerId, why, chosenBy = 'not_said', backgroundFits = null } = allocation;
  const about = { personId: referral.personId, referralId: referral.id };
  const now = await loadPersonRecord(ctx, referral.personId);
  const wishes = withReferral(wishesOf(person), referral.interventions);
  const others = candidates.filter(({ id }) => id !== referral.workerId);
  const ranking = rankWorkers(wishes, others, londonDay(ctx.clock()));
  const shown = [
    ...ranking.offered.map(each => ({ each, apart: false })),
    ...ranking.apart.map(each => ({ each, apart: true })),
  ];
  const chosen = shown.find(({ each }) => each.worker.id === workerId)?.each;
  if (!chosen || !now) return;
  const facts = now.facts;
  const outcomes = outcomesOf({
    wishes,
    asked: kind => askedOf(facts, kind),
    ranking,
    chosen,
    chosenBy,
    backgroundFits,
  });
  const offered = shown
    .slice(0, MOST_OFFERED)
    .map(({ each, apart }) => ({ worker: each.worker.id, points: each.score, apart }));
  await addOutcomes(ctx, about, outcomes);
  await addChoice(ctx, about, { workerId, chosenBy, why, offered });
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
