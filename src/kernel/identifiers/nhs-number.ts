// The NHS number: ten digits of which the last is a check digit (NHS Data Dictionary, NHS NUMBER, modulus 11).
import { asciiDigits } from '../fold.ts';
import { done, type Outcome, refused } from '../outcome.ts';

/** Ten ASCII digits without spaces. */
export type NhsNumber = string & { readonly kind?: 'nhs-number' };

export type NhsNumberRefusal = 'empty' | 'not-ten-digits' | 'check-digit-wrong';

/** The check digit the first nine digits ask for; 10 means that no such number is ever issued. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += Number(digits[place]) * (10 - place);
  return (11 - (sum % 11)) % 11;
}

/** One digit ten times passes the sum for some digits, and is only ever a filler. */
const isFiller = (digits: string): boolean => /^(\d)\1{9}$/.test(digits);

/** What was typed or received, with spaces, dashes or other digits, as ten digits; or why not. */
export function parseNhsNumber(text: string): Outcome<NhsNumber, NhsNumberRefusal> {
  const digits = asciiDigits(text).replace(/[\s\p{Pd}.\u200b-\u200f\u2066-\u2069]/gu, '');
  if (digits === '') return refused('empty');
  if (!/^[0-9]{10}$/.test(digits)) return refused('not-ten-digits');
  if (isFiller(digits) || checkDigit(digits) !== Number(digits[9])) return refused('check-digit-wrong');
  return done(digits);
}

/** 943 476 5919: the way it is printed, 3-3-4. */
export const formatNhsNumber = (number: NhsNumber): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;

/** Numbers from 999 000 0000 are kept for tests and never given to a person (NHS Data Dictionary). */
export const isTestNhsNumber = (number: NhsNumber): boolean => number.startsWith('999');
