// Imports a feed over HTTP: one run, whole or only what changed, that can be cut off and gone on with, and never deletes anything.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import type { RecordProblem } from '../formats/entry.ts';
import { IMPORTER, type ImportCounts, markMissing, type ReadingCounts } from '../import/import-reading.ts';
import { saveKinds } from '../import/kind-tree.ts';
import { tidyUp } from '../import/tidy-up.ts';
import { type Around, bringAround } from './around/bring.ts';
import { fetchTermLists, NO_TERMS } from './around/terms.ts';
import { MANNERS, type Manners } from './fetch-page.ts';
import { type FoundList, findList, type ListProblem, obeysModifiedAfter } from './find-list.ts';
import { contextOf, type Harvested, harvest } from './harvest.ts';
import {
  A_WEEK_MS,
  findCutOff,
  findLastWhole,
  finishRun,
  loadPages,
  noteList,
  type PageRow,
  type Run,
  type RunState,
  startRun,
  type Via,
} from './run-store.ts';
import {
  type FeedSource,
  loadTerms,
  noteFetch,
  noteModifiedAfter,
  type SourceWish,
  saveSource,
} from './source-store.ts';
import { loadMeanings, type Meanings, saveUnknown } from './unknown-strings.ts';

export type FeedWish = {
  readonly source: Omit<SourceWish, 'kind'>;
  readonly via: Via;
  /** Read everything, even from a server that can tell what changed. */
  readonly whole?: boolean;
  readonly manners?: Partial<Manners>;
  readonly report?: (problem: RecordProblem) => void;
};
export type FeedCounts = ImportCounts & {
  readonly state: RunState;
  readonly pages: number;
  readonly failedPages: number;
};
export type FeedRefusal = ListProblem | 'already-running';

export async function importFeed(
  database: Database,
  wish: FeedWish,
): Promise<Outcome<FeedCounts, FeedRefusal>> {
  if (!URL.canParse(wish.source.url) || !/^https?:$/.test(new URL(wish.source.url).protocol))
    return refused('not-http');
  // Held by the connection, so that a process that dies lets go of it.
  const client = await database.pool.connect();
  try {
    const lock = `directory run ${wish.source.code}`;
    const { rows } = await client.query('select pg_try_advisory_lock(hashtext($1)) as free', [lock]);
    if (!rows[0]?.free) return refused('already-running');
    try {
      return await runFeed(database, wish);
    } finally {
      await client.query('select pg_advisory_unlock(hashtext($1))', [lock]);
    }
  } finally {
    client.release();
  }
}

type Prepared = {
  readonly source: FeedSource;
  readonly run: Run;
  readonly pages: ReadonlyMap<number, PageRow>;
  /** The last run that read everything from this address, and its pages. */
  readonly last: Run | null;
  readonly before: ReadonlyMap<number, PageRow>;
  readonly meanings: Meanings;
  readonly terms: Map<string, string>;
};

