// Phone numbers: kept as they were written, compared by a key, and refused only when nobody could ring them.
import { asciiDigits } from '../fold.ts';
import { done, type Outcome, refused } from '../outcome.ts';

/** `text` as written, tidied; `key` the international digits without '+', equal for equal numbers: '447700900123'. */
export type Phone = { readonly text: string; readonly key: string };

export type PhoneRefusal = 'empty' | 'not-digits' | 'too-short' | 'too-long';

const EXTENSION = /[\s,;]*(?:extension|ext\.?|x|#)\s*[0-9]{1,6}$/i;
const DIRECTION_MARK = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]/g;
/** The most digits a number may have, country code included (ITU-T E.164). */
const MOST_DIGITS = 15;
const FEWEST_DIGITS = 6;

/** Drops what a number is dialled with: 00, +, the (0) after +44, the leading 0 at home. */
function internationalDigits(written: string): string {
  const digits = written.replace(/[^0-9]/g, '');
  const abroad = written.startsWith('+') ? digits : digits.startsWith('00') ? digits.slice(2) : null;
  if (abroad !== null) return abroad.replace(/^440+/, '44');
  if (digits.startsWith('0')) return `44${digits.slice(1)}`;
  if (/^44[1-9][0-9]{8,9}$/.test(digits)) return digits;
  // '7700 900123': a mobile number that lost its 0, as spreadsheets do.
  return /^7[0-9]{9}$/.test(digits) ? `44${digits}` : digits;
}

/** UK and international numbers in any layout, extensions apart. The fictional numbers of Ofcom are numbers too. */
export function parsePhone(given: string): Outcome<Phone, PhoneRefusal> {
  const text = asciiDigits(given.normalize('NFKC')).replace(DIRECTION_MARK, '').replace(/\s+/g, ' ').trim();
  if (text === '') return refused('empty');
  const written = text.replace(EXTENSION, '').replace(/^\((\+[0-9]+)\)/, '$1');
  if (!/^\+?[0-9()./\s\p{Pd}]*$/u.test(written) || !/[0-9]/.test(written)) return refused('not-digits');
  const key = internationalDigits(written);
  const digits = written.replace(/[^0-9]/g, '');
  if (digits.length < FEWEST_DIGITS || /^(.)\1*$/.test(digits)) return refused('too-short');
  if (key.length > MOST_DIGITS || (key.startsWith('44') && key.length > 12)) return refused('too-long');
  // UK numbers have nine or ten digits after the 0; 0800 1111 and 0845 46 4x are the short ones still in use.
  if (key.startsWith('44') && key.length < 9) return refused('too-short');
  return done({ text, key });
}

/** The key of a number, or null for text that is none. */
export function phoneKey(text: string): string | null {
  const parsed = parsePhone(text);
  return parsed.ok ? parsed.value.key : null;
}

/** A number that can be sent a text in the UK: 07 but not 070 (personal) or 076 (pagers, save 07624 of the Isle of Man). */
export const isUkMobile = (key: string): boolean => /^447(?:[1-57-9][0-9]{8}|624[0-9]{6})$/.test(key);

/** Kept by Ofcom for drama, never anybody's (https://www.ofcom.org.uk, numbers for drama use): 07700 900000 to 900999. */
export const isFictionalMobile = (key: string): boolean => /^447700900[0-9]{3}$/.test(key);

/** '07700 900123' for a UK mobile, '+' and digits for a number abroad, 0 and digits for other UK numbers. */
export function formatPhone(key: string): string {
  if (!key.startsWith('44')) return `+${key}`;
  const national = `0${key.slice(2)}`;
  return /^07[0-9]{9}$/.test(national) ? `${national.slice(0, 5)} ${national.slice(5)}` : national;
}
