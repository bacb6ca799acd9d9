// Loads the ONS Postcode Directory: streamed, a few thousand rows at a time, only what is new or changed, and no bad line stops it.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { sql } from 'kysely';
import { asActor, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import { IMPORTER } from '../import/import-reading.ts';
import { type Columns, columnsOf } from './columns.ts';
import { type LineProblem, type PostcodeRow, readLine } from './read-line.ts';

export type PostcodeCounts = {
  /** Lines below the heading. */
  readonly read: number;
  /** New, moved, ended since, or with other areas. */
  readonly written: number;
  /** Without a position: found by the middle of their sector. */
  readonly noPosition: number;
  readonly dropped: number;
};
export type PostcodeFileRefusal = 'file-not-readable' | 'zip-file' | 'not-a-postcode-directory';
export type BadLine = { readonly line: number; readonly reason: LineProblem; readonly postcode: string };

export type PostcodeWish = {
  /** A CSV file, gzipped or not; or standard input. */
  readonly from: string | Readable;
  /** Keep codes of local authority, ward and LSOA as well. */
  readonly areas: boolean;
  readonly report?: (bad: BadLine) => void;
  /** Told after each batch: lines so far. */
  readonly progress?: (read: number) => void;
};

const ROWS_A_BATCH = 10_000;

/** Can be run again with the same or a newer edition: each batch commits by itself, so that what was cut off goes on from there. */
export async function importPostcodeDirectory(
  database: Database,
  wish: PostcodeWish,
): Promise<Outcome<PostcodeCounts, PostcodeFileRefusal>> {
  const input = typeof wish.from === 'string' ? await openFile(wish.from) : wish.from;
  if (typeof input === 'string') return refused(input);
  // The widest edition has some sixty columns; a file that is none at all would else be one endless field.
  const options = { relax_column_count: true, relax_quotes: true, info: true, max_record_size: 20_000 };
  const lines = pipeline(input, parse(options), () => {}) as AsyncIterable<Line>;
  try {
    const counts = await readLines(database, wish, lines);
    if (counts === null) return refused('not-a-postcode-directory');
    if (counts.written > 0)
      await asActor(database, IMPORTER, ctx => sql`select analyze_directory()`.execute(ctx.tx));
    return done(counts);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (code.startsWith('CSV_')) return refused('not-a-postcode-directory');
    if (code.startsWith('Z_') || code === 'EISDIR') return refused('file-not-readable');
    throw error;
  }
}

/** Null when the first line is not the heading of a postcode directory. */
async function readLines(
  database: Database,
  { areas, report, progress }: PostcodeWish,
  lines: AsyncIterable<Line>,
): Promise<PostcodeCounts | null> {
  const counts = { read: 0, written: 0, noPosition: 0, dropped: 0 };
  let columns: Columns | null = null;
  let batch = new Map<string, PostcodeRow>();
  const flush = async (): Promise<void> => {
    counts.written += await writeBatch(database, [...batch.values()], areas);
    batch = new Map();
    progress?.(counts.read);
  };
  for await (const { record, info } of lines) {
    if (columns === null) {
      columns = columnsOf(record);
      if (columns === null) return null;
      continue;
    }
    counts.read += 1;
    const row = readLine(columns, record);
    if (row === 'no-position') counts.noPosition += 1;
    else if (typeof row === 'string') {
      counts.dropped += 1;
      report?.({ line: info.lines, reason: row, postcode: (record[columns.postcode] ?? '').slice(0, 10) });
    } else batch.set(row.postcode, row);
    if (batch.size >= ROWS_A_BATCH) await flush();
  }
  if (columns !== null) await flush();
  return columns === null ? null : counts;
}

type Line = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

async function openFile(path: string): Promise<Readable | PostcodeFileRefusal> {
  const beginning = Buffer.alloc(4);
  try {
    const file = await open(path);
    try {
      await file.read(beginning, 0, 4, 0);
    } finally {
      await file.close();
    }
  } catch {
    return 'file-not-readable';
  }
  if (beginning.toString('latin1').startsWith('PK')) return 'zip-file';
  const bytes = createReadStream(path, { highWaterMark: 1 << 20 });
  const gzipped = beginning[0] === 0x1f && beginning[1] === 0x8b;
  return gzipped ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}

/** Ordered by postcode, so that two imports at once wait for each other and never for ever. @returns how many rows changed. */
async function writeBatch(database: Database, rows: readonly PostcodeRow[], areas: boolean): Promise<number> {
  if (rows.length === 0) return 0;
  const sorted = [...rows].sort((one, other) => (one.postcode < other.postcode ? -1 : 1));
  const column = <Key extends keyof PostcodeRow>(key: Key) => sorted.map(row => row[key]);
  const codes = (key: 'localAuthority' | 'ward' | 'lsoa') => (areas ? column(key) : sorted.map(() => null));
  return asActor(database, IMPORTER, async ctx => {
    const { numAffectedRows } = await sql`
      insert into postcodes as p (postcode, latitude, longitude, ended, local_authority, ward, lsoa)
      select * from unnest(${column('postcode')}::text[], ${column('latitude')}::float8[], ${column('longitude')}::float8[],
        ${column('ended')}::text[], ${codes('localAuthority')}::text[], ${codes('ward')}::text[], ${codes('lsoa')}::text[])
      on conflict (postcode) do update set latitude = excluded.latitude, longitude = excluded.longitude, ended = excluded.ended,
        local_authority = coalesce(excluded.local_authority, p.local_authority), ward = coalesce(excluded.ward, p.ward),
        lsoa = coalesce(excluded.lsoa, p.lsoa)
      where (p.latitude, p.longitude, p.ended, p.local_authority, p.ward, p.lsoa) is distinct from (excluded.latitude, excluded.longitude,
        excluded.ended, coalesce(excluded.local_authority, p.local_authority), coalesce(excluded.ward, p.ward),
        coalesce(excluded.lsoa, p.lsoa))`.execute(ctx.tx);
    return Number(numAffectedRows ?? 0);
  });
}
