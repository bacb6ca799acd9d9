// The first so many of a long row of slots by three numbers each, smallest first, without sorting them all.

export type Best = {
  offer(slot: number, group: number, first: number, second: number): void;
  /** In order. */
  slots(): number[];
};

/** Beyond this it is cheaper to sort. */
const MOST_KEPT_SORTED = 400;

type Offer = { slot: number; group: number; first: number; second: number };

const compare = (one: Offer, other: Offer): number =>
  one.group - other.group ||
  (one.first === other.first ? 0 : one.first - other.first) ||
  one.second - other.second ||
  one.slot - other.slot;

/** Slots that are equal in everything stay in order of slot. */
export function keepBest(most: number): Best {
  const kept: Offer[] = [];
  const sortAtEnd = most > MOST_KEPT_SORTED;
  const offer = (slot: number, group: number, first: number, second: number): void => {
    const last = kept[kept.length - 1];
    if (!sortAtEnd && kept.length >= most && last !== undefined) {
      // The commonest case by far, decided without making anything.
      if (group > last.group || (group === last.group && first > last.first)) return;
      if (compare({ slot, group, first, second }, last) >= 0) return;
    }
    const made = { slot, group, first, second };
    if (sortAtEnd) kept.push(made);
    else insert(kept, made, most);
  };
  const slots = (): number[] => {
    if (sortAtEnd) kept.sort(compare);
    return kept.slice(0, most).map(({ slot }) => slot);
  };
  return { offer, slots };
}

function insert(kept: Offer[], made: Offer, most: number): void {
  let [from, to] = [0, kept.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = kept[middle];
    if (other !== undefined && compare(other, made) < 0) from = middle + 1;
    else to = middle;
  }
  kept.splice(from, 0, made);
  if (kept.length > most) kept.pop();
}
