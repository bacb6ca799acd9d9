// A download for spreadsheets: UTF-8 with its mark, and nothing that a spreadsheet would run as a formula.
import { type Answered, file } from './route.ts';

export type CsvValue = string | number | null;

/** Text that starts like a formula is kept text by an apostrophe (OWASP, CSV injection). Numbers are ours and stay numbers. */
const asText = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = asText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvText = (rows: readonly (readonly CsvValue[])[]): string =>
  `\ufeff${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;

export const csvFile = (name: string, rows: readonly (readonly CsvValue[])[]): Answered =>
  file({ name, type: 'text/csv; charset=utf-8', bytes: new TextEncoder().encode(csvText(rows)) });
