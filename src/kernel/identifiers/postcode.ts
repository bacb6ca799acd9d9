// UK postcodes by shape (BS 7666, https://ideal-postcodes.co.uk/guides/uk-postcode-format), and distance between two points.
import { done, type Outcome, refused } from '../outcome.ts';

/** Capitals, with one space before the last three: 'SW1A 1AA'. */
export type Postcode = string & { readonly kind?: 'postcode' };

export type PostcodeRefusal = 'empty' | 'not-a-postcode';

export type Point = { readonly latitude: number; readonly longitude: number };

const OUTWARD = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;
const INWARD = /^[0-9][ABD-HJLNP-UW-Z]{2}$/;
/** Pseudo postcodes of NHS records, such as ZZ99 3VZ for no fixed abode, keep none of the rules for the last letters. */
const PSEUDO = /^ZZ99[0-9][A-Z]{2}$/;
const NO_FIXED_ABODE = 'ZZ99 3VZ';

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.,\p{Pd}\u200b-\u200f\u2066-\u2069]/gu, '');

/** The third character from the end is always a digit: a letter that looks like one is read as one. */
const withDigit = (text: string): string => {
  const digit = text.at(-3);
  const meant = digit === 'O' ? '0' : digit === 'I' || digit === 'L' ? '1' : digit;
  return `${text.slice(0, -3)}${meant}${text.slice(-2)}`;
};

/** Any spacing and capitals. Only the shape is checked: a postcode that does not exist passes, as made-up ones must. */
export function parsePostcode(text: string): Outcome<Postcode, PostcodeRefusal> {
  const typed = tidy(text);
  if (typed === '') return refused('empty');
  if (typed.length < 5 || typed.length > 7) return refused('not-a-postcode');
  const code = withDigit(typed);
  const [outward, inward] = [code.slice(0, -3), code.slice(-3)];
  const known = code === 'GIR0AA' || PSEUDO.test(code) || (OUTWARD.test(outward) && INWARD.test(inward));
  return known ? done(`${outward} ${inward}`) : refused('not-a-postcode');
}

/** 'sw1a1aa' or 'SW1A' → 'SW1A'; null when it is neither a postcode nor the first half of one. */
export function outwardCode(text: string): string | null {
  const parsed = parsePostcode(text);
  if (parsed.ok) return parsed.value.slice(0, -4);
  const typed = tidy(text);
  return OUTWARD.test(typed) ? typed : null;
}

export const isNoFixedAbode = (postcode: Postcode): boolean => postcode === NO_FIXED_ABODE;

const EARTH_RADIUS_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine) between two points in degrees. */
export function distanceKm(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const half = north ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}
