// Languages spoken and read, asked apart, and whether an interpreter is needed (guidance P1a).
import { z } from 'zod';
import { findLanguage, LANGUAGES } from '#kernel';
import { RadiosField, TextField } from '#ui';
import { choiceOr, optionalText } from '#web';
import { type Journey, notKnown, say } from '../journey.ts';
import { question } from './question.ts';

const ANSWERS = ['yes', 'no', 'not_known'] as const;
const LABELS = (journey: Journey) => ({ yes: 'Yes', no: 'No', not_known: notKnown(journey) });
const SUGGESTIONS = LANGUAGES.map(language => language.name);

/** A language as typed: known ones get their tag, an unknown one is kept in its own words as undetermined ("und"). */
const languageTyped = (message: string) =>
  optionalText({ max: 200 }).transform((typed, ctx) => {
    if (/[<>{}]/.test(typed)) ctx.addIssue({ code: 'custom', message });
    return typed === '' ? null : { language: findLanguage(typed)?.tag ?? 'und', label: typed };
  });

const schema = z.object({
  speaks: languageTyped('Enter the name of a language'),
  'speaks-also': languageTyped('Enter the name of a language'),
  reads: languageTyped('Enter the name of a language'),
  interpreter: choiceOr(ANSWERS, 'not_known'),
});

const interpreterHint = (journey: Journey): string =>
  say(journey, {
    self: 'It is free. You can ask for a woman or a man. Children and family members are not asked to interpret.',
    other: 'It is free for the person. Family members, and children above all, are not asked to interpret.',
  });

export const languages = question({
  name: 'languages',
  heading: () => 'Languages',
  schema: () => schema,
  Fields: ({ journey }) => (
    <>
      <TextField
        name="speaks"
        label={say(journey, {
          self: 'Which language do you speak best?',
          other: 'Which language does the person speak best?',
        })}
        hint="Add the dialect if it matters, such as Kurdish Sorani"
        suggestions={SUGGESTIONS}
        autoComplete="off"
      />
      <TextField
        name="speaks-also"
        label="Another language, if any (optional)"
        suggestions={SUGGESTIONS}
        autoComplete="off"
      />
      <TextField
        name="reads"
        label={say(journey, {
          self: 'Which language do you like to read?',
          other: 'Which language do they read?',
        })}
        hint={say(journey, {
          self: 'Leave it empty if reading is hard',
          other: 'Leave it empty if reading is hard, or if it is not known',
        })}
        suggestions={SUGGESTIONS}
        autoComplete="off"
      />
      <RadiosField
        name="interpreter"
        label={say(journey, { self: 'Would you like an interpreter?', other: 'Is an interpreter needed?' })}
        hint={interpreterHint(journey)}
        options={ANSWERS.map(value => ({ value, label: LABELS(journey)[value] }))}
        inline
      />
    </>
  ),
  readBack: (value, journey) => [
    {
      key: 'Speaks',
      value: [value.speaks?.label, value['speaks-also']?.label].filter(Boolean).join(', ') || 'Not known',
    },
    { key: 'Reads', value: value.reads?.label ?? 'Not known' },
    { key: 'Interpreter', value: LABELS(journey)[value.interpreter] },
  ],
});
