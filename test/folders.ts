// Where tests put what is gone when they end: in memory where there is room, since a database is a thousand files.
import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

function hasRoomInMemory(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** A new empty folder; who makes it removes it. `TMPDIR` decides where, if somebody has set it. */
export const makeTestFolder = (prefix: string): string =>
  mkdtempSync(join(!process.env.TMPDIR && hasRoomInMemory() ? MEMORY : tmpdir(), prefix));
