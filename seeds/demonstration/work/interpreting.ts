// Interpreters who were booked for conversations: how it went each time, and what is arranged for the next one (guidance P1a).
import type { Dice } from '../chance/dice.ts';
import { MINUTES_A_DAY, type TimeLine } from '../chance/time-line.ts';
import type { Persona } from '../people/persona.ts';
import type { PersonRows, Row } from '../plan.ts';

type Booking = Row<'interpreter_bookings'>;
type Contact = Row<'contacts'>;
type Place = {
  readonly dice: Dice;
  readonly timeLine: TimeLine;
  readonly persona: Persona;
  readonly rows: PersonRows;
};

const MODES: Readonly<Record<string, Booking['mode']>> = {
  face_to_face: 'face_to_face',
  home_visit: 'face_to_face',
  telephone: 'telephone',
  video: 'video',
};
const DAYS_AHEAD = 3;
const PROVIDER = 'Made-up Interpreters';

/** What became of it, told by the contact that it was for. */
function endOf({ interpreter, interpreter_reason }: Contact): Partial<Booking> | null {
  switch (interpreter) {
    case 'professional':
      return { state: 'attended', quality: 'good', person_view: 'good' };
    case 'none_available':
      return {
        state: 'none_available',
        none_because: 'language',
        reason: interpreter_reason ?? 'Nobody was free',
        instead: 'Pictures, and a new time',
      };
    case 'family_or_friend':
      return {
        state: 'relative_used',
        reason: interpreter_reason ?? 'The interpreter did not come',
        relation: 'Adult relative',
        relative_is_adult: true,
      };
    default:
      return null;
  }
}

/** Every row has the same columns, so that they are written together. */
const NOT_ENDED = {
  ended_at: null,
  contact_id: null,
  none_because: null,
  reason: '',
  instead: '',
  relation: '',
  relative_is_adult: null,
  quality: null,
  person_view: 'not_asked',
} as const satisfies Partial<Booking>;

const DAY_MS = MINUTES_A_DAY * 60_000;

function bookingOf({ dice, persona }: Place, contact: Contact, end: Partial<Booking>): Booking {
  const at = Date.parse(String(contact.happened_at));
  const day = (days: number): string => new Date(at - days * DAY_MS).toISOString();
  const booked = end.state !== 'none_available';
  return {
    ...NOT_ENDED,
    id: dice.uuid(at - (DAYS_AHEAD + 4) * DAY_MS),
    person_id: contact.person_id,
    referral_id: contact.referral_id ?? null,
    worker_id: contact.worker_id,
    role: 'interpreter',
    language: persona.language.tag,
    mode: MODES[contact.mode] ?? 'telephone',
    starts_at: contact.happened_at,
    talk_minutes: Math.max(5, Math.round(contact.minutes / 2)),
    booked_minutes: Math.max(10, contact.minutes),
    provider: PROVIDER,
    needed_at: day(DAYS_AHEAD + 4),
    needed_by: contact.recorded_by,
    requested_at: day(DAYS_AHEAD + 3),
    booked_at: booked ? day(DAYS_AHEAD) : null,
    ended_at: contact.recorded_at,
    contact_id: contact.id,
    updated_at: contact.recorded_at,
    ...end,
    state: end.state ?? 'attended',
  };
}

/** The next conversation of somebody who is being supported: booked as often as not, else still to book. */
function nextBooking({ dice, timeLine }: Place, last: Booking): Booking {
  const booked = dice.chance(0.5);
  const starts = timeLine.working(dice.int(1, 12)) * MINUTES_A_DAY + dice.int(10, 15) * 60;
  return {
    ...last,
    ...NOT_ENDED,
    id: dice.uuid(timeLine.epoch(timeLine.latest)),
    state: booked ? 'booked' : 'needed',
    starts_at: timeLine.instant(starts),
    needed_at: timeLine.instant(timeLine.latest - 60),
    requested_at: booked ? timeLine.instant(timeLine.latest - 50) : null,
    booked_at: booked ? timeLine.instant(timeLine.latest - 20) : null,
    provider: booked ? PROVIDER : '',
    updated_at: timeLine.instant(timeLine.latest - 20),
  };
}

/** Added when a person's story is complete, with dice of their own. */
export function arrangeInterpreting(place: Place): void {
  const { rows } = place;
  for (const referral of rows.referrals) {
    const bookings = rows.contacts
      .filter(contact => contact.referral_id === referral.id)
      .flatMap(contact => {
        const end = endOf(contact);
        return end === null ? [] : [bookingOf(place, contact, end)];
      });
    const last = bookings.findLast(booking => booking.state === 'attended');
    if (last !== undefined && referral.state === 'active') bookings.push(nextBooking(place, last));
    rows.interpreter_bookings.push(...bookings);
  }
}
