// Harvests a feed page by page: each is saved at once, so that a run that was cut off goes on; a page that fails is noted and passed by.
import { setTimeout as wait } from 'node:timers/promises';
import { asActor, type Database } from '#database';
import type { Reading, RecordProblem } from '../formats/entry.ts';
import { isObj } from '../formats/hsds/entities.ts';
import { originalIdOf, type ReadingContext } from '../formats/hsds/gathering.ts';
import { readServices } from '../formats/hsds/read-service.ts';
import { IMPORTER, saveReading } from '../import/import-reading.ts';
import type { KindTree } from '../import/kind-tree.ts';
import { apart, listedTwice, type OneByOne, wholeItems, withoutDetail } from './details.ts';
import type { Manners } from './fetch-page.ts';
import { type FoundList, fetchList, withParameters } from './find-list.ts';
import type { ListPage, Standard } from './list-page.ts';
import { noteList, type PageRow, type Run, savePage, saveProblems } from './run-store.ts';
import { countUnknown } from './unknown-strings.ts';

export type Harvest = {
  readonly database: Database;
  readonly source: { readonly id: string; readonly code: string };
  readonly run: Run;
  readonly list: FoundList;
  readonly manners: Manners;
  readonly kinds: KindTree;
  readonly context: ReadingContext;
  /** Pages of the last whole run, by number: a server need not send again what it says has not changed. */
  readonly before: ReadonlyMap<number, PageRow>;
  /** Whether services have to be fetched one by one, as the last whole run found; null: nobody has looked. */
  readonly oneByOne: boolean | null;
  /** Records must be read again although they have not changed. */
  readonly anew: boolean;
  readonly report: (problem: RecordProblem) => void;
};

export type Harvested = {
  readonly pages: ReadonlyMap<number, PageRow>;
  readonly standard: Standard | null;
  /** The end of the list was reached, no page was given up, and as many were listed as there are said to be. */
  readonly complete: boolean;
  /** '31 of 128' when the end of the list was reached with fewer than there are said to be. */
  readonly fewerThanSaid: string | null;
  readonly oneByOne: OneByOne;
  readonly unknown: Parameters<typeof countUnknown>[1];
};

const MOST_PAGES = 20_000;
const MOST_FAILURES_RUNNING = 4;

type Progress = {
  readonly pages: Map<number, PageRow>;
  readonly unknown: Harvested['unknown'];
  readonly seen: Set<string>;
  readonly oneByOne: OneByOne;
  standard: Standard | null;
  totalPages: number | null;
  totalItems: number | null;
  /** Records on the pages; null when a page was not sent again or read before, since then nobody counted. */
  listed: number | null;
  failures: number;
  failedRunning: number;
};

const startOf = (h: Harvest, done: ReadonlyMap<number, PageRow>): Progress => ({
  pages: new Map([...done].filter(([, page]) => page.fetched)),
  unknown: new Map(),
  seen: new Set([...done.values()].flatMap(page => page.ids)),
  oneByOne: { needed: h.oneByOne, spent: 0, failed: 0 },
  standard: null,
  totalPages: h.run.totalPages,
  totalItems: null,
  listed: done.size > 0 ? null : 0,
  failures: 0,
  failedRunning: 0,
});

export async function harvest(h: Harvest, done: ReadonlyMap<number, PageRow>): Promise<Harvested> {
  const progress = startOf(h, done);
  let reachedEnd = false;
  for (
    let page = 1;
    page <= MOST_PAGES && !reachedEnd && progress.failedRunning < MOST_FAILURES_RUNNING;
    page += 1
  ) {
    if (h.manners.signal?.aborted) break;
    if (!progress.pages.has(page)) {
      reachedEnd = (await takePage(h, progress, page)) === 'end';
      await wait(h.manners.pauseMs);
    }
    if (progress.totalPages !== null && page >= progress.totalPages && !promisesMore(progress))
      reachedEnd = true;
  }
  const { pages, standard, unknown, oneByOne } = progress;
  const { listed, totalItems } = progress;
  const fewerThanSaid = reachedEnd && promisesMore(progress) ? `${listed} of ${totalItems}` : null;
  const complete = reachedEnd && progress.failures === 0 && fewerThanSaid === null;
  return { pages, standard, unknown, oneByOne, complete, fewerThanSaid };
}

/** Every page was read here, and fewer records came than there are said to be: a count of pages can be wrong. */
const promisesMore = ({ totalItems, listed, failures }: Progress): boolean =>
  totalItems !== null && listed !== null && failures === 0 && listed < totalItems;

