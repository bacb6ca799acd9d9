// Cleans single fields of Open Referral records: each answers a value fit for its column or null, and tells what it dropped and why.
import { Temporal } from 'temporal-polyfill';
import { NOT_DESCRIBED, saysNothing, tidyLine } from '../../cleaning/missing.ts';
import { plainTextOf } from '../../cleaning/plain-text.ts';
import { type Cleaned, emailIn, webAddressIn } from '../../cleaning/web-address.ts';

export type Tell = (field: string, reason: string, value: unknown) => void;
/** Null when there is no usable value; a value that was there and is not taken is told. */
export type Clean = (value: unknown, field: string, tell: Tell) => unknown;

const LONGEST_LINE = 500;

/** Text of a string or a number; null for anything else, and for each way of writing that there is nothing. */
function textOf(value: unknown, field: string, tell: Tell): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    tell(field, value === false ? 'placeholder' : 'not-text', value);
    return null;
  }
  const text = tidyLine(String(value));
  if (!saysNothing(text)) return String(value);
  if (text !== '' && text !== NOT_DESCRIBED) tell(field, 'placeholder', value);
  return null;
}

/** Several lines without markup; a longer text is cut at a word and told. */
export const text: Clean = (value, field, tell) => {
  const written = textOf(value, field, tell);
  if (written === null) return null;
  const plain = plainTextOf(written);
  if (plain.cut) tell(field, 'too-long', plain.text.length);
  return plain.text === '' ? null : plain.text;
};

/** One line without markup, at most 500 characters. */
export const line: Clean = (value, field, tell) => {
  const plain = text(value, field, tell);
  if (typeof plain !== 'string') return null;
  const one = tidyLine(plain);
  if (one.length > LONGEST_LINE) tell(field, 'too-long', one.length);
  return one.slice(0, LONGEST_LINE).replace(/[\ud800-\udbff]$/, '') || null;
};

const cleanedBy =
  (clean: (text: string) => Cleaned<string>): Clean =>
  (value, field, tell) => {
    const written = textOf(value, field, tell);
    if (written === null) return null;
    const cleaned = clean(written);
    if (cleaned.value === null && cleaned.reason !== null) tell(field, cleaned.reason, value);
    return cleaned.value;
  };
export const web = cleanedBy(webAddressIn);
export const email = cleanedBy(emailIn);

const numberIn = (value: unknown): number =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : Number(value ?? Number.NaN);

export const number =
  (least: number, most: number, fraction = true): Clean =>
  (value, field, tell) => {
    if (value === null || value === undefined || value === '') return null;
    if (
      value === false ||
      (typeof value === 'string' && saysNothing(tidyLine(value)) && value.trim() !== '0')
    ) {
      tell(field, 'placeholder', value);
      return null;
    }
    const found = typeof value === 'object' || value === true ? Number.NaN : numberIn(value);
    if (Number.isFinite(found) && found >= least && found <= most && (fraction || Number.isInteger(found)))
      return found;
    tell(field, 'not-a-usable-number', value);
    return null;
  };

/** Feeds write -1 and 0 for "not known", and 999 for "no limit". */
export const age: Clean = (value, field, tell) => {
  const found = number(-1, 10_000)(value, field, tell);
  if (typeof found !== 'number') return null;
  if (found > 0 && found < 120) return found;
  tell(field, 'placeholder', value);
  return null;
};

export const yesOrNo: Clean = (value, field, tell) => {
  if (typeof value === 'boolean') return value;
  const written = textOf(value, field, tell)?.trim().toLowerCase();
  if (written === undefined) return null;
  if (['true', 'yes', 'y', '1', 't'].includes(written)) return true;
  if (['false', 'no', 'n', 'f'].includes(written)) return false;
  tell(field, 'not-yes-or-no', value);
  return null;
};

