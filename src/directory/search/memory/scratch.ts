// Sets of bits lent to one search after the other: making them anew for each costs more than filling them.
import { type Bits, emptyBits } from './bits.ts';

export type Scratch = { readonly size: number; readonly sets: Bits[]; lent: number };

export const newScratch = (size: number): Scratch => ({ size, sets: [], lent: 0 });

/** Whatever was lent before is lent again from here on: a search ends before it waits for anything, and keeps none. */
export function beginLending(scratch: Scratch): void {
  scratch.lent = 0;
}

/** With nothing set, or what `like` has. */
export function lend(scratch: Scratch, like?: Bits): Bits {
  const set = scratch.sets[scratch.lent] ?? emptyBits(scratch.size);
  scratch.sets[scratch.lent++] = set;
  if (like) set.set(like);
  else set.fill(0);
  return set;
}
