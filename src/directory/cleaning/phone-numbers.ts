// Phone numbers out of a field that may hold several, with labels, extensions and shortened seconds.
import { parsePhone } from '#kernel';
import { saysNothing, tidyLine } from './missing.ts';

export type PhoneNumber = {
  readonly number: string;
  readonly extension: string | null;
  readonly description: string | null;
};
export type PhoneNumbers = { readonly phones: readonly PhoneNumber[]; readonly problems: readonly string[] };

const TOKEN =
  /(?<extension>\(?\s*\b(?:extension|extn?|x)\b\.?\s*(?<inner>\d+)\s*\)?)|(?<option>\(?\s*(?:option|opt|\bop)\.?\s*(?<choice>\d)\b\s*\)?)|(?<number>\(?\+?\d(?:[\d\s-]*\)?[\d\s-]*\d)?)/giu;
/** What stands between two numbers and is no label; a remark that points at text we do not have is none either. */
const JOINING = /\b(?:or|and|alternatively|tel|telephone|see also below)\b|[/,;&()[\]:–-]|\.(?=\s|$)/gi;

/** Numbers of few digits that everybody in the UK can ring (National Telephone Numbering Plan), and how they are written. */
const SHORT = new Map(
  ['999', '112', '111', '101', '105', '119', '0800 1111', '0845 46 47'].map(number => [
    number.replaceAll(' ', ''),
    number,
  ]),
);
/** Of services of social value in all of Europe, such as the Samaritans' 116 123. */
const SOCIAL = /^116(\d{3})$/;

const shortNumber = (digits: string): string | null =>
  SHORT.get(digits) ?? (SOCIAL.test(digits) ? digits.replace(SOCIAL, '116 $1') : null);

/** '+44 (0)113' and '00 44 113': the two ways of writing the country that are no digits to dial. */
const withoutCountry = (text: string): string =>
  text.replace(/(?:\+|\b00[\s-]?)44[\s-]*\(0\)[\s-]*/g, '0').replace(/(?<!\d)00[\s-]?(?=44)/g, '+');

type Found = { digits: string; extension: string | null; labels: string[] };

const labelIn = (text: string): string => tidyLine(text.replace(JOINING, ' '));
const digitsOf = (text: string): string => text.replace(/[^\d+]/g, '');

/** '01423 503129/503218': the second number is the first with its last digits replaced. */
function completed(text: string, between: string, previous: Found | undefined): string {
  const digits = digitsOf(text);
  const shortened = previous && digits.length <= 8 && !digits.startsWith('0') && /[/,&]\s*$/.test(between);
  return shortened ? previous.digits.slice(0, previous.digits.length - digits.length) + digits : digits;
}

const GROUPS = [
  /^(02\d)(\d{4})(\d{4})$/,
  /^(01\d1|011\d|03\d\d|08\d\d)(\d{3})(\d{4})$/,
  /^(0\d{4})(\d{5,6})()$/,
] as const;

/** '08457304030' → '0845 730 4030': in the groups of the national numbering plan, however it was written. */
function readable(digits: string): string {
  const groups = GROUPS.find(pattern => pattern.test(digits));
  return groups ? digits.replace(groups, '$1 $2 $3').trim() : digits;
}

/** Marks a number that was cut off, so that it is reported and not taken for a label. */
const CUT_OFF: Found = { digits: '', extension: null, labels: [] };

function scan(text: string): Found[] {
  const found: Found[] = [];
  let end = 0;
  let waiting = '';
  // Beside a whole number, 111 is a room rather than the NHS.
  const beside = /\d[\d\s-]{7,}\d/.test(text);
  for (const { index, groups = {}, 0: written } of text.matchAll(TOKEN)) {
    const between = waiting + text.slice(end, index);
    end = index + written.length;
    waiting = '';
    const last = found.at(-1);
    const digits = groups.number === undefined ? '' : completed(written, between, last);
    if (groups.inner !== undefined || groups.choice !== undefined) remark(found, groups);
    // A lone figure is part of a remark, such as "9am - 5pm".
    else if (digits.length < 5 && (beside || shortNumber(digits) === null)) waiting = between + written;
    else {
      const label = labelIn(between);
      const ofLast = label !== '' && last && /^\s*\(/.test(between);
      if (ofLast) last.labels.push(label);
      found.push(
        ...split(digits).map(one => ({
          digits: one,
          extension: null,
          labels: label && !ofLast ? [label] : [],
        })),
      );
    }
  }
  const rest = (waiting + text.slice(end)).replace(/^[\s/,;&(-]+|[\s/,;&)-]+$/g, '');
  if (/\p{L}/u.test(rest))
    found.at(-1)?.labels.push(...[/\d/.test(rest) ? rest : labelIn(rest)].filter(Boolean));
  else if (/\d/.test(rest)) found.push(CUT_OFF);
  return found;
}

/** Two numbers with nothing but a space between them. */
const split = (digits: string): readonly string[] =>
  /^(0\d{9,10})(0\d{9,10})$/.exec(digits)?.slice(1) ?? [digits];

/** An extension has few digits; a second number called one could not be rung as it stands. */
function remark(found: Found[], groups: Record<string, string | undefined>): void {
  const last = found.at(-1);
  if (groups.choice !== undefined) last?.labels.push(`option ${groups.choice}`);
  else if (last && groups.inner && groups.inner.length <= 6) last.extension = groups.inner;
  else found.push(CUT_OFF);
}

/** Each number that can be rung in the UK, as it may be shown, with its label; what could not be read is a problem. */
export function phoneNumbersIn(field: string): PhoneNumbers {
  const text = withoutCountry(tidyLine(field));
  if (saysNothing(text)) return { phones: [], problems: text === '' ? [] : ['placeholder'] };
  const found = scan(text);
  if (found.length === 0) return { phones: [], problems: ['not-a-phone-number'] };
  const phones = new Map<string, PhoneNumber>();
  let incomplete = false;
  for (const { digits, extension, labels } of found) {
    const short = shortNumber(digits);
    const parsed = parsePhone(digits);
    const whole = parsed.ok && /^(?:0\d{9,10}|\+\d{9,15})$/.test(digits) ? parsed.value.key : null;
    const key = short ?? whole;
    if (key === null) incomplete = true;
    else if (!phones.has(key)) {
      const number = short ?? readable(digits);
      phones.set(key, { number, extension, description: labels.join(', ') || null });
    }
  }
  return { phones: [...phones.values()], problems: incomplete ? ['incomplete-number'] : [] };
}
