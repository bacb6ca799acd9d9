// What a mapping names and the tables do not have: a column misspelt there would lose a whole field without a word.
import type { Mapping } from './mapping.ts';
import type { TableRows } from './nest-tables.ts';
import type { TableProblem } from './read-csv.ts';

type Part = Mapping['tables'][string][number];

const columnsOf = ({ needs = [], only, each, columns }: Part): readonly string[] => [
  ...needs,
  ...(only ? [only.column] : []),
  ...(each ? [each.column] : []),
  ...Object.values(columns).flatMap(column =>
    typeof column === 'string' ? [column] : [column.column, column.or].filter(name => name !== undefined),
  ),
];

/** `isEntity`: HSDS has a table of this name. A table without rows has no columns to miss. */
export function tellMisfits(
  { tables }: Mapping,
  rowsOf: (file: string | undefined) => TableRows,
  isEntity: (name: string) => boolean,
): readonly TableProblem[] {
  const headings = new Map<string | undefined, ReadonlySet<string>>();
  const headingsOf = (file: string | undefined): ReadonlySet<string> => {
    const known = headings.get(file) ?? new Set(rowsOf(file).flatMap(row => Object.keys(row)));
    headings.set(file, known);
    return known;
  };
  const told = new Map<string, TableProblem>();
  const tell = (field: string, reason: string, value: string) =>
    told.set(`${field} ${reason} ${value}`, { record: 'mapping', field, reason, value });
  for (const [entity, parts] of Object.entries(tables)) {
    if (!isEntity(entity)) tell(entity, 'no-such-table', entity);
    for (const part of parts) {
      const there = headingsOf(part.file);
      for (const column of columnsOf(part))
        if (there.size > 0 && !there.has(column)) tell(entity, 'column-not-there', column);
    }
  }
  return [...told.values()];
}
