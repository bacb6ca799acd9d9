// Accounts in the database, as an administrator sees them: never a password, never a code.
import { type Selectable, sql } from 'kysely';
import { type Ctx, type DB, organisationOf } from '#database';
import type { AccountId, Role } from '#kernel';
import type { Place } from '../account.ts';

export const ACCOUNTS_A_PAGE = 25;

export type ListedAccount = {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The team or the referring organisation they belong to. */
  readonly place: string | null;
  readonly state: 'invited' | 'working' | 'disabled';
};

export type AccountDetail = ListedAccount & {
  readonly teamId: string | null;
  readonly referringOrganisationId: string | null;
  readonly createdAt: Date;
  readonly codeIsSetUp: boolean;
  readonly linkedToProvider: boolean;
  readonly openSessions: number;
};

type Found = Pick<
  Selectable<DB['accounts']>,
  'id' | 'name' | 'email' | 'role' | 'disabled_at' | 'team_id' | 'referring_organisation_id' | 'created_at'
> & { team: string | null; referrer: string | null; has_credentials: boolean };

const select = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('accounts as a')
    .leftJoin('teams as t', join =>
      join.onRef('t.organisation_id', '=', 'a.organisation_id').onRef('t.id', '=', 'a.team_id'),
    )
    .leftJoin('referring_organisations as r', join =>
      join
        .onRef('r.organisation_id', '=', 'a.organisation_id')
        .onRef('r.id', '=', 'a.referring_organisation_id'),
    )
    .select(['a.id', 'a.name', 'a.email', 'a.role', 'a.disabled_at', 'a.created_at'])
    .select(['a.team_id', 'a.referring_organisation_id', 't.name as team', 'r.name as referrer'])
    .select(sql<boolean>`(a.password_hash is not null or a.oidc_subject is not null)`.as('has_credentials'))
    .where('a.organisation_id', '=', organisationOf(ctx.actor));

const listed = (row: Found): ListedAccount => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role as Role,
  place: row.team ?? row.referrer,
  state: row.disabled_at ? 'disabled' : row.has_credentials ? 'working' : 'invited',
});

export type AccountSearch = { readonly words: string; readonly role: Role | null; readonly page: number };

/** One page of accounts by name, with the number there are in all. `words` are looked for in names and addresses. */
export async function listAccounts(
  ctx: Ctx,
  { words, role, page }: AccountSearch,
): Promise<{ readonly accounts: readonly ListedAccount[]; readonly total: number }> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  let matching = select(ctx);
  if (role) matching = matching.where('a.role', '=', role);
  if (words) {
    matching = matching.where(eb =>
      eb.or([eb(sql`lower(a.name)`, 'like', pattern), eb(sql`lower(a.email)`, 'like', pattern)]),
    );
  }
  const rows = await matching
    .orderBy(sql`lower(a.name)`)
    .orderBy('a.id')
    .limit(ACCOUNTS_A_PAGE)
    .offset((page - 1) * ACCOUNTS_A_PAGE)
    .execute();
  const counted = await matching
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { accounts: rows.map(listed), total: counted.total };
}

export async function loadAccount(ctx: Ctx, accountId: AccountId): Promise<AccountDetail | null> {
  const now = new Date(ctx.clock().epochMilliseconds);
  const row = await select(ctx)
    .select(['a.totp_confirmed_at', 'a.oidc_subject'])
    .select(eb =>
      eb
        .selectFrom('sessions as s')
        .select(sql<number>`count(*)`.as('open'))
        .whereRef('s.organisation_id', '=', 'a.organisation_id')
        .whereRef('s.account_id', '=', 'a.id')
        .where('s.expires_at', '>', now)
        .where('s.seen_at', '>', sql<Date>`${now}::timestamptz - interval '30 minutes'`)
        .as('open_sessions'),
    )
    .where('a.id', '=', accountId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...listed(row),
    teamId: row.team_id,
    referringOrganisationId: row.referring_organisation_id,
    createdAt: row.created_at,
    codeIsSetUp: row.totp_confirmed_at !== null,
    linkedToProvider: row.oidc_subject !== null,
    openSessions: row.open_sessions ?? 0,
  };
}

export type NewAccount = Place & { readonly email: string; readonly name: string; readonly role: Role };

/** Adds an account without a password; null if the address signs in somewhere already (addresses are unique over all organisations). */
export async function addAccount(ctx: Ctx, account: NewAccount): Promise<AccountId | null> {
  const id = ctx.newId();
  const added = await ctx.tx
    .insertInto('accounts')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      email: account.email,
      name: account.name,
      role: account.role,
      team_id: account.teamId,
      referring_organisation_id: account.referringOrganisationId,
      created_at: new Date(ctx.clock().epochMilliseconds),
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

/** The administrators who can sign in, locked: two who disable each other at once wait here. */
export async function lockAdministrators(ctx: Ctx): Promise<readonly AccountId[]> {
  const rows = await ctx.tx
    .selectFrom('accounts')
    .select('id')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(row => row.id);
}

const one = (ctx: Ctx, accountId: AccountId) =>
  ctx.tx
    .updateTable('accounts')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', accountId);

/** Null enables it again. */
export async function setDisabled(ctx: Ctx, accountId: AccountId, disabled: boolean): Promise<void> {
  const at = disabled ? new Date(ctx.clock().epochMilliseconds) : null;
  await one(ctx, accountId).set({ disabled_at: at }).execute();
}

export async function saveAccount(
  ctx: Ctx,
  accountId: AccountId,
  changed: Place & { name: string; role: Role },
): Promise<void> {
  await one(ctx, accountId)
    .set({
      name: changed.name,
      role: changed.role,
      team_id: changed.teamId,
      referring_organisation_id: changed.referringOrganisationId,
    })
    .execute();
}

export async function forgetCode(ctx: Ctx, accountId: AccountId): Promise<void> {
  await one(ctx, accountId)
    .set({ totp_secret_sealed: null, totp_confirmed_at: null, totp_last_step: null })
    .execute();
}
