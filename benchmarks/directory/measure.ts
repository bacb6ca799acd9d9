// Keeps callers busy with searches in this process, and says what they cost and how many were like one before.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import type { ServiceSearch } from '#directory';
import { type Latencies, latenciesOf } from '../measure/latencies.ts';
import { cpuSeconds } from '../measure/processes.ts';

export type Candidate = {
  readonly ask: (ctx: Ctx, search: ServiceSearch) => Promise<unknown>;
  readonly searches: readonly ServiceSearch[];
  readonly callers: number;
};

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

/** What no search can do without: begin, the actor, one statement, commit. */
export const bareTransaction: Candidate['ask'] = ctx =>
  sql`select pg_current_snapshot()::text as snapshot where ${1}::int = 1`.execute(ctx.tx);

type Measured = {
  readonly latencies: Latencies;
  readonly perSecond: number;
  /** Milliseconds of CPU a search, of this process and of the database. */
  readonly ownCpu: number;
  readonly databaseCpu: number;
  /** Of all wishes, words and services shown, the share that this process had met before. */
  readonly met: { readonly wishes: number; readonly words: number; readonly shown: number };
  readonly none: number;
};

const seen = { wishes: new Set<string>(), words: new Set<string>(), shown: new Set<string>() };

/** Asks each once, none twice; each caller one after the other. */
export async function measure(
  { postmaster }: { readonly postmaster: number },
  database: Database,
  { ask, searches, callers }: Candidate,
): Promise<Measured> {
  const waits: number[] = [];
  const shown: string[][] = [];
  let next = 0;
  const [own, theirs] = [process.cpuUsage(), cpuSeconds(postmaster)];
  const begun = performance.now();
  const call = async () => {
    for (let search = searches[next++]; search !== undefined; search = searches[next++]) {
      const asked = search;
      const from = performance.now();
      const found = await asActor(database, READER, ctx => ask(ctx, asked));
      waits.push(performance.now() - from);
      shown.push(idsOf(found));
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
    met: {
      wishes: share('wishes', searches.flatMap(wishesIn)),
      words: share(
        'words',
        searches.flatMap(({ text }) => (text ?? '').split(' ').filter(Boolean)),
      ),
      shown: share('shown', shown.flat()),
    },
    none: shown.filter(ids => ids.length === 0).length / shown.length,
  };
}

const idsOf = (found: unknown): string[] =>
  ((found as { services?: { id: string }[] }).services ?? []).map(({ id }) => id);

const PLACELESS = new Set(['text', 'near', 'withinKm', 'sort', 'page', 'knownOnly']);
const wishesIn = (search: ServiceSearch): string[] =>
  Object.entries(search)
    .filter(([name]) => !PLACELESS.has(name))
    .map(pair => JSON.stringify(pair));

function share(what: keyof typeof seen, met: readonly string[]): number {
  let before = 0;
  for (const each of met) {
    if (seen[what].has(each)) before += 1;
    seen[what].add(each);
  }
  return before / met.length;
}

const percent = (part: number): string => (Number.isNaN(part) ? '–' : `${Math.round(part * 100)} %`);

export function report(words: string, measured: Measured): void {
  const { latencies, perSecond, ownCpu, databaseCpu, met, none } = measured;
  const waits = [latencies.p50, latencies.p95, latencies.p99].map(wait => wait.toFixed(1)).join(' ');
  console.log(
    `  ${words.padEnd(52)} CPU ms each: ${ownCpu.toFixed(2)} here + ${databaseCpu.toFixed(2)} database; ` +
      `${perSecond.toFixed(0)}/s, p50 p95 p99 ms: ${waits}`,
  );
  if (!Number.isNaN(met.shown))
    console.log(
      `  ${''.padEnd(52)} met before: wishes ${percent(met.wishes)}, words ${percent(met.words)}, services shown ${percent(met.shown)}; ` +
        `nothing found: ${percent(none)}`,
    );
}

export async function firstSearch(database: Database, ask: Candidate['ask']): Promise<void> {
  for (const known of Object.values(seen)) known.clear();
  globalThis.gc?.();
  const before = process.memoryUsage();
  const [from, own] = [performance.now(), process.cpuUsage()];
  await asActor(database, READER, ctx => ask(ctx, {}));
  const [took, used] = [performance.now() - from, process.cpuUsage(own)];
  globalThis.gc?.();
  const after = process.memoryUsage();
  const megabytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
  const held = globalThis.gc ? `, ${megabytes.toFixed(0)} MB held` : '';
  console.log(
    `  first search, reading everything: ${took.toFixed(0)} ms, CPU ${((used.user + used.system) / 1000).toFixed(0)} ms here${held}`,
  );
}
