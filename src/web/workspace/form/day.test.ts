// Days and times as people type them.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayInput, inLondon, readDay, readDue, readTime } from './day.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');

describe('a typed day', () => {
  it.each([
    [['5', '3', '2026'], '2026-03-05'],
    [['05', 'March', '2026'], '2026-03-05'],
    [['٥', '٣', '٢٠٢٦'], '2026-03-05'],
    [['29', '2', '2028'], '2028-02-29'],
    [['', '', ''], 'empty'],
    [['30', '2', '2026'], 'not-a-day'],
    [['5', '', '2026'], 'not-a-day'],
    [['5', '3', '26'], 'not-a-day'],
    [['5', '3', '0000'], 'not-a-day'],
    [['5', '3', '0026'], 'not-a-day'],
    [['5', '13', '2026'], 'not-a-day'],
    [['<b>', '3', '2026'], 'not-a-day'],
    [['5', 'm', '2026'], 'not-a-day'],
  ])('%j is %s', ([day = '', month = '', year = ''], wanted) => {
    const read = readDay({ 'due-day': day, 'due-month': month, 'due-year': year }, 'due');
    expect(read.ok ? read.value : read.reason).toBe(wanted);
  });

  it('comes back as it went in', () => {
    const read = readDay(dayInput('due', '2026-11-02'), 'due');
    expect(read).toEqual({ ok: true, value: '2026-11-02' });
  });
});

describe('a typed time', () => {
  it.each([
    ['14:30', '14:30:00'],
    ['2.30pm', '14:30:00'],
    ['2 pm', '14:00:00'],
    ['12am', '00:00:00'],
    ['12pm', '12:00:00'],
    ['0930', '09:30:00'],
    ['9', '09:00:00'],
    ['١٤:٣٠', '14:30:00'],
    ['midday', '12:00:00'],
    ['25:00', null],
    ['14:60', null],
    ['13pm', null],
    ['soon', null],
    ['', null],
  ])('%s is %s', (typed, wanted) => {
    expect(readTime(typed)?.toString() ?? null).toBe(wanted);
  });

  it('is by the clock in London, in winter and in summer', () => {
    const time = Temporal.PlainTime.from('10:00');
    expect(inLondon('2026-03-10', time).toString()).toBe('2026-03-10T10:00:00Z');
    expect(inLondon('2026-07-10', time).toString()).toBe('2026-07-10T09:00:00Z');
  });
});

describe('a day to come', () => {
  it.each([
    [{ due: 'today' }, '2026-03-10'],
    [{ due: 'week' }, '2026-03-17'],
    [{ due: 'month' }, '2026-04-07'],
    [{ due: 'date', ...dayInput('due-on', '2026-05-01') }, '2026-05-01'],
    [{ due: 'date' }, 'empty'],
    [{}, 'nothing-chosen'],
    [{ due: 'yesterday' }, 'nothing-chosen'],
    [{ due: 'toString' }, 'nothing-chosen'],
  ])('%j is %s', (input, wanted) => {
    const read = readDue(input, 'due', TODAY);
    expect(read.ok ? read.value : read.reason).toBe(wanted);
  });
});
