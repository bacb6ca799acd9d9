// From the typed page of a measure to answers that can be kept: each question answered, or the reason it was not.
import { z } from 'zod';
import { findLanguage } from '#kernel';
import { type GivenAnswer, type Measure, type MeasureTaken, MISSING_KEYS, MODE_KEYS } from '#outcomes';
import { choice, type FieldErrors, type FormInput, parseForm, requiredText, textOf } from '#web';
import { readDay } from '../form/day.ts';

type Typed = Pick<MeasureTaken, 'language' | 'mode' | 'answeredBy' | 'answers' | 'takenOn'>;
export type ReadMeasure =
  | { readonly ok: true; readonly value: Typed; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

const fields = z.object({
  'answered-by': choice(['person', 'someone_else'], 'Choose who answered'),
  mode: choice(MODE_KEYS, 'Choose how the questions were asked'),
  language: requiredText('Enter the language the questions were asked in', { max: 100 }),
});

export function readMeasure(body: unknown, measure: Measure): ReadMeasure {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  const answers = measure.items.map(item => [item.key, readAnswer(input, item.key)] as const);
  const unanswered = measure.items.flatMap(({ key, text }) =>
    readAnswer(input, key) === null ? [[key, notChosen(text)]] : [],
  );
  const day = readDay(input, 'taken');
  const errors: FieldErrors = {
    ...(parsed.ok ? {} : parsed.errors),
    ...Object.fromEntries(unanswered),
    ...(day.ok ? {} : { taken: 'Enter the day the questions were answered, such as 27 3 2026' }),
  };
  if (!parsed.ok || !day.ok || unanswered.length > 0) return { ok: false, errors, input };
  const { mode, language, 'answered-by': answeredBy } = parsed.value;
  const given = Object.fromEntries(
    answers.flatMap(([key, answer]) => (answer === null ? [] : [[key, answer]])),
  );
  const tag = findLanguage(language)?.tag ?? language;
  return { ok: true, value: { answeredBy, mode, language: tag, answers: given, takenOn: day.value }, input };
}

/** Names the question: several may be open, and the summary must say which. */
const notChosen = (question: string): string =>
  `Choose a number from 0 to 10, or why there is no answer, to “${question}”`;

function readAnswer(input: FormInput, key: string): GivenAnswer | null {
  const chosen = textOf(input, key);
  const missing = MISSING_KEYS.find(reason => reason === chosen);
  if (missing) return { missing };
  return /^\d{1,2}$/.test(chosen) ? { value: Number(chosen) } : null;
}
