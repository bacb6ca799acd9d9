// Why now, and how soon.
import { z } from 'zod';
import { URGENCIES, type Urgency } from '#referrals';
import { RadiosField, TextAreaField } from '#ui';
import { choiceOr, optionalText } from '#web';
import { type Journey, notKnown, say } from '../journey.ts';
import { question } from './question.ts';

const LABELS = (journey: Journey): Record<Urgency, string> => ({
  urgent: 'Within a day',
  soon: 'Within a few days',
  routine: 'No hurry',
  not_known: notKnown(journey),
});
const ORDER: readonly Urgency[] = ['urgent', 'soon', 'routine', 'not_known'];

export const reason = question({
  name: 'reason',
  heading: journey => say(journey, { self: 'Anything else', other: 'Why now, and how soon?' }),
  schema: () => z.object({ reason: optionalText({ max: 4000 }), urgency: choiceOr(URGENCIES, 'not_known') }),
  Fields: ({ journey }) => (
    <>
      <TextAreaField
        name="reason"
        label={say(journey, {
          self: 'Is there anything else we should know? (optional)',
          other: 'Why are you referring the person now? (optional)',
        })}
        hint="Please do not write anything about immigration status"
        rows={5}
        maxLength={4000}
      />
      <RadiosField
        name="urgency"
        label={say(journey, {
          self: 'How soon would you like to hear from us?',
          other: 'How soon does the person need to hear from the service?',
        })}
        hint="This is not for emergencies. If somebody is in danger, call 999."
        options={ORDER.map(value => ({ value, label: LABELS(journey)[value] }))}
      />
    </>
  ),
  readBack: (value, journey) => [
    {
      key: say(journey, { self: 'Anything else', other: 'Why now' }),
      value: value.reason || 'Nothing added',
    },
    { key: 'How soon', value: LABELS(journey)[value.urgency] },
  ],
});
