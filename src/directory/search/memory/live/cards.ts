// What lists show of each service, kept once it was shown: until the service, its source or its kinds change.
import type { Ctx } from '#database';
import type { ServiceSummary } from '../../../service.ts';
import { loadServiceSummaries } from '../../../store.ts';
import { type Carry, carryList } from '../carry.ts';
import type { ServiceIndex } from '../service-index.ts';

/** By slot. The same for everybody, so that it holds only what everybody may read. */
export type Cards = {
  readonly kept: (ServiceSummary | undefined)[];
  /** All before this slot were read once. */
  next: number;
};

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
  if (missing.length > 0) await readCards(ctx, facts, cards, missing);
  return slots.map(slot => kept[slot]);
}

/** Reads so many of those that nobody has needed yet, in order of name. False: there are no more. */
export async function readAhead(
  ctx: Ctx,
  { facts }: ServiceIndex,
  cards: Cards,
  most: number,
): Promise<boolean> {
  const missing: number[] = [];
  let { next } = cards;
  for (; next < facts.length && missing.length < most; next++)
    if (cards.kept[next] === undefined) missing.push(next);
  if (missing.length > 0) await readCards(ctx, facts, cards, missing);
  // Only now: what fails is tried again.
  cards.next = next;
  return next < facts.length;
}

async function readCards(
  ctx: Ctx,
  facts: ServiceIndex['facts'],
  { kept }: Cards,
  slots: readonly number[],
): Promise<void> {
  const loaded = await loadServiceSummaries(
    ctx,
    slots.flatMap(slot => facts[slot]?.id ?? []),
  );
  const byId = new Map(loaded.map(summary => [summary.id, summary]));
  // Into the cards of the index that was asked: an index made meanwhile after a change has cards of its own.
  for (const slot of slots) kept[slot] = byId.get(facts[slot]?.id ?? '');
}
