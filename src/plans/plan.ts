// A plan: what matters to one person in one referral, their needs, and the goals and steps agreed with them.
import type { Temporal } from 'temporal-polyfill';
import {
  done,
  type Id,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
  type Unanswered,
} from '#kernel';
import type { Goal } from './goal.ts';

export type PlanId = Id<'plan'>;

export const AGREED = {
  yes: 'Yes, the person agreed to it',
  no: 'No',
  not_asked: 'Not asked yet',
  not_now: 'Not now',
  declined: 'The person did not want to say',
  not_known: 'Not known',
} as const satisfies Record<'yes' | 'no' | Unanswered, string>;
export type Agreed = keyof typeof AGREED;
export const AGREED_KEYS = Object.keys(AGREED) as [Agreed, ...Agreed[]];

/** The part of a plan that is written as one text, guarded by `version`. */
export type PlanWords = {
  /** The person's own words where they can be had. */
  readonly whatMatters: string;
  readonly strengths: string;
  readonly agreed: Agreed;
  /** PRSB: when agreement cannot be had, say why. */
  readonly notAgreedReason: string | null;
  readonly reviewOn: string | null;
};

export type Need = {
  readonly id: Id<'need'>;
  readonly category: string;
  readonly description: string;
};

export type Plan = PlanWords & {
  readonly id: PlanId;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Name of the colleague who last wrote in it, where it is known. */
  readonly updatedBy: string | null;
  /** The referral has ended: what was agreed and reported stands. */
  readonly ended: boolean;
  readonly needs: readonly Need[];
  readonly goals: readonly Goal[];
};

export const EMPTY_WORDS: PlanWords = {
  whatMatters: '',
  strengths: '',
  agreed: 'not_asked',
  notAgreedReason: null,
  reviewOn: null,
};

export type WordsRefusal = 'plan-ended' | 'changed-meanwhile' | 'review-in-the-past';

/**
 * Whether new words may replace those kept. `seenVersion` is the version the writer had before them: when somebody else
 * wrote since, nobody's words are lost without being seen. A review day that was set earlier and has passed may stay.
 */
export function decideWords(
  kept: Pick<Plan, 'ended' | 'version' | 'reviewOn'>,
  words: PlanWords,
  seenVersion: number,
  today: Temporal.PlainDate,
): Outcome<PlanWords, WordsRefusal> {
  if (kept.ended) return refused('plan-ended');
  if (kept.version !== seenVersion) return refused('changed-meanwhile');
  const review = words.reviewOn;
  if (review !== null && review !== kept.reviewOn && review < today.toString())
    return refused('review-in-the-past');
  return done({ ...words, notAgreedReason: words.agreed === 'no' ? words.notAgreedReason : null });
}
