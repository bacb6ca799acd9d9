// A referral: its states, what may happen in each, and the clocks that run.
import type { Temporal } from 'temporal-polyfill';
import {
  type AccountId,
  addWorkingDays,
  done,
  type Id,
  LONDON,
  londonDay,
  type Outcome,
  type PersonId,
  type ReferralId,
  type ReferringOrganisationId,
  refused,
  type TeamId,
} from '#kernel';
import type { ArrivingPerson } from '#people';

export const STATES = [
  'received',
  'waiting_for_referrer',
  'accepted',
  'allocated',
  'active',
  'closed',
  'declined',
  'withdrawn',
] as const;
export type State = (typeof STATES)[number];
export const OPEN_STATES: readonly State[] = [
  'received',
  'waiting_for_referrer',
  'accepted',
  'allocated',
  'active',
];

export const STATE_NAMES: Record<State, string> = {
  received: 'Received',
  waiting_for_referrer: 'Waiting for the referrer',
  accepted: 'Accepted, waiting for a link worker',
  allocated: 'Has a link worker',
  active: 'Being supported',
  closed: 'Closed',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};

export type Source = 'referrer' | 'professional' | 'self' | 'message';
export type Urgency = 'routine' | 'soon' | 'urgent' | 'not_known';
export const URGENCIES = ['routine', 'soon', 'urgent', 'not_known'] as const;
export type Consent = 'given' | 'given_for_person' | 'not_given' | 'not_known';

export const DECLINE_REASONS = {
  'person-declined': 'The person does not want social prescribing',
  'not-right-service': 'Another service fits better',
  'outside-area': 'The person lives outside our area',
  'no-capacity': 'We have no capacity at present',
  'could-not-contact': 'We could not reach the person',
  'already-supported': 'The person already has a link worker here',
  other: 'Another reason',
} as const;
export type DeclineReason = keyof typeof DECLINE_REASONS;

export const CLOSE_REASONS = {
  'goals-met': 'What mattered was achieved',
  'partly-met': 'Some of what mattered was achieved',
  'person-ended': 'The person chose to stop',
  'lost-contact': 'We lost contact',
  'moved-away': 'The person moved away',
  'handed-over': 'Handed over to another service',
  other: 'Another reason',
} as const;
export type CloseReason = keyof typeof CLOSE_REASONS;

export type Referrer = {
  readonly accountId: AccountId | null;
  readonly referringOrganisationId: ReferringOrganisationId | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly contact: string | null;
};

/** A referral as it arrives, from a form or a message. */
export type ReferralArrival = {
  readonly source: Source;
  readonly person: ArrivingPerson;
  readonly referrer: Referrer;
  readonly reason: string;
  /** The person's own words, when they were asked. */
  readonly whatMatters: string;
  /** Codes of seeds/content/intervention-types.csv. */
  readonly interventions: readonly string[];
  readonly urgency: Urgency;
  readonly consent: Consent;
  /** The words that were agreed to, as they stood. */
  readonly consentWording: string | null;
  readonly formVersion: string;
  readonly messageId: Id<'received-message'> | null;
};

export type Referral = {
  readonly id: ReferralId;
  readonly reference: string;
  readonly personId: PersonId;
  /** The record the referral came with, which is what its sender sees; the same, unless somebody joined it to a known person. */
  readonly sentPersonId: PersonId;
  readonly teamId: TeamId;
  readonly state: State;
  readonly source: Source;
  readonly referrer: Referrer;
  readonly urgency: Urgency;
  readonly reason: string;
  readonly whatMatters: string;
  readonly interventions: readonly string[];
  readonly consent: Consent;
  readonly consentWording: string | null;
  readonly receivedAt: Date;
  readonly respondBy: Date;
  readonly decidedAt: Date | null;
  readonly declineReason: DeclineReason | null;
  readonly declineNote: string | null;
  readonly workerId: AccountId | null;
  readonly allocatedAt: Date | null;
  readonly firstContactAt: Date | null;
  readonly closedAt: Date | null;
  /** Who closed or withdrew it, when they have an account. */
  readonly closedBy: AccountId | null;
  readonly closeReason: CloseReason | null;
  readonly closingNote: string | null;
};

export type Step =
  | 'ask-referrer'
  | 'hear-from-referrer'
  | 'accept'
  | 'decline'
  | 'withdraw'
  | 'allocate'
  | 'begin-work'
  | 'close';

/** docs/states.md shows this as a table. Allocating again is a change of link worker. */
const NEXT: Record<State, Partial<Record<Step, State>>> = {
  received: {
    'ask-referrer': 'waiting_for_referrer',
    accept: 'accepted',
    decline: 'declined',
    withdraw: 'withdrawn',
  },
  waiting_for_referrer: {
    'hear-from-referrer': 'received',
    accept: 'accepted',
    decline: 'declined',
    withdraw: 'withdrawn',
  },
  accepted: { allocate: 'allocated', decline: 'declined', withdraw: 'withdrawn', close: 'closed' },
  allocated: { allocate: 'allocated', 'begin-work': 'active', withdraw: 'withdrawn', close: 'closed' },
  active: { allocate: 'active', 'begin-work': 'active', withdraw: 'withdrawn', close: 'closed' },
  closed: {},
  declined: {},
  withdrawn: {},
};

/** The state after a step, or a refusal when the step does not fit the state. */
export function decideStep(state: State, step: Step): Outcome<State, 'not-in-this-state'> {
  const next = NEXT[state][step];
  return next ? done(next) : refused('not-in-this-state');
}

export const mayStep = (state: State, step: Step): boolean => NEXT[state][step] !== undefined;

/**
 * When the referrer is owed an answer: the end of the working day (5pm London) after the service's promised number of working
 * days; one for urgent, at most two for soon.
 */
export function respondBy(
  receivedAt: Temporal.Instant,
  urgency: Urgency,
  responseDays: number,
): Temporal.Instant {
  const days = urgency === 'urgent' ? 1 : urgency === 'soon' ? Math.min(2, responseDays) : responseDays;
  const day = addWorkingDays(londonDay(receivedAt), days);
  return day.toZonedDateTime({ timeZone: LONDON, plainTime: '17:00' }).toInstant();
}

const REFERENCE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference to read out over the phone: no letters or digits that look alike. `random` gives numbers from 0 to below 1. */
export function makeReference(random: () => number = Math.random): string {
  const letters = Array.from(
    { length: 8 },
    () => REFERENCE_LETTERS[Math.floor(random() * REFERENCE_LETTERS.length)],
  );
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
