// A date of life as far as it is known: a year, a month of a year, or a day. What is not known is never filled in.
import { Temporal } from 'temporal-polyfill';
import { asciiDigits } from '../fold.ts';
import { done, type Outcome, refused } from '../outcome.ts';

/** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', in the Gregorian calendar. */
export type PartialDate = string & { readonly kind?: 'partial-date' };

export type PartialDateRefusal =
  | 'empty'
  | 'year-missing'
  | 'month-missing'
  | 'not-a-date'
  | 'too-old'
  | 'in-future';

export type TypedDate = { readonly day?: string; readonly month?: string; readonly year?: string };

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Nobody's age is known to have passed 122; a date further back than this is a slip of the keyboard. */
const OLDEST_YEARS = 130;

const tidy = (text: string | undefined): string => asciiDigits(text ?? '').trim();

const numberOf = (text: string, most: number): number | undefined => {
  const number = /^[0-9]{1,2}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
};

/** 3, 03, Mar, march, Sept. → the month's number. */
function monthOf(text: string): number | undefined {
  const word = text.toLowerCase().replace(/\.$/, '');
  if (!/^[a-z]{3,}$/.test(word)) return numberOf(text, 12);
  const found = MONTHS.findIndex(month => month.toLowerCase().startsWith(word));
  return found === -1 ? undefined : found + 1;
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** The shape and the calendar are right: what the database and other systems may hold. */
export function isPartialDate(text: string): text is PartialDate {
  const match = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  if (month === undefined) return true;
  const number = numberOf(month, 12);
  if (number === undefined) return false;
  if (day === undefined) return true;
  const daysInMonth = Temporal.PlainYearMonth.from({ year: Number(year), month: number }).daysInMonth;
  return numberOf(day, daysInMonth) !== undefined;
}

/**
 * What somebody typed in three boxes, as a partial date. Digits may be Arabic-Indic, Persian and others; the month may be
 * an English name. A missing day, or a missing day and month, is kept missing. `today` is the day in London.
 */
export function parsePartialDate(
  typed: TypedDate,
  today: Temporal.PlainDate,
): Outcome<PartialDate, PartialDateRefusal> {
  const [day, month, year] = [tidy(typed.day), tidy(typed.month), tidy(typed.year)];
  if (day === '' && month === '' && year === '') return refused('empty');
  if (year === '') return refused('year-missing');
  if (!/^[0-9]{4}$/.test(year)) return refused('not-a-date');
  if (month === '' && day !== '') return refused('month-missing');
  const monthNumber = month === '' ? undefined : monthOf(month);
  const dayNumber = day === '' ? undefined : numberOf(day, 31);
  if (month !== '' && monthNumber === undefined) return refused('not-a-date');
  if (day !== '' && dayNumber === undefined) return refused('not-a-date');
  const parts = [year, ...[monthNumber, dayNumber].flatMap(part => (part === undefined ? [] : [pad(part)]))];
  const date = parts.join('-');
  if (!isPartialDate(date)) return refused('not-a-date');
  if (Number(year) < today.year - OLDEST_YEARS) return refused('too-old');
  // Only a date whose whole span lies ahead is in the future: this year, with no month, may be a newborn's.
  if (date > today.toString().slice(0, date.length)) return refused('in-future');
  return done(date);
}

/** '1987' → 1987; '1987-03' → March 1987; '1987-03-05' → 5 March 1987. */
export function formatPartialDate(date: PartialDate): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  const name = MONTHS[Number(month) - 1] ?? month;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** Could both be the same day? True when one says no more than the start of the other. */
export const samePossible = (a: PartialDate, b: PartialDate): boolean =>
  a.length <= b.length ? b.startsWith(a) : a.startsWith(b);

/** Officials often write 1 January for a person who knows only the year: such a day says little. */
export const isFirstJanuary = (date: PartialDate): boolean => date.endsWith('-01-01');

/** Whole years of age on a day, as the least and the most they can be. */
export function ageOn(
  birth: PartialDate,
  day: Temporal.PlainDate,
): { readonly least: number; readonly most: number } {
  const [year = '', month = '', date = ''] = birth.split('-');
  const years = day.year - Number(year);
  const today = day.toString().slice(5);
  const birthday = [month, date].filter(part => part !== '').join('-');
  if (birthday === '') return { least: Math.max(0, years - 1), most: Math.max(0, years) };
  const reached = today.slice(0, birthday.length);
  const unsure = birthday.length === 2 && reached === birthday;
  const before = Math.max(0, years - 1);
  const after = Math.max(0, years);
  if (unsure) return { least: before, most: after };
  return reached >= birthday ? { least: after, most: after } : { least: before, most: before };
}
