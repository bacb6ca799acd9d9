// The clock is handed to whoever needs the time, so that rules stay pure and tests choose the hour.
import { Temporal } from 'temporal-polyfill';

export type Clock = () => Temporal.Instant;

export const LONDON = 'Europe/London';

export const systemClock: Clock = () => Temporal.Now.instant();

/** A clock that stands still, for tests and for making demonstration history. */
export const clockAt =
  (instant: string): Clock =>
  () =>
    Temporal.Instant.from(instant);

/** Swedish writes dates as ISO 8601 does. Lists ask for many days, and by way of a ZonedDateTime each takes five times as long. */
const ISO_DAY_IN_LONDON = new Intl.DateTimeFormat('sv-SE', { timeZone: LONDON });

const HOUR_MS = 3_600_000;
/** Nearly every question is for today. Since 1847 days begin on a whole hour, in summer as in winter. */
let last: { readonly hour: number; readonly day: Temporal.PlainDate } | null = null;
const FIRST_WHOLE_HOURS = Date.UTC(1848, 0, 1);

/** The day it is in the United Kingdom at that instant, from the year 1000 to 9999. */
export function londonDay(instant: Temporal.Instant): Temporal.PlainDate {
  const hour = Math.floor(instant.epochMilliseconds / HOUR_MS);
  if (last?.hour === hour && instant.epochMilliseconds > FIRST_WHOLE_HOURS) return last.day;
  const text = ISO_DAY_IN_LONDON.format(instant.epochMilliseconds);
  const day = new Temporal.PlainDate(
    Number(text.slice(0, 4)),
    Number(text.slice(5, 7)),
    Number(text.slice(8)),
  );
  last = { hour, day };
  return day;
}

/** Milliseconds to an instant: the one bridge from `Date`-based libraries. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime());
