// A link worker's people in one list: what is next for each, what is overdue, who waits. One statement, since it is opened most.
import { type RawBuilder, sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, LONDON, londonDay, type PersonId } from '#kernel';
import { withJoined } from '#people';

export const CASELOAD_STATES = ['waiting', 'begun'] as const;
export const CASELOAD_DUES = ['overdue', 'today', 'week', 'none'] as const;
export const CASELOAD_SORTS = ['due', '-due', 'name', '-name', 'since', '-since'] as const;
export type CaseloadState = (typeof CASELOAD_STATES)[number];
export type CaseloadDue = (typeof CASELOAD_DUES)[number];
export type CaseloadSort = (typeof CASELOAD_SORTS)[number];

export type CaseloadAsked = {
  readonly workerId: AccountId;
  /** `waiting`: no conversation yet. */
  readonly state: CaseloadState | null;
  /** `week`: from today to six days ahead; `none`: nothing is planned for the person. */
  readonly due: CaseloadDue | null;
  readonly sort: CaseloadSort;
  /** From 1. */
  readonly page: number;
};

/** One person, however many referrals of theirs this worker has: a second referral must not make the list longer. */
export type CaseloadPerson = {
  readonly personId: PersonId;
  readonly name: string;
  /** As it was given; null when it is not known. */
  readonly language: string | null;
  readonly interpreter: 'needed' | 'not_needed' | 'not_known';
  readonly begun: boolean;
  /** Whole days in London since the person came to this worker. */
  readonly daysHere: number | null;
  /** Days until it is due; below zero when that day has passed. The database counts: calendars are slow for lists. */
  readonly nextTask: { readonly title: string; readonly dueInDays: number } | null;
  readonly lastContact: { readonly daysAgo: number; readonly reached: string } | null;
};

export type CaseloadCounts = {
  readonly all: number;
  readonly overdue: number;
  readonly today: number;
  readonly week: number;
  readonly none: number;
  readonly waiting: number;
  readonly begun: number;
};

export type Caseload = {
  readonly people: readonly CaseloadPerson[];
  /** Exactly how many fit the filters. */
  readonly total: number;
  /** Of the whole caseload, whatever the filters. */
  readonly counts: CaseloadCounts;
};

export const CASELOAD_PAGE = 20;

type Row = CaseloadCounts & {
  matching: number;
  person_id: string | null;
  display_name: string;
  language: string | null;
  interpreter: unknown;
  begun_now: boolean;
  days_here: number | null;
  due_in: number | null;
  title: string | null;
  days_ago: number | null;
  last_reached: string | null;
};

export async function loadCaseload(ctx: Ctx, asked: CaseloadAsked): Promise<Caseload> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const today = londonDay(ctx.clock());
  const day = sql`${today.toString()}::date`;
  const daysSince = (column: string) => sql`${day} - (${sql.ref(column)} at time zone ${LONDON})::date`;
  const fits = fitsFilters(asked, today);
  const { rows } = await sql<Row>`
    with ${listed(organisation, asked)},
    counts as (${counted(fits, today)}),
    shown as (
      select *, row_number() over (order by ${ORDERS[asked.sort]}) as place
      from listed where ${fits} order by place ${onePage(asked.page, CASELOAD_PAGE)})
    select c.*, p.id as person_id, p.display_name, s.begun as begun_now, s.title, s.due_on - ${day} as due_in,
      ${daysSince('s.since')} as days_here, l.label as language, i.value as interpreter,
      ${daysSince('k.happened_at')} as days_ago, k.reached as last_reached
    from counts c
    left join shown s on true
    left join people p on p.organisation_id = ${organisation} and p.id = s.person_id
    -- With what came on joined records; "offset 0" or each of the next two looks for them itself.
    left join lateral (
      select ${withJoined(organisation, 's.person_id')} as ids
      offset 0) same on true
    left join lateral (
      select label from person_languages where organisation_id = ${organisation} and person_id = any(same.ids) and use = 'speaks'
      order by preferred desc, id limit 1) l on true
    left join lateral (
      select value from person_facts where organisation_id = ${organisation} and person_id = any(same.ids) and kind = 'interpreter'
      order by recorded_at desc, id desc limit 1) i on true
    left join lateral (
      select happened_at, reached from contacts where organisation_id = ${organisation} and person_id = s.person_id
      order by happened_at desc limit 1) k on true
    order by s.place`.execute(ctx.tx);
  return toCaseload(rows);
}

