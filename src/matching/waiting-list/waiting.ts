// Who waits and who has places, and the points that a proposal counts beside how well two people fit.
import type { AccountId, ReferralId } from '#kernel';
import { roomOf } from '../first-free.ts';
import { languageWay, needsInterpreter } from '../language/language-way.ts';
import type { MatchReason } from '../reasons.ts';
import { INTERPRETING_WEIGHT } from '../weight.ts';
import type { MatchWishes, WorkerCandidate } from '../wishes.ts';

export type WaitingPerson = {
  /** What waits is a referral: somebody may have two. */
  readonly id: ReferralId;
  readonly wishes: MatchWishes;
  readonly urgency: 'routine' | 'soon' | 'urgent' | 'not_known';
  /** Whole days since the referral arrived. */
  readonly daysWaited: number;
  /** How much of a worker's time this person needs, set against others: 1 is usual, 1.5 half as much again. */
  readonly timeNeeded: number;
  /** Who supported them before, in another referral. */
  readonly supportedBy?: readonly AccountId[];
};

export type WorkerWithPlaces = {
  readonly candidate: WorkerCandidate;
  /** Whole places that may be proposed now; 0 for a full list and for who takes nobody new. */
  readonly places: number;
  /** How many new people they were given in the last `LATELY_DAYS` days. */
  readonly newLately: number;
};

export const LATELY_DAYS = 14;

/**
 * Points in one place (docs/decisions/0028). An urgent referral goes before any wait of a year, as on the list of those who
 * wait; a day of waiting counts 2 points, so that a week and a half outweighs a language level, and a month a shared language.
 */
const POINTS = {
  place: 200,
  urgent: 1000,
  soon: 60,
  dayWaited: 2,
  longestCounted: 365,
  eachNewPerson: 3,
  wholeList: 20,
  timeOnFullList: 20,
} as const;

export const daysInWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
const peopleInWords = (count: number): string => (count === 1 ? '1 new person' : `${count} new people`);

/** Why this person should not go on waiting; the points do not depend on the worker. */
export function waitingReasons({ urgency, daysWaited }: WaitingPerson): readonly MatchReason[] {
  const days = Math.min(Math.max(0, daysWaited), POINTS.longestCounted);
  const reasons: MatchReason[] = [
    { text: 'A place now is better than going on waiting', weight: POINTS.place },
    { text: `Has waited ${daysInWords(daysWaited)}`, weight: days * POINTS.dayWaited },
  ];
  if (urgency === 'urgent') reasons.push({ text: 'Urgent', weight: POINTS.urgent });
  if (urgency === 'soon') reasons.push({ text: 'Wanted soon', weight: POINTS.soon });
  if (urgency === 'not_known')
    reasons.push({ text: 'How urgent it is is not known; counted as routine', weight: 0 });
  return reasons;
}

export const pointsOf = (reasons: readonly MatchReason[]): number =>
  reasons.reduce((sum, reason) => sum + reason.weight, 0);

/**
 * People who need much time go to lists with room for it: against, by how full the list is. Null for the usual time.
 * @param interpreted whether these two would need an interpreter; worked out unless given.
 */
export function timeReason(
  { timeNeeded, wishes }: WaitingPerson,
  { candidate }: WorkerWithPlaces,
  interpreted: boolean = needsInterpreter(languageWay(wishes, candidate)),
): MatchReason | null {
  const more = timeNeeded - 1 + (interpreted ? INTERPRETING_WEIGHT : 0);
  if (more <= 0) return null;
  const taken = candidate.capacity - roomOf(candidate);
  const full = candidate.capacity === 0 ? 1 : Math.min(1, Math.max(0, taken / candidate.capacity));
  const why = interpreted ? 'Needs time for interpreting' : 'Needs more time than usual';
  return {
    text: `${why}, and their list is ${Math.round(100 * full)}% full`,
    weight: against(POINTS.timeOnFullList * more * full),
  };
}

/** The worker as this person sees them: whether they supported them before. */
export const seenBy = ({ supportedBy }: WaitingPerson, { candidate }: WorkerWithPlaces): WorkerCandidate => {
  const before = supportedBy?.includes(candidate.id) === true;
  return before ? { ...candidate, supportedBefore: true } : candidate;
};

/** Never -0, which is another number to a test and to JSON. */
const against = (points: number): number => -Math.round(points) || 0;

/**
 * Fairness between workers: each further place of one worker costs more, by how many new people they were given lately and by
 * how much of their list the places before it fill. `place` counts from 1. More capacity never makes a place cost more.
 */
export function turnsReason({ candidate, newLately }: WorkerWithPlaces, place: number): MatchReason | null {
  const before = place - 1;
  const fills = (POINTS.wholeList * before) / Math.max(1, candidate.capacity);
  const weight = against(POINTS.eachNewPerson * (newLately + before)) + against(fills);
  if (newLately === 0 && before === 0) return null;
  const lately =
    newLately > 0 ? `Was given ${peopleInWords(newLately)} in the last ${LATELY_DAYS} days` : null;
  const here =
    before > 0 ? `${before} ${before === 1 ? 'other comes' : 'others come'} to them before this one` : null;
  return { text: [lately, here].filter(each => each !== null).join('; '), weight };
}
