// How many services each value of a filter would list, counted exactly as sets of bits: no service is looked at twice.
import { type Bits, countCommon } from './bits.ts';
import { type IndexQuery, narrow } from './query.ts';
import { beginLending } from './scratch.ts';
import type { Met, ServiceIndex } from './service-index.ts';

export type FacetCount = {
  /** Everything wished for, this value included, is known to be so. */
  readonly known: number;
  /** Known to fit, or not known to be otherwise. */
  readonly listed: number;
};

/** One filter: the names of the wishes that it stands for, and which services meet each of its values. */
export type Facet = { readonly replaces: readonly string[]; readonly values: readonly Met[] };

type Found = { readonly included: Bits; readonly known: Bits };

/**
 * For each value, what the same search would give with it in place of what it asks of this filter now. Filters that the search
 * does not use share one narrowing; each of the others needs one of its own.
 */
export function countFacets(
  index: ServiceIndex,
  query: IndexQuery,
  facets: readonly Facet[],
): readonly (readonly FacetCount[])[] {
  beginLending(index.scratch);
  const narrowed = new Map<string, Found>();
  const without = (names: readonly string[]): Found => {
    const wishes = query.wishes.filter(({ name }) => !names.includes(name));
    const key = wishes.length === query.wishes.length ? '' : names.join();
    const kept = narrowed.get(key);
    if (kept) return kept;
    // By name, no order needs to know how much is not known of each.
    const { included, known } = narrow(index, { ...query, wishes, sort: 'name' });
    narrowed.set(key, { included, known });
    return { included, known };
  };
  return facets.map(({ replaces, values }) => {
    const base = without(replaces);
    return values.map(({ yes, maybe }) => ({
      known: countCommon(base.known, yes),
      listed: countCommon(base.included, maybe),
    }));
  });
}
