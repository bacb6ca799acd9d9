// What lists show of each service, kept once it was shown: until the service, its source or its kinds change.
import type { Ctx } from '#database';
import type { ServiceSummary } from '../../service.ts';
import { loadServiceSummaries } from '../../store.ts';
import type { ServiceIndex } from './service-index.ts';

/** By slot. The same for everybody, so that it holds only what everybody may read. */
export type Cards = { readonly kept: (ServiceSummary | undefined)[] };

export const newCards = ({ facts }: ServiceIndex): Cards => ({
  kept: new Array<ServiceSummary | undefined>(facts.length).fill(undefined),
});

/** @param from by slot: where the service was before, or -1 for one that is new or was read again. */
export const changeCards = ({ kept }: Cards, from: Int32Array): Cards => ({
  kept: Array.from(from, before => (before < 0 ? undefined : kept[before])),
});

/** In the order of `slots`, and undefined for a service that is there no more. */
export async function cardsOf(
  ctx: Ctx,
  { facts }: ServiceIndex,
  { kept }: Cards,
  slots: readonly number[],
): Promise<readonly (ServiceSummary | undefined)[]> {
  const missing = slots.filter(slot => kept[slot] === undefined);
  if (missing.length === 0) return slots.map(slot => kept[slot]);
  const loaded = await loadServiceSummaries(
    ctx,
    missing.flatMap(slot => facts[slot]?.id ?? []),
  );
  const byId = new Map(loaded.map(summary => [summary.id, summary]));
  // Into the cards of the index that was asked: an index made meanwhile after a change has cards of its own.
  for (const slot of missing) kept[slot] = byId.get(facts[slot]?.id ?? '');
  return slots.map(slot => kept[slot]);
}
