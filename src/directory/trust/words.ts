// What is said of how far an entry can be trusted, the same on every page.
import { formatDay, instantOf, londonDay } from '#kernel';
import type { TrustBand } from './score.ts';
import { CHECK_METHODS, type ServiceTrust } from './trust.ts';

export const BAND_WORDS: Readonly<Record<TrustBand, string>> = {
  0: 'Likely right',
  1: 'Ask first',
  2: 'In doubt',
};

/** 'Checked on 3 March 2026 by phone (North Service)' */
export function checkedInWords({ checked }: Pick<ServiceTrust, 'checked'>): string {
  if (checked === null) return 'Nobody has checked it yet';
  const who = checked.method === 'provider' || checked.by === null ? '' : ` (${checked.by})`;
  return `Checked on ${formatDay(londonDay(instantOf(checked.at)))} ${CHECK_METHODS[checked.method]}${who}`;
}

/** How often it was picked, without telling small numbers apart (docs/decisions/0012-small-numbers.md). */
export const pickedInWords = (picked: number): string =>
  picked === 0
    ? 'Not at all'
    : picked < 5
      ? 'Fewer than 5 times'
      : `About ${Math.round(picked / 5) * 5} times`;
