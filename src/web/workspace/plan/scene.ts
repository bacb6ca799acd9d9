// The plan, goal or step that a request is about, with the person it belongs to.
import { isUuid } from '#kernel';
import { type Goal, loadPlan, type Plan, placeOfGoal, placeOfStep, type Step } from '#plans';
import type { FieldErrors, FormInput, Req } from '#web';
import { openPerson, openRecord, type PersonScene } from '../scene.ts';

export type PlanScene = PersonScene & { readonly plan: Plan };
export type GoalScene = PlanScene & { readonly goal: Goal };
export type StepScene = GoalScene & { readonly step: Step };

/** A form as it stands: what was typed and what is wrong with it. */
export type FormState = { readonly values: FormInput; readonly errors?: FieldErrors | undefined };

/** The plan of the referral in hand; null when there is none yet. */
export async function openPlan(req: Req): Promise<PlanScene | null> {
  const scene = await openPerson(req);
  if (!scene?.referral) return null;
  const plan = await loadPlan(req.ctx, { referralId: scene.referral.id });
  return plan && { ...scene, plan };
}

export async function openGoal(req: Req): Promise<GoalScene | null> {
  const id = req.params.goal ?? '';
  const place = isUuid(id) ? await placeOfGoal(req.ctx, id) : null;
  return place && goalScene(req, place, id);
}

export async function openStep(req: Req): Promise<StepScene | null> {
  const id = req.params.step ?? '';
  const place = isUuid(id) ? await placeOfStep(req.ctx, id) : null;
  const scene = place && (await goalScene(req, place, place.goalId));
  const step = scene?.goal.steps.find(one => one.id === id);
  return scene && step ? { ...scene, step } : null;
}

type Place = { readonly personId: string; readonly planId: string; readonly referralId: string };

async function goalScene(req: Req, place: Place, goalId: string): Promise<GoalScene | null> {
  const [scene, plan] = await Promise.all([
    openRecord(req, place.personId, place.referralId),
    loadPlan(req.ctx, { planId: place.planId }),
  ]);
  const goal = plan?.goals.find(one => one.id === goalId);
  return scene && plan && goal ? { ...scene, plan, goal } : null;
}

/** Whether this reader may still change the plan. */
export const mayChange = ({ mayWork, plan }: PlanScene): boolean => mayWork && !plan.ended;

export const PLAN_ENDED = 'The referral was closed in the meantime, so the plan stands as it is.';