async function prepare(ctx: Ctx, wish: FeedWish): Promise<Prepared> {
  const at = ctx.clock().toString();
  const source = await saveSource(ctx, { ...wish.source, kind: 'feed' }, at);
  const cutOff = await findCutOff(ctx, source.id, at);
  const last = await findLastWhole(ctx, source.id);
  const recent = last !== null && Date.parse(at) - Date.parse(last.at) < A_WEEK_MS;
  const whole = wish.whole === true || source.modifiedAfterWorks !== true || !recent;
  const since = whole ? null : await lastStart(ctx, source.id);
  const run = cutOff ?? (await startRun(ctx, source.id, { via: wish.via, at, whole: since === null, since }));
  return {
    source,
    run,
    pages: cutOff ? await loadPages(ctx, run.id) : new Map(),
    last: last?.listUrl?.startsWith(wish.source.url.replace(/[?#].*$|\/+$/g, '')) ? last : null,
    before: run.whole && last ? await loadPages(ctx, last.id) : new Map(),
    meanings: await loadMeanings(ctx, source.id),
    terms: await loadTerms(ctx, source.id),
  };
}

async function lastStart(ctx: Ctx, sourceId: string): Promise<string | null> {
  const { rows } = await sql<{
    at: Date;
  }>`select at from directory_imports where source_id = ${sourceId}::uuid and state in ('done', 'not-changed')
    order by at desc limit 1`.execute(ctx.tx);
  return rows[0]?.at.toISOString() ?? null;
}

async function runFeed(database: Database, wish: FeedWish): Promise<Outcome<FeedCounts, FeedRefusal>> {
  const began = performance.now();
  const kinds = await asActor(database, IMPORTER, saveKinds);
  const prepared = await asActor(database, IMPORTER, ctx => prepare(ctx, wish));
  const { source, run, last } = prepared;
  const manners: Manners = { ...MANNERS, ...wish.manners, allowPrivate: source.allowPrivate };
  const known = run.listUrl ?? last?.listUrl ?? null;
  const found =
    known === null ? await findList(wish.source.url, manners) : { ok: true as const, list: { url: known } };
  if (!found.ok) {
    await end(database, prepared, { state: 'failed', error: found.problem, counts: {}, standard: null });
    return refused(found.problem);
  }
  const { list } = found;
  const totalPages = run.totalPages ?? (run.whole ? (last?.totalPages ?? null) : null);
  if (!run.resumed) await asActor(database, IMPORTER, ctx => noteList(ctx, run, list.url, totalPages));
  const before = last === null ? new Map() : prepared.before;
  const report = wish.report ?? (() => {});
  const terms = run.whole ? await fetchTermLists(list, manners) : NO_TERMS;
  const context = contextOf({ ...prepared, kinds, termRecords: terms.terms });
  const harvested = await harvest(
    { ...prepared, run: { ...run, totalPages }, database, list, manners, kinds, before, report, context },
    prepared.pages,
  );
  const around = { context, terms, report };
  return done(await finish(database, { prepared, harvested, list, manners, began, around }));
}

const COUNTS = [
  'read',
  'created',
  'changed',
  'unchanged',
  'merged',
  'dropped',
  'leftOut',
  'problems',
  'elsewhere',
] as const;

function summed(pages: Iterable<PageRow>): ReadingCounts {
  const sums = Object.fromEntries(COUNTS.map(name => [name, 0])) as Record<(typeof COUNTS)[number], number>;
  for (const { counts } of pages) for (const name of COUNTS) sums[name] += counts[name] ?? 0;
  return sums;
}

type Finishing = {
  prepared: Prepared;
  harvested: Harvested;
  list: FoundList;
  manners: Manners;
  began: number;
  around: Around;
};

async function finish(database: Database, finishing: Finishing): Promise<FeedCounts> {
  const { prepared, harvested, list, manners, began } = finishing;
  const { source, run } = prepared;
  const sums = summed(harvested.pages.values());
  const ids = [...new Set([...harvested.pages.values()].flatMap(page => page.ids))];
  // An empty list is a fault of the server rather than the end of all its services.
  const whole = run.whole && harvested.complete && ids.length > 0;
  const changes = sums.created + sums.changed;
  const missing = await asActor(database, IMPORTER, async ctx => {
    const at = ctx.clock().toString();
    await saveUnknown(ctx, source, harvested.unknown.values(), { at, whole: whole && changes === sums.read });
    return whole ? markMissing(ctx, source, ids, at) : 0;
  });
  await bringAround(database, finishing.around, { run, list, manners });
  if (changes > 0) await asActor(database, IMPORTER, tidyUp);
  if (run.whole && whole && source.modifiedAfterWorks === null) {
    const works = await obeysModifiedAfter(list, manners);
    await asActor(database, IMPORTER, ctx => noteModifiedAfter(ctx, source, works));
  }
  const state = stateOf(run, harvested, ids.length, changes + missing);
  const failedPages = await failedPagesOf(database, run.id);
  const counts = {
    ...sums,
    source: source.code,
    missing,
    milliseconds: Math.round(performance.now() - began),
    state,
    pages: harvested.pages.size,
    failedPages,
  };
  const error = ids.length === 0 && run.whole && harvested.complete ? 'empty-feed' : null;
  await end(database, prepared, { state, error, counts, standard: harvested.standard });
  return counts;
}

function stateOf(run: Run, { complete, pages }: Harvested, listed: number, changes: number): RunState {
  if (complete && (listed > 0 || !run.whole)) return changes > 0 ? 'done' : 'not-changed';
  return pages.size > 0 ? 'partly' : 'failed';
}

async function failedPagesOf(database: Database, runId: string): Promise<number> {
  return asActor(
    database,
    IMPORTER,
    async ctx => [...(await loadPages(ctx, runId)).values()].filter(page => !page.fetched).length,
  );
}

type End = {
  readonly state: RunState;
  readonly error: string | null;
  readonly counts: Record<string, unknown>;
  readonly standard: Harvested['standard'];
};

async function end(
  database: Database,
  { source, run }: Prepared,
  { state, error, counts, standard }: End,
): Promise<void> {
  await asActor(database, IMPORTER, async ctx => {
    const at = ctx.clock().toString();
    await finishRun(ctx, run, { state, at, error, counts });
    await noteFetch(ctx, source, { at, standard, reached: state !== 'failed' });
  });
}
