// Who carries how much: each link worker with their room and what is overdue, and the referrals of one of them.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, londonDay, type PersonId, type ReferralId } from '#kernel';
import type { State } from '#referrals';
import type { PageAsked } from '../triage/work-queues.ts';

export type WorkerLoad = {
  readonly id: AccountId;
  readonly name: string;
  readonly teamName: string;
  readonly capacity: number;
  readonly openReferrals: number;
  readonly openTasks: number;
  readonly overdueTasks: number;
  readonly takingReferrals: boolean;
  /** Can no longer sign in: what they still carry needs somebody else. */
  readonly left: boolean;
};

export type WorkerLoads = { readonly workers: readonly WorkerLoad[]; readonly total: number };

/** By team and name; those who have left only while they still carry something. */
export async function loadWorkerLoads(ctx: Ctx, { page, pageSize }: PageAsked): Promise<WorkerLoads> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<WorkerLoad & { total: number }>`
    with late as (
      select worker_id, count(*) as overdue from tasks
      where organisation_id = ${organisation} and state = 'open' and due_on < ${londonDay(ctx.clock()).toString()}::date group by worker_id),
    listed as materialized (
      select w.account_id as id, a.name, t.name as "teamName", w.capacity, w.open_referrals as "openReferrals",
        w.open_tasks as "openTasks", coalesce(late.overdue, 0) as "overdueTasks", w.taking_referrals as "takingReferrals",
        (a.disabled_at is not null or a.role <> 'link_worker') as left
      from link_workers w
      join accounts a on a.organisation_id = w.organisation_id and a.id = w.account_id
      join teams t on t.organisation_id = w.organisation_id and t.id = w.team_id
      left join late on late.worker_id = w.account_id
      where w.organisation_id = ${organisation}
        and ((a.disabled_at is null and a.role = 'link_worker') or w.open_referrals > 0 or w.open_tasks > 0))
    select counted.total, shown.* from (select count(*) as total from listed) counted
    left join (select * from listed order by "teamName", lower(name), id ${onePage(page, pageSize)}) shown on true
    order by shown."teamName", lower(shown.name), shown.id`.execute(ctx.tx);
  const workers = rows.filter(row => row.id !== null).map(({ total: _, ...worker }) => worker);
  return { workers, total: rows[0]?.total ?? 0 };
}

export type CarriedReferral = {
  readonly id: ReferralId;
  readonly reference: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly state: State;
  readonly allocatedAt: Date | null;
  readonly openTasks: number;
  readonly overdueTasks: number;
};

export type CarriedReferrals = { readonly referrals: readonly CarriedReferral[]; readonly total: number };

/** The referrals in one worker's hands, those longest with them first. */
export async function loadCarriedReferrals(
  ctx: Ctx,
  workerId: AccountId,
  { page, pageSize }: PageAsked,
): Promise<CarriedReferrals> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const today = londonDay(ctx.clock()).toString();
  const carried = sql`r.organisation_id = ${organisation} and r.worker_id = ${workerId}::uuid and r.state in ('allocated', 'active')`;
  const listed = sql<CarriedReferral>`
    with shown as (select * from referrals r where ${carried} order by r.allocated_at, r.id ${onePage(page, pageSize)})
    select r.id, r.reference, r.person_id as "personId", p.display_name as "personName", r.state, r.allocated_at as "allocatedAt",
      (select count(*) from tasks t where t.organisation_id = ${organisation} and t.person_id = r.person_id and t.referral_id = r.id
        and t.state = 'open') as "openTasks",
      (select count(*) from tasks t where t.organisation_id = ${organisation} and t.person_id = r.person_id and t.referral_id = r.id
        and t.state = 'open' and t.due_on < ${today}::date) as "overdueTasks"
    from shown r join people p on p.organisation_id = ${organisation} and p.id = r.person_id
    order by r.allocated_at, r.id`.execute(ctx.tx);
  const counted = sql<{ total: number }>`select count(*) as total from referrals r where ${carried}`.execute(
    ctx.tx,
  );
  const [{ rows: referrals }, { rows: counts }] = await Promise.all([listed, counted]);
  return { referrals, total: counts[0]?.total ?? 0 };
}
