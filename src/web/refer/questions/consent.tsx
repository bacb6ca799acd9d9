// Whether the person knows and agrees. Any answer lets the referral through: the service sees it and talks to the person first.
import { z } from 'zod';
import type { Consent } from '#referrals';
import { InsetText, RadiosField } from '#ui';
import { choice } from '#web';
import { type Journey, say } from '../journey.ts';
import { question } from './question.ts';

export const CONSENT_WORDING = {
  self: 'The service may keep what I wrote here, contact me in the safe ways I gave, and talk with me about which services to ask. It shares nothing with another service before asking me.',
  other:
    'The person knows about this referral and agrees that the service keeps these details and contacts them in the safe ways given. It shares nothing with another service before asking them.',
} as const;

const ANSWERS: Record<'self' | 'other', readonly { value: Consent; label: string; hint?: string }[]> = {
  self: [
    { value: 'given', label: 'Yes, I agree' },
    {
      value: 'not_given',
      label: 'I would like to talk about it first',
      hint: 'We will contact you and do nothing else until you agree',
    },
  ],
  other: [
    { value: 'given_for_person', label: 'Yes, they know and agree' },
    { value: 'not_given', label: 'They know, but would like to talk about it first' },
    {
      value: 'not_known',
      label: 'They do not know yet',
      hint: 'Tell them as soon as you can. The service will ask them before it does anything.',
    },
  ],
};

const answersOf = (journey: Journey) => ANSWERS[journey === 'self' ? 'self' : 'other'];

export const consentWordingOf = (journey: Journey): string =>
  CONSENT_WORDING[journey === 'self' ? 'self' : 'other'];

export const consent = question({
  name: 'consent',
  heading: journey => say(journey, { self: 'Do you agree?', other: 'Does the person know and agree?' }),
  schema: journey =>
    z.object({
      consent: choice(
        ['given', 'given_for_person', 'not_given', 'not_known'],
        say(journey, {
          self: 'Choose yes, or that you would like to talk first',
          other: 'Choose whether the person knows and agrees',
        }),
      ),
    }),
  Fields: ({ journey }) => (
    <>
      <InsetText>{consentWordingOf(journey)}</InsetText>
      <RadiosField
        name="consent"
        label={say(journey, { self: 'Your answer', other: 'What the person said' })}
        options={answersOf(journey)}
      />
    </>
  ),
  readBack: (value, journey) => [
    {
      key: 'Agreement',
      value: answersOf(journey).find(answer => answer.value === value.consent)?.label ?? 'Not known',
    },
  ],
});
