// How to reach the person without putting them in danger: which way, whose phone, what may be said.
import { z } from 'zod';
import { type PhoneRefusal, parsePhone, parsePostcode } from '#kernel';
import type { ContactOwner } from '#people';
import { RadiosField, SelectField, TextAreaField, TextField } from '#ui';
import { choiceOr, optionalText } from '#web';
import { type Journey, notKnown, say } from '../journey.ts';
import { question } from './question.ts';

const OWNERS = [
  'person',
  'family',
  'friend',
  'worker',
  'accommodation',
  'not_known',
] as const satisfies readonly ContactOwner[];
const OWNER_LABELS = (journey: Journey): Record<(typeof OWNERS)[number], string> => ({
  person: say(journey, { self: 'It is mine', other: 'It is the person’s own' }),
  family: 'Somebody in the family',
  friend: 'A friend',
  worker: 'A support worker',
  accommodation: 'The place where they live (hotel, hostel)',
  not_known: notKnown(journey),
});
const SAFE = ['yes', 'no', 'not_known'] as const;
const SAFE_LABELS = (journey: Journey) => ({ yes: 'Yes', no: 'No', not_known: notKnown(journey) });

const phoneMessage: Record<Exclude<PhoneRefusal, 'empty'>, string> = {
  'not-digits': 'Enter a phone number, such as 07700 900123 or +44 113 496 0000',
  'too-short': 'The phone number is too short',
  'too-long': 'The phone number is too long',
};

const schema = z
  .object({
    phone: optionalText({ max: 100 }),
    'phone-owner': choiceOr(OWNERS, 'not_known'),
    'phone-safe': choiceOr(SAFE, 'not_known'),
    email: optionalText({ max: 200 }),
    address: optionalText({ max: 500 }),
    postcode: optionalText({ max: 20 }),
    'safe-note': optionalText({ max: 1000 }),
  })
  .transform((typed, ctx) => {
    const phone = parsePhone(typed.phone);
    if (!phone.ok && phone.reason !== 'empty')
      ctx.addIssue({ code: 'custom', path: ['phone'], message: phoneMessage[phone.reason] });
    const postcode = parsePostcode(typed.postcode);
    if (!postcode.ok && postcode.reason !== 'empty') {
      ctx.addIssue({
        code: 'custom',
        path: ['postcode'],
        message: 'Enter a postcode, such as LS1 4AP, or leave it empty',
      });
    }
    if (typed.email && !z.email().safeParse(typed.email).success) {
      ctx.addIssue({
        code: 'custom',
        path: ['email'],
        message: 'Enter an email address, such as name@example.org',
      });
    }
    return {
      phone: phone.ok ? phone.value.text : '',
      phoneOwner: typed['phone-owner'],
      phoneSafe: typed['phone-safe'],
      email: typed.email,
      address: typed.address,
      postcode: postcode.ok ? postcode.value : '',
      safeNote: typed['safe-note'],
    };
  });

export const contact = question({
  name: 'contact',
  heading: journey =>
    say(journey, { self: 'How can we reach you safely?', other: 'How can we reach the person safely?' }),
  schema: () => schema,
  Fields: ({ journey }) => {
    const owners = OWNER_LABELS(journey);
    return (
      <>
        <p>Fill in what you know. Everything here may be left empty.</p>
        <TextField
          name="phone"
          label="Phone number (optional)"
          type="tel"
          width={20}
          autoComplete={journey === 'self' ? 'tel' : 'off'}
        />
        <SelectField
          name="phone-owner"
          label="Whose phone is it?"
          options={OWNERS.map(value => ({ value, label: owners[value] }))}
        />
        <RadiosField
          name="phone-safe"
          label="Is it safe to call or text this number?"
          hint="Think of who else may answer, or read the messages"
          options={SAFE.map(value => ({ value, label: SAFE_LABELS(journey)[value] }))}
          inline
        />
        <TextField
          name="email"
          label="Email address (optional)"
          type="email"
          autoComplete={journey === 'self' ? 'email' : 'off'}
        />
        <TextAreaField
          name="address"
          label="Address for letters (optional)"
          hint="A hotel, a friend’s home or a day centre is fine. No address is fine too."
          rows={3}
        />
        <TextField
          name="postcode"
          label="Postcode (optional)"
          width={10}
          autoComplete={journey === 'self' ? 'postal-code' : 'off'}
        />
        <TextAreaField
          name="safe-note"
          label={say(journey, {
            self: 'What should we know before we call or write? (optional)',
            other: 'What should we know before we call or write to them? (optional)',
          })}
          hint="For example: only after 5pm, do not leave a message, say that it is about English classes"
          rows={3}
        />
      </>
    );
  },
  readBack: (value, journey) => [
    { key: 'Phone', value: value.phone || 'None given' },
    ...(value.phone
      ? [
          { key: 'Whose phone', value: OWNER_LABELS(journey)[value.phoneOwner] },
          { key: 'Safe to call or text', value: SAFE_LABELS(journey)[value.phoneSafe] },
        ]
      : []),
    { key: 'Email', value: value.email || 'None given' },
    { key: 'Address', value: [value.address, value.postcode].filter(Boolean).join(', ') || 'None given' },
    ...(value.safeNote ? [{ key: 'To know before contact', value: value.safeNote }] : []),
  ],
});

/** Whether some way is left that was not said to be unsafe: else nobody can be promised that they are contacted. */
export const mayBeReached = (given: z.infer<typeof schema>): boolean =>
  Boolean((given.phone && given.phoneSafe !== 'no') || given.email || given.address || given.safeNote);
