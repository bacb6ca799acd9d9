// When a link worker may have a place: now, or an estimate from how often places became free lately, always with its basis.
import type { WorkerCandidate } from './wishes.ts';

/** How far back endings are counted, in days. */
export const CLOSINGS_DAYS = 90;

export type FirstFree = {
  /** Days from today; 0: there is a place now; null: nothing to estimate from. */
  readonly days: number | null;
  /** What it rests on, in words. */
  readonly basis: string;
};

export const roomOf = (worker: WorkerCandidate): number =>
  worker.capacity - (worker.openWeight ?? worker.openReferrals);

/**
 * @param weight places this person would take of this worker's list.
 * @param since YYYY-MM-DD, 90 days ago: endings after it are counted.
 */
export function firstFree(worker: WorkerCandidate, weight: number, since: string): FirstFree {
  if (!worker.takingReferrals) return { days: null, basis: 'Not taking new people at present' };
  const missing = weight - roomOf(worker);
  if (missing <= 0) return { days: 0, basis: 'There is a place now' };
  if (!worker.recentClosings) return { days: null, basis: 'How often places become free is not known' };
  let ended = 0;
  for (const day of worker.recentClosings) if (day > since) ended += 1;
  if (ended === 0) return { days: null, basis: `Nobody’s support ended in the last ${CLOSINGS_DAYS} days` };
  const each =
    worker.openReferrals > 0 ? (worker.openWeight ?? worker.openReferrals) / worker.openReferrals : 1;
  const days = Math.ceil((missing * CLOSINGS_DAYS) / (ended * Math.max(each, 1)));
  return {
    days,
    basis: `An estimate: support ended for ${ended} in the last ${CLOSINGS_DAYS} days`,
  };
}
