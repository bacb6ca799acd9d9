// Tells a value from the ways feeds write that there is none: -1, "None", "N/A", "coming soon", example addresses.

/** What we publish where the standard asks for a description and there is none. */
export const NOT_DESCRIBED = 'No description is given.';

const NOTHING = new Set([
  '',
  '-1',
  '0',
  '-',
  '--',
  '.',
  'n/a',
  'n\\a',
  'na',
  'none',
  'null',
  'nil',
  'nan',
  'tbc',
  'tba',
  'unknown',
  'not known',
  'not available',
  'not applicable',
  'undefined',
  'coming soon',
  'under construction',
  'test',
  NOT_DESCRIBED.toLowerCase(),
]);

/** Characters nobody sees that pasted text brings along; PostgreSQL cannot hold the first of them at all. */
const UNSEEN = /(?![\t\n\r])\p{Cc}|[\ufeff\u200b\u2060\u00ad]/gu;

/** One line: composed characters, unseen ones removed, single spaces. */
export const tidyLine = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();

/** Several lines kept, at most one empty line between them. */
export const tidyText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

export const saysNothing = (text: string): boolean => NOTHING.has(text.toLowerCase());

/** The tidied value, or null for an empty field and for each way of writing "none". */
export function valueIn(field: unknown): string | null {
  if (typeof field !== 'string' && typeof field !== 'number') return null;
  const text = tidyLine(String(field));
  return saysNothing(text) ? null : text;
}
