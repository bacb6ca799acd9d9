// All services in memory, in order of name, so that any mix of wishes with distance and exact counts is a few passes over bits.
import type { ServiceId } from '#kernel';
import type { ServiceFacts } from '../facts.ts';
import type { Wish } from '../wish.ts';
import { type Bits, emptyBits, fullBits, setBit } from './bits.ts';
import { type Carry, carryBits, carryList, carryNumbers, carryOver } from './carry.ts';
import { type Column, changeColumn, newColumn } from './columns.ts';
import { changePlaces, type Places, placesOf } from './places.ts';
import { newScratch, type Scratch } from './scratch.ts';

/** For one wish: which services meet it, and which meet it or may, because it is not known of them. */
export type Met = { readonly yes: Bits; readonly maybe: Bits };

type Answer = Met & { readonly wish: Wish };

export type ServiceIndex = {
  /** In order of folded name, then id. A service's place here is its slot. */
  readonly facts: readonly ServiceFacts[];
  readonly places: Places;
  readonly everybody: Bits;
  /** Those likely right, those to ask first, those in doubt. */
  readonly bands: readonly [Bits, Bits, Bits];
  readonly columns: Map<string, Column>;
  /** The answers of wishes asked before, the oldest first. */
  readonly answers: Map<string, Answer>;
  /** Squares of chords by slot, written anew by every search: searches of an index never overlap. */
  readonly chords: Float64Array;
  readonly scratch: Scratch;
  /** By slot: a number made of the id, to find a service by without looking at each. */
  readonly marks: Uint32Array;
};

/** Sets of answers kept: 25 kB each at 100,000 services. */
const MOST_ANSWERS = 400;

const byName = (one: ServiceFacts, other: ServiceFacts): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.id < other.id ? -1 : 1;

export function indexServices(unsorted: readonly ServiceFacts[]): ServiceIndex {
  const facts = [...unsorted].sort(byName);
  const size = facts.length;
  const bands = [emptyBits(size), emptyBits(size), emptyBits(size)] as const;
  facts.forEach(({ trustBand }, slot) => {
    setBit(bands[trustBand], slot);
  });
  return {
    facts,
    places: placesOf(facts),
    everybody: fullBits(size),
    bands,
    columns: new Map(),
    answers: new Map(),
    chords: new Float64Array(size),
    scratch: newScratch(size),
    marks: Uint32Array.from(facts, ({ id }) => markOf(id)),
  };
}

export type Changed = { readonly index: ServiceIndex; readonly carry: Carry };

/** The index after some services changed: `gone` are taken out, `changed` put in at their place. What did not change is shared. */
export function changeIndex(
  index: ServiceIndex,
  gone: ReadonlySet<ServiceId>,
  changed: readonly ServiceFacts[],
): Changed {
  const added = [...changed].sort(byName);
  const carry = carryOver(
    index.facts.length,
    slotsOf(index, gone),
    added.map(each => slotBefore(index.facts, each)),
  );
  const facts = carryList(index.facts, carry, added);
  const columns = new Map(
    [...index.columns].map(([name, column]) => [name, changeColumn(column, carry, facts)]),
  );
  const bands = index.bands.map(band => carryBits(band, carry)) as unknown as [Bits, Bits, Bits];
  const marks = carryNumbers(index.marks, carry);
  carry.fresh.forEach(slot => {
    const { id, trustBand } = facts[slot] as ServiceFacts;
    setBit(bands[trustBand], slot);
    marks[slot] = markOf(id);
  });
  return {
    carry,
    index: {
      facts,
      places: changePlaces(index, carry, facts),
      everybody: carry.inPlace ? index.everybody : fullBits(carry.size),
      bands,
      columns,
      answers: changeAnswers(index, columns, carry, facts),
      // Nothing of a search is left in them, and no two searches run at once.
      chords: carry.inPlace ? index.chords : new Float64Array(carry.size),
      scratch: carry.inPlace ? index.scratch : newScratch(carry.size),
      marks,
    },
  };
}

/** The last eight digits of an id, which seldom are those of another. */
const markOf = (id: ServiceId): number => Number.parseInt(id.slice(-8), 16) >>> 0;

function slotsOf({ facts, marks }: ServiceIndex, ids: ReadonlySet<ServiceId>): number[] {
  const wanted = new Set([...ids].map(markOf));
  const slots: number[] = [];
  for (let slot = 0; slot < marks.length; slot++)
    if (wanted.has(marks[slot] as number) && ids.has((facts[slot] as ServiceFacts).id)) slots.push(slot);
  return slots;
}

/** The first slot that a service comes before, or is at. */
function slotBefore(facts: readonly ServiceFacts[], service: ServiceFacts): number {
  let [from, to] = [0, facts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = facts[middle] as ServiceFacts;
    if (byName(other, service) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Only the services that changed are judged, and only where a fact that the wish reads has changed. */
function changeAnswers(
  index: ServiceIndex,
  columns: ReadonlyMap<string, Column>,
  carry: Carry,
  facts: readonly ServiceFacts[],
): Map<string, Answer> {
  const answers = new Map(index.answers);
  for (const [key, { wish, yes, maybe }] of answers) {
    const name = nameOf(wish.reads);
    if (columns.get(name) === index.columns.get(name)) continue;
    const answer = { wish, yes: carryBits(yes, carry), maybe: carryBits(maybe, carry) };
    for (const slot of carry.fresh) {
      const { verdict } = wish.judge(facts[slot] as ServiceFacts);
      if (verdict === 'yes') setBit(answer.yes, slot);
      if (verdict !== 'no') setBit(answer.maybe, slot);
    }
    answers.set(key, answer);
  }
  return answers;
}

/** Which services meet a wish, from memory when it was asked before. */
export function metBy(index: ServiceIndex, wish: Wish): Met {
  const kept = index.answers.get(wish.key);
  if (kept !== undefined) {
    index.answers.delete(wish.key);
    index.answers.set(wish.key, kept);
    return kept;
  }
  const met = { wish, ...judged(columnFor(index, wish.reads), wish) };
  const [oldest] = index.answers.size >= MOST_ANSWERS ? index.answers.keys() : [];
  if (oldest !== undefined) index.answers.delete(oldest);
  index.answers.set(wish.key, met);
  return met;
}

const nameOf = (reads: Wish['reads']): string => reads.join();

export function columnFor({ columns, facts }: ServiceIndex, reads: Wish['reads']): Column {
  const name = nameOf(reads);
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
