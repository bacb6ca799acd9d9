// Saves entries in batches; a batch that the database refuses is halved until the one bad record stands alone.
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { RecordProblem } from '../formats/entry.ts';
import { stableId } from '../identity.ts';
import { writeRows } from './bulk.ts';
import type { KindTree } from './kind-tree.ts';
import { addRows, type HashedEntry, noRows, type Rows, type SourceRow, TABLES } from './rows.ts';

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
    const batch = prepare(saving, entries.slice(start, start + BATCH));
    refused.push(...(await writing));
    writing = saveBatch(ctx, saving, batch);
    writing.catch(() => {});
    await setImmediate();
  }
  return [...refused, ...(await writing)];
}

function prepare(saving: Saving, entries: readonly HashedEntry[]): Batch {
  const rows = noRows();
  const again: string[] = [];
  for (const item of entries) {
    addRows(rows, saving.source, item, saving.kinds, saving.at);
    if (saving.known.has(item.entry.originalId))
      again.push(stableId('service', saving.source.code, item.entry.originalId));
  }
  return { entries, rows, again };
}

async function saveBatch(ctx: Ctx, saving: Saving, batch: Batch): Promise<readonly RecordProblem[]> {
  await sql`savepoint directory_batch`.execute(ctx.tx);
  const failed = (await Promise.allSettled(writeBatch(ctx, batch))).find(
    written => written.status === 'rejected',
  );
  if (failed === undefined) {
    await sql`release savepoint directory_batch`.execute(ctx.tx);
    return [];
  }
  await sql`rollback to savepoint directory_batch`.execute(ctx.tx);
  const [only] = batch.entries;
  if (batch.entries.length > 1 || only === undefined) {
    const half = Math.ceil(batch.entries.length / 2);
    const first = await saveBatch(ctx, saving, prepare(saving, batch.entries.slice(0, half)));
    return [...first, ...(await saveBatch(ctx, saving, prepare(saving, batch.entries.slice(half))))];
  }
  const { code } = failed.reason as { code?: string };
  // Only what a value can cause (classes 22 and 23) is the record's own fault; a lost connection is not.
  if (!code || !/^2[23]/.test(code)) throw failed.reason;
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

/** All statements are sent at once, in this order; after one that fails, the others fail too. */
function writeBatch(ctx: Ctx, { rows, again }: Batch): Promise<unknown>[] {
  return [
    ...(again.length > 0 ? removeParts(ctx, again) : []),
    writeRows(ctx, TABLES.organizations, rows.organizations, ['id']),
    writeRows(ctx, TABLES.identifiers, rows.identifiers, ['id']),
    writeRows(ctx, TABLES.services, rows.services, ['id']),
    writeRows(ctx, TABLES.locations, rows.locations, ['id']),
    writeRows(ctx, TABLES.addresses, rows.addresses, ['id']),
    writeRows(ctx, TABLES.serviceAtLocations, rows.serviceAtLocations, ['id']),
    writeRows(ctx, TABLES.phones, rows.phones),
    writeRows(ctx, TABLES.areas, rows.areas),
    writeRows(ctx, TABLES.terms, rows.terms),
    writeRows(ctx, TABLES.records, rows.records, ['source_id', 'original_id']),
  ];
}

/** What a changed service had before; its parts are written anew, its own row and identifier stay. */
function removeParts(ctx: Ctx, serviceIds: readonly string[]): Promise<unknown>[] {
  const ids = sql`${serviceIds}::uuid[]`;
  const parts = [
    'directory_service_at_locations',
    'directory_phones',
    'directory_service_areas',
    'directory_service_terms',
  ];
  return [
    sql`delete from directory_addresses a using directory_service_at_locations s
      where s.location_id = a.location_id and s.service_id = any(${ids})`.execute(ctx.tx),
    ...parts.map(table =>
      sql`delete from ${sql.table(table)} where service_id = any(${ids})`.execute(ctx.tx),
    ),
  ];
}
