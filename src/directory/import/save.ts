// Saves entries in batches; a batch that the database refuses is halved until the one bad record stands alone.
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { RecordProblem } from '../formats/entry.ts';
import { writeRows } from './bulk.ts';
import type { KindTree } from './kind-tree.ts';
import { findTaken, removeHsdsParts, removeParts } from './make-room.ts';
import { type HashedEntry, noRows, type Rows, type SourceRow } from './row-set.ts';
import { addRows, serviceIdOf } from './rows.ts';
import { TABLES } from './tables.ts';

const BATCH = 1000;

export type Saving = {
  readonly source: SourceRow;
  readonly kinds: KindTree;
  readonly at: string;
  readonly known: ReadonlySet<string>;
};

type Batch = {
  readonly entries: readonly HashedEntry[];
  readonly rows: Rows;
  readonly again: readonly string[];
};

/** Writes all entries in the transaction of `ctx` and answers those that could not be written, with the database's reason. */
export async function saveEntries(
  ctx: Ctx,
  saving: Saving,
  entries: readonly HashedEntry[],
): Promise<readonly RecordProblem[]> {
  const refused: RecordProblem[] = [];
  let writing: Promise<readonly RecordProblem[]> = Promise.resolve([]);
  for (let start = 0; start < entries.length; start += BATCH) {
    // The next batch is taken apart here while the database writes the one before.
    const batch = entries.slice(start, start + BATCH);
    const prepared = batch.some(({ entry }) => entry.hsds) ? undefined : prepare(saving, batch);
    refused.push(...(await writing));
    writing = saveBatch(ctx, saving, batch, prepared);
    writing.catch(() => {});
    await setImmediate();
  }
  return [...refused, ...(await writing)];
}

function prepare(saving: Saving, entries: readonly HashedEntry[], taken?: Iterable<string>): Batch {
  const rows = noRows(taken);
  // The fullest telling of an organisation or a place comes first, and is the one that counts.
  const ordered = taken === undefined ? entries : [...entries].sort((a, b) => fullness(b) - fullness(a));
  for (const item of ordered) addRows(rows, saving.source, item, saving.kinds, saving.at);
  return { entries, rows, again: againOf(saving, entries) };
}

const fullness = ({ entry }: HashedEntry): number =>
  (entry.organization.hsds?.parts.length ?? 0) +
  Object.keys(entry.organization.hsds?.columns ?? {}).length +
  entry.locations.reduce((sum, { hsds }) => sum + (hsds?.parts.length ?? 0), 0);

const againOf = (saving: Saving, entries: readonly HashedEntry[]): readonly string[] =>
  entries.flatMap(({ entry }) =>
    saving.known.has(entry.originalId) ? [serviceIdOf(saving.source, entry)] : [],
  );

/** Open Referral brings identifiers of its own: what was there makes room first, and what others have is found. */
async function prepareHsds(ctx: Ctx, saving: Saving, entries: readonly HashedEntry[]): Promise<Batch> {
  await removeHsdsParts(ctx, saving.source, entries, againOf(saving, entries));
  return { ...prepare(saving, entries, await findTaken(ctx, saving.source, entries)), again: [] };
}

async function saveBatch(
  ctx: Ctx,
  saving: Saving,
  entries: readonly HashedEntry[],
  prepared?: Batch,
): Promise<readonly RecordProblem[]> {
  await sql`savepoint directory_batch`.execute(ctx.tx);
  const failed = await tryBatch(ctx, saving, entries, prepared);
  if (failed === undefined) {
    await sql`release savepoint directory_batch`.execute(ctx.tx);
    return [];
  }
  await sql`rollback to savepoint directory_batch`.execute(ctx.tx);
  const [only] = entries;
  if (entries.length > 1 || only === undefined) {
    const half = Math.ceil(entries.length / 2);
    return [
      ...(await saveBatch(ctx, saving, entries.slice(0, half))),
      ...(await saveBatch(ctx, saving, entries.slice(half))),
    ];
  }
  const { code } = failed.reason as { code?: string };
  // Only what a value can cause (classes 21 to 23) is the record's own fault; a lost connection is not.
  if (!code || !/^2[123]/.test(code)) throw failed.reason;
  return [
    {
      source: saving.source.code,
      record: only.entry.originalId,
      field: 'record',
      reason: 'not-storable',
      value: code,
    },
  ];
}

async function tryBatch(
  ctx: Ctx,
  saving: Saving,
  entries: readonly HashedEntry[],
  prepared?: Batch,
): Promise<PromiseRejectedResult | undefined> {
  const batch =
    prepared ??
    (entries.some(({ entry }) => entry.hsds)
      ? await prepareHsds(ctx, saving, entries)
      : prepare(saving, entries));
  return (await Promise.allSettled(writeBatch(ctx, batch))).find(written => written.status === 'rejected');
}

/** All statements are sent at once, in this order; after one that fails, the others fail too. */
function writeBatch(ctx: Ctx, { rows, again }: Batch): Promise<unknown>[] {
  const plain = [
    'contacts',
    'phones',
    'languages',
    'schedules',
    'areas',
    'costOptions',
    'fundings',
    'accessibility',
  ] as const;
  const last = ['requiredDocuments', 'capacities', 'urls', 'attributes', 'metadata', 'serviceTerms'] as const;
  return [
    ...(again.length > 0 ? removeParts(ctx, again) : []),
    writeRows(ctx, TABLES.organizations, rows.organizations, ['id']),
    writeRows(ctx, TABLES.organizations, rows.thin, 'keep'),
    writeRows(ctx, TABLES.identifiers, rows.identifiers, ['id']),
    writeRows(ctx, TABLES.programs, rows.programs, 'keep'),
    writeRows(ctx, TABLES.services, rows.services, ['id']),
    writeRows(ctx, TABLES.locations, rows.locations, ['id']),
    writeRows(ctx, TABLES.addresses, rows.addresses, ['id']),
    writeRows(ctx, TABLES.serviceAtLocations, rows.serviceAtLocations, ['id']),
    writeRows(ctx, TABLES.units, rows.units, 'keep'),
    writeRows(ctx, TABLES.taxonomies, rows.taxonomies, 'keep'),
    writeRows(ctx, TABLES.terms, rows.terms, 'keep'),
    ...[...plain, ...last].map(name => writeRows(ctx, TABLES[name], rows[name])),
    writeRows(ctx, TABLES.records, rows.records, ['source_id', 'original_id']),
  ];
}
