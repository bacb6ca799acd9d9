// Signing in: the same answer for everybody who may not, waits that fall on the right shoulders, and codes that work once.
import { generate } from 'otplib';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTORS, NOON, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { findSession } from '../sessions/store.ts';
import {
  confirmSecondFactor,
  type SignedIn,
  signInWithPassword,
  signOut,
  signOutElsewhere,
  take,
} from './actions.ts';
import { passwordCounters } from './attempt.ts';
import { prepareCode } from './credentials.ts';
import { openDesk, type SignInDesk, type Visit } from './desk.ts';

const PASSWORD = 'gentle-kettle-harbour';
const ADA = 'ada.administrator@north.example';
const MONA = 'mona.manager@north.example';
const PRIA = 'pria.privacy@north.example';

let now = Temporal.Instant.from(NOON);
const { database, asSuperuser, as } = await openTestDatabase({ clock: () => now });
const settings = {
  secret: 'a secret of at least thirty-two bytes',
  oldSecret: null,
  origin: 'http://127.0.0.1',
  oidc: null,
};
const desk = openDesk(database, settings);

let visits = 0;
/** Each visit comes from a network of its own unless an address is given, so that tests do not wait for each other. */
const visit = (of: Partial<Visit> = {}): Visit => ({
  address: `10.${++visits >> 8}.${visits & 255}.1`,
  deviceCookie: undefined,
  sessionToken: undefined,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  requestId: 'request-1',
  ...of,
});

const signIn = (email: string, password = PASSWORD, from: Partial<Visit> = {}, at: SignInDesk = desk) =>
  signInWithPassword(at, visit(from), { email, password });

async function signedIn(email: string, from: Partial<Visit> = {}): Promise<SignedIn> {
  const answer = await signIn(email, PASSWORD, from);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}
const sessionOf = async (token: string) => {
  const session = await findSession(database, token, now);
  if (!session) throw new Error('no session');
  return session;
};
const codeOf = (secret: string) =>
  generate({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(now.epochMilliseconds / 1000) });

async function wholly(email: string, from: Partial<Visit> = {}) {
  const half = await signedIn(email, from);
  const session = await sessionOf(half.token);
  const secret = (await prepareCode(desk, session))?.secretInGroups ?? '';
  const answer = await confirmSecondFactor(desk, visit(from), session, await codeOf(secret));
  if (!answer.ok) throw new Error(answer.reason);
  return { ...answer.value, secret, half };
}

const events = () =>
  asSuperuser<{ event: string; actor_kind: string; subject_id: string }>(
    'select event, actor_kind, subject_id from audit_events order by id',
  );
/** In order of names: ids of the same millisecond have no order. */
const lastTwo = async () =>
  (await events())
    .slice(-2)
    .map(({ event }) => event)
    .sort();
const resetAccounts = async () => {
  const hash = await desk.hashing.hash(PASSWORD);
  await asSuperuser(
    `update accounts set password_hash = $1, totp_secret_sealed = null, totp_confirmed_at = null, totp_last_step = null,
      disabled_at = null, demonstration = false`,
    [hash],
  );
  await asSuperuser('delete from sign_in_attempts');
};

beforeAll(resetAccounts);

