// Which services have a word, and how well, for all words in order: what a word begins is then one run of them.
import { type Shapes, shapesOf } from './shapes.ts';

export type Segment = {
  /** In order of their letters. */
  readonly words: readonly string[];
  readonly shapes: Shapes;
  /** Where the services of word n begin in `services` and `ranks`; one more than there are words. */
  readonly first: Uint32Array;
  /** Numbers of services, which stay theirs as long as they do not change. */
  readonly services: Uint32Array;
  /** How well each has the word: 65,535ths. */
  readonly ranks: Uint16Array;
};

/** Of one service: its number and its words as PostgreSQL writes them, `'word':1A,4 'other':2B`. */
export type Written = { readonly service: number; readonly vector: string };

/** What a name, a place or organisation, a kind and a description count for, as in PostgreSQL's `ts_rank`. */
const WEIGHTS: Readonly<Record<string, number>> = { A: 1, B: 0.4, C: 0.2 };
const OTHERWISE = 0.1;
/** The sum of 1/n² for ever. */
const LIMIT = 1.64493406685;
const RANK_UNITS = 65_535;

/** How well a service has a word, from 0 to 1, as `ts_rank` says it: the best place counts whole, the others less and less. */
export function rankOf(positions: string): number {
  let [sum, best, bestAt, at, weight] = [0, -1, 0, 0, OTHERWISE];
  for (let letter = 0; letter <= positions.length; letter++) {
    if (letter < positions.length && positions[letter] !== ',') {
      weight = WEIGHTS[positions[letter] ?? ''] ?? OTHERWISE;
      continue;
    }
    at += 1;
    sum += weight / (at * at);
    if (weight > best) [best, bestAt] = [weight, at];
  }
  return (best + sum - best / (bestAt * bestAt)) / LIMIT;
}

/** Calls for each word of a vector with where it stands: `'it''s':1A,4` is "it's" at "1A,4". */
function walkVector(vector: string, each: (word: string, positions: string) => void): void {
  let at = 0;
  for (let start = vector.indexOf("'"); start >= 0; start = vector.indexOf("'", at)) {
    let end = vector.indexOf("'", start + 1);
    while (vector[end + 1] === "'") end = vector.indexOf("'", end + 2);
    if (end < 0) return;
    const word = vector.slice(start + 1, end);
    const space = vector.indexOf(' ', end);
    at = space < 0 ? vector.length : space;
    each(word.includes("'") ? word.replaceAll("''", "'") : word, vector.slice(end + 2, at));
  }
}

type Heard = { readonly places: number[]; readonly services: number[]; readonly ranks: number[] };

export function segmentOf(written: Iterable<Written>): Segment {
  const known = new Map<string, number>();
  const heard: Heard = { places: [], services: [], ranks: [] };
  for (const { service, vector } of written)
    walkVector(vector, (word, positions) => {
      let place = known.get(word);
      if (place === undefined) {
        place = known.size;
        known.set(word, place);
      }
      heard.places.push(place);
      heard.services.push(service);
      heard.ranks.push(Math.round(rankOf(positions) * RANK_UNITS));
    });
  return inOrder(known, heard);
}

/** Counted first, then put in place: no sorting but of the words themselves. */
function inOrder(known: ReadonlyMap<string, number>, heard: Heard): Segment {
  const words = [...known.keys()].sort();
  const placeOf = new Uint32Array(words.length);
  words.forEach((word, place) => {
    placeOf[known.get(word) as number] = place;
  });
  const first = new Uint32Array(words.length + 1);
  for (const place of heard.places) {
    const after = (placeOf[place] as number) + 1;
    first[after] = (first[after] as number) + 1;
  }
  for (let at = 1; at < first.length; at++) first[at] = (first[at] as number) + (first[at - 1] as number);
  const next = first.slice();
  const services = new Uint32Array(heard.places.length);
  const ranks = new Uint16Array(heard.places.length);
  heard.places.forEach((place, at) => {
    const word = placeOf[place] as number;
    const to = next[word] as number;
    next[word] = to + 1;
    services[to] = heard.services[at] as number;
    ranks[to] = heard.ranks[at] as number;
  });
  return { words, shapes: shapesOf(words), first, services, ranks };
}

/** Both in one, without the services that are there no more. */
export function joinSegments(one: Segment, other: Segment, isThere: (service: number) => boolean): Segment {
  const words: string[] = [];
  const first: number[] = [0];
  const services = new Uint32Array(one.services.length + other.services.length);
  const ranks = new Uint16Array(services.length);
  let size = 0;
  const take = (from: Segment, place: number) => {
    for (let at = from.first[place] as number; at < (from.first[place + 1] as number); at++) {
      const service = from.services[at] as number;
      if (!isThere(service)) continue;
      services[size] = service;
      ranks[size] = from.ranks[at] as number;
      size += 1;
    }
  };
  let [left, right] = [0, 0];
  while (left < one.words.length || right < other.words.length) {
    const [mine, theirs] = [one.words[left], other.words[right]];
    const isMine = mine !== undefined && (theirs === undefined || mine <= theirs);
    const isTheirs = theirs !== undefined && (mine === undefined || theirs <= mine);
    const before = size;
    if (isMine) take(one, left++);
    if (isTheirs) take(other, right++);
    if (size === before) continue;
    words.push((isMine ? mine : theirs) ?? '');
    first.push(size);
  }
  return {
    words,
    shapes: shapesOf(words),
    first: Uint32Array.from(first),
    services: services.slice(0, size),
    ranks: ranks.slice(0, size),
  };
}

/** Where the words that begin like this one are: from, and up to. */
export function beginningWith({ words }: Segment, word: string): readonly [number, number] {
  let [from, to] = [0, words.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((words[middle] as string) < word) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while (end < words.length && (words[end] as string).startsWith(word)) end += 1;
  return [from, end];
}
