// Who is referring, for a professional without an account: the service has to be able to answer them.
import { z } from 'zod';
import { TextField } from '#ui';
import { optionalText, requiredText } from '#web';
import { question } from './question.ts';

export const aboutYou = question({
  name: 'about-you',
  heading: () => 'About you',
  schema: () =>
    z.object({
      'referrer-name': requiredText('Enter your name', { max: 200 }),
      'referrer-role': optionalText({ max: 200 }),
      'referrer-organisation': requiredText('Enter where you work', { max: 200 }),
      'referrer-contact': requiredText(
        'Enter a phone number or an email address, so that we can answer you',
        { max: 200 },
      ),
    }),
  Fields: () => (
    <>
      <TextField name="referrer-name" label="Your name" autoComplete="name" />
      <TextField name="referrer-role" label="Your job (optional)" autoComplete="organization-title" />
      <TextField name="referrer-organisation" label="Where you work" autoComplete="organization" />
      <TextField
        name="referrer-contact"
        label="Your phone number or email address"
        hint="We use it to tell you what happened with this referral"
      />
    </>
  ),
  readBack: value => [
    {
      key: 'Referred by',
      value: [value['referrer-name'], value['referrer-role']].filter(Boolean).join(', '),
    },
    { key: 'Where you work', value: value['referrer-organisation'] },
    { key: 'How to answer you', value: value['referrer-contact'] },
  ],
});
