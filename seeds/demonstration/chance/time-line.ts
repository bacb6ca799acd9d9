// The days around today and the hours a service works, counted in whole numbers so that long histories are quick to make.
import type { Temporal } from 'temporal-polyfill';
import { isWorkingDay, LONDON } from '#kernel';
import type { Dice } from './dice.ts';

/** Minutes by the clock in London since midnight at the start of today; negative in the past. */
export type Moment = number;

export const MINUTES_A_DAY = 1440;
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

/** Days counted from today that are known; asking beyond throws. */
const FIRST_DAY = -480;
const LAST_DAY = 150;

/** Facts about days and moments. */
export type Calendar = {
  /** 'YYYY-MM-DD' of a day counted from today. */
  day(offset: number): string;
  dayOf(moment: Moment): number;
  /** ISO 8601 with the offset London had. */
  instant(moment: Moment): string;
  /** Milliseconds since 1970. */
  epoch(moment: Moment): number;
  /** The day itself or the next working one; with `back`, the one before. */
  working(offset: number, back?: 'back'): number;
  /** As `addWorkingDays` of the kernel. */
  addWorkingDays(offset: number, count: number): number;
};

export type TimeLine = Calendar & {
  /** The last moment anything may have happened: the close of the last working day before today. */
  readonly latest: Moment;
  /**
   * In working hours, `least` to `most` days after `from`, at least a few minutes later, and not after `until` (`latest` unless
   * said): what does not fit is squeezed in between, and comes a few minutes after `from` when there is no room at all.
   */
  after(dice: Dice, from: Moment, least: number, most: number, until?: Moment): Moment;
  /** In working hours of that day, or of the last working day before it. */
  onDay(dice: Dice, offset: number): Moment;
};

type Day = {
  readonly iso: string;
  readonly working: boolean;
  readonly offset: string;
  readonly midnight: number;
};

function dayAt(today: Temporal.PlainDate, offset: number): Day {
  const day = today.add({ days: offset });
  const noon = day.toZonedDateTime({ timeZone: LONDON, plainTime: '12:00' });
  return {
    iso: day.toString(),
    working: isWorkingDay(day),
    offset: noon.offset,
    midnight: noon.epochMilliseconds - 12 * 3_600_000,
  };
}

const two = (number: number): string => String(number).padStart(2, '0');
const dayOf = (moment: Moment): number => Math.floor(moment / MINUTES_A_DAY);
const minuteOf = (moment: Moment): number => moment - dayOf(moment) * MINUTES_A_DAY;

function calendarOf(today: Temporal.PlainDate): Calendar {
  const days = Array.from({ length: LAST_DAY - FIRST_DAY + 1 }, (_, index) =>
    dayAt(today, FIRST_DAY + index),
  );
  const at = (offset: number): Day => {
    const day = days[offset - FIRST_DAY];
    if (day === undefined) throw new RangeError(`no day ${offset} in a demonstration`);
    return day;
  };
  const working: Calendar['working'] = (offset, back) => {
    let day = offset;
    while (!at(day).working) day += back === undefined ? 1 : -1;
    return day;
  };
  return {
    day: offset => at(offset).iso,
    dayOf,
    instant: moment => {
      const minute = minuteOf(moment);
      const day = at(dayOf(moment));
      return `${day.iso}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00${day.offset}`;
    },
    epoch: moment => at(dayOf(moment)).midnight + minuteOf(moment) * 60_000,
    working,
    addWorkingDays: (offset, count) => {
      let day = offset;
      for (let left = count; left > 0; left -= 1) day = working(day + 1);
      return working(day);
    },
  };
}

/** @param today the day in London the demonstration is made for. */
export function timeLineOf(today: Temporal.PlainDate): TimeLine {
  const calendar = calendarOf(today);
  const { working } = calendar;
  const latest = working(-1, 'back') * MINUTES_A_DAY + CLOSES;
  const inHours = (dice: Dice): number => dice.int(OPENS, CLOSES - 30);

  /** When there is no room for what was wanted: somewhere between, in working hours if it can be. */
  function squeezed(dice: Dice, from: Moment, until: Moment): Moment {
    if (from >= until) return from + dice.int(1, 4);
    const moment = from + Math.max(1, Math.floor((until - from) * (dice.int(2, 6) / 10)));
    const hour = Math.max(OPENS, Math.min(CLOSES, minuteOf(moment)));
    const inside = working(dayOf(moment), 'back') * MINUTES_A_DAY + hour;
    return inside > from && inside <= until ? inside : moment;
  }

  return {
    ...calendar,
    latest,
    after: (dice, from, least, most, until = latest) => {
      const wanted = working(dayOf(from) + dice.int(least, most)) * MINUTES_A_DAY + inHours(dice);
      const moment = wanted > from ? wanted : from + dice.int(6, 50);
      return moment <= until ? moment : squeezed(dice, from, until);
    },
    onDay: (dice, offset) => working(offset, 'back') * MINUTES_A_DAY + inHours(dice),
  };
}
