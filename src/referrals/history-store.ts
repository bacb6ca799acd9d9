// SQL of a referral's history and of the questions put to its referrer.
import { type Ctx, organisationOf } from '#database';
import type { AccountId, ReferralId } from '#kernel';
import type { State } from './referral.ts';

export type ReferralEvent = {
  readonly from: State | null;
  readonly to: State;
  readonly at: Date;
  readonly by: string | null;
  readonly note: string | null;
};

/** The history of a referral, oldest first, with names for colleagues that may be shown. */
export async function loadHistory(ctx: Ctx, id: ReferralId): Promise<ReferralEvent[]> {
  const rows = await ctx.tx
    .selectFrom('referral_events as e')
    .leftJoin('accounts as a', join =>
      join.onRef('a.organisation_id', '=', 'e.organisation_id').onRef('a.id', '=', 'e.by_account'),
    )
    .select(['e.from_state', 'e.to_state', 'e.at', 'a.name', 'e.note'])
    .where('e.organisation_id', '=', organisationOf(ctx.actor))
    .where('e.referral_id', '=', id)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute();
  return rows.map(row => ({
    from: row.from_state as State | null,
    to: row.to_state as State,
    at: row.at,
    by: row.name,
    note: row.note,
  }));
}

export type Question = {
  readonly id: string;
  readonly question: string;
  readonly askedAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
};

export async function insertQuestion(
  ctx: Ctx,
  referralId: ReferralId,
  question: string,
  askedBy: AccountId,
): Promise<void> {
  await ctx.tx
    .insertInto('referral_questions')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: ctx.newId(),
      referral_id: referralId,
      question,
      asked_by: askedBy,
      asked_at: ctx.clock().toString(),
    })
    .execute();
}

export async function loadQuestions(ctx: Ctx, referralId: ReferralId): Promise<Question[]> {
  const rows = await ctx.tx
    .selectFrom('referral_questions')
    .selectAll()
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('referral_id', '=', referralId)
    .orderBy('asked_at')
    .execute();
  return rows.map(row => ({
    id: row.id,
    question: row.question,
    askedAt: row.asked_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by_name,
  }));
}

/** Answers the open question of a referral; says whether there was one. */
export async function saveAnswer(
  ctx: Ctx,
  referralId: ReferralId,
  answer: string,
  by: string,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('referral_questions')
    .set({ answer, answered_by_name: by, answered_at: ctx.clock().toString() })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('referral_id', '=', referralId)
    .where('answer', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
