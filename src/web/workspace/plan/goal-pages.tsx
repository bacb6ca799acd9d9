// The pages of one goal: agreeing or changing it, and saying how it turned out.
import type { ReactElement } from 'react';
import { DOMAIN_KEYS, DOMAINS, GOAL_STATUS_KEYS, GOAL_STATUSES, needLabel } from '#plans';
import {
  Bdi,
  Form,
  Layout,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { personHref } from '../scene.ts';
import type { FormState, GoalScene, PlanScene } from './scene.ts';

/** 1 to 10 as a choice, with "not asked yet" as the one that stands when nothing is chosen. */
export const ONE_TO_TEN = Array.from({ length: 10 }, (_, index) => String(index + 1)).map(value => ({
  value,
  label: value,
}));

type GoalPageProps = FormState & { readonly scene: PlanScene & Partial<GoalScene> };

export const GoalPage = ({ scene, values, errors }: GoalPageProps): ReactElement => {
  const title = scene.goal ? 'Change the goal' : 'Add a goal';
  return (
    <Layout title={title} back={personHref(scene, '/plan')} errors={errors}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>{title}</PageHeading>
      <Form
        action={scene.goal ? `/goals/${scene.goal.id}` : personHref(scene, '/plan/goals/new')}
        values={values}
        errors={errors}
      >
        <TextField
          name="description"
          label="What does the person hope for?"
          hint="In their words, such as “I want to talk with my children’s teacher”"
          maxLength={500}
        />
        <RadiosField
          name="domain"
          label="What is it mostly about?"
          small
          options={DOMAIN_KEYS.map(domain => ({ value: domain, label: DOMAINS[domain] }))}
        />
        <SelectField
          name="importance"
          label="How important is it to them?"
          hint="From 1, a little, to 10, most of all"
          options={ONE_TO_TEN}
          empty="Not asked yet"
        />
        {scene.plan.needs.length > 0 ? (
          <SelectField
            name="need"
            label="Which need does it belong to? (optional)"
            options={scene.plan.needs.map(need => ({ value: need.id, label: needLabel(need.category) }))}
            empty="None of them"
          />
        ) : null}
        <SubmitButton>Save the goal</SubmitButton>
      </Form>
    </Layout>
  );
};

export const ReviewGoalPage = ({
  scene,
  values,
  errors,
}: FormState & { readonly scene: GoalScene }): ReactElement => (
  <Layout title="Review a goal" back={personHref(scene, '/plan')} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Review a goal</PageHeading>
    <p>
      <strong>
        <Bdi>{scene.goal.description}</Bdi>
      </strong>
    </p>
    <Form action={`/goals/${scene.goal.id}/review`} values={values} errors={errors}>
      <RadiosField
        name="status"
        label="How did it turn out, in the person’s view?"
        options={GOAL_STATUS_KEYS.map(status => ({ value: status, label: GOAL_STATUSES[status] }))}
      />
      <TextAreaField name="note" label="What helped, and what got in the way? (optional)" rows={4} />
      <SubmitButton>Save the review</SubmitButton>
    </Form>
  </Layout>
);
