// All SQL of the unmet_needs table.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, Id, PersonId } from '#kernel';
import type { PlanId } from '../plan.ts';
import type { StepId } from '../step.ts';
import type { Gap, GapEnding, GapId, GapSource } from './gap.ts';
import { NO_SERVICE_YET, type SaidReason } from './reason.ts';

export type NewGap = {
  readonly id: GapId;
  readonly planId: PlanId;
  readonly needId: Id<'need'> | null;
  readonly stepId: StepId | null;
  /** Only where there is no need, which has a kind of its own. */
  readonly kind: string;
  readonly help: string | null;
  readonly reason: SaidReason;
  readonly source: GapSource;
};

const accountOf = (ctx: Ctx): AccountId | null => (ctx.actor.kind === 'staff' ? ctx.actor.accountId : null);

/** Language and area are taken from the person as they are now. Says whether it is new: pressed twice, it is there already. */
export async function insertGap(ctx: Ctx, gap: NewGap): Promise<boolean> {
  const [at, by] = [ctx.clock().toString(), accountOf(ctx)];
  const result = await sql`
    insert into unmet_needs (organisation_id, id, person_id, referral_id, plan_id, need_id, step_id, kind, help, reason, source, language,
      area, recorded_at, recorded_by, updated_at, updated_by)
    select p.organisation_id, ${gap.id}::uuid, p.person_id, p.referral_id, p.id, n.id, ${gap.stepId}::uuid, coalesce(n.category, ${gap.kind}),
      ${gap.help}, ${gap.reason}, ${gap.source}, person_language(p.organisation_id, p.person_id),
      person_district(p.organisation_id, p.person_id), ${at}::timestamptz, ${by}::uuid, ${at}::timestamptz, ${by}::uuid
    from plans p
    left join plan_needs n on n.organisation_id = p.organisation_id and n.plan_id = p.id and n.id = ${gap.needId}::uuid
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = ${gap.planId}::uuid
    on conflict do nothing`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Where time alone had noted it, what is said now takes that place. Says whether there was such a note. */
export async function sayWhy(
  ctx: Ctx,
  needId: Id<'need'>,
  said: Pick<NewGap, 'reason' | 'source' | 'help' | 'stepId'>,
): Promise<boolean> {
  const result = await sql`
    update unmet_needs u set reason = ${said.reason}, source = ${said.source}, help = coalesce(${said.help}, u.help),
      step_id = coalesce(${said.stepId}::uuid, u.step_id), updated_at = ${ctx.clock().toString()}::timestamptz, updated_by = ${accountOf(ctx)}::uuid
    where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and u.need_id = ${needId}::uuid and u.ended_at is null
      and u.reason = ${NO_SERVICE_YET}
      and not exists (select 1 from unmet_needs o where o.organisation_id = u.organisation_id and o.need_id = u.need_id
        and o.ended_at is null and o.reason = ${said.reason})`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

type GapPlace = { readonly gap: Gap; readonly planEnded: boolean };

const loadRows = async (
  ctx: Ctx,
  which: RawBuilder<unknown>,
): Promise<readonly (Gap & { planEnded: boolean })[]> => {
  const { rows } = await sql<Gap & { planEnded: boolean }>`
    select u.id, u.person_id as "personId", u.referral_id as "referralId", u.plan_id as "planId", u.need_id as "needId", u.step_id as "stepId", u.kind, u.help, u.reason,
      u.source, u.language, u.area, u.note, u.recorded_at as "recordedAt", a.name as "recordedBy", u.updated_at as "updatedAt",
      b.name as "updatedBy", u.ended_at as "endedAt", u.ended_because as "endedBecause",
      r.state in ('closed', 'declined', 'withdrawn') as "planEnded"
    from unmet_needs u
    join referrals r on r.organisation_id = u.organisation_id and r.id = u.referral_id
    left join accounts a on a.organisation_id = u.organisation_id and a.id = u.recorded_by
    left join accounts b on b.organisation_id = u.organisation_id and b.id = u.updated_by
    where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and ${which}
    order by u.ended_at is not null, u.recorded_at desc, u.id desc limit 200`.execute(ctx.tx);
  return rows;
};

/** Of one plan, open ones first, then the newest; those taken back are left out. */
export const loadGapsOfPlan = async (ctx: Ctx, planId: PlanId): Promise<readonly Gap[]> =>
  loadRows(ctx, sql`u.plan_id = ${planId}::uuid and u.ended_because is distinct from 'mistake'`);

/** Null when there is no such gap or the actor may not see it. */
export async function loadGap(ctx: Ctx, id: GapId): Promise<GapPlace | null> {
  const [row] = await loadRows(ctx, sql`u.id = ${id}::uuid`);
  if (!row) return null;
  const { planEnded, ...gap } = row;
  return { gap, planEnded };
}

export async function saveEnd(ctx: Ctx, id: GapId, because: GapEnding | null): Promise<void> {
  const at = ctx.clock().toString();
  await ctx.tx
    .updateTable('unmet_needs')
    .set({
      ended_at: because === null ? null : at,
      ended_because: because,
      ended_by: because === null ? null : accountOf(ctx),
      found_step_id: null,
      updated_at: at,
      updated_by: accountOf(ctx),
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

export async function saveWords(
  ctx: Ctx,
  id: GapId,
  { reason, note }: { readonly reason: SaidReason; readonly note: string },
): Promise<void> {
  await ctx.tx
    .updateTable('unmet_needs')
    .set({ reason, note, updated_at: ctx.clock().toString(), updated_by: accountOf(ctx) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

/** Whether this need or step has the same reason open already, in another gap than this one. */
export async function isOpenElsewhere(ctx: Ctx, gap: Gap, reason: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from unmet_needs u where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and u.plan_id = ${gap.planId}::uuid
      and coalesce(u.need_id, u.step_id, u.plan_id) = ${gap.needId ?? gap.stepId ?? gap.planId}::uuid and u.reason = ${reason}
      and u.ended_at is null and u.id <> ${gap.id}::uuid) as there`.execute(ctx.tx);
  return rows[0]?.there ?? false;
}

type Ended = { readonly personId: PersonId; readonly id: GapId };

/** Something was found for a step: its own gaps and those of its need end. */
export async function endAsFound(ctx: Ctx, stepId: StepId): Promise<readonly Ended[]> {
  const { rows } = await sql<Ended>`
    update unmet_needs u set ended_at = ${ctx.clock().toString()}::timestamptz, ended_by = ${accountOf(ctx)}::uuid, ended_because = 'found',
      found_step_id = s.id
    from steps s join goals g on g.organisation_id = s.organisation_id and g.id = s.goal_id
    where s.organisation_id = ${organisationOf(ctx.actor)}::uuid and s.id = ${stepId}::uuid
      and u.organisation_id = s.organisation_id and (u.step_id = s.id or u.need_id = g.need_id) and u.ended_at is null
    returning u.id, u.person_id as "personId"`.execute(ctx.tx);
  return rows;
}

/** What this step had found is gone again: the gaps that ended by it are open, but for those that were said anew since. */
export async function reopenFoundBy(ctx: Ctx, stepId: StepId): Promise<readonly Ended[]> {
  const { rows } = await sql<Ended>`
    update unmet_needs u set ended_at = null, ended_by = null, ended_because = null, found_step_id = null
    where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and u.found_step_id = ${stepId}::uuid
      and not exists (select 1 from unmet_needs o where o.organisation_id = u.organisation_id and o.plan_id = u.plan_id and o.id <> u.id
        and coalesce(o.need_id, o.step_id, o.plan_id) = coalesce(u.need_id, u.step_id, u.plan_id) and o.reason = u.reason
        and (o.ended_at is null or (o.found_step_id = ${stepId}::uuid and o.id > u.id)))
    returning u.id, u.person_id as "personId"`.execute(ctx.tx);
  return rows;
}

/** Needs that are no longer wanted take their gaps along. */
export async function endOfNeeds(ctx: Ctx, needIds: readonly string[]): Promise<readonly Ended[]> {
  const { rows } = await sql<Ended>`
    update unmet_needs u set ended_at = ${ctx.clock().toString()}::timestamptz, ended_by = ${accountOf(ctx)}::uuid, ended_because = 'not_needed'
    where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and u.need_id = any(${needIds}::uuid[]) and u.ended_at is null
    returning u.id, u.person_id as "personId"`.execute(ctx.tx);
  return rows;
}
