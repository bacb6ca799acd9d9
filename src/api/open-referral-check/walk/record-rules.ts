// What no schema says of a record and a reader of it still needs: real days, times with offsets, coordinates on this planet.

import { isObject } from '../page.ts';
import type { Rule } from '../rules.ts';

export type RecordBreach = { readonly rule: Rule; readonly says: string; readonly pointer: string };

const DAYS = new Set(['assured_date', 'valid_from', 'valid_to', 'dtstart', 'until', 'last_action_date']);
const TIMES = new Set(['opens_at', 'closes_at']);
/** A Map, since the names come from the feed and `constructor` is one. */
const RANGES = new Map<string, readonly [rule: Rule, low: number, high: number]>([
  ['latitude', ['coordinates-out-of-range', -90, 90]],
  ['longitude', ['coordinates-out-of-range', -180, 180]],
  ['minimum_age', ['age-out-of-range', 0, 130]],
  ['maximum_age', ['age-out-of-range', 0, 130]],
]);
const DEEPEST = 30;
/** Of a longer list the rest is not looked at: more of the same would tell nobody anything. */
const LONGEST = 2_000;

/** All breaches in a record and everything nested in it; pointers start at the record. */
export function judgeRecord(record: unknown, pointer = '', depth = 0): RecordBreach[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(record))
    return record
      .slice(0, LONGEST)
      .flatMap((one, index) => judgeRecord(one, `${pointer}/${index}`, depth + 1));
  if (!isObject(record)) return [];
  const own = Object.entries(record).flatMap(([name, value]) =>
    judgeField(name, value, `${pointer}/${name}`),
  );
  const ages = agesInOrder(record, pointer);
  const nested = Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? judgeRecord(value, `${pointer}/${name}`, depth + 1) : [],
  );
  return [...own, ...ages, ...nested];
}

function judgeField(name: string, value: unknown, pointer: string): RecordBreach[] {
  if (value === undefined || value === null || value === '') return [];
  if (DAYS.has(name) && !isIsoDay(value))
    return [{ rule: 'date-not-iso', says: `${name} is not a day written YYYY-MM-DD`, pointer }];
  if (TIMES.has(name) && !isIsoTime(value))
    return [{ rule: 'time-not-iso', says: `${name} is not a time written HH:MM`, pointer }];
  if (name === 'last_modified' && !hasOffset(value))
    return [{ rule: 'offset-missing', says: 'last_modified has no offset from UTC', pointer }];
  const range = RANGES.get(name);
  if (range && typeof value === 'number' && !(value >= range[1] && value <= range[2]))
    return [{ rule: range[0], says: `${name} is not from ${range[1]} to ${range[2]}`, pointer }];
  return [];
}

function agesInOrder({ minimum_age: low, maximum_age: high }: Readonly<Record<string, unknown>>, at: string) {
  return typeof low === 'number' && typeof high === 'number' && low > high
    ? [
        {
          rule: 'age-out-of-range' as const,
          says: 'minimum_age is above maximum_age',
          pointer: `${at}/minimum_age`,
        },
      ]
    : [];
}

const OFFSET = '(?:Z|[+-][0-2]\\d:?[0-5]\\d)';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?';
const ISO_TIME = new RegExp(`^${TIME}${OFFSET}?$`);
const ISO_DAY = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:T${TIME}${OFFSET}?)?$`);
const ISO_INSTANT = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})[T ]${TIME}${OFFSET}$`, 'i');

function isIsoDay(value: unknown): boolean {
  return typeof value === 'string' && isRealDay(ISO_DAY.exec(value)?.[1]);
}
const isIsoTime = (value: unknown): boolean => typeof value === 'string' && ISO_TIME.test(value);
const hasOffset = (value: unknown): boolean =>
  typeof value === 'string' && isRealDay(ISO_INSTANT.exec(value)?.[1]);

/** 2024-02-30 is a string of the right form and no day. */
function isRealDay(day: string | undefined): boolean {
  if (!day) return false;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
