// With how much care a way to reach a person is used: whose it is, whether it is safe, and what to know first.
import type { ReactElement } from 'react';
import type { ContactPoint } from '#people';
import { RadiosField, SelectField, TextAreaField } from '#ui';
import { choice, choiceOr, optionalText } from '#web';
import { POINT_OWNERS } from '../person/words.ts';

const OWNERS = [
  'person',
  'family',
  'friend',
  'worker',
  'accommodation',
  'not_known',
] as const satisfies readonly ContactPoint['belongsTo'][];
const SAFE = { yes: 'Yes', no: 'No, never use it', not_asked: 'Not asked yet' } as const;
const SAFE_KEYS = Object.keys(SAFE) as [keyof typeof SAFE, ...(keyof typeof SAFE)[]];

const OWNER_CHOICES: Record<ContactPoint['belongsTo'], string> = {
  ...POINT_OWNERS,
  person: 'it is their own',
};

export const careForm = {
  owner: choiceOr(OWNERS, 'not_known'),
  safe: choice(SAFE_KEYS, 'Say whether it is safe'),
  note: optionalText({ max: 1000 }),
};

export const CareFields = (): ReactElement => (
  <>
    <SelectField
      name="owner"
      label="Whose is it?"
      options={OWNERS.map(owner => ({ value: owner, label: OWNER_CHOICES[owner] }))}
      empty={null}
    />
    <RadiosField
      name="safe"
      label="Is it safe to use?"
      hint="Think of who else may answer, or read the messages"
      small
      options={SAFE_KEYS.map(safe => ({ value: safe, label: SAFE[safe] }))}
    />
    <TextAreaField
      name="note"
      label="What should we know before we use it? (optional)"
      hint="For example: only after 5pm, do not leave a message"
      rows={2}
    />
  </>
);
