// `npm run benchmark -- directory`: searches of 1,000 to 100,000 services by 8 callers, beside a bare transaction, and as pages over HTTP.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { APP_ROLE, connect, type Database, migrate, prepareEmbeddedCluster, startEmbedded } from '#database';
import { type KeptReady, keepSearchReady, type ServiceSearch, searchServices } from '#directory';
import { bareTransaction, type Candidate, firstSearch, measure, report } from './measure.ts';
import { measurePages } from './pages.ts';
import { filterSearches, mixedSearches, wordSearches } from './searches.ts';
import { countServices, makeServices } from './services.ts';
import { searchBySql } from './sql-search.ts';

export type DirectoryOptions = {
  readonly quick: boolean;
  readonly sizes?: readonly number[];
  readonly callers: number;
  /** Searches of each kind that are measured, after a quarter as many that are told apart. */
  readonly searches?: number;
  readonly sql: boolean;
  readonly http: boolean;
  /** Keeps the clusters there, one a size, for the next run. */
  readonly folder?: string;
};

export type World = {
  readonly folder: string;
  readonly host: string;
  readonly superuser: pg.Client;
  readonly postmaster: number;
  readonly size: number;
};

const NAME = 'footbridge';
const SIZES = [1000, 10_000, 50_000, 100_000] as const;

export async function runDirectory(options: DirectoryOptions): Promise<void> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'footbridge-benchmark-'));
  try {
    for (const size of options.sizes ?? (options.quick ? SIZES.slice(0, 2) : SIZES))
      await withWorld(join(folder, String(size)), size, async world => {
        console.log(`\n${size.toLocaleString('en-GB')} services, ${options.callers} callers`);
        await measureSearches(world, options);
        if (options.http) await measurePages(world, options.callers, countOf(options) / 4);
      });
  } finally {
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  }
}

const countOf = ({ searches, quick }: DirectoryOptions): number => searches ?? (quick ? 2000 : 8000);

async function withWorld(folder: string, size: number, work: (world: World) => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await startEmbedded(join(folder, 'postgres'));
  try {
    const host = server.socketFolder;
    await prepareEmbeddedCluster(host, NAME);
    await migrate({ host, user: 'footbridge_owner', database: NAME });
    const superuser = new pg.Client({ host, user: 'postgres', database: NAME });
    await superuser.connect();
    const present = await countServices(superuser);
    if (present < size) await makeServices(superuser, present, size);
    await work({ folder, host, superuser, postmaster: await postmasterOf(superuser), size });
    await superuser.end();
  } finally {
    await server.stop();
  }
}

async function measureSearches(world: World, options: DirectoryOptions): Promise<void> {
  const { callers } = options;
  const database = connect({ host: world.host, user: APP_ROLE, database: NAME }, { poolSize: callers });
  const memory: Candidate['ask'] = (ctx, search) => searchServices(database, ctx, search);
  const count = countOf(options);
  const first = Math.ceil(count / 4);
  await firstSearch(database, memory);
  const ready = await readCards(database);
  const kinds: readonly (readonly [string, (count: number, seed: number) => ServiceSearch[], number])[] = [
    ['filters, distance', filterSearches, 7],
    ['words', wordSearches, 11],
    ['filters, distance and words', mixedSearches, 13],
  ];
  report(
    'floor: a transaction that reads one row',
    await measure(world, database, {
      ask: bareTransaction,
      searches: Array.from({ length: count }, () => ({})),
      callers,
    }),
  );
  for (const [words, make, seed] of kinds) {
    const searches = make(first + count, seed);
    const ask = memory;
    report(
      `${words}: the first ${first}`,
      await measure(world, database, { ask, searches: searches.slice(0, first), callers }),
    );
    report(
      `${words}: the next ${count}`,
      await measure(world, database, { ask, searches: searches.slice(first), callers }),
    );
  }
  await whileChanging(world, async () =>
    report(
      'filters, while a service changes 10 times a second',
      await measure(world, database, { ask: memory, searches: filterSearches(first, 17), callers }),
    ),
  );
  if (options.sql)
    report(
      'filters, distance: by SQL',
      await measure(world, database, { ask: searchBySql, searches: filterSearches(40, 19), callers }),
    );
  await ready.stop();
  await database.close();
}

/** As a server does beside its other work, and from then on after changes. */
async function readCards(database: Database): Promise<KeptReady> {
  const begun = performance.now();
  const ready = keepSearchReady(database, { firstAfterMs: 0, lookAgainMs: 10_000 });
  await ready.read;
  console.log(`  what lists show, beside other work: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return ready;
}

const CHANGE_EVERY_MS = 100;

async function whileChanging({ superuser, size }: World, work: () => Promise<void>): Promise<void> {
  let next = 1;
  let isDone = false;
  const changing = (async () => {
    while (!isDone) {
      next = (next * 7919) % size;
      await superuser.query(
        'update directory_services set creche = not coalesce(creche, false) where original_id = $1',
        [String(next + 1)],
      );
      await sleep(CHANGE_EVERY_MS);
    }
  })();
  await work();
  isDone = true;
  await changing;
}

async function postmasterOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  );
  return rows[0]?.pid ?? 0;
}
