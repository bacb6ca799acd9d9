import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  ageOn,
  formatPartialDate,
  isFirstJanuary,
  isPartialDate,
  parsePartialDate,
  samePossible,
} from './partial-date.ts';

const today = Temporal.PlainDate.from('2026-11-22');
const parse = (day: string, month: string, year: string) => parsePartialDate({ day, month, year }, today);

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));

describe('what somebody typed', () => {
  test.each([
    ['', '', '1987', '1987'],
    ['', '3', '1987', '1987-03'],
    ['5', '3', '1987', '1987-03-05'],
    ['05', 'March', '1987', '1987-03-05'],
    [' 5 ', 'sept.', '1987', '1987-09-05'],
    ['٥', '٣', '١٩٨٧', '1987-03-05'],
    ['۵', '۳', '۱۹۸۷', '1987-03-05'],
    ['29', '2', '2024', '2024-02-29'],
    ['', '', '2026', '2026'],
    ['', '11', '2026', '2026-11'],
    ['22', '11', '2026', '2026-11-22'],
  ])('%s/%s/%s is %s', (day, month, year, expected) => {
    expect(parse(day, month, year)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['', '', '', 'empty'],
    [' ', '', '', 'empty'],
    ['5', '3', '', 'year-missing'],
    ['5', '', '1987', 'month-missing'],
    ['31', '2', '1987', 'not-a-date'],
    ['29', '2', '2023', 'not-a-date'],
    ['0', '3', '1987', 'not-a-date'],
    ['5', '13', '1987', 'not-a-date'],
    ['5', 'Ma rch', '1987', 'not-a-date'],
    ['5', 'ju', '1987', 'not-a-date'],
    ['5', '3', '87', 'not-a-date'],
    ['5', '3', '1987; drop', 'not-a-date'],
    ['5', '3', '1867', 'too-old'],
    ['23', '11', '2026', 'in-future'],
    ['', '12', '2026', 'in-future'],
    ['', '', '2027', 'in-future'],
  ])('%s/%s/%s is refused as %s', (day, month, year, reason) => {
    expect(parse(day, month, year)).toEqual({ ok: false, reason });
  });

  test('no day or month appears that was not typed', () => {
    fc.assert(
      fc.property(partial, date => {
        const [year = '', month = '', day = ''] = date.split('-');
        expect(parse(day, month, year)).toEqual({ ok: true, value: date });
      }),
    );
  });
});

test('only real dates of the three shapes are partial dates', () => {
  for (const text of ['1987', '1987-03', '1987-03-05', '2024-02-29']) expect(isPartialDate(text)).toBe(true);
  for (const text of ['', '87', '1987-3', '1987-13', '1987-02-30', '2023-02-29', '1987-03-05T00:00', ' 1987'])
    expect(isPartialDate(text)).toBe(false);
});

test.each([
  ['1987', '1987'],
  ['1987-03', 'March 1987'],
  ['1987-03-05', '5 March 1987'],
])('%s reads %s', (date, words) => {
  expect(formatPartialDate(date)).toBe(words);
});

test('two dates may be the same day when one is the start of the other', () => {
  expect(samePossible('1987', '1987-03-05')).toBe(true);
  expect(samePossible('1987-03', '1987-03-05')).toBe(true);
  expect(samePossible('1987-04', '1987-03-05')).toBe(false);
  fc.assert(fc.property(partial, partial, (a, b) => samePossible(a, b) === samePossible(b, a)));
});

test('1 January is only the whole date', () => {
  expect(isFirstJanuary('1990-01-01')).toBe(true);
  expect(isFirstJanuary('1990-01')).toBe(false);
  expect(isFirstJanuary('1990-11-01')).toBe(false);
});

test.each([
  ['1987-11-22', 39, 39],
  ['1987-11-23', 38, 38],
  ['1987-11', 38, 39],
  ['1987-10', 39, 39],
  ['1987-12', 38, 38],
  ['1987', 38, 39],
  ['2026', 0, 0],
])('somebody born in %s is %i to %i years old', (birth, least, most) => {
  expect(ageOn(birth, today)).toEqual({ least, most });
});
