// What was typed, read against the words there are: a word nobody's entry begins with becomes the one it was likely meant to be.
import { phoneKey } from '#kernel';
import { meantWord, mostEdits, queryWords } from '../../words.ts';
import { isSpelt } from './shapes.ts';
import { isBegun, type WordIndex, wordsNear } from './word-index.ts';

export type Correction = { readonly typed: string; readonly meant: string };

export type ReadWords = {
  /** What to look for, as meant; none when there was nothing to look for. */
  readonly words: readonly string[];
  readonly corrections: readonly Correction[];
  /** `some`: no service has all of the words, so those with any of them were listed. */
  readonly matched: 'all' | 'some';
};

/** A number as it is dialled, whole or but for its last figures: other figures may be the number of a charity, or a year. */
const dialled = (typed: string): string | null => (/^\s*[(+0]/.test(typed) ? phoneKey(typed) : null);

export function readWords(index: WordIndex, typed: string): ReadWords {
  const number = dialled(typed);
  if (number !== null) return { words: [`+${number}`], corrections: [], matched: 'all' };
  const corrections: Correction[] = [];
  const meant = queryWords(typed).map(word => {
    const other = isSpelt(word) && !isBegun(index, word) ? meantBy(index, word) : null;
    if (other === null) return word;
    corrections.push({ typed: word, meant: other });
    return other;
  });
  return { words: [...new Set(meant)], corrections, matched: 'all' };
}

const MOST_KEPT = 2000;

function meantBy(index: WordIndex, word: string): string | null {
  const kept = index.meant.get(word);
  if (kept !== undefined) return kept;
  const meant = meantWord(word, wordsNear(index, word, mostEdits(word)));
  if (index.meant.size >= MOST_KEPT) index.meant.clear();
  index.meant.set(word, meant);
  return meant;
}
