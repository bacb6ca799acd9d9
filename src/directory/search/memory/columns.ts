// Services by what they have in common: a wish judges each value that occurs once, and not each service.
import type { ServiceFacts } from '../facts.ts';
import { type Carry, carryNumbers } from './carry.ts';

export type Column = {
  readonly reads: readonly (keyof ServiceFacts)[];
  /** One service of each value. Only ever added to: an index made from this one shares it. */
  readonly examples: ServiceFacts[];
  /** By slot: a place in `examples`. */
  readonly values: Uint32Array;
  readonly known: Known;
};

/** From one fact to the next, and at last to a place in `examples`. */
type Known = Map<unknown, Known | number>;

export function newColumn(reads: Column['reads'], facts: readonly ServiceFacts[]): Column {
  const column = { reads, examples: [], values: new Uint32Array(facts.length), known: new Map() };
  for (let slot = 0; slot < facts.length; slot++)
    column.values[slot] = placeOf(column, facts[slot] as ServiceFacts);
  return column;
}

/** The very same when nothing of it has changed. */
export function changeColumn(column: Column, carry: Carry, facts: readonly ServiceFacts[]): Column {
  const fresh = carry.fresh.map(slot => placeOf(column, facts[slot] as ServiceFacts));
  if (carry.inPlace && carry.fresh.every((slot, at) => column.values[slot] === fresh[at])) return column;
  const values = carryNumbers(column.values, carry);
  carry.fresh.forEach((slot, at) => {
    values[slot] = fresh[at] as number;
  });
  return { ...column, values };
}

function placeOf({ reads, examples, known }: Column, facts: ServiceFacts): number {
  let level = known;
  for (let at = 0; at < reads.length - 1; at++) {
    const fact = facts[reads[at] as keyof ServiceFacts];
    let next = level.get(fact) as Known | undefined;
    if (next === undefined) {
      next = new Map();
      level.set(fact, next);
    }
    level = next;
  }
  const last = facts[reads[reads.length - 1] as keyof ServiceFacts];
  const kept = level.get(last) as number | undefined;
  if (kept !== undefined) return kept;
  level.set(last, examples.length);
  return examples.push(facts) - 1;
}

/** Gives back the first of all values that are written alike: services then share lists and hours, and are known to be alike. */
export function newSharing(): <Value>(value: Value) => Value {
  const shared = new Map<string, unknown>();
  return <Value>(value: Value): Value => {
    if (value === null || typeof value !== 'object') return value;
    const written = JSON.stringify(value);
    const first = shared.get(written);
    if (first !== undefined) return first as Value;
    shared.set(written, value);
    return value;
  };
}
