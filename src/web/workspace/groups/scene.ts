// Which group, meeting or place an address names; null where there is none for this reader.
import {
  type Group,
  loadGroup,
  loadPlace,
  loadSession,
  mayRun,
  ofItsTeam,
  type Place,
  type Session,
} from '#groups';
import { isUuid } from '#kernel';
import type { Req } from '#web';

export type GroupScene = {
  readonly group: Group;
  /** Whether this reader runs it: a manager, its team, or who leads it. */
  readonly runs: boolean;
  /** Of its team, or a manager: chooses who leads it. */
  readonly ofTeam: boolean;
};

const sceneOf = (req: Req, group: Group): GroupScene => ({
  group,
  runs: mayRun(req.ctx, group),
  ofTeam: ofItsTeam(req.ctx, group),
});

export async function openGroup(req: Req): Promise<GroupScene | null> {
  const id = req.params.group ?? '';
  const group = isUuid(id) ? await loadGroup(req.ctx, id) : null;
  return group ? sceneOf(req, group) : null;
}

/** Only for those who run it: changing it, its dates, its register. */
export async function openOwnGroup(req: Req): Promise<GroupScene | null> {
  const scene = await openGroup(req);
  return scene?.runs ? scene : null;
}

export type SessionScene = GroupScene & { readonly session: Session };

export async function openSession(req: Req): Promise<SessionScene | null> {
  const id = req.params.session ?? '';
  const session = isUuid(id) ? await loadSession(req.ctx, id) : null;
  const group = session ? await loadGroup(req.ctx, session.groupId) : null;
  if (!session || !group) return null;
  const scene = sceneOf(req, group);
  return scene.runs ? { ...scene, session } : null;
}

export type PlaceScene = GroupScene & { readonly place: Place };

export async function openPlace(req: Req): Promise<PlaceScene | null> {
  const id = req.params.place ?? '';
  const place = isUuid(id) ? await loadPlace(req.ctx, id) : null;
  const group = place ? await loadGroup(req.ctx, place.groupId) : null;
  return place && group ? { ...sceneOf(req, group), place } : null;
}

export const subjectOf = ({ id }: Pick<Group, 'id'>) => ({ type: 'group', id });
