// All SQL of the plan and its needs: reading a plan whole, and saving its words.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId } from '#kernel';
import { type GoalShape, toGoal } from './goal-store.ts';
import type { NeedChanges } from './need.ts';
import type { Agreed, Need, Plan, PlanId, PlanWords } from './plan.ts';

type PlanRow = {
  id: string;
  person_id: string;
  referral_id: string;
  what_matters: string;
  strengths: string;
  agreed: string;
  not_agreed_reason: string | null;
  review_on: string | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  updated_by: string | null;
  ended: boolean;
  needs: Need[];
  goals: GoalShape[];
};

/** A plan with its needs, goals and steps in one statement, or null when there is none or the actor may not see it. */
export async function loadPlan(
  ctx: Ctx,
  by: { readonly referralId: ReferralId } | { readonly planId: PlanId },
): Promise<Plan | null> {
  const which = 'planId' in by ? sql`p.id = ${by.planId}::uuid` : sql`p.referral_id = ${by.referralId}::uuid`;
  const { rows } = await sql<PlanRow>`
    select p.id, p.person_id, p.referral_id, p.what_matters, p.strengths, p.agreed, p.not_agreed_reason, p.review_on, p.version,
      p.created_at, p.updated_at, a.name as updated_by, r.state in ('closed', 'declined', 'withdrawn') as ended,
      (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'category', n.category, 'description', n.description) order by n.recorded_at, n.id), '[]')
         from plan_needs n where n.organisation_id = p.organisation_id and n.plan_id = p.id and n.ended_at is null) as needs,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'personId', g.person_id, 'needId', g.need_id, 'description', g.description,
           'domain', g.domain, 'importance', g.importance, 'status', g.status, 'reviewNote', g.review_note, 'reviewedAt', g.reviewed_at,
           'steps', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'personId', s.person_id, 'description', s.description, 'who', s.who,
               'serviceId', s.service_id, 'serviceName', s.service_name, 'dueOn', s.due_on, 'confidence', s.confidence, 'status', s.status,
               'outcomeNote', s.outcome_note, 'notDoneBecause', s.not_done_because) order by s.created_at, s.id), '[]')
             from steps s where s.organisation_id = g.organisation_id and s.goal_id = g.id)) order by g.created_at, g.id), '[]')
         from goals g where g.organisation_id = p.organisation_id and g.plan_id = p.id) as goals
    from plans p
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    left join accounts a on a.organisation_id = p.organisation_id and a.id = p.updated_by
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and ${which}`.execute(ctx.tx);
  return rows[0] ? toPlan(rows[0]) : null;
}

const toPlan = (row: PlanRow): Plan => ({
  id: row.id,
  personId: row.person_id,
  referralId: row.referral_id,
  whatMatters: row.what_matters,
  strengths: row.strengths,
  agreed: row.agreed as Agreed,
  notAgreedReason: row.not_agreed_reason,
  reviewOn: row.review_on,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  ended: row.ended,
  needs: row.needs,
  goals: row.goals.map(toGoal),
});

/** Makes the plan of a referral, once. Says whether it was made now. */
export async function insertPlan(
  ctx: Ctx,
  plan: {
    readonly id: PlanId;
    readonly personId: PersonId;
    readonly referralId: ReferralId;
    readonly words: PlanWords;
  },
): Promise<boolean> {
  const at = ctx.clock().toString();
  const result = await ctx.tx
    .insertInto('plans')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: plan.id,
      person_id: plan.personId,
      referral_id: plan.referralId,
      ...columnsOf(plan.words),
      created_at: at,
      updated_at: at,
      updated_by: accountOf(ctx),
    })
    .onConflict(conflict => conflict.columns(['organisation_id', 'referral_id']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

const columnsOf = (words: PlanWords) => ({
  what_matters: words.whatMatters,
  strengths: words.strengths,
  agreed: words.agreed,
  not_agreed_reason: words.notAgreedReason,
  review_on: words.reviewOn,
});

/** Something in the plan was changed now; its own words were not, so that a form of them that is open still fits. */
export async function markChanged(ctx: Ctx, planId: PlanId): Promise<void> {
  await ctx.tx
    .updateTable('plans')
    .set({ updated_at: ctx.clock().toString(), updated_by: accountOf(ctx) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', planId)
    .execute();
}

/** Saves the words if the version is still the one seen; says whether it was. */
export async function saveWords(
  ctx: Ctx,
  planId: PlanId,
  seenVersion: number,
  words: PlanWords,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('plans')
    .set({
      ...columnsOf(words),
      version: seenVersion + 1,
      updated_at: ctx.clock().toString(),
      updated_by: accountOf(ctx),
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', planId)
    .where('version', '=', seenVersion)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** Ends, describes and adds needs; nothing is deleted, so that what was wanted at one time stays known. */
export async function applyNeeds(
  ctx: Ctx,
  plan: Pick<Plan, 'id' | 'personId'>,
  changes: NeedChanges,
): Promise<void> {
  const organisation = organisationOf(ctx.actor);
  const at = ctx.clock().toString();
  const added = changes.add.map(need => ({ id: ctx.newId(), ...need }));
  await sql`insert into plan_needs (organisation_id, id, plan_id, person_id, category, description, recorded_at)
    select ${organisation}::uuid, id, ${plan.id}::uuid, ${plan.personId}::uuid, category, description, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r(id uuid, category text, description text)`.execute(
    ctx.tx,
  );
  await sql`update plan_needs n set description = r.description
    from jsonb_to_recordset(${JSON.stringify(changes.describe)}::jsonb) as r(id uuid, description text)
    where n.organisation_id = ${organisation}::uuid and n.plan_id = ${plan.id}::uuid and n.id = r.id`.execute(
    ctx.tx,
  );
  await sql`update plan_needs set ended_at = ${at}::timestamptz
    where organisation_id = ${organisation}::uuid and plan_id = ${plan.id}::uuid
      and id = any(${changes.end.map(need => need.id)}::uuid[])`.execute(ctx.tx);
}

const accountOf = (ctx: Ctx): AccountId | null => (ctx.actor.kind === 'staff' ? ctx.actor.accountId : null);
