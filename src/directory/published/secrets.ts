// What would tell where a confidential place is, as a pattern that finds it in any text however it is spaced or encoded.
import type { PublishedRecord } from './record.ts';
import { textOf } from './record.ts';

type Place = {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly addresses: readonly PublishedRecord[];
  readonly phones: readonly string[];
};

const BETWEEN_WORDS = '(?:%20|%2C|[\\s,.;+_/-])+';
const BETWEEN_SIGNS = '(?:%20|[\\s().+_-])*';
const SHORTEST_LINE = 5;
/** Digits of a British number after its 0 or +44. */
const NATIONAL_DIGITS = 10;
const PREFIX = '(?:(?:\\+|00)?44|0)?';
/** Three decimals of a degree are about a hundred metres. */
const DECIMALS = 3;

/** Patterns (of a regular expression) for lines of the address, postcode, coordinates and phone numbers of the place itself. */
export function secretsOf(place: Place): string[] {
  const patterns: string[] = [];
  for (const address of place.addresses) {
    for (const line of [address.address_1, address.address_2]) {
      const words = textOf(line)
        .split(/[\s,.;]+/)
        .filter(Boolean);
      const isArea = [address.city, address.region, address.state_province].includes(line);
      if (isArea) continue;
      for (const telling of [words, streetIn(words)])
        if (telling.join('').length >= SHORTEST_LINE) patterns.push(telling.map(escaped).join(BETWEEN_WORDS));
    }
    const postcode = textOf(address.postal_code).replace(/\s/g, '');
    if (postcode.length >= SHORTEST_LINE) patterns.push(spaced(postcode));
  }
  for (const phone of place.phones) {
    const digits = phone.replace(/\D/g, '').slice(-NATIONAL_DIGITS);
    if (digits.length === NATIONAL_DIGITS) patterns.push(`${PREFIX}${BETWEEN_SIGNS}${spaced(digits)}`);
  }
  for (const degrees of [place.latitude, place.longitude]) {
    const [, start] = /^(-?\d+\.\d{3})/.exec(degrees?.toFixed(DECIMALS + 3) ?? '') ?? [];
    if (start) patterns.push(`${escaped(start)}\\d*`);
  }
  return patterns;
}

/** '27 Rosehill Avenue' without its number; nothing when a single word is left, which may be anything. */
function streetIn(words: readonly string[]): readonly string[] {
  const street = words.filter(
    word => !/\d/.test(word) && !/^(flat|unit|floor|room|suite|apartment)$/i.test(word),
  );
  return street.length > 1 ? street : [];
}

const spaced = (signs: string): string => [...signs].map(escaped).join(BETWEEN_SIGNS);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The longest first, so that a whole line goes before a part of it. */
export const secretPattern = (secrets: readonly string[]): RegExp | null =>
  secrets.length === 0 ? null : new RegExp([...secrets].sort((a, b) => b.length - a.length).join('|'), 'giu');