/** One of the allowed values, however it is capitalised. */
export const oneOf =
  (...allowed: readonly string[]): Clean =>
  (value, field, tell) => {
    const written = textOf(value, field, tell)?.trim().toLowerCase();
    if (written === undefined) return null;
    const found = allowed.find(one => one.toLowerCase() === written);
    if (found === undefined) tell(field, 'not-known', value);
    return found ?? null;
  };

export const listOf =
  (...allowed: readonly string[]): Clean =>
  (value, field, tell) => {
    if (value === null || value === undefined) return null;
    const each = oneOf(...allowed);
    const found = (Array.isArray(value) ? value : [value]).flatMap(one => each(one, field, tell) ?? []);
    return found.length > 0 ? [...new Set(found)] : null;
  };

/** A day, 'YYYY-MM-DD'. Zero timestamps (1970, year 1) are no days of anything. */
export const day: Clean = (value, field, tell) => {
  const written = textOf(value, field, tell)?.trim();
  if (written === undefined) return null;
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written);
  const iso = british
    ? `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}`
    : /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(written)?.[0];
  try {
    const found = Temporal.PlainDate.from(iso ?? '', { overflow: 'reject' });
    if (found.year > 1970 && found.year < 2200) return found.toString();
    tell(field, 'placeholder', value);
  } catch {
    tell(field, 'not-a-day', value);
  }
  return null;
};

/** An instant. The offset is required and often forgotten: then it is taken for the time in London, and told. */
export const instant: Clean = (value, field, tell) => {
  const written = textOf(value, field, tell)
    ?.trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  if (written === undefined) return null;
  try {
    const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(written) && written.includes('T');
    const found = offset
      ? Temporal.Instant.from(written)
      : Temporal.PlainDateTime.from(written).toZonedDateTime('Europe/London').toInstant();
    if (found.epochMilliseconds < 366 * 86_400_000 || found.epochMilliseconds > 7_258_118_400_000) {
      tell(field, 'placeholder', value);
      return null;
    }
    if (!offset) tell(field, 'offset-assumed', value);
    return found.toString();
  } catch {
    tell(field, 'not-an-instant', value);
    return null;
  }
};

const CLOCK =
  /^(?:\d{4}-\d{2}-\d{2}T)?([01]?\d|2[0-4])[:.]([0-5]\d)(?::?([0-5]\d)(?:\.\d+)?)?\s*(am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** A time of day as the clock on the wall shows it, 'HH:MM:SS'; the end of the day is 23:59. */
export const time: Clean = (value, field, tell) => {
  const written = textOf(value, field, tell)
    ?.trim()
    .replace(/^(\d{1,2})\s*(am|pm)$/i, '$1:00$2');
  if (written === undefined) return null;
  const [, hours, minutes, seconds, half] = CLOCK.exec(written) ?? [];
  const hour = Number(hours) + (/pm/i.test(half ?? '') && Number(hours) < 12 ? 12 : 0);
  if (hours === undefined || hour > 24 || (hour === 24 && minutes !== '00')) {
    tell(field, 'not-a-time', value);
    return null;
  }
  if (hour === 24) return '23:59:00';
  const from = /am/i.test(half ?? '') && hour === 12 ? 0 : hour;
  return `${String(from).padStart(2, '0')}:${minutes}:${seconds ?? '00'}`;
};

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Days of a rule (RFC 5545): 'MO,WE', or '2TU' in a monthly one. Names of days are shortened. */
export const days: Clean = (value, field, tell) => {
  const written = Array.isArray(value) ? value.join(',') : textOf(value, field, tell);
  if (written === null) return null;
  const found = written
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(one => /^([+-]?\d{0,2})([a-z]{2,9})$/i.exec(one))
    .map(match => ({ nth: match?.[1] ?? '', name: (match?.[2] ?? '').slice(0, 2).toUpperCase() }));
  if (found.length > 0 && found.every(({ name }) => DAYS.includes(name)))
    return found.map(({ nth, name }) => nth + name).join(',');
  tell(field, 'not-days', value);
  return null;
};
