// What an administrator does with teams, organisations that refer, and the service's own settings.
import { type Ctx, organisationOf } from '#database';
import { done, type Outcome, type ReferringOrganisationId, refused, type TeamId } from '#kernel';
import {
  insertReferringOrganisation,
  insertTeam,
  type OrganisationSettings,
  placeExists,
  type ReferringKind,
  saveOrganisation,
} from './place-store.ts';

export async function addTeam(
  ctx: Ctx,
  team: { readonly name: string; readonly area: string | null },
): Promise<Outcome<TeamId, 'name-taken'>> {
  const id = await insertTeam(ctx, { ...team, isDefault: false });
  if (!id) return refused('name-taken');
  ctx.record({ event: 'team.added', subject: { type: 'team', id } });
  return done(id);
}

export type NewReferringOrganisation = {
  readonly name: string;
  readonly kind: ReferringKind;
  readonly odsCode: string | null;
  /** The team that gets what they send; null for the default team. */
  readonly teamId: TeamId | null;
};

export async function addReferringOrganisation(
  ctx: Ctx,
  added: NewReferringOrganisation,
): Promise<Outcome<ReferringOrganisationId, 'name-or-code-taken' | 'needs-team'>> {
  if (!(await placeExists(ctx, { teamId: added.teamId, referringOrganisationId: null })))
    return refused('needs-team');
  const id = await insertReferringOrganisation(ctx, added);
  if (!id) return refused('name-or-code-taken');
  ctx.record({ event: 'referring-organisation.added', subject: { type: 'referring-organisation', id } });
  return done(id);
}

export async function changeOrganisation(
  ctx: Ctx,
  settings: OrganisationSettings,
): Promise<Outcome<null, never>> {
  await saveOrganisation(ctx, settings);
  ctx.record({
    event: 'organisation.changed',
    subject: { type: 'organisation', id: organisationOf(ctx.actor) },
  });
  return done(null);
}
