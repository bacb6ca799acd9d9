// One-time links for setting a password: made by an administrator, usable once within three days, kept as a hash.
import type { Temporal } from 'temporal-polyfill';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, OrganisationId } from '#kernel';
import { hashToken, newToken, tokenHash } from '../token.ts';

/** The guidance of this product: an invitation must survive a weekend. */
export const LINK_HOURS = 72;

export type PasswordLink = {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly accountId: AccountId;
  readonly email: string;
  readonly name: string;
};

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

/** A new link for an account; earlier ones stop working. Returns the secret that goes into the address. */
export async function makeLink(ctx: Ctx, accountId: AccountId): Promise<string> {
  await closeLinks(ctx, accountId);
  const token = newToken();
  await ctx.tx
    .insertInto('one_time_links')
    .values({
      organisation_id: organisationOf(ctx.actor),
      token_hash: hashToken(token),
      purpose: 'set_password',
      account_id: accountId,
      subject_id: null,
      expires_at: dateOf(ctx.clock().add({ hours: LINK_HOURS })),
      used_at: null,
    })
    .execute();
  return token;
}

export async function closeLinks(ctx: Ctx, accountId: AccountId): Promise<void> {
  await ctx.tx
    .deleteFrom('one_time_links')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('account_id', '=', accountId)
    .where('purpose', '=', 'set_password')
    .where('used_at', 'is', null)
    .execute();
}

/** At the gate: whose password this link sets; null if it is unknown, used, too old, or of a disabled account. */
export async function findLink(ctx: Ctx, token: string): Promise<PasswordLink | null> {
  const hash = tokenHash(token);
  if (!hash) return null;
  const row = await ctx.tx
    .selectFrom('one_time_links as l')
    .innerJoin('accounts as a', join =>
      join.onRef('a.organisation_id', '=', 'l.organisation_id').onRef('a.id', '=', 'l.account_id'),
    )
    .innerJoin('organisations as o', 'o.id', 'l.organisation_id')
    .select(['a.organisation_id', 'a.id', 'a.email', 'a.name', 'o.name as organisation_name'])
    .where('l.token_hash', '=', hash)
    .where('l.purpose', '=', 'set_password')
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', dateOf(ctx.clock()))
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    accountId: row.id,
    email: row.email,
    name: row.name,
  };
}

/** Spends the link; of two people who open it together one gets false. */
export async function spendLink(ctx: Ctx, token: string): Promise<boolean> {
  const now = dateOf(ctx.clock());
  const { numUpdatedRows } = await ctx.tx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
