// The words of all services in memory: which have a word that begins so, how well, and what a misspelt one was meant to be.
import { type Bits, emptyBits, setBit } from '../memory/bits.ts';
import type { TextMatch } from '../memory/query.ts';
import { beginningWith, joinSegments, NO_WORDS, type Segment, segmentOf } from './segment.ts';

export type WordIndex = {
  /** Nearly all words, and those of services that changed since: few, so that a change costs little. */
  readonly segments: readonly [main: Segment, recent: Segment];
  /** By slot: the number a service has in the segments. */
  readonly numberOf: Uint32Array;
  /** The other way round; -1 for one that is there no more. */
  readonly slotOf: Int32Array;
  /** How well each slot has the words of a search, written anew by every search: searches never overlap. */
  readonly rank: Float32Array;
  /** What words were meant to be, of those asked before. */
  readonly meant: Map<string, string | null>;
};

/** Recent words are joined to the others when they are more than one in so many. */
const MOST_RECENT = 16;

/** @param vectors by slot, as PostgreSQL writes them; those without are found by no word. */
export function indexWords(vectors: readonly (string | undefined)[]): WordIndex {
  const numberOf = Uint32Array.from(vectors, (_, slot) => slot);
  const main = segmentOf(writtenOf(vectors, numberOf));
  const slotOf = Int32Array.from(numberOf);
  return {
    segments: [main, NO_WORDS],
    numberOf,
    slotOf,
    rank: new Float32Array(numberOf.length),
    meant: new Map(),
  };
}

function* writtenOf(vectors: readonly (string | undefined)[], numberOf: Uint32Array) {
  for (const [slot, vector] of vectors.entries())
    if (vector !== undefined) yield { service: numberOf[slot] as number, vector };
}

/**
 * @param from by slot: where the service was before, or -1 for one that is new or was read again.
 * @param vectors by slot, of the latter.
 */
export function changeWords(
  words: WordIndex,
  from: Int32Array,
  vectors: readonly (string | undefined)[],
): WordIndex {
  let next = words.slotOf.length;
  const numberOf = Uint32Array.from(from, before =>
    before < 0 ? next++ : (words.numberOf[before] as number),
  );
  const slotOf = new Int32Array(next).fill(-1);
  numberOf.forEach((number, slot) => {
    slotOf[number] = slot;
  });
  const isThere = (number: number) => (slotOf[number] as number) >= 0;
  const [main, recent] = words.segments;
  const added = joinSegments(recent, segmentOf(writtenOf(vectors, numberOf)), isThere);
  const isMuch = added.services.length * MOST_RECENT > main.services.length;
  const segments = isMuch
    ? ([joinSegments(main, added, isThere), NO_WORDS] as const)
    : ([main, added] as const);
  return { segments, numberOf, slotOf, rank: new Float32Array(numberOf.length), meant: new Map() };
}

export type Matches = {
  /** Services with all of the words, each as the beginning of a word. */
  readonly all: TextMatch;
  /** Services with any of them. */
  readonly any: () => TextMatch;
};

export function matchWords(index: WordIndex, words: readonly string[]): Matches {
  const rank = index.rank.fill(0);
  const each = words.map(word => {
    const bits = emptyBits(rank.length);
    mark(index, word, bits);
    return bits;
  });
  const joined = (join: (one: number, other: number) => number): TextMatch => {
    const bits = each[0]?.slice() ?? emptyBits(rank.length);
    for (const others of each.slice(1))
      for (let at = 0; at < bits.length; at++) bits[at] = join(bits[at] as number, others[at] as number);
    return { bits, rank };
  };
  return {
    all: each.length === 1 && each[0] ? { bits: each[0], rank } : joined((one, other) => one & other),
    any: () => joined((one, other) => one | other),
  };
}

function mark({ segments, slotOf, rank }: WordIndex, word: string, bits: Bits): void {
  for (const segment of segments) {
    const [from, to] = beginningWith(segment, word);
    const end = segment.first[to] as number;
    for (let at = segment.first[from] as number; at < end; at++) {
      const slot = slotOf[segment.services[at] as number] as number;
      if (slot < 0) continue;
      setBit(bits, slot);
      rank[slot] = (rank[slot] as number) + (segment.ranks[at] as number);
    }
  }
}

/** Whether any service has a word that begins so. */
export const isBegun = (index: WordIndex, word: string): boolean =>
  index.segments.some(segment => {
    const [from, to] = beginningWith(segment, word);
    return hasOne(index, segment, from, to);
  });

function hasOne({ slotOf }: WordIndex, { first, services }: Segment, from: number, to: number): boolean {
  const end = first[to] as number;
  for (let at = first[from] as number; at < end; at++)
    if ((slotOf[services[at] as number] as number) >= 0) return true;
  return false;
}

/** Calls for each word there is, with how many services have it (about: a word of changed ones may be counted twice). */
export function walkWords(index: WordIndex, each: (word: string, services: number) => void): void {
  for (const segment of index.segments)
    segment.words.forEach((word, place) => {
      if (hasOne(index, segment, place, place + 1))
        each(word, (segment.first[place + 1] as number) - (segment.first[place] as number));
    });
}
