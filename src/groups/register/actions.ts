// Keeping the register of a meeting: marks and corrections, contacts that follow from them, and work that begins with them.
import type { Ctx } from '#database';
import { type AccountId, done, type Outcome, refused } from '#kernel';
import { noteGiven } from '#people';
import { beginWork } from '#referrals';
import { workerOf } from '../actions.ts';
import type { SessionId } from '../sessions/session.ts';
import { loadSession } from '../sessions/store.ts';
import {
  decideRegister,
  type Entry,
  hasCome,
  type KeptMark,
  type RegisterRefusal,
  type RegisterRequest,
} from './attendance.ts';
import { addMarks, type ExpectedPerson, loadExpected, loadReferralsOf, saveTaken } from './store.ts';

export type KeptRegister = { readonly changed: number; readonly unmarked: number };

/**
 * For who runs the group: its team, who leads it, a manager. Each mark is a contact with the person "in a group", which the table
 * keeps by itself, so that a leader who may not see a record still adds to it. The session is held: of two, the second is told.
 */
export async function keepRegister(
  ctx: Ctx,
  id: SessionId,
  asked: RegisterRequest,
): Promise<Outcome<KeptRegister, RegisterRefusal>> {
  const by = workerOf(ctx);
  const session = by === null ? null : await loadSession(ctx, id, { forUpdate: true });
  if (by === null || !session) return refused('not-found');
  const expected = await loadExpected(ctx, session);
  const ids = expected.map(({ personId }) => personId);
  const decided = decideRegister(session, ids, expected.flatMap(keptOf), asked, ctx.clock());
  if (!decided.ok) return decided;
  const { changed, complete } = decided.value;
  await addMarks(ctx, session, changed, by);
  await saveTaken(ctx, session, { guests: asked.guests, complete }, by);
  await followUp(ctx, session.groupId, session.startsAt.toString(), changed, by);
  ctx.record({
    event: 'group.register-kept',
    subject: { type: 'group', id: session.groupId },
    detail: { session: id, changed: changed.length, complete },
  });
  for (const { personId, mark } of changed)
    ctx.record({
      event: 'group.attendance-marked',
      subject: { type: 'person', id: personId },
      detail: { session: id, mark },
    });
  const marked = new Set([...expected.flatMap(keptOf), ...asked.entries].map(({ personId }) => personId));
  return done({ changed: changed.length, unmarked: ids.filter(each => !marked.has(each)).length });
}

const keptOf = ({ personId, mark, reason }: ExpectedPerson): KeptMark[] =>
  mark === null ? [] : [{ personId, mark, reason }];

/** As with any other contact: the first that reached them begins the work, and the ledger hears that it was in a group. */
async function followUp(
  ctx: Ctx,
  groupId: string,
  at: string,
  changed: readonly Entry[],
  by: AccountId,
): Promise<void> {
  const came = changed.filter(({ mark }) => hasCome(mark)).map(({ personId }) => personId);
  for (const { personId, referralId, state } of await loadReferralsOf(ctx, groupId, came)) {
    // A meeting of the day has perhaps not begun when somebody is ticked off at the door.
    const now = ctx.clock().toString();
    if (state === 'allocated') await beginWork(ctx, referralId, at < now ? at : now);
    const workerId = ctx.actor.kind === 'staff' && ctx.actor.role === 'link_worker' ? by : null;
    await noteGiven(ctx, { personId, referralId }, 'group', [{ kind: 'format', what: 'group', workerId }]);
  }
}
