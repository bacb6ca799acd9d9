// The index of each process, kept true: every search first asks, in its own transaction, what changed since the index was read.
import { sql } from 'kysely';
import { asActor, atMost, type Ctx, type Database } from '#database';
import type { ServiceId } from '#kernel';
import { changeWords, indexWords, type WordIndex } from '../../words/word-index.ts';
import { newSharing } from '../columns.ts';
import { changeIndex, indexServices, type ServiceIndex } from '../service-index.ts';
import { type Cards, changeCards, newCards } from './cards.ts';
import { loadFacts, loadVectors } from './load-facts.ts';

export type CurrentIndex = {
  readonly index: ServiceIndex;
  readonly words: WordIndex;
  readonly cards: Cards;
  /** Much has changed just now and is being read: this index is from before, and pages say so. */
  readonly behind: boolean;
};

type Read = Omit<CurrentIndex, 'behind'> & {
  /** What was visible when it was read: `pg_current_snapshot()`. */
  readonly snapshot: string;
  readonly readAt: number;
  /** It may hold what the transaction that read it changed itself, and may yet undo. */
  readonly mayBeUndone: boolean;
  readonly share: ReturnType<typeof newSharing>;
};

type Process = { read: Read | null; reading: Promise<Read> | null; patching: Patching | null };

/** Changes that a search reads just now: others that saw the very same wait for it. */
type Patching = { readonly from: Read; readonly snapshot: string; readonly made: Promise<Read> };

/** One a database, for as long as that is open. */
const PROCESSES = new WeakMap<Database, Process>();

/** The directory belongs to no organisation; reading it needs none. */
export const READER = { kind: 'system', organisationId: '00000000-0000-0000-0000-000000000000' } as const;
/** Notes of changes are kept seven days. */
const LONGEST_KEPT_MS = 6 * 24 * 3600 * 1000;
/** Up to this size it is read again while the search waits: about half a second. */
const READ_WHILE_WAITING = 20_000;

/** @param waitUpTo services for which a search waits while all are read again; more are read beside it. */
export async function currentIndex(
  database: Database,
  ctx: Ctx,
  waitUpTo = READ_WHILE_WAITING,
): Promise<CurrentIndex> {
  const process = PROCESSES.get(database) ?? { read: null, reading: null, patching: null };
  PROCESSES.set(database, process);
  const read = process.read ?? (await firstRead(process, ctx));
  const changes = await changesSince(ctx, read.snapshot);
  // What this transaction changed itself may yet be undone, so that nobody else is given it.
  const keep = (made: Read): CurrentIndex => {
    if (!changes.own && !made.mayBeUndone) process.read = made;
    return { ...made, behind: false };
  };
  const old = performance.now() - read.readAt > LONGEST_KEPT_MS;
  if (!old && changes.ids !== null)
    return changes.none ? { ...read, behind: false } : keep(await patchedOnce(process, ctx, read, changes));
  if (read.index.facts.length <= waitUpTo) return keep(await readAll(ctx));
  readBeside(process, database);
  return { ...read, behind: true };
}

/** One search reads, in its own transaction, so that those who wait hold no connection that it would need; the others wait. */
async function firstRead(process: Process, ctx: Ctx): Promise<Read> {
  if (process.reading) {
    const theirs = await process.reading.catch(() => null);
    if (theirs && !theirs.mayBeUndone) return theirs;
  }
  process.reading = readAll(ctx);
  try {
    const read = await process.reading;
    if (!read.mayBeUndone) process.read = read;
    return read;
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
  const { rows } = await sql<{ snapshot: string; writes: boolean }>`
    select pg_current_snapshot()::text as snapshot, pg_current_xact_id_if_assigned() is not null as writes`.execute(
    ctx.tx,
  );
  const share = newSharing();
  const index = indexServices(await loadFacts(ctx, null, share));
  const vectors = await loadVectors(ctx, null);
  return {
    index,
    words: indexWords(index.facts.map(({ id }) => vectors.get(id))),
    cards: newCards(index),
    snapshot: rows[0]?.snapshot ?? '',
    readAt: performance.now(),
    mayBeUndone: rows[0]?.writes ?? true,
    share,
  };
}

async function patchedOnce(process: Process, ctx: Ctx, read: Read, changes: Changes): Promise<Read> {
  const { patching } = process;
  if (changes.own) return patched(ctx, read, changes);
  if (patching?.from === read && patching.snapshot === changes.snapshot) {
    const theirs = await patching.made.catch(() => null);
    if (theirs) return theirs;
  }
  const made = patched(ctx, read, changes);
  process.patching = { from: read, snapshot: changes.snapshot, made };
  return made;
}

async function patched(ctx: Ctx, read: Read, changes: Changes): Promise<Read> {
  const { ids, snapshot } = changes;
  if (ids === null || ids.length === 0) return { ...read, cards: newCards(read.index), snapshot };
  const [changed, vectors] = await Promise.all([loadFacts(ctx, ids, read.share), loadVectors(ctx, ids)]);
  const { index, carry } = changeIndex(read.index, new Set(ids), changed);
  const words = changeWords(
    read.words,
    carry,
    carry.fresh.map(slot => vectors.get(index.facts[slot]?.id ?? '')),
  );
  const cards = changes.cards ? newCards(index) : changeCards(read.cards, carry);
  return { ...read, index, words, cards, snapshot };
}

type Changes = {
  /** Null: so many that everything is read again. */
  readonly ids: readonly ServiceId[] | null;
  /** What lists say of many services, such as the name of a source. */
  readonly cards: boolean;
  readonly none: boolean;
  /** Some of it was changed in this same transaction. */
  readonly own: boolean;
  readonly snapshot: string;
};

type Note = { readonly snapshot: string; readonly ids: readonly ServiceId[] | null; readonly own: boolean };

/** More single changes than this are read as one. */
const MOST_SINGLE = 500;
const MOST_NOTES = 2000;
/** Nearly always there are none. For more, PostgreSQL expects so many that it plans anew for every search. */
const FEW_NOTES = 40;

async function notesSince(ctx: Ctx, snapshot: string, most: number): Promise<readonly Note[]> {
  const { rows } = await sql<Note>`
    select pg_current_snapshot()::text as snapshot, c.service_ids as ids, c.changed_in = pg_current_xact_id_if_assigned() is true as own
    from directory_changes c
    where c.changed_in >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(c.changed_in, ${snapshot}::pg_snapshot)
    ${atMost(most)}`.execute(ctx.tx);
  return rows;
}

/** What committed since; exact however long a transaction took. The rows are read after the new snapshot, so nothing falls between. */
async function changesSince(ctx: Ctx, snapshot: string): Promise<Changes> {
  const few = await notesSince(ctx, snapshot, FEW_NOTES);
  const rows = few.length < FEW_NOTES ? few : await notesSince(ctx, snapshot, MOST_NOTES);
  const ids = new Set(rows.flatMap(row => row.ids ?? []));
  const many = rows.length === MOST_NOTES || ids.size > MOST_SINGLE || rows.some(row => row.ids === null);
  return {
    ids: many ? null : [...ids],
    cards: rows.some(row => row.ids?.length === 0),
    none: rows.length === 0,
    own: rows.some(({ own }) => own),
    snapshot: rows[0]?.snapshot ?? snapshot,
  };
}
