// Making and changing a group.
import { listTeams } from '#accounts';
import { changeGroup, makeGroup } from '#groups';
import { loadWorkers } from '#link-workers';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  type Req,
  redirect,
  textOf,
} from '#web';
import { type GroupScene, openOwnGroup, subjectOf } from '../scene.ts';
import { groupHref } from '../words.ts';
import { groupErrors, inputOf, readGroup } from './group-form.ts';
import { GroupFormPage } from './group-form-page.tsx';

async function form(
  req: Req,
  scene: GroupScene | null,
  values: FormInput,
  errors?: FieldErrors,
): Promise<Answered> {
  const { actor } = req;
  const manages = actor.kind === 'staff' && actor.role === 'manager';
  const [workers, teams] = await Promise.all([
    scene && !scene.ofTeam ? [] : loadWorkers(req.ctx),
    manages && !scene ? listTeams(req.ctx) : [],
  ]);
  const body = (
    <GroupFormPage
      group={scene?.group ?? null}
      workers={workers}
      teams={teams}
      values={values}
      errors={errors}
    />
  );
  return page(body, {
    status: errors ? 422 : 200,
    ...(scene ? { subject: subjectOf(scene.group) } : {}),
  });
}

export async function showNew(req: Req): Promise<Answered> {
  const { actor } = req;
  const own = actor.kind === 'staff' && actor.role === 'link_worker' ? actor.accountId : '';
  return form(req, null, { where: 'place', places: '12', leaders: own });
}

export async function make(req: Req): Promise<Answered> {
  const { actor } = req;
  const teams = actor.kind === 'staff' && actor.role === 'manager' ? await listTeams(req.ctx) : [];
  const own = actor.kind === 'staff' ? actor.teamId : null;
  const read = readGroup(req.body, typed => own ?? teams.find(team => team.id === typed)?.id ?? null);
  if (!read.ok) return form(req, null, read.input, read.errors);
  const made = await makeGroup(req.ctx, read.value);
  if (made.ok)
    return redirect(groupHref({ id: made.value }, '/dates/new'), {
      notice: 'The group is made. Say next when it meets.',
    });
  return made.reason === 'not-found'
    ? notFound()
    : form(req, null, read.input, groupErrors(made.reason, null));
}

export async function showChange(req: Req): Promise<Answered> {
  const scene = await openOwnGroup(req);
  return scene ? form(req, scene, inputOf(scene.group)) : notFound();
}

export async function change(req: Req): Promise<Answered> {
  const scene = await openOwnGroup(req);
  if (!scene) return notFound();
  const read = readGroup(req.body, () => scene.group.teamId);
  if (!read.ok) return form(req, scene, read.input, read.errors);
  const version = Number(textOf(read.input, 'version'));
  const changed = await changeGroup(req.ctx, scene.group.id, read.value, version);
  if (changed.ok) return redirect(groupHref(scene.group), { notice: 'The group is changed.' });
  if (changed.reason === 'not-found') return notFound();
  return form(req, scene, read.input, groupErrors(changed.reason, scene.group));
}
