// The first so many of a long row of slots by three numbers each, smallest first, without sorting them all.

export type Best = {
  /** Whatever has more than this as its first number is not wanted any more. */
  furthest(): number;
  offer(slot: number, first: number, second: number, third: number): void;
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

const NONE: Offer = {
  slot: Number.POSITIVE_INFINITY,
  first: Number.POSITIVE_INFINITY,
  second: Number.POSITIVE_INFINITY,
  third: Number.POSITIVE_INFINITY,
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
  /** Only what comes before this is wanted. */
  let last = NONE;
  const offer = (slot: number, first: number, second: number, third: number): void => {
    if (first > last.first) return;
    // Most offers end here, before anything is made of them.
    if (first === last.first && second > last.second) return;
    const made = { slot, first, second, third };
    if (compare(made, last) > 0) return;
    if (sortAtEnd) kept.push(made);
    else {
      insert(kept, made, most);
      if (kept.length >= most) last = kept[most - 1] ?? NONE;
    }
  };
  const slots = (): number[] => {
    if (sortAtEnd) kept.sort(compare);
    return kept.slice(0, most).map(({ slot }) => slot);
  };
  return { furthest: () => last.first, offer, slots };
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
