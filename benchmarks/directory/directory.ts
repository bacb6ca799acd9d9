// `npm run benchmark -- directory`: searches of 1,000 to 100,000 services by 8 callers, from memory and by SQL, in one process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  APP_ROLE,
  asActor,
  type Ctx,
  connect,
  type Database,
  migrate,
  prepareEmbeddedCluster,
  startEmbedded,
} from '#database';
import { type ServiceSearch, searchServices } from '#directory';
import { type Latencies, latenciesOf } from '../measure/latencies.ts';
import { cpuSeconds } from '../measure/processes.ts';
import { filterSearches, textSearches } from './searches.ts';
import { makeServices } from './services.ts';
import { searchBySql } from './sql-search.ts';

export type DirectoryOptions = {
  readonly quick: boolean;
  readonly sizes?: readonly number[];
  readonly callers?: number;
};

const NAME = 'footbridge';
const SIZES = [1000, 10_000, 50_000, 100_000] as const;
const CALLERS = 8;
/** Any staff member: reading the directory asks for no organisation. */
const READER = {
  kind: 'staff',
  organisationId: '00000000-0000-4000-8000-000000000001',
  accountId: '00000000-0000-4000-8000-000000000002',
  role: 'link_worker',
  teamId: null,
  referringOrganisationId: null,
  name: 'Reader',
} as const;

type Candidate = {
  readonly words: string;
  readonly searches: readonly ServiceSearch[];
  readonly seconds: number;
  readonly ask: (ctx: Ctx, search: ServiceSearch) => Promise<unknown>;
};

export async function runDirectory(options: DirectoryOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-benchmark-'));
  const server = await startEmbedded(join(folder, 'postgres'));
  const host = server.socketFolder;
  try {
    await prepareEmbeddedCluster(host, NAME);
    await migrate({ host, user: 'footbridge_owner', database: NAME });
    const superuser = new pg.Client({ host, user: 'postgres', database: NAME });
    await superuser.connect();
    const postmaster = await postmasterOf(superuser);
    let present = 0;
    for (const size of options.sizes ?? (options.quick ? SIZES.slice(0, 2) : SIZES)) {
      await makeServices(superuser, present, size);
      present = size;
      await measureSize(host, postmaster, size, options);
    }
    await superuser.end();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSize(
  host: string,
  postmaster: number,
  size: number,
  options: DirectoryOptions,
): Promise<void> {
  const callers = options.callers ?? CALLERS;
  const database = connect({ host, user: APP_ROLE, database: NAME }, { poolSize: callers });
  const seconds = options.quick ? 2 : 8;
  const memory = (ctx: Ctx, search: ServiceSearch) => searchServices(database, ctx, search);
  console.log(`\n${size.toLocaleString('en-GB')} services, ${callers} callers`);
  await firstSearch(database, memory);
  const filters = filterSearches(5000);
  const candidates: Candidate[] = [
    { words: 'filters, distance, exact totals: from memory', searches: filters, seconds, ask: memory },
    { words: 'filters, distance, exact totals: by SQL', searches: filters, seconds, ask: searchBySql },
    {
      words: 'words with mistakes, half of them near a place',
      searches: textSearches(5000),
      seconds,
      ask: memory,
    },
  ];
  for (const candidate of candidates)
    report(candidate, await measure(database, postmaster, candidate, callers));
  await database.close();
}

async function firstSearch(database: Database, memory: Candidate['ask']): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const from = performance.now();
  await asActor(database, READER, ctx => memory(ctx, {}));
  const took = performance.now() - from;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const megabytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
  const held = globalThis.gc ? `, ${megabytes.toFixed(0)} MB held` : '';
  console.log(`  first search, reading everything: ${took.toFixed(0)} ms${held}`);
}

type Measured = {
  readonly latencies: Latencies;
  readonly perSecond: number;
  /** Milliseconds of CPU a search, of this process and of the database. */
  readonly ownCpu: number;
  readonly databaseCpu: number;
};

/** A short warm-up with other searches than those measured; then each caller asks one after the other. */
async function measure(
  database: Database,
  postmaster: number,
  { searches, seconds, ask }: Candidate,
  callers: number,
): Promise<Measured> {
  await askFirst(database, ask, searches.slice(ask === searchBySql ? -60 : -600));
  const waits: number[] = [];
  let next = 0;
  const [own, theirs] = [process.cpuUsage(), cpuSeconds(postmaster)];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const call = async () => {
    while (performance.now() < end) {
      const search = searches[next++ % (searches.length - 600)] ?? {};
      const from = performance.now();
      await asActor(database, READER, ctx => ask(ctx, search));
      waits.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  const passed = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(own);
  return {
    latencies: latenciesOf(waits),
    perSecond: waits.length / passed,
    ownCpu: (used.user + used.system) / 1000 / waits.length,
    databaseCpu: ((cpuSeconds(postmaster) - theirs) * 1000) / waits.length,
  };
}

async function askFirst(
  database: Database,
  ask: Candidate['ask'],
  searches: readonly ServiceSearch[],
): Promise<void> {
  for (const search of searches) await asActor(database, READER, ctx => ask(ctx, search));
}

function report(
  { words }: Candidate,
  { latencies: { p50, p95, p99 }, perSecond, ownCpu, databaseCpu }: Measured,
): void {
  const milliseconds = [p50, p95, p99].map(wait => wait.toFixed(1).padStart(6)).join(' ');
  const cpu = `CPU ms each: ${ownCpu.toFixed(2)} here, ${databaseCpu.toFixed(2)} in the database`;
  console.log(
    `  ${words.padEnd(48)} ${perSecond.toFixed(0).padStart(6)}/s  p50 p95 p99 ms: ${milliseconds}  ${cpu}`,
  );
}

async function postmasterOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  );
  return rows[0]?.pid ?? 0;
}
