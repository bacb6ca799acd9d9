// The response clock in words, in London, over weekends, bank holidays and the change of the clocks.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { isWorkingDay } from '#kernel';
import { responseClock, workingDaysAfter } from './response-clock.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();

describe('the response clock', () => {
  test.each([
    ['2026-03-10T17:00', '2026-03-10T12:00', 'today', 'Due today 5pm'],
    ['2026-03-10T17:00', '2026-03-10T17:00', 'today', 'Due today 5pm'],
    ['2026-03-11T17:00', '2026-03-10T23:59', 'ahead', 'Due tomorrow 5pm'],
    ['2026-03-13T17:00', '2026-03-10T12:00', 'ahead', 'Due in 3 working days'],
    ['2026-03-16T17:00', '2026-03-13T09:00', 'ahead', 'Due in 1 working day'],
    ['2026-03-10T17:00', '2026-03-10T17:01', 'late', 'Late since 5pm today'],
    ['2026-03-13T17:00', '2026-03-15T12:00', 'late', 'Late since 5pm on Friday'],
    ['2026-03-13T17:00', '2026-03-16T08:00', 'late', '1 working day late'],
    ['2026-03-06T17:00', '2026-03-10T12:00', 'late', '2 working days late'],
    // Good Friday and Easter Monday 2026 are 3 and 6 April; the clocks changed on 29 March.
    ['2026-04-02T17:00', '2026-04-07T09:00', 'late', '1 working day late'],
    ['2026-03-30T17:00', '2026-03-27T16:00', 'ahead', 'Due in 1 working day'],
    ['2026-07-01T17:00', '2026-07-01T16:30', 'today', 'Due today 5pm'],
  ])('due %s, seen %s', (due, now, state, words) => {
    expect(responseClock(at(due), at(now))).toEqual({ state, words });
  });

  it('counts working days as one by one', () => {
    const day = fc
      .integer({ min: 0, max: 1500 })
      .map(days => Temporal.PlainDate.from('2023-01-01').add({ days }));
    fc.assert(
      fc.property(day, fc.integer({ min: -10, max: 90 }), (from, length) => {
        const days = Array.from({ length: Math.max(0, length) }, (_, n) => from.add({ days: n + 1 }));
        expect(workingDaysAfter(from, from.add({ days: length }))).toBe(days.filter(isWorkingDay).length);
      }),
      { numRuns: 60 },
    );
  });
});
