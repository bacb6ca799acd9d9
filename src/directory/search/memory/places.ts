// Where services are, in squares of the map, so that a search by distance looks only at what may be near.
import type { Point } from '#kernel';
import type { ServiceFacts } from '../facts.ts';
import { type Bits, emptyBits, setBit } from './bits.ts';
import type { Carry } from './carry.ts';

export type Vector = readonly [number, number, number];

export type Places = {
  /** Where the places of slot n begin in `points`, three numbers each; one more than there are services. */
  readonly first: Uint32Array;
  /** As unit vectors: how far apart two are is then three differences and no trigonometry. */
  readonly points: Float64Array;
  /** Where each square begins in `slots` and `nearby`; one more than there are squares. */
  readonly squares: Uint32Array;
  /** Slots square by square, once for each of their places. */
  readonly slots: Uint32Array;
  /** The same places again in that order, so that neighbours are read together. */
  readonly nearby: Float64Array;
  readonly placeless: Bits;
};

/** Squares of three kilometres over the British Isles. What lies outside is counted to the square at the edge. */
const SIDE = 1 / 2048;
const SOUTH = Math.sin((49 * Math.PI) / 180);
const WEST = -0.125;
const ROWS = 250;
const COLUMNS = 320;

const within = (value: number, most: number): number => (value < 0 ? 0 : value > most ? most : value);
const rowOf = (northing: number): number => within(Math.floor((northing - SOUTH) / SIDE), ROWS - 1);
const columnOf = (easting: number): number => within(Math.floor((easting - WEST) / SIDE), COLUMNS - 1);

export const placesOf = (facts: readonly ServiceFacts[]): Places =>
  arranged(facts, { runs: [], fresh: facts.map((_, slot) => slot) }, NOWHERE);

/** The very same when nobody has moved. */
export function changePlaces(
  { places, facts: before }: { readonly places: Places; readonly facts: readonly ServiceFacts[] },
  carry: Carry,
  facts: readonly ServiceFacts[],
): Places {
  const isThere = (slot: number): boolean =>
    areSame(before[slot]?.places ?? [], (facts[slot] as ServiceFacts).places);
  return carry.inPlace && carry.fresh.every(isThere) ? places : arranged(facts, carry, places);
}

const NOWHERE = { first: new Uint32Array(1), points: new Float64Array(0) };

/** The points of what stays are copied: making one takes five times a sine or cosine. */
function arranged(
  facts: readonly ServiceFacts[],
  { runs, fresh }: Pick<Carry, 'runs' | 'fresh'>,
  before: Pick<Places, 'first' | 'points'>,
): Places {
  const first = new Uint32Array(facts.length + 1);
  const placeless = emptyBits(facts.length);
  // How many numbers each has, and then where they begin.
  for (const { from, to, length } of runs)
    for (let at = 1; at <= length; at++)
      first[to + at] = (before.first[from + at] as number) - (before.first[from + at - 1] as number);
  for (const slot of fresh) first[slot + 1] = (facts[slot] as ServiceFacts).places.length * 3;
  for (let slot = 0; slot < facts.length; slot++) {
    if (first[slot + 1] === 0) setBit(placeless, slot);
    first[slot + 1] = (first[slot] as number) + (first[slot + 1] as number);
  }
  const points = new Float64Array(first[facts.length] as number);
  for (const { from, to, length } of runs)
    points.set(before.points.subarray(before.first[from], before.first[from + length]), first[to]);
  for (const slot of fresh)
    (facts[slot] as ServiceFacts).places.forEach((place, at) => {
      points.set(unitVector(place), (first[slot] as number) + at * 3);
    });
  return { first, points, placeless, ...inSquares(first, points) };
}

const areSame = (some: readonly Point[], others: readonly Point[]): boolean =>
  some.length === others.length &&
  some.every(
    ({ latitude, longitude }, at) => latitude === others[at]?.latitude && longitude === others[at]?.longitude,
  );

/** Counted first, then put in place. */
function inSquares(first: Uint32Array, points: Float64Array): Pick<Places, 'squares' | 'slots' | 'nearby'> {
  const count = points.length / 3;
  const squareOf = new Uint32Array(count);
  const squares = new Uint32Array(ROWS * COLUMNS + 1);
  for (let at = 0; at < count; at++) {
    const square = rowOf(points[at * 3 + 2] as number) * COLUMNS + columnOf(points[at * 3 + 1] as number);
    squareOf[at] = square;
    squares[square + 1] = (squares[square + 1] as number) + 1;
  }
  for (let square = 1; square < squares.length; square++)
    squares[square] = (squares[square] as number) + (squares[square - 1] as number);
  const next = squares.slice();
  const slots = new Uint32Array(count);
  const nearby = new Float64Array(points.length);
  let at = 0;
  for (let slot = 0; at < count; slot++)
    for (; at < (first[slot + 1] as number) / 3; at++) {
      const square = squareOf[at] as number;
      const to = next[square] as number;
      next[square] = to + 1;
      slots[to] = slot;
      nearby[to * 3] = points[at * 3] as number;
      nearby[to * 3 + 1] = points[at * 3 + 1] as number;
      nearby[to * 3 + 2] = points[at * 3 + 2] as number;
    }
  return { squares, slots, nearby };
}

/**
 * Calls for each place within the square of a chord whose slot is among `of`: for a service with several places near, more
 * than once.
 */
export function walkNear(
  { squares, slots, nearby }: Places,
  [x, y, z]: Vector,
  chord: number,
  of: Bits,
  each: (slot: number, chord: number) => void,
): void {
  // A hair's breadth more, for rounding at the edge of a square.
  const reach = Math.sqrt(chord) * 1.000001;
  const [west, east] = [columnOf(y - reach), columnOf(y + reach)];
  const top = rowOf(z + reach);
  for (let row = rowOf(z - reach); row <= top; row++) {
    // The squares of a row lie one after the other.
    const end = squares[row * COLUMNS + east + 1] as number;
    for (let at = squares[row * COLUMNS + west] as number; at < end; at++) {
      const slot = slots[at] as number;
      if ((((of[slot >>> 5] as number) >>> (slot & 31)) & 1) === 0) continue;
      const dx = (nearby[at * 3] as number) - x;
      const dy = (nearby[at * 3 + 1] as number) - y;
      const dz = (nearby[at * 3 + 2] as number) - z;
      const square = dx * dx + dy * dy + dz * dz;
      if (square <= chord) each(slot, square);
    }
  }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function unitVector({ latitude, longitude }: Point): Vector {
  const [lat, long] = [radians(latitude), radians(longitude)];
  return [Math.cos(lat) * Math.cos(long), Math.cos(lat) * Math.sin(long), Math.sin(lat)];
}

const EARTH_RADIUS_KM = 6371.0088;

/** The square of the straight line through the unit sphere ↔ kilometres over the ground. */
export const kmOfChord = (square: number): number =>
  2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square) / 2));
export const chordOfKm = (km: number): number =>
  (2 * Math.sin(Math.min(km / EARTH_RADIUS_KM, Math.PI) / 2)) ** 2;

/** To the nearest of a service's places; infinite when none is known. */
export function chordTo({ first, points }: Places, slot: number, from: Vector): number {
  const end = first[slot + 1] as number;
  let least = Number.POSITIVE_INFINITY;
  for (let at = first[slot] as number; at < end; at += 3) {
    const dx = (points[at] as number) - from[0];
    const dy = (points[at + 1] as number) - from[1];
    const dz = (points[at + 2] as number) - from[2];
    const square = dx * dx + dy * dy + dz * dz;
    if (square < least) least = square;
  }
  return least;
}
