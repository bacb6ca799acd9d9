// What happens to gaps: they are recorded with one press, said more about, ended, and opened again.
import type { Ctx } from '#database';
import { done, type Id, isUuid, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import { placeOfNeed, placeOfStep } from '../goal-store.ts';
import { NEED_CATEGORIES } from '../need.ts';
import type { PlanId } from '../plan.ts';
import type { StepId } from '../step.ts';
import {
  decideEnd,
  decideReopen,
  type GapEnding,
  type GapId,
  type GapRefusal,
  type GapSource,
} from './gap.ts';
import type { SaidReason } from './reason.ts';
import {
  endAsFound,
  endOfNeeds,
  insertGap,
  isOpenElsewhere,
  loadGap,
  reopenFoundBy,
  saveEnd,
  saveWords,
  sayWhy,
} from './store.ts';

const recordFor = (ctx: Ctx, event: string, personId: PersonId, detail: Record<string, string>): void =>
  ctx.record({ event, subject: { type: 'person', id: personId }, detail });

type Said = {
  readonly reason: SaidReason;
  readonly source: GapSource;
  /** The category that was looked for, for a step whose goal belongs to no need. */
  readonly kind?: string | undefined;
  readonly help?: string | null | undefined;
};

/** For the way back to the plan. */
export type Whose = { readonly personId: PersonId; readonly referralId: ReferralId };

type Where = Whose & {
  readonly planId: PlanId;
  readonly ended: boolean;
  readonly needId: Id<'need'> | null;
  readonly stepId: StepId | null;
};

/** Nothing fits for this step; kind, language and area come from its need and from the person. */
export async function recordGapOfStep(
  ctx: Ctx,
  stepId: StepId,
  said: Said,
): Promise<Outcome<Whose, GapRefusal>> {
  const place = await placeOfStep(ctx, stepId);
  return place ? keep(ctx, { ...place, stepId }, said) : refused('not-found');
}

/** Nothing fits for this need, whatever the steps. */
export async function recordGapOfNeed(
  ctx: Ctx,
  needId: Id<'need'>,
  said: Said,
): Promise<Outcome<Whose, GapRefusal>> {
  const place = isUuid(needId) ? await placeOfNeed(ctx, needId) : null;
  return place ? keep(ctx, { ...place, needId, stepId: null }, said) : refused('not-found');
}

async function keep(
  ctx: Ctx,
  at: Where,
  { reason, source, kind = 'other', help = null }: Said,
): Promise<Outcome<Whose, GapRefusal>> {
  if (at.ended) return refused('plan-ended');
  const said = { reason, source, help, stepId: at.stepId };
  const id = ctx.newId();
  const known = NEED_CATEGORIES.has(kind) ? kind : 'other';
  const told = at.needId !== null && (await sayWhy(ctx, at.needId, said));
  const added =
    !told && (await insertGap(ctx, { ...said, id, planId: at.planId, needId: at.needId, kind: known }));
  if (told || added) recordFor(ctx, 'gap.recorded', at.personId, { reason, ...(added ? { gap: id } : {}) });
  return done(whoseOf(at));
}

const whoseOf = ({ personId, referralId }: Whose): Whose => ({ personId, referralId });

export async function endGap(
  ctx: Ctx,
  id: GapId,
  because: GapEnding,
): Promise<Outcome<Whose, 'not-found' | 'already-ended'>> {
  const found = await loadGap(ctx, id);
  if (!found) return refused('not-found');
  const decided = decideEnd(found.gap);
  if (!decided.ok) return decided;
  await saveEnd(ctx, id, because);
  recordFor(ctx, 'gap.ended', found.gap.personId, { gap: id, because });
  return done(whoseOf(found.gap));
}

export async function reopenGap(
  ctx: Ctx,
  id: GapId,
): Promise<Outcome<Whose, 'not-found' | 'plan-ended' | 'still-open' | 'said-already'>> {
  const found = await loadGap(ctx, id);
  if (!found) return refused('not-found');
  const decided = decideReopen(found.gap, found.planEnded);
  if (!decided.ok) return decided;
  if (await isOpenElsewhere(ctx, found.gap, found.gap.reason)) return refused('said-already');
  await saveEnd(ctx, id, null);
  recordFor(ctx, 'gap.reopened', found.gap.personId, { gap: id });
  return done(whoseOf(found.gap));
}

/** Another reason, or a note for colleagues. */
export async function changeGap(
  ctx: Ctx,
  id: GapId,
  words: { readonly reason: SaidReason; readonly note: string },
): Promise<Outcome<Whose, 'not-found' | 'said-already'>> {
  const found = await loadGap(ctx, id);
  if (!found) return refused('not-found');
  if (found.gap.endedAt === null && (await isOpenElsewhere(ctx, found.gap, words.reason)))
    return refused('said-already');
  await saveWords(ctx, id, words);
  recordFor(ctx, 'gap.changed', found.gap.personId, { gap: id, reason: words.reason });
  return done(whoseOf(found.gap));
}

/** A service was chosen for a step, or the step is done. */
export async function foundFor(ctx: Ctx, stepId: StepId): Promise<void> {
  for (const { id, personId } of await endAsFound(ctx, stepId))
    recordFor(ctx, 'gap.ended', personId, { gap: id, because: 'found' });
}

/** The service was taken away again, or the step came to nothing. */
export async function lostFor(ctx: Ctx, stepId: StepId): Promise<void> {
  for (const { id, personId } of await reopenFoundBy(ctx, stepId))
    recordFor(ctx, 'gap.reopened', personId, { gap: id });
}

export async function noLongerNeeded(ctx: Ctx, needIds: readonly string[]): Promise<void> {
  if (needIds.length === 0) return;
  for (const { id, personId } of await endOfNeeds(ctx, needIds))
    recordFor(ctx, 'gap.ended', personId, { gap: id, because: 'not_needed' });
}
