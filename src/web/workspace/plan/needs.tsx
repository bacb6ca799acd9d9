// Changing what a person would like help with, and saying more about each need.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { agreeNeeds, NEED_CATEGORIES, NEED_GROUPS, needLabel } from '#plans';
import { Bdi, CheckboxesField, Form, Layout, PageHeading, SubmitButton, TextField } from '#ui';
import {
  type Answered,
  lengthErrors,
  notFound,
  page,
  parseForm,
  type Req,
  redirect,
  several,
  textOf,
} from '#web';
import { personHref } from '../scene.ts';
import { type FormState, mayChange, openPlan, PLAN_ENDED, type PlanScene } from './scene.ts';

const LONGEST = 500;

const aboutField = (category: string): string => `about-${category}`;

export async function showNeeds(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (!scene || !mayChange(scene)) return notFound();
  const { needs } = scene.plan;
  const values = {
    needs: needs.map(need => need.category),
    ...Object.fromEntries(needs.map(need => [aboutField(need.category), need.description])),
  };
  return answerForm(scene, { values });
}

const answerForm = (scene: PlanScene, state: FormState): Answered =>
  page(<NeedsPage scene={scene} {...state} />, {
    status: state.errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

export async function keepNeeds(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (!scene) return notFound();
  const parsed = parseForm(z.object({ needs: several(NEED_CATEGORIES) }), req.body);
  if (!parsed.ok) return answerForm(scene, { values: parsed.input, errors: parsed.errors });
  const limits = parsed.value.needs.map(category => [aboutField(category), LONGEST]);
  const errors = lengthErrors(parsed.input, Object.fromEntries(limits));
  if (errors) return answerForm(scene, { values: parsed.input, errors });
  const wanted = parsed.value.needs.map(category => ({
    category,
    description: textOf(parsed.input, aboutField(category)),
  }));
  const outcome = await agreeNeeds(req.ctx, scene.plan.id, wanted);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return redirect(personHref(scene, '/plan'), { notice: outcome.ok ? 'The needs are saved.' : PLAN_ENDED });
}

const NeedsPage = ({ scene, values, errors }: FormState & { readonly scene: PlanScene }): ReactElement => (
  <Layout title="Needs" back={personHref(scene, '/plan')} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>What would they like help with?</PageHeading>
    <Form action={personHref(scene, '/plan/needs')} values={values} errors={errors}>
      {scene.plan.needs.map(({ id, category }) => (
        <TextField
          key={id}
          name={aboutField(category)}
          label={`${needLabel(category)}: what would help? (optional)`}
          maxLength={LONGEST}
        />
      ))}
      <CheckboxesField
        name="needs"
        label="Help with"
        legendSize="m"
        small
        groups={NEED_GROUPS.map(({ heading, needs }) => ({
          heading,
          options: needs.map(({ category, label, hint }) => ({ value: category, label, hint })),
        }))}
      />
      <SubmitButton>Save the needs</SubmitButton>
    </Form>
  </Layout>
);
