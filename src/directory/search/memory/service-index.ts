// All services in memory, in order of name, so that any mix of wishes with distance and exact counts is a few passes over bits.
import type { Point, ServiceId } from '#kernel';
import type { ServiceFacts } from '../facts.ts';
import type { Wish } from '../wish.ts';
import { type Bits, emptyBits, setBit } from './bits.ts';

/** For one wish: which services meet it, and which meet it or may, because it is not known of them. */
export type Met = { readonly yes: Bits; readonly maybe: Bits };

export type ServiceIndex = {
  /** In order of folded name, then id. A service's place here is its slot. */
  readonly facts: readonly ServiceFacts[];
  readonly slotOf: ReadonlyMap<ServiceId, number>;
  /** Where the places of slot n begin in `points`, three numbers each; one more than there are services. */
  readonly firstPoint: Uint32Array;
  /** Places as unit vectors: how far apart two are is then three differences and no trigonometry. */
  readonly points: Float64Array;
  /** The answers of wishes asked before, the oldest first. */
  readonly answers: Map<string, Met>;
  /** Squares of chords by slot, written anew by every search: searches of an index never overlap. */
  readonly chords: Float64Array;
};

/** Sets of answers kept: 25 kB each at 100,000 services. */
const MOST_ANSWERS = 400;

const byName = (one: ServiceFacts, other: ServiceFacts): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.id < other.id ? -1 : 1;

export function indexServices(unsorted: readonly ServiceFacts[]): ServiceIndex {
  return ofSorted([...unsorted].sort(byName));
}

function ofSorted(facts: readonly ServiceFacts[]): ServiceIndex {
  const firstPoint = new Uint32Array(facts.length + 1);
  const slotOf = new Map<ServiceId, number>();
  let places = 0;
  facts.forEach((each, slot) => {
    slotOf.set(each.id, slot);
    firstPoint[slot] = places * 3;
    places += each.places.length;
  });
  firstPoint[facts.length] = places * 3;
  const points = new Float64Array(places * 3);
  let at = 0;
  for (const each of facts)
    for (const place of each.places) {
      points.set(unitVector(place), at);
      at += 3;
    }
  return { facts, slotOf, firstPoint, points, answers: new Map(), chords: new Float64Array(facts.length) };
}

/** The index after some services changed: `gone` are taken out, `changed` put in at their place. */
export function changeIndex(
  index: ServiceIndex,
  gone: ReadonlySet<ServiceId>,
  changed: readonly ServiceFacts[],
): ServiceIndex {
  const left = index.facts.filter(({ id }) => !gone.has(id));
  const added = [...changed].sort(byName);
  const merged: ServiceFacts[] = [];
  let next = 0;
  for (const facts of left) {
    for (let add = added[next]; add !== undefined && byName(add, facts) < 0; add = added[next]) {
      merged.push(add);
      next += 1;
    }
    merged.push(facts);
  }
  merged.push(...added.slice(next));
  return ofSorted(merged);
}

/** Which services meet a wish, from memory when it was asked before. */
export function metBy(index: ServiceIndex, wish: Wish): Met {
  const kept = index.answers.get(wish.key);
  if (kept !== undefined) {
    index.answers.delete(wish.key);
    index.answers.set(wish.key, kept);
    return kept;
  }
  const met = { yes: emptyBits(index.facts.length), maybe: emptyBits(index.facts.length) };
  index.facts.forEach((facts, slot) => {
    const { verdict } = wish.judge(facts);
    if (verdict === 'no') return;
    setBit(met.maybe, slot);
    if (verdict === 'yes') setBit(met.yes, slot);
  });
  const [oldest] = index.answers.size >= MOST_ANSWERS ? index.answers.keys() : [];
  if (oldest !== undefined) index.answers.delete(oldest);
  index.answers.set(wish.key, met);
  return met;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function unitVector({ latitude, longitude }: Point): readonly [number, number, number] {
  const [lat, long] = [radians(latitude), radians(longitude)];
  return [Math.cos(lat) * Math.cos(long), Math.cos(lat) * Math.sin(long), Math.sin(lat)];
}

const EARTH_RADIUS_KM = 6371.0088;

/** The square of the straight line through the unit sphere ↔ kilometres over the ground. */
export const kmOfChord = (square: number): number =>
  2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square) / 2));
export const chordOfKm = (km: number): number =>
  (2 * Math.sin(Math.min(km / EARTH_RADIUS_KM, Math.PI) / 2)) ** 2;

/** To the nearest of a service's places; infinite when none is known, and when it is certainly beyond `furthest`. */
export function chordTo(
  { firstPoint, points }: ServiceIndex,
  slot: number,
  from: readonly [number, number, number],
  furthest: number,
): number {
  const end = firstPoint[slot + 1] as number;
  let least = Number.POSITIVE_INFINITY;
  for (let at = firstPoint[slot] as number; at < end; at += 3) {
    // North and south alone rule most of them out.
    const dz = (points[at + 2] as number) - from[2];
    if (dz * dz > furthest) continue;
    const dx = (points[at] as number) - from[0];
    const dy = (points[at + 1] as number) - from[1];
    const square = dx * dx + dy * dy + dz * dz;
    if (square < least) least = square;
  }
  return least;
}

export const hasPlace = ({ firstPoint }: ServiceIndex, slot: number): boolean =>
  firstPoint[slot + 1] !== firstPoint[slot];
