// Asks the index: which services fit or may fit, how many of each exactly, one page of them in order, and what to loosen.
import type { Point } from '#kernel';
import type { Wish } from '../wish.ts';
import {
  type Bits,
  type Counters,
  countBits,
  countMissing,
  digitsFor,
  dropCommon,
  hasBit,
  keepCommon,
  keepCounted,
  setBit,
  walkBits,
} from './bits.ts';
import { chordOfKm, chordTo, kmOfChord, unitVector, type Vector, walkNear } from './places.ts';
import { beginLending, lend } from './scratch.ts';
import { metBy, type ServiceIndex } from './service-index.ts';
import { keepBest } from './top.ts';

export type Sort = 'best' | 'nearest' | 'name';

/** Services that have the words, with how well (by slot); only where a text was searched. */
export type TextMatch = { readonly bits: Bits; readonly rank: Uint32Array };

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
  /** For each thing asked, distance included: those of which it is known to be so. */
  readonly surely: readonly Bits[];
  /** Those near enough, each with its distance in `index.chords`; null where no distance was asked. */
  readonly close: Bits | null;
};

/** "Nearest" says nothing without a place. */
const sortOf = ({ near, sort }: IndexQuery): Sort => (near === null && sort === 'nearest' ? 'best' : sort);

/** With `withinKm` it leaves the distance of each that is near enough in `index.chords`. What it gives is lent. */
export function narrow(index: ServiceIndex, query: IndexQuery): Narrowed {
  const { wishes, text, near, withinKm } = query;
  const { scratch } = index;
  const met = wishes.map(wish => metBy(index, wish));
  const included = lend(scratch, text ? text.bits : index.everybody);
  for (const { maybe } of met) keepCommon(included, maybe);
  const close = near && withinKm !== null ? keepNear(index, included, near, withinKm) : null;
  const surely = met.map(({ yes }) => yes);
  if (close) surely.push(close);
  const known = lend(scratch, included);
  for (const yes of surely) keepCommon(known, yes);
  return { included, known, surely, close };
}

/** Of some services those that are near, each with its distance in `index.chords`. */
export function closeTo({ chords, places, scratch }: ServiceIndex, near: Point, km: number, of: Bits): Bits {
  const close = lend(scratch);
  walkNear(places, unitVector(near), chordOfKm(km), of, (slot, chord) => {
    if (hasBit(close, slot) && (chords[slot] as number) <= chord) return;
    chords[slot] = chord;
    setBit(close, slot);
  });
  return close;
}

/** Gives those that are near. A service whose place is not known may be: it stays, too. */
function keepNear(index: ServiceIndex, included: Bits, near: Point, km: number): Bits {
  const { placeless } = index.places;
  const close = closeTo(index, near, km, included);
  for (let word = 0; word < close.length; word++)
    included[word] = (included[word] as number) & ((close[word] as number) | (placeless[word] as number));
  return close;
}

export function askIndex(index: ServiceIndex, query: IndexQuery): IndexAnswer {
  beginLending(index.scratch);
  const found = narrow(index, query);
  const [all, known] = [countBits(found.included), countBits(found.known)];
  const slots = pageOf(index, found, query);
  const from = query.near ? unitVector(query.near) : null;
  const hits = slots.map(slot => {
    const chord = from ? chordTo(index.places, slot, from) : Number.POSITIVE_INFINITY;
    return {
      slot,
      km: chord === Number.POSITIVE_INFINITY ? null : kmOfChord(chord),
      known: hasBit(found.known, slot),
    };
  });
  return { hits, known, unknown: all - known };
}

/** Known first; for the best fit, then by how little is not known; in each group nearest, then by words, then by trust, then by name. */
function pageOf(index: ServiceIndex, narrowed: Narrowed, query: IndexQuery): number[] {
  const { surely, close } = narrowed;
  const { near, offset, limit } = query;
  const sort = sortOf(query);
  const plain = sort === 'name' || (near === null && query.text === null);
  const inOrder = sort === 'name' ? firstOf : plain ? trustedFirst : bestOf;
  const slots: number[] = [];
  let skip = offset;
  const groups = query.knownOnly ? 1 : sort === 'best' ? surely.length + 1 : 2;
  let gaps: Counters | null = null;
  for (let count = 0; count < groups && slots.length < limit; count++) {
    if (count === 1 && sort === 'best') gaps = gapsOf(index, narrowed);
    const group = groupOf(index, narrowed, gaps, count);
    const size = countBits(group);
    if (size <= skip) {
      skip -= size;
      continue;
    }
    const wanted = skip + limit - slots.length;
    slots.push(...inOrder(index, { group, close }, wanted, query).slice(skip));
    skip = 0;
  }
  return slots;
}

