// Imports Open Referral from disk: JSON as a feed sends it, a tabular data package, or any CSV with a mapping file.
import { statSync } from 'node:fs';
import { z } from 'zod';
import { asActor, type Ctx, type Database } from '#database';
import { done, type Outcome, refused } from '#kernel';
import type { RecordProblem } from '../formats/entry.ts';
import { originalIdOf, type ReadingContext } from '../formats/hsds/gathering.ts';
import { readServices } from '../formats/hsds/read-service.ts';
import { parseJson } from '../formats/sound-json.ts';
import { MAPPING, type Mapping } from '../formats/tabular/mapping.ts';
import { type ReadTables, readTables } from '../formats/tabular/read-tables.ts';
import { readBytes, textOf } from '../formats/tabular/table-files.ts';
import { looksLikeZip } from '../formats/tabular/zip.ts';
import {
  IMPORTER,
  type ImportCounts,
  lockSource,
  markMissing,
  saveReading,
} from '../import/import-reading.ts';
import { type KindTree, saveKinds } from '../import/kind-tree.ts';
import { tidyUp } from '../import/tidy-up.ts';
import { joinLinks } from './around/links.ts';
import { missingParents, saveOrganizations } from './around/organizations.ts';
import { indexTerms, saveTermLists } from './around/terms.ts';
import { readListPage, type Standard } from './list-page.ts';
import { fewerListed, finishRun, saveProblems, startRun } from './run-store.ts';
import { contextOf } from './runs/context.ts';
import { loadTerms, noteFetch, type SourceWish, saveSource } from './source-store.ts';
import { countUnknown, loadMeanings, saveUnknown } from './unknown-strings.ts';

export type FileWish = {
  readonly source: Omit<SourceWish, 'kind' | 'url' | 'mapping'>;
  /** A JSON or CSV file, gzipped or not, or a folder or zip of CSV files. */
  readonly file: string;
  readonly mappingFile?: string | undefined;
  /** Where the file was fetched from; its name is told otherwise. */
  readonly address?: string | undefined;
  readonly report?: (problem: RecordProblem) => void;
};
export type FileRefusal =
  | 'unsafe-package'
  | 'file-not-readable'
  | 'not-open-referral'
  | 'mapping-not-readable'
  | 'already-running';

type Read = {
  readonly items: readonly unknown[];
  readonly standard: Standard;
  /** How many there are, where the file says so: it may be one page of many. */
  readonly totalItems?: number | null;
  /** What tables hold beside the services. */
  readonly beside?: Pick<ReadTables, 'organizations' | 'terms' | 'taxonomies' | 'problems'>;
};

const parseMapping = (file: string) => {
  const bytes = readBytes(file);
  return MAPPING.safeParse(parseJson((bytes && textOf(bytes)) ?? ''));
};

/** Null: it is no mapping. */
export const readMapping = (file: string): Mapping | null => parseMapping(file).data ?? null;

/** Where a mapping file is wrong and how, such as 'tables.phone[0]: Unrecognized key: "split"'; null: it is right, or no JSON at all. */
export function mappingProblem(file: string): string | null {
  const { error } = parseMapping(file);
  const [issue] = error?.issues ?? [];
  if (issue === undefined || issue.path.length === 0) return null;
  return `${z.core.toDotPath(issue.path)}: ${issue.message}`;
}

function readItems(file: string, mapping: Mapping | null): Read | FileRefusal {
  let isFolder: boolean;
  try {
    isFolder = statSync(file).isDirectory();
  } catch {
    return 'file-not-readable';
  }
  const bytes = isFolder ? null : readBytes(file);
  const zipped = bytes !== null && looksLikeZip(bytes);
  if (mapping !== null || isFolder || zipped || /(?:\.csv(?:\.gz)?|datapackage\.json)$/i.test(file)) {
    const tables = readTables(file, mapping);
    return typeof tables === 'string'
      ? tables
      : { items: tables.items, standard: mapping ? 'csv' : 'tabular', beside: tables };
  }
  const text = bytes === null ? null : textOf(bytes);
  if (text === null) return 'file-not-readable';
  return readListPage(text) ?? 'not-open-referral';
}

