// From the typed form of how interpreting went to an outcome; everything that is wrong is said at once.
import { z } from 'zod';
import {
  type BookingOutcome,
  type BookingQuality,
  type BookingRefusal,
  NONE_BECAUSE_KEYS,
  NOT_ATTENDED_KEYS,
  PERSON_VIEW_KEYS,
  QUALITY_KEYS,
} from '#contacts';
import {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  optionalText,
  type Parsed,
  parseForm,
  textOf,
} from '#web';

const KINDS = ['attended', 'not_attended', 'none_available', 'relative_used'] as const;

export const A_CHILD_NEVER =
  'Nobody under 18 may interpret, nor anybody whose age you do not know (NHS England, guidance for commissioners on interpreting; UKHSA, migrant health guide). Book a professional for another day, or by telephone now. If a child did interpret, tell your safeguarding lead';

const outcomeFields = z.object({
  kind: choice(KINDS, 'Choose what happened'),
  because: choiceOr(NOT_ATTENDED_KEYS, 'cancelled_by_us'),
  'none-because': choiceOr(NONE_BECAUSE_KEYS, 'other'),
  'none-reason': optionalText({ max: 500 }),
  instead: optionalText({ max: 500 }),
  reason: optionalText({ max: 500 }),
  relation: optionalText({ max: 100 }),
  age: choiceOr(['adult', 'under_18', 'not_known'], 'not_known'),
});

export type ReadOutcome =
  | { readonly ok: true; readonly value: BookingOutcome; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

export function readOutcome(body: unknown): ReadOutcome {
  const parsed = parseForm(outcomeFields, body);
  const { input } = parsed;
  const errors = { ...(parsed.ok ? {} : parsed.errors), ...missing(input) };
  if (!parsed.ok || Object.keys(errors).length > 0) return { ok: false, errors, input };
  const { value } = parsed;
  switch (value.kind) {
    case 'attended':
      return { ok: true, value: { kind: 'attended' }, input };
    case 'not_attended':
      return { ok: true, value: { kind: 'not_attended', because: value.because }, input };
    case 'none_available': {
      const because = value['none-because'];
      const reason = value['none-reason'];
      return { ok: true, value: { kind: 'none_available', because, reason, instead: value.instead }, input };
    }
    case 'relative_used': {
      const { reason, relation, age } = value;
      return { ok: true, value: { kind: 'relative_used', reason, relation, age }, input };
    }
  }
}

/** Each way of ending has its own questions; those of the others are left alone. */
const ASKED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  not_attended: { because: 'Choose why it did not take place' },
  none_available: {
    'none-because': 'Choose why no interpreter was to be had',
    'none-reason': 'Say what was tried and why it failed',
    instead: 'Say what was done instead',
  },
  relative_used: {
    relation: 'Say who it was to the person, such as “aunt” or “friend”',
    age: 'Choose whether they are 18 or older',
    reason: 'Say why there was no professional interpreter',
  },
};

const missing = (input: FormInput): FieldErrors => {
  const asked = ASKED[textOf(input, 'kind')] ?? {};
  return Object.fromEntries(Object.entries(asked).filter(([name]) => textOf(input, name).trim() === ''));
};

export function outcomeErrors(reason: BookingRefusal | 'not-found'): FieldErrors {
  switch (reason) {
    case 'a-child-never':
      return { age: A_CHILD_NEVER };
    case 'not-yet':
      return {
        kind: 'The conversation has not begun yet. Say how it went afterwards, or choose who cancelled',
      };
    case 'not-in-this-state':
    case 'not-found':
      return { kind: 'Somebody has said in the meantime how it went' };
    default:
      throw new Error(`what was typed had been looked at, and yet: ${reason}`);
  }
}

const qualityFields = z.object({
  quality: choice(QUALITY_KEYS, 'Choose how good the interpreting was'),
  note: optionalText({ max: 500 }),
  view: choiceOr(PERSON_VIEW_KEYS, 'not_asked'),
  'person-words': optionalText({ max: 500 }),
});

export const NOTE_NEEDED = 'Say what the problem was';

export function readQuality(body: unknown): Parsed<BookingQuality> {
  const parsed = parseForm(qualityFields, body);
  const { input } = parsed;
  if (!parsed.ok) return parsed;
  const { quality, note, view, 'person-words': personWords } = parsed.value;
  if (quality !== 'good' && note === '') return { ok: false, errors: { note: NOTE_NEEDED }, input };
  return { ok: true, value: { quality, note, personView: view, personWords }, input };
}
