// What to leave out of a search that finds nothing, and how many services that would bring.
import type { Wish } from '../wish.ts';
import { addBits, type Bits, countBeyond, countBits, countHeld, missedOnce } from './bits.ts';
import { closeTo, type IndexQuery } from './query.ts';
import { beginLending, lend } from './scratch.ts';
import { metBy, type ServiceIndex } from './service-index.ts';

export type Loosening = { readonly wish: Wish | 'distance' | 'text'; readonly services: number };

type Condition = { readonly wish: Loosening['wish']; readonly held: Bits };

/**
 * For each thing asked, how many services would be listed without it: the most first, those that change nothing left out. All are
 * counted at once: leaving out one thing brings just those services that fail in it alone.
 */
export function loosenings(index: ServiceIndex, query: IndexQuery): readonly Loosening[] {
  beginLending(index.scratch);
  const conditions = conditionsOf(index, query);
  const sets = conditions.map(({ held }) => held);
  const now = countHeld(index.everybody, sets);
  const once = missedOnce(index.everybody, sets, lend(index.scratch));
  if (countBits(once) === 0) return [];
  return conditions
    .map(({ wish, held }) => ({ wish, services: now + countBeyond(once, held) }))
    .filter(({ services }) => services > now)
    .sort((one, other) => other.services - one.services);
}

/** Each with those that are listed by it: known to meet it or, unless they are left out, not known not to. */
function conditionsOf(
  index: ServiceIndex,
  { wishes, near, withinKm, text, knownOnly }: IndexQuery,
): Condition[] {
  const conditions: Condition[] = wishes.map(wish => {
    const { yes, maybe } = metBy(index, wish);
    return { wish, held: knownOnly ? yes : maybe };
  });
  if (near && withinKm !== null) {
    const held = closeTo(index, near, withinKm, index.everybody);
    if (!knownOnly) addBits(held, index.places.placeless);
    conditions.push({ wish: 'distance', held });
  }
  if (text) conditions.push({ wish: 'text', held: text.bits });
  return conditions;
}
