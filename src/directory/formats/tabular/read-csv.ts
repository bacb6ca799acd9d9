// Reads CSV as people write it: other separators, rows of another length, and a quote that nobody closed, which must not swallow the rest.
import { parse } from 'csv-parse/sync';
import { quoted } from '../entry.ts';
import type { TableRows } from './nest-tables.ts';

/** A row of a table that could not be taken as it was. `record` says where it is. */
export type TableProblem = {
  readonly record: string;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
};

type Tell = (line: number, reason: string, value: unknown) => void;
type Row = Readonly<Record<string, unknown>>;

const MOST_REPAIRS = 50;

/** Excel writes semicolons where the comma is for decimals. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** More cells than columns with something in them, or fewer: what stands where is then uncertain. */
const misplaced = (cells: unknown, columns: number): boolean =>
  Array.isArray(cells) &&
  (cells.length < columns || cells.slice(columns).some(cell => String(cell).trim() !== ''));

/** A quote that the next row's quote seems to close: the cell holds the line ends and separators of whole rows. */
const swallows = (row: Row, delimiter: string, columns: number): boolean =>
  Object.values(row).some(
    cell =>
      typeof cell === 'string' &&
      /^".*\n/s.test(cell) &&
      cell.split(delimiter).length >= Math.max(columns, 2),
  );

/** `openAt`: after how many bytes the row begins that has a quote without an end; null when all was read. */
function parseOnce(text: string, tell: Tell): { readonly rows: TableRows; readonly openAt: number | null } {
  let columns = 0;
  let end = 0;
  let openAt: number | null = null;
  const delimiter = delimiterOf(text);
  const rows = parse(text, {
    columns: header => {
      columns = header.length;
      return header.map((name: string) => name.trim());
    },
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: () => {
      openAt ??= end;
      return undefined;
    },
    on_record: (row: Row, { bytes, lines, error }) => {
      if (swallows(row, delimiter, columns)) openAt ??= end;
      end = bytes;
      if (misplaced((error as { record?: unknown } | undefined)?.record, columns))
        tell(lines, 'wrong-number-of-columns', row);
      return row;
    },
  }) as TableRows;
  return { rows, openAt };
}

/** The first line with a quote from there on, without its quotes. */
function withoutQuotes(text: string, openAt: number, tell: Tell): string {
  const start = Buffer.from(text).subarray(0, openAt).toString().length;
  const at = text.indexOf('"', start);
  if (at < 0) return text;
  const from = text.lastIndexOf('\n', at) + 1;
  const to = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const line = text.slice(from, to);
  tell(text.slice(0, at).split('\n').length, 'quote-not-closed', line);
  return text.slice(0, from) + line.replaceAll('"', '') + text.slice(to);
}

/**
 * `name` is what the file is called in `problems`, to which rows are added that were not taken as they were. A row of the wrong length is
 * read as far as it goes, and one whose quote is never closed as if it had none.
 */
export function readCsv(text: string, name: string, problems: TableProblem[]): TableRows {
  const tellTo =
    (told: TableProblem[]): Tell =>
    (line, reason, value) =>
      told.push({ record: `${name}, line ${line}`, field: 'row', reason, value: quoted(value) });
  let left = text.replace(/^\ufeff/, '');
  for (let repairs = 0; ; repairs += 1) {
    const told: TableProblem[] = [];
    const { rows, openAt } = parseOnce(left, tellTo(told));
    if (openAt === null || repairs === MOST_REPAIRS) {
      problems.push(...told);
      return rows;
    }
    left = withoutQuotes(left, openAt, tellTo(problems));
  }
}
