import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { londonDay } from '../clock.ts';
import { addWorkingDays, bankHolidays, isWorkingDay } from './bank-holiday.ts';
import {
  agoInWords,
  daysBetween,
  dueInWords,
  formatDay,
  formatDayWithWeekday,
  formatInstant,
  formatTime,
} from './day.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

// As published on https://www.gov.uk/bank-holidays (England and Wales).
test.each([
  [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
  [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
  [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
])('bank holidays of %i', (year, expected) => {
  expect(
    bankHolidays(year)
      .map(holiday => holiday.toString().slice(5))
      .join(' '),
  ).toBe(expected);
});

describe('working days', () => {
  test.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-22', 1, '2026-11-23'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-24', 5, '2027-01-05'],
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-20', 0, '2026-11-20'],
  ])('%s and %i working days is %s', (from, count, to) => {
    expect(addWorkingDays(day(from), count).toString()).toBe(to);
  });

  test('n working days later is a working day with n - 1 of them between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 30 }), (offset, count) => {
        const from = day('2025-01-01').add({ days: offset });
        const to = addWorkingDays(from, count);
        let passed = 0;
        for (
          let at = from.add({ days: 1 });
          Temporal.PlainDate.compare(at, to) <= 0;
          at = at.add({ days: 1 })
        )
          if (isWorkingDay(at)) passed += 1;
        expect(passed).toBe(count);
        expect(isWorkingDay(to)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

test('days and times read as the NHS writes them, by the clock in London', () => {
  expect(formatDay('2026-03-05')).toBe('5 March 2026');
  expect(formatDayWithWeekday(day('2026-03-05'))).toBe('Thursday 5 March 2026');
  expect(formatInstant(Temporal.Instant.from('2026-03-05T14:05:00Z'))).toBe('5 March 2026 at 2:05pm');
  expect(formatInstant(Temporal.Instant.from('2026-07-05T23:30:00Z'))).toBe('6 July 2026 at 12:30am');
  expect(formatTime({ hour: 9, minute: 0 })).toBe('9am');
  expect(formatTime({ hour: 12, minute: 0 })).toBe('midday');
  expect(formatTime({ hour: 0, minute: 0 })).toBe('midnight');
  expect(formatTime({ hour: 12, minute: 5 })).toBe('12:05pm');
});

test.each([
  ['2026-11-22', 'today'],
  ['2026-11-23', 'tomorrow'],
  ['2026-11-25', 'in 3 days'],
  ['2026-11-21', '1 day overdue'],
  ['2026-11-20', '2 days overdue'],
  ['2025-11-22', '365 days overdue'],
])('due on %s is %s', (due, words) => {
  expect(dueInWords(due, day('2026-11-22'))).toBe(words);
});

test('how long ago', () => {
  expect(agoInWords('2026-11-22', day('2026-11-22'))).toBe('today');
  expect(agoInWords('2026-11-21', day('2026-11-22'))).toBe('yesterday');
  expect(agoInWords('2026-11-02', day('2026-11-22'))).toBe('20 days ago');
  expect(daysBetween(day('2026-01-01'), day('2027-01-01'))).toBe(365);
});

const instants = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) })
  .map(ms => Temporal.Instant.fromEpochMilliseconds(ms));

test('the day in London is that of its clock', () => {
  fc.assert(
    fc.property(instants, instant => {
      expect(londonDay(instant).toString()).toBe(
        instant.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
      );
    }),
  );
});

test('days between two days are those of the calendar', () => {
  fc.assert(
    fc.property(instants, instants, (one, other) => {
      const [from, to] = [londonDay(one), londonDay(other)];
      expect(daysBetween(from, to)).toBe(from.until(to, { largestUnit: 'day' }).days);
    }),
  );
});
