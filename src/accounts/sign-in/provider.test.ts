// Signing in through a real OpenID Connect provider on this machine: only known accounts, only once, only what it vouches for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  makeProvider,
  openTestProvider,
  PROVIDER_CLIENT,
  type ProviderPerson,
} from '../../../test/oidc-provider.ts';
import { ACTORS, NOON, openTestDatabase } from '../../../test/testing.ts';
import { findSession } from '../sessions/store.ts';
import { signInWithProvider } from './actions.ts';
import { openDesk, type SignInDesk, type Visit } from './desk.ts';

const now = Temporal.Instant.from(NOON);
const { database, asSuperuser } = await openTestDatabase();
const visit: Visit = {
  address: '10.0.0.1',
  deviceCookie: undefined,
  sessionToken: undefined,
  userAgent: undefined,
  requestId: 'request-1',
};

const people: Record<string, ProviderPerson> = {
  mona: { email: 'Mona.Manager@north.example', email_verified: true },
  ada: { email: 'ada.administrator@north.example', email_verified: true, acr: 'AAL3', amr: ['hwk', 'mfa'] },
  liar: { email: 'pria.privacy@north.example', email_verified: false },
  impostor: { email: 'mona.manager@north.example', email_verified: true },
  stranger: { email: 'nobody@nowhere.example', email_verified: true },
  nameless: {},
};
const ORIGIN = 'http://127.0.0.1:3999';
const { issuer, signIn: signInThere } = await openTestProvider(ORIGIN, people);

const openDeskWith = (
  secondFactor: readonly string[] = [],
  at = issuer,
  clientSecret = PROVIDER_CLIENT.clientSecret,
): SignInDesk =>
  openDesk(database, {
    secret: 'a secret of at least thirty-two bytes',
    oldSecret: null,
    origin: ORIGIN,
    oidc: { issuer: at, clientId: PROVIDER_CLIENT.clientId, clientSecret, secondFactor },
  });

const providerOf = (desk: SignInDesk) => {
  if (!desk.provider) throw new Error('no provider');
  return desk.provider;
};

async function begin(
  desk: SignInDesk,
  who: string,
): Promise<{ search: string; cookie: string; url: string }> {
  const started = await providerOf(desk).start(now);
  if (!started.ok) throw new Error(started.reason);
  return { ...started.value, search: await signInThere(who, started.value.url) };
}

async function signIn(who: string, desk = openDeskWith()) {
  const { search, cookie } = await begin(desk, who);
  const proven = await providerOf(desk).finish(search, cookie, now);
  if (!proven.ok) throw new Error(proven.reason);
  return signInWithProvider(desk, visit, proven.value);
}

describe('who gets in', () => {
  test('an account with the verified address, which is linked and found by the link from then on', async () => {
    const answer = await signIn('mona');
    expect(answer).toMatchObject({ ok: true, value: { next: 'set-up-code', deviceCookie: null } });
    const session = answer.ok ? await findSession(database, answer.value.token, now) : null;
    expect(session).toMatchObject({ actor: ACTORS.north.manager, needsSecondFactor: true });
    people.mona = { email: 'married@elsewhere.example', email_verified: true };
    expect(await signIn('mona')).toMatchObject({ ok: true });
    const rows = await asSuperuser(
      'select oidc_issuer, oidc_subject from accounts where oidc_subject is not null',
    );
    expect(rows).toEqual([{ oidc_issuer: issuer, oidc_subject: 'mona' }]);
  });

  test('nobody else with the address of an account that is linked already', async () => {
    expect(await signIn('impostor')).toEqual({ ok: false, reason: 'no-account' });
  });

  test.each(['stranger', 'liar', 'nameless'])('not %s, and no account is made', async who => {
    const before = await asSuperuser('select id from accounts');
    expect(await signIn(who)).toEqual({ ok: false, reason: 'no-account' });
    expect(await asSuperuser('select id from accounts')).toEqual(before);
  });

  test('not somebody who was disabled, linked or not', async () => {
    const { manager, privacyLead } = ACTORS.north;
    people.pria = { email: 'pria.privacy@north.example', email_verified: true };
    await asSuperuser('update accounts set disabled_at = now() where id in ($1, $2)', [
      manager.accountId,
      privacyLead.accountId,
    ]);
    expect(await signIn('mona')).toEqual({ ok: false, reason: 'no-account' });
    expect(await signIn('pria')).toEqual({ ok: false, reason: 'no-account' });
    await asSuperuser('update accounts set disabled_at = null');
    expect(await asSuperuser(`select 1 from accounts where oidc_subject = 'pria'`)).toEqual([]);
  });
});

