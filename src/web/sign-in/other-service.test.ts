// Signing in through another service, from our page to theirs and back, with a real provider.
import { describe, expect, test } from 'vitest';
import { makeApp } from '#app';
import { Browser, openTestApp } from '../../../test/app.ts';
import { openTestProvider, PROVIDER_CLIENT } from '../../../test/oidc-provider.ts';

const ORIGIN = 'http://127.0.0.1:3000';
const opened = await openTestApp();
const provider = await openTestProvider(ORIGIN, {
  mona: { email: 'mona.manager@north.example', email_verified: true, acr: 'AAL3' },
  stranger: { email: 'nobody@nowhere.example', email_verified: true, acr: 'AAL3' },
});

const appWith = (issuer: string) => {
  const oidc = { ...PROVIDER_CLIENT, issuer, secondFactor: ['AAL3'] };
  const services = { ...opened.services, config: { ...opened.services.config, oidc } };
  return makeApp(services, { kind: 'embedded', version: 'test' });
};
const app = await appWith(provider.issuer);

async function goOut(): Promise<{ browser: Browser; url: string }> {
  const browser = new Browser(app);
  await browser.goTo('/sign-in');
  const link = [...browser.document.querySelectorAll('main a')].find(a =>
    a.textContent?.includes('through your organisation'),
  );
  await browser.goTo(link?.getAttribute('href') ?? '');
  return { browser, url: String(browser.headers.location) };
}

describe('through another service', () => {
  test('a known person is in, and the state of the sign-in is used up', async () => {
    const { browser, url } = await goOut();
    expect(url.startsWith(provider.issuer)).toBe(true);
    expect(browser.cookies.has('oidc')).toBe(true);
    await browser.goTo(`/sign-in/oidc/callback${await provider.signIn('mona', url)}`);
    expect(browser.cookies.has('oidc')).toBe(false);
    await browser.goTo('/account');
    expect(browser.text).toContain('Mona Manager');
  });

  test('somebody without an account is told whom to ask', async () => {
    const { browser, url } = await goOut();
    await browser.goTo(`/sign-in/oidc/callback${await provider.signIn('stranger', url)}`);
    expect([browser.status, browser.heading]).toEqual([403, 'You do not have an account here yet']);
    expect(browser.cookies.has('session')).toBe(false);
  });

  test('an answer that another browser asked for signs nobody in', async () => {
    const { url } = await goOut();
    const search = await provider.signIn('mona', url);
    const victim = new Browser(app);
    await victim.goTo(`/sign-in/oidc/callback${search}`);
    expect([victim.status, victim.heading]).toEqual([403, 'That took too long']);
    const { browser } = await goOut();
    await browser.goTo(`/sign-in/oidc/callback${search}`);
    expect([browser.status, browser.heading]).toEqual([403, 'You were not signed in']);
    expect(browser.cookies.has('session')).toBe(false);
  });

  test('a service that does not answer is said so, and a password still works', async () => {
    const browser = new Browser(await appWith('http://127.0.0.1:9'));
    await browser.goTo('/sign-in/oidc');
    expect(browser.status).toBe(503);
    expect(browser.heading).toBe('Your organisation’s sign-in service does not answer');
  });

  test('without one there is no link and no address', async () => {
    const browser = await opened.browse();
    await browser.goTo('/sign-in');
    expect(browser.text).not.toContain('through your organisation');
    for (const path of ['/sign-in/oidc', '/sign-in/oidc/callback?code=x&state=y']) {
      await browser.goTo(path);
      expect(browser.status).toBe(404);
    }
  });
});
