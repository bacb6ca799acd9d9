// When a group meets: dates made from a repeat, bank holidays left out, single dates moved or called off.
import { Temporal } from 'temporal-polyfill';
import { bankHolidays, done, type Id, LONDON, londonDay, type Outcome, refused } from '#kernel';
import type { GroupId } from '../group.ts';

export type SessionId = Id<'group-session'>;

export type Session = {
  readonly id: SessionId;
  readonly groupId: GroupId;
  /** As the dates were made; another than `startsAt` when it was moved. */
  readonly plannedFor: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly minutes: number;
  readonly state: 'planned' | 'called_off';
  /** Why it was called off or moved. */
  readonly reason: string;
  readonly guests: number;
  readonly takenAt: Temporal.Instant | null;
  readonly takenBy: string | null;
  readonly version: number;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string | null;
};

export const REPEATS = {
  once: 'Once',
  weekly: 'Every week',
  fortnightly: 'Every two weeks',
  four_weekly: 'Every four weeks',
} as const;
export type Repeat = keyof typeof REPEATS;
export const REPEAT_KEYS = Object.keys(REPEATS) as [Repeat, ...Repeat[]];
const WEEKS: Readonly<Record<Repeat, number>> = { once: 0, weekly: 1, fortnightly: 2, four_weekly: 4 };

export type Dates = {
  readonly firstOn: string;
  readonly time: Temporal.PlainTime;
  readonly minutes: number;
  readonly repeat: Repeat;
  /** The last day it may meet; nothing is read of it for one that meets once. */
  readonly until: string | null;
  readonly leaveOutBankHolidays: boolean;
};

export type DatesRefusal =
  | 'minutes-out-of-range'
  | 'too-far-ahead'
  | 'too-long-ago'
  | 'until-needed'
  | 'until-before-first'
  | 'too-many-dates'
  | 'only-bank-holidays';

export const SESSION_MINUTES = { least: 10, most: 480 } as const;
export const MOST_DATES = 60;
const MOST_DAYS_AHEAD = 366;
/** Meetings that took place before the group was put in here can still have a register. */
const MOST_DAYS_AGO = 92;

export type MadeDates = {
  readonly startsAt: readonly Temporal.Instant[];
  readonly leftOut: readonly Temporal.PlainDate[];
};

const isBankHoliday = (day: Temporal.PlainDate): boolean =>
  bankHolidays(day.year).some(holiday => holiday.equals(day));

const minutesFit = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= SESSION_MINUTES.least && minutes <= SESSION_MINUTES.most;

/** The same time by the clock in London each time, also when the clocks change. */
export function makeDates(dates: Dates, now: Temporal.Instant): Outcome<MadeDates, DatesRefusal> {
  if (!minutesFit(dates.minutes)) return refused('minutes-out-of-range');
  const today = londonDay(now);
  const first = Temporal.PlainDate.from(dates.firstOn);
  const furthest = today.add({ days: MOST_DAYS_AHEAD });
  if (Temporal.PlainDate.compare(first, today.subtract({ days: MOST_DAYS_AGO })) < 0)
    return refused('too-long-ago');
  const every = WEEKS[dates.repeat];
  if (every > 0 && dates.until === null) return refused('until-needed');
  const until = every === 0 || dates.until === null ? first : Temporal.PlainDate.from(dates.until);
  if (Temporal.PlainDate.compare(until, first) < 0) return refused('until-before-first');
  if (Temporal.PlainDate.compare(until, furthest) > 0) return refused('too-far-ahead');
  const days: Temporal.PlainDate[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ weeks: every })) {
    days.push(day);
    if (every === 0) break;
    if (days.length > MOST_DATES) return refused('too-many-dates');
  }
  const leftOut = dates.leaveOutBankHolidays ? days.filter(isBankHoliday) : [];
  const met = days.filter(day => !leftOut.includes(day));
  if (met.length === 0) return refused('only-bank-holidays');
  return done({ startsAt: met.map(day => inLondon(day, dates.time)), leftOut });
}

const inLondon = (day: Temporal.PlainDate, plainTime: Temporal.PlainTime): Temporal.Instant =>
  day.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();

export type SessionChange = {
  readonly startsAt: Temporal.Instant;
  readonly minutes: number;
  readonly reason: string;
};
export type SessionRefusal =
  | 'not-found'
  | 'register-taken'
  | 'called-off'
  | 'not-called-off'
  | 'minutes-out-of-range'
  | 'too-far-ahead'
  | 'reason-needed';

/** Once somebody is marked in its register, a meeting stays when it was. */
export function decideMove(
  session: Session,
  change: SessionChange,
  now: Temporal.Instant,
): Outcome<Session, SessionRefusal> {
  if (session.takenAt !== null) return refused('register-taken');
  if (session.state === 'called_off') return refused('called-off');
  if (!minutesFit(change.minutes)) return refused('minutes-out-of-range');
  const latest = now.add({ hours: MOST_DAYS_AHEAD * 24 }).epochMilliseconds;
  if (change.startsAt.epochMilliseconds > latest) return refused('too-far-ahead');
  return done({ ...session, ...change, reason: change.reason.trim() });
}

export function decideCallOff(session: Session, typed: string): Outcome<Session, SessionRefusal> {
  const reason = typed.trim();
  if (session.takenAt !== null) return refused('register-taken');
  if (session.state === 'called_off') return refused('called-off');
  return reason === '' ? refused('reason-needed') : done({ ...session, state: 'called_off', reason });
}

/** After a slip: it takes place after all. */
export const decideRestore = (session: Session): Outcome<Session, SessionRefusal> =>
  session.state === 'called_off'
    ? done({ ...session, state: 'planned', reason: '' })
    : refused('not-called-off');

/** Its register can be filled in: from the day it meets on. Who sends word before can be written down at any time. */
export const hasDayCome = ({ startsAt }: Pick<Session, 'startsAt'>, now: Temporal.Instant): boolean =>
  Temporal.PlainDate.compare(londonDay(startsAt), londonDay(now)) <= 0;
