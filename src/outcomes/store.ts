// All SQL of the answers to measures.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { PersonId, ReferralId } from '#kernel';
import type { HowAsked, KeptAnswer, MeasureResponse, ResponseId } from './response.ts';

export type NewResponse = Omit<MeasureResponse, 'voidedAt' | 'voidReason'>;

/**
 * Inserts a response for a referral of this person that the actor may see. Says whether it was kept: not when the start (or
 * the end) stands already, which the database sees to itself.
 */
export async function insertResponse(ctx: Ctx, response: NewResponse): Promise<boolean> {
  const { asked } = response;
  const result = await sql`
    insert into measure_responses (organisation_id, id, person_id, referral_id, measure, measure_version, point, language,
      language_standing, mode, answers, taken_on, recorded_by, recorded_at)
    values (${organisationOf(ctx.actor)}::uuid, ${response.id}::uuid, ${response.personId}::uuid, ${response.referralId}::uuid,
      ${response.measure}, ${response.measureVersion}, ${response.point}, ${asked?.language ?? null}, ${asked?.standing ?? null}, ${asked?.mode ?? null},
      ${JSON.stringify(response.answers)}::jsonb, ${response.takenOn}::date, ${response.recordedBy}::uuid,
      ${ctx.clock().toString()}::timestamptz)
    on conflict do nothing`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

const responseRows = (ctx: Ctx) =>
  ctx.tx.selectFrom('measure_responses').selectAll().where('organisation_id', '=', organisationOf(ctx.actor));

type ResponseRow = Awaited<ReturnType<ReturnType<typeof responseRows>['execute']>>[number];

const askedOf = ({ language, language_standing: standing, mode }: ResponseRow): HowAsked | null =>
  language === null ? null : ({ language, standing, mode } as HowAsked);

const toResponse = (row: ResponseRow): MeasureResponse => ({
  id: row.id,
  personId: row.person_id,
  referralId: row.referral_id,
  measure: row.measure,
  measureVersion: row.measure_version,
  point: row.point as MeasureResponse['point'],
  asked: askedOf(row),
  answers: row.answers as unknown as readonly KeptAnswer[],
  takenOn: row.taken_on,
  recordedBy: row.recorded_by,
  voidedAt: row.voided_at,
  voidReason: row.void_reason,
});

/** Every response of a referral, voided ones too, in the order they were taken. */
export async function loadResponses(ctx: Ctx, referralId: ReferralId): Promise<MeasureResponse[]> {
  const rows = await responseRows(ctx)
    .where('referral_id', '=', referralId)
    .orderBy('taken_on')
    .orderBy('recorded_at')
    .execute();
  return rows.map(toResponse);
}

export async function loadResponse(ctx: Ctx, id: ResponseId): Promise<MeasureResponse | null> {
  const row = await responseRows(ctx).where('id', '=', id).executeTakeFirst();
  return row ? toResponse(row) : null;
}

/** Whether the actor may see this referral and it is this person's. */
export async function belongsTo(ctx: Ctx, referralId: ReferralId, personId: PersonId): Promise<boolean> {
  const { rows } = await sql`select 1 from referrals r
    join people p on p.organisation_id = r.organisation_id and p.id = r.person_id
    where r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.id = ${referralId}::uuid and p.id = ${personId}::uuid`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

export async function saveVoid(ctx: Ctx, id: ResponseId, reason: string): Promise<void> {
  await ctx.tx
    .updateTable('measure_responses')
    .set({ voided_at: ctx.clock().toString(), void_reason: reason })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}
