// All SQL of goals and steps.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Id, PersonId, ReferralId } from '#kernel';
import type { Goal, GoalId, GoalReview, GoalWords } from './goal.ts';
import type { PlanId } from './plan.ts';
import type { PickedService, Step, StepId, StepProgress, StepWords } from './step.ts';

/** Goals and steps as the database hands them over inside JSON. */
export type StepShape = Omit<Step, 'service'> & {
  readonly serviceId: string | null;
  readonly serviceName: string | null;
};
export type GoalShape = Omit<Goal, 'steps' | 'reviewedAt'> & {
  readonly reviewedAt: string | null;
  readonly steps: readonly StepShape[];
};

const toStep = ({ serviceId, serviceName, ...step }: StepShape): Step => ({
  ...step,
  service: serviceId === null ? null : { serviceId, serviceName: serviceName ?? '' },
});

export const toGoal = (shape: GoalShape): Goal => ({
  ...shape,
  reviewedAt: shape.reviewedAt === null ? null : new Date(shape.reviewedAt),
  steps: shape.steps.map(toStep),
});

/** Where a goal or a step belongs, and whether its referral has ended. */
export type Place = {
  readonly planId: PlanId;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly ended: boolean;
};
export type StepPlace = Place & {
  readonly goalId: GoalId;
  /** The need that its goal belongs to, while the person still has it. */
  readonly needId: Id<'need'> | null;
  /** Its category. */
  readonly needKind: string | null;
  readonly dueOn: string | null;
  readonly status: Step['status'];
};

/** Null when there is no such goal or the actor may not see it. */
export async function placeOfGoal(ctx: Ctx, goalId: GoalId): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select p.id as "planId", p.person_id as "personId", p.referral_id as "referralId", r.state in ('closed', 'declined', 'withdrawn') as ended
    from goals g
    join plans p on p.organisation_id = g.organisation_id and p.id = g.plan_id
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    where g.organisation_id = ${organisationOf(ctx.actor)}::uuid and g.id = ${goalId}::uuid`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Null when there is no such step or the actor may not see it. */
export async function placeOfStep(ctx: Ctx, stepId: StepId): Promise<StepPlace | null> {
  const { rows } = await sql<StepPlace>`
    select p.id as "planId", p.person_id as "personId", p.referral_id as "referralId", r.state in ('closed', 'declined', 'withdrawn') as ended,
      g.id as "goalId", n.id as "needId", n.category as "needKind", s.due_on as "dueOn", s.status
    from steps s
    join goals g on g.organisation_id = s.organisation_id and g.id = s.goal_id
    left join plan_needs n on n.organisation_id = g.organisation_id and n.id = g.need_id and n.ended_at is null
    join plans p on p.organisation_id = g.organisation_id and p.id = g.plan_id
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    where s.organisation_id = ${organisationOf(ctx.actor)}::uuid and s.id = ${stepId}::uuid`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Null when there is no such need, it has ended, or the actor may not see it. */
export async function placeOfNeed(ctx: Ctx, needId: Id<'need'>): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select p.id as "planId", p.person_id as "personId", p.referral_id as "referralId", r.state in ('closed', 'declined', 'withdrawn') as ended
    from plan_needs n
    join plans p on p.organisation_id = n.organisation_id and p.id = n.plan_id
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    where n.organisation_id = ${organisationOf(ctx.actor)}::uuid and n.id = ${needId}::uuid and n.ended_at is null`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}

export async function insertGoal(ctx: Ctx, id: GoalId, at: Place, words: GoalWords): Promise<void> {
  await ctx.tx
    .insertInto('goals')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      plan_id: at.planId,
      person_id: at.personId,
      ...goalColumns(words),
      created_at: ctx.clock().toString(),
    })
    .execute();
}

const goalColumns = (words: GoalWords) => ({
  description: words.description,
  domain: words.domain,
  importance: words.importance,
  need_id: words.needId,
});

export async function saveGoal(ctx: Ctx, goalId: GoalId, words: GoalWords): Promise<void> {
  await ctx.tx
    .updateTable('goals')
    .set(goalColumns(words))
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', goalId)
    .execute();
}

export async function saveReview(ctx: Ctx, goalId: GoalId, review: GoalReview): Promise<void> {
  await ctx.tx
    .updateTable('goals')
    .set({ status: review.status, review_note: review.note || null, reviewed_at: ctx.clock().toString() })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', goalId)
    .execute();
}

export async function insertStep(
  ctx: Ctx,
  step: {
    readonly id: StepId;
    readonly goalId: GoalId;
    readonly personId: PersonId;
    readonly words: StepWords;
  },
): Promise<void> {
  const at = ctx.clock().toString();
  await ctx.tx
    .insertInto('steps')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: step.id,
      goal_id: step.goalId,
      person_id: step.personId,
      ...stepColumns(step.words),
      created_at: at,
      updated_at: at,
    })
    .execute();
}

const stepColumns = (words: StepWords) => ({
  description: words.description,
  who: words.who,
  due_on: words.dueOn,
  confidence: words.confidence,
});

const changeStep = (ctx: Ctx, stepId: StepId, set: Record<string, string | number | null>) =>
  ctx.tx
    .updateTable('steps')
    .set({ ...set, updated_at: ctx.clock().toString() })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', stepId)
    .execute();

export async function saveStep(ctx: Ctx, stepId: StepId, words: StepWords): Promise<void> {
  await changeStep(ctx, stepId, stepColumns(words));
}

export async function saveProgress(
  ctx: Ctx,
  stepId: StepId,
  { status, outcomeNote, notDoneBecause = null }: StepProgress,
): Promise<void> {
  await changeStep(ctx, stepId, {
    status,
    outcome_note: outcomeNote || null,
    not_done_because: status === 'not_done' ? notDoneBecause : null,
  });
}

export async function saveService(ctx: Ctx, stepId: StepId, service: PickedService | null): Promise<void> {
  await changeStep(ctx, stepId, {
    service_id: service?.serviceId ?? null,
    service_name: service?.serviceName ?? null,
  });
}
