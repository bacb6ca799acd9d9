// How a run of a feed ends: what is missing is marked, what stands above is brought, and the run says how it went.
import { asActor, type Database } from '#database';
import {
  CLEANING_VERSION,
  IMPORTER,
  type ImportCounts,
  markMissing,
  type ReadingCounts,
} from '../../import/import-reading.ts';
import { tidyUp } from '../../import/tidy-up.ts';
import { type Around, bringAround } from '../around/bring.ts';
import type { Manners } from '../fetch-page.ts';
import { type FoundList, obeysModifiedAfter } from '../find-list.ts';
import type { Harvested } from '../harvest.ts';
import {
  fewerListed,
  finishRun,
  loadPages,
  type PageRow,
  type Run,
  type RunState,
  saveProblems,
} from '../run-store.ts';
import { noteFetch, noteModifiedAfter } from '../source-store.ts';
import { saveUnknown } from '../unknown-strings.ts';
import type { Prepared } from './prepare.ts';

export type FeedCounts = ImportCounts & {
  readonly state: RunState;
  readonly pages: number;
  /** Pages that were here already when a run that was cut off went on. */
  readonly earlierPages: number;
  readonly failedPages: number;
  /** '31 of 128' when the list had fewer than it says there are. */
  readonly fewerThanSaid: string | null;
};

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

export async function finish(database: Database, finishing: Finishing): Promise<FeedCounts> {
  const { prepared, harvested, list, manners, around } = finishing;
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
  // Stopped from here: the run stays open, and the next start goes on after the pages it has.
  const stopped = manners.signal?.aborted === true && !harvested.complete;
  if (!stopped) await bringAround(database, around, { run, list, manners });
  if (changes > 0) await asActor(database, IMPORTER, tidyUp);
  if (whole && source.modifiedAfterWorks === null) {
    const works = await obeysModifiedAfter(list, manners);
    await asActor(database, IMPORTER, ctx => noteModifiedAfter(ctx, source, works));
  }
  // Services that another source brought first are listed all the same.
  const listed = ids.length + sums.elsewhere;
  const counts = await countsOf(database, finishing, { ...sums, missing }, listed);
  if (!stopped) await end(database, prepared, await endOf(database, finishing, counts, listed));
  return counts;
}

async function countsOf(
  database: Database,
  { prepared: { source, run, pages: earlier }, harvested, began }: Finishing,
  sums: ReadingCounts & { readonly missing: number },
  listed: number,
): Promise<FeedCounts> {
  return {
    ...sums,
    source: source.code,
    milliseconds: Math.round(performance.now() - began),
    state: stateOf(run, harvested, listed, sums.created + sums.changed + sums.missing),
    pages: harvested.pages.size,
    earlierPages: [...earlier.values()].filter(page => page.fetched).length,
    fewerThanSaid: harvested.fewerThanSaid,
    failedPages: await failedPagesOf(database, run.id),
  };
}

/** Tells a list that promised more than it had. */
async function endOf(
  database: Database,
  { prepared, harvested, around }: Finishing,
  counts: FeedCounts,
  listed: number,
): Promise<End> {
  const { source, run } = prepared;
  const empty = listed === 0 && run.whole && harvested.complete;
  const { fewerThanSaid } = harvested;
  if (fewerThanSaid !== null) {
    const problem = fewerListed(source.code, fewerThanSaid);
    around.report(problem);
    await asActor(database, IMPORTER, ctx => saveProblems(ctx, run.id, [problem]));
  }
  return {
    state: counts.state,
    error: empty ? 'empty-feed' : fewerThanSaid === null ? null : 'fewer-listed-than-said',
    counts: { ...counts, oneByOne: harvested.oneByOne.needed },
    standard: harvested.standard,
  };
}

function stateOf(run: Run, harvested: Harvested, listed: number, changes: number): RunState {
  const { complete, pages, oneByOne } = harvested;
  // What was to be fetched by itself and failed would not be listed again by a server that tells only what changed since.
  const all = complete && (run.whole || oneByOne.failed === 0);
  if (all && (listed > 0 || !run.whole)) return changes > 0 ? 'done' : 'not-changed';
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

export async function end(
  database: Database,
  { source, run }: Prepared,
  { state, error, counts, standard }: End,
): Promise<void> {
  await asActor(database, IMPORTER, async ctx => {
    const at = ctx.clock().toString();
    await finishRun(ctx, run, { state, at, error, counts: { ...counts, cleaning: CLEANING_VERSION } });
    const whole = state === 'done' || state === 'not-changed';
    await noteFetch(ctx, source, { at, standard, reached: state !== 'failed', whole });
  });
}
