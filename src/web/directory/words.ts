// What is said about a service's distance, age and checks, in plain words.
import type { Temporal } from 'temporal-polyfill';
import { formatDay } from '#kernel';
import { inMiles } from './search-form.ts';

/** In a straight line, which the page says once: the way there is longer. */
export function distanceInWords(km: number): string {
  const miles = inMiles(km);
  if (miles < 0.1) return 'under 0.1 miles';
  const shown = miles < 10 ? miles.toFixed(1) : String(Math.round(miles));
  return `${shown} ${shown === '1.0' ? 'mile' : 'miles'}`;
}

/** '2014' or '10 February 2026'. */
export const dateOfSource = (asOf: string): string => (asOf.length === 10 ? formatDay(asOf) : asOf);

/** 'in 2014' or 'on 10 February 2026'. */
export const whenOfSource = (asOf: string): string =>
  asOf.length === 10 ? `on ${formatDay(asOf)}` : `in ${asOf}`;

/** Whole years since what an entry describes; a year alone counts from its end, so never too many. */
export const yearsOld = (asOf: string, today: Temporal.PlainDate): number => {
  const [year = 0, month = 12, day = 31] = asOf.split('-').map(Number);
  const passed = today.month > month || (today.month === month && today.day >= day);
  return Math.max(0, today.year - year - (passed ? 0 : 1));
};

const inEnglish = new Intl.NumberFormat('en-GB');

export const figure = (count: number): string => inEnglish.format(count);
export const counted = (count: number): string =>
  `${count === 0 ? 'No' : figure(count)} ${count === 1 ? 'service' : 'services'}`;

/** 'a', 'a and b', 'a, b and c'. */
export const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB').format(words);
