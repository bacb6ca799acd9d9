// How the numbers of unmet need name what they count.
import { CATEGORY_LABELS } from '#directory';
import { languageName, MONTHS } from '#kernel';
import type { GapMeasure, GapSplit, SearchMeasure } from '#overviews';
import { GAP_REASONS, type GapReason, needLabel } from '#plans';

export const MEASURE_WORDS: Readonly<Record<GapMeasure, string>> = {
  needs: 'Needs agreed',
  gaps: 'Nothing fitted at some time',
  open: 'Still looking',
  found: 'Found later',
  without: 'Support ended without',
  not_needed: 'No longer needed',
};

export const SEARCH_WORDS: Readonly<Record<SearchMeasure, string>> = {
  searches: 'Searches',
  none_known: 'Nothing known to fit',
  empty: 'Nothing at all',
};

export const SPLIT_CAPTIONS: Readonly<Record<GapSplit, string>> = {
  none: 'All needs',
  kind: 'By kind of need',
  area: 'By area',
  language: 'By preferred spoken language',
  reason: 'By reason',
  quarter: 'By quarter in which the need was agreed',
};

export const SPLIT_HEADINGS: Readonly<Record<GapSplit, string>> = {
  none: 'Needs',
  kind: 'Kind',
  area: 'Area',
  language: 'Language',
  reason: 'Reason',
  quarter: 'Quarter',
};

/** '2026-01': 'January to March 2026'. */
export function quarterWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? number} to ${MONTHS[Number(number) + 1] ?? ''} ${year}`;
}

const GATHERED: Readonly<Partial<Record<GapSplit, { readonly other: string; readonly not_known: string }>>> =
  {
    language: {
      other: 'Other languages, each of fewer than 5 people',
      not_known: 'Language not known',
    },
    area: { other: 'Other areas, each of fewer than 5 people', not_known: 'Area not known' },
  };

export const areaWords = (area: string): string => lineWords('area', area);

/** A row's name. */
export function lineWords(split: GapSplit, line: string): string {
  if (line === 'other' || line === 'not_known') {
    const gathered = GATHERED[split]?.[line];
    if (gathered !== undefined) return gathered;
  }
  if (split === 'none') return 'All';
  if (split === 'kind') return needLabel(line);
  if (split === 'language') return languageName(line);
  if (split === 'reason') return GAP_REASONS[line as GapReason] ?? line;
  return split === 'quarter' ? quarterWords(line) : line;
}

export const searchLineWords = (line: string): string =>
  line === 'all'
    ? 'All searches'
    : line === 'any'
      ? 'No kind chosen'
      : /^\d{4}-\d\d$/.test(line)
        ? quarterWords(line)
        : (CATEGORY_LABELS[line] ?? line);

/** By name, but quarters by time; those that gather come last. */
export function inOrder<Row extends { readonly line: string }>(
  split: GapSplit,
  rows: readonly Row[],
): readonly Row[] {
  const late = ({ line }: Row): number =>
    line === 'not_known' ? 2 : line === 'other' && GATHERED[split] ? 1 : 0;
  const name = ({ line }: Row): string => (split === 'quarter' ? line : lineWords(split, line));
  return [...rows].sort((a, b) => late(a) - late(b) || (name(a) < name(b) ? -1 : 1));
}
