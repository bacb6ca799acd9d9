// When a referral is withdrawn its work stops: open tasks leave the list, and the link worker is told to look at it once.
import { asActor, type Database } from '#database';
import { addWorkingDays, londonDay } from '#kernel';
import { addTask, cancelTasksOfReferral } from '#link-workers';
import { loadReferral } from '#referrals';
import type { Job } from './queue.ts';

/** Safe to run again: what was cancelled stays so, and the second time there is nothing left to cancel and nobody to tell. */
export async function tendWithdrawn(database: Database, job: Job): Promise<void> {
  await asActor(database, { kind: 'system', organisationId: job.organisationId }, async ctx => {
    const referral = await loadReferral(ctx, job.subjectId, { forUpdate: true });
    if (referral?.state !== 'withdrawn') return;
    const cancelled = await cancelTasksOfReferral(ctx, referral.id);
    if (!referral.workerId || cancelled === 0) return;
    const dueOn = addWorkingDays(londonDay(ctx.clock()), 1).toString();
    const { workerId, personId } = referral;
    await addTask(ctx, {
      workerId,
      personId,
      referralId: null,
      kind: 'other',
      title: 'The referral was withdrawn: read why',
      dueOn,
    });
  });
}
