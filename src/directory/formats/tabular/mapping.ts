// Mapping files: which columns of somebody's own CSV are which fields of HSDS. Examples are in seeds/directory/mappings.
import { z } from 'zod';
import type { TableRows, Tables } from './nest-tables.ts';

const COLUMN = z.union([
  z.string(),
  z.strictObject({
    column: z.string().optional(),
    /** Taken when the column is empty. */
    or: z.string().optional(),
    /** The same for every row. */
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** One piece of the cell that `each` takes apart. */
    piece: z.literal(true).optional(),
    /** Put before what the cell says, to tell identifiers of one table from those of another. */
    prefix: z.string().optional(),
    /** What the source writes, in small letters, and what it means; '*' for anything else. */
    values: z.record(z.string(), z.string()).optional(),
  }),
]);

export const MAPPING = z.strictObject({
  name: z.string(),
  about: z.string().optional(),
  /** By HSDS entity; several lists of columns may fill one. */
  tables: z.record(
    z.string().regex(/^[a-z_]+$/),
    z.array(
      z.strictObject({
        /** In the folder; left out: the file that is imported. */
        file: z
          .string()
          .regex(/^[\w. -]+$/)
          .optional(),
        /** A row counts only when one of these columns is filled. */
        needs: z.array(z.string()).optional(),
        /** Only rows whose column has one of the values, in small letters. */
        only: z.strictObject({ column: z.string(), values: z.array(z.string()) }).optional(),
        /** One row for each piece of this cell. */
        each: z.strictObject({ column: z.string(), separator: z.string() }).optional(),
        columns: z.record(z.string(), COLUMN),
      }),
    ),
  ),
});
export type Mapping = z.infer<typeof MAPPING>;
type Column = z.infer<typeof COLUMN>;
type Row = Readonly<Record<string, unknown>>;

const cell = (row: Row, column: string | undefined): string =>
  column === undefined ? '' : String(row[column] ?? '').trim();

const meaningOf = (values: Readonly<Record<string, string>>, written: string): string =>
  (Object.hasOwn(values, written) ? values[written] : written && values['*']) ?? '';

function cellValue(column: Column, row: Row, piece: string): string | number | boolean {
  if (typeof column === 'string') return cell(row, column);
  if (column.value !== undefined) return column.value;
  const written = column.piece ? piece : cell(row, column.column) || cell(row, column.or);
  const meant = column.values ? meaningOf(column.values, written.toLowerCase()) : written;
  return meant === '' ? '' : `${column.prefix ?? ''}${meant}`;
}

/** `rowsOf` answers the rows of a named file, or of the imported file when no name is given. */
export function mapTables(mapping: Mapping, rowsOf: (file: string | undefined) => TableRows): Tables {
  const tables = new Map<string, Row[]>();
  for (const [entity, parts] of Object.entries(mapping.tables)) {
    const rows = parts.flatMap(({ file, needs, only, each, columns }) =>
      rowsOf(file)
        .filter(row => needs === undefined || needs.some(column => cell(row, column) !== ''))
        .filter(row => only === undefined || only.values.includes(cell(row, only.column).toLowerCase()))
        .flatMap(row => {
          const pieces = each
            ? cell(row, each.column)
                .split(each.separator)
                .map(piece => piece.trim())
                .filter(Boolean)
            : [''];
          return pieces.map(piece =>
            Object.fromEntries(
              Object.entries(columns).map(([field, column]) => [field, cellValue(column, row, piece)]),
            ),
          );
        }),
    );
    tables.set(entity, oncePerId(rows));
  }
  return tables;
}

/** An organisation that stands beside each of its services is one. */
function oncePerId(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(row => {
    const id = String(row.id ?? '');
    if (id === '') return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
