// Names: single or many, in any script and order. Two names are compared with reasons; one name gives keys to be found by.
import { foldForSearch } from '#kernel';
import { type NameWord, nameWords } from './naming/name-sound.ts';
import { soundLikeness } from './naming/sound-likeness.ts';
import { romanise } from './naming/transliterate.ts';

export type NameLikeness = { readonly score: number; readonly reasons: readonly string[] };

/** A name made ready for comparing with many others. */
export type PreparedName = {
  readonly text: string;
  readonly folded: string;
  readonly words: readonly NameWord[];
};

export const prepareName = (fullName: string): PreparedName => ({
  text: fullName.trim(),
  folded: foldForSearch(fullName),
  words: nameWords(fullName),
});

type Pair = { readonly left: number; readonly right: number; readonly likeness: number };

/** Sounds this alike or more count as spellings of one name; below the floor they are different names. */
const SAME = 0.95;
const FLOOR = 0.72;
/** Few vowels are written in the Arabic script, so that two different names may look alike. */
const CONSONANTS_ONLY = 0.95;
const INITIAL = 0.5;

const scaled = (likeness: number): number => Math.min(1, Math.max(0, (likeness - FLOOR) / (SAME - FLOOR)));

function readingLikeness(a: NameWord, b: NameWord): number {
  const consonants = { a: a.consonantal, b: b.consonantal };
  let best = 0;
  for (const left of a.readings)
    for (const right of b.readings) {
      const penalty = left.penalty + right.penalty;
      if (best >= 1 - penalty) continue;
      best = Math.max(best, soundLikeness(left, right, consonants, FLOOR) - penalty);
    }
  return best;
}

/** How far two words are one name: 0 to 1. */
function wordLikeness(a: NameWord, b: NameWord): number {
  if (a.folded === b.folded) return 1;
  if (a.script === 'other' || b.script === 'other') return 0;
  const [short, long] = a.folded.length <= b.folded.length ? [a, b] : [b, a];
  if (short.folded.length === 1)
    return long.folded.length > 1 && long.folded.startsWith(short.folded) ? INITIAL : 0;
  const likeness = scaled(readingLikeness(a, b));
  return a.consonantal === b.consonantal ? likeness : likeness * CONSONANTS_ONLY;
}

/** The best pairs first, each word used once. */
function pairWords(a: readonly NameWord[], b: readonly NameWord[]): readonly Pair[] {
  const candidates = a
    .flatMap((left, i) => b.map((right, j) => ({ left: i, right: j, likeness: wordLikeness(left, right) })))
    .filter(pair => pair.likeness > 0)
    .sort(
      (x, y) =>
        y.likeness - x.likeness || Math.abs(x.left - x.right) - Math.abs(y.left - y.right) || x.left - y.left,
    );
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  return candidates.filter(({ left, right }) => {
    if (usedLeft.has(left) || usedRight.has(right)) return false;
    usedLeft.add(left);
    usedRight.add(right);
    return true;
  });
}

const leftOver = (words: readonly NameWord[], used: readonly number[]): readonly NameWord[] =>
  words.filter((_, place) => !used.includes(place));

const weightOfAll = (words: readonly NameWord[]): number => words.reduce((sum, word) => sum + word.weight, 0);

/** A word missing on one side is usual; a different word on each side tells two people of one family apart. */
const EXTRA_WORD = 0.35;
const CONFLICT = 0.7;
const OTHER_ORDER = 0.97;

function scoreOf(
  a: readonly NameWord[],
  b: readonly NameWord[],
  pairs: readonly Pair[],
  swapped: boolean,
): number {
  const paired = pairs.map(pair => ({
    ...pair,
    weight: Math.min(a[pair.left]?.weight ?? 0, b[pair.right]?.weight ?? 0),
  }));
  const matched = paired.reduce((sum, pair) => sum + pair.likeness * pair.weight, 0);
  const pairedWeight = paired.reduce((sum, pair) => sum + pair.weight, 0);
  const restA = weightOfAll(
    leftOver(
      a,
      pairs.map(pair => pair.left),
    ),
  );
  const restB = weightOfAll(
    leftOver(
      b,
      pairs.map(pair => pair.right),
    ),
  );
  const conflict = Math.min(restA, restB);
  const extra = Math.max(restA, restB) - conflict;
  const score = matched / (pairedWeight + conflict + EXTRA_WORD * extra);
  return score * (conflict > 0 ? CONFLICT : 1) * (swapped ? OTHER_ORDER : 1);
}

