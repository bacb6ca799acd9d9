// The page on which the dates of a group are added: once or repeated, bank holidays left out unless the reader wants them.
import type { ReactElement } from 'react';
import { z } from 'zod';
import {
  addDates,
  type Dates,
  type DatesRefusal,
  MOST_DATES,
  REPEAT_KEYS,
  REPEATS,
  SESSION_MINUTES,
} from '#groups';
import { formatDay, LONDON } from '#kernel';
import {
  Bdi,
  CheckboxesField,
  DateField,
  Form,
  Layout,
  NumberField,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextField,
} from '#ui';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  parseForm,
  type Req,
  redirect,
  textOf,
  wholeNumber,
} from '#web';
import { readDay, readTime } from '../../form/day.ts';
import { countOf } from '../../words.ts';
import { type GroupScene, openOwnGroup, subjectOf } from '../scene.ts';
import { groupHref } from '../words.ts';

export async function showDates(req: Req): Promise<Answered> {
  const scene = await openOwnGroup(req);
  if (!scene) return notFound();
  const { next } = scene.group;
  const time = next?.startsAt.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });
  return form(scene, {
    repeat: 'weekly',
    minutes: String(next?.minutes ?? 90),
    time: time ?? '',
    holidays: 'out',
  });
}

const form = (scene: GroupScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<DatesPage scene={scene} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: subjectOf(scene.group),
  });

const fields = z.object({
  repeat: choice(REPEAT_KEYS, 'Choose how often it meets'),
  minutes: wholeNumber('Enter how many minutes it lasts', {
    min: SESSION_MINUTES.least,
    max: SESSION_MINUTES.most,
  }),
});

type ReadDates =
  | { readonly ok: true; readonly value: Dates; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

function readDates(body: unknown): ReadDates {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  const [first, until] = [readDay(input, 'first'), readDay(input, 'until')];
  const time = readTime(textOf(input, 'time'));
  const noUntil = !until.ok && until.reason === 'empty';
  const errors: FieldErrors = {
    ...(first.ok ? {} : { first: 'Enter the first day, such as 27 3 2026' }),
    ...(time ? {} : { time: 'Enter the time it starts, such as 2:30pm' }),
    ...(parsed.ok ? {} : parsed.errors),
    ...(until.ok || noUntil ? {} : { until: 'Enter a real day, such as 27 7 2026' }),
  };
  if (!parsed.ok || !first.ok || !time || Object.keys(errors).length > 0) return { ok: false, errors, input };
  const value: Dates = {
    ...parsed.value,
    firstOn: first.value,
    time,
    until: until.ok ? until.value : null,
    leaveOutBankHolidays: textOf(input, 'holidays') === 'out',
  };
  return { ok: true, value, input };
}

function datesErrors(reason: DatesRefusal): FieldErrors {
  switch (reason) {
    case 'minutes-out-of-range':
      return {
        minutes: `Enter how many minutes it lasts, from ${SESSION_MINUTES.least} to ${SESSION_MINUTES.most}`,
      };
    case 'too-far-ahead':
      return { until: 'This is more than a year away. Add the dates of a year at most' };
    case 'too-long-ago':
      return { first: 'This day is more than three months ago. Check the year' };
    case 'until-needed':
      return { until: 'Enter the last day' };
    case 'until-before-first':
      return { until: 'The last day is before the first' };
    case 'too-many-dates':
      return { until: `These are more than ${MOST_DATES} dates. Enter an earlier last day` };
    case 'only-bank-holidays':
      return { holidays: 'All of these days are bank holidays. Untick this if it meets all the same' };
  }
}

export async function keepDates(req: Req): Promise<Answered> {
  const scene = await openOwnGroup(req);
  if (!scene) return notFound();
  const read = readDates(req.body);
  if (!read.ok) return form(scene, read.input, read.errors);
  const added = await addDates(req.ctx, scene.group.id, read.value);
  if (!added.ok) {
    if (added.reason === 'not-found') return notFound();
    if (added.reason === 'group-ended')
      return redirect(groupHref(scene.group), { notice: 'This group has ended. Open it again first.' });
    return form(scene, read.input, datesErrors(added.reason));
  }
  const { leftOut } = added.value;
  const without =
    leftOut.length === 0 ? '' : ` Left out, bank holidays: ${leftOut.map(formatDay).join(', ')}.`;
  return redirect(groupHref(scene.group), {
    notice: `${countOf(added.value.added, 'date')} added.${without}`,
  });
}

type Props = {
  readonly scene: GroupScene;
  readonly values: FormInput;
  readonly errors: FieldErrors | undefined;
};

const DatesPage = ({ scene, values, errors }: Props): ReactElement => (
  <Layout title="When it meets" back={groupHref(scene.group)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.group.name}</Bdi>}>When does it meet?</PageHeading>
    <Form action={groupHref(scene.group, '/dates/new')} values={values} errors={errors}>
      <DateField name="first" label="First day" hint="For example, 27 3 2026" />
      <TextField name="time" label="When does it start?" hint="For example, 14:30 or 2:30pm" width={10} />
      <NumberField name="minutes" label="How long does it last?" width={4} suffix="minutes" />
      <RadiosField
        name="repeat"
        label="How often?"
        small
        options={REPEAT_KEYS.map(repeat => ({ value: repeat, label: REPEATS[repeat] }))}
      />
      <DateField name="until" label="Last day" hint="Leave it empty if it meets once. A year ahead at most" />
      <CheckboxesField
        name="holidays"
        label="Bank holidays"
        small
        options={[{ value: 'out', label: 'Leave out bank holidays' }]}
      />
      <SubmitButton>Add the dates</SubmitButton>
    </Form>
    <p>You can move or call off a single meeting afterwards.</p>
  </Layout>
);
