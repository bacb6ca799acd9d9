// Disputes as those who mend the directory see them: what was said, and how each field's were settled.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';
import { isDisputable } from './field.ts';
import type { DisputeState } from './reports.ts';
import { refreshStandings } from './standing.ts';

export type Dispute = {
  readonly field: string;
  readonly state: DisputeState;
  /** How many reports of this field were made at that time; and what they say is right. */
  readonly reports: number;
  readonly said: readonly string[];
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
};

/** Open ones by field, the oldest first. */
export async function listOpenDisputes(ctx: Ctx, serviceId: ServiceId): Promise<readonly Dispute[]> {
  if (!isUuid(serviceId)) return [];
  const { rows } = await sql<Dispute>`
    select d.field, 'open' as state, count(*)::int as reports, coalesce(array_agg(w.said order by d.opened_at) filter (where w.said is not null), '{}') as said,
      min(d.opened_at) as "openedAt", null::timestamptz as "endedAt", null::text as "endedBy"
    from directory_disputes d left join directory_dispute_words w on w.dispute_id = d.id
    where d.service_id = ${serviceId}::uuid and d.state = 'open' group by d.field order by min(d.opened_at)`.execute(
    ctx.tx,
  );
  return rows;
}

/** The name under which an organisation's acts are shown to all. */
export async function ownName(ctx: Ctx): Promise<string> {
  const { rows } = await sql<{
    name: string;
  }>`select name from organisations where id = ${organisationOf(ctx.actor)}::uuid`.execute(ctx.tx);
  return rows[0]?.name ?? 'An organisation';
}

/** Ends every open dispute of these fields; a correction also those of which nobody could find out. */
export async function endDisputes(
  ctx: Ctx,
  serviceId: ServiceId,
  fields: readonly string[],
  end: { readonly state: 'right' | 'corrected' | 'unknown'; readonly by: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update directory_disputes set state = ${end.state}, ended_at = ${ctx.clock().toString()}::timestamptz, ended_by = ${end.by}
    where service_id = ${serviceId}::uuid and field = any(${fields}::text[])
      and (state = 'open' or (state = 'unknown' and ${end.state} = 'corrected'))`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

/** Right as it is, or nobody can find out. What was wrong is corrected by `correctService`, which ends its disputes too. */
export async function settleDispute(
  ctx: Ctx,
  serviceId: ServiceId,
  { field, state }: { readonly field: string; readonly state: 'right' | 'unknown' },
): Promise<Outcome<null, 'not-found'>> {
  if (!isUuid(serviceId) || !isDisputable(field)) return refused('not-found');
  const ended = await endDisputes(ctx, serviceId, [field], { state, by: await ownName(ctx) });
  if (ended === 0) return refused('not-found');
  await refreshStandings(ctx, [serviceId]);
  ctx.record({
    event: 'service-dispute.settled',
    subject: { type: 'service', id: serviceId },
    detail: { field, state },
  });
  return done(null);
}
