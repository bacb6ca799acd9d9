// Shortlists: services somebody picked, and links to them that anybody can open for a while. They hold nothing about anybody.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { atMost, type Ctx, organisationOf } from '#database';
import { done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';

export const MOST_SHORTLISTED = 50;
export const SHORTLIST_DAYS = 90;

export type ShortlistRefusal = 'not-found' | 'full' | 'empty';

export type SharedShortlist = {
  readonly id: string;
  readonly serviceIds: readonly ServiceId[];
  readonly sharedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};

const accountOf = ({ actor }: Ctx): string => {
  if (actor.kind !== 'staff') throw new Error('only staff have a shortlist');
  return actor.accountId;
};

const mine = (ctx: Ctx) =>
  sql`organisation_id = ${organisationOf(ctx.actor)}::uuid and account_id = ${accountOf(ctx)}::uuid`;

/** Ids of the services picked since the last link was made, in the order they were picked. */
export async function loadShortlistInHand(ctx: Ctx): Promise<readonly ServiceId[]> {
  const { rows } = await sql<{ ids: ServiceId[] }>`select service_ids as ids from shortlists
    where ${mine(ctx)} and token_hash is null`.execute(ctx.tx);
  return rows[0]?.ids ?? [];
}

export async function shortlistService(
  ctx: Ctx,
  serviceId: ServiceId,
): Promise<Outcome<null, ShortlistRefusal>> {
  if (!isUuid(serviceId)) return refused('not-found');
  const at = ctx.clock().toString();
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from directory_services where id = ${serviceId}::uuid) as there`.execute(ctx.tx);
  if (!rows[0]?.there) return refused('not-found');
  await sql`insert into shortlists (organisation_id, id, account_id, created_at, changed_at)
    values (${organisationOf(ctx.actor)}::uuid, ${ctx.newId()}::uuid, ${accountOf(ctx)}::uuid, ${at}::timestamptz, ${at}::timestamptz)
    on conflict (organisation_id, account_id) where token_hash is null do nothing`.execute(ctx.tx);
  const { rows: kept } = await sql<{ count: number }>`
    update shortlists set changed_at = ${at}::timestamptz, service_ids = case
      when ${serviceId}::uuid = any(service_ids) or cardinality(service_ids) >= ${MOST_SHORTLISTED}::int then service_ids
      else service_ids || ${serviceId}::uuid end
    where ${mine(ctx)} and token_hash is null returning (${serviceId}::uuid = any(service_ids))::int as count`.execute(
    ctx.tx,
  );
  return kept[0]?.count === 1 ? done(null) : refused('full');
}

export async function dropFromShortlist(ctx: Ctx, serviceId: ServiceId): Promise<void> {
  if (!isUuid(serviceId)) return;
  // Also what was replaced by it since it was picked.
  await sql`update shortlists set service_ids = array(select x from unnest(service_ids) with ordinality as u(x, place)
      where x <> ${serviceId}::uuid and directory_kept(x) is distinct from ${serviceId}::uuid order by place), changed_at = ${ctx.clock().toString()}::timestamptz
    where ${mine(ctx)} and token_hash is null`.execute(ctx.tx);
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes a link of what is in hand. The secret is in the answer and nowhere else. */
export async function shareShortlist(
  ctx: Ctx,
): Promise<Outcome<{ token: string; expiresAt: Date }, ShortlistRefusal>> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = ctx.clock().add({ hours: 24 * SHORTLIST_DAYS });
  const { rows } = await sql<{ id: string }>`
    update shortlists set token_hash = decode(${hashOf(token)}, 'hex'), shared_at = ${ctx.clock().toString()}::timestamptz,
      expires_at = ${expiresAt.toString()}::timestamptz
    where ${mine(ctx)} and token_hash is null and cardinality(service_ids) > 0 returning id`.execute(ctx.tx);
  const [shared] = rows;
  if (!shared) return refused('empty');
  ctx.record({ event: 'shortlist.shared', subject: { type: 'shortlist', id: shared.id } });
  return done({ token, expiresAt: new Date(expiresAt.epochMilliseconds) });
}

/** From now on the link opens nothing. */
export async function revokeShortlist(ctx: Ctx, id: string): Promise<Outcome<null, ShortlistRefusal>> {
  if (!isUuid(id)) return refused('not-found');
  const { rows } = await sql<{ id: string }>`
    update shortlists set revoked_at = ${ctx.clock().toString()}::timestamptz
    where ${mine(ctx)} and id = ${id}::uuid and token_hash is not null and revoked_at is null returning id`.execute(
    ctx.tx,
  );
  if (rows.length === 0) return refused('not-found');
  ctx.record({ event: 'shortlist.revoked', subject: { type: 'shortlist', id } });
  return done(null);
}

const SHARED_SHOWN = 20;

/** The newest links this account made. */
export async function listSharedShortlists(ctx: Ctx): Promise<readonly SharedShortlist[]> {
  const { rows } = await sql<SharedShortlist>`
    select id, service_ids as "serviceIds", shared_at as "sharedAt", expires_at as "expiresAt", revoked_at as "revokedAt" from shortlists
    where ${mine(ctx)} and token_hash is not null order by shared_at desc, id desc ${atMost(SHARED_SHOWN)}`.execute(
    ctx.tx,
  );
  return rows;
}

/** What a link opens; null when it is unknown, revoked or too old. Row-level security shows it only to who has its token. */
export async function openShortlist(ctx: Ctx, token: string): Promise<SharedShortlist | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await sql<SharedShortlist>`
    select id, service_ids as "serviceIds", shared_at as "sharedAt", expires_at as "expiresAt", revoked_at as "revokedAt"
    from open_shortlist(${hashOf(token)}) where organisation_id = ${organisationOf(ctx.actor)}::uuid
      and expires_at > ${ctx.clock().toString()}::timestamptz`.execute(ctx.tx);
  return rows[0] ?? null;
}
