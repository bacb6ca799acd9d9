// Changing what is known of a way to reach a person, or no longer using it; what was known before stays in the database.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { isUuid } from '#kernel';
import { addContactPoints, endContactPoint, type KeptContactPoint } from '#people';
import { Bdi, CheckboxesField, Form, InsetText, Layout, PageHeading, RadiosField, SubmitButton } from '#ui';
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
} from '#web';
import { POINT_KINDS } from '../person/words.ts';
import { openPerson, type PersonScene, personHref } from '../scene.ts';
import { CareFields, careForm } from './care-fields.tsx';

type Scene = { readonly scene: PersonScene; readonly point: KeptContactPoint };

/** Null when it is not this person's, or no longer in use. */
async function openPoint(req: Req): Promise<Scene | null> {
  const scene = isUuid(req.params.reach ?? '') ? await openPerson(req) : null;
  const point = scene?.person.contactPoints.find(({ id }) => id === req.params.reach);
  return scene && point ? { scene, point } : null;
}

const answerForm = (opened: Scene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<ChangeReachPage {...opened} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: opened.scene.person.id },
  });

const inputOf = ({ belongsTo, safeToUse, safeNote, preferred }: KeptContactPoint): FormInput => ({
  use: 'yes',
  owner: belongsTo,
  safe: safeToUse === 'yes' || safeToUse === 'no' ? safeToUse : 'not_asked',
  note: safeNote ?? '',
  preferred: preferred ? 'yes' : '',
});

export async function showChangeReach(req: Req): Promise<Answered> {
  const opened = await openPoint(req);
  return opened ? answerForm(opened, inputOf(opened.point)) : notFound();
}

const form = z.object({ use: choice(['yes', 'no'], 'Say whether it is still in use'), ...careForm });
const endedForm = z.object({ use: z.literal('no') });

export async function changeReach(req: Req): Promise<Answered> {
  const opened = await openPoint(req);
  if (!opened) return notFound();
  const { scene, point } = opened;
  const isOver = parseForm(endedForm, req.body).ok;
  const parsed = parseForm(form, req.body);
  if (!isOver && !parsed.ok) return answerForm(opened, parsed.input, parsed.errors);
  // Of two people who change it at once, the second finds it gone.
  if (!(await endContactPoint(req.ctx, scene.person.id, point.id))) return notFound();
  const subject = { type: 'person', id: scene.person.id };
  if (isOver || !parsed.ok) {
    req.ctx.record({ event: 'contact-point.ended', subject });
    return redirect(personHref(scene), { notice: 'It is no longer used.' });
  }
  const { owner, safe, note } = parsed.value;
  const { id: _, safeNote: _before, ...kept } = point;
  const preferred = textOf(parsed.input, 'preferred') === 'yes';
  const changed = {
    ...kept,
    belongsTo: owner,
    safeToUse: safe,
    preferred,
    ...(note ? { safeNote: note } : {}),
  };
  await addContactPoints(req.ctx, scene.person.id, [changed]);
  req.ctx.record({ event: 'contact-point.changed', subject });
  return redirect(personHref(scene), { notice: 'It is on the record.' });
}

type Props = Scene & { readonly values: FormInput; readonly errors: FieldErrors | undefined };

const ChangeReachPage = ({ scene, point, values, errors }: Props): ReactElement => (
  <Layout title="Change a way to reach them" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Change a way to reach them</PageHeading>
    <InsetText>
      <p>
        {POINT_KINDS[point.kind]}: <Bdi>{point.value}</Bdi>
      </p>
    </InsetText>
    <Form action={personHref(scene, `/reach/${point.id}`)} values={values} errors={errors}>
      <RadiosField
        name="use"
        label="Is it still in use?"
        hint="A new number or address is added on its own, so that the earlier one is not lost"
        options={[
          {
            value: 'yes',
            label: 'Yes',
            conditional: (
              <>
                <CareFields />
                <CheckboxesField
                  name="preferred"
                  label="Is it how they like to be reached?"
                  small
                  options={[{ value: 'yes', label: 'Yes, use this one first' }]}
                />
              </>
            ),
          },
          { value: 'no', label: 'No, it has changed or no longer works' },
        ]}
      />
      <SubmitButton>Save</SubmitButton>
    </Form>
  </Layout>
);
