// Tells the referrer that a referral was accepted, declined, or needs an answer; the closing is written by the link worker.
import { asActor, type Database } from '#database';
import { composeMessageBack, loadMessagesBack, type MessageBackKind, saveMessageBack } from '#messages';
import { loadReferral } from '#referrals';
import type { Job } from './queue.ts';

const KINDS: Readonly<Record<string, MessageBackKind>> = {
  'referral.accepted': 'accepted',
  'referral.declined': 'declined',
  'referral.questioned': 'question',
};

/** Safe to run again: a message of this kind that is as new as the decision is not written twice. */
export async function tellReferrer(database: Database, job: Job): Promise<void> {
  const kind = KINDS[job.event];
  if (!kind) return;
  await asActor(database, { kind: 'system', organisationId: job.organisationId }, async ctx => {
    const referral = await loadReferral(ctx, job.subjectId, { forUpdate: true });
    if (!referral || referral.source === 'self') return;
    const content = await composeMessageBack(ctx, referral, kind);
    if (!content) return;
    const told = await loadMessagesBack(ctx, referral.id);
    const isTold = told.some(
      message => message.content.kind === kind && message.content.question === content.question,
    );
    if (!isTold) await saveMessageBack(ctx, referral.id, content);
  });
}
