// What may happen to a booking: pure rules from need to request, booking, outcome and quality, and back again after a slip.
import type { Temporal } from 'temporal-polyfill';
import { done, type Outcome, refused } from '#kernel';
import type { ContactId, ContactWords } from '../contact.ts';
import {
  type Booking,
  type BookingProvider,
  type BookingWishes,
  isOpenBooking,
  NOT_ENDED,
  type NoneBecause,
  type NotAttended,
  type PersonView,
  type Quality,
} from './booking.ts';

/** How a planned conversation ended, as far as interpreting goes. */
export type BookingOutcome =
  | { readonly kind: 'attended'; readonly contactId?: ContactId }
  | { readonly kind: 'not_attended'; readonly because: NotAttended; readonly contactId?: ContactId }
  | {
      readonly kind: 'none_available';
      readonly because: NoneBecause;
      readonly reason: string;
      readonly instead: string;
    }
  | {
      readonly kind: 'relative_used';
      readonly reason: string;
      readonly relation: string;
      readonly age: 'adult' | 'under_18' | 'not_known';
    };

export type BookingQuality = {
  readonly quality: Quality;
  readonly note: string;
  readonly personView: PersonView;
  readonly personWords: string;
};

export type WishRefusal =
  | 'minutes-out-of-range'
  | 'language-needed'
  | 'not-the-sex-asked-for'
  | 'too-far-ahead';
export type BookingRefusal =
  | WishRefusal
  | 'not-in-this-state'
  | 'day-needed'
  | 'not-yet'
  | 'reason-needed'
  | 'instead-needed'
  | 'relation-needed'
  | 'a-child-never';

export const TALK_MINUTES = { least: 5, most: 480 } as const;
export const BOOKED_MINUTES = { least: 5, most: 960 } as const;
const MOST_DAYS_AHEAD = 366;

const within = (minutes: number, { least, most }: { least: number; most: number }): boolean =>
  Number.isInteger(minutes) && minutes >= least && minutes <= most;

/** "Only a woman" holds until the person says otherwise (guidance P1c): then the wish is changed first, in the open. */
const fitsSex = (wished: Booking['sexWished'], given: Booking['sexGiven']): boolean =>
  !((wished === 'female_only' && given === 'male') || (wished === 'male_only' && given === 'female'));

export function decideWishes(
  wishes: BookingWishes & Pick<BookingProvider, 'sexGiven'>,
  now: Temporal.Instant,
): Outcome<null, WishRefusal> {
  if (wishes.language.trim() === '') return refused('language-needed');
  if (!within(wishes.talkMinutes, TALK_MINUTES) || !within(wishes.bookedMinutes, BOOKED_MINUTES))
    return refused('minutes-out-of-range');
  const latest = now.add({ hours: MOST_DAYS_AHEAD * 24 }).epochMilliseconds;
  if (wishes.startsAt && wishes.startsAt.epochMilliseconds > latest) return refused('too-far-ahead');
  return fitsSex(wishes.sexWished, wishes.sexGiven) ? done(null) : refused('not-the-sex-asked-for');
}

export type BookingChange = BookingWishes &
  BookingProvider & { readonly standing: 'needed' | 'requested' | 'booked' };

/** What is arranged: may be changed, requested and confirmed in any order until it has ended. */
export function decideArrangement(
  booking: Booking,
  change: BookingChange,
  now: Temporal.Instant,
): Outcome<Booking, BookingRefusal> {
  if (!isOpenBooking(booking.state)) return refused('not-in-this-state');
  const wishes = decideWishes(change, now);
  if (!wishes.ok) return wishes;
  const { standing, ...kept } = change;
  if (standing === 'booked' && kept.startsAt === null) return refused('day-needed');
  return done({
    ...booking,
    ...kept,
    state: standing,
    requestedAt: standing === 'needed' ? null : (booking.requestedAt ?? now),
    bookedAt: standing === 'booked' ? (booking.bookedAt ?? now) : null,
  });
}

/** Whether the conversation has begun, or never had a time; a slip of the day is not recorded as an interpreter who came. */
const hasBegun = ({ startsAt }: Booking, now: Temporal.Instant): boolean =>
  startsAt === null || startsAt.epochMilliseconds <= now.epochMilliseconds;

/**
 * Relatives: only adults, only with a reason. UKHSA, "Language interpreting and translation: migrant health guide", and NHS England,
 * "Guidance for commissioners: interpreting and translation services in primary care" (2018): a professional interpreter is
 * always offered; family and friends do not interpret, children never.
 */
export function decideOutcome(
  booking: Booking,
  outcome: BookingOutcome,
  now: Temporal.Instant,
): Outcome<Booking, BookingRefusal> {
  if (!isOpenBooking(booking.state)) return refused('not-in-this-state');
  const ended = { ...booking, ...NOT_ENDED, endedAt: now, state: outcome.kind } as const;
  switch (outcome.kind) {
    case 'attended':
      return hasBegun(booking, now)
        ? done({ ...ended, contactId: outcome.contactId ?? null })
        : refused('not-yet');
    case 'not_attended': {
      const absent = outcome.because === 'interpreter_absent' || outcome.because === 'person_absent';
      if (absent && !hasBegun(booking, now)) return refused('not-yet');
      return done({ ...ended, notAttendedBecause: outcome.because, contactId: outcome.contactId ?? null });
    }
    case 'none_available': {
      const [reason, instead] = [outcome.reason.trim(), outcome.instead.trim()];
      if (reason === '') return refused('reason-needed');
      return instead === ''
        ? refused('instead-needed')
        : done({ ...ended, noneBecause: outcome.because, reason, instead });
    }
    case 'relative_used': {
      const [reason, relation] = [outcome.reason.trim(), outcome.relation.trim()];
      if (outcome.age !== 'adult') return refused('a-child-never');
      if (!hasBegun(booking, now)) return refused('not-yet');
      if (reason === '') return refused('reason-needed');
      return relation === ''
        ? refused('relation-needed')
        : done({ ...ended, reason, relation, relativeIsAdult: true });
    }
  }
}

export function decideQuality(booking: Booking, said: BookingQuality): Outcome<Booking, BookingRefusal> {
  if (booking.state !== 'attended') return refused('not-in-this-state');
  const note = said.note.trim();
  // What went wrong is what the provider must hear: a problem without a word helps nobody.
  if (said.quality !== 'good' && note === '') return refused('reason-needed');
  const personWords = said.personWords.trim();
  return done({
    ...booking,
    quality: said.quality,
    qualityNote: note,
    personView: said.personView,
    personWords,
  });
}

/** After a slip: back to where it stood. A contact that was recorded stays recorded. */
export function decideReopening(booking: Booking): Outcome<Booking, BookingRefusal> {
  if (isOpenBooking(booking.state)) return refused('not-in-this-state');
  const state = booking.bookedAt ? 'booked' : booking.requestedAt ? 'requested' : 'needed';
  return done({ ...booking, ...NOT_ENDED, state });
}

/** What a recorded contact says of its booking, so that nothing is typed twice; null where more must be asked. */
export function outcomeOfContact(
  contactId: ContactId,
  { reached, interpreting }: Pick<ContactWords, 'reached' | 'interpreting'>,
): BookingOutcome | null {
  if (reached === 'cancelled_by_person' || reached === 'cancelled_by_us')
    return { kind: 'not_attended', because: reached, contactId };
  if (reached === 'did_not_attend') return { kind: 'not_attended', because: 'person_absent', contactId };
  if (reached !== 'reached') return null;
  return interpreting === 'professional' || interpreting === 'bilingual_worker'
    ? { kind: 'attended', contactId }
    : null;
}
