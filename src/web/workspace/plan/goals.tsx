// Handlers of goals: agreed, changed, reviewed.
import { z } from 'zod';
import { addGoal, DOMAIN_KEYS, GOAL_STATUS_KEYS, type GoalWords, reviewGoal, updateGoal } from '#plans';
import {
  type Answered,
  choice,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { personHref } from '../scene.ts';
import { GoalPage, ReviewGoalPage } from './goal-pages.tsx';
import {
  type FormState,
  type GoalScene,
  mayChange,
  openGoal,
  openPlan,
  PLAN_ENDED,
  type PlanScene,
} from './scene.ts';

const form = z.object({
  description: requiredText('Say what the person hopes for', { max: 500 }),
  domain: choice(DOMAIN_KEYS, 'Choose what the goal is mostly about'),
  importance: optionalText({ max: 2 }),
  need: optionalText({ max: 50 }),
});

const toWords = ({ description, domain, importance, need }: z.infer<typeof form>): GoalWords => ({
  description,
  domain,
  importance: importance === '' ? null : Number(importance),
  needId: need === '' ? null : need,
});

const IMPORTANCE = { importance: 'Choose a number from 1 to 10, or “Not asked yet”' };

const subjectOf = ({ person }: PlanScene) => ({ type: 'person', id: person.id });
const statusOf = ({ errors }: FormState): number => (errors ? 422 : 200);

const goalPage = (scene: PlanScene & Partial<GoalScene>, state: FormState): Answered =>
  page(<GoalPage scene={scene} {...state} />, { status: statusOf(state), subject: subjectOf(scene) });

export async function showNewGoal(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  return scene && mayChange(scene) ? goalPage(scene, { values: {} }) : notFound();
}

export async function showGoal(req: Req): Promise<Answered> {
  const scene = await openGoal(req);
  if (!scene || !mayChange(scene)) return notFound();
  const { description, domain, importance, needId } = scene.goal;
  return goalPage(scene, {
    values: {
      description,
      domain,
      importance: importance === null ? '' : String(importance),
      need: needId ?? '',
    },
  });
}

export const keepNewGoal = async (req: Req): Promise<Answered> => {
  const scene = await openPlan(req);
  return scene ? keep(req, scene, words => addGoal(req.ctx, scene.plan.id, words)) : notFound();
};

export const keepGoal = async (req: Req): Promise<Answered> => {
  const scene = await openGoal(req);
  return scene ? keep(req, scene, words => updateGoal(req.ctx, scene.goal.id, words)) : notFound();
};

async function keep(
  req: Req,
  scene: PlanScene & Partial<GoalScene>,
  act: (words: GoalWords) => ReturnType<typeof addGoal>,
): Promise<Answered> {
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return goalPage(scene, { values: parsed.input, errors: parsed.errors });
  const words = toWords(parsed.value);
  const known = scene.plan.needs.some(need => need.id === words.needId);
  const outcome = await act({ ...words, needId: known ? words.needId : null });
  if (outcome.ok)
    return redirect(`${personHref(scene, '/plan')}#goal-${outcome.value}`, { notice: 'The goal is saved.' });
  switch (outcome.reason) {
    case 'not-found':
      return notFound();
    case 'plan-ended':
      return redirect(personHref(scene, '/plan'), { notice: PLAN_ENDED });
    case 'score-out-of-range':
      return goalPage(scene, { values: parsed.input, errors: IMPORTANCE });
  }
}

const reviewForm = z.object({
  status: choice(GOAL_STATUS_KEYS, 'Choose how it turned out'),
  note: optionalText({ max: 2000 }),
});

const reviewPage = (scene: GoalScene, state: FormState): Answered =>
  page(<ReviewGoalPage scene={scene} {...state} />, { status: statusOf(state), subject: subjectOf(scene) });

export async function showReview(req: Req): Promise<Answered> {
  const scene = await openGoal(req);
  if (!scene || !mayChange(scene)) return notFound();
  return reviewPage(scene, { values: { status: scene.goal.status, note: scene.goal.reviewNote ?? '' } });
}

export async function keepReview(req: Req): Promise<Answered> {
  const scene = await openGoal(req);
  if (!scene) return notFound();
  const parsed = parseForm(reviewForm, req.body);
  if (!parsed.ok) return reviewPage(scene, { values: parsed.input, errors: parsed.errors });
  const outcome = await reviewGoal(req.ctx, scene.goal.id, parsed.value);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return redirect(`${personHref(scene, '/plan')}#goal-${scene.goal.id}`, {
    notice: outcome.ok ? 'The review is saved.' : PLAN_ENDED,
  });
}
