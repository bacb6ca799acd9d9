// The rows an import gathers before it writes them, by table, and which identifiers are taken.
import type { Entry } from '../formats/entry.ts';
import type { TableRow } from './bulk.ts';
import { TABLES } from './tables.ts';

export type TableName = keyof typeof TABLES;

/** `thin`: organisations of which only the name was sent. `seen`: identifiers already among the rows or in the database, by table. */
export type Rows = Record<TableName, TableRow[]> & { readonly thin: TableRow[]; readonly seen: Set<string> };

/** `taken`: '<table> <id>' of what is in the database and must not be written. */
export const noRows = (taken: Iterable<string> = []): Rows => ({
  ...(Object.fromEntries(Object.keys(TABLES).map(name => [name, []])) as unknown as Record<
    TableName,
    TableRow[]
  >),
  thin: [],
  seen: new Set(taken),
});

export type SourceRow = { readonly id: string; readonly code: string };
export type HashedEntry = { readonly entry: Entry; readonly hash: string };

/** True the first time. */
export function claim(rows: Rows, table: string, id: string): boolean {
  const key = `${table} ${id}`;
  if (rows.seen.has(key)) return false;
  rows.seen.add(key);
  return true;
}
