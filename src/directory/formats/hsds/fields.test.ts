// Single fields as feeds write them: what becomes of each, and what is told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  age,
  type Clean,
  day,
  days,
  instant,
  line,
  number,
  oneOf,
  text,
  time,
  web,
  yesOrNo,
} from './fields.ts';

const cleaned = (clean: Clean, value: unknown) => {
  const told: string[] = [];
  return [clean(value, 'field', (_, reason) => told.push(reason)), told.join()];
};

describe('a field', () => {
  it.each<[string, Clean, unknown, unknown, string]>([
    // Schedules: the clock on the wall, with or without an offset; 24 hours are 00:00 to 23:59.
    ['time', time, '10:00Z', '10:00:00', ''],
    ['time', time, '09:30+01:00', '09:30:00', ''],
    ['time', time, '9am', '09:00:00', ''],
    ['time', time, '12:15 am', '00:15:00', ''],
    ['time', time, '7.30pm', '19:30:00', ''],
    ['time', time, '24:00', '23:59:00', ''],
    ['time', time, '25:00', null, 'not-a-time'],
    ['time', time, 'by appointment', null, 'not-a-time'],
    ['days', days, 'MO,WE', 'MO,WE', ''],
    ['days', days, '2TU', '2TU', ''],
    ['days', days, 'Mondays; Thursday', 'MO,TH', ''],
    ['days', days, ['MO', 'FR'], 'MO,FR', ''],
    ['days', days, 'every day', null, 'not-days'],
    ['day', day, '2026-02-28', '2026-02-28', ''],
    ['day', day, '28/02/2026', '2026-02-28', ''],
    ['day', day, '2026-02-28T00:00:00Z', '2026-02-28', ''],
    ['day', day, '2026-02-30', null, 'not-a-day'],
    ['day', day, 'March', null, 'not-a-day'],
    ['day', day, '1970-01-01T00:00:00', null, 'placeholder'],
    ['instant', instant, '2025-09-02T12:06:15Z', '2025-09-02T12:06:15Z', ''],
    ['instant', instant, '2025-09-02T12:06:15+01:00', '2025-09-02T11:06:15Z', ''],
    ['instant', instant, '2025-09-02T12:06:15.654', '2025-09-02T11:06:15.654Z', 'offset-assumed'],
    ['instant', instant, '1970-01-01T00:00:00Z', null, 'placeholder'],
    ['instant', instant, 'yesterday', null, 'not-an-instant'],
    ['age', age, 18, 18, ''],
    ['age', age, '65', 65, ''],
    ['age', age, -1, null, 'placeholder'],
    ['age', age, 0, null, 'placeholder'],
    ['age', age, 'adults', null, 'not-a-usable-number'],
    ['number', number(0, 100), '0', 0, ''],
    ['number', number(0, 100), 'None', null, 'placeholder'],
    ['number', number(0, 100), true, null, 'not-a-usable-number'],
    ['number', number(0, 100), {}, null, 'not-a-usable-number'],
    ['yes or no', yesOrNo, 'Yes', true, ''],
    ['yes or no', yesOrNo, 'maybe', null, 'not-yes-or-no'],
    ['one of', oneOf('WEEKLY', 'MONTHLY'), 'weekly', 'WEEKLY', ''],
    ['one of', oneOf('WEEKLY', 'MONTHLY'), 'DAILY', null, 'not-known'],
    ['web', web, 'https://www.facebook.com/house', 'https://www.facebook.com/house', ''],
    ['line', line, '  The\n <b>Elms</b> ', 'The Elms', ''],
    ['line', line, 'x'.repeat(600), 'x'.repeat(500), 'too-long'],
    ['line', line, { a: 1 }, null, 'not-text'],
    ['text', text, ['a'], null, 'not-text'],
  ])('%s: %#', (_, clean, value, expected, told) => {
    expect(cleaned(clean, value)).toEqual([expected, told]);
  });

  it.each([age, day, days, instant, line, number(0, 9), text, time, web, yesOrNo])(
    'that is there and is not taken is always told: %#',
    clean => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })), value => {
          const [found, told] = cleaned(clean, value);
          const unseen =
            typeof value === 'string' && cleaned(text, value)[0] === null && cleaned(text, value)[1] === '';
          return found !== null || told !== '' || value === null || value === '' || unseen;
        }),
      );
    },
  );
});