const quoted = (words: readonly NameWord[]): string => words.map(word => `“${word.shown}”`).join(', ');

function pairReasons(a: PreparedName, b: PreparedName, pairs: readonly Pair[]): readonly string[] {
  return pairs.flatMap(pair => {
    const [left, right] = [a.words[pair.left], b.words[pair.right]];
    if (left === undefined || right === undefined || left.folded === right.folded) return [];
    const both = `“${left.shown}” and “${right.shown}”`;
    if (pair.likeness === INITIAL && Math.min(left.folded.length, right.folded.length) === 1)
      return [`${both}: one may be the first letter of the other`];
    if (left.script !== right.script) return [`${both} may be one name in two scripts`];
    return [pair.likeness > 0.85 ? `${both} are spellings of one name` : `${both} are alike`];
  });
}

function differenceReasons(a: PreparedName, b: PreparedName, pairs: readonly Pair[]): readonly string[] {
  const restA = leftOver(
    a.words,
    pairs.map(pair => pair.left),
  );
  const restB = leftOver(
    b.words,
    pairs.map(pair => pair.right),
  );
  if (restA.length > 0 && restB.length > 0) return [`${quoted(restA)} and ${quoted(restB)} are different`];
  const rest = [...restA, ...restB];
  if (rest.length === 0) return [];
  return [`${quoted(rest)} ${rest.length === 1 ? 'is' : 'are'} only in one of them`];
}

const outOfOrder = (pairs: readonly Pair[]): boolean => {
  const inOrder = [...pairs].sort((x, y) => x.left - y.left);
  return inOrder.some((pair, place) => place > 0 && pair.right < (inOrder[place - 1]?.right ?? 0));
};

/** How far two names may be one: 0 (different) to 1 (the same), with reasons in words. The same both ways. */
export function comparePreparedNames(one: PreparedName, other: PreparedName): NameLikeness {
  const [a, b] = one.folded <= other.folded ? [one, other] : [other, one];
  if (a.words.length === 0 || b.words.length === 0) return { score: 0, reasons: ['A name is missing'] };
  if (a.folded === b.folded) return { score: 1, reasons: ['The names are the same'] };
  const pairs = pairWords(a.words, b.words);
  if (pairs.length === 0) return { score: 0, reasons: ['The names are different'] };
  const swapped = outOfOrder(pairs);
  const score = scoreOf(a.words, b.words, pairs, swapped);
  const reasons = [
    ...(swapped ? ['The names are in another order'] : []),
    ...pairReasons(a, b, pairs),
    ...differenceReasons(a, b, pairs),
  ];
  return {
    score,
    reasons: reasons.length > 0 ? reasons : ['The names are the same, spaced or joined differently'],
  };
}

export const compareNames = (a: string, b: string): NameLikeness =>
  comparePreparedNames(prepareName(a), prepareName(b));

/** '=mhmd=': the consonants of a word, fenced so that they are never taken for part of a word. */
const fenced = (skeleton: string): string => `=${skeleton}=`;

const skeletonKeys = (words: readonly NameWord[]): readonly string[] =>
  words.flatMap(word => word.skeletons.filter(skeleton => skeleton.length > 1).map(fenced));

/**
 * The words to store beside a name and search by trigrams: its folded words, the same in Latin letters where the script
 * is another, and the consonants of each word. 'Muhammad' and 'محمد' both give '=mhmd='. Join them with spaces.
 */
export function nameSearchKeys(fullName: string): readonly string[] {
  const { folded, words } = prepareName(fullName);
  const latin = words
    .filter(word => word.script === 'romanised')
    .map(word => romanise(word.folded).replaceAll('ə', ''));
  return [
    ...new Set([...folded.split(' '), ...words.map(word => word.folded), ...latin, ...skeletonKeys(words)]),
  ].filter(key => key !== '');
}

/** One thing to look for: a stored text fits when it holds `word`, or one of `skeletons` (with their fences). */
export type NameSearchTerm = { readonly word: string; readonly skeletons: readonly string[] };

/** What somebody typed into a search for a name. Every term has to fit; wildcard characters cannot occur in them. */
export const nameSearchTerms = (typed: string): readonly NameSearchTerm[] =>
  nameWords(typed).map(word => ({ word: word.folded, skeletons: skeletonKeys([word]) }));
