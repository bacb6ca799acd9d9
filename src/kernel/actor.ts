// Who is asking. Every reading and writing of the database happens as exactly one actor.
import type { AccountId, Id, OrganisationId, ReferringOrganisationId, TeamId } from './ids.ts';

export const ROLES = [
  'referrer',
  'link_worker',
  'manager',
  'administrator',
  'privacy_lead',
  'evaluator',
] as const;
export type Role = (typeof ROLES)[number];

export type StaffActor = {
  readonly kind: 'staff';
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
  readonly role: Role;
  readonly name: string;
  readonly teamId: TeamId | null;
  readonly referringOrganisationId: ReferringOrganisationId | null;
};

/** Somebody without an account on an organisation's public pages. May leave things, may read nothing. */
export type PublicActor = { readonly kind: 'public'; readonly organisationId: OrganisationId };

/** A system that sends messages with a bearer token. */
export type ClientActor = {
  readonly kind: 'client';
  readonly organisationId: OrganisationId;
  readonly clientId: Id<'api-client'>;
  readonly referringOrganisationId: ReferringOrganisationId | null;
};

/** Footbridge itself, working for one organisation: jobs, the command line, the demonstration seed. */
export type SystemActor = { readonly kind: 'system'; readonly organisationId: OrganisationId };

/** The sign-in desk, before anybody is known: sees accounts, sessions and clients, and no records of people. */
export type GateActor = { readonly kind: 'gate' };

export type Actor = StaffActor | PublicActor | ClientActor | SystemActor | GateActor;

export const actingRole = (actor: Actor): string => (actor.kind === 'staff' ? actor.role : actor.kind);
