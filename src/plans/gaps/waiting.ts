// Needs that had no service for a long time and of which nobody has said why: which these are, and noting them as gaps.
import { type RawBuilder, sql } from 'kysely';
import { atMost, type Ctx, organisationOf } from '#database';
import type { Id, PersonId } from '#kernel';
import type { PlanId } from '../plan.ts';
import { DAYS_WITHOUT_SERVICE, NO_SERVICE_YET } from './reason.ts';

/**
 * A need `n` is provided for when one of its goals has a step with a service that has not failed, or a step that is done, or turned out
 * well or is no longer wanted; or when any step of the plan goes to a service of that kind.
 */
const PROVIDED_FOR: RawBuilder<boolean> = sql`(
  exists (select 1 from goals g join steps s on s.organisation_id = g.organisation_id and s.goal_id = g.id
    where g.organisation_id = n.organisation_id and g.need_id = n.id
      and (s.status = 'done' or (s.service_name is not null and s.status in ('planned', 'under_way'))))
  or exists (select 1 from goals g where g.organisation_id = n.organisation_id and g.need_id = n.id
    and g.status in ('achieved', 'partly_achieved', 'no_longer_wanted'))
  or exists (select 1 from goals g join steps s on s.organisation_id = g.organisation_id and s.goal_id = g.id
    join directory_services d on d.id = s.service_id
    where g.organisation_id = n.organisation_id and g.plan_id = n.plan_id and s.status in ('planned', 'under_way', 'done')
      and d.kinds @> array[n.category]))`;

/** Needs of a plan that nothing provides for yet, gaps or not. */
export async function loadNeedsWithoutService(ctx: Ctx, planId: PlanId): Promise<ReadonlySet<Id<'need'>>> {
  const { rows } = await sql<{ id: Id<'need'> }>`
    select n.id from plan_needs n where n.organisation_id = ${organisationOf(ctx.actor)}::uuid and n.plan_id = ${planId}::uuid
      and n.ended_at is null and not ${PROVIDED_FOR}`.execute(ctx.tx);
  return new Set(rows.map(({ id }) => id));
}

const MOST_AT_ONCE = 500;

/** Notes needs of open referrals that waited 28 days without any gap so far. Safe to run again and again. @returns how many. */
export async function noteWaitingNeeds(ctx: Ctx): Promise<number> {
  const now = ctx.clock();
  const since = now.subtract({ hours: 24 * DAYS_WITHOUT_SERVICE }).toString();
  const { rows } = await sql<{ id: string; personId: PersonId }>`
    insert into unmet_needs (organisation_id, id, person_id, referral_id, plan_id, need_id, kind, reason, source, language, area, recorded_at,
      updated_at)
    select n.organisation_id, gen_random_uuid(), n.person_id, p.referral_id, n.plan_id, n.id, n.category, ${NO_SERVICE_YET}, 'waiting',
      person_language(n.organisation_id, n.person_id), person_district(n.organisation_id, n.person_id), ${now.toString()}::timestamptz,
      ${now.toString()}::timestamptz
    from plan_needs n
    join plans p on p.organisation_id = n.organisation_id and p.id = n.plan_id
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    where n.organisation_id = ${organisationOf(ctx.actor)}::uuid and n.ended_at is null and n.recorded_at < ${since}::timestamptz
      and r.state in ('allocated', 'active') and not ${PROVIDED_FOR}
      and not exists (select 1 from unmet_needs u where u.organisation_id = n.organisation_id and u.need_id = n.id)
    order by n.recorded_at ${atMost(MOST_AT_ONCE)}
    on conflict do nothing
    returning id, person_id as "personId"`.execute(ctx.tx);
  for (const { id, personId } of rows)
    ctx.record({
      event: 'gap.recorded',
      subject: { type: 'person', id: personId },
      detail: { gap: id, reason: NO_SERVICE_YET },
    });
  return rows.length;
}
