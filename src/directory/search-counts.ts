// How many searches found nothing, by month and kind alone: counted in memory and added up now and then, so that no search waits for it.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import { londonDay, type OrganisationId } from '#kernel';
import { categoryOf } from './search/need-wish.ts';
import type { FoundServices, ServiceSearch } from './search/search.ts';

type Counted = {
  organisationId: OrganisationId;
  month: string;
  kind: string;
  searches: number;
  noneKnown: number;
  empty: number;
};
type Counts = { waiting: Map<string, Counted>; readonly seen: Set<string> };

/** One a database, for as long as that is open. What a crash loses is at most a few minutes of counting. */
const COUNTS = new WeakMap<Database, Counts>();
/** A page loaded again is the same search: so many are remembered, by the random beginning of their sealed text. */
const MOST_SEEN = 5_000;

const countsOf = (database: Database): Counts => {
  const kept = COUNTS.get(database) ?? { waiting: new Map(), seen: new Set() };
  COUNTS.set(database, kept);
  return kept;
};

/** Neither words nor place nor language nor who: a category of kinds, or none. @param token tells a search from the same one loaded again. */
export function countSearch(
  database: Database,
  ctx: Ctx,
  search: Pick<ServiceSearch, 'kind' | 'need'>,
  found: Pick<FoundServices, 'known' | 'unknown'>,
  token: string,
): void {
  const { waiting, seen } = countsOf(database);
  if (ctx.actor.kind !== 'staff' || seen.has(token)) return;
  const [oldest] = seen.size >= MOST_SEEN ? seen : [];
  if (oldest !== undefined) seen.delete(oldest);
  seen.add(token);
  const { organisationId } = ctx.actor;
  const month = `${londonDay(ctx.clock()).toString().slice(0, 7)}-01`;
  const asked = search.need ?? search.kind;
  const kind = asked === undefined ? 'any' : categoryOf(asked);
  const key = [organisationId, month, kind].join();
  const counted = waiting.get(key) ?? { organisationId, month, kind, searches: 0, noneKnown: 0, empty: 0 };
  counted.searches += 1;
  if (found.known === 0) counted.noneKnown += 1;
  if (found.known + found.unknown === 0) counted.empty += 1;
  waiting.set(key, counted);
}

/** Adds what was counted since the last time to the table. What cannot be written now is kept for the next time. */
export async function writeSearchCounts(database: Database): Promise<void> {
  const counts = countsOf(database);
  const taken = [...counts.waiting.values()];
  counts.waiting = new Map();
  for (const counted of taken) {
    try {
      await add(database, counted);
    } catch (error) {
      keepForLater(counts, counted);
      throw error;
    }
  }
}

const add = (database: Database, { organisationId, month, kind, searches, noneKnown, empty }: Counted) =>
  asActor(database, { kind: 'system', organisationId }, ctx =>
    sql`insert into search_counts (organisation_id, month, kind, searches, none_known, empty)
      values (${organisationId}::uuid, ${month}::date, ${kind}, ${searches}, ${noneKnown}, ${empty})
      on conflict (organisation_id, month, kind) do update set searches = search_counts.searches + excluded.searches,
        none_known = search_counts.none_known + excluded.none_known, empty = search_counts.empty + excluded.empty`.execute(
      ctx.tx,
    ),
  );

function keepForLater({ waiting }: Counts, counted: Counted): void {
  const key = [counted.organisationId, counted.month, counted.kind].join();
  const since = waiting.get(key);
  if (since) {
    since.searches += counted.searches;
    since.noneKnown += counted.noneKnown;
    since.empty += counted.empty;
  } else waiting.set(key, counted);
}
