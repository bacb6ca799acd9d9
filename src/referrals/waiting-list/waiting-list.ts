// The waiting list of a team as a proposal needs it: who waits, with their wishes, and who has places.
import type { Temporal } from 'temporal-polyfill';
import { type AccountId, daysBetween, instantOf, londonDay, type PersonId, type ReferralId } from '#kernel';
import type { MatchCandidate } from '#link-workers';
import {
  type WaitingPerson,
  type WorkerCandidate,
  type WorkerWithPlaces,
  wishesOf,
  withReferral,
} from '#matching';
import type { PersonSketch } from '#people';
import type { Urgency } from '../referral.ts';

/** A link worker as a proposal found them. */
export type WorkerThen = {
  readonly id: AccountId;
  readonly places: number;
  readonly open: number;
  readonly capacity: number;
  readonly taking: boolean;
};

export type WaitingReferral = {
  readonly id: ReferralId;
  readonly personId: PersonId;
  readonly urgency: Urgency;
  readonly receivedAt: Date;
  readonly interventions: readonly string[];
  /** Who supported the person in another referral. */
  readonly supportedBy: readonly AccountId[];
};

export function toWaitingPerson(
  referral: WaitingReferral,
  person: PersonSketch,
  today: Temporal.PlainDate,
): WaitingPerson {
  const wishes = withReferral(wishesOf(person), referral.interventions);
  return {
    id: referral.id,
    wishes,
    urgency: referral.urgency,
    daysWaited: Math.max(0, daysBetween(londonDay(instantOf(referral.receivedAt)), today)),
    timeNeeded: wishes.weight ?? 1,
    supportedBy: referral.supportedBy,
  };
}

/** Whole places that a worker could fill now; interpreting and complexity of those they support count, where that is known. */
export const placesOf = ({
  takingReferrals,
  capacity,
  openReferrals,
  openWeight = openReferrals,
}: Pick<WorkerCandidate, 'takingReferrals' | 'capacity' | 'openReferrals' | 'openWeight'>): number =>
  takingReferrals ? Math.max(0, Math.floor(capacity - openWeight)) : 0;

/** @param newLately how many of those they still support were given to them lately. */
export const toWorkerWithPlaces = (candidate: MatchCandidate, newLately: number): WorkerWithPlaces => ({
  candidate,
  places: placesOf(candidate),
  newLately,
});

export const workerThen = ({ candidate, places }: WorkerWithPlaces): WorkerThen => ({
  id: candidate.id,
  places,
  open: candidate.openReferrals,
  capacity: candidate.capacity,
  taking: candidate.takingReferrals,
});