describe('with a password', () => {
  test('starts a session that still wants a code, and says what is next', async () => {
    const answer = await signedIn(`  ${ADA.toUpperCase()} `);
    expect(answer.next).toBe('set-up-code');
    expect(answer.deviceCookie).toBeNull();
    expect(await findSession(database, answer.token, now)).toMatchObject({
      actor: ACTORS.north.administrator,
      needsSecondFactor: true,
    });
  });

  test('in the demonstration no code is asked', async () => {
    await asSuperuser(
      `update accounts set demonstration = true where email = 'evan.evaluator@north.example'`,
    );
    const answer = await signedIn('evan.evaluator@north.example');
    expect(answer.next).toBe('in');
    expect(answer.deviceCookie).not.toBeNull();
    expect((await findSession(database, answer.token, now))?.needsSecondFactor).toBe(false);
  });

  test('the session this browser had before ends', async () => {
    const before = await signedIn(MONA);
    const after = await signedIn(ADA, { sessionToken: before.token });
    expect(after.token).not.toBe(before.token);
    expect(await findSession(database, before.token, now)).toBeNull();
    expect(await findSession(database, after.token, now)).not.toBeNull();
  });

  test('is in the audit of its organisation, by id and without the address', async () => {
    await signedIn(PRIA);
    await signIn(PRIA, 'wrong password here');
    const last = (await events()).slice(-2);
    const subject = { subject_id: ACTORS.north.privacyLead.accountId };
    expect(last).toMatchObject([
      { event: 'account.password-given', actor_kind: 'staff', ...subject },
      { event: 'account.sign-in-refused', actor_kind: 'system', ...subject },
    ]);
    const [{ all = '' } = {}] = await asSuperuser<{ all: string }>(
      `select string_agg(e::text || coalesce(d::text, ''), ' ') as all from audit_events e left join audit_event_details d on d.event_id = e.id`,
    );
    expect(all).not.toMatch(/example|Pria|10\.0/);
  });
});

describe('nobody learns whether an address has an account', () => {
  const counted = (): { desk: SignInDesk; hashed: () => number } => {
    let times = 0;
    const hashing: SignInDesk['hashing'] = {
      hash: desk.hashing.hash,
      verify: (hash, password) => {
        times++;
        return desk.hashing.verify(hash, password);
      },
    };
    return { desk: { ...desk, hashing }, hashed: () => times };
  };

  const cases: [string, string, string][] = [
    ['unknown', 'nobody@nowhere.example', PASSWORD],
    ['wrong password', ADA, 'not the password at all'],
    ['disabled, right password', 'oscar.otherpractice@north.example', PASSWORD],
    ['never set a password', 'bilal.teambee@north.example', PASSWORD],
    ['empty', '', ''],
    ['SQL', `' or 1=1 --`, `' or 1=1 --`],
    ['a megabyte', 'a'.repeat(1_000_000), 'b'.repeat(1_000_000)],
    ['NUL and emoji', '\u0000🦊@x', '\u0000🦊'],
  ];

  test.each(cases)(
    '%s: the same answer after one hash and one settled attempt',
    async (_what, email, password) => {
      await asSuperuser(
        `update accounts set disabled_at = now() where email = 'oscar.otherpractice@north.example'`,
      );
      await asSuperuser(
        `update accounts set password_hash = null where email = 'bilal.teambee@north.example'`,
      );
      const before = await asSuperuser('select 1 from sign_in_attempts');
      const spy = counted();
      expect(await signIn(email, password, {}, spy.desk)).toEqual({
        ok: false,
        reason: 'wrong-email-or-password',
      });
      expect(spy.hashed()).toBe(1);
      expect(await asSuperuser('select 1 from sign_in_attempts')).toHaveLength(before.length + 3);
    },
  );

  test('the wait is the same too', async () => {
    const address = '192.0.2.7';
    const waits = [];
    for (const email of ['nobody2@nowhere.example', PRIA]) {
      await asSuperuser('delete from sign_in_attempts');
      for (let attempt = 0; attempt < 5; attempt++) await signIn(email, 'wrong password here', { address });
      waits.push(await signIn(email, 'wrong password here', { address }));
    }
    expect(waits[0]).toEqual({ ok: false, reason: 'too-many-tries', waitSeconds: 60 });
    expect(waits[1]).toEqual(waits[0]);
  });
});

