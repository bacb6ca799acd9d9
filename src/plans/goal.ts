// A goal: one thing the person hopes for, in one of the six outcome domains, and how it turned out.
import { done, type Id, type Outcome, type PersonId, refused } from '#kernel';
import type { Step } from './step.ts';

export type GoalId = Id<'goal'>;

/** The six domains of the guidance (E4), in words for everybody. */
export const DOMAINS = {
  physical_health: 'Body and physical health',
  mental_health: 'Mind and feelings',
  healthcare_utilisation: 'Using healthcare',
  confidence_empowerment: 'Confidence and being in control',
  knowledge_skills: 'Knowledge and skills',
  social_connectivity: 'Friends, family and community',
} as const;
export type Domain = keyof typeof DOMAINS;
export const DOMAIN_KEYS = Object.keys(DOMAINS) as [Domain, ...Domain[]];

export const GOAL_STATUSES = {
  in_progress: 'Still working on it',
  achieved: 'Achieved',
  partly_achieved: 'Partly achieved',
  not_achieved: 'Not achieved',
  no_longer_wanted: 'No longer wanted',
} as const;
export type GoalStatus = keyof typeof GOAL_STATUSES;
export const GOAL_STATUS_KEYS = Object.keys(GOAL_STATUSES) as [GoalStatus, ...GoalStatus[]];

export type GoalWords = {
  readonly description: string;
  readonly domain: Domain;
  /** 1 a little to 10 most of all (PRSB); null when it was not asked. */
  readonly importance: number | null;
  readonly needId: Id<'need'> | null;
};

export type Goal = GoalWords & {
  readonly id: GoalId;
  readonly personId: PersonId;
  readonly status: GoalStatus;
  readonly reviewNote: string | null;
  readonly reviewedAt: Date | null;
  readonly steps: readonly Step[];
};

export type GoalReview = { readonly status: GoalStatus; readonly note: string };

/** 1 to 10, or not asked. */
export const decideScore = (score: number | null): Outcome<number | null, 'score-out-of-range'> =>
  score === null || (Number.isInteger(score) && score >= 1 && score <= 10)
    ? done(score)
    : refused('score-out-of-range');
