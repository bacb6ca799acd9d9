// Keeps what is worked out about entries true: how far each can be trusted, what to check next, and which may be the same service.
import { asActor, type Database } from '#database';
import { findDuplicates } from './duplicates/find-duplicates.ts';
import { IMPORTER } from './import/import-reading.ts';
import { nextToWeigh, refreshStandings } from './trust/standing.ts';

export type TendCounts = { readonly services: number; readonly duplicates: number };

const BATCH = 1000;

/**
 * Everything that is new, changed, or a day old; in many small transactions, so that it can be stopped at any time and goes on where
 * it was. Safe to run beside itself: what two do, they do alike.
 */
export async function tendDirectory(
  database: Database,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<TendCounts> {
  let [services, duplicates] = [0, 0];
  while (!signal?.aborted) {
    const done = await asActor(database, IMPORTER, async ctx => {
      const next = await nextToWeigh(ctx, BATCH);
      const ids = next.map(({ id }) => id);
      await refreshStandings(ctx, ids, { seen: true });
      const changed = next.filter(({ changed }) => changed).map(({ id }) => id);
      return { services: ids.length, duplicates: await findDuplicates(ctx, changed) };
    });
    services += done.services;
    duplicates += done.duplicates;
    if (done.services < BATCH) break;
  }
  return { services, duplicates };
}