describe('waits', () => {
  const attacker = { address: '198.51.100.66' };
  /** A wrong guess without the hash, which takes its time. */
  const fail = (email: string, address: string) =>
    take(desk, passwordCounters(desk.keys.counting, { email, address, device: null }));
  const guess = (email: string, from = attacker) => signIn(email, 'a wrong guess, again', from);

  test('five wrong guesses, then not even the right password, until the minute is over', async () => {
    await resetAccounts();
    for (let attempt = 0; attempt < 5; attempt++) await guess(MONA);
    expect(await signIn(MONA, PASSWORD, attacker)).toMatchObject({
      reason: 'too-many-tries',
      waitSeconds: 60,
    });
    now = now.add({ seconds: 61 });
    expect((await signIn(MONA, PASSWORD, attacker)).ok).toBe(true);
  });

  test('what is refused while waiting does not make the wait longer', async () => {
    await resetAccounts();
    for (let attempt = 0; attempt < 30; attempt++) await guess(MONA);
    expect(await guess(MONA)).toMatchObject({ waitSeconds: 60 });
  });

  test('many guesses at the same moment are counted like guesses one by one', async () => {
    await resetAccounts();
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(MONA)));
    const checked = answers.filter(answer => !answer.ok && answer.reason === 'wrong-email-or-password');
    expect(checked).toHaveLength(5);
  });

  test('a stranger locks nobody out of a device they know, not even from the same network', async () => {
    await resetAccounts();
    const { deviceCookie } = await wholly(ADA, attacker);
    for (let attempt = 0; attempt < 60; attempt++) await guess(ADA);
    expect(await guess(ADA)).toMatchObject({ reason: 'too-many-tries' });
    expect(await signIn(ADA, PASSWORD, { ...attacker, deviceCookie: deviceCookie ?? '' })).toMatchObject({
      ok: true,
    });
  });

  test('a stranger on another network does not keep the owner waiting on a new device', async () => {
    await resetAccounts();
    for (let attempt = 0; attempt < 60; attempt++) await guess(ADA);
    expect((await signIn(ADA)).ok).toBe(true);
  });

  test('a stranger without the cookie cannot pretend to have it', async () => {
    await resetAccounts();
    for (let attempt = 0; attempt < 5; attempt++) await guess(ADA);
    const forged = `${'A'.repeat(22)}.${'B'.repeat(22)}`;
    expect(await signIn(ADA, PASSWORD, { ...attacker, deviceCookie: forged })).toMatchObject({
      reason: 'too-many-tries',
    });
  });

  test('a known device has its limit as well, whatever network it moves to', async () => {
    await resetAccounts();
    const { deviceCookie } = await wholly(ADA);
    const from = () => ({ deviceCookie: deviceCookie ?? '' });
    for (let attempt = 0; attempt < 8; attempt++) await signIn(ADA, 'wrong password here', from());
    expect(await signIn(ADA, PASSWORD, from())).toMatchObject({ reason: 'too-many-tries' });
    expect((await signIn(ADA)).ok).toBe(true);
  });

  test('one network cannot try a few guesses on everybody', async () => {
    await resetAccounts();
    for (let person = 0; person < 40; person++) await fail(`person${person}@north.example`, attacker.address);
    expect(await guess('one.more@north.example')).toMatchObject({
      reason: 'too-many-tries',
      waitSeconds: 60,
    });
    expect((await signIn(MONA)).ok).toBe(true);
  });

  test('many networks together get a hundred guesses at one account a day', async () => {
    await resetAccounts();
    for (let network = 0; network < 100; network++) await fail(PRIA, visit().address);
    expect(await signIn(PRIA, 'wrong password here')).toMatchObject({ reason: 'too-many-tries' });
  });

  test('neither address nor account is kept', async () => {
    const [{ all = '' } = {}] = await asSuperuser<{ all: string }>(
      `select string_agg(a::text, ' ') as all from sign_in_attempts a`,
    );
    expect(all.length).toBeGreaterThan(1000);
    expect(all).not.toMatch(/example|10\.|198\.51/);
  });
});

