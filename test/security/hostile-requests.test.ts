// Requests that no page of ours would make: wrong shapes, sizes, methods, addresses, cookies, and ids of others in fields.
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { ROLES, type Role } from '#kernel';
import type { Route } from '#web';
import { openTestApp } from '../app.ts';
import { addressesOf, NO_SUCH_ID, NOT_AN_ID } from './addresses.ts';
import { formsIn, linksIn } from './crawler.ts';
import { fingerprints } from './fingerprints.ts';
import { type FoundForm, findForms, plant } from './form-filler.ts';
import { openBrowsers, type Somebody } from './staff.ts';
import type { Answer, Visitor } from './visitor.ts';
import { type Case, makeWorld } from './world.ts';

const test = await openTestApp();
const { app } = test;
const world = await makeWorld(test);
const { northA, northB, southA } = world;
const OTHERS = { other: southA, team: northB };
const browserOf = openBrowsers(test);

const named = routes.map(route => [`${route.method} ${route.path}`, route] as const);
const gets = named.filter(([, { method }]) => method === 'GET');
const posts = named.filter(([, { method }]) => method === 'POST');

/** Somebody who may ask for a route, and one of its addresses. */
async function askerOf(
  route: Route,
): Promise<{ browser: Visitor; address: string; headers: Record<string, string> }> {
  const role = ROLES.find(
    one => route.who === 'signed-in' || (typeof route.who !== 'string' && route.who.includes(one)),
  );
  const browser = await browserOf(role ?? 'nobody');
  const [address = route.path] = addressesOf(route, northA, world, role ?? null);
  return { browser, address, headers: headersOf(browser, route.who === 'api-client' ? northA.token : null) };
}

const headersOf = ({ cookies }: Visitor, token: string | null): Record<string, string> => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});

function expectRefusal(answer: Answer, statuses: readonly number[], what: string): void {
  expect(statuses, `${what} → ${answer.statusCode}`).toContain(answer.statusCode);
  const csp = String(answer.headers['content-security-policy']);
  expect(csp, what).toContain("default-src 'none'");
  expect(csp, what).not.toMatch(/unsafe|\*/);
  expect(answer.headers['x-content-type-options'], what).toBe('nosniff');
  expect(answer.headers['cache-control'], what).toBe('no-store');
  expect(answer.body, `${what} shows its inside`).not.toMatch(
    /\n\s+at |node_modules|FST_|Fastify|select .* from/i,
  );
}

describe('a body of 10 MB is refused without being read:', () => {
  const huge = Buffer.alloc(10 * 1024 * 1024, 'a');

  it.each(posts)('%s', async (name, route) => {
    const { address, headers } = await askerOf(route);
    const type = route.who === 'api-client' ? 'application/fhir+json' : 'application/x-www-form-urlencoded';
    const answer = await app.inject({
      method: 'POST',
      url: address,
      payload: huge,
      headers: { ...headers, 'content-type': type },
    });
    expectRefusal(answer, [413], name);
  });
});

describe('a body of another kind is refused:', () => {
  const KINDS: Readonly<Record<string, string>> = {
    'text/plain': '_csrf=x',
    'application/xml': '<x/>',
    'multipart/form-data; boundary=x': '--x--',
    'application/json': '{"_csrf":"x","__proto__":{"admin":true}}',
    nonsense: 'x',
  };

  it.each(posts)('%s', async (name, route) => {
    const { address, headers } = await askerOf(route);
    for (const [type, payload] of Object.entries(KINDS)) {
      const answer = await app.inject({
        method: 'POST',
        url: address,
        payload,
        headers: { ...headers, 'content-type': type },
      });
      expectRefusal(answer, [400, 403, 415], `${name} with ${type}`);
    }
    const without = await app.inject({ method: 'POST', url: address, headers });
    // A published list may be asked for without saying more.
    if (route.published) expect(without.statusCode, `${name} without a body`).toBe(200);
    else expectRefusal(without, [400, 403, 415], `${name} without a body`);
  });
});

