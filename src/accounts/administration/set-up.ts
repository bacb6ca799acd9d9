// The first organisation: made once, on the command line, by the owner of the database.
import { sql } from 'kysely';
import { asActor, type Ctx, type Database } from '#database';
import { done, type OrganisationId, type Outcome, refused, type TeamId, uuidv7 } from '#kernel';
import { normalEmail } from '../account.ts';
import { makeLink } from '../sign-in/link-store.ts';
import { addAccount } from './account-store.ts';
import { insertTeam } from './place-store.ts';

export type FirstOrganisation = {
  readonly name: string;
  /** In the address of the public referral page: small letters, digits and hyphens. */
  readonly slug: string;
  readonly administratorName: string;
  readonly administratorEmail: string;
};

export type SetUp = {
  readonly organisationId: OrganisationId;
  readonly teamId: TeamId;
  /** For `/set-password/…`: the administrator chooses their own password. Shown once. */
  readonly linkToken: string;
};

export type SetUpRefusal = 'already-set-up' | 'bad-slug' | 'bad-email';

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

/**
 * Makes the organisation, a default team and its administrator, in one transaction. Refuses when there is an organisation
 * already. `owner` is connected as the role that owns the tables: the serving role cannot add organisations.
 */
export function setUpOrganisation(
  owner: Database,
  first: FirstOrganisation,
): Promise<Outcome<SetUp, SetUpRefusal>> {
  const organisationId = uuidv7();
  const email = normalEmail(first.administratorEmail);
  return asActor(owner, { kind: 'system', organisationId }, async ctx => {
    await sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`.execute(ctx.tx);
    const { rows } = await sql`select from organisation_ids() limit 1`.execute(ctx.tx);
    if (rows.length > 0) return refused('already-set-up');
    if (!SLUG.test(first.slug)) return refused('bad-slug');
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return refused('bad-email');
    const teamId = await addOrganisation(ctx, { name: first.name, slug: first.slug, demonstration: false });
    const nowhere = { teamId: null, referringOrganisationId: null };
    const administrator = {
      email,
      name: first.administratorName,
      role: 'administrator' as const,
      ...nowhere,
    };
    const accountId = await addAccount(ctx, administrator);
    if (!accountId) throw new Error('an account is there before its organisation');
    const linkToken = await makeLink(ctx, accountId);
    ctx.record({ event: 'organisation.set-up', subject: { type: 'organisation', id: organisationId } });
    return done({ organisationId, teamId, linkToken });
  });
}

/**
 * Adds the organisation that `ctx` acts for, with its default team. Needs the owner of the tables as well, for set-up and
 * for the demonstration.
 */
export async function addOrganisation(
  ctx: Ctx,
  of: {
    readonly name: string;
    readonly slug: string;
    readonly demonstration: boolean;
    readonly team?: string;
  },
): Promise<TeamId> {
  if (ctx.actor.kind !== 'system') throw new Error('only the system adds an organisation');
  await ctx.tx
    .insertInto('organisations')
    .values({
      id: ctx.actor.organisationId,
      name: of.name,
      slug: of.slug,
      demonstration: of.demonstration,
      created_at: new Date(ctx.clock().epochMilliseconds),
    })
    .execute();
  const teamId = await insertTeam(ctx, { name: of.team ?? 'Main team', area: null, isDefault: true });
  if (!teamId) throw new Error('a new organisation has no team yet');
  return teamId;
}
