// One place: giving it up, giving a free one to somebody who waits, and putting somebody first with the reason.
import type { ReactElement } from 'react';
import { z } from 'zod';
import {
  type GiveRefusal,
  givePlace,
  LEFT_BECAUSE,
  LEFT_BECAUSE_KEYS,
  type ListedPlace,
  leaveGroup,
  loadNth,
  loadPlaces,
  moveAhead,
} from '#groups';
import { Bdi, Form, InsetText, Layout, PageHeading, RadiosField, SubmitButton, TextField } from '#ui';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  lengthErrors,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { openPlace, type PlaceScene } from '../scene.ts';
import { groupHref, placeHref } from '../words.ts';

type Props = {
  readonly scene: PlaceScene;
  readonly name: string;
  readonly nth: number;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

const MOST_LOOKED_AT = 500;

async function form(
  req: Req,
  Page: (props: Props) => ReactElement,
  scene: PlaceScene,
  { values = {}, errors }: { readonly values?: FormInput; readonly errors?: FieldErrors } = {},
): Promise<Answered> {
  const { group, place } = scene;
  const state = place.state === 'waiting' ? 'waiting' : 'member';
  const { places } = await loadPlaces(req.ctx, group.id, state, { pageSize: MOST_LOOKED_AT });
  const named = places.find((each: ListedPlace) => each.id === place.id);
  const nth = await loadNth(req.ctx, place);
  return page(
    <Page scene={scene} name={named?.personName ?? ''} nth={nth} values={values} errors={errors} />,
    {
      status: errors ? 422 : 200,
      subject: { type: 'person', id: place.personId },
    },
  );
}

const GONE = 'This place was given up already.';

export async function showLeave(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene) return notFound();
  if (scene.place.state === 'left') return redirect(groupHref(scene.group), { notice: GONE });
  return form(req, LeavePage, scene);
}

const leaveForm = z.object({
  because: choice(LEFT_BECAUSE_KEYS, 'Choose why'),
  note: optionalText({ max: 500 }),
});

export async function leave(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene) return notFound();
  const parsed = parseForm(leaveForm, req.body);
  if (!parsed.ok) return form(req, LeavePage, scene, { values: parsed.input, errors: parsed.errors });
  const { because, note } = parsed.value;
  const outcome = await leaveGroup(req.ctx, scene.place.id, because, note);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  return redirect(groupHref(scene.group), {
    notice: outcome.ok ? 'The place is given up. What they attended stays on record.' : GONE,
  });
}

export async function showGive(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene?.runs) return notFound();
  if (scene.place.state !== 'waiting')
    return redirect(groupHref(scene.group), { notice: GIVEN['not-waiting'] });
  return form(req, GivePage, scene);
}

const LIMITS = { because: 500 };

const GIVEN = {
  'group-ended': 'This group has ended.',
  'not-waiting': 'They do not wait any more.',
  full: 'There is no place free now. Somebody may have been quicker.',
} as const satisfies Partial<Record<GiveRefusal, string>>;

export async function give(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene?.runs) return notFound();
  const values = readInput(req.body);
  const errors = lengthErrors(values, LIMITS);
  if (errors) return form(req, GivePage, scene, { values, errors });
  const outcome = await givePlace(req.ctx, scene.place.id, textOf(values, 'because'));
  if (outcome.ok) return redirect(groupHref(scene.group), { notice: 'They have the place.' });
  if (outcome.reason === 'not-found') return notFound();
  if (outcome.reason === 'others-wait-longer')
    return form(req, GivePage, scene, {
      values,
      errors: { because: 'Say why they come before those who have waited longer' },
    });
  return redirect(groupHref(scene.group), { notice: GIVEN[outcome.reason] });
}

export async function showAhead(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene?.runs) return notFound();
  if (scene.place.state !== 'waiting')
    return redirect(groupHref(scene.group), { notice: GIVEN['not-waiting'] });
  return form(req, AheadPage, scene);
}

export async function ahead(req: Req): Promise<Answered> {
  const scene = await openPlace(req);
  if (!scene?.runs) return notFound();
  const values = readInput(req.body);
  const errors = lengthErrors(values, LIMITS);
  if (errors) return form(req, AheadPage, scene, { values, errors });
  const outcome = await moveAhead(req.ctx, scene.place.id, textOf(values, 'because'));
  if (outcome.ok) return redirect(groupHref(scene.group), { notice: 'They are first on the waiting list.' });
  if (outcome.reason === 'not-found') return notFound();
  if (outcome.reason === 'not-waiting')
    return redirect(groupHref(scene.group), { notice: GIVEN['not-waiting'] });
  return form(req, AheadPage, scene, {
    values,
    errors: { because: 'Say why they come before those who have waited longer' },
  });
}

const LeavePage = ({ scene: { group, place }, name, values, errors }: Props): ReactElement => {
  const title = place.state === 'member' ? 'Give up the place' : 'Take off the waiting list';
  return (
    <Layout title={title} back={groupHref(group)} errors={errors}>
      <PageHeading caption={<Bdi>{group.name}</Bdi>}>{title}</PageHeading>
      <p>
        <Bdi>{name}</Bdi> can come back: give them a place again then.
      </p>
      <Form action={placeHref(place, '/leave')} values={values} errors={errors}>
        <RadiosField
          name="because"
          label="Why?"
          small
          options={LEFT_BECAUSE_KEYS.map(why => ({ value: why, label: LEFT_BECAUSE[why] }))}
        />
        <TextField name="note" label="Anything to add? (optional)" maxLength={500} />
        <SubmitButton>{title}</SubmitButton>
      </Form>
    </Layout>
  );
};

const Because = (): ReactElement => (
  <TextField
    name="because"
    label="Why do they come before others?"
    hint="For example: their baby is due soon. It is shown on the list"
    maxLength={500}
  />
);

const GivePage = ({ scene: { group, place }, name, nth, values, errors }: Props): ReactElement => (
  <Layout title="Give the place" back={groupHref(group)} errors={errors}>
    <PageHeading caption={<Bdi>{group.name}</Bdi>}>Give the place</PageHeading>
    <p>
      To <Bdi>{name}</Bdi>, number {nth} on the waiting list. Ask first whether they still want it.
    </p>
    {nth > 1 ? (
      <InsetText>
        <p>{nth === 2 ? '1 person has' : `${nth - 1} people have`} waited longer.</p>
      </InsetText>
    ) : null}
    <Form action={placeHref(place, '/give')} values={values} errors={errors}>
      {nth > 1 ? <Because /> : null}
      <SubmitButton>Give the place</SubmitButton>
    </Form>
  </Layout>
);

const AheadPage = ({ scene: { group, place }, name, nth, values, errors }: Props): ReactElement => (
  <Layout title="Put first" back={groupHref(group)} errors={errors}>
    <PageHeading caption={<Bdi>{group.name}</Bdi>}>Put first on the waiting list</PageHeading>
    <p>
      <Bdi>{name}</Bdi> is number {nth} now.
    </p>
    <Form action={placeHref(place, '/ahead')} values={values} errors={errors}>
      <Because />
      <SubmitButton>Put first</SubmitButton>
    </Form>
  </Layout>
);
