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

/** Edits from one word to another (optimal string alignment): insert, delete, replace, swap neighbours. */
export function editsBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next[j] = least;
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}

export type KnownWord = { readonly word: string; readonly services: number };

/** The likeliest of the known words for a misspelt one: fewest edits, then the commoner. None when all are too far. */
export function meantWord(typed: string, candidates: readonly KnownWord[]): string | null {
  const length = [...typed].length;
  const most = length <= 3 ? 0 : length <= 5 ? 1 : length <= 8 ? 2 : 3;
  const near = candidates
    .filter(candidate => Math.abs(candidate.word.length - typed.length) <= 2 * most)
    .map(candidate => ({ ...candidate, edits: editsBetween(typed, candidate.word) }))
    .filter(candidate => candidate.edits <= most)
    .sort((a, b) => a.edits - b.edits || b.services - a.services || (a.word < b.word ? -1 : 1));
  return near[0]?.word ?? null;
}