type Fragment = RawBuilder<unknown>;

/** Each person of the worker once, with the day of their next task. */
function listed(organisation: Fragment, { workerId, sort }: CaseloadAsked): Fragment {
  // Names are looked up for those who are shown only, unless the names decide who is shown.
  const byName = sort.endsWith('name');
  const people = byName
    ? sql`join people p on p.organisation_id = ${organisation} and p.id = m.person_id`
    : sql``;
  return sql`mine as (
      select r.person_id, bool_or(r.state = 'active') as begun, min(r.allocated_at) as since
      from referrals r
      where r.organisation_id = ${organisation} and r.worker_id = ${workerId}::uuid and r.state in ('allocated', 'active')
      group by r.person_id),
    listed as materialized (
      select m.person_id, m.begun, m.since, n.due_on, n.title${byName ? sql`, p.display_name` : sql``}
      from mine m ${people}
      left join lateral (
        select t.due_on, t.title from tasks t
        where t.organisation_id = ${organisation} and t.worker_id = ${workerId}::uuid and t.person_id = m.person_id and t.state = 'open'
        order by t.due_on, t.id limit 1) n on true)`;
}

/** How many fit the filters, and how many there are of each kind whatever the filters. */
function counted(fits: Fragment, today: Temporal.PlainDate): Fragment {
  const day = sql`${today.toString()}::date`;
  return sql`select count(*) as all, count(*) filter (where ${fits}) as matching,
    count(*) filter (where due_on < ${day}) as overdue, count(*) filter (where due_on = ${day}) as today,
    count(*) filter (where due_on between ${day} and ${weekEnd(today)}::date) as week, count(*) filter (where due_on is null) as none,
    count(*) filter (where not begun) as waiting, count(*) filter (where begun) as begun
    from listed`;
}

const weekEnd = (today: Temporal.PlainDate): string => today.add({ days: 6 }).toString();

function fitsFilters({ state, due }: CaseloadAsked, today: Temporal.PlainDate): Fragment {
  const day = sql`${today.toString()}::date`;
  const byState = state === null ? sql`true` : state === 'begun' ? sql`begun` : sql`not begun`;
  if (due === null) return byState;
  const byDue = {
    overdue: sql`due_on < ${day}`,
    today: sql`due_on = ${day}`,
    week: sql`due_on between ${day} and ${weekEnd(today)}::date`,
    none: sql`due_on is null`,
  }[due];
  return sql`${byState} and ${byDue}`;
}

/** People with nothing planned come last by due day, and have a filter of their own. */
const ORDERS: Record<CaseloadSort, Fragment> = {
  due: sql`due_on nulls last, since, person_id`,
  '-due': sql`due_on desc nulls last, since desc, person_id desc`,
  name: sql`display_name collate "und-x-icu", person_id`,
  '-name': sql`display_name collate "und-x-icu" desc, person_id desc`,
  since: sql`since, person_id`,
  '-since': sql`since desc, person_id desc`,
};

function toCaseload(rows: readonly Row[]): Caseload {
  const [first] = rows;
  if (!first) throw new Error('counting answers one row at least');
  const { all, overdue, today, week, none, waiting, begun, matching } = first;
  const people = rows.flatMap(row => (row.person_id === null ? [] : [toPerson(row, row.person_id)]));
  return { people, total: matching, counts: { all, overdue, today, week, none, waiting, begun } };
}

const toPerson = (row: Row, personId: PersonId): CaseloadPerson => ({
  personId,
  name: row.display_name,
  language: row.language,
  interpreter: row.interpreter === true ? 'needed' : row.interpreter === false ? 'not_needed' : 'not_known',
  begun: row.begun_now,
  daysHere: row.days_here,
  nextTask: row.due_in === null ? null : { title: row.title ?? '', dueInDays: row.due_in },
  lastContact: row.days_ago === null ? null : { daysAgo: row.days_ago, reached: row.last_reached ?? '' },
});
