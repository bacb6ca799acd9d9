// The time line: agrees with the calendar of the kernel, knows summer time, and nothing ever happens out of order.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay } from '#kernel';
import { diceFor } from './dice.ts';
import { MINUTES_A_DAY, timeLineOf } from './time-line.ts';

const today = Temporal.PlainDate.from('2026-04-07');
const timeLine = timeLineOf(today);

describe('the time line', () => {
  it('counts working days as the kernel does, over Easter and Christmas too', () => {
    for (let offset = -400; offset < 100; offset += 1)
      for (const count of [0, 1, 2, 5])
        expect(timeLine.day(timeLine.addWorkingDays(offset, count))).toBe(
          addWorkingDays(today.add({ days: offset }), count).toString(),
        );
  });

  it('ends at the close of the last working day before today', () => {
    // 6 April 2026 is Easter Monday, 3 April Good Friday.
    expect(timeLine.instant(timeLine.latest)).toBe('2026-04-02T17:00:00+01:00');
  });

  it('knows that London has summer time', () => {
    const winter = -60 * MINUTES_A_DAY + 9 * 60;
    expect(timeLine.instant(winter)).toBe('2026-02-06T09:00:00+00:00');
    expect(timeLine.epoch(winter)).toBe(Temporal.Instant.from('2026-02-06T09:00:00Z').epochMilliseconds);
    expect(timeLine.instant(0)).toBe('2026-04-07T00:00:00+01:00');
    expect(timeLine.epoch(0)).toBe(Temporal.Instant.from('2026-04-06T23:00:00Z').epochMilliseconds);
  });

  it('puts what comes after later, in working hours where there is room, and never after the limit', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -400, max: -3 }),
        fc.integer({ min: 0, max: 60 }),
        (seed, day, most) => {
          const dice = diceFor(seed, 'after');
          const from = timeLine.onDay(dice, day);
          const next = timeLine.after(dice, from, 0, most);
          expect(next).toBeGreaterThan(from);
          if (from < timeLine.latest) expect(next).toBeLessThanOrEqual(timeLine.latest);
          expect(isWorkingDay(today.add({ days: timeLine.dayOf(from) }))).toBe(true);
        },
      ),
    );
  });

  it('says so when asked for a day it does not know', () => {
    expect(() => timeLine.day(1000)).toThrow(RangeError);
  });
});
