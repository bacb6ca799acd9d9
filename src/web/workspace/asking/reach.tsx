// Adding a way to reach a person, with whose it is and whether it is safe.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { parsePhone, parsePostcode } from '#kernel';
import { addContactPoints, type ContactPoint } from '#people';
import { Bdi, Form, Layout, PageHeading, RadiosField, SubmitButton, TextField } from '#ui';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { POINT_KINDS } from '../person/words.ts';
import { openPerson, type PersonScene, personHref } from '../scene.ts';
import { CareFields, careForm } from './care-fields.tsx';

const KINDS = ['phone', 'email', 'address', 'other'] as const satisfies readonly ContactPoint['kind'][];
const form = z
  .object({
    kind: choice(KINDS, 'Choose what it is'),
    value: requiredText('Enter the number, address or other way', { max: 500 }),
    postcode: optionalText({ max: 20 }),
    ...careForm,
  })
  .transform((typed, ctx) => {
    const phone = typed.kind === 'phone' ? parsePhone(typed.value) : null;
    if (phone && !phone.ok)
      ctx.addIssue({
        code: 'custom',
        path: ['value'],
        message: 'Enter a phone number, such as 07700 900123',
      });
    if (typed.kind === 'email' && !z.email().safeParse(typed.value).success) {
      ctx.addIssue({
        code: 'custom',
        path: ['value'],
        message: 'Enter an email address, such as name@example.org',
      });
    }
    const postcode = parsePostcode(typed.postcode);
    if (!postcode.ok && postcode.reason !== 'empty') {
      ctx.addIssue({
        code: 'custom',
        path: ['postcode'],
        message: 'Enter a postcode, such as LS1 4AP, or leave it empty',
      });
    }
    return {
      ...typed,
      value: phone?.ok ? phone.value.text : typed.value,
      postcode: postcode.ok ? postcode.value : '',
    };
  });

const answerForm = (scene: PersonScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<ReachPage scene={scene} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

export async function showReach(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  return scene ? answerForm(scene, {}) : notFound();
}

export async function keepReach(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return answerForm(scene, parsed.input, parsed.errors);
  const { kind, value, postcode, owner, safe, note } = parsed.value;
  const point: ContactPoint = {
    kind,
    value,
    belongsTo: owner,
    safeToUse: safe,
    preferred: false,
    ...(postcode ? { postcode } : {}),
    ...(note ? { safeNote: note } : {}),
  };
  await addContactPoints(req.ctx, scene.person.id, [point]);
  req.ctx.record({ event: 'contact-point.added', subject: { type: 'person', id: scene.person.id } });
  return redirect(personHref(scene), { notice: 'It is on the record.' });
}

type Props = {
  readonly scene: PersonScene;
  readonly values: FormInput;
  readonly errors: FieldErrors | undefined;
};

const ReachPage = ({ scene, values, errors }: Props): ReactElement => (
  <Layout title="Add a way to reach them" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Add a way to reach them</PageHeading>
    <Form action={personHref(scene, '/reach/new')} values={values} errors={errors}>
      <RadiosField
        name="kind"
        label="What is it?"
        small
        options={KINDS.map(kind => ({ value: kind, label: POINT_KINDS[kind] }))}
      />
      <TextField name="value" label="Number, address or other way" autoComplete="off" />
      <TextField name="postcode" label="Postcode, for an address (optional)" width={10} autoComplete="off" />
      <CareFields />
      <SubmitButton>Add it</SubmitButton>
    </Form>
  </Layout>
);
