// The waiting list of a team as a proposal needs it: who waits, with their wishes, and who has places.
import type { Temporal } from 'temporal-polyfill';
import { type AccountId, daysBetween, instantOf, londonDay, type PersonId, type ReferralId } from '#kernel';
import type { LinkWorker } from '#link-workers';
import { type WaitingPerson, type WorkerWithPlaces, wishesOf } from '#matching';
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
  /** How many kinds of help were asked for. */
  readonly kindsOfHelp: number;
};

/** New people of a worker, among those they still support. */
export type GivenLately = {
  /** The day in London, YYYY-MM-DD. */
  readonly lastGivenOn: string | null;
  readonly newLately: number;
};

const USUAL_KINDS = 3;
const EACH_FURTHER_KIND = 0.25;
const MOST_MORE = 0.5;

/** A quarter more for each kind of help beyond three, half as much again at most (docs/decisions/0028). */
const timeNeeded = (kinds: number): number =>
  1 + Math.min(MOST_MORE, EACH_FURTHER_KIND * Math.max(0, kinds - USUAL_KINDS));

export function toWaitingPerson(
  referral: WaitingReferral,
  person: PersonSketch,
  today: Temporal.PlainDate,
): WaitingPerson {
  return {
    id: referral.id,
    wishes: wishesOf(person),
    urgency: referral.urgency,
    daysWaited: Math.max(0, daysBetween(londonDay(instantOf(referral.receivedAt)), today)),
    timeNeeded: timeNeeded(referral.kindsOfHelp),
  };
}

/** Whole places that a worker could fill now. */
export const placesOf = ({ takingReferrals, capacity, openReferrals }: LinkWorker): number =>
  takingReferrals ? Math.max(0, Math.floor(capacity - openReferrals)) : 0;

export const toWorkerWithPlaces = (worker: LinkWorker, given: GivenLately | undefined): WorkerWithPlaces => ({
  candidate: { ...worker, lastGivenOn: given?.lastGivenOn ?? null },
  places: placesOf(worker),
  newLately: given?.newLately ?? 0,
});

export const workerThen = ({ candidate, places }: WorkerWithPlaces): WorkerThen => ({
  id: candidate.id,
  places,
  open: candidate.openReferrals,
  capacity: candidate.capacity,
  taking: candidate.takingReferrals,
});
