// How long words are and which letters they have: what rules out nearly all of them, unread, as the one that was meant.

/** By place of a word. */
export type Shapes = {
  /** In letters; none for words that are not spelt. */
  readonly lengths: Uint8Array;
  /** Which letters it has, folded into 32. */
  readonly letters: Int32Array;
};

/** Words of one or two letters are beginnings, and codes and postcodes are not spelt. */
export const isSpelt = (word: string): boolean => lengthOf(word) > 2 && !/[0-9]/.test(word);

export const shapesOf = (words: readonly string[]): Shapes => ({
  lengths: Uint8Array.from(words, word => (isSpelt(word) ? lengthOf(word) : 0)),
  letters: Int32Array.from(words, lettersOf),
});

/** Calls for the place of each that may be so many edits away or fewer: an edit takes at most one letter away and brings at most one. */
export function walkAlike(
  { lengths, letters }: Shapes,
  word: string,
  most: number,
  each: (place: number) => void,
): void {
  const [length, mine] = [lengthOf(word), lettersOf(word)];
  for (let place = 0; place < lengths.length; place++) {
    const other = lengths[place] as number;
    if (other === 0 || other > length + most || other < length - most) continue;
    const theirs = letters[place] as number;
    if (bitsIn(mine & ~theirs) <= most && bitsIn(theirs & ~mine) <= most) each(place);
  }
}

/** A letter outside the basic plane is two units long: its second is not counted. */
function lengthOf(word: string): number {
  let length = 0;
  for (let at = 0; at < word.length; at++) if ((word.charCodeAt(at) & 0xfc00) !== 0xdc00) length += 1;
  return length;
}

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
