// What the person would prefer: language, culture, sex of the worker, format, depth (guidance M4, P1a–e). They guide, they never block.
import { z } from 'zod';
import type { FactKind } from '#people';
import { RadiosField } from '#ui';
import { choiceOr } from '#web';
import { type Journey, say } from '../journey.ts';
import { question } from './question.ts';

type Preference = {
  readonly kind: FactKind;
  readonly label: { readonly self: string; readonly other: string };
  readonly short: string;
  readonly options: readonly (readonly [value: string, label: string])[];
};

/** `not_asked` is always an answer, and the one that stands when nothing was chosen. */
export const PREFERENCES: readonly Preference[] = [
  {
    kind: 'preference_language',
    label: {
      self: 'Would you like a link worker who speaks your language?',
      other: 'A link worker who speaks their language',
    },
    short: 'Worker’s language',
    options: [
      ['same', 'Yes, if possible'],
      ['same_only', 'Only somebody who speaks it'],
      ['interpreter', 'An interpreter is fine'],
      ['no_preference', 'It does not matter'],
    ],
  },
  {
    kind: 'preference_culture',
    label: {
      self: 'Would you like a link worker with a background like yours?',
      other: 'A link worker’s background',
    },
    short: 'Worker’s background',
    options: [
      ['same', 'A background like theirs'],
      ['different', 'Somebody from outside the community'],
      ['no_preference', 'It does not matter'],
    ],
  },
  {
    kind: 'preference_worker_sex',
    label: { self: 'Would you prefer a woman or a man?', other: 'A woman or a man' },
    short: 'Woman or man',
    options: [
      ['female_only', 'Only a woman'],
      ['female', 'A woman if possible'],
      ['male', 'A man if possible'],
      ['male_only', 'Only a man'],
      ['no_preference', 'It does not matter'],
    ],
  },
  {
    kind: 'preference_format',
    label: { self: 'Alone or in a group?', other: 'Alone or in a group' },
    short: 'Alone or in a group',
    options: [
      ['individual', 'One to one'],
      ['group', 'In a group'],
      ['no_preference', 'It does not matter'],
    ],
  },
  {
    kind: 'preference_mix',
    label: {
      self: 'If you came to a group, which would you like?',
      other: 'If they came to a group, which would they like?',
    },
    short: 'Women’s, men’s or mixed group',
    options: [
      ['women_only', 'Only groups for women'],
      ['women', 'A group for women if possible'],
      ['mixed', 'A mixed group'],
      ['men', 'A group for men if possible'],
      ['men_only', 'Only groups for men'],
      ['no_preference', 'It does not matter'],
    ],
  },
  {
    kind: 'preference_depth',
    label: { self: 'What would suit you now?', other: 'What would suit them now' },
    short: 'What suits now',
    options: [
      ['conversation', 'Time to talk about what matters'],
      ['signposting', 'Quick information about where to go'],
      ['no_preference', 'It does not matter'],
    ],
  },
];

const optionWords = (value: string, label: string, self: boolean): string =>
  self && value === 'same' && label.includes('theirs') ? 'A background like mine' : label;

const notSaid = (journey: Journey): string =>
  say(journey, { self: 'I will say later', other: 'Not asked yet' });

const schema = z.object(
  Object.fromEntries(
    PREFERENCES.map(({ kind, options }) => [
      kind,
      choiceOr(['not_asked', ...options.map(([value]) => value)], 'not_asked'),
    ]),
  ),
);

export const preferences = question({
  name: 'preferences',
  heading: journey =>
    say(journey, { self: 'What would you prefer?', other: 'What would the person prefer?' }),
  schema: () => schema,
  Fields: ({ journey }) => (
    <>
      <p>
        {say(journey, {
          self: 'We try to do what you prefer. If it would mean waiting, we tell you and you choose.',
          other:
            'Ask if you can; leave “Not asked yet” if not. Preferences guide the service and never keep anybody out.',
        })}
      </p>
      {PREFERENCES.map(({ kind, label, options }) => (
        <RadiosField
          key={kind}
          name={kind}
          label={label[journey === 'self' ? 'self' : 'other']}
          small
          options={[
            ...options.map(([value, words]) => ({
              value,
              label: optionWords(value, words, journey === 'self'),
            })),
            { value: 'not_asked', label: notSaid(journey) },
          ]}
        />
      ))}
    </>
  ),
  readBack: (value, journey) => {
    const self = journey === 'self';
    return PREFERENCES.map(({ kind, short, options }) => {
      const chosen = options.find(([option]) => option === value[kind]);
      return { key: short, value: chosen ? optionWords(...chosen, self) : notSaid(journey) };
    });
  },
});
