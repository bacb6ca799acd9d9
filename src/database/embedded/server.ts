// Runs the real PostgreSQL server that npm carries, in a folder, on a private unix socket and no network port.
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chooseRunner, findBinaries, type Runner, startDetached } from './binaries.ts';
import { forgetDeadServer, hasCluster, isAlive, makeCluster, makeSocketFolder, readLock } from './cluster.ts';

/** Recovery after a crash counts too. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 20;
const STARTING_UP = '57P03';

export type EmbeddedServer = {
  readonly socketFolder: string;
  /** False when another process had started it and is only shared. */
  readonly startedHere: boolean;
  /** Stops the server, unless another process still uses it. */
  stop(): Promise<void>;
};

const SETTINGS = ['listen_addresses=', 'max_connections=100', 'shared_buffers=256MB', 'jit=off'];

/** Nothing is kept through a crash, and nothing tidied: it is gone in minutes. */
const THROWAWAY_SETTINGS = [
  ...[
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'wal_level=minimal',
    'max_wal_senders=0',
  ],
  ...['autovacuum=off', 'checkpoint_timeout=1h', 'bgwriter_lru_maxpages=0', 'update_process_title=off'],
];

export type EmbeddedOptions = {
  /** Only for throwaway databases: trades durability for speed. */
  readonly throwaway?: boolean;
};

/** Starts (or finds running) the server whose cluster lives in `folder`; makes the cluster the first time. */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const cluster = resolve(folder);
  const binaries = findBinaries();
  const runner = chooseRunner();
  if (!hasCluster(cluster)) await makeCluster(binaries, cluster, runner, options);
  const running = await waitForRunning(cluster);
  if (running) return serverOf(cluster, running, false);

  forgetDeadServer(cluster);
  const socketFolder = makeSocketFolder([tmpdir(), '/tmp', dirname(cluster)], runner.uid);
  const child = launch(join(binaries, 'postgres'), cluster, socketFolder, runner, options);
  if (await becomesReady(child, cluster, socketFolder)) {
    child.process.stderr?.removeAllListeners('data').resume();
    (child.process.stderr as unknown as { unref?: () => void } | null)?.unref?.();
    child.process.unref();
    return serverOf(cluster, socketFolder, true);
  }
  rmSync(socketFolder, { recursive: true, force: true });
  // It ended at once: perhaps another process was faster, and its server is on its way.
  const other = await waitForRunning(cluster, { patient: true });
  if (other) return serverOf(cluster, other, false);
  throw new Error(
    `PostgreSQL did not start in ${cluster}: ${child.complaint().trim().split('\n').at(-1) || 'no reason given'}`,
  );
}

const serverOf = (cluster: string, socketFolder: string, startedHere: boolean): EmbeddedServer => ({
  socketFolder,
  startedHere,
  stop: () => stopServer(cluster, socketFolder),
});

type Launched = { readonly process: ChildProcess; complaint(): string };

function launch(
  postgres: string,
  cluster: string,
  socketFolder: string,
  runner: Runner,
  { throwaway }: EmbeddedOptions,
): Launched {
  const settings = throwaway ? [...SETTINGS, ...THROWAWAY_SETTINGS] : SETTINGS;
  const args = ['-D', cluster, '-k', socketFolder, ...settings.flatMap(setting => ['-c', setting])];
  const child = startDetached(runner, postgres, args);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  child.on('error', error => {
    complaint = error.message;
  });
  return { process: child, complaint: () => complaint };
}

/** False when it ended instead. */
async function becomesReady(
  { process: child }: Launched,
  cluster: string,
  socketFolder: string,
): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if ((await standingOf(socketFolder)) === 'ready') return true;
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL in ${cluster} did not answer within ${START_TIMEOUT_MS / 1000} seconds`);
    await sleep(POLL_MS);
  }
  return false;
}

type Standing = 'ready' | 'starting' | 'away';

async function standingOf(socketFolder: string): Promise<Standing> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  try {
    await client.connect();
    await client.end();
    return 'ready';
  } catch (error) {
    return (error as { code?: string }).code === STARTING_UP ? 'starting' : 'away';
  }
}

/** The socket folder of a server that answers on this cluster, or is about to; `patient`: also one that has only just begun. */
async function waitForRunning(cluster: string, { patient = false } = {}): Promise<string | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const lock = readLock(cluster);
    if (!lock) return null;
    const standing = lock.socketFolder ? await standingOf(lock.socketFolder) : 'away';
    if (standing === 'ready') return lock.socketFolder;
    const mayCome = standing === 'starting' || (patient && isAlive(lock.pid));
    if (!mayCome || Date.now() > deadline) return null;
    await sleep(POLL_MS);
  }
}

/** Fast shutdown: what is committed is kept. Only a server that answers is stopped: a stale lock may name another program. */
async function stopServer(cluster: string, socketFolder: string): Promise<void> {
  const lock = readLock(cluster);
  if (lock?.socketFolder !== socketFolder || !(await isUnused(socketFolder))) return;
  process.kill(lock.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (readLock(cluster) && Date.now() < deadline) await sleep(POLL_MS);
  rmSync(socketFolder, { recursive: true, force: true });
}

/** It answers, and to nobody else. Connections that this process has just closed are still listed for a moment, so it looks for a second. */
async function isUnused(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  const deadline = Date.now() + 1_000;
  try {
    await client.connect();
    for (;;) {
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if ((rows[0]?.others ?? 0) === 0) return true;
      if (Date.now() > deadline) return false;
      await sleep(POLL_MS);
    }
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
