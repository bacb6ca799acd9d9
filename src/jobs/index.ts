// The door of the queue's work: relays, seals, expiry, and what is told to referrers.
import { join } from 'node:path';
import { type Database, sealAll } from '#database';
import { refreshDueFeeds, runRequestedFeeds, tendDirectory, writeSearchCounts } from '#directory';
import type { Config } from '#kernel';
import { removeExpired } from './expire.ts';
import { noteGaps } from './note-gaps.ts';
import { type Job, openQueue, QUEUES, type QueueName } from './queue.ts';
import { relayOutbox } from './relay.ts';
import { repeat } from './repeat.ts';
import { tellReferrer } from './tell-referrer.ts';
import { tendWithdrawn } from './tend-withdrawn.ts';
import { workOff } from './work.ts';

export { prepareQueue } from './queue.ts';

export type Jobs = { stop(): Promise<void> };

const RELAY_MS = 1_000;
const WORK_MS = 2_000;
const SEAL_MS = 5_000;
const EXPIRE_MS = 10 * 60_000;
const COUNT_MS = 60_000;
const GAPS_MS = 60 * 60_000;
const FEEDS_MS = 15 * 60_000;
const REQUESTED_FEEDS_MS = 20_000;
/** After an import, soon: what is new is weighed and compared, and every day the rest is weighed again. */
const TEND_MS = 60_000;

const WORKERS: Readonly<Record<QueueName, (database: Database, job: Job) => Promise<void>>> = {
  'tell-referrer': tellReferrer,
  'tend-withdrawn': tendWithdrawn,
};

/** Where the seals of the audit are written outside the database; keep this folder on another machine too. */
export const sealFolder = (config: Config): string => join(config.dataFolder, 'audit-seals');

/** Starts working; `complain` hears of failures, which are tried again. */
export async function startJobs(
  database: Database,
  config: Config,
  complain: (error: unknown) => void,
): Promise<Jobs> {
  const boss = openQueue(database);
  boss.on('error', complain);
  await boss.start();
  // A harvest may take an hour: stopping ends it after the page under way, and the next start goes on there.
  const stopping = new AbortController();
  const repeating = [
    ...QUEUES.map(queue =>
      repeat(WORK_MS, () => workOff(boss, queue, job => WORKERS[queue](database, job), complain), complain),
    ),
    repeat(RELAY_MS, () => relayOutbox(database, boss), complain),
    repeat(SEAL_MS, () => sealAll(database, sealFolder(config)), complain),
    repeat(EXPIRE_MS, () => removeExpired(database), complain),
    repeat(COUNT_MS, () => writeSearchCounts(database), complain),
    repeat(GAPS_MS, () => noteGaps(database), complain),
    repeat(REQUESTED_FEEDS_MS, () => runRequestedFeeds(database, { signal: stopping.signal }), complain),
    repeat(TEND_MS, () => tendDirectory(database, { signal: stopping.signal }), complain),
    repeat(FEEDS_MS, () => refreshDueFeeds(database, { signal: stopping.signal }), complain),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(repeating.map(one => one.stop()));
      await writeSearchCounts(database).catch(complain);
      await sealAll(database, sealFolder(config)).catch(complain);
      await boss.stop({ graceful: false, wait: true });
    },
  };
}
