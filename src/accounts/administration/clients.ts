// Systems that send referrals by message: each has a bearer token, shown once, and sees what its referring organisation sent.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { done, type Id, type Outcome, type ReferringOrganisationId, refused } from '#kernel';
import { hashToken, newClientToken } from '../token.ts';
import { placeExists } from './place-store.ts';

export type ApiClientId = Id<'api-client'>;
export type ListedApiClient = {
  readonly id: ApiClientId;
  readonly name: string;
  readonly referringOrganisation: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
};

const CLIENTS_A_PAGE = 25;

export async function listApiClients(
  ctx: Ctx,
  page: number,
): Promise<{ readonly clients: readonly ListedApiClient[]; readonly total: number; readonly aPage: number }> {
  const rows = await select(ctx)
    .orderBy(sql`c.revoked_at is not null`)
    .orderBy(sql`lower(c.name)`)
    .orderBy('c.id')
    .limit(CLIENTS_A_PAGE)
    .offset((page - 1) * CLIENTS_A_PAGE)
    .execute();
  const { total } = await ctx.tx
    .selectFrom('api_clients')
    .select(sql<number>`count(*)`.as('total'))
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .executeTakeFirstOrThrow();
  return { clients: rows.map(listed), total, aPage: CLIENTS_A_PAGE };
}

const select = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('api_clients as c')
    .leftJoin('referring_organisations as r', join =>
      join
        .onRef('r.organisation_id', '=', 'c.organisation_id')
        .onRef('r.id', '=', 'c.referring_organisation_id'),
    )
    .select(['c.id', 'c.name', 'c.created_at', 'c.revoked_at', 'r.name as referrer'])
    .where('c.organisation_id', '=', organisationOf(ctx.actor));

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const listed = (row: Row): ListedApiClient => ({
  id: row.id,
  name: row.name,
  referringOrganisation: row.referrer,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
});

export async function loadApiClient(ctx: Ctx, id: ApiClientId): Promise<ListedApiClient | null> {
  const row = await select(ctx).where('c.id', '=', id).executeTakeFirst();
  return row ? listed(row) : null;
}

/** `token` is shown to the administrator once; the database keeps its hash. */
export async function makeApiClient(
  ctx: Ctx,
  of: { readonly name: string; readonly referringOrganisationId: ReferringOrganisationId | null },
): Promise<Outcome<{ readonly id: ApiClientId; readonly token: string }, 'needs-referring-organisation'>> {
  if (!(await placeExists(ctx, { teamId: null, referringOrganisationId: of.referringOrganisationId }))) {
    return refused('needs-referring-organisation');
  }
  const id = ctx.newId();
  const token = newClientToken();
  await ctx.tx
    .insertInto('api_clients')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      name: of.name,
      token_hash: hashToken(token),
      referring_organisation_id: of.referringOrganisationId,
      created_at: new Date(ctx.clock().epochMilliseconds),
    })
    .execute();
  ctx.record({ event: 'api-client.made', subject: { type: 'api-client', id } });
  return done({ id, token });
}

/** The next message with its token is refused. Doing it again changes nothing. */
export async function revokeApiClient(ctx: Ctx, id: ApiClientId): Promise<Outcome<null, 'not-found'>> {
  const client = await loadApiClient(ctx, id);
  if (!client) return refused('not-found');
  if (client.revokedAt) return done(null);
  await ctx.tx
    .updateTable('api_clients')
    .set({ revoked_at: new Date(ctx.clock().epochMilliseconds) })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
  ctx.record({ event: 'api-client.revoked', subject: { type: 'api-client', id } });
  return done(null);
}
