// Interpreters who are still asked for or booked when a referral is closed: closing tells no provider that nobody will come.
import type { ReactElement } from 'react';
import type { Booking } from '#contacts';
import { Bdi, WarningCallout } from '#ui';
import { bookingHref, whenWords, whoWords } from '../interpreting/words.ts';

export const BookingsLeft = ({ bookings }: { bookings: readonly Booking[] }): ReactElement | null =>
  bookings.length === 0 ? null : (
    <WarningCallout heading="An interpreter is still asked for or booked">
      <p>
        Closing the referral does not cancel interpreting. Unless you still meet, tell whoever books it, and
        say here that it will not take place.
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
