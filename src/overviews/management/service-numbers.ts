// How the service does, for its manager: exact counts of the referrals received in a period, each with what it is out of.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { londonDay } from '#kernel';
import { STATES, type State } from '#referrals';

/** Days in London, both within the period. YYYY-MM-DD. */
export type Period = { readonly from: string; readonly to: string };

/** Hours from arrival, over those who have come so far. */
export type Wait = {
  readonly reached: number;
  readonly medianHours: number | null;
  readonly longestHours: number | null;
};

export type ServiceNumbers = {
  readonly received: number;
  readonly byState: Readonly<Record<State, number>>;
  readonly toDecision: Wait;
  readonly toAllocation: Wait;
  readonly toFirstContact: Wait;
  /** Answers that came within the time promised, out of all decided. */
  readonly answeredInTime: number;
  readonly decided: number;
  /** Not decided yet and past the time promised, as it stands now. */
  readonly lateNow: number;
};

type Row = Record<State, number> & {
  all_received: number;
  decided: number;
  answered_in_time: number;
  late_now: number;
  allocated_ever: number;
  contacted: number;
} & Record<
    | 'decision_median'
    | 'decision_longest'
    | 'allocation_median'
    | 'allocation_longest'
    | 'contact_median'
    | 'contact_longest',
    number | null
  >;

/**
 * A change of link worker does not start the wait for one anew: the first allocation in the history counts. Waits are never
 * shorter than nothing, though a first contact may have been before the form was sent.
 */
export async function loadServiceNumbers(ctx: Ctx, { from, to }: Period): Promise<ServiceNumbers> {
  const now = ctx.clock().toString();
  const { rows } = await sql<Row>`
    with cohort as (
      select r.state, r.respond_by, r.decided_at,
        greatest(extract(epoch from r.decided_at - r.received_at) / 3600, 0) as decision,
        greatest(extract(epoch from coalesce((select min(e.at) from referral_events e where e.organisation_id = r.organisation_id
          and e.referral_id = r.id and e.to_state = 'allocated'), r.allocated_at) - r.received_at) / 3600, 0) as allocation,
        greatest(extract(epoch from r.first_contact_at - r.received_at) / 3600, 0) as contact,
        r.allocated_at is not null as was_allocated, r.first_contact_at is not null as was_contacted
      from referrals r
      where r.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and r.received_at >= ${from}::timestamp at time zone 'Europe/London'
        and r.received_at < (${to}::date + 1)::timestamp at time zone 'Europe/London')
    select count(*) as all_received,
      ${sql.join(STATES.map(state => sql`count(*) filter (where state = ${sql.lit(state)}) as ${sql.ref(state)}`))},
      count(decided_at) as decided, count(*) filter (where decided_at <= respond_by) as answered_in_time,
      count(*) filter (where state in ('received', 'waiting_for_referrer') and respond_by < ${now}::timestamptz) as late_now,
      count(*) filter (where was_allocated) as allocated_ever, count(*) filter (where was_contacted) as contacted,
      percentile_cont(0.5) within group (order by decision) filter (where decided_at is not null) as decision_median,
      max(decision) filter (where decided_at is not null)::float as decision_longest,
      percentile_cont(0.5) within group (order by allocation) filter (where was_allocated) as allocation_median,
      max(allocation) filter (where was_allocated)::float as allocation_longest,
      percentile_cont(0.5) within group (order by contact) filter (where was_contacted) as contact_median,
      max(contact) filter (where was_contacted)::float as contact_longest
    from cohort`.execute(ctx.tx);
  const [row] = rows;
  if (!row) throw new Error('counting answers one row');
  return toNumbers(row);
}

const toNumbers = (row: Row): ServiceNumbers => ({
  received: row.all_received,
  byState: Object.fromEntries(STATES.map(state => [state, row[state]])) as Record<State, number>,
  toDecision: { reached: row.decided, medianHours: row.decision_median, longestHours: row.decision_longest },
  toAllocation: {
    reached: row.allocated_ever,
    medianHours: row.allocation_median,
    longestHours: row.allocation_longest,
  },
  toFirstContact: {
    reached: row.contacted,
    medianHours: row.contact_median,
    longestHours: row.contact_longest,
  },
  answeredInTime: row.answered_in_time,
  decided: row.decided,
  lateNow: row.late_now,
});

export type TasksNow = { readonly open: number; readonly overdue: number };

/** Open tasks of the whole service as they stand today. */
export async function loadTasksNow(ctx: Ctx): Promise<TasksNow> {
  const { rows } = await sql<TasksNow>`
    select count(*) as open, count(*) filter (where due_on < ${londonDay(ctx.clock()).toString()}::date) as overdue
    from tasks where organisation_id = ${organisationOf(ctx.actor)}::uuid and state = 'open'`.execute(ctx.tx);
  return rows[0] ?? { open: 0, overdue: 0 };
}

export type WaitingNow = {
  readonly undecided: number;
  readonly undecidedSince: Date | null;
  readonly unallocated: number;
  readonly unallocatedSince: Date | null;
};

/** What waits at this moment, whenever it was received, and since when the oldest has. */
export async function loadWaitingNow(ctx: Ctx): Promise<WaitingNow> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<WaitingNow>`
    select
      (select count(*) from referrals where organisation_id = ${organisation} and state in ('received', 'waiting_for_referrer')) as undecided,
      (select min(received_at) from referrals where organisation_id = ${organisation}
        and state in ('received', 'waiting_for_referrer')) as "undecidedSince",
      (select count(*) from referrals where organisation_id = ${organisation} and state = 'accepted') as unallocated,
      (select min(received_at) from referrals where organisation_id = ${organisation} and state = 'accepted') as "unallocatedSince"`.execute(
    ctx.tx,
  );
  return rows[0] ?? { undecided: 0, undecidedSince: null, unallocated: 0, unallocatedSince: null };
}
