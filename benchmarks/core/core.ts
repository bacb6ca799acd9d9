// `npm run benchmark -- core`: the jobs of every day, ours beside the floor, in turns, so that both meet the same noise.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Measured, Order } from '../load/load.ts';
import { type Child, freePort, startNode, stopChild, untilHealthy } from '../measure/child.ts';
import { latenciesOf, median } from '../measure/latencies.ts';
import { cpuSeconds, familyMemory, memoryOf } from '../measure/processes.ts';
import { makeDrafts, makeMaterial, openWorld, type World } from './prepare.ts';
import { printResults, printStarts, type Result, type Side, type Starts } from './report.ts';
import { JOBS, type Job, type Material, type Target } from './requests.ts';

export type CoreOptions = {
  readonly quick: boolean;
  /** Keeps the seeded cluster there, for the next run; a temporary folder that is removed unless given. */
  readonly folder?: string;
  /** Names of jobs; all unless given. */
  readonly jobs?: readonly string[];
  readonly callers?: readonly number[];
  /** Options for Node in the measured server, such as --cpu-prof. */
  readonly nodeOptions?: readonly string[];
};

type Plan = {
  readonly rounds: number;
  readonly seconds: number;
  readonly most: number;
  readonly starts: number;
};
const FULL: Plan = { rounds: 3, seconds: 4, most: 6000, starts: 5 };
const QUICK: Plan = { rounds: 2, seconds: 1.5, most: 2000, starts: 3 };
const CALLERS = [1, 8, 32] as const;
const MEMORY_EVERY_MS = 250;
const SECRET = 'Ynt3ZTtqkWfNc0pXv7LrB2mHs9gUeJ5a';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function runCore(options: CoreOptions): Promise<void> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'footbridge-benchmark-'));
  const size = options.quick ? { people: 1000, tasks: 5000 } : { people: 10_000, tasks: 50_000 };
  console.log(`Seeding ${size.people} people and ${size.tasks} tasks (skipped when they are there) …`);
  const world = await openWorld(folder, size, console.log);
  try {
    console.log(
      Object.entries(world.counts)
        .map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`)
        .join(', '),
    );
    await measure(world, folder, options, options.quick ? QUICK : FULL);
  } finally {
    await world.close();
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(world: World, folder: string, options: CoreOptions, plan: Plan): Promise<void> {
  const wanted = (name: string) => options.jobs?.includes(name) ?? true;
  if (wanted('start')) printStarts(await measureStarts(world, folder, plan.starts));
  const [ours, floor] = [await freePort(), await freePort()];
  const server = startFootbridge(world, folder, ours, options.nodeOptions);
  await untilHealthy(server, ours, '/health');
  const material = await makeMaterial(world, `http://127.0.0.1:${ours}`);
  const materialFile = join(folder, 'material.json');
  writeFileSync(materialFile, JSON.stringify(material), { mode: 0o600 });
  const bare = startNode([
    '--import',
    'tsx',
    here('floor.ts'),
    String(floor),
    world.host,
    'footbridge',
    material.organisationId,
  ]);
  const load = startNode(['--import', 'tsx', here('../load/load.ts'), materialFile], { ipc: true });
  await heard(load);
  const bench = {
    world,
    material,
    load,
    servers: { footbridge: server, floor: bare },
    ports: { footbridge: ours, floor },
  };
  try {
    await untilListening(floor);
    const jobs = JOBS.filter(({ name }) => wanted(name));
    const results: Result[] = [];
    for (const job of jobs)
      for (const callers of options.callers ?? CALLERS) {
        results.push(await measureJob(bench, job, callers, plan));
        process.stdout.write('.');
      }
    process.stdout.write('\n');
    printResults(results, { server: memoryOf(server.pid), floor: memoryOf(bare.pid) });
  } finally {
    load.process.kill();
    await Promise.all([stopChild(server), stopChild(bare)]);
  }
}

type Bench = {
  readonly world: World;
  readonly material: Material;
  readonly load: Child;
  readonly servers: Readonly<Record<Target, Child>>;
  readonly ports: Readonly<Record<Target, number>>;
};

/** One short warm-up of each side, then turns: floor, ours, ours, floor, … */
async function measureJob(bench: Bench, job: Job, callers: number, plan: Plan): Promise<Result> {
  const sides: Record<Target, Side[]> = { footbridge: [], floor: [] };
  const warm = { ...plan, seconds: Math.min(1, plan.seconds), most: 500 };
  for (const target of ['floor', 'footbridge'] as const) await measureSide(bench, job, target, callers, warm);
  for (let round = 0; round < plan.rounds; round += 1) {
    const order = round % 2 === 0 ? (['floor', 'footbridge'] as const) : (['footbridge', 'floor'] as const);
    for (const target of order) sides[target].push(await measureSide(bench, job, target, callers, plan));
  }
  return { job, callers, ours: pool(sides.footbridge), floor: pool(sides.floor) };
}

async function measureSide(
  bench: Bench,
  job: Job,
  target: Target,
  callers: number,
  plan: Plan,
): Promise<Side> {
  const { world, material, load, servers, ports } = bench;
  const ids = job.drafts ? await makeDrafts(world, material, plan.most) : [];
  const order: Order = {
    job: job.name,
    target,
    port: ports[target],
    callers,
    seconds: plan.seconds,
    most: plan.most,
    ids,
  };
  const before = { server: cpuSeconds(servers[target].pid), database: cpuSeconds(world.postmaster) };
  let memory = familyMemory(world.postmaster);
  const watch = setInterval(() => {
    memory = Math.max(memory, familyMemory(world.postmaster));
  }, MEMORY_EVERY_MS);
  const answered = heard<Measured>(load);
  load.process.send(order);
  const measured = await answered;
  clearInterval(watch);
  const perSecond = measured.done / measured.seconds;
  return {
    ...measured,
    perSecond: [perSecond],
    serverCpu: cpuSeconds(servers[target].pid) - before.server,
    databaseCpu: cpuSeconds(world.postmaster) - before.database,
    databaseMemory: memory,
  };
}

function pool(sides: readonly Side[]): Side {
  const sum = (of: (side: Side) => number) => sides.reduce((total, side) => total + of(side), 0);
  return {
    done: sum(side => side.done),
    seconds: sum(side => side.seconds),
    errors: sum(side => side.errors),
    complaints: [...new Set(sides.flatMap(side => side.complaints))],
    latencies: latenciesOf(sides.flatMap(side => side.latencies.waits)),
    perSecond: sides.flatMap(side => side.perSecond),
    serverCpu: sum(side => side.serverCpu),
    databaseCpu: sum(side => side.databaseCpu),
    databaseMemory: Math.max(...sides.map(side => side.databaseMemory)),
  };
}

/** As in production, but for the limits on how often one address may ask. */
export function startFootbridge(
  world: Pick<World, 'url' | 'appUrl'>,
  folder: string,
  port: number,
  nodeOptions: readonly string[] = [],
): Child {
  return startNode([...nodeOptions, here('../../bin/footbridge'), 'serve'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      DATABASE_URL: world.url,
      FOOTBRIDGE_APP_DATABASE_URL: world.appUrl,
      FOOTBRIDGE_SECRET: SECRET,
      FOOTBRIDGE_ORIGIN: 'https://footbridge.example',
      FOOTBRIDGE_DATA: join(folder, 'data'),
      FOOTBRIDGE_RATE_LIMITS: 'off',
      PORT: String(port),
    },
  });
}

async function measureStarts(world: World, folder: string, times: number): Promise<Starts> {
  const [seconds, megabytes]: [number[], number[]] = [[], []];
  // The first start makes what the others find (docs/decisions/0035) within three seconds, and is left out.
  for (let start = 0; start <= times; start += 1) {
    const port = await freePort();
    const server = startFootbridge(world, folder, port);
    const took = await untilHealthy(server, port, '/health');
    await sleep(start > 0 ? 1000 : 3000);
    if (start > 0) {
      seconds.push(took);
      megabytes.push(memoryOf(server.pid).now);
    }
    await stopChild(server);
  }
  return { seconds, medianSeconds: median(seconds), medianMegabytes: median(megabytes) };
}

/** The next message of a child; it is an error for the child to end first. */
function heard<Message>({ process: child }: Child): Promise<Message> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the load process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', message => {
      child.off('exit', ended);
      resolve(message as Message);
    });
  });
}

async function untilListening(port: number): Promise<void> {
  while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => null))) await sleep(20);
}
