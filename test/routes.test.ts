// The route table: every row says who may and what is recorded; nothing personal can be in an address; headers on every answer.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { ROLES } from '#kernel';
import { openTestApp } from './app.ts';

const { app, browse } = await openTestApp({ origin: 'https://footbridge.example' });

describe('the route table', () => {
  it('has no two rows for one address', () => {
    const addresses = routes.map(({ method, path }) => `${method} ${path}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  it.each(routes.map(route => [`${route.method} ${route.path}`, route] as const))(
    '%s says who may and what is recorded',
    (_address, { who, audit, path }) => {
      if (typeof who !== 'string') {
        expect(who.length).toBeGreaterThan(0);
        expect(ROLES).toEqual(expect.arrayContaining([...who]));
      } else expect(['anyone', 'organisation-public', 'signed-in', 'api-client']).toContain(who);
      if (who === 'organisation-public') expect(path).toContain('/:organisation');
      if (typeof audit === 'string') expect(audit).toMatch(/^[a-z-]+\.[a-z-]+$/);
      else expect(audit.none.length).toBeGreaterThan(8);
    },
  );

  it('promises for a POST only events that some action records', () => {
    const actions = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(
        path =>
          /\.tsx?$/.test(path) && !/\.(test|fixture)\.|^web\/privacy\/|^web\/[\w-]+\/index\.ts$/.test(path),
      )
      .map(path => readFileSync(`src/${path}`, 'utf8'))
      .join('\n');
    const promised = routes.flatMap(({ method, audit }) =>
      method === 'POST' && typeof audit === 'string' ? [audit] : [],
    );
    expect(promised.length).toBeGreaterThan(30);
    expect(promised.filter(event => !actions.includes(`'${event}'`))).toEqual([]);
  });

  it('every parameter in an address is an id, a slug, a token or the name of a page', () => {
    const names = new Set(routes.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(match => match[1])));
    const personal = [...names].filter(name =>
      /name|email|phone|birth|nhs|postcode|address/i.test(name ?? ''),
    );
    expect(personal).toEqual([]);
  });
});

describe('every answer', () => {
  const paths = [
    '/sign-in',
    '/no-such-page',
    '/caseload',
    '/refer-to/north',
    '/health',
    '/fhir/R4/Patient/x',
    '/people/%E0%A4%A',
  ];

  it.each(paths)('%s carries the security headers', async path => {
    const { headers } = await app.inject({ method: 'GET', url: path });
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toMatch(/unsafe|\*|https?:/);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it.each([
    '/people/%E0%A4%A',
    '/refer-to/100%',
    `/people/${'a'.repeat(2000)}`,
    `/refer-to/north/draft/${'a'.repeat(300)}/name`,
  ])('an address that was mangled on its way (%#) gets the page that says so', async url => {
    const answer = await app.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.body).toContain('Page not found');
  });

  it('a mangled address of an interface gets an answer of its kind', async () => {
    const { statusCode, headers } = await app.inject({ method: 'GET', url: '/fhir/R4/Patient/%E0%A4%A' });
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toContain('application/fhir+json');
  });

  it('sets only cookies of this host that scripts cannot read', async () => {
    const { cookies } = await app.inject({ method: 'GET', url: '/sign-in' });
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie.name).toMatch(/^__Host-/);
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
      expect(cookie.domain).toBeUndefined();
    }
  });

  it('has no inline script or style', async () => {
    const browser = await browse();
    for (const path of paths) {
      await browser.goTo(path);
      expect(browser.html).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:/i);
    }
  });
});

describe('a form', () => {
  it('without its token changes nothing and says so', async () => {
    const browser = await browse();
    await browser.post('/refer-to/north/start', { journey: 'self' });
    expect(browser.status).toBe(403);
    expect(browser.heading).toBe('This form has been open too long');
  });
});
