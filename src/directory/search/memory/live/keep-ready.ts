// Has the directory in memory before anybody searches, and what lists show of each service: a server reads both beside its other work.
import { setTimeout as sleep } from 'node:timers/promises';
import { asActor, type Ctx, type Database } from '#database';
import { readAhead } from './cards.ts';
import { currentIndex, READER } from './live-index.ts';

export type KeptReady = {
  /** Resolves when everything has been read once, or when it is stopped before. */
  readonly read: Promise<void>;
  stop(): Promise<void>;
};

/** What was asked of a server first comes first. And how soon it looks again once all is read, or after a failure. */
const PACE = { firstAfterMs: 2000, lookAgainMs: 10_000 };
/** Ten milliseconds of this process: nobody's page waits longer for it. */
const CARDS_AT_ONCE = 250;
/** It then rests as long as it worked, and not less than this. */
const SHORTEST_REST_MS = 20;

/** Goes on until it is stopped. Whatever fails is tried again: searches read for themselves what is not there. */
export function keepSearchReady(database: Database, { firstAfterMs, lookAgainMs } = PACE): KeptReady {
  const stopping = new AbortController();
  const rest = (ms: number): Promise<unknown> =>
    sleep(ms, null, { signal: stopping.signal, ref: false }).catch(() => null);
  const work = async (allRead: () => void): Promise<void> => {
    await rest(firstAfterMs);
    while (!stopping.signal.aborted) {
      const begun = performance.now();
      const came = await asActor(database, READER, ctx => readSome(database, ctx)).catch(() => 'failed');
      if (came === 'all') allRead();
      await rest(came === 'some' ? Math.max(SHORTEST_REST_MS, performance.now() - begun) : lookAgainMs);
    }
    allRead();
  };
  let working = Promise.resolve();
  const read = new Promise<void>(allRead => {
    working = work(allRead);
  });
  return {
    read,
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

async function readSome(database: Database, ctx: Ctx): Promise<'some' | 'all'> {
  const { index, cards } = await currentIndex(database, ctx);
  return (await readAhead(ctx, index, cards, CARDS_AT_ONCE)) ? 'some' : 'all';
}
