// Saves what a reader made of a file or a page: only what is new or changed, with a report of every loss; and marks what is missing.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { reapplyCorrections } from '../corrections/reapply.ts';
import { type Entry, quoted, type Reading, type RecordProblem } from '../formats/entry.ts';
import type { KindTree } from './kind-tree.ts';
import { findListedElsewhere } from './make-room.ts';
import type { HashedEntry, SourceRow } from './row-set.ts';
import { serviceIdOf } from './rows.ts';
import { saveEntries } from './save.ts';

export type ReadingCounts = {
  /** Records in the file. */
  readonly read: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Records that repeated another of the same service. */
  readonly merged: number;
  readonly dropped: number;
  /** Kept, but not shown in searches: outside the UK or internal to the source. */
  readonly leftOut: number;
  /** Fields of saved entries that were dropped or changed. */
  readonly problems: number;
  /** Services that another source listed first under the same identifier: its entry stays. */
  readonly elsewhere: number;
};

export type ImportCounts = ReadingCounts & {
  readonly source: string;
  /** Services the source listed before and does not now; they stay, marked. */
  readonly missing: number;
  readonly milliseconds: number;
};

/** Shared reference data belongs to no organisation; the actor's organisation is a stand-in that owns nothing. */
export const IMPORTER = { kind: 'system', organisationId: '00000000-0000-0000-0000-000000000000' } as const;
/** Goes into each content hash, so that a better cleaning reaches entries whose source has not changed. */
export const CLEANING_VERSION = '3';

