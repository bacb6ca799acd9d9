// Changing what is known of a way to reach a person, or no longer using it; what was known before stays in the database.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { isUuid } from '#kernel';
import { addContactPoints, endContactPoint, hadContactPoint, type KeptContactPoint } from '#people';
import {
  Bdi,
  ButtonLink,
  CheckboxesField,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
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
  readInput,
  redirect,
  textOf,
} from '#web';
import { POINT_KINDS } from '../person/words.ts';
import { openPerson, type PersonScene, personHref } from '../scene.ts';
import { CareFields, careForm } from './care-fields.tsx';

type Scene = { readonly scene: PersonScene; readonly point: KeptContactPoint };

/** `point` is null when it is not this person's, or no longer in use. */
async function openPoint(req: Req): Promise<{ scene: PersonScene; point: KeptContactPoint | null } | null> {
  const scene = isUuid(req.params.reach ?? '') ? await openPerson(req) : null;
  const point = scene?.person.contactPoints.find(({ id }) => id === req.params.reach) ?? null;
  return scene && { scene, point };
}

/** A colleague changed or ended it meanwhile: what they said stands, and what was typed is there to be taken over. */
async function gone(req: Req, scene: PersonScene, values: FormInput): Promise<Answered> {
  if (!(await hadContactPoint(req.ctx, scene.person.id, req.params.reach ?? ''))) return notFound();
  return page(<GonePage scene={scene} values={values} />, {
    status: 409,
    subject: { type: 'person', id: scene.person.id },
  });
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
  if (!opened) return notFound();
  const { scene, point } = opened;
  return point ? answerForm({ scene, point }, inputOf(point)) : notFound();
}

const form = z.object({ use: choice(['yes', 'no'], 'Say whether it is still in use'), ...careForm });
const endedForm = z.object({ use: z.literal('no') });

export async function changeReach(req: Req): Promise<Answered> {
  const opened = await openPoint(req);
  if (!opened) return notFound();
  const { scene, point } = opened;
  if (!point) return gone(req, scene, readInput(req.body));
  const isOver = parseForm(endedForm, req.body).ok;
  const parsed = parseForm(form, req.body);
  if (!isOver && !parsed.ok) return answerForm({ scene, point }, parsed.input, parsed.errors);
  // Of two people who change it at once, the second finds it gone.
  if (!(await endContactPoint(req.ctx, scene.person.id, point.id))) return gone(req, scene, parsed.input);
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

type GoneProps = { readonly scene: PersonScene; readonly values: FormInput };

const GonePage = ({ scene, values }: GoneProps): ReactElement => {
  const note = textOf(values, 'note');
  const safe = textOf(values, 'safe');
  return (
    <Layout title="This way to reach them has changed" back={personHref(scene)}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>
        This way to reach them has changed
      </PageHeading>
      <p>
        Somebody changed it, or marked it as no longer used, after you opened it. Nothing that you chose was
        kept. Look at what the record says now, and change that if it is not right.
      </p>
      {safe || note ? (
        <InsetText>
          {safe ? <p>You chose: {SAFE_WORDS[safe] ?? 'not asked whether it is safe'}</p> : null}
          {note ? (
            <p className="fb-note">
              You wrote: <Bdi>{note}</Bdi>
            </p>
          ) : null}
        </InsetText>
      ) : null}
      <ButtonLink href={personHref(scene)}>See how to reach them now</ButtonLink>
    </Layout>
  );
};

const SAFE_WORDS: Readonly<Record<string, string>> = { yes: 'safe to use', no: 'not safe to use' };
