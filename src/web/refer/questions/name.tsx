// A person's name as they say it: one part or many, any script, and the name they like to be called by.
import { z } from 'zod';
import { TextField } from '#ui';
import { optionalText, requiredText } from '#web';
import { say } from '../journey.ts';
import { question } from './question.ts';

export const name = question({
  name: 'name',
  heading: journey => say(journey, { self: 'What is your name?', other: 'What is the person’s name?' }),
  schema: journey =>
    z.object({
      'full-name': requiredText(
        say(journey, {
          self: 'Enter your name, or any name we may call you',
          other: 'Enter a name. If you are not sure, the name they use is enough',
        }),
        { max: 300 },
      ),
      'known-as': optionalText({ max: 300 }),
      'own-script': optionalText({ max: 300 }),
    }),
  Fields: ({ journey }) => (
    <>
      <TextField
        name="full-name"
        label="Full name"
        hint={say(journey, {
          self: 'All of it, in the order you say it. One name is fine.',
          other: 'All of it, in the order they say it. One name is fine.',
        })}
        autoComplete={journey === 'self' ? 'name' : 'off'}
      />
      <TextField
        name="known-as"
        label={say(journey, {
          self: 'What we should call you (optional)',
          other: 'What they like to be called (optional)',
        })}
        autoComplete="off"
      />
      <TextField
        name="own-script"
        label="Name in another script (optional)"
        hint="For example in Arabic, Tigrinya or Cyrillic. It helps us find the right record."
        autoComplete="off"
      />
    </>
  ),
  readBack: value => [
    { key: 'Full name', value: value['full-name'] },
    ...(value['known-as'] ? [{ key: 'Likes to be called', value: value['known-as'] }] : []),
    ...(value['own-script'] ? [{ key: 'Name in another script', value: value['own-script'] }] : []),
  ],
});
