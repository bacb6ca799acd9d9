// How a booking of an interpreter is said: when, for how long, in which language, by whom; the same on every page.
import { BOOKING_ROLES, type Booking, type BookingState } from '#contacts';
import { formatInstant, languageName } from '#kernel';
import type { TagMeaning } from '#ui';
import { countOf } from '../words.ts';

export const whenWords = ({ startsAt }: Pick<Booking, 'startsAt'>): string =>
  startsAt === null ? 'No day yet' : formatInstant(startsAt);

/** '30 minutes of talk, 60 booked'. */
export const minutesWords = ({
  talkMinutes,
  bookedMinutes,
}: Pick<Booking, 'talkMinutes' | 'bookedMinutes'>): string =>
  `${countOf(talkMinutes, 'minute')} of talk, ${bookedMinutes} booked`;

/** 'Kurdish (Sorani), Halabja dialect'. */
export const languageWords = ({ language, dialect }: Pick<Booking, 'language' | 'dialect'>): string =>
  dialect === '' ? languageName(language) : `${languageName(language)}, ${dialect}`;

/** 'Professional interpreter, Tigrinya'. */
export const whoWords = (booking: Pick<Booking, 'role' | 'language' | 'dialect'>): string =>
  `${BOOKING_ROLES[booking.role]}, ${languageWords(booking)}`;

export const STATE_MEANINGS: Record<BookingState, TagMeaning> = {
  needed: 'attention',
  requested: 'information',
  booked: 'active',
  attended: 'done',
  not_attended: 'stopped',
  none_available: 'urgent',
  relative_used: 'attention',
};

export const bookingHref = ({ id }: Pick<Booking, 'id'>, page = ''): string => `/interpreting/${id}${page}`;

/** The form of a contact, filled in from the booking. */
export const contactHref = ({ booking }: { readonly booking: Pick<Booking, 'id' | 'personId'> }): string =>
  `/people/${booking.personId}/contacts/new?booking=${booking.id}`;
