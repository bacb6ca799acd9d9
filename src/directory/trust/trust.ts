// How far each service's entry can be trusted, as pages show it: score and reasons, the last check, what is disputed, what is missing.
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { Ctx } from '#database';
import { instantOf, isUuid, londonDay, type ServiceId } from '#kernel';
import { SHOWN } from '../search/memory/live/load-facts.ts';
import { type FilledPart, missingOf } from './completeness.ts';
import { type CheckInterval, checkInterval } from './interval.ts';
import { type Trust, type TrustFacts, trustOf } from './score.ts';

/** How somebody made sure that an entry is right. `feed`: its source says that it did. */
export const CHECK_METHODS = {
  phone: 'by phone',
  email: 'by email',
  website: 'on its website',
  visit: 'by a visit',
  feed: 'by its source',
  provider: 'by the service itself',
} as const;
export type CheckMethod = keyof typeof CHECK_METHODS;

export type Disputed = {
  readonly field: string;
  /** Nobody could find out; otherwise nobody has looked yet. */
  readonly unknown: boolean;
  readonly since: Date;
};

export type ServiceTrust = Trust & {
  readonly id: ServiceId;
  readonly checked: { readonly at: Date; readonly method: CheckMethod; readonly by: string | null } | null;
  /** What its source says of its own checking. */
  readonly assuredOn: Temporal.PlainDate | null;
  readonly interval: CheckInterval;
  readonly missingSince: Date | null;
  readonly staleSince: Date | null;
  readonly disputed: readonly Disputed[];
  /** In words: what the record does not say. */
  readonly missing: readonly string[];
};

/** What working out again needs besides. */
export type Weighed = ServiceTrust & {
  readonly shown: boolean;
  readonly picked: number;
  readonly changedAt: Date;
};

type Row = {
  id: ServiceId;
  shown: boolean;
  kinds: readonly string[];
  changed_at: Date;
  last_checked: Date | null;
  last_check_method: CheckMethod | null;
  last_checked_by: string | null;
  assured_date: string | null;
  last_modified: Date | null;
  missing_since: Date | null;
  stale_since: Date | null;
  source_kind: string;
  as_of: string;
  fetched_at: Date | null;
  disputed: readonly { field: string; unknown: boolean; since: string }[] | null;
  setbacks: number;
  picked: number;
  filled: readonly FilledPart[];
};

/** Referrals and picks older than this say little of today. */
const LOOK_BACK_DAYS = 183;

/** Which parts of each its record has: every table once, since a subquery a service takes many times as long. */
const partsThere = (ids: readonly ServiceId[]) => {
  const own = sql`= any(${ids}::uuid[])`;
  return sql`
    select p.service_id, 'phone' as part from directory_phones p where p.service_id ${own}
    union select c.service_id, 'phone' from directory_contacts c join directory_phones p on p.contact_id = c.id where c.service_id ${own}
    union select sl.service_id, 'address' from directory_service_at_locations sl join directory_addresses a on a.location_id = sl.location_id
      where sl.service_id ${own}
    union select a.service_id, 'areas' from directory_service_areas a where a.service_id ${own}
    union select h.service_id, 'opening' from directory_schedules h where h.service_id ${own}
    union select sl.service_id, 'opening' from directory_service_at_locations sl join directory_schedules h on h.service_at_location_id = sl.id
      where sl.service_id ${own}
    union select sl.service_id, 'opening' from directory_service_at_locations sl join directory_schedules h on h.location_id = sl.location_id
      where sl.service_id ${own}
    union select c.service_id, 'cost' from directory_cost_options c where c.service_id ${own}
    union select l.service_id, 'languages' from directory_languages l where l.service_id ${own}`;
};

const SAID = sql`array_remove(array[case when s.description is not null then 'description' end, case when s.email is not null then 'email' end,
  case when s.url is not null then 'url' end, case when s.eligibility_description is not null then 'eligibility' end,
  case when s.minimum_age is not null or s.maximum_age is not null then 'ages' end,
  case when coalesce(s.fees_description, s.fees) is not null then 'cost' end,
  case when s.interpretation_services is not null then 'languages' end,
  case when s.application_process is not null or s.referral_routes is not null then 'application' end,
  case when s.wait_time is not null then 'wait' end], null)`;

/** What nobody could find out stays doubtful until somebody checks. */
const DISPUTED = sql`(select json_agg(json_build_object('field', x.field, 'unknown', x.unknown, 'since', x.since) order by x.since) from (
  select p.field, bool_and(p.state = 'unknown') as unknown, min(p.opened_at) as since from directory_disputes p
  where p.service_id = s.id and (p.state = 'open' or (p.state = 'unknown' and (s.last_checked is null or p.ended_at >= s.last_checked)))
  group by p.field) x)`;

