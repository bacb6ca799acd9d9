// What a run of a feed begins with: the run that was cut off or a new one, what the last whole one found, and what people decided.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import {
  A_WEEK_MS,
  findCutOff,
  findLastWhole,
  type LastWhole,
  loadPages,
  type PageRow,
  type Run,
  startRun,
  type Via,
} from '../run-store.ts';
import { type FeedSource, loadTerms, type SourceWish, saveSource } from '../source-store.ts';
import { loadMeanings, type Meanings } from '../unknown-strings.ts';

export type RunWish = {
  readonly source: Omit<SourceWish, 'kind'>;
  readonly via: Via;
  /** Read everything, even from a server that can tell what changed. */
  readonly whole?: boolean;
};

export type Prepared = {
  readonly source: FeedSource;
  readonly run: Run;
  readonly pages: ReadonlyMap<number, PageRow>;
  /** Where the list was the last time, if that still holds. */
  readonly listUrl: string | null;
  readonly totalPages: number | null;
  /** Pages of the last whole run. */
  readonly before: ReadonlyMap<number, PageRow>;
  readonly oneByOne: boolean | null;
  /** Records must be read again though their source says that they have not changed. */
  readonly anew: boolean;
  readonly meanings: Meanings;
  readonly terms: Map<string, string>;
};

export async function prepare(ctx: Ctx, wish: RunWish): Promise<Prepared> {
  const at = ctx.clock().toString();
  const source = await saveSource(ctx, { ...wish.source, kind: 'feed' }, at);
  const cutOff = await findCutOff(ctx, source.id, at);
  const { last, anew } = await findLastWhole(ctx, source.id);
  const recent = last !== null && Date.parse(at) - Date.parse(last.at) < A_WEEK_MS;
  const whole = wish.whole === true || source.modifiedAfterWorks !== true || !recent;
  const since = whole ? null : await lastStart(ctx, source.id);
  const run = cutOff ?? (await startRun(ctx, source.id, { via: wish.via, at, whole: since === null, since }));
  const there = stillThere(last, wish.source.url);
  return {
    source,
    run,
    pages: cutOff ? await loadPages(ctx, run.id) : new Map(),
    listUrl: run.listUrl ?? there?.listUrl ?? null,
    totalPages: run.totalPages ?? (run.whole ? (there?.totalPages ?? null) : null),
    before: run.whole && there ? await loadPages(ctx, there.id) : new Map(),
    oneByOne: last?.oneByOne ?? null,
    anew,
    meanings: await loadMeanings(ctx, source.id),
    terms: await loadTerms(ctx, source.id),
  };
}

/** The same feed, and not one where nobody answered since: a list can move, and is then looked for again. */
const stillThere = (last: LastWhole | null, address: string): LastWhole | null =>
  last?.listUrl?.startsWith(address.replace(/[?#].*$|\/+$/g, '')) && !last.failedSince ? last : null;

async function lastStart(ctx: Ctx, sourceId: string): Promise<string | null> {
  const { rows } = await sql<{
    at: Date;
  }>`select at from directory_imports where source_id = ${sourceId}::uuid and state in ('done', 'not-changed')
    order by at desc limit 1`.execute(ctx.tx);
  return rows[0]?.at.toISOString() ?? null;
}
