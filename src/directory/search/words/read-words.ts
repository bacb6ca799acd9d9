// What was typed, read against the words there are: a word nobody's entry begins with becomes the one it was likely meant to be.
import { type KnownWord, meantWord, mostEdits, queryWords } from '../../words.ts';
import { isBegun, type WordIndex, walkWords } from './word-index.ts';

export type Correction = { readonly typed: string; readonly meant: string };

export type ReadWords = {
  /** What to look for, as meant; none when there was nothing to look for. */
  readonly words: readonly string[];
  readonly corrections: readonly Correction[];
  /** `some`: no service has all of the words, so those with any of them were listed. */
  readonly matched: 'all' | 'some';
};

export function readWords(index: WordIndex, typed: string): ReadWords {
  const corrections: Correction[] = [];
  const meant = queryWords(typed).map(word => {
    const other = isSpelt(word) && !isBegun(index, word) ? meantBy(index, word) : null;
    if (other === null) return word;
    corrections.push({ typed: word, meant: other });
    return other;
  });
  return { words: [...new Set(meant)], corrections, matched: 'all' };
}

/** Words of one or two letters are beginnings, and codes and postcodes are not spelt. */
const isSpelt = (word: string): boolean => [...word].length > 2 && !/[0-9]/.test(word);

const MOST_KEPT = 2000;

function meantBy(index: WordIndex, word: string): string | null {
  const kept = index.meant.get(word);
  if (kept !== undefined) return kept;
  const meant = meantWord(word, likeWords(index, word));
  if (index.meant.size >= MOST_KEPT) index.meant.clear();
  index.meant.set(word, meant);
  return meant;
}

/** Those whose letters do not rule it out: an edit takes at most one letter away and brings at most one. */
function likeWords(index: WordIndex, word: string): readonly KnownWord[] {
  const most = mostEdits(word);
  const letters = lettersOf(word);
  const found: KnownWord[] = [];
  walkWords(index, (known, services) => {
    // Twice, since a letter outside the basic plane is two units long.
    if (Math.abs(known.length - word.length) > 2 * most) return;
    if (bitsIn(letters ^ lettersOf(known)) <= 2 * most && isSpelt(known))
      found.push({ word: known, services });
  });
  return found;
}

/** Which letters a word has, folded into 32. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(set: number): number {
  let [left, count] = [set, 0];
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}
