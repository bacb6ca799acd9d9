// The terms that a source lists beside its services: parents that no service carries, and the taxonomies they stand in.
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { EntryPart } from '../../formats/entry.ts';
import { isObj, type Obj } from '../../formats/hsds/entities.ts';
import { originalIdOf, type ReadingContext, startGathering } from '../../formats/hsds/gathering.ts';
import { taxonomyPart, termOf } from '../../formats/hsds/terms.ts';
import { type TableRow, writeRows } from '../../import/bulk.ts';
import { TABLES } from '../../import/tables.ts';
import { fetchPage, type Manners } from '../fetch-page.ts';
import { type FoundList, withParameters } from '../find-list.ts';
import { readListPage } from '../list-page.ts';

/** As the source lists them, by its own identifier. */
export type TermLists = {
  readonly terms: ReadonlyMap<string, Obj>;
  readonly taxonomies: ReadonlyMap<string, Obj>;
};
export const NO_TERMS: TermLists = { terms: new Map(), taxonomies: new Map() };

const MOST_PAGES = 60;

/** Feeds need not have such lists, and many list nothing: then there are none. */
export async function fetchTermLists(list: FoundList, manners: Manners): Promise<TermLists> {
  const taxonomies = await fetchNamed(list, 'taxonomies', manners);
  return { taxonomies, terms: await fetchNamed(list, 'taxonomy_terms', manners) };
}

async function fetchNamed(list: FoundList, name: string, manners: Manners): Promise<Map<string, Obj>> {
  const found = new Map<string, Obj>();
  const url = new URL(list.url);
  if (!/\/services\/?$/.test(url.pathname)) return found;
  url.pathname = url.pathname.replace(/services\/?$/, name);
  url.search = '';
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const address = withParameters(url.href, { page: String(page), per_page: '100' });
    const fetched = await fetchPage(address, { ...manners, attempts: 1 });
    await wait(manners.pauseMs);
    const read = fetched.ok ? readListPage(fetched.text) : null;
    const before = found.size;
    for (const item of read?.items ?? []) {
      const id = isObj(item) ? originalIdOf(item) : null;
      if (id !== null && !found.has(id)) found.set(id, item as Obj);
    }
    // Pages that repeat, or bring nothing, end it.
    if (read === null || found.size === before || read.isLast === true) break;
  }
  return found;
}

export const indexTerms = (items: readonly unknown[]): ReadonlyMap<string, Obj> =>
  new Map(
    items.flatMap(item => {
      const id = isObj(item) ? originalIdOf(item) : null;
      return id === null ? [] : [[id, item as Obj] as const];
    }),
  );

/** Writes them all, as the source has them now; what cannot be read is left out: its services name it themselves. */
export async function saveTermLists(ctx: Ctx, context: ReadingContext, lists: TermLists): Promise<void> {
  const g = startGathering(context, 'terms');
  const parts: EntryPart[] = [];
  for (const record of lists.taxonomies.values()) parts.push(...taxonomyPart(g, record));
  for (const record of lists.terms.values()) parts.push(...(termOf(g, record, 'term', false)?.parts ?? []));
  // The first telling counts: a taxonomy listed by itself says more than one named with its terms.
  const once = (table: EntryPart['table']): TableRow[] => [
    ...new Map(
      parts
        .filter(part => part.table === table)
        .reverse()
        .map(({ row }) => [row.id, row]),
    ).values(),
  ];
  await sql`savepoint directory_terms`.execute(ctx.tx);
  try {
    await writeRows(ctx, { ...TABLES.taxonomies, guarded: true }, once('taxonomies'), ['id']);
    await writeRows(ctx, { ...TABLES.terms, guarded: true }, once('terms'), ['id']);
    await sql`release savepoint directory_terms`.execute(ctx.tx);
  } catch (error) {
    await sql`rollback to savepoint directory_terms`.execute(ctx.tx);
    if (!/^2[123]/.test(String((error as { code?: string }).code))) throw error;
  }
}
