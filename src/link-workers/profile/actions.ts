// What happens to a link worker's profile: it is made, described, and opened or closed to new people.
import type { Ctx } from '#database';
import { type AccountId, done, type Outcome, refused, type TeamId } from '#kernel';
import { loadWorker, saveNewWorker, saveProfile, saveTaking } from './store.ts';
import { decideProfileChange, type LinkWorker, mayChangeTaking, type ProfileChange } from './worker.ts';

/** Makes the profile of an account that was given the role, or moves it to another team. */
export async function addWorker(
  ctx: Ctx,
  { workerId, teamId }: { readonly workerId: AccountId; readonly teamId: TeamId },
): Promise<void> {
  await saveNewWorker(ctx, workerId, teamId);
  ctx.record({ event: 'worker.added', subject: { type: 'worker', id: workerId } });
}

export async function updateWorkerProfile(
  ctx: Ctx,
  workerId: AccountId,
  change: ProfileChange,
): Promise<Outcome<LinkWorker, 'not-found' | 'not-yours' | 'capacity-out-of-range'>> {
  const worker = await loadWorker(ctx, workerId);
  if (!worker) return refused('not-found');
  const decided = decideProfileChange(ctx.actor, worker, change);
  if (!decided.ok) return decided;
  await saveProfile(ctx, workerId, decided.value);
  ctx.record({ event: 'worker.changed', subject: { type: 'worker', id: workerId } });
  return done({ ...worker, ...decided.value });
}

/** Whether new people may be offered to this worker: on leave, on training, or the list is full. */
export async function setTakingReferrals(
  ctx: Ctx,
  workerId: AccountId,
  taking: boolean,
): Promise<Outcome<LinkWorker, 'not-found' | 'not-yours'>> {
  const worker = await loadWorker(ctx, workerId);
  if (!worker) return refused('not-found');
  if (!mayChangeTaking(ctx.actor, workerId)) return refused('not-yours');
  await saveTaking(ctx, workerId, taking);
  ctx.record({
    event: taking ? 'worker.opened' : 'worker.paused',
    subject: { type: 'worker', id: workerId },
  });
  return done({ ...worker, takingReferrals: taking });
}
