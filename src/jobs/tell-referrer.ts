// Tells the referrer that a referral was accepted, declined, or needs an answer; the closing is written by the link worker.
import { asActor, type Database } from '#database';
import { composeMessageBack, loadMessagesBack, type MessageBackKind, saveMessageBack } from '#messages';
import { loadQuestions, loadReferral } from '#referrals';
import type { Job } from './queue.ts';

const KINDS: Readonly<Record<string, MessageBackKind>> = {
  'referral.accepted': 'accepted',
  'referral.declined': 'declined',
  'referral.questioned': 'question',
};

/** Safe to run again: of each decision, and of each question, there is one message. A question that is answered already needs none. */
export async function tellReferrer(database: Database, job: Job): Promise<void> {
  const kind = KINDS[job.event];
  if (!kind) return;
  await asActor(database, { kind: 'system', organisationId: job.organisationId }, async ctx => {
    const referral = await loadReferral(ctx, job.subjectId, { forUpdate: true });
    if (!referral || referral.source === 'self') return;
    const questions = await loadQuestions(ctx, referral.id);
    const open = questions.findLast(question => question.answer === null);
    if (kind === 'question' && !open) return;
    const since = kind === 'question' && open ? open.askedAt : new Date(0);
    const told = await loadMessagesBack(ctx, referral.id);
    if (told.some(message => message.content.kind === kind && message.madeAt >= since)) return;
    const content = await composeMessageBack(ctx, referral, kind);
    if (content) await saveMessageBack(ctx, referral.id, content);
  });
}
