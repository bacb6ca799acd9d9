// Which services, and services at places, a query of the published directory asks for, as conditions of SQL.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import { londonDay, type Point } from '#kernel';
import { boxAround } from '../place.ts';
import { queryFor, queryWords } from '../words.ts';
import { loadWithheld } from './withheld.ts';

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** All that is given must fit. */
export type PublishedFilter = {
  readonly search?: string | undefined;
  readonly termId?: string | undefined;
  readonly taxonomyId?: string | undefined;
  readonly organizationId?: string | undefined;
  /** Years. Ages that the service takes and ages asked for overlap; a limit that is not known is none. */
  readonly minimumAge?: number | undefined;
  readonly maximumAge?: number | undefined;
  /** 'HH:MM': a session within these hours, on this day, in a schedule that holds today. */
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly day?: Weekday | undefined;
  /** ISO instant; inclusive. */
  readonly modifiedAfter?: string | undefined;
  readonly near?: { readonly point: Point; readonly metres: number } | undefined;
};

export type Condition = RawBuilder<unknown>;

/** What may be shown at all. Entries that have ended stay, with their status, so that whoever copied them hears of it. */
export const PUBLISHED = sql`s.left_out is null and s.replaced_by is null`;

/** `s` is the service, `sl` the service at a place (only when `at` is 'place'). */
export async function conditionsOf(
  ctx: Ctx,
  filter: PublishedFilter,
  at: 'service' | 'place',
): Promise<Condition> {
  const parts: Condition[] = [PUBLISHED];
  const guarded = filter.search !== undefined || filter.near ? [...(await loadWithheld(ctx)).locations] : [];
  if (filter.search !== undefined) parts.push(wordsFit(filter.search, guarded));
  if (filter.near) parts.push(placeFits(filter.near, guarded, at));
  if (filter.termId) parts.push(termFits(termFamily(filter.termId)));
  if (filter.taxonomyId) parts.push(termFits(termsOfTaxonomy(filter.taxonomyId)));
  if (filter.organizationId) parts.push(sql`s.organization_id = ${filter.organizationId}::uuid`);
  if (filter.minimumAge !== undefined)
    parts.push(sql`(s.maximum_age is null or s.maximum_age >= ${filter.minimumAge}::numeric)`);
  if (filter.maximumAge !== undefined)
    parts.push(sql`(s.minimum_age is null or s.minimum_age <= ${filter.maximumAge}::numeric)`);
  if (filter.modifiedAfter) parts.push(sql`s.changed_at >= ${filter.modifiedAfter}::timestamptz`);
  const session = sessionFits(ctx, filter);
  if (session) parts.push(at === 'service' ? servicesWith(session) : placesWith(session));
  return sql.join(parts, sql` and `);
}

/** A service with a confidential place is not found by words of its place or text: who tries addresses would find it out. */
function wordsFit(search: string, guarded: readonly string[]): Condition {
  const words = queryWords(search);
  if (words.length === 0) return sql`false`;
  const query = sql`${queryFor(words)}::tsquery`;
  if (guarded.length === 0) return sql`s.search @@ ${query}`;
  return sql`s.search @@ ${query} and (ts_filter(s.search, '{a,c}') @@ ${query}
    or s.id not in (select service_id from directory_service_at_locations where location_id = any(${guarded}::uuid[])))`;
}

/** Haversine, as in the kernel; the box is only what the index can do. A confidential place is near nothing. */
export const metresFrom = ({ latitude, longitude }: Point): RawBuilder<number> => sql<number>`
  12742017.6 * asin(least(1, sqrt(sin(radians(l.latitude - ${latitude}::float8) / 2) ^ 2
    + cos(radians(${latitude}::float8)) * cos(radians(l.latitude)) * sin(radians(l.longitude - ${longitude}::float8) / 2) ^ 2)))`;

type Near = NonNullable<PublishedFilter['near']>;

function placeFits({ point, metres }: Near, guarded: readonly string[], at: 'service' | 'place'): Condition {
  const box = boxAround(point, metres / 1000);
  const near = sql`select near_sl.${sql.ref(at === 'service' ? 'service_id' : 'id')}
    from directory_locations l join directory_service_at_locations near_sl on near_sl.location_id = l.id
    where l.latitude is not null and l.id <> all(${guarded}::uuid[])
      and point(l.longitude, l.latitude) <@ box(point(${box.west}::float8, ${box.south}::float8), point(${box.east}::float8, ${box.north}::float8))
      and ${metresFrom(point)} <= ${metres}::float8`;
  return at === 'service' ? sql`s.id in (${near})` : sql`sl.id in (${near})`;
}

/** A term and all below it. */
export const termFamily = (termId: string): Condition => sql`
  with recursive family as (select id from directory_taxonomy_terms where id = ${termId}::uuid
    union select t.id from directory_taxonomy_terms t join family on t.parent_id = family.id) select id from family`;

export const termsOfTaxonomy = (taxonomyId: string): Condition =>
  sql`select id from directory_published_terms where taxonomy_id = ${taxonomyId}::uuid`;

export const termFits = (terms: Condition): Condition => sql`s.id in (
  select service_id from directory_service_terms where term_id in (${terms})
  union select service_id from directory_attributes where service_id is not null and taxonomy_term_id in (${terms}))`;

const ISO_DAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** HSDS: after `valid_to` the hours are not known, after `until` it has ended. Monthly days carry a number ('2TU'). */
function sessionFits(ctx: Ctx, { day, startTime, endTime }: PublishedFilter): Condition | null {
  if (day === undefined && startTime === undefined && endTime === undefined) return null;
  const today = sql`${londonDay(ctx.clock()).toString()}::date`;
  const parts = [
    sql`(h.valid_from is null or h.valid_from <= ${today}) and (h.valid_to is null or h.valid_to >= ${today})
      and (h.until is null or h.until >= ${today})`,
  ];
  if (day !== undefined)
    parts.push(sql`(replace(upper(h.byday), ' ', '') ~ ${`(^|,)[+-]?[0-9]*${day}(,|$)`}
      or (h.byday is null and extract(isodow from h.dtstart) = ${ISO_DAYS.indexOf(day) + 1}::int))`);
  if (startTime !== undefined) parts.push(sql`h.opens_at >= ${startTime}::time`);
  if (endTime !== undefined) parts.push(sql`h.closes_at <= ${endTime}::time`);
  return sql.join(parts, sql` and `);
}

const servicesWith = (session: Condition): Condition => sql`s.id in (
  select h.service_id from directory_schedules h where h.service_id is not null and ${session}
  union select x.service_id from directory_schedules h join directory_service_at_locations x on x.id = h.service_at_location_id where ${session}
  union select x.service_id from directory_schedules h join directory_service_at_locations x on x.location_id = h.location_id where ${session})`;

/** Hours of the service as a whole hold at each of its places. */
const placesWith = (session: Condition): Condition => sql`sl.id in (
  select h.service_at_location_id from directory_schedules h where h.service_at_location_id is not null and ${session}
  union select x.id from directory_schedules h join directory_service_at_locations x on x.location_id = h.location_id where ${session}
  union select x.id from directory_schedules h join directory_service_at_locations x on x.service_id = h.service_id
    where h.service_at_location_id is null and ${session})`;
