// The organisation, its teams and the organisations that refer to it, in the database.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { ReferringOrganisationId, TeamId } from '#kernel';
import type { Place } from '../account.ts';

export type Team = {
  readonly id: TeamId;
  readonly name: string;
  readonly area: string | null;
  readonly isDefault: boolean;
  /** How many link workers who can sign in. */
  readonly workers: number;
};

export const REFERRING_KINDS = ['gp_practice', 'hospital', 'council', 'charity', 'other'] as const;
export type ReferringKind = (typeof REFERRING_KINDS)[number];

export type ReferringOrganisation = {
  readonly id: ReferringOrganisationId;
  readonly name: string;
  readonly kind: ReferringKind;
  readonly odsCode: string | null;
  readonly teamId: TeamId | null;
  readonly team: string | null;
};

export type OrganisationSettings = {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** Working days in which a referral is answered. */
  readonly responseDays: number;
};

export const PLACES_A_PAGE = 25;

/** Teams are few: one for each area a service works in. */
export async function listTeams(ctx: Ctx): Promise<readonly Team[]> {
  const rows = await ctx.tx
    .selectFrom('teams as t')
    .select(['t.id', 't.name', 't.area', 't.is_default'])
    .select(eb =>
      eb
        .selectFrom('accounts as a')
        .select(sql<number>`count(*)`.as('workers'))
        .whereRef('a.organisation_id', '=', 't.organisation_id')
        .whereRef('a.team_id', '=', 't.id')
        .where('a.disabled_at', 'is', null)
        .as('workers'),
    )
    .where('t.organisation_id', '=', organisationOf(ctx.actor))
    .orderBy('t.is_default', 'desc')
    .orderBy(sql`lower(t.name)`)
    .limit(200)
    .execute();
  return rows.map(({ is_default, workers, ...team }) => ({
    ...team,
    isDefault: is_default,
    workers: workers ?? 0,
  }));
}

/** Null if a team has this name already. */
export async function insertTeam(
  ctx: Ctx,
  team: { name: string; area: string | null; isDefault: boolean },
): Promise<TeamId | null> {
  const id = ctx.newId();
  const added = await ctx.tx
    .insertInto('teams')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      name: team.name,
      area: team.area,
      is_default: team.isDefault,
    })
    .onConflict(conflict => conflict.columns(['organisation_id', 'name']).doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

export async function listReferringOrganisations(
  ctx: Ctx,
  page: number,
  aPage = PLACES_A_PAGE,
): Promise<{ readonly organisations: readonly ReferringOrganisation[]; readonly total: number }> {
  const organisation = organisationOf(ctx.actor);
  const rows = await ctx.tx
    .selectFrom('referring_organisations as r')
    .leftJoin('teams as t', join =>
      join.onRef('t.organisation_id', '=', 'r.organisation_id').onRef('t.id', '=', 'r.team_id'),
    )
    .select(['r.id', 'r.name', 'r.kind', 'r.ods_code', 'r.team_id', 't.name as team'])
    .where('r.organisation_id', '=', organisation)
    .orderBy(sql`lower(r.name)`)
    .orderBy('r.id')
    .limit(aPage)
    .offset((page - 1) * aPage)
    .execute();
  const { total } = await ctx.tx
    .selectFrom('referring_organisations')
    .select(sql<number>`count(*)`.as('total'))
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow();
  const organisations = rows.map(row => ({
    id: row.id,
    name: row.name,
    kind: row.kind as ReferringKind,
    odsCode: row.ods_code,
    teamId: row.team_id,
    team: row.team,
  }));
  return { organisations, total };
}

/** Null if one has this name or this ODS code already. */
export async function insertReferringOrganisation(
  ctx: Ctx,
  of: { name: string; kind: ReferringKind; odsCode: string | null; teamId: TeamId | null },
): Promise<ReferringOrganisationId | null> {
  const id = ctx.newId();
  const added = await ctx.tx
    .insertInto('referring_organisations')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      name: of.name,
      kind: of.kind,
      ods_code: of.odsCode,
      team_id: of.teamId,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

/** Whether the team and the referring organisation chosen (null: none) are of this organisation. */
export async function placeExists(ctx: Ctx, place: Place): Promise<boolean> {
  const organisation = organisationOf(ctx.actor);
  const { rows } = await sql<{ known: boolean }>`select
    (${place.teamId}::uuid is null or exists (
      select from teams where organisation_id = ${organisation}::uuid and id = ${place.teamId}::uuid))
    and (${place.referringOrganisationId}::uuid is null or exists (
      select from referring_organisations
      where organisation_id = ${organisation}::uuid and id = ${place.referringOrganisationId}::uuid)) as known`.execute(
    ctx.tx,
  );
  return rows[0]?.known === true;
}

export async function loadOrganisation(ctx: Ctx): Promise<OrganisationSettings & { readonly slug: string }> {
  const row = await ctx.tx
    .selectFrom('organisations')
    .select(['name', 'slug', 'phone', 'email', 'response_days'])
    .where('id', '=', organisationOf(ctx.actor))
    .executeTakeFirstOrThrow();
  const { response_days, ...rest } = row;
  return { ...rest, responseDays: response_days };
}

export async function saveOrganisation(ctx: Ctx, settings: OrganisationSettings): Promise<void> {
  await ctx.tx
    .updateTable('organisations')
    .set({
      name: settings.name,
      phone: settings.phone,
      email: settings.email,
      response_days: settings.responseDays,
    })
    .where('id', '=', organisationOf(ctx.actor))
    .execute();
}