describe('another method is not there:', () => {
  const both = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  /** A page with a parameter in the same place answers for it. */
  const answersGet = (path: string): boolean =>
    routes.some(
      route =>
        route.method === 'GET' &&
        new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+').replaceAll('$', '\\$')}$`).test(path),
    );

  it.each(named)('%s', async (name, route) => {
    const { address, headers } = await askerOf(route);
    const others = route.published
      ? (['PUT', 'DELETE', 'PATCH'] as const)
      : (['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const);
    for (const method of others)
      expectRefusal(
        await app.inject({ method, url: address, headers }),
        [404, 415],
        `${method} instead of ${name}`,
      );
    if (route.method === 'POST' && !both.has(`GET ${route.path}`) && !answersGet(address))
      expectRefusal(
        await app.inject({ method: 'GET', url: address, headers }),
        [404],
        `GET instead of ${name}`,
      );
  });
});

describe('an address that was never linked', () => {
  const ADDRESSES = [
    '/people/%00',
    '/people/%ZZ',
    '/people/..%2f..%2fetc%2fpasswd',
    '/people/%2e%2e/%2e%2e/etc/passwd',
    `/people/${'x'.repeat(5000)}`,
    '/people/%F0%9F%91%A9',
    `/people/${encodeURIComponent(`${northA.people[0]}' or '1'='1`)}`,
    `/people/${northA.people[0]?.toUpperCase()}0`,
    '//evil.example/people',
    '/\\evil.example',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/__proto__',
    '/constructor',
    '/.git/config',
    '/.env',
  ];

  it.each(ADDRESSES)('%s is not there', async address => {
    for (const who of ['nobody', 'link_worker'] as const) {
      const browser = await browserOf(who);
      const answer = await app.inject({ method: 'GET', url: address, headers: headersOf(browser, null) });
      expect([303, 400, 404, 414], `${who}: ${address} → ${answer.statusCode}`).toContain(answer.statusCode);
      expect(String(answer.headers.location ?? '/'), address).toMatch(/^\/(?![/\\])/);
    }
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%0d%0aset-cookie:x=1',
    'javascript:alert(1)',
    '/sign-in',
  ])('is never led to by signing in: %s', async next => {
    const answer = await (await browserOf('nobody')).get(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(answer.statusCode).toBe(200);
    for (const { action, fields } of formsIn(answer.body, '/sign-in')) {
      expect(action).toMatch(/^\/(?![/\\])/);
      for (const { name, values } of fields) if (name === 'next') expect(values).toEqual(['']);
    }
  });
});

describe('a query that was never linked', () => {
  it.each(gets)('%s', { timeout: 60_000 }, async (name, route) => {
    const { browser, address, headers } = await askerOf(route);
    const plain = await browser.get(address);
    const names = new Set([
      'page',
      'next',
      'language',
      'from',
      'to',
      'search',
      'back',
      'referral',
      'year',
      '__proto__',
    ]);
    for (const link of linksIn(plain.body, address))
      for (const [key] of new URL(link, 'http://here').searchParams) names.add(key);
    for (const form of formsIn(plain.body, address))
      if (form.method === 'GET') for (const field of form.fields) names.add(field.name);
    const queries = [
      (key: string) => `${key}=${encodeURIComponent(`"><script>alert(1)</script>' or 1=1; --`)}`,
      (key: string) => `${key}=1&${key}=2`,
      (key: string) => `${key}[]=%00&${key}[x]=1`,
      (key: string) => `${key}=-99999999999999999999`,
    ];
    for (const query of queries) {
      const asked = `${address}?${[...names].map(query).join('&')}`;
      const answer = await app.inject({ method: 'GET', url: asked, headers });
      expect(answer.statusCode, `${name}: ${asked} → ${answer.statusCode}`).toBeLessThan(500);
      expect(answer.body.includes('<script>alert'), `${asked} shows a script`).toBe(false);
    }
  });
});

describe('a cookie that was never given', () => {
  const VALUES = [
    '',
    'x',
    'x'.repeat(4000),
    '%00',
    '%',
    '"><script>alert(1)</script>',
    '%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '__proto__',
  ];

  it.each(['session', 'draft', 'device', 'oidc', 'notice', 'language', 'csrf', '__proto__'])(
    '%s',
    async name => {
      for (const value of VALUES)
        for (const address of [
          '/',
          '/sign-in',
          '/sign-in/oidc/callback',
          '/account',
          '/refer-to/north',
          '/no-such-page',
        ]) {
          const answer = await app.inject({
            method: 'GET',
            url: address,
            headers: { cookie: `${name}=${value}` },
          });
          expect(answer.statusCode, `${name}=${value} at ${address}`).toBeLessThan(500);
          expect(answer.body.includes('<script>alert'), `${name}=${value} at ${address}`).toBe(false);
        }
    },
  );
});

describe('a message of another shape', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const MESSAGES = [
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{"resourceType":"Bundle"}',
    '{"resourceType":"Bundle","entry":{}}',
    deep,
    '{"resourceType":"Bundle","type":"message","entry":[null,1,"x",{"resource":{"__proto__":{}}}]}',
    '{"resourceType":["Bundle"],"entry":[]}',
    '\u0000',
  ];

  it.each(MESSAGES.map(text => [text.slice(0, 70), text] as const))('%s', async (_start, payload) => {
    const headers = {
      ...headersOf(await browserOf('nobody'), northA.token),
      'content-type': 'application/fhir+json',
      'x-request-id': NO_SUCH_ID,
      'x-correlation-id': NO_SUCH_ID,
    };
    const answer = await app.inject({ method: 'POST', url: '/fhir/R4', payload, headers });
    expectRefusal(answer, [400, 415, 422], payload.slice(0, 70));
    expect(answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});

describe('fields of other shapes', async () => {
  const forms = (await findForms(browserOf, routes, world)).filter(({ method }) => method === 'POST');
  const before = await fingerprints(test, OTHERS);
  const label = ({ who, action, fields }: FoundForm) => `${who} at ${action} (${fields.length})`;
  const send = async (who: Somebody, action: string, body: string): Promise<Answer> => {
    const browser = await browserOf(who);
    return app.inject({
      method: 'POST',
      url: action,
      payload: `_csrf=${encodeURIComponent(browser.csrf)}&${body}`,
      headers: { ...headersOf(browser, null), 'content-type': 'application/x-www-form-urlencoded' },
    });
  };

  it.each(forms.map(form => [label(form), form] as const))('%s', { timeout: 60_000 }, async (name, form) => {
    const fields = form.fields.filter(field => field.name !== '_csrf');
    const each = (write: (key: string) => string) =>
      fields.map(field => write(encodeURIComponent(field.name))).join('&');
    const bodies: Readonly<Record<string, string>> = {
      'each field twice': each(key => `${key}=one&${key}=two`),
      'each field a list': each(key => `${key}[]=one`),
      'each field a thing': each(key => `${key}[one]=two&${key}.one=two`),
      'fields nobody asked for':
        '__proto__=x&constructor=x&toString=x&hasOwnProperty=x&role=administrator&organisation_id=x',
      'bytes that are no text': each(key => `${key}=%ED%A0%80%FF`),
      'names without end': `${'x'.repeat(5000)}=1&=&&=&%=%`,
      'a thousand of each': each(key => Array.from({ length: 300 }, () => `${key}=1`).join('&')),
    };
    for (const [what, body] of Object.entries(bodies)) {
      const answer = await send(form.who, form.action, body);
      expect(answer.statusCode, `${name} with ${what} → ${answer.statusCode}`).toBeLessThan(500);
    }
  });

  const withIds = forms.filter(({ fields }) => fields.some(({ values }) => values.some(isId)));

  it.each(withIds.map(form => [label(form), form] as const))('%s with ids of others', async (name, form) => {
    const others = (id: string): string[] => [
      theSame(id, southA),
      theSame(id, northB),
      NO_SUCH_ID,
      NOT_AN_ID,
    ];
    for (const field of form.fields.filter(({ values }) => values.some(isId))) {
      for (const id of others(field.values.find(isId) ?? '')) {
        const fields = plant(form, 'Fine').map(([key, value]): [string, string] => [
          key,
          key === field.name ? id : value,
        ]);
        const answer = await (await browserOf(form.who)).post(form.action, fields);
        expect(answer.statusCode, `${name} with ${field.name}=${id} → ${answer.statusCode}`).toBeLessThan(
          500,
        );
        for (const { surname } of [southA, world.southB]) expect(answer.body.includes(surname)).toBe(false);
      }
    }
  });

  it('changed nothing of the other organisation and the other team', async () => {
    expect(withIds.length).toBeGreaterThan(5);
    const after = await fingerprints(test, OTHERS);
    // A manager may give work to the other team's link worker, and an administrator may place somebody there.
    for (const [what, print] of before)
      if (!/^(link_workers|tasks) of the other team/.test(what)) expect(after.get(what), what).toBe(print);
  });
});

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text);

/** What the other case has in the place of this id: a person for a person, a step for a step. */
function theSame(id: string, other: Case): string {
  const [name] = Object.entries(northA.ids).find(([, ids]) => ids.includes(id)) ?? ['person'];
  return other.ids[name]?.[0] ?? other.people[0] ?? NO_SUCH_ID;
}

it('tries every role', () => {
  const roles: readonly Role[] = ROLES;
  expect(roles.length).toBe(6);
});
