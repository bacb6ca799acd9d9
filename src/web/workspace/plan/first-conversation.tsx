// The first conversation: what matters to the person comes first, then their strengths and what they would like help with.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { agreeNeeds, NEED_CATEGORIES, NEED_GROUPS, startPlan } from '#plans';
import { INTERVENTIONS, type Referral } from '#referrals';
import { Bdi, CheckboxesField, Form, InsetText, Layout, PageHeading, SubmitButton, TextAreaField } from '#ui';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  several,
} from '#web';
import { isOpen, openPerson, type PersonScene, personHref } from '../scene.ts';
import { openPlan } from './scene.ts';

export async function showFirstConversation(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene || !isOpen(scene.referral)) return notFound();
  if (await openPlan(req)) return redirect(personHref(scene, '/plan'));
  return answerForm(scene, opened(scene.referral));
}

/** What the referral says already is there to be talked about, not to be asked again. */
const opened = (referral: Referral): FormInput => {
  const categories = INTERVENTIONS.filter(each => referral.interventions.includes(each.code)).map(
    each => each.category,
  );
  return {
    'what-matters': referral.whatMatters,
    needs: [...new Set(categories)].filter(each => NEED_CATEGORIES.has(each)),
  };
};

const answerForm = (scene: PersonScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<FirstConversationPage scene={scene} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

const form = z.object({
  'what-matters': optionalText({ max: 5000 }),
  strengths: optionalText({ max: 5000 }),
  needs: several(NEED_CATEGORIES),
});

const STARTED =
  'A colleague started this plan in the meantime. Copy what you typed, open the plan from the record and add to it';

const NOT_OPEN =
  'The referral was closed or declined in the meantime, so no plan can be started. Copy what you typed if it is to be kept';

export async function keepFirstConversation(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene?.referral) return notFound();
  const parsed = parseForm(form, req.body);
  if (!isOpen(scene.referral)) return answerForm(scene, parsed.input, { '': NOT_OPEN });
  if (!parsed.ok) return answerForm(scene, parsed.input, parsed.errors);
  const { 'what-matters': whatMatters, strengths, needs } = parsed.value;
  const started = await startPlan(req.ctx, scene.referral.id, { whatMatters, strengths });
  if (!started.ok)
    return started.reason === 'already-started'
      ? answerForm(scene, parsed.input, { '': STARTED })
      : notFound();
  await agreeNeeds(
    req.ctx,
    started.value,
    needs.map(category => ({ category, description: '' })),
  );
  return redirect(personHref(scene, '/plan'), { notice: 'The plan is started. Now agree the first goal.' });
}

type Props = {
  readonly scene: PersonScene;
  readonly values: FormInput;
  readonly errors: FieldErrors | undefined;
};

const FirstConversationPage = ({ scene, values, errors }: Props): ReactElement => (
  <Layout title="First conversation" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>First conversation</PageHeading>
    <InsetText>
      Begin with the person, not the form. Everything here may be left empty and added another day.
    </InsetText>
    <Form action={personHref(scene, '/first-conversation')} values={values} errors={errors}>
      <TextAreaField
        name="what-matters"
        label="What matters to them?"
        labelSize="m"
        hint="In their own words, in any language"
        rows={6}
      />
      <TextAreaField
        name="strengths"
        label="What are they good at, and who is there for them?"
        labelSize="m"
        hint="Skills, people, faith, what has helped before"
        rows={4}
      />
      <CheckboxesField
        name="needs"
        label="What would they like help with?"
        legendSize="m"
        hint="What the referral asked for is ticked already. Change it as the person says."
        small
        groups={NEED_GROUPS.map(({ heading, needs }) => ({
          heading,
          options: needs.map(({ category, label, hint }) => ({ value: category, label, hint })),
        }))}
      />
      <SubmitButton>Save and go to the plan</SubmitButton>
    </Form>
    <p>
      Immigration advice may only be given by somebody who is regulated to give it. You may help the person
      find them.
    </p>
  </Layout>
);
