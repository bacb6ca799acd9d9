// Fetches services one by one where a feed's list says less than they do; those that have not changed are not fetched again.
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { asActor, type Database } from '#database';
import type { Entry, RecordProblem } from '../formats/entry.ts';
import { isObj, type Obj } from '../formats/hsds/entities.ts';
import { originalIdOf } from '../formats/hsds/gathering.ts';
import { parseJson } from '../formats/sound-json.ts';
import { IMPORTER } from '../import/import-reading.ts';
import { fetchPage, type Manners } from './fetch-page.ts';
import type { FoundList } from './find-list.ts';
import { isThin, saysMore } from './list-page.ts';

type From = {
  readonly database: Database;
  readonly source: { readonly id: string; readonly code: string };
  readonly list: FoundList;
  readonly manners: Manners;
  /** Fetched again although they have not changed: they would be read otherwise than before. */
  readonly anew: boolean;
};

type Details = {
  readonly items: readonly unknown[];
  /** The source's identifiers of services that are here already as they are there. */
  readonly known: readonly string[];
  readonly problems: readonly RecordProblem[];
};

/** How a run fetches services one by one; kept from page to page. */
export type OneByOne = {
  /** Whether a service by itself says more than the list; null: nobody has looked. */
  needed: boolean | null;
  /** What failures that followed each other have cost. */
  spent: number;
  /** Services that could not be fetched. */
  failed: number;
};
const PATIENCE = 20;
/** A service that is not there says little of the next; a server that is down or busy should be left alone. */
const costOf = (status: number | null): number => (status !== null && status < 500 && status !== 429 ? 1 : 5);

/** When each was changed, as the source said when it was fetched last; none of those that came without their detail. */
async function changesKnown(
  { database, source }: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await asActor(database, IMPORTER, ctx =>
    sql<{ original_id: string; changed: string | null }>`
      select original_id, case when not problems @> '[{"reason": "detail-not-fetched"}]' then raw->>'last_modified' end as changed
      from directory_records where source_id = ${source.id}::uuid and original_id = any(${ids}::text[])`.execute(
      ctx.tx,
    ),
  );
  return new Map(rows.map(row => [row.original_id, row.changed]));
}

function detailAddress(list: FoundList, id: string): string {
  const url = new URL(list.url);
  url.search = '';
  return `${url.href.replace(/\/+$/, '')}/${encodeURIComponent(id)}`;
}

async function fetchDetail(from: From, id: string, state: Pick<OneByOne, 'spent'>): Promise<Obj | null> {
  if (state.spent >= PATIENCE) return null;
  const fetched = await fetchPage(detailAddress(from.list, id), from.manners);
  const value = fetched.ok ? parseJson(fetched.text) : null;
  await wait(from.manners.pauseMs);
  const detail = isObj(value) && originalIdOf(value) === id ? value : null;
  state.spent = detail === null ? state.spent + costOf(fetched.status) : 0;
  return detail;
}

/** A file has no addresses for its services. */
const hasDetails = (list: FoundList): boolean => !/\.(?:json|ndjson)$/i.test(new URL(list.url).pathname);

/** Asks for one service by itself, to see whether the list leaves something out. */
async function listSaysLess(from: From, items: readonly unknown[]): Promise<boolean> {
  const first = items.find((item): item is Obj => isObj(item) && originalIdOf(item) !== null);
  if (first === undefined || !hasDetails(from.list)) return false;
  const once = { ...from, manners: { ...from.manners, attempts: 1 } };
  const detail = await fetchDetail(once, originalIdOf(first) ?? '', { spent: 0 });
  return detail !== null && saysMore(detail, first);
}

/**
 * The services of a page with all their parts: as listed, or fetched one by one where the list leaves something out. `look`: a list that has
 * some of the parts is not taken for all of them, but compared with one service.
 */
export async function wholeItems(
  from: From,
  state: OneByOne,
  items: readonly unknown[],
  look: boolean,
): Promise<Details> {
  const thin = isThin(items);
  if (!thin && (look || state.needed === null)) state.needed = await listSaysLess(from, items);
  if (!thin && !state.needed) return { items, known: [], problems: [] };
  const details = await loadDetails(from, state, items);
  state.failed += details.problems.length;
  return details;
}

/** What an earlier page listed already is taken once, as that page had it: two tellings would change each other in every run. */
export function apart(
  items: readonly unknown[],
  seen: ReadonlySet<string>,
): { readonly fresh: readonly unknown[]; readonly again: readonly string[] } {
  const seenId = (item: unknown): readonly string[] => {
    const id = isObj(item) ? originalIdOf(item) : null;
    return id !== null && seen.has(id) ? [id] : [];
  };
  return { fresh: items.filter(item => seenId(item).length === 0), again: items.flatMap(seenId) };
}

export const listedTwice = (source: string, record: string, page: number): RecordProblem => ({
  source,
  record,
  field: 'id',
  reason: 'listed-twice',
  value: `page ${page}`,
});

/** Told with the entry, so that its service is asked for again by the next run. */
export function withoutDetail(entry: Entry, problems: readonly RecordProblem[]): Entry {
  const problem = problems.find(({ record }) => record === entry.originalId);
  if (problem === undefined) return entry;
  const { field, reason, value } = problem;
  return { ...entry, problems: [...entry.problems, { field, reason, value }] };
}

/**
 * A detail that cannot be fetched costs nothing that is here already; a service that is new comes as the list has it, and is asked for again
 * by the next run. A server that fails for several of them in a row is not asked for more.
 */
async function loadDetails(from: From, state: OneByOne, items: readonly unknown[]): Promise<Details> {
  if (!hasDetails(from.list)) return { items, known: [], problems: [] };
  const ids = items.flatMap(item => (isObj(item) ? (originalIdOf(item) ?? []) : []));
  const changes = await changesKnown(from, ids);
  const full: unknown[] = [];
  const known: string[] = [];
  const problems: RecordProblem[] = [];
  for (const item of items) {
    const id = isObj(item) ? originalIdOf(item) : null;
    if (!isObj(item) || id === null) {
      full.push(item);
      continue;
    }
    const changed = item.last_modified;
    if (!from.anew && typeof changed === 'string' && changes.get(id) === changed) {
      known.push(id);
      continue;
    }
    const detail = await fetchDetail(from, id, state);
    if (detail === null) problems.push(notFetched(from.source.code, id));
    if (detail === null && changes.has(id)) known.push(id);
    else full.push(detail === null ? item : { ...item, ...detail });
  }
  return { items: full, known, problems };
}

const notFetched = (source: string, record: string): RecordProblem => ({
  source,
  record,
  field: 'record',
  reason: 'detail-not-fetched',
  value: '',
});
