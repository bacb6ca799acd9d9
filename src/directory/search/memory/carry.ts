// How what is held by slot is carried over a change: in runs of slots that stay together, since a change touches few of many.
import { type Bits, copyBits, emptyBits } from './bits.ts';

type Run = { readonly from: number; readonly to: number; readonly length: number };

export type Carry = {
  /** Slots there are afterwards. */
  readonly size: number;
  /** What stays, in order. */
  readonly runs: readonly Run[];
  /** Slots, afterwards, of what is new or was read again, in order. */
  readonly fresh: readonly number[];
  /** All that stays is where it was. */
  readonly inPlace: boolean;
};

/**
 * @param gone slots, in order.
 * @param added for each that is put in, in order: the slot that it comes before.
 */
export function carryOver(size: number, gone: readonly number[], added: readonly number[]): Carry {
  const runs: Run[] = [];
  const fresh: number[] = [];
  let [from, to, next] = [0, 0, 0];
  const keepUpTo = (end: number): void => {
    if (end > from) runs.push({ from, to, length: end - from });
    to += end - from;
    from = end;
  };
  for (const slot of [...gone, size]) {
    for (let before = added[next]; before !== undefined && before <= slot; before = added[++next]) {
      keepUpTo(before);
      fresh.push(to++);
    }
    keepUpTo(slot);
    from = slot + 1;
  }
  const inPlace = to === size && runs.every(run => run.from === run.to);
  return { size: to, runs, fresh, inPlace };
}

/** Zero for what is fresh. */
export function carryNumbers<Numbers extends Uint32Array | Int32Array>(
  numbers: Numbers,
  { size, runs }: Carry,
): Numbers {
  const carried = new (numbers.constructor as new (size: number) => Numbers)(size);
  for (const { from, to, length } of runs) carried.set(numbers.subarray(from, from + length), to);
  return carried;
}

/** @param added for what is fresh, in order. */
export function carryList<Value>(list: readonly Value[], { runs }: Carry, added: readonly Value[]): Value[] {
  const parts: (readonly Value[])[] = [];
  let [to, next] = [0, 0];
  for (const run of runs) {
    const until = next + run.to - to;
    parts.push(added.slice(next, until), list.slice(run.from, run.from + run.length));
    [to, next] = [run.to + run.length, until];
  }
  return ([] as Value[]).concat(...parts, added.slice(next));
}

/** Not set for what is fresh. */
export function carryBits(bits: Bits, { size, runs }: Carry): Bits {
  const carried = emptyBits(size);
  for (const run of runs) copyBits(bits, run.from, carried, run);
  return carried;
}