export async function importFile(
  database: Database,
  wish: FileWish,
): Promise<Outcome<ImportCounts, FileRefusal>> {
  const began = performance.now();
  const mapping = wish.mappingFile === undefined ? null : readMapping(wish.mappingFile);
  if (wish.mappingFile !== undefined && mapping === null) return refused('mapping-not-readable');
  const read = readItems(wish.file, mapping);
  if (typeof read === 'string') return refused(read);
  const kinds = await asActor(database, IMPORTER, saveKinds);
  const counts = await asActor(database, IMPORTER, ctx => saveFile(ctx, { wish, mapping, read, kinds }));
  if (counts.created + counts.changed > 0) await asActor(database, IMPORTER, tidyUp);
  return done({ ...counts, milliseconds: Math.round(performance.now() - began) });
}

type Reading = {
  readonly wish: FileWish;
  readonly mapping: Mapping | null;
  readonly read: Read;
  readonly kinds: KindTree;
};

async function saveFile(
  ctx: Ctx,
  { wish, mapping, read, kinds }: Reading,
): Promise<Omit<ImportCounts, 'milliseconds'>> {
  const at = ctx.clock().toString();
  await lockSource(ctx, wish.source.code);
  const url = wish.address ?? wish.file.split(/[/\\]/).at(-1) ?? '';
  const source = await saveSource(
    ctx,
    { ...wish.source, kind: 'file', url, mapping: mapping ?? undefined },
    at,
  );
  const run = await startRun(ctx, source.id, { via: 'command', at, whole: true, since: null });
  const meanings = await loadMeanings(ctx, source.id);
  const terms = await loadTerms(ctx, source.id);
  const context = contextOf({ source, kinds, meanings, terms });
  const reading = readServices(read.items, context);
  const saved = await saveReading(ctx, { source, kinds, at, report: wish.report ?? (() => {}) }, reading);
  const unknown: Parameters<typeof countUnknown>[1] = new Map();
  countUnknown(reading.entries, unknown);
  await saveUnknown(ctx, source, unknown.values(), { at, whole: true });
  await saveProblems(ctx, run.id, saved.lost);
  await bringBeside(ctx, context, read.beside);
  const ofTables = (read.beside?.problems ?? []).map(one => ({ ...one, source: source.code }));
  const said = read.totalItems ?? 0;
  const fewer = said > read.items.length ? [fewerListed(source.code, `${read.items.length} of ${said}`)] : [];
  const more = [...ofTables, ...fewer, ...(await joinLinks(ctx, context))];
  await saveProblems(ctx, run.id, more);
  for (const problem of more) wish.report?.(problem);
  const whole = reading.entries.length > 0 && fewer.length === 0;
  const missing = whole ? await markMissing(ctx, source, saved.ids, at) : 0;
  const counts = { ...saved.counts, source: source.code, missing };
  await finishRun(ctx, run, { state: 'done', at, error: null, counts });
  await noteFetch(ctx, source, { at, standard: read.standard, reached: true, whole: true });
  return counts;
}

const MOST_LEVELS = 6;

/** Terms and organisations that stand above those of the services. */
async function bringBeside(ctx: Ctx, context: ReadingContext, beside: Read['beside']): Promise<void> {
  if (beside === undefined) return;
  const lists = { terms: indexTerms(beside.terms), taxonomies: indexTerms(beside.taxonomies) };
  await saveTermLists(ctx, context, lists);
  const byId = new Map(beside.organizations.map(one => [originalIdOf(one), one]));
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const found = (await missingParents(ctx, context)).flatMap(id => {
      const organization = byId.get(id);
      return organization ? [organization] : [];
    });
    if (found.length === 0) return;
    await saveOrganizations(ctx, context, found);
  }
}
