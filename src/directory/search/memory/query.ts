// Asks the index: which services fit or may fit, how many of each exactly, one page of them in order, and what to loosen.
import type { Point } from '#kernel';
import type { Wish } from '../wish.ts';
import {
  addToCounters,
  type Bits,
  type Counters,
  countBits,
  countedExactly,
  emptyBits,
  fullBits,
  hasBit,
  keepCommon,
  newCounters,
  setBit,
  walkBits,
} from './bits.ts';
import {
  chordOfKm,
  chordTo,
  hasPlace,
  kmOfChord,
  metBy,
  type ServiceIndex,
  unitVector,
} from './service-index.ts';
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
};

/** With `withinKm` it leaves the distance of each that is included in `index.chords`. */
function narrow(index: ServiceIndex, { wishes, text, near, withinKm }: IndexQuery): Narrowed {
  const size = index.facts.length;
  const included = text ? text.bits.slice() : fullBits(size);
  const met = wishes.map(wish => metBy(index, wish));
  for (const { maybe } of met) keepCommon(included, maybe);
  const known = included.slice();
  for (const { yes } of met) keepCommon(known, yes);
  const gaps = newCounters(size, wishes.length + 1);
  for (const { yes, maybe } of met) addToCounters(gaps, without(maybe, yes));
  const narrowed = { included, known, gaps };
  if (near && withinKm !== null) keepNear(index, narrowed, near, chordOfKm(withinKm));
  return narrowed;
}

function without(bits: Bits, taken: Bits): Bits {
  const left = bits.slice();
  for (let word = 0; word < left.length; word++) left[word] = (left[word] ?? 0) & ~(taken[word] ?? 0);
  return left;
}

/** A service whose place is not known may be near: it stays, as not known. */
function keepNear(
  index: ServiceIndex,
  { included, known, gaps }: Narrowed,
  near: Point,
  furthest: number,
): void {
  const { chords } = index;
  const [close, placeless] = [emptyBits(chords.length), emptyBits(chords.length)];
  const from = unitVector(near);
  walkBits(included, slot => {
    const chord = chordTo(index, slot, from, furthest);
    chords[slot] = chord;
    if (chord <= furthest) setBit(close, slot);
    else if (!hasPlace(index, slot)) setBit(placeless, slot);
  });
  keepCommon(known, close);
  addToCounters(gaps, placeless);
  for (let word = 0; word < close.length; word++)
    included[word] = (included[word] ?? 0) & ((close[word] ?? 0) | (placeless[word] ?? 0));
}

export function askIndex(index: ServiceIndex, query: IndexQuery): IndexAnswer {
  const found = narrow(index, query);
  const [all, known] = [countBits(found.included), countBits(found.known)];
  const shown = query.knownOnly ? { ...found, included: found.known } : found;
  const slots = pageOf(index, shown, query);
  const from = query.near ? unitVector(query.near) : null;
  const hits = slots.map(slot => {
    const chord = from ? chordTo(index, slot, from, Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    return {
      slot,
      km: chord === Number.POSITIVE_INFINITY ? null : kmOfChord(chord),
      known: hasBit(found.known, slot),
    };
  });
  return { hits, known, unknown: all - known };
}

/** Known first; for the best fit, then by how little is not known; in each group nearest, then by words, then by trust, then by name. */
function pageOf(index: ServiceIndex, { included, known, gaps }: Narrowed, query: IndexQuery): number[] {
  const { near, wishes, offset, limit } = query;
  const sort = near === null && query.sort === 'nearest' ? 'best' : query.sort;
  const groups =
    sort === 'best'
      ? Array.from({ length: wishes.length + 2 }, (_, count) => () => countedExactly(gaps, count, included))
      : [() => known, () => without(included, known)];
  const plain = sort === 'name' || (near === null && query.text === null);
  const slots: number[] = [];
  let skip = offset;
  for (const makeGroup of groups) {
    const group = makeGroup();
    const size = countBits(group);
    if (size <= skip) skip -= size;
    else {
      const wanted = skip + limit - slots.length;
      const inOrder = sort === 'name' ? firstOf : plain ? trustedFirst : bestOf;
      slots.push(...inOrder(group, wanted, index, query).slice(skip));
      skip = 0;
    }
    if (slots.length >= limit) break;
  }
  return slots;
}

/** Slots are in order of name already. */
function firstOf(group: Bits, most: number): number[] {
  const slots: number[] = [];
  walkBits(group, slot => slots.push(slot) < most);
  return slots;
}

/** The same, with what is in doubt after what is not: nothing else tells them apart. */
function trustedFirst(group: Bits, most: number, { facts }: ServiceIndex): number[] {
  const bands: [number[], number[], number[]] = [[], [], []];
  walkBits(group, slot => {
    bands[facts[slot]?.trustBand ?? 1].push(slot);
    return bands[0].length < most;
  });
  return bands.flat().slice(0, most);
}

function bestOf(
  group: Bits,
  most: number,
  index: ServiceIndex,
  { near, withinKm, text }: IndexQuery,
): number[] {
  const best = keepBest(most);
  const from = near ? unitVector(near) : null;
  walkBits(group, slot => {
    let chord = 0;
    if (from)
      chord =
        withinKm === null ? chordTo(index, slot, from, Number.POSITIVE_INFINITY) : (index.chords[slot] ?? 0);
    if (chord > best.furthest()) return;
    best.offer(slot, chord, text ? -(text.rank[slot] ?? 0) : 0, index.facts[slot]?.trustBand ?? 1);
  });
  return best.slots();
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
