// Imports a CSV that stands at a web address: fetched as politely as a feed, then read with its mapping like a file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#database';
import { type Outcome, refused } from '#kernel';
import type { ImportCounts } from '../../import/import-reading.ts';
import { type FetchProblem, fetchPage, MANNERS, type Manners } from '../fetch-page.ts';
import { type FileRefusal, type FileWish, importFile } from '../import-file.ts';

export type TableWish = Omit<FileWish, 'file' | 'address'> & {
  readonly url: string;
  readonly manners?: Partial<Manners>;
};

/** Nothing is changed when it cannot be fetched. It is not fetched again by itself. */
export async function importTable(
  database: Database,
  { url, manners, ...wish }: TableWish,
): Promise<Outcome<ImportCounts, FileRefusal | FetchProblem>> {
  const fetched = await fetchPage(url, { ...MANNERS, ...manners });
  if (!fetched.ok) return refused(fetched.problem);
  const folder = await mkdtemp(join(tmpdir(), 'footbridge-table-'));
  try {
    const file = join(folder, 'table.csv');
    await writeFile(file, fetched.text);
    return await importFile(database, { ...wish, file, address: url });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
