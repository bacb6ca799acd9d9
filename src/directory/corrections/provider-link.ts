// One link by which whoever runs a service confirms or corrects its entry: no account, a secret that is kept only hashed, an end.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { done, isUuid, londonDay, type Outcome, refused, type ServiceId } from '#kernel';
import { refreshStandings } from '../trust/standing.ts';
import { takingIn, takingText } from './choices.ts';
import { correctService, THE_SERVICE, type Typed } from './correct.ts';
import type { EntryText } from './editable.ts';
import { loadEntryText } from './entry-text.ts';

export const PROVIDER_LINK_DAYS = 60;

export type ProviderLink = {
  readonly id: string;
  readonly serviceId: ServiceId;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly usedAt: Date | null;
};

const COLUMNS = sql`id, service_id as "serviceId", made_at as "madeAt", expires_at as "expiresAt", revoked_at as "revokedAt", used_at as "usedAt"`;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The secret is in the answer and nowhere else: whoever made it passes it on. */
export async function makeProviderLink(
  ctx: Ctx,
  serviceId: ServiceId,
): Promise<Outcome<{ readonly token: string; readonly expiresAt: Date }, 'not-found'>> {
  if (!isUuid(serviceId) || ctx.actor.kind !== 'staff') return refused('not-found');
  const token = randomBytes(32).toString('base64url');
  const expiresAt = ctx.clock().add({ hours: 24 * PROVIDER_LINK_DAYS });
  const id = ctx.newId();
  const { numAffectedRows } = await sql`
    insert into provider_links (organisation_id, id, service_id, token_hash, made_at, made_by, expires_at)
    select ${organisationOf(ctx.actor)}::uuid, ${id}::uuid, s.id, decode(${hashOf(token)}, 'hex'), ${ctx.clock().toString()}::timestamptz,
      ${ctx.actor.accountId}::uuid, ${expiresAt.toString()}::timestamptz
    from directory_services s where s.id = ${serviceId}::uuid`.execute(ctx.tx);
  if (Number(numAffectedRows ?? 0) === 0) return refused('not-found');
  ctx.record({
    event: 'provider-link.made',
    subject: { type: 'service', id: serviceId },
    detail: { link: id },
  });
  return done({ token, expiresAt: new Date(expiresAt.epochMilliseconds) });
}

/** From now on it opens nothing. @returns the service. */
export async function revokeProviderLink(ctx: Ctx, id: string): Promise<Outcome<ServiceId, 'not-found'>> {
  if (!isUuid(id)) return refused('not-found');
  const { rows } = await sql<{ service: ServiceId }>`
    update provider_links set revoked_at = ${ctx.clock().toString()}::timestamptz
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${id}::uuid and revoked_at is null returning service_id as service`.execute(
    ctx.tx,
  );
  const [revoked] = rows;
  if (!revoked) return refused('not-found');
  ctx.record({
    event: 'provider-link.revoked',
    subject: { type: 'service', id: revoked.service },
    detail: { link: id },
  });
  return done(revoked.service);
}

/** This organisation's, the newest first. */
export async function listProviderLinks(ctx: Ctx, serviceId: ServiceId): Promise<readonly ProviderLink[]> {
  if (!isUuid(serviceId)) return [];
  const { rows } = await sql<ProviderLink>`select ${COLUMNS} from provider_links
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and service_id = ${serviceId}::uuid order by made_at desc limit 20`.execute(
    ctx.tx,
  );
  return rows;
}

/** What a secret opens; null when it is unknown, stopped or too old. */
export async function openProviderLink(ctx: Ctx, token: string): Promise<ProviderLink | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await sql<ProviderLink>`select ${COLUMNS} from open_provider_link(${hashOf(token)})
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and expires_at > ${ctx.clock().toString()}::timestamptz`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}

/** Of an entry that is said to be right: whether referrals are taken holds from that day on, since it is only as good as its day. */
function renewed(entry: EntryText | null, today: string): Typed {
  const taking = takingIn(entry?.taking ?? '');
  return taking === null ? {} : { taking: takingText(taking.says, today) };
}

/**
 * What the service says of itself: a check by the service, with what it changed. As the system, which a link that was opened a moment ago
 * speaks for; it is opened again by its id, since it may have been stopped meanwhile.
 */
export async function hearFromProvider(
  ctx: Ctx,
  linkId: string,
  said: Typed | 'all-right',
): Promise<Outcome<null, 'not-found'>> {
  const at = ctx.clock().toString();
  const { rows } = await sql<{ service: ServiceId }>`
    update provider_links set used_at = ${at}::timestamptz where organisation_id = ${organisationOf(ctx.actor)}::uuid
      and id = ${linkId}::uuid and revoked_at is null and expires_at > ${at}::timestamptz returning service_id as service`.execute(
    ctx.tx,
  );
  const [link] = rows;
  if (!link) return refused('not-found');
  const today = londonDay(ctx.clock()).toString();
  const changed = said === 'all-right' ? renewed(await loadEntryText(ctx, link.service), today) : said;
  if (Object.keys(changed).length > 0) {
    const corrected = await correctService(ctx, link.service, changed, THE_SERVICE);
    if (!corrected.ok) return corrected;
  }
  await sql`insert into directory_checks (id, service_id, at, method, checked_by)
    values (${ctx.newId()}::uuid, ${link.service}::uuid, ${at}::timestamptz, 'provider', ${THE_SERVICE.name})`.execute(
    ctx.tx,
  );
  await refreshStandings(ctx, [link.service]);
  ctx.record({
    event: 'service.confirmed',
    subject: { type: 'service', id: link.service },
    detail: { link: linkId },
  });
  return done(null);
}
