// Imports sources into the directory: idempotent, in one transaction a source, and one bad record never stops the rest.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import type { Entry, Reading, RecordProblem } from '../formats/entry.ts';
import { readNhsFile } from '../formats/read-nhs.ts';
import { readSignposts } from '../formats/read-signposts.ts';
import { FORMATS, type Format, SOURCES, type Source } from '../formats/source.ts';
import { stableId } from '../identity.ts';
import { type KindTree, saveKinds } from './kind-tree.ts';
import { importPostcodes } from './postcodes.ts';
import type { HashedEntry, SourceRow } from './rows.ts';
import { saveEntries } from './save.ts';
import { tidyUp } from './tidy-up.ts';

export type ImportWish =
  | { readonly kind: 'demonstration' }
  | { readonly kind: 'file'; readonly file: string; readonly format: Format };

export type ImportCounts = {
  readonly source: string;
  /** Records in the file. */
  readonly read: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Records that repeated another of the same service. */
  readonly merged: number;
  readonly dropped: number;
  /** Services the source listed before and this file does not; they stay, marked. */
  readonly missing: number;
  /** Kept, but not shown in searches: outside the UK or internal to the source. */
  readonly leftOut: number;
  readonly problems: number;
  readonly milliseconds: number;
};

export type ImportRefusal = 'file-not-readable' | 'not-this-format';

/** Shared reference data belongs to no organisation; the actor's organisation is a stand-in that owns nothing. */
const IMPORTER = { kind: 'system', organisationId: '00000000-0000-0000-0000-000000000000' } as const;
/** Goes into each content hash, so that a better cleaning reaches entries whose source has not changed. */
const CLEANING_VERSION = '1';
const SEEDS = new URL('../../../seeds/directory/', import.meta.url);
const LONGEST_FILE = 512 * 1024 * 1024;

/**
 * Imports the sets that come with the product (with the postcode sample), or one file of a known format, gzipped or not.
 * `report` hears of every field and record that was dropped or changed. Refuses, before writing, a file it cannot read.
 */
export async function importDirectory(
  database: Database,
  wish: ImportWish,
  report: (problem: RecordProblem) => void = () => {},
): Promise<Outcome<readonly ImportCounts[], ImportRefusal>> {
  const demonstration = wish.kind === 'demonstration';
  const jobs = demonstration
    ? FORMATS.map(format => ({ source: SOURCES[format], file: new URL(SOURCES[format].file, SEEDS) }))
    : [{ source: SOURCES[wish.format], file: wish.file }];
  const kinds = await asActor(database, IMPORTER, saveKinds);
  const postcodes = demonstration ? asActor(database, IMPORTER, importPostcodes) : Promise.resolve(0);
  // Sources touch no rows of each other, so they are written side by side.
  const outcomes = await Promise.all([
    ...jobs.map(job => importFile(database, { ...job, kinds, demonstration, report })),
    postcodes,
  ]);
  const counts: ImportCounts[] = [];
  for (const outcome of outcomes) {
    if (typeof outcome === 'number') continue;
    if (!outcome.ok) return outcome;
    counts.push(outcome.value);
  }
  if (counts.some(count => count.created + count.changed > 0)) await asActor(database, IMPORTER, tidyUp);
  return done(counts);
}

type Job = {
  readonly source: Source;
  readonly file: string | URL;
  readonly kinds: KindTree;
  readonly demonstration: boolean;
  readonly report: (problem: RecordProblem) => void;
};

async function importFile(database: Database, job: Job): Promise<Outcome<ImportCounts, ImportRefusal>> {
  const began = performance.now();
  const text = readText(job.file);
  if (text === null) return refused('file-not-readable');
  const reading =
    job.source.format === 'signposts' ? readSignposts(text) : await readNhsFile(text, job.source.format);
  if (reading === null) return refused('not-this-format');
  const counts = await asActor(database, IMPORTER, ctx => importReading(ctx, job, reading));
  return done({ ...counts, milliseconds: Math.round(performance.now() - began) });
}

function readText(file: string | URL): string | null {
  try {
    const bytes = readFileSync(file);
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    // PostgreSQL cannot hold NUL, not even in the record as it was sent.
    return (gzipped ? gunzipSync(bytes, { maxOutputLength: LONGEST_FILE }) : bytes)
      .toString('utf8')
      .replaceAll('\u0000', '');
  } catch {
    return null;
  }
}

