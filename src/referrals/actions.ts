// What staff do with a referral, from triage to closing: each loads and locks, decides, saves and records.
import { type Ctx, organisationOf } from '#database';
import { type AccountId, done, type Outcome, type ReferralId, refused } from '#kernel';
import { insertQuestion, saveAnswer } from './history-store.ts';
import { type CloseReason, type DeclineReason, decideStep, type Referral, type Step } from './referral.ts';
import { loadReferral, type ReferralChange, saveStep } from './store.ts';

export type StepRefusal = 'not-found' | 'not-in-this-state';
type Stepped = Outcome<Referral, StepRefusal>;

/** Loads for update, checks that the step fits the state, saves, records the event. */
async function step(
  ctx: Ctx,
  id: ReferralId,
  name: Step,
  event: string,
  change: Omit<ReferralChange, 'state'> = {},
  note: string | null = null,
): Promise<Stepped> {
  const referral = await loadReferral(ctx, id, { forUpdate: true });
  if (!referral) return refused('not-found');
  const next = decideStep(referral.state, name);
  if (!next.ok) return next;
  await saveStep(ctx, referral, { state: next.value, ...change }, note);
  ctx.record({ event, subject: { type: 'referral', id } });
  ctx.enqueue(event, id);
  return done({ ...referral, state: next.value });
}

const accountOf = (ctx: Ctx): AccountId | null => (ctx.actor.kind === 'staff' ? ctx.actor.accountId : null);
const now = (ctx: Ctx): string => ctx.clock().toString();

export const acceptReferral = (ctx: Ctx, id: ReferralId): Promise<Stepped> =>
  step(ctx, id, 'accept', 'referral.accepted', { decided_at: now(ctx), decided_by: accountOf(ctx) });

/** Declines; the referrer sees the reason and the note. */
export const declineReferral = (
  ctx: Ctx,
  id: ReferralId,
  reason: DeclineReason,
  note: string,
): Promise<Stepped> =>
  step(
    ctx,
    id,
    'decline',
    'referral.declined',
    { decided_at: now(ctx), decided_by: accountOf(ctx), decline_reason: reason, decline_note: note },
    note || null,
  );

export const withdrawReferral = (ctx: Ctx, id: ReferralId, note: string): Promise<Stepped> =>
  step(
    ctx,
    id,
    'withdraw',
    'referral.withdrawn',
    { closed_at: now(ctx), closed_by: accountOf(ctx) },
    note || null,
  );

/** Asks the referrer something; the referral waits for them while the response clock runs on. */
export async function askReferrer(ctx: Ctx, id: ReferralId, question: string): Promise<Stepped> {
  const asker = accountOf(ctx);
  if (!asker) return refused('not-found');
  const stepped = await step(ctx, id, 'ask-referrer', 'referral.questioned', {}, question);
  if (stepped.ok) await insertQuestion(ctx, id, question, asker);
  return stepped;
}

export async function answerQuestion(ctx: Ctx, id: ReferralId, answer: string, by: string): Promise<Stepped> {
  const stepped = await step(ctx, id, 'hear-from-referrer', 'referral.answered', {}, answer);
  if (stepped.ok) await saveAnswer(ctx, id, answer, by);
  return stepped;
}

/** Gives the referral to a link worker, or to another one. Telling the worker's task list is the caller's next step. */
export async function allocateReferral(
  ctx: Ctx,
  id: ReferralId,
  workerId: AccountId,
  why: string,
): Promise<Stepped> {
  const worker = await ctx.tx
    .selectFrom('accounts')
    .select(['id', 'role', 'disabled_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', workerId)
    .executeTakeFirst();
  if (worker?.role !== 'link_worker' || worker.disabled_at) return refused('not-found');
  return step(
    ctx,
    id,
    'allocate',
    'referral.allocated',
    { worker_id: workerId, allocated_at: now(ctx) },
    why || null,
  );
}

/** The first conversation happened: the referral is being worked on. Later calls change nothing. */
export async function beginWork(ctx: Ctx, id: ReferralId, at: string): Promise<Stepped> {
  const referral = await loadReferral(ctx, id);
  if (!referral) return refused('not-found');
  if (referral.state === 'active') return done(referral);
  return step(ctx, id, 'begin-work', 'referral.begun', { first_contact_at: at });
}

export const closeReferral = (
  ctx: Ctx,
  id: ReferralId,
  closing: { reason: CloseReason; note: string },
): Promise<Stepped> =>
  step(
    ctx,
    id,
    'close',
    'referral.closed',
    {
      closed_at: now(ctx),
      closed_by: accountOf(ctx),
      close_reason: closing.reason,
      closing_note: closing.note,
    },
    null,
  );
