// How a booking of an interpreter is said: when, for how long, in which language, by whom; the same on every page.
import type { Booking, BookingState } from '#contacts';
import type { TagMeaning } from '#ui';
import { countOf } from '../words.ts';

/** '30 minutes of talk, 60 booked'. */
export const minutesWords = ({
  talkMinutes,
  bookedMinutes,
}: Pick<Booking, 'talkMinutes' | 'bookedMinutes'>): string =>
  `${countOf(talkMinutes, 'minute')} of talk, ${bookedMinutes} booked`;

export const STATE_MEANINGS: Record<BookingState, TagMeaning> = {
  needed: 'attention',
  requested: 'information',
  booked: 'active',
  attended: 'done',
  not_attended: 'stopped',
  none_available: 'urgent',
  relative_used: 'attention',
};

/** The form of a contact, filled in from the booking. */
export const contactHref = ({ booking }: { readonly booking: Pick<Booking, 'id' | 'personId'> }): string =>
  `/people/${booking.personId}/contacts/new?booking=${booking.id}`;
