// "This is wrong": a report is its organisation's own; that the field is disputed is shown to everybody at once, without who said so.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';
import { type Disputable, isDisputable } from './field.ts';
import { refreshStandings } from './standing.ts';

export type ReportRefusal = 'not-found' | 'already-reported';

export type DisputeState = 'open' | 'right' | 'corrected' | 'unknown' | 'withdrawn';

export type OwnReport = {
  readonly id: string;
  readonly serviceId: ServiceId;
  readonly serviceName: string;
  readonly field: string;
  readonly said: string | null;
  readonly at: Date;
  readonly state: DisputeState;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
};

const accountOf = ({ actor }: Ctx): AccountId => {
  if (actor.kind !== 'staff') throw new Error('only staff report');
  return actor.accountId;
};

/** `said`: what is right instead; for those who mend the directory only. */
export async function reportField(
  ctx: Ctx,
  serviceId: ServiceId,
  { field, said }: { readonly field: Disputable; readonly said: string },
): Promise<Outcome<string, ReportRefusal>> {
  if (!isUuid(serviceId) || !isDisputable(field)) return refused('not-found');
  const organisation = organisationOf(ctx.actor);
  const { rows: same } = await sql`
    select 1 from service_reports r join directory_disputes d on d.id = r.id
    where r.organisation_id = ${organisation}::uuid and r.account_id = ${accountOf(ctx)}::uuid and r.service_id = ${serviceId}::uuid
      and r.field = ${field} and d.state = 'open' limit 1`.execute(ctx.tx);
  if (same.length > 0) return refused('already-reported');
  const id = ctx.newId();
  const { numAffectedRows } = await sql`
    insert into service_reports (organisation_id, id, service_id, field, account_id, said, at)
    select ${organisation}::uuid, ${id}::uuid, s.id, ${field}, ${accountOf(ctx)}::uuid, ${said === '' ? null : said}, ${ctx.clock().toString()}::timestamptz
    from directory_services s where s.id = ${serviceId}::uuid`.execute(ctx.tx);
  if (Number(numAffectedRows ?? 0) === 0) return refused('not-found');
  await refreshStandings(ctx, [serviceId]);
  ctx.record({
    event: 'service.reported',
    subject: { type: 'service', id: serviceId },
    detail: { field, report: id },
  });
  return done(id);
}

/** Takes back a report of one's own that nobody has answered yet. */
export async function withdrawReport(ctx: Ctx, id: string): Promise<Outcome<ServiceId, 'not-found'>> {
  if (!isUuid(id)) return refused('not-found');
  const { rows } = await sql<{ service: ServiceId }>`
    update service_reports r set withdrawn_at = ${ctx.clock().toString()}::timestamptz from directory_disputes d
    where d.id = r.id and d.state = 'open' and r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.id = ${id}::uuid
      and r.account_id = ${accountOf(ctx)}::uuid and r.withdrawn_at is null returning r.service_id as service`.execute(
    ctx.tx,
  );
  const [withdrawn] = rows;
  if (!withdrawn) return refused('not-found');
  await refreshStandings(ctx, [withdrawn.service]);
  ctx.record({
    event: 'service-report.withdrawn',
    subject: { type: 'service', id: withdrawn.service },
    detail: { report: id },
  });
  return done(withdrawn.service);
}

export type ReportsPage = {
  readonly reports: readonly OwnReport[];
  readonly total: number;
  readonly pageSize: number;
};
const PAGE = 20;

/** What this account reported, the newest first, with what became of it. */
export async function listOwnReports(ctx: Ctx, page: number): Promise<ReportsPage> {
  const { rows } = await sql<OwnReport & { total: number }>`
    select r.id, r.service_id as "serviceId", s.name as "serviceName", r.field, r.said, r.at, d.state, d.ended_at as "endedAt",
      d.ended_by as "endedBy", count(*) over ()::int as total
    from service_reports r join directory_disputes d on d.id = r.id join directory_services s on s.id = r.service_id
    where r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.account_id = ${accountOf(ctx)}::uuid
    order by r.at desc, r.id desc ${onePage(page, PAGE)}`.execute(ctx.tx);
  return {
    reports: rows.map(({ total: _, ...report }) => report),
    total: rows[0]?.total ?? 0,
    pageSize: PAGE,
  };
}
