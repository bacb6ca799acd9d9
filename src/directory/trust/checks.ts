// Checks of entries: somebody made sure that one is right, or took that back.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { type AccountId, done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';
import { refreshStandings } from './standing.ts';

/** The ways in which staff check. */
export const STAFF_METHODS = {
  phone: 'By phone',
  email: 'By email',
  website: 'On its website',
  visit: 'By a visit',
} as const;
export type StaffMethod = keyof typeof STAFF_METHODS;
export const STAFF_METHOD_KEYS = Object.keys(STAFF_METHODS) as [StaffMethod, ...StaffMethod[]];

export type CheckRefusal = 'not-found';

const accountOf = ({ actor }: Ctx): AccountId => {
  if (actor.kind !== 'staff') throw new Error('only staff check entries');
  return actor.accountId;
};

/** "All right as it is." Shared with everybody as done by the organisation; by whom stays in it. @returns id of the check. */
export async function checkService(
  ctx: Ctx,
  serviceId: ServiceId,
  method: StaffMethod,
): Promise<Outcome<string, CheckRefusal>> {
  if (!isUuid(serviceId)) return refused('not-found');
  const id = ctx.newId();
  const { numAffectedRows } = await sql`
    insert into service_checks (organisation_id, id, service_id, account_id, method, at)
    select ${organisationOf(ctx.actor)}::uuid, ${id}::uuid, s.id, ${accountOf(ctx)}::uuid, ${method}, ${ctx.clock().toString()}::timestamptz
    from directory_services s where s.id = ${serviceId}::uuid`.execute(ctx.tx);
  if (Number(numAffectedRows ?? 0) === 0) return refused('not-found');
  await refreshStandings(ctx, [serviceId]);
  ctx.record({
    event: 'service.checked',
    subject: { type: 'service', id: serviceId },
    detail: { method, check: id },
  });
  return done(id);
}

/** Takes back a check of one's own. @returns the service. */
export async function undoCheck(ctx: Ctx, checkId: string): Promise<Outcome<ServiceId, CheckRefusal>> {
  if (!isUuid(checkId)) return refused('not-found');
  const { rows } = await sql<{ service: ServiceId }>`
    update service_checks set undone_at = ${ctx.clock().toString()}::timestamptz
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${checkId}::uuid and account_id = ${accountOf(ctx)}::uuid
      and undone_at is null returning service_id as service`.execute(ctx.tx);
  const [undone] = rows;
  if (!undone) return refused('not-found');
  await refreshStandings(ctx, [undone.service]);
  ctx.record({
    event: 'service-check.undone',
    subject: { type: 'service', id: undone.service },
    detail: { check: checkId },
  });
  return done(undone.service);
}

export type OwnCheck = { readonly id: string; readonly at: Date; readonly method: StaffMethod };

/** The newest check of a service that this account made and has not taken back. */
export async function findOwnCheck(ctx: Ctx, serviceId: ServiceId): Promise<OwnCheck | null> {
  if (ctx.actor.kind !== 'staff' || !isUuid(serviceId)) return null;
  const { rows } = await sql<OwnCheck>`select id, at, method from service_checks
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and service_id = ${serviceId}::uuid and account_id = ${ctx.actor.accountId}::uuid
      and undone_at is null order by at desc limit 1`.execute(ctx.tx);
  return rows[0] ?? null;
}
