// The index of each process, kept true: every search first asks, in its own transaction, what changed since the index was read.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import type { ServiceId } from '#kernel';
import { loadFacts } from './load-facts.ts';
import { changeIndex, indexServices, type ServiceIndex } from './service-index.ts';
import { forgetWords, newWordMatches, type WordMatches } from './word-matches.ts';

export type CurrentIndex = {
  readonly index: ServiceIndex;
  readonly words: WordMatches;
  /** Much has changed just now and is being read: this index is from before, and pages say so. */
  readonly behind: boolean;
};

type Read = {
  readonly index: ServiceIndex;
  readonly words: WordMatches;
  /** What was visible when it was read: `pg_current_snapshot()`. */
  readonly snapshot: string;
  readonly readAt: number;
};

type Process = { read: Read | null; reading: Promise<Read> | null };

/** One a database, for as long as that is open. */
const PROCESSES = new WeakMap<Database, Process>();

/** The directory belongs to no organisation; reading it needs none. */
const READER = { kind: 'system', organisationId: '00000000-0000-0000-0000-000000000000' } as const;
/** Notes of changes are kept seven days. */
const LONGEST_KEPT_MS = 6 * 24 * 3600 * 1000;
/** Up to this size it is read again while the search waits: about a third of a second. */
const READ_WHILE_WAITING = 20_000;

/** @param waitUpTo services for which a search waits while all are read again; more are read beside it. */
export async function currentIndex(
  database: Database,
  ctx: Ctx,
  waitUpTo = READ_WHILE_WAITING,
): Promise<CurrentIndex> {
  const process = PROCESSES.get(database) ?? { read: null, reading: null };
  PROCESSES.set(database, process);
  const read = process.read ?? (await firstRead(process, ctx));
  const changes = await changesSince(ctx, read.snapshot);
  const old = performance.now() - read.readAt > LONGEST_KEPT_MS;
  if (!old && changes.ids !== null && changes.ids.length === 0) return { ...read, behind: false };
  if (!old && changes.ids !== null) {
    process.read = await patched(ctx, read, changes.ids, changes.snapshot);
    return { ...process.read, behind: false };
  }
  if (read.index.facts.length <= waitUpTo) {
    process.read = await readAll(ctx);
    return { ...process.read, behind: false };
  }
  readBeside(process, database);
  return { ...read, behind: true };
}

/** One search reads, in its own transaction, so that those who wait hold no connection that it would need; the others wait. */
async function firstRead(process: Process, ctx: Ctx): Promise<Read> {
  if (process.reading) {
    const theirs = await process.reading.catch(() => null);
    if (theirs) return theirs;
  }
  process.reading = readAll(ctx);
  try {
    process.read = await process.reading;
    return process.read;
  } finally {
    process.reading = null;
  }
}

function readBeside(process: Process, database: Database): void {
  if (process.reading) return;
  process.reading = asActor(database, READER, readAll);
  process.reading
    .then(read => {
      process.read = read;
    })
    // The next search finds it still behind, says so, and tries again.
    .catch(() => {})
    .finally(() => {
      process.reading = null;
    });
}

async function readAll(ctx: Ctx): Promise<Read> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(
    ctx.tx,
  );
  const index = indexServices(await loadFacts(ctx, null));
  return { index, words: newWordMatches(), snapshot: rows[0]?.snapshot ?? '', readAt: performance.now() };
}

async function patched(ctx: Ctx, read: Read, ids: readonly ServiceId[], snapshot: string): Promise<Read> {
  const index = changeIndex(read.index, new Set(ids), await loadFacts(ctx, ids));
  forgetWords(read.words);
  return { ...read, index, words: newWordMatches(), snapshot };
}

type Changes = { readonly ids: readonly ServiceId[] | null; readonly snapshot: string };

/** More single changes than this are read as one. */
const MOST_SINGLE = 500;

/** What committed since; exact however long a transaction took. The rows are read after the new snapshot, so nothing falls between. */
async function changesSince(ctx: Ctx, snapshot: string): Promise<Changes> {
  const { rows } = await sql<{ snapshot: string; ids: ServiceId[] | null }>`
    select pg_current_snapshot()::text as snapshot, c.service_ids as ids from directory_changes c
    where c.changed_in >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(c.changed_in, ${snapshot}::pg_snapshot)
    limit 2000`.execute(ctx.tx);
  const ids = new Set<ServiceId>();
  for (const row of rows) {
    if (row.ids === null) return { ids: null, snapshot: row.snapshot };
    for (const id of row.ids) ids.add(id);
  }
  const many = ids.size > MOST_SINGLE || rows.length === 2000;
  return { ids: many ? null : [...ids], snapshot: rows[0]?.snapshot ?? snapshot };
}
