// Sessions and API clients in the database: found on every request, made, moved to a new token, and ended.
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { type Ctx, type Database, organisationOf } from '#database';
import type { AccountId, ClientActor, Role } from '#kernel';
import { clientTokenHash, hashToken, newToken, tokenHash } from '../token.ts';
import { endOf, IDLE_MINUTES, type OpenSession, type Session } from './session.ts';

type FoundSession = {
  organisation_id: string;
  organisation_name: string;
  slug: string;
  demonstration: boolean;
  account_id: string;
  name: string;
  role: Role;
  team_id: string | null;
  referring_organisation_id: string | null;
  needs_second_factor: boolean;
  code_is_set_up: boolean;
};

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

/** Who holds this token at `now`; null for one that is unknown, ended, idle too long, or of a disabled account. */
export async function findSession(
  database: Database,
  token: string,
  now: Temporal.Instant,
): Promise<Session | null> {
  const hash = tokenHash(token);
  if (!hash) return null;
  const { rows } = await sql<FoundSession>`select * from find_session(${hash}, ${dateOf(now)})`.execute(
    database.kysely,
  );
  const row = rows[0];
  return row ? sessionOf(row, hash) : null;
}

const sessionOf = (row: FoundSession, hash: Buffer): Session => ({
  actor: {
    kind: 'staff',
    organisationId: row.organisation_id,
    accountId: row.account_id,
    role: row.role,
    name: row.name,
    teamId: row.team_id,
    referringOrganisationId: row.referring_organisation_id,
  },
  organisation: {
    id: row.organisation_id,
    name: row.organisation_name,
    slug: row.slug,
    demonstration: row.demonstration,
  },
  needsSecondFactor: row.needs_second_factor,
  codeIsSetUp: row.code_is_set_up,
  tokenHash: hash,
});

/** The machine that holds this bearer token (`fb_…`); null for one that is unknown or revoked. */
export async function findApiClient(
  database: Database,
  bearerToken: string,
  _now: Temporal.Instant,
): Promise<ClientActor | null> {
  const hash = clientTokenHash(bearerToken);
  if (!hash) return null;
  const { rows } = await sql<{
    organisation_id: string;
    id: string;
    referring_organisation_id: string | null;
  }>`select * from find_api_client(${hash})`.execute(database.kysely);
  const row = rows[0];
  if (!row) return null;
  return {
    kind: 'client',
    organisationId: row.organisation_id,
    clientId: row.id,
    referringOrganisationId: row.referring_organisation_id,
  };
}

export type NewSession = {
  readonly accountId: AccountId;
  readonly device: string;
  readonly secondFactorGiven: boolean;
};

/** Starts a session and returns its token, which is kept nowhere else. */
export async function startSession(ctx: Ctx, session: NewSession): Promise<string> {
  const token = newToken();
  const now = ctx.clock();
  await ctx.tx
    .insertInto('sessions')
    .values({
      organisation_id: organisationOf(ctx.actor),
      token_hash: hashToken(token),
      account_id: session.accountId,
      created_at: dateOf(now),
      seen_at: dateOf(now),
      expires_at: dateOf(endOf(now)),
      second_factor_at: session.secondFactorGiven ? dateOf(now) : null,
      user_agent: session.device,
    })
    .execute();
  return token;
}

/** The code was given: the session goes on under a new token, since its powers grew (ASVS v5.0.0-7.2.4). Null if it ended meanwhile. */
export async function raiseSession(ctx: Ctx, hash: Buffer): Promise<string | null> {
  const token = newToken();
  const now = dateOf(ctx.clock());
  const { numUpdatedRows } = await ctx.tx
    .updateTable('sessions')
    .set({ token_hash: hashToken(token), second_factor_at: now, seen_at: now })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return numUpdatedRows > 0n ? token : null;
}

export async function endSession(ctx: Ctx, hash: Buffer): Promise<void> {
  await ctx.tx
    .deleteFrom('sessions')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('token_hash', '=', hash)
    .execute();
}

/** Ends all sessions of an account, but for one if it is given. Returns how many ended. */
export async function endSessionsOf(ctx: Ctx, accountId: AccountId, except?: Buffer): Promise<number> {
  let ending = ctx.tx
    .deleteFrom('sessions')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('account_id', '=', accountId);
  if (except) ending = ending.where('token_hash', '<>', except);
  const { numDeletedRows } = await ending.executeTakeFirst();
  return Number(numDeletedRows);
}

/** Where an account is signed in at this moment, the latest first. */
export async function openSessionsOf(ctx: Ctx, accountId: AccountId): Promise<readonly OpenSession[]> {
  const now = ctx.clock();
  const rows = await ctx.tx
    .selectFrom('sessions')
    .select(['token_hash', 'user_agent', 'created_at', 'seen_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('account_id', '=', accountId)
    .where('expires_at', '>', dateOf(now))
    .where('seen_at', '>', dateOf(now.subtract({ minutes: IDLE_MINUTES })))
    .orderBy('seen_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(row => ({
    tokenHash: row.token_hash,
    device: row.user_agent ?? 'A browser',
    startedAt: row.created_at,
    seenAt: row.seen_at,
  }));
}
