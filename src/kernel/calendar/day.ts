// Days and times in the words staff read, in Europe/London (https://service-manual.nhs.uk/content/numbers-measurements-dates-time).
import { Temporal } from 'temporal-polyfill';
import { LONDON } from '../clock.ts';
import { MONTHS } from './partial-date.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The database writes days as this, and lists have many of them: reading the digits takes a tenth of what `from` does. */
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

const plainDay = (day: Temporal.PlainDate | string): Temporal.PlainDate => {
  if (typeof day !== 'string') return day;
  if (!ISO_DAY.test(day)) return Temporal.PlainDate.from(day);
  return new Temporal.PlainDate(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));
};

/** 5 March 2026. Takes a day, or a 'YYYY-MM-DD' text such as the database gives; throws RangeError on other text. */
export function formatDay(given: Temporal.PlainDate | string): string {
  const day = plainDay(given);
  return `${day.day} ${MONTHS[day.month - 1]} ${day.year}`;
}

/** Thursday 5 March 2026. */
export function formatDayWithWeekday(given: Temporal.PlainDate | string): string {
  const day = plainDay(given);
  return `${WEEKDAYS[day.dayOfWeek - 1]} ${formatDay(day)}`;
}

/** 9am, 2:05pm, midday, midnight. */
export function formatTime(time: { readonly hour: number; readonly minute: number }): string {
  if (time.minute === 0 && time.hour === 0) return 'midnight';
  if (time.minute === 0 && time.hour === 12) return 'midday';
  const minutes = time.minute === 0 ? '' : `:${String(time.minute).padStart(2, '0')}`;
  return `${time.hour % 12 || 12}${minutes}${time.hour < 12 ? 'am' : 'pm'}`;
}

/** "2026-03-05 14:05": Swedish writes times as ISO 8601 does. By way of a ZonedDateTime it takes five times as long. */
const ISO_MINUTE_IN_LONDON = new Intl.DateTimeFormat('sv-SE', {
  timeZone: LONDON,
  dateStyle: 'short',
  timeStyle: 'short',
});

/** 5 March 2026 at 2:05pm, by the clock in London; from the year 1000 to 9999. */
export function formatInstant(instant: Temporal.Instant): string {
  const text = ISO_MINUTE_IN_LONDON.format(instant.epochMilliseconds);
  const [year, month, day, hour, minute] = text.split(/[- :]/).map(Number);
  const time = formatTime({ hour: hour ?? 0, minute: minute ?? 0 });
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year} at ${time}`;
}

const countOf = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

const DAYS_IN_400_YEARS = 146_097;

/** Days counted from 1 March of the year 0; years begin in March, so that a leap day comes last (https://howardhinnant.github.io/date_algorithms.html). */
function dayNumber({ year, month, day }: Temporal.PlainDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_IN_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear;
}

/** Whole days from one day to another; negative when `to` is earlier. Takes days, or 'YYYY-MM-DD' texts such as the database gives. */
export const daysBetween = (from: Temporal.PlainDate | string, to: Temporal.PlainDate | string): number =>
  dayNumber(plainDay(to)) - dayNumber(plainDay(from));

/** When something is due, seen from today: 'today', 'tomorrow', 'in 3 days', '2 days overdue'. */
export function dueInWords(due: Temporal.PlainDate | string, today: Temporal.PlainDate): string {
  const days = daysBetween(today, due);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${countOf(days)}` : `${countOf(-days)} overdue`;
}

/** How long ago something was: 'today', 'yesterday', '3 days ago'. */
export function agoInWords(past: Temporal.PlainDate | string, today: Temporal.PlainDate): string {
  const days = daysBetween(past, today);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${countOf(days)} ago`;
}
