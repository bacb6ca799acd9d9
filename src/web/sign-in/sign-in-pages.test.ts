// Signing in through the pages: with password and code, by a link, and what strangers, old sessions and hostile input get.
import { generate } from 'otplib';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD, inviteAccount, makePasswordLink, openHashing } from '#accounts';
import { makeApp } from '#app';
import { readConfig } from '#kernel';
import { openTestApp, TEST_SECRET } from '../../../test/app.ts';
import { ACTORS, NOON } from '../../../test/testing.ts';

const PASSWORD = 'gentle-kettle-harbour';
const ADA = 'ada.administrator@north.example';
const MONA = 'mona.manager@north.example';
const LENA = 'lena.linkworker@north.example';

let now = Temporal.Instant.from(NOON);
const opened = await openTestApp({ clock: () => now });
const { browse, asSuperuser, as } = opened;

type Browser = Awaited<ReturnType<typeof browse>>;

const codeOf = (secret: string) =>
  generate({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(now.epochMilliseconds / 1000) });

async function givePassword(browser: Browser, email: string, password = PASSWORD, path = '/sign-in') {
  await browser.goTo(path);
  return browser.submit({ email, password }, '/sign-in');
}

/** Signs in wholly and returns the secret of the phone. */
async function setUp(browser: Browser, email: string, path?: string): Promise<string> {
  await givePassword(browser, email, PASSWORD, path);
  const secret = browser.document.querySelector('.fb-reference')?.textContent ?? '';
  await browser.submit({ code: await codeOf(secret) }, '/sign-in/set-up-code');
  return secret;
}

beforeAll(async () => {
  await asSuperuser('update accounts set password_hash = $1', [await openHashing().hash(PASSWORD)]);
});

describe('the whole way in', () => {
  test('password, phone set up, code; then password and code; then out', async () => {
    const browser = await browse();
    await givePassword(browser, ADA);
    expect(browser.heading).toBe('Set up your phone');
    const secret = browser.document.querySelector('.fb-reference')?.textContent ?? '';
    expect(secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    await browser.submit({ code: '000000' }, '/sign-in/set-up-code');
    expect(browser.status).toBe(422);
    expect(browser.errors).toEqual([
      'That code is not right, or was used already. Wait for the next one and type it',
    ]);
    expect(browser.document.querySelector('.fb-reference')?.textContent).toBe(secret);
    await browser.submit({ code: await codeOf(secret) }, '/sign-in/set-up-code');
    expect(browser.heading).toContain('Accounts and settings');
    await browser.goTo('/account');
    expect(browser.text).toContain('Ada Administrator');
    await browser.post('/sign-out');
    expect(browser.status).toBe(403);
    await browser.goTo('/account');
    const token = browser.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    await browser.post('/sign-out', { _csrf: token });
    expect(browser.heading).toBe('Sign in');
    expect(browser.text).toContain('You are signed out.');
    expect(browser.cookies.has('session')).toBe(false);

    now = now.add({ seconds: 60 });
    await givePassword(browser, ADA);
    expect(browser.heading).toBe('Enter your code');
    await browser.submit({ code: await codeOf(secret) }, '/sign-in/code');
    expect(browser.heading).toContain('Accounts and settings');
  });

  test('the picture is an image of its own, only while the phone is set up', async () => {
    const browser = await browse();
    await givePassword(browser, LENA);
    await browser.goTo('/sign-in/set-up-code/picture');
    expect(browser.headers['content-type']).toBe('image/svg+xml');
    expect(browser.html).toMatch(/^<svg [^>]*viewBox/);
    await setUp(browser, LENA);
    await browser.goTo('/sign-in/set-up-code/picture');
    expect(browser.status).toBe(404);
  });

  test('leads to the page that was asked for, never to another site', async () => {
    const browser = await browse();
    await browser.goTo('/account');
    expect(browser.path).toBe('/sign-in?next=%2Faccount');
    await setUp(
      browser,
      ACTORS.south.manager.name.toLowerCase().replace(' ', '.').concat('@south.example'),
      browser.path,
    );
    expect(browser.heading).toBe('Your account');
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/sign-out',
      'javascript:alert(1)',
      '/a?b',
    ]) {
      const other = await browse();
      await other.goTo(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(other.document.querySelector('input[name=next]'), next).toBeNull();
    }
  });

  test('halfway, nothing else opens', async () => {
    const browser = await browse();
    await givePassword(browser, MONA);
    for (const path of ['/account', '/account/password', '/admin', '/']) {
      await browser.goTo(path);
      expect(browser.heading, path).not.toMatch(/account|Accounts/i);
      expect(browser.html, path).not.toContain('Mona Manager');
    }
    await browser.goTo('/sign-in/set-up-code');
    await browser.submit({}, '/sign-out');
    expect(browser.cookies.has('session')).toBe(false);
  });
});

