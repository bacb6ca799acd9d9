// What happens to the meetings of a group: dates added, one moved, called off, or put back after a slip.
import type { Temporal } from 'temporal-polyfill';
import type { Ctx } from '#database';
import { done, type Outcome, refused } from '#kernel';
import { workerOf } from '../actions.ts';
import type { GroupId } from '../group.ts';
import { loadGroup, mayRun } from '../store.ts';
import {
  type Dates,
  type DatesRefusal,
  decideCallOff,
  decideMove,
  decideRestore,
  makeDates,
  type Session,
  type SessionChange,
  type SessionId,
  type SessionRefusal,
} from './session.ts';
import { insertSessions, loadSession, saveSession } from './store.ts';

export type AddedDates = { readonly added: number; readonly leftOut: readonly Temporal.PlainDate[] };

export async function addDates(
  ctx: Ctx,
  groupId: GroupId,
  dates: Dates,
): Promise<Outcome<AddedDates, 'not-found' | 'group-ended' | DatesRefusal>> {
  const by = workerOf(ctx);
  const group = by === null ? null : await loadGroup(ctx, groupId);
  if (by === null || !group || !mayRun(ctx, group)) return refused('not-found');
  if (group.joining === 'ended') return refused('group-ended');
  const made = makeDates(dates, ctx.clock());
  if (!made.ok) return made;
  const added = await insertSessions(ctx, groupId, made.value.startsAt, dates.minutes, by);
  ctx.record({ event: 'group.dates-added', subject: { type: 'group', id: groupId }, detail: { added } });
  return done({ added, leftOut: made.value.leftOut });
}

type Moved = Outcome<Session, SessionRefusal>;

export const moveSession = (ctx: Ctx, id: SessionId, change: SessionChange): Promise<Moved> =>
  step(ctx, id, 'group.session-moved', session => decideMove(session, change, ctx.clock()));

export const callOffSession = (ctx: Ctx, id: SessionId, reason: string): Promise<Moved> =>
  step(ctx, id, 'group.session-called-off', session => decideCallOff(session, reason));

export const restoreSession = (ctx: Ctx, id: SessionId): Promise<Moved> =>
  step(ctx, id, 'group.session-restored', decideRestore);

async function step(
  ctx: Ctx,
  id: SessionId,
  event: string,
  decide: (session: Session) => Moved,
): Promise<Moved> {
  const by = workerOf(ctx);
  const session = by === null ? null : await loadSession(ctx, id, { forUpdate: true });
  if (by === null || !session) return refused('not-found');
  const decided = decide(session);
  if (!decided.ok) return decided;
  await saveSession(ctx, decided.value, by);
  ctx.record({ event, subject: { type: 'group', id: session.groupId }, detail: { session: id } });
  return decided;
}
