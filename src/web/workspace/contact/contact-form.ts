// From the typed contact form to a contact that can be recorded; everything that is wrong is said at once.
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  type ContactRequest,
  INTERPRETING_KEYS,
  MODE_KEYS,
  MOST_MINUTES,
  needsReason,
  REACHED_KEYS,
} from '#contacts';
import { asciiDigits, done, findLanguage, londonDay } from '#kernel';
import { TASK_KIND_KEYS } from '#link-workers';
import {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  optionalText,
  parseForm,
  several,
  textOf,
} from '#web';
import { dueErrors, inLondon, readDay, readDue, readTime } from '../form/day.ts';

type Typed = Omit<ContactRequest, 'personId' | 'referralId' | 'workerId'>;
export type ReadContact =
  | { readonly ok: true; readonly value: Typed; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

const fields = z.object({
  mode: choice(MODE_KEYS, 'Choose how you were in contact'),
  reached: choice(REACHED_KEYS, 'Choose what happened'),
  interpreting: choice(INTERPRETING_KEYS, 'Choose what interpreting there was'),
  'interpreter-language': optionalText({ max: 100 }),
  'interpreter-reason': optionalText({ max: 500 }),
  note: optionalText({ max: 10_000 }),
  completes: several(),
  'next-kind': choiceOr(TASK_KIND_KEYS, 'follow_up'),
  'next-title': optionalText({ max: 300 }),
});

/** `now` is the moment the form is read; days and times are London's. */
export function readContact(body: unknown, now: Temporal.Instant): ReadContact {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  const started = readStart(input, now);
  const minutes = readMinutes(input);
  const next = readNext(input, now);
  if (!parsed.ok || !started.ok || !minutes.ok || !next.ok) {
    const wrong = [started, minutes, next].map(part => (part.ok ? {} : part.reason));
    const errors: FieldErrors = Object.assign(
      {},
      parsed.ok ? {} : parsed.errors,
      ...wrong,
      reasonErrors(input),
    );
    return { ok: false, errors: inOrder(errors), input };
  }
  const { mode, reached, interpreting, note, completes } = parsed.value;
  const language = parsed.value['interpreter-language'];
  const task =
    next.value === null
      ? null
      : { kind: parsed.value['next-kind'], title: parsed.value['next-title'], dueOn: next.value };
  const value: Typed = {
    happenedAt: started.value,
    minutes: minutes.value,
    mode,
    reached,
    interpreting,
    interpreterLanguage: language === '' ? null : (findLanguage(language)?.tag ?? language),
    interpreterReason: parsed.value['interpreter-reason'] || null,
    note,
    completes,
    nextTask: task,
  };
  return { ok: true, value, input };
}

/** The order of the page, which is the order of the error summary. */
const ORDER = [
  'when',
  'when-on',
  'time',
  'mode',
  'reached',
  'minutes',
  'interpreting',
  'interpreter-language',
  'interpreter-reason',
  'note',
  'next',
  'next-on',
];
const inOrder = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));

type Part<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: FieldErrors };

function readStart(input: FormInput, now: Temporal.Instant): Part<Temporal.Instant> {
  const day = readWhen(input, now);
  const time = readTime(textOf(input, 'time'));
  const errors = {
    ...(day.ok ? {} : day.reason),
    ...(time ? {} : { time: 'Enter the time it started, such as 2:30pm' }),
  };
  return day.ok && time ? done(inLondon(day.value, time)) : { ok: false, reason: errors };
}

function readWhen(input: FormInput, now: Temporal.Instant): Part<string> {
  const today = londonDay(now);
  switch (textOf(input, 'when')) {
    case 'today':
      return done(today.toString());
    case 'yesterday':
      return done(today.subtract({ days: 1 }).toString());
    case 'date': {
      const day = readDay(input, 'when-on');
      return day.ok
        ? day
        : { ok: false, reason: { 'when-on': 'Enter the day of the contact, such as 27 2 2026' } };
    }
    default:
      return { ok: false, reason: { when: 'Choose the day of the contact' } };
  }
}

/** Left empty it is none where nobody was reached. */
function readMinutes(input: FormInput): Part<number> {
  const typed = asciiDigits(textOf(input, 'minutes')).trim();
  if (typed === '' && textOf(input, 'reached') !== 'reached') return done(0);
  const minutes = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  return minutes <= MOST_MINUTES
    ? done(minutes)
    : { ok: false, reason: { minutes: `Enter how many minutes it took, from 0 to ${MOST_MINUTES}` } };
}

function readNext(input: FormInput, now: Temporal.Instant): Part<string | null> {
  if (textOf(input, 'next') === 'none') return done(null);
  const due = readDue(input, 'next', londonDay(now));
  if (due.ok) return due;
  const nothing = { next: 'Choose when the next step is due, or “Nothing is planned yet”' };
  return { ok: false, reason: due.reason === 'nothing-chosen' ? nothing : dueErrors('next', due.reason) };
}

/** Said with the other errors, so that it does not come up only when all else is right. */
function reasonErrors(input: FormInput): FieldErrors {
  const chosen = INTERPRETING_KEYS.find(key => key === textOf(input, 'interpreting'));
  const missing = chosen !== undefined && needsReason(chosen) && textOf(input, 'interpreter-reason') === '';
  return missing ? { 'interpreter-reason': REASON_NEEDED } : {};
}

export const REASON_NEEDED = 'Say why there was no professional interpreter';