describe('the second factor of the provider', () => {
  test.each([
    ['is not taken for ours unless configured', [], 'set-up-code'],
    ['another level than the configured one does not count', ['AAL4'], 'set-up-code'],
    ['counts by its level (acr)', ['AAL3'], 'in'],
    ['counts by its method (amr)', ['mfa'], 'in'],
  ])('%s', async (_what, secondFactor, next) => {
    const answer = await signIn('ada', openDeskWith(secondFactor));
    expect(answer).toMatchObject({ ok: true, value: { next } });
    const session = answer.ok ? await findSession(database, answer.value.token, now) : null;
    expect(session?.needsSecondFactor).toBe(next !== 'in');
  });
});

describe('what does not come from a sign-in that this browser started', () => {
  test('the address asks for a code with proof of possession, a state and a nonce', async () => {
    const started = await providerOf(openDeskWith()).start(now);
    const asked = new URL(started.ok ? started.value.url : '').searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(started.ok && started.value.cookie).not.toContain(asked.get('state'));
  });

  test('no cookie, another browser’s cookie, an altered cookie, or one ten minutes old', async () => {
    const desk = openDeskWith();
    const mine = await begin(desk, 'ada');
    const theirs = await begin(desk, 'ada');
    const finish = (cookie: string | undefined, at = now) => providerOf(desk).finish(mine.search, cookie, at);
    expect(await finish(undefined)).toMatchObject({ reason: 'started-elsewhere' });
    expect(await finish('AAAA')).toMatchObject({ reason: 'started-elsewhere' });
    expect(await finish(`${mine.cookie.slice(0, -4)}AAAA`)).toMatchObject({ reason: 'started-elsewhere' });
    expect(await finish(mine.cookie, now.add({ minutes: 10 }))).toMatchObject({
      reason: 'started-elsewhere',
    });
    expect(await finish(theirs.cookie)).toMatchObject({ reason: 'provider-refused' });
    expect(await finish(mine.cookie)).toMatchObject({ ok: true });
  });

  test('a code is used once; an altered one, or none, never', async () => {
    const desk = openDeskWith();
    const { search, cookie } = await begin(desk, 'ada');
    const finish = (query: string) => providerOf(desk).finish(query, cookie, now);
    expect(await finish(search.replace('code=', 'code=x'))).toMatchObject({ reason: 'provider-refused' });
    expect(await finish('')).toMatchObject({ reason: 'provider-refused' });
    expect(await finish('?error=access_denied')).toMatchObject({ reason: 'provider-refused' });
    expect(await finish(search)).toMatchObject({ ok: true });
    expect(await finish(search)).toMatchObject({ reason: 'provider-refused' });
  });

  test('with a wrong client secret nobody is proven', async () => {
    const desk = openDeskWith([], issuer, 'not the secret');
    const { search, cookie } = await begin(desk, 'ada');
    expect(await providerOf(desk).finish(search, cookie, now)).toMatchObject({ reason: 'provider-refused' });
  });
});

describe('a provider that cannot be reached', () => {
  test('is said so, and asked again at the next sign-in', async () => {
    const sleeping = createServer();
    await new Promise<void>(resolve => sleeping.listen(0, '127.0.0.1', resolve));
    const { port } = sleeping.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    await new Promise(resolve => sleeping.close(resolve));
    const desk = openDeskWith([], at);
    expect(await providerOf(desk).start(now)).toEqual({ ok: false, reason: 'provider-away' });
    const awake = createServer(makeProvider(at, ORIGIN, people).callback());
    await new Promise<void>(resolve => awake.listen(port, '127.0.0.1', resolve));
    expect(await providerOf(desk).start(now)).toMatchObject({ ok: true });
    await new Promise(resolve => awake.close(resolve));
  });

  test('plain http is refused for any machine but this one', async () => {
    const desk = openDeskWith([], 'http://login.example.org');
    expect(await providerOf(desk).start(now)).toEqual({ ok: false, reason: 'provider-away' });
  });
});
