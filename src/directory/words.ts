// Words to search by: the same folding for entries and for what is typed, and what a misspelt word may have been meant to be.
import { foldForSearch } from '#kernel';

/** English words that say nothing about a service; left out on both sides unless nothing else was typed. */
const SILENT = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'near',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);
const LONGEST_WORD = 60;
/** Positions in a PostgreSQL tsvector end at 16,383. */
const LAST_POSITION = 16_383;
export const MOST_WORDS = 12;

const wordsIn = (text: string): string[] =>
  foldForSearch(text)
    .split(' ')
    .filter(word => word !== '')
    .map(word => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join('') : word));

export type Weight = 'A' | 'B' | 'C' | 'D';

/** The text form of a tsvector. Words hold only letters, marks and digits after folding, so nothing needs escaping. */
export function searchVector(parts: ReadonlyArray<readonly [Weight, string | null | undefined]>): string {
  const places = new Map<string, string[]>();
  let position = 0;
  for (const [weight, text] of parts) {
    if (!text) continue;
    for (const word of wordsIn(text)) {
      position = Math.min(position + 1, LAST_POSITION);
      if (SILENT.has(word)) continue;
      const known = places.get(word);
      if (known === undefined) places.set(word, [`${position}${weight}`]);
      else if (known.length < 5) known.push(`${position}${weight}`);
    }
  }
  return [...places].map(([word, positions]) => `'${word}':${positions.join(',')}`).join(' ');
}

/** What somebody typed, as words to look for: at most twelve, no silent ones unless there are only such. */
export function queryWords(typed: string): readonly string[] {
  const words = [...new Set(wordsIn(typed.slice(0, 500)))];
  const telling = words.filter(word => !SILENT.has(word));
  return (telling.length > 0 ? telling : words).slice(0, MOST_WORDS);
}

/** The text form of a tsquery that asks for all (or any) of the words, each as the beginning of a word. */
export const queryFor = (words: readonly string[], joined: 'all' | 'any' = 'all'): string =>
  words.map(word => `'${word}':*`).join(joined === 'all' ? ' & ' : ' | ');

const pointsOf = (word: string): number[] => {
  const points: number[] = [];
  for (let at = 0; at < word.length; at++) {
    const point = word.codePointAt(at) as number;
    points.push(point);
    if (point > 0xffff) at += 1;
  }
  return points;
};

/**
 * Edits from one word to another (optimal string alignment): insert, delete, replace, swap neighbours.
 * @param most above this many it says only that there are more.
 */
export function editsBetween(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  const [from, to] = [pointsOf(a), pointsOf(b)];
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let [older, before, row]: number[][] = [[], [], to.map((_, at) => at)];
  row?.push(to.length);
  for (let i = 1; i <= from.length; i++) {
    [older, before, row] = [before, row, older ?? []];
    if (nextRow(from, to, i, { older, before, row } as Rows) > most) return most + 1;
  }
  return row?.[to.length] ?? 0;
}

type Rows = { readonly older: readonly number[]; readonly before: readonly number[]; readonly row: number[] };

/** Fills `row` and gives the least in it: the whole can only be more. */
function nextRow(from: number[], to: number[], i: number, { older, before, row }: Rows): number {
  row[0] = i;
  let lowest = i;
  for (let j = 1; j <= to.length; j++) {
    const same = from[i - 1] === to[j - 1];
    let least = Math.min(
      (before[j] as number) + 1,
      (row[j - 1] as number) + 1,
      (before[j - 1] as number) + (same ? 0 : 1),
    );
    if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
      least = Math.min(least, (older[j - 2] as number) + 1);
    row[j] = least;
    if (least < lowest) lowest = least;
  }
  return lowest;
}

export type KnownWord = { readonly word: string; readonly services: number };

/** How many letters may be wrong in a word of this length. */
export function mostEdits(typed: string): number {
  const length = [...typed].length;
  return length <= 3 ? 0 : length <= 5 ? 1 : length <= 8 ? 2 : 3;
}

/** The likeliest of the known words for a misspelt one: fewest edits, then the commoner. None when all are too far. */
export function meantWord(typed: string, candidates: readonly KnownWord[]): string | null {
  const most = mostEdits(typed);
  const near = candidates
    .filter(candidate => Math.abs(candidate.word.length - typed.length) <= 2 * most)
    .map(candidate => ({ ...candidate, edits: editsBetween(typed, candidate.word, most) }))
    .filter(candidate => candidate.edits <= most)
    .sort((a, b) => a.edits - b.edits || b.services - a.services || (a.word < b.word ? -1 : 1));
  return near[0]?.word ?? null;
}