async function takePage(h: Harvest, progress: Progress, page: number): Promise<'more' | 'end'> {
  const before = h.before.get(page);
  const address = withParameters(h.list.url, {
    page: String(page),
    ...(h.run.since ? { modified_after: h.run.since } : {}),
  });
  const answer = await fetchList(address, h.manners, before?.validators);
  if (!answer.ok) {
    // Stopped from here: no fault of the page.
    if (h.manners.signal?.aborted) return 'more';
    progress.failures += 1;
    progress.failedRunning += 1;
    await notePage(h, {
      page,
      ids: [],
      fetched: false,
      attempts: answer.attempts,
      status: answer.status,
      problem: answer.problem,
      counts: {},
      validators: {},
    });
    return 'more';
  }
  progress.failedRunning = 0;
  const { fetched } = answer;
  const validators = { etag: fetched.etag, lastModified: fetched.lastModified };
  const row = { page, fetched: true, attempts: fetched.attempts, status: fetched.status, problem: null };
  if (answer.page === null)
    return keepPage(h, progress, {
      ...row,
      ids: before?.ids ?? [],
      counts: {},
      validators: before?.validators ?? {},
    });
  return saveItems(h, progress, answer.page, { ...row, ids: [], counts: {}, validators });
}

/** The server says that it has not changed: what it listed last time it still lists. */
async function keepPage(h: Harvest, progress: Progress, row: PageRow): Promise<'more'> {
  const known = { ...row, counts: { read: row.ids.length, unchanged: row.ids.length } };
  progress.pages.set(row.page, known);
  for (const id of row.ids) progress.seen.add(id);
  progress.listed = null;
  await notePage(h, known);
  return 'more';
}

async function saveItems(
  h: Harvest,
  progress: Progress,
  list: ListPage,
  row: PageRow,
): Promise<'more' | 'end'> {
  const originals = list.items.flatMap(item => (isObj(item) ? (originalIdOf(item) ?? []) : []));
  // A server that ignores the page number gives the first page for ever.
  const repeats = row.page > 1 && originals.length > 0 && originals.every(id => progress.seen.has(id));
  if (list.items.length === 0 || repeats) {
    if (list.items.length === 0 && row.page === 1) progress.pages.set(1, row);
    return 'end';
  }
  progress.standard ??= list.standard;
  progress.totalPages = list.totalPages ?? progress.totalPages;
  progress.totalItems = list.totalItems ?? progress.totalItems;
  if (progress.listed !== null) progress.listed += list.items.length;
  const { fresh, again } = apart(list.items, progress.seen);
  const look = row.page === 1 && h.run.whole;
  const { items, known, problems } = await wholeItems(h, progress.oneByOne, fresh, look);
  // A page whose services were cut short is read again.
  if (problems.length > 0 && h.manners.signal?.aborted) return 'more';
  const { entries, read, merged, dropped } = readServices(items, h.context);
  const reading = {
    entries: entries.map(entry => withoutDetail(entry, problems)),
    read: read + again.length,
    merged: merged + again.length,
    dropped,
  };
  const twice = again.map(record => listedTwice(h.source.code, record, row.page));
  const lost = [...problems.filter(({ record }) => known.includes(record)), ...twice];
  for (const problem of lost) h.report(problem);
  countUnknown(reading.entries, progress.unknown);
  const saved = await savePageReading(h, { list, row, reading, known, problems: lost });
  progress.pages.set(row.page, saved);
  for (const id of saved.ids) progress.seen.add(id);
  const isLast = list.isLast === true && (list.totalPages === null || row.page >= list.totalPages);
  return isLast && !promisesMore(progress) ? 'end' : 'more';
}

type PageReading = {
  readonly list: ListPage;
  readonly row: PageRow;
  readonly reading: Reading;
  /** Services that were not fetched again. */
  readonly known: readonly string[];
  readonly problems: readonly RecordProblem[];
};

async function savePageReading(
  h: Harvest,
  { list, row, reading, known, problems }: PageReading,
): Promise<PageRow> {
  const { source, kinds, report, run } = h;
  return asActor(h.database, IMPORTER, async ctx => {
    const at = ctx.clock().toString();
    const { counts, ids, lost } = await saveReading(ctx, { source, kinds, at, report }, reading);
    const page = {
      ...row,
      ids: [...ids, ...known],
      counts: { ...counts, read: counts.read + known.length, unchanged: counts.unchanged + known.length },
    };
    if (row.page === 1) await noteList(ctx, run, h.list.url, list.totalPages);
    await savePage(ctx, run, page, at);
    await saveProblems(ctx, run.id, [...lost, ...problems]);
    return page;
  });
}

async function notePage(h: Harvest, page: PageRow): Promise<void> {
  const problem = {
    source: h.source.code,
    record: `page ${page.page}`,
    field: 'page',
    reason: page.problem ?? '',
    value: String(page.status ?? ''),
  };
  if (!page.fetched) h.report(problem);
  await asActor(h.database, IMPORTER, async ctx => {
    await savePage(ctx, h.run, page, ctx.clock().toString());
    if (!page.fetched) await saveProblems(ctx, h.run.id, [problem]);
  });
}
