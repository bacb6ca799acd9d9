// Chance that can be repeated: the same seed and path throw the same dice on every machine.

export type Dice = {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(from: readonly Item[]): Item;
  /** One of the keys; `weights` say how often. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** `count` different items, in the order of the list's own shuffle; all of them when there are fewer. */
  some<Item>(from: readonly Item[], count: number): Item[];
  shuffle<Item>(from: readonly Item[]): Item[];
  /** A version 7 UUID for that millisecond whose random bits come from these dice. */
  uuid(epochMilliseconds: number): string;
};

/** Four 32-bit words from a text (xmur3, public domain), to start a generator with. */
function wordsOf(text: string): [number, number, number, number] {
  let hash = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const next = (): number => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  return [next(), next(), next(), next()];
}

/** sfc32 of PractRand (public domain): 128 bits of state, 32 bits a throw. */
function generator(text: string): () => number {
  let [a, b, c, count] = wordsOf(text);
  const next = (): number => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  return next;
}

const hex = (value: number, digits: number): string =>
  value.toString(16).padStart(digits, '0').slice(-digits);

/** Dice of their own for each path, so that a person's story does not change when another's does. */
export function diceFor(seed: number, ...path: readonly (string | number)[]): Dice {
  const next = generator([seed, ...path].join('/'));
  const fraction = (): number => next() / 4294967296;
  const int = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  const pick = <Item>(from: readonly Item[]): Item => {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[int(0, from.length - 1)] as Item;
  };
  const shuffle = <Item>(from: readonly Item[]): Item[] => {
    const items = [...from];
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = int(0, last);
      [items[last], items[other]] = [items[other] as Item, items[last] as Item];
    }
    return items;
  };
  return {
    int,
    pick,
    shuffle,
    chance: probability => fraction() < probability,
    some: (from, count) => shuffle(from).slice(0, count),
    weighted: weights => weightedKey(weights, fraction()),
    uuid: at => {
      const time = hex(at, 12);
      const variant = hex(8 + (next() & 3), 1);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(next(), 3)}-${variant}${hex(next(), 3)}-${hex(next(), 4)}${hex(next(), 8)}`;
    },
  };
}

function weightedKey<Key extends string>(weights: Readonly<Record<Key, number>>, fraction: number): Key {
  let total = 0;
  for (const key in weights) total += weights[key];
  let left = fraction * total;
  let last: Key | undefined;
  for (const key in weights) {
    last = key;
    left -= weights[key];
    if (left < 0) return key;
  }
  if (last === undefined) throw new Error('nothing to choose from');
  return last;
}
