// What happens to a plan: it is started, written in, and its needs are agreed.
import type { Ctx } from '#database';
import { done, londonDay, type Outcome, type ReferralId, refused } from '#kernel';
import { noteGiven } from '#people';
import { loadReferral, OPEN_STATES } from '#referrals';
import { noLongerNeeded } from './gaps/actions.ts';
import { decideNeeds, type WantedNeed } from './need.ts';
import {
  decideWords,
  EMPTY_WORDS,
  type Plan,
  type PlanId,
  type PlanWords,
  type WordsRefusal,
} from './plan.ts';
import { applyNeeds, insertPlan, loadPlan, saveWords } from './store.ts';

/** Starts the plan of an open referral. What the person said at referral is kept unless they say something newer. */
export async function startPlan(
  ctx: Ctx,
  referralId: ReferralId,
  words: Partial<PlanWords> = {},
): Promise<Outcome<PlanId, 'not-found' | 'referral-ended' | 'already-started'>> {
  const referral = await loadReferral(ctx, referralId);
  if (!referral) return refused('not-found');
  if (!OPEN_STATES.includes(referral.state)) return refused('referral-ended');
  const id = ctx.newId();
  const first = { ...EMPTY_WORDS, whatMatters: referral.whatMatters, ...words };
  const made = await insertPlan(ctx, { id, personId: referral.personId, referralId, words: first });
  if (!made) return refused('already-started');
  ctx.record({
    event: 'plan.started',
    subject: { type: 'person', id: referral.personId },
    detail: { plan: id },
  });
  // A plan is made in a conversation about what matters (guidance P1e).
  const { personId, workerId } = referral;
  const depth = { kind: 'depth', what: 'conversation', workerId } as const;
  await noteGiven(ctx, { personId, referralId }, 'plan', [depth]);
  return done(id);
}

/**
 * Replaces the words of a plan. Refused as `changed-meanwhile` when a colleague saved since the writer opened it: the page
 * then shows both, and nothing that was typed is lost.
 */
export async function updatePlan(
  ctx: Ctx,
  planId: PlanId,
  { seenVersion, words }: { readonly seenVersion: number; readonly words: PlanWords },
): Promise<Outcome<Plan, 'not-found' | WordsRefusal>> {
  const plan = await loadPlan(ctx, { planId });
  if (!plan) return refused('not-found');
  const decided = decideWords(plan, words, seenVersion, londonDay(ctx.clock()));
  if (!decided.ok) return decided;
  // Between the reading and here a colleague may still have been quicker.
  if (!(await saveWords(ctx, planId, seenVersion, decided.value))) return refused('changed-meanwhile');
  ctx.record({
    event: 'plan.changed',
    subject: { type: 'person', id: plan.personId },
    detail: { plan: planId },
  });
  return done({ ...plan, ...decided.value, version: seenVersion + 1 });
}

/** Makes the needs of a plan those that are wanted now: some are added, some described anew, some have ended. */
export async function agreeNeeds(
  ctx: Ctx,
  planId: PlanId,
  wanted: readonly WantedNeed[],
): Promise<Outcome<PlanId, 'not-found' | 'plan-ended'>> {
  const plan = await loadPlan(ctx, { planId });
  if (!plan) return refused('not-found');
  if (plan.ended) return refused('plan-ended');
  const changes = decideNeeds(plan.needs, wanted);
  if (changes.add.length + changes.describe.length + changes.end.length === 0) return done(planId);
  await applyNeeds(ctx, plan, changes);
  await noLongerNeeded(
    ctx,
    changes.end.map(({ id }) => id),
  );
  ctx.record({
    event: 'need.agreed',
    subject: { type: 'person', id: plan.personId },
    detail: { plan: planId },
  });
  return done(planId);
}
