// Asks the index: which services fit or may fit, how many of each exactly, one page of them in order, and what to loosen.
import type { Point } from '#kernel';
import type { Wish } from '../judged.ts';
import {
  addToCounters,
  type Bits,
  type Counters,
  countBits,
  countedExactly,
  counterAt,
  emptyBits,
  fullBits,
  hasBit,
  keepCommon,
  newCounters,
  setBit,
  walkBits,
} from './bits.ts';
import { chordOfKm, chordTo, kmOfChord, metBy, type ServiceIndex, unitVector } from './service-index.ts';
import { keepBest } from './top.ts';

export type Sort = 'best' | 'nearest' | 'name';

/** Services that have the words, with how well (by slot); only where a text was searched. */
export type TextMatch = { readonly bits: Bits; readonly rank: Float32Array };

export type IndexQuery = {
  readonly wishes: readonly Wish[];
  readonly text: TextMatch | null;
  readonly near: Point | null;
  /** Only with `near`. */
  readonly withinKm: number | null;
  readonly sort: Sort;
  /** Leave out what is not known. */
  readonly knownOnly: boolean;
  readonly offset: number;
  readonly limit: number;
};

export type Hit = { readonly slot: number; readonly km: number | null; readonly known: boolean };

export type IndexAnswer = {
  readonly hits: readonly Hit[];
  /** Everything wished for is known to be so. */
  readonly known: number;
  /** Nothing is known to be otherwise, but something is not known. */
  readonly unknown: number;
};

type Narrowed = {
  readonly included: Bits;
  readonly known: Bits;
  /** How much is not known of each. */
  readonly gaps: Counters;
  /** Squares of chords, by slot; only for those included, where a place was asked. */
  readonly chords: Float64Array | null;
};

function narrow(index: ServiceIndex, { wishes, text, near, withinKm }: IndexQuery): Narrowed {
  const size = index.facts.length;
  const included = text ? text.bits.slice() : fullBits(size);
  const met = wishes.map(wish => metBy(index, wish));
  for (const { maybe } of met) keepCommon(included, maybe);
  const known = included.slice();
  for (const { yes } of met) keepCommon(known, yes);
  const gaps = newCounters(size);
  for (const { yes, maybe } of met) addToCounters(gaps, without(maybe, yes));
  const chords = near ? measure(index, included, near) : null;
  if (chords && withinKm !== null) keepNear({ included, known, gaps, chords }, chordOfKm(withinKm));
  return { included, known, gaps, chords };
}

function without(bits: Bits, taken: Bits): Bits {
  const left = bits.slice();
  for (let word = 0; word < left.length; word++) left[word] = (left[word] ?? 0) & ~(taken[word] ?? 0);
  return left;
}

function measure(index: ServiceIndex, included: Bits, near: Point): Float64Array {
  const chords = new Float64Array(index.facts.length);
  const from = unitVector(near);
  walkBits(included, slot => {
    chords[slot] = chordTo(index, slot, from);
  });
  return chords;
}

/** A service whose place is not known may be near: it stays, as not known. */
function keepNear(
  { included, known, gaps, chords }: Narrowed & { readonly chords: Float64Array },
  furthest: number,
): void {
  const [near, placeless] = [emptyBits(chords.length), emptyBits(chords.length)];
  walkBits(included, slot => {
    const chord = chords[slot] ?? 0;
    if (chord <= furthest) setBit(near, slot);
    else if (chord === Number.POSITIVE_INFINITY) setBit(placeless, slot);
  });
  keepCommon(known, near);
  addToCounters(gaps, placeless);
  for (let word = 0; word < near.length; word++)
    included[word] = (included[word] ?? 0) & ((near[word] ?? 0) | (placeless[word] ?? 0));
}

export function askIndex(index: ServiceIndex, query: IndexQuery): IndexAnswer {
  const found = narrow(index, query);
  const [all, known] = [countBits(found.included), countBits(found.known)];
  const shown = query.knownOnly ? { ...found, included: found.known } : found;
  const wanted = {
    ...query,
    sort: query.near === null && query.sort === 'nearest' ? 'best' : query.sort,
  } as const;
  const inOrder = wanted.sort === 'name' || (query.near === null && query.text === null);
  const slots = inOrder ? pageByName(shown, wanted) : pageByDistanceAndRank(shown, wanted);
  const hits = slots.map(slot => {
    const chord = found.chords?.[slot] ?? Number.POSITIVE_INFINITY;
    return {
      slot,
      km: chord === Number.POSITIVE_INFINITY ? null : kmOfChord(chord),
      known: hasBit(found.known, slot),
    };
  });
  return { hits, known, unknown: all - known };
}

/** Slots are in order of name already: group by group, until the page is full. */
function pageByName(
  { included, known, gaps }: Narrowed,
  { sort, wishes, offset, limit }: IndexQuery,
): number[] {
  const groups =
    sort === 'best'
      ? Array.from({ length: wishes.length + 2 }, (_, count) => () => countedExactly(gaps, count, included))
      : [() => known, () => without(included, known)];
  const slots: number[] = [];
  let skip = offset;
  for (const group of groups) {
    walkBits(group(), slot => {
      if (skip > 0) skip -= 1;
      else slots.push(slot);
      return slots.length < limit;
    });
    if (slots.length >= limit) break;
  }
  return slots;
}

/** Known first; for the best fit, then by how little is not known; then nearest; then by words; then by name. */
function pageByDistanceAndRank(
  { included, known, gaps, chords }: Narrowed,
  { sort, text, offset, limit }: IndexQuery,
): number[] {
  const groupOf = (slot: number): number =>
    sort === 'best' ? counterAt(gaps, slot) : hasBit(known, slot) ? 0 : 1;
  const best = keepBest(offset + limit);
  walkBits(included, slot => {
    best.offer(slot, groupOf(slot), chords?.[slot] ?? 0, -(text?.rank[slot] ?? 0));
  });
  return best.slots().slice(offset);
}

export type Loosening = { readonly wish: Wish | 'distance' | 'text'; readonly services: number };

/** For each thing asked, how many services would be listed without it: the most first, those that change nothing left out. */
export function loosenings(index: ServiceIndex, query: IndexQuery): readonly Loosening[] {
  const listed = (changed: IndexQuery): number => {
    const { included, known } = narrow(index, changed);
    return countBits(query.knownOnly ? known : included);
  };
  const now = listed(query);
  const found: Loosening[] = query.wishes.map(wish => ({
    wish,
    services: listed({ ...query, wishes: query.wishes.filter(each => each !== wish) }),
  }));
  if (query.withinKm !== null)
    found.push({ wish: 'distance', services: listed({ ...query, withinKm: null }) });
  if (query.text !== null) found.push({ wish: 'text', services: listed({ ...query, text: null }) });
  return found.filter(({ services }) => services > now).sort((one, other) => other.services - one.services);
}
