// A gap: something a person needed and no service was found for, with why, and how it ended (guidance M2, E1).
import { done, type Id, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import type { StepId } from '../step.ts';
import type { GapReason } from './reason.ts';

export type GapId = Id<'gap'>;

export type GapSource = 'search' | 'plan' | 'step' | 'waiting';

export const GAP_ENDINGS = {
  found: 'Found',
  not_needed: 'No longer needed',
  mistake: 'Recorded by mistake',
} as const;
export type GapEnding = keyof typeof GAP_ENDINGS;

export type Gap = {
  readonly id: GapId;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly planId: Id<'plan'>;
  readonly needId: Id<'need'> | null;
  readonly stepId: StepId | null;
  /** A category of needs. */
  readonly kind: string;
  /** The kind of help that was looked for, where the search named one. */
  readonly help: string | null;
  readonly reason: GapReason;
  readonly source: GapSource;
  /** Primary subtag and postcode district as they were then; null: not known. */
  readonly language: string | null;
  readonly area: string | null;
  readonly note: string;
  readonly recordedAt: Date;
  /** Names of colleagues; null when time noted it. */
  readonly recordedBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBecause: GapEnding | null;
};

export type GapRefusal = 'not-found' | 'plan-ended';

/** An open gap may end, also when its referral has ended: something may still be found, or it was a mistake. */
export const decideEnd = (gap: Pick<Gap, 'endedAt'>): Outcome<true, 'already-ended'> =>
  gap.endedAt === null ? done(true) : refused('already-ended');

/** What ended may be opened again while there is work to do. */
export function decideReopen(
  gap: Pick<Gap, 'endedAt'>,
  planEnded: boolean,
): Outcome<true, 'plan-ended' | 'still-open'> {
  if (gap.endedAt === null) return refused('still-open');
  return planEnded ? refused('plan-ended') : done(true);
}
