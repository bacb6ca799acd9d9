// What lists show of each service, kept once it was shown: until the service, its source or its kinds change.
import type { Ctx } from '#database';
import type { ServiceSummary } from '../../service.ts';
import { loadServiceSummaries } from '../../store.ts';
import { type Carry, carryList } from './carry.ts';
import type { ServiceIndex } from './service-index.ts';

/** By slot. The same for everybody, so that it holds only what everybody may read. */
export type Cards = {
  readonly kept: (ServiceSummary | undefined)[];
  /** All before this slot were asked for once. */
  next: number;
};

/** Whoever needs one that is not kept reads so many more, so that soon nobody needs to. */
const READ_AHEAD = 300;

export const newCards = ({ facts }: ServiceIndex): Cards => ({
  kept: new Array<ServiceSummary | undefined>(facts.length).fill(undefined),
  next: 0,
});

/** What is fresh is read again when it is needed. */
export const changeCards = ({ kept, next }: Cards, carry: Carry): Cards => ({
  kept: carryList(
    kept,
    carry,
    carry.fresh.map(() => undefined),
  ),
  next,
});

/** In the order of `slots`, and undefined for a service that is there no more. */
export async function cardsOf(
  ctx: Ctx,
  { facts }: ServiceIndex,
  cards: Cards,
  slots: readonly number[],
): Promise<readonly (ServiceSummary | undefined)[]> {
  const { kept } = cards;
  const missing = slots.filter(slot => kept[slot] === undefined);
  if (missing.length === 0) return slots.map(slot => kept[slot]);
  const most = missing.length + READ_AHEAD;
  for (; cards.next < kept.length && missing.length < most; cards.next++)
    if (kept[cards.next] === undefined) missing.push(cards.next);
  const loaded = await loadServiceSummaries(
    ctx,
    missing.flatMap(slot => facts[slot]?.id ?? []),
  );
  const byId = new Map(loaded.map(summary => [summary.id, summary]));
  // Into the cards of the index that was asked: an index made meanwhile after a change has cards of its own.
  for (const slot of missing) kept[slot] = byId.get(facts[slot]?.id ?? '');
  return slots.map(slot => kept[slot]);
}
