// What a booking and a contact tell each other, so that nothing is typed twice.
import type { Temporal } from 'temporal-polyfill';
import {
  type Booking,
  type ContactId,
  isOpenBooking,
  loadBooking,
  loadBookingsOfPerson,
  outcomeOfContact,
  recordOutcome,
} from '#contacts';
import { isUuid, LONDON, languageName } from '#kernel';
import { bookingHref, type FormInput, type Req } from '#web';
import { dayInput } from '../form/day.ts';

/** The open booking that is named and is of this person; anything else is no booking. */
export async function bookingFor(req: Req, personId: string, id: string): Promise<Booking | null> {
  const booking = isUuid(id) ? await loadBooking(req.ctx, id) : null;
  return booking && booking.personId === personId && isOpenBooking(booking.state) ? booking : null;
}

/** The open booking whose time came last; nobody has said yet how it went. */
export async function bookingInHand(req: Req, personId: string): Promise<Booking | undefined> {
  const now = req.ctx.clock().epochMilliseconds;
  const { bookings } = await loadBookingsOfPerson(req.ctx, personId);
  return bookings.findLast(
    ({ state, startsAt }) => isOpenBooking(state) && startsAt !== null && startsAt.epochMilliseconds <= now,
  );
}

/** Fields of the contact form that the booking knows. */
export function contactInput(booking: Booking, now: Temporal.Instant): FormInput {
  const at = booking.startsAt?.toZonedDateTimeISO(LONDON) ?? null;
  const begun = booking.startsAt !== null && booking.startsAt.epochMilliseconds <= now.epochMilliseconds;
  return {
    booking: booking.id,
    ...(at && begun
      ? {
          when: 'date',
          ...dayInput('when-on', at.toPlainDate()),
          time: at.toPlainTime().toString({ smallestUnit: 'minute' }),
          minutes: String(booking.bookedMinutes),
        }
      : {}),
    mode: booking.mode,
    interpreting: booking.role === 'interpreter' ? 'professional' : 'bilingual_worker',
    'interpreter-language': languageName(booking.language),
  };
}

type Recorded = Parameters<typeof outcomeOfContact>[1] & { readonly contactId: ContactId };

/** Ends the booking with what the contact says. Answers where to go on: how good it was, or what is still to be said. */
export async function endWithContact(req: Req, booking: Booking, contact: Recorded): Promise<string> {
  const outcome = outcomeOfContact(contact.contactId, contact);
  const ended = outcome ? await recordOutcome(req.ctx, booking.id, outcome) : null;
  if (!ended?.ok) return bookingHref(booking, '/outcome');
  return ended.value.state === 'attended' ? bookingHref(booking, '/quality') : bookingHref(booking);
}
