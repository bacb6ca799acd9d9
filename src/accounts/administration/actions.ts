// What an administrator does with accounts: invite, change, disable, let in again. Never set or see a password.
import type { Ctx } from '#database';
import { type AccountId, done, type Outcome, type Role, refused } from '#kernel';
import { normalEmail, type Place, type PlaceFault, placeFor } from '../account.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { closeLinks, makeLink } from '../sign-in/link-store.ts';
import {
  type AccountDetail,
  addAccount,
  forgetCode,
  loadAccount,
  lockAdministrators,
  saveAccount,
  setDisabled,
} from './account-store.ts';
import { placeExists } from './place-store.ts';

const record = (ctx: Ctx, event: string, accountId: AccountId, detail?: Record<string, unknown>): void =>
  ctx.record({ event, subject: { type: 'account', id: accountId }, ...(detail ? { detail } : {}) });

export type Invitation = Place & { readonly email: string; readonly name: string; readonly role: Role };
/** `linkToken` goes into the address `/set-password/…`; shown once, kept nowhere. */
export type Invited = { readonly accountId: AccountId; readonly linkToken: string };

export async function inviteAccount(
  ctx: Ctx,
  invitation: Invitation,
): Promise<Outcome<Invited, PlaceFault | 'email-not-usable'>> {
  const place = await checkPlace(ctx, invitation.role, invitation);
  if (typeof place === 'string') return refused(place);
  const { name, role } = invitation;
  const accountId = await addAccount(ctx, { email: normalEmail(invitation.email), name, role, ...place });
  if (!accountId) return refused('email-not-usable');
  const linkToken = await makeLink(ctx, accountId);
  record(ctx, 'account.invited', accountId, { role });
  return done({ accountId, linkToken });
}

async function checkPlace(ctx: Ctx, role: Role, chosen: Place): Promise<Place | PlaceFault> {
  const place = placeFor(role, chosen);
  if (typeof place === 'string' || (await placeExists(ctx, place))) return place;
  return place.teamId ? 'needs-team' : 'needs-referring-organisation';
}

type NotFound = 'not-found';

/** A new link for somebody who forgot their password or whose link ran out; what they have goes on working until it is used. */
export async function makePasswordLink(
  ctx: Ctx,
  accountId: AccountId,
): Promise<Outcome<Invited, NotFound | 'disabled'>> {
  const account = await loadAccount(ctx, accountId);
  if (!account) return refused('not-found');
  if (account.state === 'disabled') return refused('disabled');
  const linkToken = await makeLink(ctx, accountId);
  record(ctx, 'account.link-made', accountId);
  return done({ accountId, linkToken });
}

/** From now on they cannot sign in; every session and link of theirs ends. What they did stays. */
export async function disableAccount(
  ctx: Ctx,
  accountId: AccountId,
): Promise<Outcome<null, NotFound | 'last-administrator'>> {
  const administrators = await lockAdministrators(ctx);
  const account = await loadAccount(ctx, accountId);
  if (!account) return refused('not-found');
  if (isLast(administrators, accountId)) return refused('last-administrator');
  if (account.state === 'disabled') return done(null);
  await setDisabled(ctx, accountId, true);
  await endSessionsOf(ctx, accountId);
  await closeLinks(ctx, accountId);
  record(ctx, 'account.disabled', accountId);
  return done(null);
}

const isLast = (administrators: readonly AccountId[], accountId: AccountId): boolean =>
  administrators.length === 1 && administrators[0] === accountId;

export async function enableAccount(ctx: Ctx, accountId: AccountId): Promise<Outcome<null, NotFound>> {
  const account = await loadAccount(ctx, accountId);
  if (!account) return refused('not-found');
  if (account.state !== 'disabled') return done(null);
  await setDisabled(ctx, accountId, false);
  record(ctx, 'account.enabled', accountId);
  return done(null);
}

export type AccountChange = Place & { readonly name: string; readonly role: Role };

/** Name, role and place. Who gets another role signs in again, so that no page of the old role stays open. */
export async function changeAccount(
  ctx: Ctx,
  accountId: AccountId,
  change: AccountChange,
): Promise<Outcome<null, NotFound | PlaceFault | 'last-administrator'>> {
  const administrators = await lockAdministrators(ctx);
  const account = await loadAccount(ctx, accountId);
  if (!account) return refused('not-found');
  const place = await checkPlace(ctx, change.role, change);
  if (typeof place === 'string') return refused(place);
  if (change.role !== 'administrator' && isLast(administrators, accountId))
    return refused('last-administrator');
  await saveAccount(ctx, accountId, { name: change.name, role: change.role, ...place });
  if (change.role !== account.role) await endSessionsOf(ctx, accountId);
  record(ctx, 'account.changed', accountId, whatChanged(account, { ...change, ...place }));
  return done(null);
}

const whatChanged = (from: AccountDetail, to: AccountChange): Record<string, unknown> => ({
  name: from.name !== to.name,
  ...(from.role === to.role ? {} : { role: [from.role, to.role] }),
  ...(from.teamId === to.teamId ? {} : { team: [from.teamId, to.teamId] }),
  ...(from.referringOrganisationId === to.referringOrganisationId
    ? {}
    : { referringOrganisation: [from.referringOrganisationId, to.referringOrganisationId] }),
});

/** For somebody whose phone is gone: at the next sign-in they set up a new one. They are signed out everywhere. */
export async function resetSecondFactor(ctx: Ctx, accountId: AccountId): Promise<Outcome<null, NotFound>> {
  if (!(await loadAccount(ctx, accountId))) return refused('not-found');
  await forgetCode(ctx, accountId);
  await endSessionsOf(ctx, accountId);
  record(ctx, 'account.code-reset', accountId);
  return done(null);
}

/** For a lost or stolen device. */
export async function signOutEverywhere(ctx: Ctx, accountId: AccountId): Promise<Outcome<null, NotFound>> {
  if (!(await loadAccount(ctx, accountId))) return refused('not-found');
  await endSessionsOf(ctx, accountId);
  record(ctx, 'account.signed-out-everywhere', accountId);
  return done(null);
}
