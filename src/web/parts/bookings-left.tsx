// Interpreters who are still asked for or booked when work on a referral ends: ending it tells no provider that nobody will come.
import type { ReactElement } from 'react';
import { BOOKING_ROLES, type Booking } from '#contacts';
import { formatInstant, languageName } from '#kernel';
import { Bdi, WarningCallout } from '#ui';

/** 'Kurdish (Sorani), Halabja dialect'. */
export const languageWords = ({ language, dialect }: Pick<Booking, 'language' | 'dialect'>): string =>
  dialect === '' ? languageName(language) : `${languageName(language)}, ${dialect}`;

/** 'Professional interpreter, Tigrinya'. */
export const whoWords = (booking: Pick<Booking, 'role' | 'language' | 'dialect'>): string =>
  `${BOOKING_ROLES[booking.role]}, ${languageWords(booking)}`;

export const whenWords = ({ startsAt }: Pick<Booking, 'startsAt'>): string =>
  startsAt === null ? 'No day yet' : formatInstant(startsAt);

export const bookingHref = ({ id }: Pick<Booking, 'id'>, page = ''): string => `/interpreting/${id}${page}`;

type Props = {
  /** Open ones. */
  readonly bookings: readonly Booking[];
  /** 'Closing the referral'. */
  readonly ending: string;
};

export const BookingsLeft = ({ bookings, ending }: Props): ReactElement | null =>
  bookings.length === 0 ? null : (
    <WarningCallout heading="An interpreter is still asked for or booked">
      <p>
        {ending} does not cancel interpreting. Unless you still meet, tell whoever books it, and say here that
        it will not take place.
      </p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {bookings.map(booking => (
          <li key={booking.id}>
            <a href={bookingHref(booking)}>{whenWords(booking)}</a>: <Bdi>{whoWords(booking)}</Bdi>
          </li>
        ))}
      </ul>
    </WarningCallout>
  );
