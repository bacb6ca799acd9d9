// What people do with their own password and code: set, change, set up. Nobody else can.
import { asActor, type Ctx } from '#database';
import { done, type Outcome, open, refused, seal } from '#kernel';
import { normalEmail } from '../account.ts';
import type { Session } from '../sessions/session.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { atTheGate, checkPassword, isRefused, type TooManyTries, take } from './actions.ts';
import { ownCounters } from './attempt.ts';
import { settleAttempt } from './attempt-store.ts';
import { codeAddress, newCodeSecret, secretInGroups } from './code.ts';
import { codePlace, type SignInDesk, type Visit } from './desk.ts';
import { knownDevice, rememberDevice } from './device.ts';
import { closeLinks, findLink, type PasswordLink, spendLink } from './link-store.ts';
import { type PasswordFault, passwordFault, TooBusy } from './password.ts';
import { type Credentials, ownCredentials, saveCodeSecret, savePassword } from './store.ts';

export type CodeSetUp = {
  /** `otpauth://…`, for the QR picture. */
  readonly address: string;
  /** For typing it into a phone. */
  readonly secretInGroups: string;
};

/** The secret to put on a phone, the same one until it is confirmed; null once a code is set up. */
export async function prepareCode(desk: SignInDesk, session: Session): Promise<CodeSetUp | null> {
  const place = codePlace(session.actor);
  return asActor(desk.database, session.actor, async ctx => {
    const found = await ownCredentials(ctx, session.actor.accountId);
    if (!found || found.codeIsSetUp) return null;
    const secret = found.codeSecretSealed
      ? open(desk.keys.codes, found.codeSecretSealed, place)
      : newCodeSecret();
    if (!found.codeSecretSealed) {
      const kept = await saveCodeSecret(ctx, session.actor.accountId, seal(desk.keys.codes, secret, place));
      if (!kept) return null;
    }
    return {
      address: codeAddress({ organisation: found.organisationName, email: found.account.email, secret }),
      secretInGroups: secretInGroups(secret),
    };
  });
}

const namesOf = (of: { name: string; email: string; organisationName: string }): readonly string[] => [
  of.name,
  of.email,
  of.organisationName,
];

async function hashNew(desk: SignInDesk, password: string): Promise<string | 'busy'> {
  try {
    return await desk.hashing.hash(password);
  } catch (error) {
    if (error instanceof TooBusy) return 'busy';
    throw error;
  }
}

export type ChangePasswordAnswer =
  | Outcome<null, PasswordFault | 'wrong-password' | 'busy' | 'signed-out'>
  | TooManyTries;

/** Asks for the password in use first; all other devices are signed out and open links stop working. */
export async function changeOwnPassword(
  desk: SignInDesk,
  visit: Visit,
  session: Session,
  typed: { current: string; wanted: string },
): Promise<ChangePasswordAnswer> {
  const { accountId } = session.actor;
  const asOwner = <T>(work: (ctx: Ctx) => Promise<T>) =>
    asActor(desk.database, session.actor, work, { requestId: visit.requestId });
  const found = await asOwner(ctx => ownCredentials(ctx, accountId));
  if (!found) return refused('signed-out');
  const checked = await checkOwnPassword(desk, visit, found, typed.current);
  if (checked !== 'right') return typeof checked === 'string' ? refused(checked) : checked;
  const fault = passwordFault(
    typed.wanted,
    namesOf({ ...found.account, organisationName: found.organisationName }),
  );
  if (fault) return refused(fault);
  const hash = await hashNew(desk, typed.wanted);
  if (hash === 'busy') return refused('busy');
  await asOwner(async ctx => {
    await savePassword(ctx, accountId, hash);
    await endSessionsOf(ctx, accountId, session.tokenHash);
    await closeLinks(ctx, accountId);
    ctx.record({ event: 'account.password-changed', subject: { type: 'account', id: accountId } });
  });
  return done(null);
}

async function checkOwnPassword(
  desk: SignInDesk,
  visit: Visit,
  found: Credentials,
  password: string,
): Promise<'right' | 'wrong-password' | 'busy' | TooManyTries> {
  const { id: accountId, email } = found.account;
  const device = knownDevice(desk.keys.device, visit.deviceCookie, normalEmail(email));
  const taken = await take(
    desk,
    ownCounters(desk.keys.counting, { what: 'own-password', accountId, device }),
  );
  if (isRefused(taken)) return taken;
  const right = await checkPassword(desk, taken, found.passwordHash, password);
  if (right === 'busy') return 'busy';
  await atTheGate(desk, ctx => settleAttempt(ctx, taken, right));
  return right ? 'right' : 'wrong-password';
}

/** Whose password a link sets, for showing the page; null if the link cannot be used. */
export const openPasswordLink = (desk: SignInDesk, token: string): Promise<PasswordLink | null> =>
  atTheGate(desk, ctx => findLink(ctx, token));

export type SetPasswordAnswer = Outcome<
  { readonly deviceCookie: string },
  PasswordFault | 'link-not-usable' | 'busy'
>;

/**
 * Sets a password through a one-time link. The account is signed out everywhere, and this browser counts as known from here
 * on: whoever is kept waiting by a stranger's guesses gets in with a new link.
 */
export async function setPasswordByLink(
  desk: SignInDesk,
  visit: Visit,
  token: string,
  wanted: string,
): Promise<SetPasswordAnswer> {
  const link = await openPasswordLink(desk, token);
  if (!link) return refused('link-not-usable');
  const fault = passwordFault(wanted, namesOf(link));
  if (fault) return refused(fault);
  const hash = await hashNew(desk, wanted);
  if (hash === 'busy') return refused('busy');
  const { organisationId, accountId } = link;
  // Nobody is signed in yet, so Footbridge itself acts for the organisation; the audit row names the account.
  const set = await asActor(
    desk.database,
    { kind: 'system', organisationId },
    async ctx => {
      if (!(await spendLink(ctx, token))) return false;
      await savePassword(ctx, accountId, hash);
      await endSessionsOf(ctx, accountId);
      await closeLinks(ctx, accountId);
      ctx.record({ event: 'account.password-set', subject: { type: 'account', id: accountId } });
      return true;
    },
    { requestId: visit.requestId },
  );
  if (!set) return refused('link-not-usable');
  return done({
    deviceCookie: rememberDevice(desk.keys.device, visit.deviceCookie, normalEmail(link.email)),
  });
}
