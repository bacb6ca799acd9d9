// Signing in and out: with a password, with a code from a phone, or through another sign-in service.
import { asActor, type Ctx } from '#database';
import { type AccountId, done, type Outcome, open, type Refused, refused } from '#kernel';
import { type Account, actorOf, normalEmail } from '../account.ts';
import { deviceName, type Session } from '../sessions/session.ts';
import { endSession, endSessionsOf, raiseSession, startSession } from '../sessions/store.ts';
import { tokenHash } from '../token.ts';
import { type Counter, ownCounters, passwordCounters } from './attempt.ts';
import { giveBackAttempt, settleAttempt, type Taken, takeAttempt } from './attempt-store.ts';
import { stepOfCode } from './code.ts';
import { codePlace, type SignInDesk, type Visit } from './desk.ts';
import { knownDevice, rememberDevice } from './device.ts';
import { TooBusy } from './password.ts';
import type { ProvenIdentity } from './provider.ts';
import {
  type Credentials,
  credentialsByEmail,
  credentialsBySubject,
  linkSubject,
  ownCredentials,
  spendStep,
} from './store.ts';

export type SignedIn = {
  /** For the session cookie. */
  readonly token: string;
  readonly next: 'in' | 'code' | 'set-up-code';
  /** For the device cookie; null until everything was given. */
  readonly deviceCookie: string | null;
};

/** Not a refusal of the person: the wait is told in words with status 429. */
export type TooManyTries = Refused<'too-many-tries'> & { readonly waitSeconds: number };
export type SignInAnswer = Outcome<SignedIn, 'wrong-email-or-password' | 'busy'> | TooManyTries;
export type CodeAnswer = Outcome<SignedIn, 'wrong-code' | 'signed-out'> | TooManyTries;

const GATE = { kind: 'gate' } as const;

