// What happens to a group itself: made, changed, opened and closed for joining, ended.
import type { Ctx } from '#database';
import { type AccountId, done, type Outcome, refused } from '#kernel';
import { loadWorkers } from '#link-workers';
import { decideGroup, type Group, type GroupId, type GroupRefusal, type GroupWords } from './group.ts';
import { holdGroup, insertGroup, loadGroup, mayRun, saveGroup } from './store.ts';

/** Those who work with people. */
export const workerOf = ({ actor }: Ctx): AccountId | null =>
  actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager')
    ? actor.accountId
    : null;

type Made = Outcome<GroupId, 'not-found' | GroupRefusal>;

/** A link worker makes groups of their own team; a manager for any. Who leads it may be of another team. */
export async function makeGroup(ctx: Ctx, words: GroupWords): Promise<Made> {
  const by = workerOf(ctx);
  if (by === null || !mayRun(ctx, { teamId: words.teamId, leaders: [] })) return refused('not-found');
  const decided = await decide(ctx, words, null);
  if (!decided.ok) return decided;
  const id = ctx.newId();
  await insertGroup(ctx, id, decided.value, by);
  ctx.record({ event: 'group.made', subject: { type: 'group', id } });
  return done(id);
}

/** The team stays. `version` is the one the form was opened with: of two who change it at once the second is told. */
export async function changeGroup(
  ctx: Ctx,
  id: GroupId,
  words: GroupWords,
  version: number,
): Promise<Outcome<GroupId, 'not-found' | 'changed-meanwhile' | GroupRefusal>> {
  const by = workerOf(ctx);
  await holdGroup(ctx, id);
  const before = by === null ? null : await loadGroup(ctx, id);
  if (by === null || !before || !mayRun(ctx, before)) return refused('not-found');
  if (before.version !== version) return refused('changed-meanwhile');
  // Who leads it is for its team and the manager to say, not for a leader of another team.
  const wanted = ofItsTeam(ctx, before) ? words : { ...words, leaders: before.leaders.map(({ id }) => id) };
  const decided = await decide(ctx, wanted, before);
  if (!decided.ok) return decided;
  if (!(await saveGroup(ctx, id, decided.value, by))) return refused('not-found');
  ctx.record({ event: 'group.changed', subject: { type: 'group', id }, detail: { joining: words.joining } });
  return done(id);
}

export const ofItsTeam = (ctx: Ctx, { teamId }: Pick<Group, 'teamId'>): boolean =>
  mayRun(ctx, { teamId, leaders: [] });

async function decide(
  ctx: Ctx,
  words: GroupWords,
  before: Parameters<typeof decideGroup>[1],
): Promise<Outcome<GroupWords, GroupRefusal>> {
  const decided = decideGroup(words, before);
  if (!decided.ok) return decided;
  const known = new Set((await loadWorkers(ctx)).map(worker => worker.id));
  const leaders = decided.value.leaders.filter(leader => known.has(leader));
  return leaders.length === 0 ? refused('leader-needed') : done({ ...decided.value, leaders });
}