/** How much of what was asked is not known of each. Most pages are full of those of which all is known, and need none of it. */
function gapsOf({ scratch }: ServiceIndex, { included, surely }: Narrowed): Counters {
  const gaps = Array.from({ length: digitsFor(surely.length) }, () => lend(scratch));
  countMissing(gaps, included, surely);
  return gaps;
}

/** Those of which so much is not known; without counters all of which anything is not. */
function groupOf(
  { scratch }: ServiceIndex,
  { included, known }: Narrowed,
  gaps: Counters | null,
  count: number,
): Bits {
  if (count === 0) return known;
  const group = lend(scratch, included);
  if (gaps) keepCounted(group, included, gaps, count);
  else dropCommon(group, known);
  return group;
}

type Group = { readonly group: Bits; readonly close: Bits | null };

/** Slots are in order of name already. */
function firstOf(_index: ServiceIndex, { group }: Group, most: number): number[] {
  const slots: number[] = [];
  walkBits(group, slot => slots.push(slot) < most);
  return slots;
}

/** Not from the facts: they are scattered all over memory. */
const bandOf = ({ bands }: ServiceIndex, slot: number): number =>
  hasBit(bands[0], slot) ? 0 : hasBit(bands[1], slot) ? 1 : 2;

/** In order of name, with what is in doubt after what is not: nothing else tells them apart. */
function trustedFirst(index: ServiceIndex, { group, close }: Group, most: number): number[] {
  const slots: number[] = [];
  for (const band of index.bands) {
    if (slots.length >= most) break;
    const those = lend(index.scratch, group);
    keepCommon(those, band);
    slots.push(...firstOf(index, { group: those, close }, most - slots.length));
  }
  return slots;
}

/** With a distance asked, those near are known. Else, of a large group, only the nearest are looked at. */
function bestOf(
  index: ServiceIndex,
  { group, close }: Group,
  most: number,
  { near, text }: IndexQuery,
): number[] {
  const { chords } = index;
  const rank = (slot: number): number => (text ? -(text.rank[slot] as number) : 0);
  if (near && !close) return nearestOf(index, group, unitVector(near), { most, rank });
  const best = keepBest(most);
  walkBits(group, slot => {
    const chord = !close ? 0 : hasBit(close, slot) ? (chords[slot] as number) : Number.POSITIVE_INFINITY;
    if (chord <= best.furthest()) best.offer(slot, chord, rank(slot), bandOf(index, slot));
  });
  return best.slots();
}

/** Below one service in so many it is quicker to look at each than to look around the place. */
const FEW = 16;
/** Half the circumference: everywhere. */
const EVERYWHERE = 4;
const NEAR_FIRST = chordOfKm(4);

type Wanted = { readonly most: number; readonly rank: (slot: number) => number };

/** Looks around the place twice as far each time, until what is found is all nearer than anything beyond. */
function nearestOf(index: ServiceIndex, group: Bits, from: Vector, { most, rank }: Wanted): number[] {
  const { chords, places, scratch } = index;
  const [size, isFew] = [countBits(group), countBits(group) * FEW < chords.length];
  for (let chord = NEAR_FIRST; !isFew && size > most && chord < EVERYWHERE; chord *= 4) {
    const found = lend(scratch);
    walkNear(places, from, chord, group, (slot, square) => {
      if (hasBit(found, slot) && (chords[slot] as number) <= square) return;
      chords[slot] = square;
      setBit(found, slot);
    });
    if (countBits(found) < most) continue;
    const best = keepBest(most);
    walkBits(found, slot => best.offer(slot, chords[slot] as number, rank(slot), bandOf(index, slot)));
    return best.slots();
  }
  const best = keepBest(most);
  walkBits(group, slot => {
    const chord = chordTo(places, slot, from);
    if (chord <= best.furthest()) best.offer(slot, chord, rank(slot), bandOf(index, slot));
  });
  return best.slots();
}
