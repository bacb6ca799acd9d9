// When a referral is withdrawn its work stops: open tasks leave the list, and the link worker is told to look at it once.
import { isOpenBooking, loadBookingsOfPerson } from '#contacts';
import { asActor, type Ctx, type Database } from '#database';
import { addWorkingDays, londonDay } from '#kernel';
import { addTask, cancelTasksOfReferral, loadEndedTasksOfPerson, loadOpenTasksOfPerson } from '#link-workers';
import { loadReferral, type Referral } from '#referrals';
import type { Job } from './queue.ts';

const TITLE = 'The referral was withdrawn: read why';

/** Safe to run again: what was cancelled stays so, and who was told is not told again. */
export async function tendWithdrawn(database: Database, job: Job): Promise<void> {
  await asActor(database, { kind: 'system', organisationId: job.organisationId }, async ctx => {
    const referral = await loadReferral(ctx, job.subjectId, { forUpdate: true });
    if (referral?.state !== 'withdrawn') return;
    await cancelTasksOfReferral(ctx, referral.id);
    const { workerId, personId } = referral;
    if (!workerId || referral.closedBy === workerId || (await isTold(ctx, referral))) return;
    const { bookings } = await loadBookingsOfPerson(ctx, personId);
    const isBooked = bookings.some(booking => isOpenBooking(booking.state));
    await addTask(ctx, {
      workerId,
      personId,
      referralId: null,
      kind: 'other',
      title: isBooked ? `${TITLE}, and cancel the interpreter` : TITLE,
      dueOn: addWorkingDays(londonDay(ctx.clock()), 1).toString(),
    });
  });
}

/** It is on their list, or was since the referral was withdrawn. */
async function isTold(ctx: Ctx, { personId, closedAt }: Referral): Promise<boolean> {
  const [open, ended] = await Promise.all([
    loadOpenTasksOfPerson(ctx, personId),
    loadEndedTasksOfPerson(ctx, personId),
  ]);
  const since = ended.filter(({ endedAt }) => endedAt && closedAt && endedAt >= closedAt);
  return [...open, ...since].some(({ title }) => title.startsWith(TITLE));
}
