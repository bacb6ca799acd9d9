// The wider range of help, shown whole so that referrers and people know and see it (guidance M2, R1).
import { z } from 'zod';
import { INTERVENTION_GROUPS, INTERVENTIONS, interventionLabel } from '#referrals';
import { CheckboxesField, TextAreaField } from '#ui';
import { optionalText, several } from '#web';
import { say } from '../journey.ts';
import { question } from './question.ts';

const CODES: ReadonlySet<string> = new Set(INTERVENTIONS.map(intervention => intervention.code));

const groups = INTERVENTION_GROUPS.map(({ heading, hint, interventions }) => ({
  heading,
  ...(hint ? { hint } : {}),
  options: interventions.map(({ code, label, description }) => ({ value: code, label, hint: description })),
}));

export const help = question({
  name: 'help',
  heading: journey =>
    say(journey, { self: 'What would you like help with?', other: 'What would they like help with?' }),
  schema: () => z.object({ interventions: several(CODES), 'what-matters': optionalText({ max: 4000 }) }),
  Fields: ({ journey }) => (
    <>
      <p>
        {say(journey, {
          self: 'Choose as many as you like, or none. You can talk about it with the link worker.',
          other:
            'Social prescribing here is wider than loneliness: it includes language support, getting healthcare, and immigration support. Choose as many as fit, or none.',
        })}
      </p>
      <CheckboxesField name="interventions" label="Kinds of help" groups={groups} small />
      <TextAreaField
        name="what-matters"
        label={say(journey, {
          self: 'In your own words: what matters most to you now? (optional)',
          other: 'In the person’s own words: what matters most now? (optional)',
        })}
        hint="You do not need to say anything about immigration"
        rows={4}
      />
    </>
  ),
  readBack: (value, journey) => [
    { key: 'Help with', value: value.interventions.map(interventionLabel).join(', ') || 'To talk about' },
    {
      key: 'What matters',
      value: value['what-matters'] || say(journey, { self: 'I will say later', other: 'Not asked yet' }),
    },
  ],
});
