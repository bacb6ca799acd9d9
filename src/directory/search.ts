// Finds services by words in any script, kind and distance: one page, with the exact number of all.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import type { Point, ServiceId } from '#kernel';
import { boxAround, findPlace, type Place, type PlaceRefusal } from './place.ts';
import type { ServiceSummary } from './service.ts';
import { type ReadWords, readWords } from './spelling.ts';
import { loadServiceSummaries } from './store.ts';

export type ServiceSearch = {
  readonly text?: string;
  /** A category ('language') or a type ('LANG-ESOL'). */
  readonly kind?: string;
  readonly near?: Point | { readonly postcode: string };
  /** Only with `near`; left out: as far as it takes, nearest first. */
  readonly withinKm?: number;
  /** Also list services without a known place, after the others. They are always counted. */
  readonly includeUnplaced?: boolean;
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
};

/** Kilometres in a straight line; null when no place was asked or the service's own is not known. */
export type FoundService = ServiceSummary & { readonly distanceKm: number | null };

export type FoundServices = {
  readonly services: readonly FoundService[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** Services that fit in every other way but whose place is not known: in the list only when asked for. */
  readonly unplaced: number;
  readonly place: Place | null;
  /** The postcode could not be used: nothing was left out by distance. */
  readonly placeProblem: PlaceRefusal | null;
  readonly words: ReadWords;
};

const MOST_A_PAGE = 100;
const FURTHEST_PAGE = 10_000;
const ANY_DISTANCE_KM = 20_000;

const whole = (value: number | undefined, otherwise: number, most: number): number =>
  value !== undefined && Number.isFinite(value) ? Math.min(most, Math.max(1, Math.trunc(value))) : otherwise;

export async function searchServices(ctx: Ctx, search: ServiceSearch): Promise<FoundServices> {
  const [found, words] = await Promise.all([placeOf(ctx, search.near), readWords(ctx, search.text ?? '')]);
  const page = whole(search.page, 1, FURTHEST_PAGE);
  const pageSize = whole(search.pageSize, 20, MOST_A_PAGE);
  const wanted: Wanted = { search, place: found.place, query: words.query, page, pageSize };
  let listed = await list(ctx, wanted);
  let read = words;
  if (listed.total === 0 && words.anyQuery !== null) {
    // No entry has all of the words: those that have some are a better answer than none, and the page says so.
    listed = await list(ctx, { ...wanted, query: words.anyQuery });
    read = { ...words, matched: 'some' };
  }
  const unplaced =
    found.place === null
      ? 0
      : await countUnplaced(ctx, {
          ...wanted,
          query: read.matched === 'some' ? words.anyQuery : words.query,
        });
  const summaries = await loadServiceSummaries(
    ctx,
    listed.hits.map(hit => hit.id),
  );
  const byId = new Map(summaries.map(summary => [summary.id, summary]));
  const services = listed.hits.flatMap(hit => {
    const summary = byId.get(hit.id);
    return summary ? [{ ...summary, distanceKm: hit.km }] : [];
  });
  return {
    services,
    total: listed.total,
    page,
    pageSize,
    unplaced,
    place: found.place,
    placeProblem: found.problem,
    words: read,
  };
}

type FoundPlace = { readonly place: Place | null; readonly problem: PlaceRefusal | null };

async function placeOf(ctx: Ctx, near: ServiceSearch['near']): Promise<FoundPlace> {
  if (near === undefined) return { place: null, problem: null };
  if ('latitude' in near)
    return { place: { point: near, label: 'the chosen place', exactness: 'postcode' }, problem: null };
  if (near.postcode.trim() === '') return { place: null, problem: null };
  const found = await findPlace(ctx, near.postcode);
  return found.ok ? { place: found.value, problem: null } : { place: null, problem: found.reason };
}

type Wanted = {
  readonly search: ServiceSearch;
  readonly place: Place | null;
  readonly query: string | null;
  readonly page: number;
  readonly pageSize: number;
};

type Hit = { readonly id: ServiceId; readonly km: number | null };

const SHOWN = sql`s.left_out is null and s.status <> 'defunct' and s.status <> 'inactive'`;

function conditions({ search, query }: Wanted): RawBuilder<unknown> {
  const parts = [SHOWN];
  if (query !== null) parts.push(sql`s.search @@ ${query}::tsquery`);
  if (search.kind) parts.push(sql`s.kinds @> array[${search.kind}]::text[]`);
  return sql.join(parts, sql` and `);
}

/** Haversine, as in the kernel: the box is only what the index can do. */
const kilometres = ({ latitude, longitude }: Point): RawBuilder<number> => sql<number>`
  12742.0176 * asin(least(1, sqrt(sin(radians(l.latitude - ${latitude}::float8) / 2) ^ 2
    + cos(radians(${latitude}::float8)) * cos(radians(l.latitude)) * sin(radians(l.longitude - ${longitude}::float8) / 2) ^ 2)))`;

/** Each service near enough with the distance of its nearest location. */
function nearby(point: Point, withinKm: number | undefined): RawBuilder<unknown> {
  const km = kilometres(point);
  const from = sql`directory_locations l join directory_service_at_locations sl on sl.location_id = l.id`;
  if (withinKm === undefined)
    return sql`select sl.service_id, min(${km}) as km from ${from} where l.latitude is not null group by sl.service_id`;
  const box = boxAround(point, Math.min(Math.max(withinKm, 0.01), ANY_DISTANCE_KM));
  return sql`select sl.service_id, min(${km}) as km from ${from}
    where l.latitude is not null
      and point(l.longitude, l.latitude) <@ box(point(${box.west}::float8, ${box.south}::float8), point(${box.east}::float8, ${box.north}::float8))
    group by sl.service_id having min(${km}) <= ${withinKm}::float8`;
}

async function list(
  ctx: Ctx,
  wanted: Wanted,
): Promise<{ readonly hits: readonly Hit[]; readonly total: number }> {
  const { place, query, search, page, pageSize } = wanted;
  const rank = query === null ? sql`0` : sql`ts_rank(s.search, ${query}::tsquery)`;
  const found =
    place === null
      ? sql`select s.id, null::float8 as km, ${rank} as rank, s.name_folded from directory_services s where ${conditions(wanted)}`
      : sql`select s.id, p.km, ${rank} as rank, s.name_folded
          from (${nearby(place.point, search.withinKm)}) p join directory_services s on s.id = p.service_id where ${conditions(wanted)}`;
  const others =
    place !== null && search.includeUnplaced
      ? sql` union all select s.id, null, ${rank}, s.name_folded from directory_services s where not s.placed and ${conditions(wanted)}`
      : sql``;
  const { rows } = await sql<{ id: ServiceId | null; km: number | null; total: number }>`
    with hits as materialized (${found}${others})
    select h.id, h.km, c.total from (select count(*)::int as total from hits) c
    left join lateral (select * from hits order by km nulls last, rank desc, name_folded, id
      limit ${pageSize} offset ${(page - 1) * pageSize}) h on true
    order by h.km nulls last, h.rank desc, h.name_folded, h.id`.execute(ctx.tx);
  return {
    total: rows[0]?.total ?? 0,
    hits: rows.flatMap(row => (row.id === null ? [] : [{ id: row.id, km: row.km }])),
  };
}

async function countUnplaced(ctx: Ctx, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from directory_services s where not s.placed and ${conditions(wanted)}`.execute(
    ctx.tx,
  );
  return rows[0]?.total ?? 0;
}
