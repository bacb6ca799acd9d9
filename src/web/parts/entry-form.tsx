// The form that corrects an entry of the directory, for those who keep it and for whoever runs the service: fields, and what was typed.
import type { ReactElement } from 'react';
import {
  type ChoiceField,
  choicesOf,
  chosenIn,
  EDITABLE,
  EDITABLE_KEYS,
  type EditableField,
  type EntryText,
  type FieldRefusal,
  isChoice,
  joinChosen,
  mayBeSeveral,
  readChanges,
  STATUSES,
  type Typed,
  takingIn,
  takingText,
} from '#directory';
import { formatDay } from '#kernel';
import { CheckboxesField, HiddenField, RadiosField, SelectField, TextAreaField, TextField } from '#ui';
import { type FieldErrors, type FormInput, readInput, textOf } from '../forms.ts';

const HINTS: Partial<Record<EditableField, string>> = {
  phone: 'One number a line. You may say what it is for: 020 7946 0000 (front desk)',
  address: 'Building and street, town, postcode: a line each',
  opening: 'One day a line, such as: Monday 10:00 to 12:30. Leave it empty if you cannot say.',
  ages: 'For example: 16 to 25, or 18 and over. Empty: not said.',
  languages: 'Names with commas between them, such as: Arabic, Tigrinya',
  interpreting: 'How interpreters are had, if they are',
  email: 'A shared mailbox, and not one of a single person',
  documents: 'One a line. If none are asked for, write: None',
};

const LINES: Partial<Record<EditableField, number>> = {
  description: 6,
  phone: 2,
  address: 3,
  opening: 4,
  eligibility: 3,
  application: 3,
  cost: 2,
  interpreting: 2,
  documents: 2,
};

/** What was said of referrals, with its day; and what can be said today. */
const takingOptions = (said: string) => {
  const taking = takingIn(said);
  const kept =
    taking === null
      ? []
      : [
          {
            value: said,
            label: taking.day ? `${taking.says}, as said on ${formatDay(taking.day)}` : taking.says,
          },
        ];
  return [...kept, { value: 'Yes', label: 'Yes, today' }, { value: 'No', label: 'No, not today' }];
};

type ChoiceProps = { readonly field: ChoiceField; readonly value: string };

/** None ticked sends nothing, and means "not said": the hidden field tells it from a form without these boxes. */
const ChoicePart = ({ field, value }: ChoiceProps): ReactElement => {
  const shared = { name: field, label: EDITABLE[field] };
  const options = choicesOf(field).map(words => ({ value: words, label: words }));
  if (mayBeSeveral(field))
    return (
      <>
        <HiddenField name={field} value="" />
        <CheckboxesField {...shared} options={options} small />
      </>
    );
  return (
    <SelectField {...shared} empty="Not said" options={field === 'taking' ? takingOptions(value) : options} />
  );
};

const Field = ({ field, value }: { readonly field: EditableField; readonly value: string }): ReactElement => {
  if (isChoice(field)) return <ChoicePart field={field} value={value} />;
  const label = EDITABLE[field];
  const shared = { name: field, label, ...(HINTS[field] === undefined ? {} : { hint: HINTS[field] }) };
  if (field === 'status')
    return (
      <RadiosField
        {...shared}
        small
        options={Object.entries(STATUSES).map(([status, text]) => ({ value: status, label: text }))}
      />
    );
  const rows = LINES[field] === undefined ? undefined : Math.max(LINES[field], value.split('\n').length);
  return rows === undefined ? <TextField {...shared} /> : <TextAreaField {...shared} rows={rows} />;
};

/** Inside a `Form` with the values of `entryInput`. A field that cannot be changed in our form is left out. */
export const EntryFields = ({ entry }: { readonly entry: EntryText }): ReactElement => (
  <>
    {EDITABLE_KEYS.map(field => {
      const value = entry[field];
      return value === null ? null : <Field key={field} field={field} value={value} />;
    })}
  </>
);

export const entryInput = (entry: EntryText): FormInput =>
  Object.fromEntries(
    EDITABLE_KEYS.flatMap(field => {
      const text = entry[field];
      if (text === null) return [];
      return [[field, isChoice(field) && mayBeSeveral(field) ? chosenIn(text) : text]];
    }),
  );

const PROBLEMS: Readonly<Record<FieldRefusal, string>> = {
  empty: 'This cannot be empty',
  'too-long': 'This is too long. Use fewer words',
  'not-a-phone': 'Enter one phone number a line, such as 020 7946 0000',
  'not-an-email': 'Enter an email address, such as office@charity.org.uk',
  'names-a-person': 'Enter a shared mailbox, such as office@charity.org.uk, and not one of a single person',
  'not-a-web-address': 'Enter a web address, such as www.charity.org.uk',
  'not-an-address':
    'Enter a line for the street, one for the town, and a whole postcode last, such as LS1 4AP',
  'not-ages': 'Enter ages such as 16 to 25, 18 and over, or up to 12',
  'not-a-language': 'Enter names of languages with commas between them, such as Arabic, Tigrinya',
  'not-opening-times': 'Enter one day a line, such as Monday 10:00 to 12:30',
  'not-a-status': 'Choose whether it is open',
  'not-a-choice': 'Choose from the list',
};

export type ReadEntry =
  | { readonly ok: true; readonly changed: Typed }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

/** One text a field. That referrals are taken is said of today; no other day can be sent. */
function typedText(input: FormInput, field: EditableField, entry: EntryText, today: string): string {
  const text = textOf(input, field);
  if (field === 'taking' && text !== '' && text !== entry.taking)
    return text === 'Yes' || text === 'No' ? takingText(text, today) : 'neither';
  return isChoice(field) && mayBeSeveral(field) ? joinChosen([input[field] ?? []].flat()) : text;
}

/** What differs from the entry; or what cannot be read, with everything that was typed. `today`: 'YYYY-MM-DD' in London. */
export function readEntryForm(entry: EntryText, body: unknown, today: string): ReadEntry {
  const input = readInput(body);
  const typed = Object.fromEntries(
    EDITABLE_KEYS.flatMap(field =>
      input[field] === undefined ? [] : [[field, typedText(input, field, entry, today)]],
    ),
  );
  const { changed, problems } = readChanges(entry, typed);
  const errors = Object.fromEntries(
    Object.entries(problems).map(([field, reason]) => [field, PROBLEMS[reason]]),
  );
  return Object.keys(errors).length === 0 ? { ok: true, changed } : { ok: false, errors, input };
}
