// Fetches again the feeds whose time has come; run by the queue's work, one feed after another.
import { asActor, type Database } from '#database';
import { IMPORTER } from '../import/import-reading.ts';
import type { Manners } from './fetch-page.ts';
import { importFeed } from './import-feed.ts';
import { listDueFeeds } from './source-store.ts';

/** @returns how many feeds were fetched. What a feed's server does wrong is in its run; only our own faults are thrown. */
export async function refreshDueFeeds(database: Database, manners: Partial<Manners> = {}): Promise<number> {
  const due = await asActor(database, IMPORTER, ctx => listDueFeeds(ctx, ctx.clock().toString()));
  let fetched = 0;
  for (const { code, feedUrl } of due) {
    if (feedUrl === null || manners.signal?.aborted) continue;
    const outcome = await importFeed(database, { source: { code, url: feedUrl }, via: 'schedule', manners });
    if (outcome.ok) fetched += 1;
  }
  return fetched;
}
