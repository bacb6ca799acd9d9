// Random bytes for what is made many times a page. Asking the system for a few takes ten times what using them does, so it is asked for
// many at a time; no byte is given out twice.
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let used = pool.length;

/** As many bytes as asked for, up to 4,096: a copy of its own, so that it stays what it is for as long as it is kept. */
export function randomChunk(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const chunk = Buffer.from(pool.subarray(used, used + bytes));
  // What was given out is not kept here.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return chunk;
}
