// Bookings as calendar files. They say that there is a conversation and when, and nothing of whom, where or in which language.
import { type Booking, isOpenBooking, loadBookingsOfWorker } from '#contacts';
import { type CalendarEvent, calendarFile } from '#kernel';
import { type Answered, bookingHref, file, notFound, type Req } from '#web';
import { accountIdOf } from '../words.ts';
import { openBooking } from './arrange-handlers.tsx';

const TITLE = 'Interpreted conversation';

/** Null for a booking without a day. */
function eventOf(req: Req, booking: Booking): CalendarEvent | null {
  const { origin } = req.services.config;
  if (booking.startsAt === null) return null;
  return {
    uid: `booking-${booking.id}@${new URL(origin).host}`,
    sequence: booking.version,
    changedAt: booking.updatedAt,
    startsAt: booking.startsAt,
    minutes: booking.bookedMinutes,
    title: TITLE,
    description: 'Sign in to Footbridge to see more.',
    url: `${origin}${bookingHref(booking)}`,
    status:
      booking.state === 'booked' ? 'CONFIRMED' : isOpenBooking(booking.state) ? 'TENTATIVE' : 'CANCELLED',
  };
}

const answer = (events: readonly CalendarEvent[]): Parameters<typeof file>[0] => ({
  name: 'interpreted-conversations.ics',
  type: 'text/calendar; charset=utf-8',
  bytes: new TextEncoder().encode(calendarFile(events)),
});

export async function downloadBooking(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  const event = found ? eventOf(req, found.booking) : null;
  if (!found || !event) return notFound();
  return file(answer([event]), { subject: { type: 'person', id: found.scene.person.id } });
}

export async function downloadUpcoming(req: Req): Promise<Answered> {
  const { upcoming } = await loadBookingsOfWorker(req.ctx, accountIdOf(req.actor));
  return file(answer(upcoming.flatMap(booking => eventOf(req, booking) ?? [])));
}
