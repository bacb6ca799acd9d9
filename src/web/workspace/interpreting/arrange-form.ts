// From the typed form of a booking to what can be arranged: day and time in London, minutes doubled when they are left empty.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  BOOKED_MINUTES,
  BOOKING_MODE_KEYS,
  BOOKING_ROLE_KEYS,
  type Booking,
  type BookingChange,
  type BookingRefusal,
  SEX_GIVEN_KEYS,
  SEX_WISH_KEYS,
  TALK_MINUTES,
  usualMinutes,
} from '#contacts';
import { asciiDigits, findLanguage, LONDON, languageName } from '#kernel';
import {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  optionalText,
  parseForm,
  requiredText,
  textOf,
} from '#web';
import { dayInput, inLondon, readDay, readTime } from '../form/day.ts';

export const STANDINGS = {
  needed: 'Nobody was asked yet',
  requested: 'A provider was asked and has not confirmed',
  booked: 'It is confirmed',
} as const;
export const STANDING_KEYS = ['needed', 'requested', 'booked'] as const;

const fields = z.object({
  language: requiredText('Enter the language', { max: 100 }),
  dialect: optionalText({ max: 100 }),
  role: choice(BOOKING_ROLE_KEYS, 'Choose who should interpret'),
  sex: choice(SEX_WISH_KEYS, 'Choose whether it matters if a woman or a man interprets'),
  mode: choice(BOOKING_MODE_KEYS, 'Choose how'),
  place: optionalText({ max: 500 }),
  standing: choiceOr(STANDING_KEYS, 'needed'),
  provider: optionalText({ max: 200 }),
  reference: optionalText({ max: 100 }),
  given: choiceOr(SEX_GIVEN_KEYS, 'not_known'),
});

export type ReadArrangement =
  | { readonly ok: true; readonly value: BookingChange; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

export function readArrangement(body: unknown): ReadArrangement {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  const start = readStart(input);
  const talk = minutesOf(input, 'talk', TALK_MINUTES);
  const wanted = textOf(input, 'booked').trim() === '' ? null : minutesOf(input, 'booked', BOOKED_MINUTES);
  if (!parsed.ok || 'errors' in start || talk === undefined || wanted === undefined) {
    const errors: FieldErrors = {
      ...(parsed.ok ? {} : parsed.errors),
      ...('errors' in start ? start.errors : {}),
      ...(talk === undefined ? { talk: minutesError(TALK_MINUTES) } : {}),
      ...(wanted === undefined ? { booked: minutesError(BOOKED_MINUTES) } : {}),
    };
    return { ok: false, errors: inOrder(errors), input };
  }
  const { language, role, sex, given, reference, ...rest } = parsed.value;
  const value: BookingChange = {
    ...rest,
    role,
    language: findLanguage(language)?.tag ?? language,
    sexWished: sex,
    sexGiven: given,
    providerReference: reference,
    startsAt: start.at,
    talkMinutes: talk,
    bookedMinutes: wanted ?? usualMinutes(talk, role),
  };
  return { ok: true, value, input };
}

type Start = { readonly at: Temporal.Instant | null } | { readonly errors: FieldErrors };

/** Both or neither: a day without a time cannot be booked, and is asked about. */
function readStart(input: FormInput): Start {
  const day = readDay(input, 'on');
  const typed = textOf(input, 'time').trim();
  if (!day.ok && day.reason === 'empty' && typed === '') return { at: null };
  const time = readTime(typed);
  if (day.ok && time) return { at: inLondon(day.value, time) };
  return {
    errors: {
      ...(day.ok ? {} : { on: 'Enter the day, such as 27 3 2026, or leave day and time empty' }),
      ...(time ? {} : { time: 'Enter the time it starts, such as 2:30pm' }),
    },
  };
}

function minutesOf(
  input: FormInput,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const typed = asciiDigits(textOf(input, name)).trim();
  const minutes = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
  return minutes >= least && minutes <= most ? minutes : undefined;
}

const minutesError = ({ least, most }: { least: number; most: number }): string =>
  `Enter how many minutes, from ${least} to ${most}`;

/** The order of the page, which is the order of the error summary. */
const ORDER = [
  'language',
  'dialect',
  'role',
  'sex',
  'mode',
  'on',
  'time',
  'talk',
  'booked',
  'place',
  'standing',
  'provider',
  'reference',
  'given',
];
const inOrder = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));

/** The form filled in with what is kept. Minutes that are the usual stay empty, so that they follow the talk when it changes. */
export function inputOf(booking: Booking): FormInput {
  const at = booking.startsAt?.toZonedDateTimeISO(LONDON) ?? null;
  const usual = usualMinutes(booking.talkMinutes, booking.role);
  return {
    language: languageName(booking.language),
    dialect: booking.dialect,
    role: booking.role,
    sex: booking.sexWished,
    mode: booking.mode,
    ...dayInput('on', at?.toPlainDate() ?? null),
    time: at?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '',
    talk: String(booking.talkMinutes),
    booked: booking.bookedMinutes === usual ? '' : String(booking.bookedMinutes),
    place: booking.place,
    standing: booking.state,
    provider: booking.provider,
    reference: booking.providerReference,
    given: booking.sexGiven,
  };
}

/** Why an arrangement was refused, at the field that the reader must change. */
export function arrangementErrors(reason: BookingRefusal | 'not-found'): FieldErrors {
  switch (reason) {
    case 'language-needed':
      return { language: 'Enter the language' };
    case 'minutes-out-of-range':
      return { talk: minutesError(TALK_MINUTES) };
    case 'too-far-ahead':
      return { on: 'This day is more than a year away. Check the year' };
    case 'day-needed':
      return { on: 'Enter the day and time that were confirmed' };
    case 'not-the-sex-asked-for':
      return {
        given:
          'The person asked for only a woman or only a man, and this is not so. If they agree to it now, change what they asked for',
      };
    case 'not-in-this-state':
    case 'not-found':
      return { language: 'Somebody ended this booking in the meantime' };
    case 'not-yet':
    case 'reason-needed':
    case 'instead-needed':
    case 'relation-needed':
    case 'a-child-never':
      throw new Error(`an arrangement is never refused as ${reason}`);
  }
}

/** Asking for a day that has gone is a slip. */
export const isPast = (startsAt: Temporal.Instant | null, now: Temporal.Instant): boolean =>
  startsAt !== null && Temporal.Instant.compare(startsAt, now) < 0;
