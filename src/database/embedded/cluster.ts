// The folders of the built-in server: its cluster, made whole or not at all; its lock file; and the one of its socket.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Runner, runToEnd } from './binaries.ts';

/** What a kernel takes as the address of a socket, without the closing NUL: 108 bytes on Linux, 104 on macOS and the BSDs. */
const LONGEST_SOCKET = 103;
const SOCKET_FILE = '.s.PGSQL.5432';

export const hasCluster = (cluster: string): boolean => existsSync(join(cluster, 'PG_VERSION'));

/** Makes it beside its place and moves it there: whoever is killed in the middle, or is second, leaves no half of one. */
export async function makeCluster(
  binaries: string,
  cluster: string,
  runner: Runner,
  { throwaway = false } = {},
): Promise<void> {
  if (existsSync(cluster) && readdirSync(cluster).length > 0)
    throw new Error(`${cluster} holds something that is no database. Empty it, or choose another folder.`);
  const parent = dirname(cluster);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const made = mkdtempSync(`${cluster}.new-`);
  if (runner.uid !== undefined) {
    chmodSync(parent, statSync(parent).mode | 0o011);
    chownSync(made, runner.uid, runner.uid);
  }
  const args = ['-D', made, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions');
  if (throwaway) args.push('--no-sync', '--no-data-checksums');
  try {
    await runToEnd(runner, join(binaries, 'initdb'), args);
    renameSync(made, cluster);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Unless somebody else was faster.
    if (!hasCluster(cluster)) throw new Error(whyNot(cluster, runner, error));
  }
}

function whyNot(cluster: string, { uid }: Runner, error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  const reason = stderr.trim().split('\n').at(-1) || message;
  const advice =
    uid === undefined ? '' : ' Start Footbridge as an ordinary user: PostgreSQL may not run as root.';
  return `The database could not be made in ${cluster}: ${reason}.${advice}`;
}

export type Lock = { readonly pid: number; readonly socketFolder: string };

const lockFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Who runs the cluster, or ran it and was killed. The fifth line is the folder of the socket. */
export function readLock(cluster: string): Lock | null {
  try {
    const lines = readFileSync(lockFile(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), socketFolder: lines[4] ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * After a crash of the machine the number in the lock file may belong to another program by now (in a container it nearly always
 * does), and PostgreSQL would refuse to start. Where the system tells what runs under it, a lock of something else is removed.
 */
export function forgetDeadServer(cluster: string): void {
  const lock = readLock(cluster);
  const command = `/proc/${lock?.pid}/cmdline`;
  if (lock && existsSync(command) && !readFileSync(command, 'utf8').includes('postgres'))
    rmSync(lockFile(cluster));
}

/** A new private folder in the first of these places where one can be made and the socket's address is not too long. */
export function makeSocketFolder(places: readonly string[], uid: number | undefined): string {
  for (const place of places) {
    if (Buffer.byteLength(join(place, 'footbridge-XXXXXX', SOCKET_FILE)) > LONGEST_SOCKET) continue;
    try {
      const folder = mkdtempSync(join(place, 'footbridge-'));
      if (uid !== undefined) chownSync(folder, uid, uid);
      return folder;
    } catch {} // Missing, full or not ours to write: the next place may do.
  }
  throw new Error(
    'No folder could be made for the socket of the database. Set TMPDIR to a folder with a short name that you may write to.',
  );
}
