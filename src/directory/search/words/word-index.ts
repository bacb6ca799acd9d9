// The words of all services in memory: which have a word that begins so, how well, and what a misspelt one was meant to be.

import { editsBetween, type KnownWord } from '../../words.ts';
import { type Bits, emptyBits, setBit } from '../memory/bits.ts';
import { type Carry, carryNumbers } from '../memory/carry.ts';
import type { TextMatch } from '../memory/query.ts';
import { beginningWith, joinSegments, type Segment, segmentOf } from './segment.ts';
import { walkAlike } from './shapes.ts';

export type WordIndex = {
  /** The first has nearly all words; each other those of fewer services that changed since, so that a change costs little. */
  readonly segments: readonly Segment[];
  /** By slot: the number a service has in the segments. */
  readonly numberOf: Uint32Array;
  /** The other way round; -1 for one that is there no more. */
  readonly slotOf: Int32Array;
  /** How well each slot has the words of a search, written anew by every search: searches never overlap. */
  readonly rank: Uint32Array;
  /** What words were meant to be, of those asked before. */
  readonly meant: Map<string, string | null>;
};

/** Each segment is more than so many times as large as the next. */
const TIMES = 4;

/** @param vectors by slot, as PostgreSQL writes them; those without are found by no word. */
export function indexWords(vectors: readonly (string | undefined)[]): WordIndex {
  const numberOf = Uint32Array.from(vectors, (_, slot) => slot);
  return numbered([segmentOf(writtenOf(vectors, 0))], numberOf, Int32Array.from(numberOf));
}

function* writtenOf(vectors: readonly (string | undefined)[], first: number) {
  for (const [at, vector] of vectors.entries())
    if (vector !== undefined) yield { service: first + at, vector };
}

const numbered = (segments: WordIndex['segments'], numberOf: Uint32Array, slotOf: Int32Array): WordIndex => ({
  segments,
  numberOf,
  slotOf,
  rank: new Uint32Array(numberOf.length),
  meant: new Map(),
});

/** @param vectors of what is fresh, in order. */
export function changeWords(
  words: WordIndex,
  carry: Carry,
  vectors: readonly (string | undefined)[],
): WordIndex {
  const first = words.slotOf.length;
  const numberOf = carryNumbers(words.numberOf, carry);
  carry.fresh.forEach((slot, at) => {
    numberOf[slot] = first + at;
  });
  const slotOf = new Int32Array(first + carry.fresh.length).fill(-1);
  for (let slot = 0; slot < numberOf.length; slot++) slotOf[numberOf[slot] as number] = slot;
  const added = segmentOf(writtenOf(vectors, first));
  const segments = joined(words.segments, added, number => (slotOf[number] as number) >= 0);
  const [only] = segments;
  if (!only || segments.length > 1) return numbered(segments, numberOf, slotOf);
  // All in one: numbered by slot again, so that numbers do not grow for ever.
  const services = only.services.map(number => slotOf[number] as number);
  const slots = numberOf.map((_, slot) => slot);
  return numbered([{ ...only, services }], slots, Int32Array.from(slots));
}

/** What is added, with all before it that are not many times as much. */
function joined(
  before: WordIndex['segments'],
  added: Segment,
  isThere: (number: number) => boolean,
): readonly Segment[] {
  const last = before[before.length - 1];
  if (!last || last.services.length > added.services.length * TIMES) return [...before, added];
  return joined(before.slice(0, -1), joinSegments(last, added, isThere), isThere);
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
    const { first, services, ranks } = segment;
    const [from, to] = beginningWith(segment, word);
    const end = first[to] as number;
    for (let at = first[from] as number; at < end; at++) {
      const slot = slotOf[services[at] as number] as number;
      if (slot < 0) continue;
      setBit(bits, slot);
      rank[slot] = (rank[slot] as number) + (ranks[at] as number);
    }
  }
}

/** Whether any service has a word that begins so. */
export const isBegun = (index: WordIndex, word: string): boolean =>
  index.segments.some(segment => {
    const [from, to] = beginningWith(segment, word);
    return countServices(index, segment, from, to, 1) > 0;
  });

/** How many services that are still there have words of these, or so many of them. */
function countServices(
  { slotOf }: WordIndex,
  { first, services }: Segment,
  from: number,
  to: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const end = first[to] as number;
  let count = 0;
  for (let at = first[from] as number; at < end && count < most; at++)
    if ((slotOf[services[at] as number] as number) >= 0) count += 1;
  return count;
}

/** All words that are so many edits away or fewer, with how many services have them. */
export function wordsNear(index: WordIndex, word: string, most: number): readonly KnownWord[] {
  const near = new Map<string, number>();
  for (const segment of index.segments)
    walkAlike(segment.shapes, word, most, place => {
      const known = segment.words[place] as string;
      if (editsBetween(word, known, most) > most) return;
      const services = countServices(index, segment, place, place + 1);
      if (services > 0) near.set(known, (near.get(known) ?? 0) + services);
    });
  return Array.from(near, ([known, services]) => ({ word: known, services }));
}
