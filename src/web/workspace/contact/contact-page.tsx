// The page on which a contact is recorded: when, how, with what interpreting, what was said, and what is next.
import type { ReactElement } from 'react';
import {
  type Booking,
  INTERPRETING,
  INTERPRETING_KEYS,
  MODE_KEYS,
  MODES,
  REACHED,
  REACHED_KEYS,
} from '#contacts';
import { LANGUAGES } from '#kernel';
import { dueWords, type LinkWorker, TASK_KIND_KEYS, TASK_KINDS, type Task } from '#link-workers';
import {
  Bdi,
  CheckboxesField,
  DateField,
  Form,
  HiddenField,
  InsetText,
  Layout,
  NumberField,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { type FieldErrors, type FormInput, textOf, whenWords } from '#web';
import { DueField } from '../form/due-field.tsx';
import { contactHref } from '../interpreting/words.ts';
import { type PersonScene, personHref } from '../scene.ts';

type ContactPageProps = {
  readonly scene: PersonScene;
  readonly tasks: readonly Task[];
  /** Who may be chosen; empty when the reader records for themselves. */
  readonly workers: readonly LinkWorker[];
  /** A booking of today or before that could fill the form in. */
  readonly booked?: Booking | undefined;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

export const ContactPage = ({
  scene,
  tasks,
  workers,
  booked,
  values,
  errors,
}: ContactPageProps): ReactElement => (
  <Layout title="Record a contact" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Record a contact</PageHeading>
    <FromBooking filled={textOf(values, 'booking') !== ''} booked={booked} />
    <Form action={personHref(scene, '/contacts/new')} values={values} errors={errors}>
      <HiddenField name="form" value={textOf(values, 'form')} />
      <HiddenField name="booking" value={textOf(values, 'booking')} />
      {workers.length > 0 ? (
        <SelectField
          name="worker"
          label="Who was in contact?"
          options={workers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <When />
      <Interpreting />
      <TextAreaField
        name="note"
        label="What was said and agreed (optional)"
        hint="Colleagues read this. Write nothing about immigration status here."
        rows={5}
      />
      <Next scene={scene} tasks={tasks} />
      <SubmitButton>Record the contact</SubmitButton>
    </Form>
  </Layout>
);

const FromBooking = ({
  filled,
  booked,
}: Pick<ContactPageProps, 'booked'> & { readonly filled: boolean }): ReactElement | null => {
  if (filled)
    return (
      <InsetText>
        <p>This is filled in from the booking of the interpreter. Change what was otherwise.</p>
      </InsetText>
    );
  return booked ? (
    <InsetText>
      <p>
        An interpreter was arranged for {whenWords(booked)}.{' '}
        <a href={contactHref({ booking: booked })}>Fill this in from the booking</a>.
      </p>
    </InsetText>
  ) : null;
};

const When = (): ReactElement => (
  <>
    <RadiosField
      name="when"
      label="Which day?"
      small
      options={[
        { value: 'today', label: 'Today' },
        { value: 'yesterday', label: 'Yesterday' },
        {
          value: 'date',
          label: 'Another day',
          conditional: <DateField name="when-on" label="Which day was it?" />,
        },
      ]}
    />
    <TextField name="time" label="When did it start?" hint="For example, 14:30 or 2:30pm" width={10} />
    <RadiosField
      name="mode"
      label="How?"
      small
      options={MODE_KEYS.map(mode => ({ value: mode, label: MODES[mode] }))}
    />
    <RadiosField
      name="reached"
      label="What happened?"
      small
      options={REACHED_KEYS.map(reached => ({ value: reached, label: REACHED[reached] }))}
    />
    <NumberField
      name="minutes"
      label="How many minutes did it take?"
      hint="May be left empty if nobody was reached"
      width={4}
      suffix="minutes"
    />
  </>
);

const Interpreting = (): ReactElement => (
  <>
    <RadiosField
      name="interpreting"
      label="What interpreting was there?"
      hint="A professional interpreter is always offered, and is free. A child or young person under 18 never interprets."
      small
      options={INTERPRETING_KEYS.map(key => ({ value: key, label: INTERPRETING[key] }))}
    />
    <TextField
      name="interpreter-language"
      label="In which language? (optional)"
      suggestions={LANGUAGES.map(language => language.name)}
      autoComplete="off"
      width={20}
    />
    <TextAreaField
      name="interpreter-reason"
      label="Why was there no professional interpreter?"
      hint="Only if a relative or friend interpreted, or no interpreter could be had"
      rows={2}
    />
  </>
);

const Next = ({ scene, tasks }: Pick<ContactPageProps, 'scene' | 'tasks'>): ReactElement => (
  <>
    {tasks.length > 0 ? (
      <CheckboxesField
        name="completes"
        label="Is any of this done now?"
        small
        options={tasks.map(task => ({
          value: task.id,
          label: <Bdi>{task.title}</Bdi>,
          hint: dueWords(task.dueOn, scene.today),
        }))}
      />
    ) : null}
    <DueField
      name="next"
      label="When is the next step due?"
      today={scene.today}
      first={{ value: 'none', label: 'Nothing is planned yet' }}
    />
    <SelectField
      name="next-kind"
      label="What kind of step?"
      options={TASK_KIND_KEYS.map(kind => ({ value: kind, label: TASK_KINDS[kind] }))}
      empty={null}
    />
    <TextField name="next-title" label="What is to be done? (optional)" maxLength={300} />
  </>
);
