// An account: somebody who signs in, what their role needs, and how an email address is compared.
import {
  type AccountId,
  type OrganisationId,
  type ReferringOrganisationId,
  ROLES,
  type Role,
  type StaffActor,
  type TeamId,
} from '#kernel';

export type Account = {
  readonly organisationId: OrganisationId;
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: TeamId | null;
  readonly referringOrganisationId: ReferringOrganisationId | null;
  readonly demonstration: boolean;
  readonly disabled: boolean;
};

/** Addresses are compared without capitals and outer spaces; the longest an address can be is 254 (RFC 5321). */
export const normalEmail = (typed: string): string =>
  typed.replaceAll('\u0000', '').trim().normalize('NFKC').toLowerCase().slice(0, 254);

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

export const actorOf = (account: Account): StaffActor => ({
  kind: 'staff',
  organisationId: account.organisationId,
  accountId: account.id,
  role: account.role,
  name: account.name,
  teamId: account.teamId,
  referringOrganisationId: account.referringOrganisationId,
});

export type Place = {
  readonly teamId: TeamId | null;
  readonly referringOrganisationId: ReferringOrganisationId | null;
};
export type PlaceFault = 'needs-team' | 'needs-referring-organisation';

/** Where an account belongs, by role: a link worker has a team and a referrer an organisation that refers; others have neither. */
export function placeFor(role: Role, chosen: Place): Place | PlaceFault {
  if (role === 'link_worker') {
    return chosen.teamId ? { teamId: chosen.teamId, referringOrganisationId: null } : 'needs-team';
  }
  if (role === 'referrer') {
    return chosen.referringOrganisationId
      ? { teamId: null, referringOrganisationId: chosen.referringOrganisationId }
      : 'needs-referring-organisation';
  }
  return { teamId: null, referringOrganisationId: null };
}
