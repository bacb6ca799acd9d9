// Fetches again the feeds whose time has come; run by the queue's work, one feed after another.
import { asActor, type Database } from '#database';
import { IMPORTER } from '../import/import-reading.ts';
import type { Manners } from './fetch-page.ts';
import { type FeedWish, importFeed } from './import-feed.ts';
import { type FeedSource, listDueFeeds, listRequestedFeeds } from './source-store.ts';

/** @returns how many feeds were fetched. What a feed's server does wrong is in its run; only our own faults are thrown. */
export async function refreshDueFeeds(database: Database, manners: Partial<Manners> = {}): Promise<number> {
  const due = await asActor(database, IMPORTER, ctx => listDueFeeds(ctx, ctx.clock().toString()));
  return fetchEach(database, due, { via: 'schedule', whole: false, manners });
}

/** The same for feeds that an administrator asked to have read now: each whole. */
export async function runRequestedFeeds(database: Database, manners: Partial<Manners> = {}): Promise<number> {
  const asked = await asActor(database, IMPORTER, listRequestedFeeds);
  return fetchEach(database, asked, { via: 'page', whole: true, manners });
}

async function fetchEach(
  database: Database,
  feeds: readonly FeedSource[],
  wish: Pick<FeedWish, 'via' | 'whole' | 'manners'>,
): Promise<number> {
  let fetched = 0;
  const faults: unknown[] = [];
  for (const { code, feedUrl } of feeds) {
    if (feedUrl === null || wish.manners?.signal?.aborted) continue;
    try {
      const outcome = await importFeed(database, { source: { code, url: feedUrl }, ...wish });
      if (outcome.ok) fetched += 1;
    } catch (error) {
      // The feeds behind it must not wait for ever for one that we cannot read.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return fetched;
}
