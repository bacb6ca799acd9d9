// The first organisation: made once, on the command line, by the owner of the database.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database, organisationOf } from '#database';
import { done, type OrganisationId, type Outcome, refused, type TeamId, uuidv7 } from '#kernel';
import { normalEmail } from '../account.ts';
import { makeLink } from '../sign-in/link-store.ts';
import { openHashing, type PasswordFault, passwordFault } from '../sign-in/password.ts';
import { savePassword } from '../sign-in/store.ts';
import { addAccount } from './account-store.ts';
import { insertTeam } from './place-store.ts';

export type FirstOrganisation = {
  readonly name: string;
  /** In the address of the public referral page: small letters, digits and hyphens. */
  readonly slug: string;
  readonly administratorName: string;
  readonly administratorEmail: string;
  /** Null: they set it themselves through the link. */
  readonly administratorPassword: string | null;
};

export type SetUp = {
  readonly organisationId: OrganisationId;
  readonly teamId: TeamId;
  /** For `/set-password/…`, shown once; null when a password was given. */
  readonly linkToken: string | null;
};

export type SetUpRefusal = 'already-set-up' | 'bad-slug' | 'no-name' | 'bad-email' | PasswordFault;

const SLUG = /^[a-z0-9][a-z0-9-]{1,60}$/;
const SET_UP_LOCK = 7_203_115;

/** A slug from a name: "Norfolk & Suffolk" becomes "norfolk-suffolk". */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

/** There is an organisation, so that there is nothing left to set up. */
export const isSetUp = (owner: Database): Promise<boolean> =>
  asActor(owner, { kind: 'system', organisationId: uuidv7() }, async ctx => {
    const { rows } = await sql`select from organisation_ids() limit 1`.execute(ctx.tx);
    return rows.length > 0;
  });

/**
 * Makes the organisation, a default team and its administrator, in one transaction. Refuses when there is an organisation
 * already. `owner` is connected as the role that owns the tables: the serving role cannot add organisations.
 */
export async function setUpOrganisation(
  owner: Database,
  first: FirstOrganisation,
): Promise<Outcome<SetUp, SetUpRefusal>> {
  const { administratorPassword: password } = first;
  const [name, administratorName] = [first.name.trim(), first.administratorName.trim()];
  const email = normalEmail(first.administratorEmail);
  if (!SLUG.test(first.slug)) return refused('bad-slug');
  if (administratorName === '') return refused('no-name');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return refused('bad-email');
  const fault = password === null ? null : passwordFault(password, [name, administratorName, email]);
  if (fault) return refused(fault);
  const hash = password === null ? null : await openHashing().hash(password);
  const organisationId = uuidv7();
  return asActor(owner, { kind: 'system', organisationId }, async ctx => {
    await sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`.execute(ctx.tx);
    const { rows } = await sql`select from organisation_ids() limit 1`.execute(ctx.tx);
    if (rows.length > 0) return refused('already-set-up');
    const teamId = await addOrganisation(ctx, { name, slug: first.slug });
    const linkToken = await addAdministrator(ctx, { email, name: administratorName, hash });
    ctx.record({ event: 'organisation.set-up', subject: { type: 'organisation', id: organisationId } });
    return done({ organisationId, teamId, linkToken });
  });
}

async function addAdministrator(
  ctx: Ctx,
  { hash, ...who }: { email: string; name: string; hash: string | null },
): Promise<string | null> {
  const nowhere = { teamId: null, referringOrganisationId: null };
  const accountId = await addAccount(ctx, { ...who, role: 'administrator', ...nowhere });
  if (!accountId) throw new Error('an account is there before its organisation');
  if (hash === null) return makeLink(ctx, accountId);
  await savePassword(ctx, accountId, hash);
  return null;
}

async function addOrganisation(ctx: Ctx, of: { name: string; slug: string }): Promise<TeamId> {
  await ctx.tx
    .insertInto('organisations')
    .values({
      id: organisationOf(ctx.actor),
      name: of.name,
      slug: of.slug,
      created_at: new Date(ctx.clock().epochMilliseconds),
    })
    .execute();
  const teamId = await insertTeam(ctx, { name: 'Main team', area: null, isDefault: true });
  if (!teamId) throw new Error('a new organisation has no team yet');
  return teamId;
}