describe('a refused sign-in', () => {
  test('says the same for an unknown address and a wrong password, and never repeats the password', async () => {
    const answers = [];
    for (const email of ['nobody@nowhere.example', MONA]) {
      const browser = await browse();
      await givePassword(browser, email, 'a very wrong password');
      expect(browser.html).not.toContain('a very wrong password');
      answers.push([browser.status, browser.errors, browser.heading, browser.text.replaceAll(email, '')]);
    }
    expect(answers[0]?.slice(0, 2)).toEqual([
      422,
      ['The email address or the password is not right. Check both and try again'],
    ]);
    expect(answers[1]).toEqual(answers[0]);
  });

  test('asks for what is missing', async () => {
    const browser = await browse();
    await givePassword(browser, '', '');
    expect(browser.status).toBe(422);
    expect(browser.errors).toEqual(['Enter your email address', 'Enter your password']);
  });

  test('after too many tries says with 429 how long to wait', async () => {
    await asSuperuser('delete from sign_in_attempts');
    const browser = await browse();
    for (let attempt = 0; attempt < 6; attempt++)
      await givePassword(browser, 'slow@north.example', 'wrong password');
    expect(browser.status).toBe(429);
    expect(browser.text).toContain('You can try again in about a minute.');
    await asSuperuser('delete from sign_in_attempts');
  });

  test.each([
    ['SQL', `' or '1'='1`],
    ['HTML', '<script>alert(1)</script>@x.example'],
    ['emoji and right-to-left', '🦊\u202eמישהו@x.example'],
    ['NUL', 'a\u0000b@x.example'],
    ['very long', `${'a'.repeat(60_000)}@x.example`],
  ])('%s in the address is text', async (_what, email) => {
    const browser = await browse();
    await givePassword(browser, email, email);
    expect([422, 429]).toContain(browser.status);
    expect(browser.html).not.toContain('<script>alert');
  });

  test('several addresses at once, or none of the fields, are no crash', async () => {
    const browser = await browse();
    await browser.goTo('/sign-in');
    await browser.submit({ email: ['a@x.example', 'b@x.example'], password: ['x', 'y'] }, '/sign-in');
    expect(browser.status).toBe(422);
    const token = browser.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    await browser.post('/sign-in', { _csrf: token, unknown: 'field' });
    expect(browser.status).toBe(422);
  });
});

describe('a session', () => {
  test('ends after half an hour away, and leads back to where one was', async () => {
    const browser = await browse(ACTORS.north.manager);
    await browser.goTo('/account');
    expect(browser.heading).toBe('Your account');
    now = now.add({ minutes: 30 });
    await browser.goTo('/account/password');
    expect(browser.path).toBe('/sign-in?next=%2Faccount%2Fpassword');
  });

  test('made up or planted, it is nobody', async () => {
    for (const value of ['x', 'A'.repeat(43), encodeURIComponent(`' or true --`)]) {
      const browser = await browse();
      browser.cookies.set('session', value);
      await browser.goTo('/account');
      expect(browser.heading).toBe('Sign in');
    }
  });

  test('one’s others are listed and end with one press', async () => {
    const [here, there] = [await browse(ACTORS.north.evaluator), await browse(ACTORS.north.evaluator)];
    await there.goTo('/account');
    await here.goTo('/account');
    expect(here.document.querySelectorAll('tbody tr')).toHaveLength(2);
    expect(here.text).toContain('10 March 2026');
    await here.submit({}, '/account/sign-out-elsewhere');
    expect(here.text).toContain('You are signed out on all other devices.');
    expect(here.text).toContain('You are not signed in anywhere else.');
    await there.goTo('/account');
    expect(there.heading).toBe('Sign in');
  });

  test('nobody sees the account page of anybody else, and every role sees their own', async () => {
    for (const actor of [ACTORS.north.referrer, ACTORS.north.privacyLead, ACTORS.south.linkWorker]) {
      const browser = await browse(actor);
      await browser.goTo('/account');
      expect(browser.text).toContain(actor.name);
    }
  });
});

