// The first so many of a long row of slots by two numbers each, smallest first, without sorting them all.

export type Best = {
  /** Whatever has more than this as its first number is not wanted any more. */
  furthest(): number;
  offer(slot: number, first: number, second: number, third?: number): void;
  /** In order. */
  slots(): number[];
};

/** Beyond this it is cheaper to sort. */
const MOST_KEPT_SORTED = 400;

type Offer = {
  readonly slot: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
};

const compare = (one: Offer, other: Offer): number =>
  (one.first === other.first ? 0 : one.first - other.first) ||
  one.second - other.second ||
  one.third - other.third ||
  one.slot - other.slot;

/** Slots that are equal in all stay in order of slot. */
export function keepBest(most: number): Best {
  const kept: Offer[] = [];
  const sortAtEnd = most > MOST_KEPT_SORTED;
  let furthest = Number.POSITIVE_INFINITY;
  const offer = (slot: number, first: number, second: number, third = 0): void => {
    const made = { slot, first, second, third };
    if (sortAtEnd) kept.push(made);
    else {
      insert(kept, made, most);
      if (kept.length >= most) furthest = kept[most - 1]?.first ?? furthest;
    }
  };
  const slots = (): number[] => {
    if (sortAtEnd) kept.sort(compare);
    return kept.slice(0, most).map(({ slot }) => slot);
  };
  return { furthest: () => furthest, offer, slots };
}

function insert(kept: Offer[], made: Offer, most: number): void {
  let [from, to] = [0, kept.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = kept[middle];
    if (other !== undefined && compare(other, made) < 0) from = middle + 1;
    else to = middle;
  }
  if (from >= most) return;
  kept.splice(from, 0, made);
  if (kept.length > most) kept.pop();
}
