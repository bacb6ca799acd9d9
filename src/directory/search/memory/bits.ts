// Sets of services as bits, 32 a word: joined, counted and walked in order.

/** Signed, because the engine counts in whole numbers of 31 bits and a sign; as unsigned they would become fractions on the way. */
export type Bits = Int32Array;

export const emptyBits = (size: number): Bits => new Int32Array((size + 31) >>> 5);

export function fullBits(size: number): Bits {
  const bits = emptyBits(size).fill(-1);
  if (size % 32 > 0) bits[bits.length - 1] = 2 ** (size % 32) - 1;
  return bits;
}

export const setBit = (bits: Bits, at: number): void => {
  const word = at >>> 5;
  bits[word] = (bits[word] as number) | (1 << (at & 31));
};

export const hasBit = (bits: Bits, at: number): boolean =>
  (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;

function countWord(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += countWord(bits[word] as number);
  return count;
}

/** How many are in both. */
export function countCommon(bits: Bits, others: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += countWord((bits[word] ?? 0) & (others[word] ?? 0));
  return count;
}

export function keepCommon(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++)
    bits[word] = (bits[word] as number) & (others[word] as number);
}

/** Puts so many bits from one place into another set, where they are not set yet. */
export function copyBits(
  bits: Bits,
  from: number,
  into: Bits,
  { to, length }: { readonly to: number; readonly length: number },
): void {
  for (let at = 0; at < length; ) {
    const [word, shift] = [(to + at) >>> 5, (to + at) & 31];
    const count = Math.min(32 - shift, length - at);
    const some = bitsAt(bits, from + at) & (count < 32 ? (1 << count) - 1 : -1);
    into[word] = (into[word] as number) | (some << shift);
    at += count;
  }
}

/** The 32 from there on. */
function bitsAt(bits: Bits, at: number): number {
  const [word, shift] = [at >>> 5, at & 31];
  const here = (bits[word] as number) >>> shift;
  return shift === 0 ? here : here | ((bits[word + 1] ?? 0) << (32 - shift));
}

/** Calls for each set bit in order, until it is answered `false`. */
export function walkBits(bits: Bits, each: (at: number) => unknown): void {
  for (let word = 0; word < bits.length; word++) {
    let left = bits[word] ?? 0;
    while (left !== 0) {
      const lowest = left & -left;
      if (each((word << 5) + 31 - Math.clz32(lowest)) === false) return;
      left ^= lowest;
    }
  }
}

/** Those that the other set does not hold. */
export function dropCommon(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++)
    bits[word] = (bits[word] as number) & ~(others[word] as number);
}

export function addBits(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++)
    bits[word] = (bits[word] as number) | (others[word] as number);
}

/** How many of one set the other does not hold. */
export function countBeyond(bits: Bits, others: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++)
    count += countWord((bits[word] as number) & ~(others[word] as number));
  return count;
}

/** How many every one of the sets holds. */
export function countHeld(bits: Bits, sets: readonly Bits[]): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let held = bits[word] as number;
    for (const set of sets) held &= set[word] as number;
    count += countWord(held);
  }
  return count;
}

/** Leaves in `into` those that all of the sets hold but one. */
export function missedOnce(bits: Bits, sets: readonly Bits[], into: Bits): Bits {
  for (let word = 0; word < bits.length; word++) {
    let [once, more] = [0, 0];
    for (const set of sets) {
      const missed = (bits[word] as number) & ~(set[word] as number);
      more |= once & missed;
      once |= missed;
    }
    into[word] = once & ~more;
  }
  return into;
}

/** How many of several sets hold each bit, kept as sets of digits: adding one set is a few words' work. */
export type Counters = readonly Bits[];

/** Sets of digits needed to count up to so many. */
export const digitsFor = (most: number): number => Math.ceil(Math.log2(most + 1));

/** Of each how many of the sets do not hold it. `counters` are empty, and as many as `digitsFor` says. */
export function countMissing(counters: Counters, bits: Bits, sets: readonly Bits[]): void {
  for (let word = 0; word < bits.length; word++) {
    const counted = bits[word] as number;
    if (counted === 0) continue;
    for (let at = 0; at < sets.length; at++) {
      let carried = counted & ~((sets[at] as Bits)[word] as number);
      for (let place = 0; carried !== 0; place++) {
        const digit = counters[place] as Bits;
        const before = digit[word] as number;
        digit[word] = before ^ carried;
        carried &= before;
      }
    }
  }
}

/** Leaves in `into` those that are counted exactly so often. */
export function keepCounted(into: Bits, bits: Bits, counters: Counters, count: number): void {
  for (let word = 0; word < bits.length; word++) {
    let left = bits[word] as number;
    for (let place = 0; left !== 0 && place < counters.length; place++) {
      const digit = (counters[place] as Bits)[word] as number;
      left &= ((count >>> place) & 1) === 1 ? digit : ~digit;
    }
    into[word] = left;
  }
}
