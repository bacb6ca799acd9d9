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

/** The day it is in the United Kingdom at that instant. */
export const londonDay = (instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(LONDON).toPlainDate();

/** Milliseconds to an instant: the one bridge from `Date`-based libraries. */
export const instantOf = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime());
