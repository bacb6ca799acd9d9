// Credentials in the database: read by the gate before anybody is known, changed by their owner only.
import { type Selectable, sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { type Ctx, type DB, organisationOf } from '#database';
import type { AccountId, Role } from '#kernel';
import type { Account } from '../account.ts';

export type Credentials = {
  readonly account: Account;
  readonly organisationName: string;
  /** Null until a password is set; checking then still takes as long. */
  readonly passwordHash: string | null;
  readonly codeSecretSealed: Buffer | null;
  readonly codeIsSetUp: boolean;
  readonly lastStep: number | null;
};

type Row = Selectable<DB['accounts']> & { organisation_name: string; organisation_demonstration: boolean };

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

const select = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('accounts as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisation_id')
    .selectAll('a')
    .select(['o.name as organisation_name', 'o.demonstration as organisation_demonstration']);

/** At the gate: the one account with this address, of whatever organisation. */
export async function credentialsByEmail(ctx: Ctx, email: string): Promise<Credentials | null> {
  const row = await select(ctx).where(sql`lower(a.email)`, '=', email).executeTakeFirst();
  return row ? credentialsOf(row) : null;
}

/** At the gate: the account that a person of another sign-in service was linked to. */
export async function credentialsBySubject(
  ctx: Ctx,
  issuer: string,
  subject: string,
): Promise<Credentials | null> {
  const row = await select(ctx)
    .where('a.oidc_issuer', '=', issuer)
    .where('a.oidc_subject', '=', subject)
    .executeTakeFirst();
  return row ? credentialsOf(row) : null;
}

/** One's own, while signed in or halfway. */
export async function ownCredentials(ctx: Ctx, accountId: AccountId): Promise<Credentials | null> {
  const row = await select(ctx)
    .where('a.organisation_id', '=', organisationOf(ctx.actor))
    .where('a.id', '=', accountId)
    .executeTakeFirst();
  return row ? credentialsOf(row) : null;
}

const credentialsOf = (row: Row): Credentials => ({
  account: {
    organisationId: row.organisation_id,
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    teamId: row.team_id,
    referringOrganisationId: row.referring_organisation_id,
    demonstration: row.demonstration || row.organisation_demonstration,
    disabled: row.disabled_at !== null,
  },
  organisationName: row.organisation_name,
  passwordHash: row.password_hash,
  codeSecretSealed: row.totp_secret_sealed,
  codeIsSetUp: row.totp_confirmed_at !== null,
  lastStep: row.totp_last_step,
});

const own = (ctx: Ctx, accountId: AccountId) =>
  ctx.tx
    .updateTable('accounts')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', accountId);

export async function savePassword(ctx: Ctx, accountId: AccountId, hash: string): Promise<void> {
  await own(ctx, accountId).set({ password_hash: hash }).execute();
}

/** Keeps a secret that is not confirmed yet; false if a code was set up already, which nobody overwrites. */
export async function saveCodeSecret(ctx: Ctx, accountId: AccountId, sealed: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await own(ctx, accountId)
    .set({ totp_secret_sealed: sealed, totp_last_step: null })
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Spends a step, once: of two requests with the same code one gets false. */
export async function spendStep(ctx: Ctx, accountId: AccountId, step: number): Promise<boolean> {
  const { numUpdatedRows } = await own(ctx, accountId)
    .set(eb => ({
      totp_last_step: step,
      totp_confirmed_at: eb.fn.coalesce('totp_confirmed_at', eb.val(dateOf(ctx.clock()))),
    }))
    .where(eb => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .where('totp_secret_sealed', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** At the gate: links an account to a person of another sign-in service; false if it is linked already. */
export async function linkSubject(
  ctx: Ctx,
  account: Account,
  issuer: string,
  subject: string,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('accounts')
    .set({ oidc_issuer: issuer, oidc_subject: subject })
    .where('organisation_id', '=', account.organisationId)
    .where('id', '=', account.id)
    .where('oidc_subject', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
