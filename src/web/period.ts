// The days a page of numbers is about: chosen by link (`?from=2026-01-01&to=2026-03-10`) or typed in three boxes each.
import type { Temporal } from 'temporal-polyfill';
import { formatDay, type PartialDateRefusal, parsePartialDate } from '#kernel';
import { type FieldErrors, type FormInput, readInput, textOf } from './forms.ts';

/** Days in London, both within. YYYY-MM-DD. */
export type DayPeriod = { readonly from: string; readonly to: string };

export type AskedPeriod = {
  /** What was asked for, or the usual days when that cannot be. */
  readonly period: DayPeriod;
  readonly errors: FieldErrors | null;
  /** The boxes as they were typed, or as they would have been. */
  readonly typed: FormInput;
};

const MESSAGES: Record<PartialDateRefusal, string> = {
  empty: 'Enter a day',
  'year-missing': 'Enter the year too',
  'month-missing': 'Enter the month too',
  'not-a-date': 'Enter a real date, such as 27 3 2026',
  'too-old': 'Check the year',
  'in-future': 'Choose today or a day before it',
};

type Day = { readonly day: string } | { readonly error: string } | null;

function readDay(input: FormInput, name: 'from' | 'to', today: Temporal.PlainDate): Day {
  const whole = /^(\d{4})-(\d{2})-(\d{2})$/.exec(textOf(input, name));
  const [day, month, year] = whole
    ? [whole[3], whole[2], whole[1]]
    : ['day', 'month', 'year'].map(part => textOf(input, `${name}-${part}`));
  if (!textOf(input, name) && !day && !month && !year) return null;
  const parsed = parsePartialDate({ day: day ?? '', month: month ?? '', year: year ?? '' }, today);
  if (!parsed.ok) return { error: MESSAGES[parsed.reason] };
  return parsed.value.length === 10 ? { day: parsed.value } : { error: 'Enter the day too' };
}

const boxes = (name: string, day: string): [string, string][] =>
  day.split('-').map((part, at) => [`${name}-${['year', 'month', 'day'][at]}`, String(Number(part))]);

/** What came in a link stands in the boxes too, so that it can be put right there. */
const keptBoxes = (input: FormInput): FormInput => ({
  ...input,
  ...Object.fromEntries(
    (['from', 'to'] as const).flatMap(name => {
      const day = textOf(input, name);
      return /^\d{4}-\d{2}-\d{2}$/.test(day) ? boxes(name, day) : [];
    }),
  ),
});

/** @param usualDays how many days up to today are shown when nothing is asked. */
export function askedPeriod(
  query: Readonly<Record<string, unknown>>,
  today: Temporal.PlainDate,
  usualDays: number,
): AskedPeriod {
  const usual = { from: today.subtract({ days: usualDays - 1 }).toString(), to: today.toString() };
  const input = readInput(query);
  const [from, to] = [readDay(input, 'from', today), readDay(input, 'to', today)];
  const errors: Record<string, string> = {};
  if (from && 'error' in from) errors.from = from.error;
  if (to && 'error' in to) errors.to = to.error;
  const period = {
    from: from && 'day' in from ? from.day : usual.from,
    to: to && 'day' in to ? to.day : usual.to,
  };
  const failed = Object.keys(errors).length > 0;
  if (!failed && period.from > period.to) errors.to = 'The last day must not be before the first';
  if (Object.keys(errors).length > 0) return { period: usual, errors, typed: keptBoxes(input) };
  return {
    period,
    errors: null,
    typed: Object.fromEntries([...boxes('from', period.from), ...boxes('to', period.to)]),
  };
}

/** '1 January 2026 to 10 March 2026'. */
export const periodWords = ({ from, to }: DayPeriod): string =>
  from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;

export const periodQuery = ({ from, to }: DayPeriod): string => `from=${from}&to=${to}`;
