// An interpreter for a planned conversation: what was wished, where the booking stands, what came of it, and the words for each.
import type { Temporal } from 'temporal-polyfill';
import type { AccountId, Id, PersonId, ReferralId } from '#kernel';
import type { ContactId } from '../contact.ts';

export type BookingId = Id<'booking'>;

export const BOOKING_STATES = {
  needed: 'To book',
  requested: 'Asked for, not confirmed',
  booked: 'Booked',
  attended: 'Interpreted',
  not_attended: 'Did not take place',
  none_available: 'No interpreter was to be had',
  relative_used: 'An adult relative or friend interpreted',
} as const;
export type BookingState = keyof typeof BOOKING_STATES;
export const OPEN_BOOKING_STATES: readonly BookingState[] = ['needed', 'requested', 'booked'];
export const isOpenBooking = (state: BookingState): boolean => OPEN_BOOKING_STATES.includes(state);

/** Three roles that are not the same (guidance P1a): an interpreter only interprets; an advocate also speaks up for the person. */
export const BOOKING_ROLES = {
  interpreter: 'Professional interpreter',
  bilingual_advocate: 'Bilingual advocate',
  bilingual_worker: 'Link worker who speaks the language',
} as const;
export type BookingRole = keyof typeof BOOKING_ROLES;
export const BOOKING_ROLE_KEYS = Object.keys(BOOKING_ROLES) as [BookingRole, ...BookingRole[]];

export const BOOKING_MODES = {
  face_to_face: 'Face to face',
  telephone: 'Telephone',
  video: 'Video call',
} as const;
export type BookingMode = keyof typeof BOOKING_MODES;
export const BOOKING_MODE_KEYS = Object.keys(BOOKING_MODES) as [BookingMode, ...BookingMode[]];

export const SEX_WISHES = {
  no_preference: 'It does not matter',
  female: 'A woman if possible',
  female_only: 'Only a woman',
  male: 'A man if possible',
  male_only: 'Only a man',
  not_asked: 'Not asked yet',
} as const;
export type SexWish = keyof typeof SEX_WISHES;
export const SEX_WISH_KEYS = Object.keys(SEX_WISHES) as [SexWish, ...SexWish[]];

export const SEXES_GIVEN = { female: 'A woman', male: 'A man', not_known: 'Not known' } as const;
export type SexGiven = keyof typeof SEXES_GIVEN;
export const SEX_GIVEN_KEYS = Object.keys(SEXES_GIVEN) as [SexGiven, ...SexGiven[]];

export const NOT_ATTENDED = {
  interpreter_absent: 'The interpreter did not come',
  person_absent: 'The person did not come',
  cancelled_by_provider: 'The provider cancelled',
  cancelled_by_us: 'We cancelled',
  cancelled_by_person: 'The person cancelled',
} as const;
export type NotAttended = keyof typeof NOT_ATTENDED;
export const NOT_ATTENDED_KEYS = Object.keys(NOT_ATTENDED) as [NotAttended, ...NotAttended[]];

export const NONE_BECAUSE = {
  language: 'Nobody speaks the language',
  dialect: 'Nobody speaks the dialect',
  sex: 'No woman or no man, as was asked',
  short_notice: 'The time was too short',
  no_answer: 'The provider did not answer',
  cost: 'There was no money for it',
  other: 'Another reason',
} as const;
export type NoneBecause = keyof typeof NONE_BECAUSE;
export const NONE_BECAUSE_KEYS = Object.keys(NONE_BECAUSE) as [NoneBecause, ...NoneBecause[]];

export const QUALITIES = {
  good: 'Good',
  language: 'A problem with language or dialect',
  confidentiality: 'A problem with confidentiality',
  other: 'Another problem',
} as const;
export type Quality = keyof typeof QUALITIES;
export const QUALITY_KEYS = Object.keys(QUALITIES) as [Quality, ...Quality[]];