/** In no order; ids that are not there are left out. */
export async function weighServices(ctx: Ctx, ids: readonly ServiceId[]): Promise<readonly Weighed[]> {
  const wanted = ids.filter(isUuid);
  if (wanted.length === 0) return [];
  const today = londonDay(ctx.clock());
  const from = today.subtract({ days: LOOK_BACK_DAYS }).toString();
  const { rows } = await sql<Row>`
    with parts as materialized (select service_id, array_agg(part) as parts from (${partsThere(wanted)}) every_part group by service_id),
    tallies as materialized (select service_id, what, day, times from directory_tallies where service_id = any(${wanted}::uuid[]) and day > ${from}::date)
    select s.id, ${SHOWN} as shown, s.kinds, s.changed_at, s.last_checked, s.last_check_method, s.last_checked_by, s.assured_date,
      s.last_modified, s.missing_since, s.stale_since, d.kind as source_kind, d.as_of, d.fetched_at, ${DISPUTED} as disputed,
      ${SAID} || coalesce(x.parts, '{}') as filled,
      (select coalesce(sum(t.times), 0)::int from tallies t where t.service_id = s.id and t.what <> 'picked'
        and (s.last_checked is null or t.day > (s.last_checked at time zone 'Europe/London')::date)) as setbacks,
      (select coalesce(sum(t.times), 0)::int from tallies t where t.service_id = s.id and t.what = 'picked') as picked
    from directory_services s join directory_sources d on d.id = s.source_id left join parts x on x.service_id = s.id
    where s.id = any(${wanted}::uuid[])`.execute(ctx.tx);
  return rows.map(row => weighed(row, today));
}

/** How far each can be trusted, by id. */
export async function loadTrust(
  ctx: Ctx,
  ids: readonly ServiceId[],
): Promise<ReadonlyMap<ServiceId, ServiceTrust>> {
  return new Map((await weighServices(ctx, ids)).map(trust => [trust.id, trust]));
}

function weighed(row: Row, today: Temporal.PlainDate): Weighed {
  const interval = checkInterval(row.kinds);
  const disputed = (row.disputed ?? []).map(({ since, ...rest }) => ({ ...rest, since: new Date(since) }));
  const closed = disputed.filter(({ field, unknown }) => field === 'closed' && !unknown).length;
  const assuredOn = row.assured_date === null ? null : Temporal.PlainDate.from(row.assured_date);
  const facts: TrustFacts = {
    checkedOn: dayOf(row.last_checked),
    assuredOn,
    describes: describedOn(row),
    intervalDays: interval.days,
    missingSince: dayOf(row.missing_since),
    staleSince: dayOf(row.stale_since),
    closedReports: closed,
    disputedFields: disputed.length - closed,
    setbacks: row.setbacks,
  };
  return {
    ...trustOf(facts, today),
    id: row.id,
    checked: checkOf(row, assuredOn),
    assuredOn,
    interval,
    missingSince: row.missing_since,
    staleSince: row.stale_since,
    disputed,
    missing: missingOf(new Set(row.filled)),
    shown: row.shown,
    picked: row.picked,
    changedAt: row.changed_at,
  };
}

const dayOf = (at: Date | null): Temporal.PlainDate | null => (at === null ? null : londonDay(instantOf(at)));

/** Ours where there is one; what its source says of itself where that is newer or all there is. */
function checkOf(row: Row, assuredOn: Temporal.PlainDate | null): ServiceTrust['checked'] {
  const ours = dayOf(row.last_checked);
  if (assuredOn !== null && (ours === null || Temporal.PlainDate.compare(assuredOn, ours) > 0))
    return { at: new Date(`${assuredOn.toString()}T12:00:00Z`), method: 'feed', by: null };
  return row.last_checked === null
    ? null
    : { at: row.last_checked, method: row.last_check_method ?? 'phone', by: row.last_checked_by };
}

/** The last day of the year, month or day that a file describes, and not after it was read. Being listed by a feed is no check. */
function describedOn({ source_kind, as_of, fetched_at, last_modified }: Row): Temporal.PlainDate | null {
  if (source_kind === 'feed') return dayOf(last_modified);
  const [year = '', month = '12', day] = as_of.split('-');
  const last = Temporal.PlainYearMonth.from(`${year}-${month}`).daysInMonth;
  const end = Temporal.PlainDate.from(`${year}-${month}-${day ?? String(last)}`);
  const read = dayOf(fetched_at);
  return read !== null && Temporal.PlainDate.compare(end, read) > 0 ? read : end;
}
