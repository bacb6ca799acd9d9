// Imports sources into the directory: idempotent, in one transaction a source, and one bad record never stops the rest.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import type { Reading, RecordProblem } from '../formats/entry.ts';
import { readNhsFile } from '../formats/read-nhs.ts';
import { readSignposts } from '../formats/read-signposts.ts';
import { FORMATS, type Format, SOURCES, type Source } from '../formats/source.ts';
import { stableId } from '../identity.ts';
import { IMPORTER, type ImportCounts, lockSource, markMissing, saveReading } from './import-reading.ts';
import { type KindTree, saveKinds } from './kind-tree.ts';
import { importPostcodes } from './postcodes.ts';
import type { SourceRow } from './row-set.ts';
import { tidyUp } from './tidy-up.ts';

export type ImportWish =
  | { readonly kind: 'demonstration' }
  | { readonly kind: 'file'; readonly file: string; readonly format: Format };

export type ImportRefusal = 'file-not-readable' | 'not-this-format';

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

async function importReading(
  ctx: Ctx,
  job: Job,
  reading: Reading,
): Promise<Omit<ImportCounts, 'milliseconds'>> {
  const at = ctx.clock().toString();
  const source = await saveBuiltIn(ctx, job, at);
  const saved = await saveReading(ctx, { ...job, source, at }, reading);
  const missing = await markMissing(ctx, source, saved.ids, at);
  const counts = { source: source.code, ...saved.counts, missing };
  await sql`insert into directory_imports (id, source_id, at, finished_at, counts)
    values (${ctx.newId()}::uuid, ${source.id}::uuid, ${at}::timestamptz, ${at}::timestamptz, ${JSON.stringify(counts)}::jsonb)`.execute(
    ctx.tx,
  );
  return counts;
}

async function saveBuiltIn(ctx: Ctx, { source, demonstration }: Job, at: string): Promise<SourceRow> {
  const id = stableId('source', source.code, '');
  await lockSource(ctx, source.code);
  await sql`insert into directory_sources (id, code, name, publisher, url, licence, licence_url, attribution, as_of, demonstration, fetched_at)
    values (${id}::uuid, ${source.code}, ${source.name}, ${source.publisher}, ${source.url}, ${source.licence}, ${source.licenceUrl},
      ${source.attribution}, ${source.asOf}, ${demonstration}, ${at}::timestamptz)
    on conflict (id) do update set name = excluded.name, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence,
      licence_url = excluded.licence_url, attribution = excluded.attribution, as_of = excluded.as_of,
      demonstration = excluded.demonstration, fetched_at = excluded.fetched_at, removed_at = null`.execute(
    ctx.tx,
  );
  return { id, code: source.code };
}
