// What happens to goals and steps: they are agreed, changed, moved on, given a service, reviewed.
import type { Ctx } from '#database';
import { type AccountId, done, londonDay, type Outcome, refused } from '#kernel';
import { addTask, endTasksOfStep } from '#link-workers';
import { foundFor, lostFor, recordGapOfStep } from './gaps/actions.ts';
import { decideScore, type GoalId, type GoalReview, type GoalWords } from './goal.ts';
import {
  insertGoal,
  insertStep,
  type Place,
  placeOfGoal,
  placeOfStep,
  saveGoal,
  saveProgress,
  saveReview,
  saveService,
  saveStep,
} from './goal-store.ts';
import type { PlanId } from './plan.ts';
import {
  decideStepDue,
  hasEnded,
  NOT_DONE_REASONS,
  type PickedService,
  type StepId,
  type StepProgress,
  type StepWords,
} from './step.ts';
import { loadPlan, markChanged } from './store.ts';

type Refusal = 'not-found' | 'plan-ended';

/** Of what was done in a plan: it goes into the history, and moves when the plan was last changed and by whom. */
async function recordFor(
  ctx: Ctx,
  event: string,
  { personId, planId }: Pick<Place, 'personId' | 'planId'>,
  detail: Record<string, string>,
): Promise<void> {
  await markChanged(ctx, planId);
  ctx.record({ event, subject: { type: 'person', id: personId }, detail });
}

export async function addGoal(
  ctx: Ctx,
  planId: PlanId,
  words: GoalWords,
): Promise<Outcome<GoalId, Refusal | 'score-out-of-range'>> {
  const plan = await loadPlan(ctx, { planId });
  if (!plan) return refused('not-found');
  if (plan.ended) return refused('plan-ended');
  const score = decideScore(words.importance);
  if (!score.ok) return score;
  const id = ctx.newId();
  const needId = plan.needs.some(need => need.id === words.needId) ? words.needId : null;
  await insertGoal(ctx, id, { ...plan, planId }, { ...words, needId });
  await recordFor(ctx, 'goal.agreed', { ...plan, planId }, { goal: id });
  return done(id);
}

export async function updateGoal(
  ctx: Ctx,
  goalId: GoalId,
  words: GoalWords,
): Promise<Outcome<GoalId, Refusal | 'score-out-of-range'>> {
  const place = await placeOfGoal(ctx, goalId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  const score = decideScore(words.importance);
  if (!score.ok) return score;
  await saveGoal(ctx, goalId, words);
  await recordFor(ctx, 'goal.changed', place, { goal: goalId });
  return done(goalId);
}

/** How a goal turned out, in the person's view; may be said again while the referral is open. */
export async function reviewGoal(
  ctx: Ctx,
  goalId: GoalId,
  review: GoalReview,
): Promise<Outcome<GoalId, Refusal>> {
  const place = await placeOfGoal(ctx, goalId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  await saveReview(ctx, goalId, review);
  await recordFor(ctx, 'goal.reviewed', place, { goal: goalId, status: review.status });
  return done(goalId);
}

type StepRefusal = Refusal | 'due-in-the-past' | 'score-out-of-range';

/** Agrees a step. With a due day and `remind`, the worker gets a task for that day in the same act. */
export async function addStep(
  ctx: Ctx,
  goalId: GoalId,
  words: StepWords,
  { remind = null }: { readonly remind?: AccountId | null } = {},
): Promise<Outcome<StepId, StepRefusal | 'due-too-far'>> {
  const place = await placeOfGoal(ctx, goalId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  const fits = checkWords(ctx, words, null);
  if (!fits.ok) return fits;
  const id = ctx.newId();
  // The task first: when it is refused, nothing has been written yet.
  if (remind !== null && words.dueOn !== null) {
    const { personId, referralId } = place;
    const task = {
      workerId: remind,
      personId,
      referralId,
      kind: 'step',
      title: words.description,
      dueOn: words.dueOn,
      stepId: id,
    } as const;
    const added = await addTask(ctx, task);
    if (!added.ok) return added;
  }
  await insertStep(ctx, { id, goalId, personId: place.personId, words });
  await recordFor(ctx, 'step.agreed', place, { step: id });
  return done(id);
}

const checkWords = (ctx: Ctx, words: StepWords, keptDueOn: string | null) => {
  const due = decideStepDue(words.dueOn, keptDueOn, londonDay(ctx.clock()));
  return due.ok ? decideScore(words.confidence) : due;
};

export async function updateStep(
  ctx: Ctx,
  stepId: StepId,
  words: StepWords,
): Promise<Outcome<StepId, StepRefusal>> {
  const place = await placeOfStep(ctx, stepId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  const fits = checkWords(ctx, words, place.dueOn);
  if (!fits.ok) return fits;
  await saveStep(ctx, stepId, words);
  await recordFor(ctx, 'step.changed', place, { step: stepId });
  return done(stepId);
}

/** Says how far a step has come, and what came of it; when it has ended, its reminder goes from the list. */
export async function moveStep(
  ctx: Ctx,
  stepId: StepId,
  progress: StepProgress,
): Promise<Outcome<StepId, Refusal>> {
  const place = await placeOfStep(ctx, stepId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  await saveProgress(ctx, stepId, progress);
  if (hasEnded(progress.status))
    await endTasksOfStep(ctx, { id: stepId, personId: place.personId, done: progress.status === 'done' });
  await recordFor(ctx, 'step.moved', place, { step: stepId, status: progress.status });
  await tellGaps(ctx, stepId, progress);
  return done(stepId);
}

/** Done: what was missing is found. Not done: what it had found is missing again, and may be a gap of its own. */
async function tellGaps(ctx: Ctx, stepId: StepId, { status, notDoneBecause }: StepProgress): Promise<void> {
  if (status === 'done') await foundFor(ctx, stepId);
  if (status !== 'not_done') return;
  const gap = notDoneBecause ? NOT_DONE_REASONS[notDoneBecause].gap : null;
  if (gap) await recordGapOfStep(ctx, stepId, { reason: gap, source: 'step' });
  await lostFor(ctx, stepId);
}

/** Gives a step that is still to come a service from the directory, or takes it away again. */
export async function chooseService(
  ctx: Ctx,
  stepId: StepId,
  service: PickedService | null,
): Promise<Outcome<StepId, Refusal | 'step-ended'>> {
  const place = await placeOfStep(ctx, stepId);
  if (!place) return refused('not-found');
  if (place.ended) return refused('plan-ended');
  if (hasEnded(place.status)) return refused('step-ended');
  await saveService(ctx, stepId, service);
  await (service ? foundFor(ctx, stepId) : lostFor(ctx, stepId));
  await recordFor(ctx, service ? 'service.chosen' : 'service.removed', place, {
    step: stepId,
    ...(service ? { service: service.serviceId } : {}),
  });
  return done(stepId);
}
