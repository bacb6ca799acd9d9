// Days as they are typed in three boxes or chosen from a few near ones, and times of day as people write them.
import { Temporal } from 'temporal-polyfill';
import { asciiDigits, done, LONDON, MONTHS, type Outcome, refused } from '#kernel';
import { type FormInput, textOf } from '#web';

export type DayRefusal = 'empty' | 'not-a-day';

const part = (input: FormInput, name: string, which: string): string =>
  asciiDigits(textOf(input, `${name}-${which}`)).trim();

function monthNumber(text: string): number {
  const word = text.toLowerCase().replace(/\.$/, '');
  if (/^\d{1,2}$/.test(word)) return Number(word);
  return /^[a-z]{3,}$/.test(word) ? MONTHS.findIndex(month => month.toLowerCase().startsWith(word)) + 1 : 0;
}

/** A whole day from `name-day`, `name-month` and `name-year`, past or future, as YYYY-MM-DD. */
export function readDay(input: FormInput, name: string): Outcome<string, DayRefusal> {
  const [day, month, year] = [
    part(input, name, 'day'),
    part(input, name, 'month'),
    part(input, name, 'year'),
  ];
  if (day === '' && month === '' && year === '') return refused('empty');
  // The database has no year 0, and before 1000 it is a slip of the keyboard.
  if (!/^\d{1,2}$/.test(day) || !/^[1-9]\d{3}$/.test(year)) return refused('not-a-day');
  try {
    const fields = { year: Number(year), month: monthNumber(month), day: Number(day) };
    return done(Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString());
  } catch {
    return refused('not-a-day');
  }
}

/** The three boxes filled in with a day, for a form that is opened. */
export const dayInput = (name: string, day: Temporal.PlainDate | string | null): Record<string, string> => {
  if (day === null) return {};
  const { year, month, day: date } = Temporal.PlainDate.from(day);
  return { [`${name}-day`]: String(date), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};

/** 14:30, 2.30pm, 2pm, 1430, 9 → hours and minutes; null for anything else. Digits of any script. */
export function readTime(typed: string): Temporal.PlainTime | null {
  const text = asciiDigits(typed).toLowerCase().replaceAll(/\s/g, '');
  if (text === 'midday' || text === 'noon') return Temporal.PlainTime.from('12:00');
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm)?$/.exec(text);
  if (!match) return null;
  const [, hours = '', minutes = '0', half] = match;
  const hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return null;
  const of24 = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return of24 > 23 || Number(minutes) > 59
    ? null
    : Temporal.PlainTime.from({ hour: of24, minute: Number(minutes) });
}

/** That day and time by the clock in London. */
export const inLondon = (day: string, time: Temporal.PlainTime): Temporal.Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: LONDON, plainTime: time }).toInstant();

/** Days that are chosen without typing; `date` is any other. */
export const NEAR_DAYS = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  week: 'In a week',
  fortnight: 'In two weeks',
  month: 'In four weeks',
} as const;
export type NearDay = keyof typeof NEAR_DAYS;

const AHEAD: Record<NearDay, number> = { today: 0, tomorrow: 1, week: 7, fortnight: 14, month: 28 };

export const nearDay = (chosen: NearDay, today: Temporal.PlainDate): Temporal.PlainDate =>
  today.add({ days: AHEAD[chosen] });

/** The day of a `DueField`: one of the near ones, or the one typed. */
export function readDue(
  input: FormInput,
  name: string,
  today: Temporal.PlainDate,
): Outcome<string, DayRefusal | 'nothing-chosen'> {
  const chosen = textOf(input, name);
  if (chosen === 'date') return readDay(input, `${name}-on`);
  return Object.hasOwn(NEAR_DAYS, chosen)
    ? done(nearDay(chosen as NearDay, today).toString())
    : refused('nothing-chosen');
}

/** What is wrong with a day that is to come, as an error of the field that the reader must change. */
export function dueErrors(
  name: string,
  reason: DayRefusal | 'nothing-chosen' | 'due-in-the-past' | 'due-too-far',
): Record<string, string> {
  switch (reason) {
    case 'nothing-chosen':
      return { [name]: 'Choose when it is due' };
    case 'empty':
      return { [`${name}-on`]: 'Enter the day it is due' };
    case 'not-a-day':
      return { [`${name}-on`]: 'Enter a real day, such as 27 3 2026' };
    case 'due-in-the-past':
      return { [`${name}-on`]: 'This day has passed. Enter today or a later day' };
    case 'due-too-far':
      return { [`${name}-on`]: 'This day is more than three years away. Check the year' };
  }
}
