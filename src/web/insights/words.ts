// How insights name what they count: steps, splits, months, languages and sources; and counts that may not be shown.
import { formatDay, languageName, MONTHS } from '#kernel';
import type { FunnelSplit, FunnelStep, ProtectedCount } from '#overviews';

export const STEP_WORDS: Record<FunnelStep, string> = {
  received: 'Received',
  accepted: 'Accepted',
  allocated: 'Has a link worker',
  contacted: 'First contact made',
  closed: 'Closed after contact',
};

export const SPLIT_WORDS: Record<Exclude<FunnelSplit, 'none'>, { caption: string; heading: string }> = {
  language: { caption: 'By preferred spoken language', heading: 'Language' },
  month: { caption: 'By month received', heading: 'Month' },
  source: { caption: 'By how they came', heading: 'Came from' },
};

const SOURCES: Readonly<Record<string, string>> = {
  referrer: 'A referrer who signed in',
  professional: 'A professional, on the public page',
  self: 'The person themselves',
  message: 'A message from another system',
};

const monthWords = (month: string): string => {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
};

/** A row's name. Rows that gather several say so. */
export function cellWords(split: FunnelSplit, cell: string): string {
  if (split === 'month') return monthWords(cell);
  if (split === 'source') return SOURCES[cell] ?? cell;
  if (split !== 'language') return 'All referrals';
  if (cell === 'other') return 'Other languages, each spoken by fewer than 5';
  return cell === 'not_known' ? 'Language not known' : languageName(cell);
}

/** A count as it is shown. Two reasons for none, told apart. */
export function countWords(count: ProtectedCount): string {
  if (count.shown !== null) return String(count.shown);
  return count.hidden === 'few' ? 'fewer than 5' : 'not shown';
}

export const fewOr = (count: number | null): string => (count === null ? 'fewer than 5' : String(count));

/** Known rows first in their own order; those that gather or say "not known" last. */
export function inOrder<Row extends { readonly cell: string }>(
  split: FunnelSplit,
  rows: readonly Row[],
): Row[] {
  const late = (row: Row): number => (row.cell === 'other' ? 1 : row.cell === 'not_known' ? 2 : 0);
  const name = (row: Row): string => (split === 'month' ? row.cell : cellWords(split, row.cell));
  return [...rows].sort((a, b) => late(a) - late(b) || (name(a) < name(b) ? -1 : 1));
}

export const ITEM_WORDS: Readonly<Record<string, string>> = {
  any: 'Any of the four questions',
  satisfied: 'Satisfied with life (10 is best)',
  worthwhile: 'Things done are worthwhile (10 is best)',
  happy: 'Happy yesterday (10 is best)',
  anxious: 'Anxious yesterday (0 is best)',
};

/** 2025: '1 April 2025 to 31 March 2026'. */
export const yearWords = (year: number | null): string =>
  year === null ? 'All years' : `${formatDay(`${year}-04-01`)} to ${formatDay(`${year + 1}-03-31`)}`;

export const shortYear = (year: number | null): string =>
  year === null ? 'All years' : `${year} to ${year + 1}`;
