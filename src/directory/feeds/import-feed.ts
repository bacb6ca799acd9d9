// Imports a feed over HTTP: one run, whole or only what changed, that can be cut off and gone on with, and never deletes anything.
import { asActor, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import type { RecordProblem } from '../formats/entry.ts';
import { IMPORTER } from '../import/import-reading.ts';
import { saveKinds } from '../import/kind-tree.ts';
import { fetchTermLists, NO_TERMS } from './around/terms.ts';
import { MANNERS, type Manners } from './fetch-page.ts';
import { findList, type ListProblem } from './find-list.ts';
import { harvest } from './harvest.ts';
import { loadTold, noteList } from './run-store.ts';
import { contextOf } from './runs/context.ts';
import { end, type FeedCounts, finish } from './runs/finish.ts';
import { prepare, type RunWish } from './runs/prepare.ts';

export type { FeedCounts };
export type FeedWish = RunWish & {
  readonly manners?: Partial<Manners>;
  readonly report?: (problem: RecordProblem) => void;
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

async function runFeed(database: Database, wish: FeedWish): Promise<Outcome<FeedCounts, FeedRefusal>> {
  const began = performance.now();
  const kinds = await asActor(database, IMPORTER, saveKinds);
  const prepared = await asActor(database, IMPORTER, ctx => prepare(ctx, wish));
  const { source, run, listUrl, totalPages } = prepared;
  const manners: Manners = { ...MANNERS, ...wish.manners, allowPrivate: source.allowPrivate };
  const found =
    listUrl === null
      ? await findList(wish.source.url, manners)
      : { ok: true as const, list: { url: listUrl } };
  if (!found.ok) {
    const state = { state: 'failed', error: found.problem, counts: {}, standard: null } as const;
    if (!manners.signal?.aborted) await end(database, prepared, state);
    return refused(found.problem);
  }
  const { list } = found;
  if (!run.resumed) await asActor(database, IMPORTER, ctx => noteList(ctx, run, list.url, totalPages));
  const report = wish.report ?? (() => {});
  if (run.resumed)
    for (const problem of await asActor(database, IMPORTER, ctx =>
      loadTold(ctx, source, run, prepared.pages),
    ))
      report(problem);
  const terms = run.whole ? await fetchTermLists(list, manners) : NO_TERMS;
  const context = contextOf({ ...prepared, kinds, termRecords: terms.terms });
  const harvested = await harvest(
    { ...prepared, run: { ...run, totalPages }, database, list, manners, kinds, report, context },
    prepared.pages,
  );
  const around = { context, terms, report };
  return done(await finish(database, { prepared, harvested, list, manners, began, around }));
}