export const atTheGate = <T>(desk: SignInDesk, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  asActor(desk.database, GATE, work);

/** Asks the counters, and hands over what to settle later. */
export async function take(desk: SignInDesk, counters: readonly Counter[]): Promise<Taken | TooManyTries> {
  const decision = await atTheGate(desk, ctx => takeAttempt(ctx, counters));
  return decision.allowed ? decision.taken : tooManyTries(decision.waitSeconds);
}

export const tooManyTries = (waitSeconds: number): TooManyTries => ({
  ...refused('too-many-tries'),
  waitSeconds,
});

export const isRefused = (taken: Taken | TooManyTries): taken is TooManyTries => 'reason' in taken;

/**
 * Whether there is an account, whether it is disabled and whether a password was ever set makes no difference to the answer,
 * to the counters, to the hashing or to the number of writes (ASVS v5.0.0-6.3.8).
 */
export async function signInWithPassword(
  desk: SignInDesk,
  visit: Visit,
  typed: { email: string; password: string },
): Promise<SignInAnswer> {
  const email = normalEmail(typed.email);
  const device = knownDevice(desk.keys.device, visit.deviceCookie, email);
  const taken = await take(
    desk,
    passwordCounters(desk.keys.counting, { email, address: visit.address, device }),
  );
  if (isRefused(taken)) return taken;
  const found = await atTheGate(desk, ctx => credentialsByEmail(ctx, email));
  const usable = found && !found.account.disabled ? found : null;
  const right = await checkPassword(desk, taken, usable?.passwordHash ?? null, typed.password);
  if (right === 'busy') return refused('busy');
  if (!right || !usable) {
    await refuseSignIn(desk, visit, taken, found?.account ?? null);
    return refused('wrong-email-or-password');
  }
  await atTheGate(desk, ctx => settleAttempt(ctx, taken, true));
  return done(await letIn(desk, visit, usable, { secondFactorGiven: false, by: 'password' }));
}

/** A hash that could not be computed for want of room costs nobody an attempt. */
export async function checkPassword(
  desk: SignInDesk,
  taken: Taken,
  hash: string | null,
  password: string,
): Promise<boolean | 'busy'> {
  try {
    return await desk.hashing.verify(hash, password);
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error;
    await atTheGate(desk, ctx => giveBackAttempt(ctx, taken));
    return 'busy';
  }
}

/** One transaction with one write, whether or not there is an account to write about. */
async function refuseSignIn(
  desk: SignInDesk,
  visit: Visit,
  taken: Taken,
  account: Account | null,
): Promise<void> {
  if (!account) return atTheGate(desk, ctx => settleAttempt(ctx, taken, false));
  const system = { kind: 'system', organisationId: account.organisationId } as const;
  const options = { requestId: visit.requestId };
  await asActor(
    desk.database,
    system,
    async ctx => recordFor(ctx, 'account.sign-in-refused', account.id),
    options,
  );
}

const recordFor = (ctx: Ctx, event: string, accountId: AccountId, detail?: Record<string, unknown>): void =>
  ctx.record({ event, subject: { type: 'account', id: accountId }, ...(detail ? { detail } : {}) });

type Proof = { readonly secondFactorGiven: boolean; readonly by: 'password' | 'provider' };

/** Starts a session under a new token; one that this browser had before ends. */
async function letIn(desk: SignInDesk, visit: Visit, who: Credentials, proof: Proof): Promise<SignedIn> {
  const { account } = who;
  const before = visit.sessionToken ? tokenHash(visit.sessionToken) : null;
  if (before)
    await atTheGate(
      desk,
      async ctx => void (await ctx.tx.deleteFrom('sessions').where('token_hash', '=', before).execute()),
    );
  const wholly = proof.secondFactorGiven || account.demonstration;
  const token = await asActor(
    desk.database,
    actorOf(account),
    ctx => {
      recordFor(ctx, wholly ? 'account.signed-in' : 'account.password-given', account.id, { by: proof.by });
      const device = deviceName(visit.userAgent);
      return startSession(ctx, { accountId: account.id, device, secondFactorGiven: proof.secondFactorGiven });
    },
    { requestId: visit.requestId },
  );
  const next = wholly ? 'in' : who.codeIsSetUp ? 'code' : 'set-up-code';
  return { token, next, deviceCookie: wholly ? remember(desk, visit, account.email) : null };
}

const remember = (desk: SignInDesk, visit: Visit, email: string): string =>
  rememberDevice(desk.keys.device, visit.deviceCookie, normalEmail(email));

/** The code from the phone; the first one right also confirms that the app was set up. */
export async function confirmSecondFactor(
  desk: SignInDesk,
  visit: Visit,
  session: Session,
  typed: string,
): Promise<CodeAnswer> {
  const { accountId } = session.actor;
  const asOwner = <T>(work: (ctx: Ctx) => Promise<T>) =>
    asActor(desk.database, session.actor, work, { requestId: visit.requestId });
  const found = await asOwner(ctx => ownCredentials(ctx, accountId));
  if (!found?.codeSecretSealed) return refused('signed-out');
  const email = normalEmail(found.account.email);
  const device = knownDevice(desk.keys.device, visit.deviceCookie, email);
  const taken = await take(desk, ownCounters(desk.keys.counting, { what: 'code', accountId, device }));
  if (isRefused(taken)) return taken;
  const secret = open(desk.keys.codes, found.codeSecretSealed, codePlace(session.actor));
  const step = await stepOfCode({ secret, typed, now: desk.database.clock(), lastStep: found.lastStep });
  const token =
    step === null ? 'wrong-code' : await asOwner(ctx => raise(ctx, session, step, !found.codeIsSetUp));
  if (token === 'wrong-code') {
    await asOwner(async ctx => recordFor(ctx, 'account.code-refused', accountId));
    return refused('wrong-code');
  }
  await atTheGate(desk, ctx => settleAttempt(ctx, taken, true));
  if (token === null) return refused('signed-out');
  return done({ token, next: 'in', deviceCookie: remember(desk, visit, email) });
}

async function raise(
  ctx: Ctx,
  session: Session,
  step: number,
  first: boolean,
): Promise<string | 'wrong-code' | null> {
  const { accountId } = session.actor;
  if (!(await spendStep(ctx, accountId, step))) return 'wrong-code';
  const token = await raiseSession(ctx, session.tokenHash);
  if (first) recordFor(ctx, 'account.code-set-up', accountId);
  if (token) recordFor(ctx, 'account.signed-in', accountId, { by: 'code' });
  return token;
}

export type ProviderAnswer = Outcome<SignedIn, 'no-account'>;

/** Only accounts that exist sign in: by the link made before, or the first time by an address the other service has verified. */
export async function signInWithProvider(
  desk: SignInDesk,
  visit: Visit,
  proven: ProvenIdentity,
): Promise<ProviderAnswer> {
  const found = await atTheGate(desk, async ctx => {
    const linked = await credentialsBySubject(ctx, proven.issuer, proven.subject);
    if (linked || !proven.verifiedEmail) return linked;
    const known = await credentialsByEmail(ctx, normalEmail(proven.verifiedEmail));
    if (!known || known.account.disabled) return null;
    return (await linkSubject(ctx, known.account, proven.issuer, proven.subject)) ? known : null;
  });
  if (!found || found.account.disabled) return refused('no-account');
  return done(
    await letIn(desk, visit, found, { secondFactorGiven: proven.secondFactorGiven, by: 'provider' }),
  );
}

export async function signOut(ctx: Ctx, session: Session): Promise<void> {
  await endSession(ctx, session.tokenHash);
  recordFor(ctx, 'account.signed-out', session.actor.accountId);
}

/** Ends one's sessions on every other device. Returns how many there were. */
export async function signOutElsewhere(ctx: Ctx, session: Session): Promise<number> {
  const ended = await endSessionsOf(ctx, session.actor.accountId, session.tokenHash);
  recordFor(ctx, 'account.signed-out-elsewhere', session.actor.accountId);
  return ended;
}