const hashOf = (entry: Entry): string =>
  createHash('sha256').update(CLEANING_VERSION).update(JSON.stringify(entry.raw)).digest('hex');

async function importReading(
  ctx: Ctx,
  job: Job,
  reading: Reading,
): Promise<Omit<ImportCounts, 'milliseconds'>> {
  const { source, kinds, demonstration } = job;
  const at = ctx.clock().toString();
  // Two imports of one source at once would each take the other's entries for new.
  await sql`select pg_advisory_xact_lock(hashtext(${`directory ${source.code}`}))`.execute(ctx.tx);
  const row = await saveSource(ctx, source, demonstration, at);
  const before = await hashesBefore(ctx, row);
  const hashed = reading.entries.map(entry => ({ entry, hash: hashOf(entry) }));
  const fresh = hashed.filter(({ entry, hash }) => before.get(entry.originalId) !== hash);
  const refusals = await saveEntries(ctx, { source: row, kinds, at, known: new Set(before.keys()) }, fresh);
  const missing = await markMissing(ctx, row, hashed, at);
  const lost = new Set(refusals.map(({ record }) => record));
  const saved = fresh.filter(({ entry }) => !lost.has(entry.originalId));
  const created = saved.filter(({ entry }) => !before.has(entry.originalId)).length;
  const counts = {
    source: source.code,
    read: reading.read,
    created,
    changed: saved.length - created,
    unchanged: hashed.length - fresh.length,
    merged: reading.merged,
    dropped: reading.dropped.length + refusals.length,
    missing,
    leftOut: reading.entries.filter(entry => entry.leftOut !== null).length,
    problems: tell(job, reading, refusals),
  };
  await sql`insert into directory_imports (id, source_id, at, counts)
    values (${ctx.newId()}::uuid, ${row.id}::uuid, ${at}::timestamptz, ${JSON.stringify(counts)}::jsonb)`.execute(
    ctx.tx,
  );
  return counts;
}

/** Reports every loss, and answers how many fields of saved entries were dropped or changed. */
function tell({ source, report }: Job, reading: Reading, refusals: readonly RecordProblem[]): number {
  for (const problem of [...reading.dropped, ...refusals]) report(problem);
  let fields = 0;
  for (const entry of reading.entries) {
    for (const problem of entry.problems)
      report({ ...problem, source: source.code, record: entry.originalId });
    fields += entry.problems.length;
  }
  return fields;
}

async function saveSource(ctx: Ctx, source: Source, demonstration: boolean, at: string): Promise<SourceRow> {
  const id = stableId('source', source.code, '');
  await sql`insert into directory_sources (id, code, name, publisher, url, licence, licence_url, attribution, as_of, demonstration, fetched_at)
    values (${id}::uuid, ${source.code}, ${source.name}, ${source.publisher}, ${source.url}, ${source.licence}, ${source.licenceUrl},
      ${source.attribution}, ${source.asOf}, ${demonstration}, ${at}::timestamptz)
    on conflict (id) do update set name = excluded.name, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence,
      licence_url = excluded.licence_url, attribution = excluded.attribution, as_of = excluded.as_of,
      demonstration = excluded.demonstration, fetched_at = excluded.fetched_at`.execute(ctx.tx);
  return { id, code: source.code };
}

async function hashesBefore(ctx: Ctx, source: SourceRow): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ original_id: string; hash: string }>`
    select original_id, encode(content_hash, 'hex') as hash from directory_records where source_id = ${source.id}::uuid`.execute(
    ctx.tx,
  );
  return new Map(rows.map(row => [row.original_id, row.hash]));
}

/** Nothing is deleted because one file lacked it: the first import without it is noted, and forgotten when it is back. */
async function markMissing(
  ctx: Ctx,
  source: SourceRow,
  hashed: readonly HashedEntry[],
  at: string,
): Promise<number> {
  const present = sql`select jsonb_array_elements_text(${JSON.stringify(hashed.map(({ entry }) => entry.originalId))}::jsonb)`;
  await sql`update directory_records set missing_since = null
    where source_id = ${source.id}::uuid and missing_since is not null and original_id in (${present})`.execute(
    ctx.tx,
  );
  const { numAffectedRows } =
    await sql`update directory_records set missing_since = coalesce(missing_since, ${at}::timestamptz)
    where source_id = ${source.id}::uuid and original_id not in (${present})`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}
