// The pages of one step: agreeing or changing it, and saying how far it is.
import type { ReactElement } from 'react';
import {
  DOER_KEYS,
  DOERS,
  NOT_DONE_REASON_KEYS,
  NOT_DONE_REASONS,
  STEP_STATUS_KEYS,
  STEP_STATUSES,
} from '#plans';
import {
  Bdi,
  CheckboxesField,
  Form,
  Layout,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { DueField } from '../form/due-field.tsx';
import { personHref } from '../scene.ts';
import { ONE_TO_TEN } from './goal-pages.tsx';
import type { FormState, GoalScene, StepScene } from './scene.ts';

type StepPageProps = FormState & { readonly scene: GoalScene & Partial<StepScene> };

export const StepPage = ({ scene, values, errors }: StepPageProps): ReactElement => {
  const title = scene.step ? 'Change the step' : 'Add a step';
  return (
    <Layout title={title} back={personHref(scene, '/plan')} errors={errors}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>{title}</PageHeading>
      <p>
        Towards: <Bdi>{scene.goal.description}</Bdi>
      </p>
      <Form
        action={scene.step ? `/steps/${scene.step.id}` : `/goals/${scene.goal.id}/steps/new`}
        values={values}
        errors={errors}
      >
        <TextField name="description" label="What is to be done?" maxLength={300} />
        <RadiosField
          name="who"
          label="Who does it?"
          small
          options={DOER_KEYS.map(who => ({ value: who, label: DOERS[who] }))}
        />
        <DueField
          name="due"
          label="By when?"
          today={scene.today}
          first={{ value: 'none', label: 'No day yet' }}
        />
        {scene.step ? null : (
          <CheckboxesField
            name="remind"
            label="Reminder"
            small
            options={[{ value: 'yes', label: 'Put it on my task list for that day' }]}
          />
        )}
        <SelectField
          name="confidence"
          label="How sure is the person that it will happen?"
          hint="From 1, not at all, to 10, completely"
          options={ONE_TO_TEN}
          empty="Not asked yet"
        />
        <SubmitButton>Save the step</SubmitButton>
      </Form>
      {scene.step ? null : <p>Once it is saved, you can choose a service for it from the directory.</p>}
    </Layout>
  );
};

const Why = (): ReactElement => (
  <SelectField
    name="because"
    label="Why not? (optional)"
    hint="It may count as a need that is not met. What you say of a service is counted, without the person, so that others know before they send somebody."
    empty="Choose"
    options={NOT_DONE_REASON_KEYS.map(reason => ({ value: reason, label: NOT_DONE_REASONS[reason].label }))}
  />
);

export const ProgressPage = ({
  scene,
  values,
  errors,
}: FormState & { readonly scene: StepScene }): ReactElement => (
  <Layout title="How far is the step?" back={personHref(scene, '/plan')} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>How far is the step?</PageHeading>
    <p>
      <strong>
        <Bdi>{scene.step.description}</Bdi>
      </strong>
    </p>
    <Form action={`/steps/${scene.step.id}/progress`} values={values} errors={errors}>
      <RadiosField
        name="status"
        label="How far is it?"
        options={STEP_STATUS_KEYS.map(status => ({
          value: status,
          label: STEP_STATUSES[status],
          ...(status === 'not_done' ? { conditional: <Why /> } : {}),
        }))}
      />
      <TextAreaField
        name="outcome"
        label="What came of it? (optional)"
        hint="If it did not happen: what got in the way"
        rows={4}
      />
      <SubmitButton>Save</SubmitButton>
    </Form>
  </Layout>
);