describe('changing one’s password', () => {
  test('needs the old one, twice the same new one, and a good one', async () => {
    await asSuperuser('delete from sign_in_attempts');
    const browser = await browse(ACTORS.north.privacyLead);
    const change = async (current: string, password: string, again = password) => {
      await browser.goTo('/account/password');
      return browser.submit({ current, password, again }, '/account/password');
    };
    await change('', '', '');
    expect(browser.errors).toHaveLength(3);
    await change(PASSWORD, 'seven lanterns by the ferry', 'eight lanterns by the ferry');
    expect(browser.errors).toEqual(['Type the same password in both places']);
    await change(PASSWORD, 'short');
    expect(browser.errors).toEqual(['Use 12 characters or more']);
    await change('not my password at all', 'seven lanterns by the ferry');
    expect(browser.errors).toEqual(['This is not the password you have now']);
    await change(PASSWORD, 'seven lanterns by the ferry');
    expect(browser.heading).toBe('Your account');
    expect(browser.text).toContain('Your password is changed.');
  });
});

describe('a link to set a password', () => {
  const invite = async () => {
    const invitation = {
      email: `new${Math.random()}@north.example`,
      name: 'Nadia New',
      role: 'manager' as const,
    };
    const nowhere = { teamId: null, referringOrganisationId: null };
    const answer = await as(ACTORS.north.administrator, ctx =>
      inviteAccount(ctx, { ...invitation, ...nowhere }),
    );
    if (!answer.ok) throw new Error(answer.reason);
    return { ...answer.value, email: invitation.email };
  };

  test('sets it once, and then one signs in', async () => {
    const { linkToken, email } = await invite();
    const browser = await browse();
    await browser.goTo(`/set-password/${linkToken}`);
    expect(browser.heading).toContain('Set your password');
    expect(browser.text).toContain(email);
    await browser.submit({ password: 'nadia-new-nadia', again: 'nadia-new-nadia' });
    expect(browser.errors).toEqual([
      'Choose a password without your name, your email address or the name of your organisation',
    ]);
    await browser.submit({ password: PASSWORD, again: PASSWORD });
    expect(browser.text).toContain('Your password is set. You can sign in now.');
    expect(browser.cookies.has('device')).toBe(true);
    await givePassword(browser, email);
    expect(browser.heading).toBe('Set up your phone');
    await browser.goTo(`/set-password/${linkToken}`);
    expect(browser.status).toBe(404);
    expect(browser.heading).toBe('This link does not work any more');
  });

  test('does not work when it is made up, too old, or replaced', async () => {
    const { linkToken, accountId } = await invite();
    const browser = await browse();
    for (const token of ['x', 'A'.repeat(43), '%00', '..%2F..', 'a'.repeat(199)]) {
      await browser.goTo(`/set-password/${token}`);
      expect(browser.status, token).toBe(404);
    }
    await as(ACTORS.north.administrator, ctx => makePasswordLink(ctx, accountId));
    await browser.goTo(`/set-password/${linkToken}`);
    expect(browser.status).toBe(404);
  });
});

describe('the demonstration', () => {
  test('offers its people to sign in as, and nobody of a real service', async () => {
    const browser = await browse();
    await browser.goTo('/sign-in');
    expect(browser.text).not.toContain('demonstration');
    const { organisationId } = ACTORS.south.manager;
    await asSuperuser('update organisations set demonstration = true where id = $1', [organisationId]);
    await asSuperuser(
      'update accounts set demonstration = true, password_hash = $2 where organisation_id = $1',
      [organisationId, await openHashing().hash(DEMONSTRATION_PASSWORD)],
    );
    await browser.goTo('/sign-in');
    expect(browser.text).toContain(DEMONSTRATION_PASSWORD);
    expect(browser.text).toContain('Sign in as Mona Manager');
    expect(browser.html).not.toContain('north.example');
    await browser.submit({}, '/sign-in');
    expect(browser.cookies.has('session')).toBe(true);
    await browser.goTo('/account');
    expect(browser.heading).toBe('Your account');
  });

  test('is never offered in production', async () => {
    const config = readConfig({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://x@127.0.0.1/x',
      FOOTBRIDGE_SECRET: 'kJ8s0fLw2mQz7RtYbV4nXc6hGd1pEaUi',
      FOOTBRIDGE_ORIGIN: 'https://footbridge.example',
      FOOTBRIDGE_LOG: 'silent',
    });
    if (!config.ok) throw new Error(config.sentence);
    const services = { ...opened.services, config: { ...config.value, secret: TEST_SECRET } };
    const production = await makeApp(services, { kind: 'external', version: 'test' });
    const answer = await production.inject({ method: 'GET', url: '/sign-in' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Sign in');
    expect(answer.body).not.toMatch(/demonstration|Mona/);
  });
});