export const PERSON_VIEWS = {
  good: 'They were content',
  not_good: 'They were not content',
  not_now: 'Asked, but not now',
  declined: 'They would rather not say',
  not_asked: 'Not asked yet',
} as const;
export type PersonView = keyof typeof PERSON_VIEWS;
export const PERSON_VIEW_KEYS = Object.keys(PERSON_VIEWS) as [PersonView, ...PersonView[]];

/** What is wished of the interpreting, and when: may change until the booking has ended. */
export type BookingWishes = {
  readonly role: BookingRole;
  /** BCP 47 tag, or the words that were typed when no tag is known. */
  readonly language: string;
  readonly dialect: string;
  readonly sexWished: SexWish;
  readonly mode: BookingMode;
  /** Null while no day is agreed. */
  readonly startsAt: Temporal.Instant | null;
  /** How long the conversation would take in one language. */
  readonly talkMinutes: number;
  readonly bookedMinutes: number;
  readonly place: string;
};

export type BookingProvider = {
  readonly provider: string;
  readonly providerReference: string;
  readonly sexGiven: SexGiven;
};

export type BookingEnd = {
  readonly endedAt: Temporal.Instant | null;
  readonly notAttendedBecause: NotAttended | null;
  readonly noneBecause: NoneBecause | null;
  readonly reason: string;
  /** What was done instead when no interpreter was to be had. */
  readonly instead: string;
  readonly relation: string;
  readonly relativeIsAdult: boolean | null;
  readonly quality: Quality | null;
  readonly qualityNote: string;
  readonly personView: PersonView;
  readonly personWords: string;
  readonly contactId: ContactId | null;
};

export type Booking = BookingWishes &
  BookingProvider &
  BookingEnd & {
    readonly id: BookingId;
    readonly personId: PersonId;
    readonly referralId: ReferralId | null;
    readonly workerId: AccountId | null;
    readonly state: BookingState;
    readonly neededAt: Temporal.Instant;
    readonly requestedAt: Temporal.Instant | null;
    readonly bookedAt: Temporal.Instant | null;
    readonly taskId: Id<'task'> | null;
    readonly version: number;
    readonly updatedAt: Temporal.Instant;
  };

/** What is known of the end of a booking that has not ended. */
export const NOT_ENDED: BookingEnd = {
  endedAt: null,
  notAttendedBecause: null,
  noneBecause: null,
  reason: '',
  instead: '',
  relation: '',
  relativeIsAdult: null,
  quality: null,
  qualityNote: '',
  personView: 'not_asked',
  personWords: '',
  contactId: null,
};

/**
 * Everything is said twice, so twice the time is booked (double time is good practice); a worker who speaks the language
 * needs no more than the talk itself.
 */
export const usualMinutes = (talkMinutes: number, role: BookingRole): number =>
  role === 'bilingual_worker' ? talkMinutes : talkMinutes * 2;

/** Failed through no choice of the person or ours: what the service could not give (peers: unmet bookings are a measure). */
export const isUnmet = ({
  state,
  notAttendedBecause,
}: Pick<Booking, 'state' | 'notAttendedBecause'>): boolean =>
  state === 'none_available' ||
  state === 'relative_used' ||
  notAttendedBecause === 'interpreter_absent' ||
  notAttendedBecause === 'cancelled_by_provider';

type Timed = Pick<Booking, 'id' | 'startsAt' | 'bookedMinutes'>;

/** Those others that overlap with this one, by the time that is booked; without a time nothing does. */
export const atTheSameTime = <Other extends Timed>(booking: Timed, others: readonly Other[]): Other[] => {
  const spanOf = ({ startsAt, bookedMinutes }: Timed): readonly [number, number] | null =>
    startsAt && [startsAt.epochMilliseconds, startsAt.epochMilliseconds + bookedMinutes * 60_000];
  const span = spanOf(booking);
  return others.filter(other => {
    const theirs = spanOf(other);
    return other.id !== booking.id && span && theirs && span[0] < theirs[1] && theirs[0] < span[1];
  });
};
