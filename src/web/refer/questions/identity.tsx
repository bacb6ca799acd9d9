// When the person was born, their NHS number, and whether they have a GP: each may be partly known or not at all.
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  formatNhsNumber,
  formatPartialDate,
  type PartialDate,
  type PartialDateRefusal,
  parseNhsNumber,
  parsePartialDate,
} from '#kernel';
import { PartialDateField, RadiosField, TextField } from '#ui';
import { choiceOr, optionalText } from '#web';
import { type Journey, notKnown, say } from '../journey.ts';
import { question } from './question.ts';

const DATE_MESSAGES: Record<Exclude<PartialDateRefusal, 'empty'>, string> = {
  'year-missing': 'Enter the year, or leave the whole date empty if it is not known',
  'month-missing': 'Enter the month as well as the day, or leave the day empty',
  'not-a-date': 'Enter a real date, such as 27 3 1987',
  'too-old': 'Check the year',
  'in-future': 'The date of birth must be in the past',
};

const GP_ANSWERS = ['registered', 'not_registered', 'not_known'] as const;
const GP_LABELS = (journey: Journey): Record<(typeof GP_ANSWERS)[number], string> => ({
  registered: 'Yes',
  not_registered: 'No, or was turned away',
  not_known: notKnown(journey),
});

const fields = (today: Temporal.PlainDate) =>
  z
    .object({
      'birth-date-day': optionalText({ max: 20 }),
      'birth-date-month': optionalText({ max: 20 }),
      'birth-date-year': optionalText({ max: 20 }),
      'nhs-number': optionalText({ max: 40 }),
      'gp-registration': choiceOr(GP_ANSWERS, 'not_known'),
    })
    .transform((typed, ctx) => {
      const date = parsePartialDate(
        { day: typed['birth-date-day'], month: typed['birth-date-month'], year: typed['birth-date-year'] },
        today,
      );
      if (!date.ok && date.reason !== 'empty') {
        ctx.addIssue({ code: 'custom', path: ['birth-date'], message: DATE_MESSAGES[date.reason] });
      }
      const number = parseNhsNumber(typed['nhs-number']);
      if (!number.ok && number.reason !== 'empty') {
        ctx.addIssue({
          code: 'custom',
          path: ['nhs-number'],
          message:
            'Check the NHS number: it has 10 digits, such as 999 000 0018. Leave it empty if you are not sure',
        });
      }
      const birthDate: PartialDate | null = date.ok ? date.value : null;
      return { birthDate, nhsNumber: number.ok ? number.value : null, gp: typed['gp-registration'] };
    });

const gpOptions = (journey: Journey) =>
  GP_ANSWERS.map(value => ({
    value,
    label: GP_LABELS(journey)[value],
    ...(value === 'not_registered'
      ? {
          hint: say(journey, {
            self: 'We can help. Everybody in England can see a GP for free; you do not need papers or a fixed address.',
            other: 'The service will help. Nobody needs papers, an address or an NHS number to register.',
          }),
        }
      : {}),
  }));

export const identity = question({
  name: 'identity',
  heading: journey =>
    say(journey, { self: 'Your date of birth and your doctor', other: 'Date of birth and doctor' }),
  schema: (_journey, today) => fields(today),
  Fields: ({ journey }) => (
    <>
      <PartialDateField
        name="birth-date"
        label="Date of birth (optional)"
        hint="Fill in what is known: the year alone is fine. Do not make up a day or a month."
        autoComplete={journey === 'self' ? 'bday' : undefined}
      />
      <TextField
        name="nhs-number"
        label="NHS number (optional)"
        hint="10 digits, such as 999 000 0018"
        width={20}
        inputMode="numeric"
        autoComplete="off"
      />
      <RadiosField
        name="gp-registration"
        label={say(journey, {
          self: 'Do you have a GP (a family doctor) here?',
          other: 'Is the person registered with a GP?',
        })}
        options={gpOptions(journey)}
      />
    </>
  ),
  readBack: (value, journey) => [
    { key: 'Date of birth', value: value.birthDate ? formatPartialDate(value.birthDate) : 'Not given' },
    { key: 'NHS number', value: value.nhsNumber ? formatNhsNumber(value.nhsNumber) : 'Not given' },
    { key: 'Has a GP', value: GP_LABELS(journey)[value.gp] },
  ],
});