describe('the code', () => {
  test('is set up once: the first right code confirms it, and the session goes on under a new token', async () => {
    await resetAccounts();
    const { token, half, secret, deviceCookie } = await wholly(MONA);
    expect(deviceCookie).not.toBeNull();
    expect(await findSession(database, half.token, now)).toBeNull();
    const session = await sessionOf(token);
    expect(session).toMatchObject({ needsSecondFactor: false, codeIsSetUp: true });
    expect(await prepareCode(desk, session)).toBeNull();
    expect(await lastTwo()).toEqual(['account.code-set-up', 'account.signed-in']);
    const [row] = await asSuperuser<{ sealed: Buffer }>(
      'select totp_secret_sealed as sealed from accounts where id = $1',
      [ACTORS.north.manager.accountId],
    );
    expect(row?.sealed.includes(secret.replaceAll(' ', ''))).toBe(false);
  });

  test('the secret stays the same until it is confirmed', async () => {
    const session = await sessionOf((await signedIn(PRIA)).token);
    const first = await prepareCode(desk, session);
    expect(await prepareCode(desk, session)).toEqual(first);
    expect(first?.address).toContain('otpauth://totp/');
    expect(decodeURIComponent(first?.address ?? '')).toContain('Footbridge North Service');
  });

  test('works once: not again in the same session, another session, or by two requests at the same time', async () => {
    await resetAccounts();
    const { secret } = await wholly(MONA);
    const again = await sessionOf((await signedIn(MONA)).token);
    expect(await confirmSecondFactor(desk, visit(), again, await codeOf(secret))).toEqual({
      ok: false,
      reason: 'wrong-code',
    });
    now = now.add({ seconds: 30 });
    const code = await codeOf(secret);
    const other = await sessionOf((await signedIn(MONA)).token);
    const answers = await Promise.all(
      [again, other].map(session => confirmSecondFactor(desk, visit(), session, code)),
    );
    expect(answers.filter(answer => answer.ok)).toHaveLength(1);
  });

  test('a wrong one is counted by account, whatever network it comes from', async () => {
    await resetAccounts();
    const { secret, deviceCookie } = await wholly(MONA);
    now = now.add({ seconds: 60 });
    const half = await sessionOf((await signedIn(MONA)).token);
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await confirmSecondFactor(desk, visit(), half, '000000')).toMatchObject({
        reason: 'wrong-code',
      });
    }
    const right = await codeOf(secret);
    expect(await confirmSecondFactor(desk, visit(), half, right)).toMatchObject({
      reason: 'too-many-tries',
      waitSeconds: 60,
    });
    const mine = visit({ deviceCookie: deviceCookie ?? '' });
    expect(await confirmSecondFactor(desk, mine, half, right)).toMatchObject({ ok: true });
  });

  test('a secret moved from another account does not open', async () => {
    await resetAccounts();
    await wholly(MONA);
    await asSuperuser(
      `update accounts a set totp_secret_sealed = m.totp_secret_sealed, totp_confirmed_at = now()
       from accounts m where m.email = $1 and a.email = $2`,
      [MONA, PRIA],
    );
    const half = await sessionOf((await signedIn(PRIA)).token);
    await expect(confirmSecondFactor(desk, visit(), half, '123456')).rejects.toThrow(/another place/);
  });

  test('after the secret of the service changed, codes go on', async () => {
    await resetAccounts();
    const { secret } = await wholly(MONA);
    now = now.add({ seconds: 60 });
    const renewed = openDesk(database, {
      ...settings,
      secret: 'another secret of thirty-two bytes!!',
      oldSecret: settings.secret,
    });
    const half = await sessionOf((await signedIn(MONA)).token);
    expect(await confirmSecondFactor(renewed, visit(), half, await codeOf(secret))).toMatchObject({
      ok: true,
    });
  });
});

describe('signing out', () => {
  test('ends this session, or all the others', async () => {
    await resetAccounts();
    const first = await sessionOf((await wholly(MONA)).token);
    const second = await signedIn(MONA);
    expect(await as(first.actor, ctx => signOutElsewhere(ctx, first))).toBeGreaterThanOrEqual(1);
    expect(await findSession(database, second.token, now)).toBeNull();
    await as(first.actor, ctx => signOut(ctx, first));
    expect(
      await asSuperuser('select 1 from sessions where account_id = $1', [first.actor.accountId]),
    ).toEqual([]);
    expect(await lastTwo()).toEqual(['account.signed-out', 'account.signed-out-elsewhere']);
  });
});

test('nobody of another organisation was touched by all this', async () => {
  const rows = await asSuperuser<{ count: number }>(
    `select count(*)::int as count from audit_events where organisation_id <> $1`,
    [NORTH.organisationId],
  );
  expect(rows[0]?.count).toBe(0);
});
