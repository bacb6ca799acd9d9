// The page on which the words of a plan are changed.
import type { ReactElement } from 'react';
import { AGREED, AGREED_KEYS } from '#plans';
import {
  Bdi,
  CheckboxesField,
  DateField,
  Form,
  HiddenField,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
} from '#ui';
import { personHref } from '../scene.ts';
import { whenOf } from '../words.ts';
import type { FormState, PlanScene } from './scene.ts';

type PlanWordsPageProps = FormState & {
  readonly scene: PlanScene;
  /** A colleague saved since this reader opened the page: show what stands now beside what was typed. */
  readonly changed: boolean;
};

export const PlanWordsPage = ({ scene, values, errors, changed }: PlanWordsPageProps): ReactElement => (
  <Layout title="Change the plan" back={personHref(scene, '/plan')} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Change the plan</PageHeading>
    {changed ? <SavedNow scene={scene} /> : null}
    <Form action={personHref(scene, '/plan/words')} values={values} errors={errors}>
      <HiddenField name="version" value={String(scene.plan.version)} />
      <TextAreaField
        name="what-matters"
        label="What matters to them?"
        hint="In their own words, in any language"
        rows={6}
      />
      <TextAreaField name="strengths" label="What are they good at, and who is there for them?" rows={4} />
      <RadiosField
        name="agreed"
        label="Does the person agree to this plan?"
        small
        options={AGREED_KEYS.map(agreed => ({ value: agreed, label: AGREED[agreed] }))}
      />
      <TextAreaField name="not-agreed-reason" label="If not, why? (optional)" rows={2} />
      <DateField
        name="review"
        label="When do you look at the plan together again? (optional)"
        hint="For example, 27 6 2026"
      />
      <CheckboxesField
        name="remind"
        label="Reminder"
        small
        options={[{ value: 'yes', label: 'Put the review on my task list' }]}
      />
      <SubmitButton>Save the plan</SubmitButton>
    </Form>
  </Layout>
);

const SavedNow = ({ scene: { plan } }: { scene: PlanScene }): ReactElement => (
  <InsetText>
    <h2>What is saved now</h2>
    <p>
      The plan was last changed {whenOf(plan.updatedAt)}
      {plan.updatedBy === null ? '' : ` by ${plan.updatedBy}`}. What you typed is below and is not lost.
    </p>
    <h3>What matters to them</h3>
    <p className="fb-note">
      <Bdi>{plan.whatMatters}</Bdi>
    </p>
    <h3>Strengths</h3>
    <p className="fb-note">
      <Bdi>{plan.strengths}</Bdi>
    </p>
    <p>Agreed: {AGREED[plan.agreed]}</p>
  </InsetText>
);
