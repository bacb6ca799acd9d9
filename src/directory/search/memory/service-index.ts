// All services in memory, in order of name, so that any mix of wishes with distance and exact counts is a few passes over bits.
import type { ServiceId } from '#kernel';
import type { ServiceFacts } from '../facts.ts';
import type { Wish } from '../wish.ts';
import { type Bits, emptyBits, fullBits, setBit } from './bits.ts';
import { type Column, changeColumn, newColumn } from './columns.ts';
import { type Places, placesOf } from './places.ts';

/** For one wish: which services meet it, and which meet it or may, because it is not known of them. */
export type Met = { readonly yes: Bits; readonly maybe: Bits };

export type ServiceIndex = {
  /** In order of folded name, then id. A service's place here is its slot. */
  readonly facts: readonly ServiceFacts[];
  readonly places: Places;
  readonly everybody: Bits;
  /** Those likely right, those to ask first, those in doubt. */
  readonly bands: readonly [Bits, Bits, Bits];
  readonly columns: Map<string, Column>;
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
  const facts = [...unsorted].sort(byName);
  return indexOf(facts, placesOf(facts), new Map());
}

const indexOf = (
  facts: readonly ServiceFacts[],
  places: Places,
  columns: Map<string, Column>,
): ServiceIndex => ({
  facts,
  places,
  everybody: fullBits(facts.length),
  bands: bandsOf(facts),
  columns,
  answers: new Map(),
  chords: new Float64Array(facts.length),
});

function bandsOf(facts: readonly ServiceFacts[]): ServiceIndex['bands'] {
  const bands = [emptyBits(facts.length), emptyBits(facts.length), emptyBits(facts.length)] as const;
  facts.forEach(({ trustBand }, slot) => {
    setBit(bands[trustBand], slot);
  });
  return bands;
}

export type Changed = {
  readonly index: ServiceIndex;
  /** By slot of the new index: the slot it had before, or -1 for one that is new or was read again. */
  readonly from: Int32Array;
};

/** The index after some services changed: `gone` are taken out, `changed` put in at their place. */
export function changeIndex(
  index: ServiceIndex,
  gone: ReadonlySet<ServiceId>,
  changed: readonly ServiceFacts[],
): Changed {
  const added = [...changed].sort(byName);
  const facts: ServiceFacts[] = [];
  const from: number[] = [];
  const put = (each: ServiceFacts, before: number) => {
    facts.push(each);
    from.push(before);
  };
  let next = 0;
  index.facts.forEach((each, slot) => {
    if (gone.has(each.id)) return;
    for (let add = added[next]; add !== undefined && byName(add, each) < 0; add = added[next]) {
      put(add, -1);
      next += 1;
    }
    put(each, slot);
  });
  for (const add of added.slice(next)) put(add, -1);
  const was = Int32Array.from(from);
  const columns = new Map(
    [...index.columns].map(([name, column]) => [name, changeColumn(column, was, facts)]),
  );
  return { index: indexOf(facts, placesOf(facts, index.places, was), columns), from: was };
}

/** Which services meet a wish, from memory when it was asked before. */
export function metBy(index: ServiceIndex, wish: Wish): Met {
  const kept = index.answers.get(wish.key);
  if (kept !== undefined) {
    index.answers.delete(wish.key);
    index.answers.set(wish.key, kept);
    return kept;
  }
  const met = judged(columnFor(index, wish.reads), wish);
  const [oldest] = index.answers.size >= MOST_ANSWERS ? index.answers.keys() : [];
  if (oldest !== undefined) index.answers.delete(oldest);
  index.answers.set(wish.key, met);
  return met;
}

function columnFor({ columns, facts }: ServiceIndex, reads: Wish['reads']): Column {
  const name = reads.join();
  const column = columns.get(name) ?? newColumn(reads, facts);
  columns.set(name, column);
  return column;
}

const VERDICTS = { no: 0, unknown: 1, yes: 3 } as const;

function judged({ examples, values }: Column, wish: Wish): Met {
  const verdicts = Uint8Array.from(examples, facts => VERDICTS[wish.judge(facts).verdict]);
  const met = { yes: emptyBits(values.length), maybe: emptyBits(values.length) };
  for (let word = 0; word < met.yes.length; word++) {
    let [yes, maybe] = [0, 0];
    const end = Math.min(values.length, (word + 1) << 5);
    for (let slot = word << 5; slot < end; slot++) {
      const verdict = verdicts[values[slot] as number] as number;
      maybe |= (verdict & 1) << (slot & 31);
      yes |= (verdict >>> 1) << (slot & 31);
    }
    met.yes[word] = yes;
    met.maybe[word] = maybe;
  }
  return met;
}
