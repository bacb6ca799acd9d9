// The page on which an interpreter is asked for, and the same questions again while it is being booked.
import type { ReactElement } from 'react';
import {
  BOOKING_MODE_KEYS,
  BOOKING_MODES,
  BOOKING_ROLE_KEYS,
  BOOKING_ROLES,
  type Booking,
  SEX_GIVEN_KEYS,
  SEX_WISH_KEYS,
  SEX_WISHES,
  SEXES_GIVEN,
} from '#contacts';
import { LANGUAGES } from '#kernel';
import {
  Bdi,
  DateField,
  Form,
  Layout,
  NumberField,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextField,
} from '#ui';
import { bookingHref, type FieldErrors, type FormInput } from '#web';
import { type PersonScene, personHref } from '../scene.ts';
import { STANDING_KEYS, STANDINGS } from './arrange-form.ts';

type Props = {
  readonly scene: PersonScene;
  /** Null when it is asked for the first time. */
  readonly booking: Booking | null;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

export const ArrangePage = ({ scene, booking, values, errors }: Props): ReactElement => {
  const title = booking ? 'Book the interpreter' : 'Ask for an interpreter';
  const back = booking ? bookingHref(booking) : personHref(scene);
  const action = booking ? bookingHref(booking, '/book') : personHref(scene, '/interpreting/new');
  return (
    <Layout title={title} back={back} errors={errors}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>{title}</PageHeading>
      <Form action={action} values={values} errors={errors}>
        {booking ? <Provider /> : null}
        <Wishes />
        <When />
        <SubmitButton>{booking ? 'Save the booking' : 'Ask for an interpreter'}</SubmitButton>
      </Form>
    </Layout>
  );
};

const ROLE_HINTS: Partial<Record<keyof typeof BOOKING_ROLES, string>> = {
  interpreter: 'Says everything that is said, and nothing else',
  bilingual_advocate: 'Also explains and speaks up for the person',
};

const Wishes = (): ReactElement => (
  <>
    <TextField
      name="language"
      label="Which language?"
      suggestions={LANGUAGES.map(language => language.name)}
      autoComplete="off"
      width={20}
    />
    <TextField
      name="dialect"
      label="Which dialect or region? (optional)"
      hint="Ask: people of one language may not understand each other"
      width={20}
    />
    <RadiosField
      name="role"
      label="Who should interpret?"
      small
      options={BOOKING_ROLE_KEYS.map(role => ({
        value: role,
        label: BOOKING_ROLES[role],
        hint: ROLE_HINTS[role],
      }))}
    />
    <RadiosField
      name="sex"
      label="Should a woman or a man interpret?"
      hint="Filled in with what the person said about their link worker. Ask about the interpreter too."
      small
      options={SEX_WISH_KEYS.map(wish => ({ value: wish, label: SEX_WISHES[wish] }))}
    />
    <RadiosField
      name="mode"
      label="How?"
      hint="Face to face is better for more than 45 minutes, for hard news, and for talk about mental health."
      small
      options={BOOKING_MODE_KEYS.map(mode => ({ value: mode, label: BOOKING_MODES[mode] }))}
    />
  </>
);

const When = (): ReactElement => (
  <>
    <DateField
      name="on"
      label="Which day? (optional)"
      hint="Leave day and time empty while no day is agreed"
    />
    <TextField name="time" label="When does it start?" hint="For example, 14:30 or 2:30pm" width={10} />
    <NumberField
      name="talk"
      label="How many minutes would the talk take without interpreting?"
      width={4}
      suffix="minutes"
    />
    <NumberField
      name="booked"
      label="How many minutes are to be booked? (optional)"
      hint="Left empty, twice the talk is booked: everything is said twice. A link worker who speaks the language needs no more."
      width={4}
      suffix="minutes"
    />
    <TextField
      name="place"
      label="Where? (optional)"
      hint="Shown only here. It is not in the calendar file"
      maxLength={500}
    />
  </>
);

const Provider = (): ReactElement => (
  <>
    <RadiosField
      name="standing"
      label="How does it stand?"
      small
      options={STANDING_KEYS.map(standing => ({ value: standing, label: STANDINGS[standing] }))}
    />
    <TextField name="provider" label="Who provides it? (optional)" maxLength={200} />
    <TextField name="reference" label="Their reference (optional)" width={20} maxLength={100} />
    <RadiosField
      name="given"
      label="Who will come?"
      small
      options={SEX_GIVEN_KEYS.map(sex => ({ value: sex, label: SEXES_GIVEN[sex] }))}
    />
  </>
);