/** Some servers send the fields of a record in another order each time: that is no change. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const hashOf = (entry: Entry): string =>
  createHash('sha256')
    .update(CLEANING_VERSION)
    .update(JSON.stringify(entry.raw, inOrder))
    .update(entry.hsds?.readAs ?? '')
    .digest('hex');

/** Two imports of one source at once would each take the other's entries for new. Held until the transaction ends. */
export const lockSource = (ctx: Ctx, code: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext(${`directory ${code}`}))`.execute(ctx.tx);

export type Saved = {
  readonly counts: ReadingCounts;
  /** The source's identifiers of all services it lists, whether they could be stored or not. */
  readonly ids: readonly string[];
  /** Records that could not be taken at all, or are here from another source. */
  readonly lost: readonly RecordProblem[];
};

type Import = {
  readonly source: SourceRow;
  readonly kinds: KindTree;
  readonly at: string;
  readonly report: (problem: RecordProblem) => void;
};

export async function saveReading(ctx: Ctx, run: Import, reading: Reading): Promise<Saved> {
  const { source, kinds, at } = run;
  await lockSource(ctx, source.code);
  const elsewhere = await findListedElsewhere(ctx, source, reading.entries);
  const entries = reading.entries.filter(entry => !elsewhere.has(serviceIdOf(source, entry)));
  const before = await hashesBefore(ctx, source, entries);
  const hashed: readonly HashedEntry[] = entries.map(entry => ({ entry, hash: hashOf(entry) }));
  const fresh = hashed.filter(({ entry, hash }) => before.get(entry.originalId) !== hash);
  const refusals = await saveEntries(ctx, { source, kinds, at, known: new Set(before.keys()) }, fresh);
  const refused = new Set(refusals.map(({ record }) => record));
  const saved = fresh.filter(({ entry }) => !refused.has(entry.originalId));
  await reapplyCorrections(
    ctx,
    saved.map(({ entry }) => serviceIdOf(source, entry)),
  );
  const created = saved.filter(({ entry }) => !before.has(entry.originalId)).length;
  const lost = [...reading.dropped, ...refusals];
  const others = elsewhereOf(source, reading, elsewhere);
  return {
    ids: [...entries.map(entry => entry.originalId), ...namelessIn(reading)],
    lost: [...lost, ...others],
    counts: {
      read: reading.read,
      created,
      changed: saved.length - created,
      unchanged: hashed.length - fresh.length,
      merged: reading.merged,
      dropped: lost.length,
      leftOut: entries.filter(entry => entry.leftOut !== null).length,
      problems: tell(run, entries, [...lost, ...others]),
      elsewhere: elsewhere.size,
    },
  };
}

/** Listed all the same: what is here of it from before is not missing. */
const namelessIn = ({ dropped }: Reading): readonly string[] =>
  dropped.filter(({ reason }) => reason === 'no-name').map(({ record }) => record);

const elsewhereOf = (
  source: SourceRow,
  reading: Reading,
  elsewhere: ReadonlySet<string>,
): readonly RecordProblem[] =>
  elsewhere.size === 0
    ? []
    : reading.entries
        .filter(entry => elsewhere.has(serviceIdOf(source, entry)))
        .map(({ originalId }) => ({
          source: source.code,
          record: originalId,
          field: 'id',
          reason: 'listed-by-another-source',
          value: quoted(originalId),
        }));

/** Reports every loss, and answers how many fields of saved entries were dropped or changed. */
function tell(
  { source, report }: Import,
  entries: readonly Entry[],
  losses: readonly RecordProblem[],
): number {
  for (const problem of losses) report(problem);
  let fields = 0;
  for (const entry of entries) {
    for (const problem of entry.problems)
      report({ ...problem, source: source.code, record: entry.originalId });
    fields += entry.problems.length;
  }
  return fields;
}

async function hashesBefore(
  ctx: Ctx,
  source: SourceRow,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  // A whole file is compared with the whole source; a page with its own records, by their keys.
  const wanted =
    entries.length > 1000
      ? sql`true`
      : sql`original_id = any(${entries.map(entry => entry.originalId)}::text[])`;
  const { rows } = await sql<{ original_id: string; hash: string }>`
    select original_id, encode(content_hash, 'hex') as hash from directory_records
    where source_id = ${source.id}::uuid and ${wanted}`.execute(ctx.tx);
  return new Map(rows.map(row => [row.original_id, row.hash]));
}

/**
 * Nothing is deleted because one file lacked it: the first import without it is noted, and forgotten when it is back. After as many
 * imports as the source allows it counts as stale. `ids` are of all services the source lists now.
 */
export async function markMissing(
  ctx: Ctx,
  source: SourceRow,
  ids: readonly string[],
  at: string,
): Promise<number> {
  const present = sql`select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)`;
  const back = await sql`update directory_records set missing_since = null, misses = 0
    where source_id = ${source.id}::uuid and missing_since is not null and original_id in (${present})`.execute(
    ctx.tx,
  );
  const { numAffectedRows } = await sql`
    update directory_records set missing_since = coalesce(missing_since, ${at}::timestamptz), misses = misses + 1
    where source_id = ${source.id}::uuid and original_id not in (${present})`.execute(ctx.tx);
  const missing = Number(numAffectedRows ?? 0);
  if (missing + Number(back.numAffectedRows ?? 0) > 0) await markServices(ctx, source, at);
  return missing;
}

/** The same on the services, where pages see it. */
async function markServices(ctx: Ctx, source: SourceRow, at: string): Promise<void> {
  await sql`
    with gone as materialized (
      select r.original_id, r.missing_since, r.misses >= d.stale_after as stale
      from directory_records r join directory_sources d on d.id = r.source_id
      where r.source_id = ${source.id}::uuid and r.missing_since is not null
    ), marks as materialized (
      select s.id, g.missing_since, g.stale from directory_services s left join gone g on g.original_id = s.original_id
      where s.source_id = ${source.id}::uuid and (g.original_id is not null or s.missing_since is not null)
    )
    update directory_services s set missing_since = m.missing_since,
      stale_since = case when m.stale then coalesce(s.stale_since, ${at}::timestamptz) end
    from marks m where m.id = s.id`.execute(ctx.tx);
}
