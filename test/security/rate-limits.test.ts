// Limits on what anybody may ask: said in words with when to come back, and never a way to keep somebody else out.
import { beforeAll, describe, expect, it } from 'vitest';
import { openHashing } from '#accounts';
import { routes } from '#app';
import { clockAt } from '#kernel';
import { NOON, NORTH, openTestApp } from '../app.ts';
import { parametersOf } from './addresses.ts';
import { type Answer, type Visitor, visit } from './visitor.ts';

const test = await openTestApp({ rateLimits: 'on', clock: clockAt(NOON) });
const { app, asSuperuser } = test;
const PASSWORD = 'gentle kettle harbour';
const MONA = 'mona.manager@north.example';

beforeAll(async () => {
  await asSuperuser('update accounts set password_hash = $1', [await openHashing().hash(PASSWORD)]);
});

/** A limit said in words: 429, a page (or JSON, to programs), and how long to wait. */
function expectLimit(answer: Answer, what: string, published = false): void {
  expect(answer.statusCode, what).toBe(429);
  const wait = Number(answer.headers['retry-after']);
  expect(wait, what).toBeGreaterThan(0);
  expect(wait, what).toBeLessThanOrEqual(1800);
  if (published) {
    expect(answer.headers['content-type'], what).toContain('application/problem+json');
    expect(answer.json(), what).toMatchObject({ status: 429, detail: expect.stringMatching(/Wait/) });
    return;
  }
  expect(answer.headers['content-type'], what).toContain('text/html');
  expect(answer.body, what).toMatch(/<h1[^>]*>[^<]*\w/);
  expect(answer.body, what).toMatch(/minute|second/);
}

const post = (
  { cookies, csrf }: Visitor,
  url: string,
  fields: Record<string, string>,
  address: string,
): Promise<Answer> =>
  app.inject({
    method: 'POST',
    url,
    remoteAddress: address,
    payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    headers: {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
    },
  });

describe('pages that anybody can reach', () => {
  const open = routes.filter(
    ({ method, who }) => method === 'POST' && (who === 'anyone' || who === 'organisation-public'),
  );

  it('have a limit, each that changes anything', () => {
    expect(open.filter(({ perMinute }) => perMinute === undefined).map(({ path }) => path)).toEqual([]);
    expect(open.length).toBeGreaterThan(4);
  });

  it.each(open.map(route => [route.path, route] as const))(
    '%s says when to come back, to that address only',
    async (path, route) => {
      const visitor = await visit(test);
      const url = parametersOf(route).reduce(
        (address, name) =>
          address.replace(
            `:${name}`,
            name === 'organisation' ? NORTH.slug : name === 'question' ? 'name' : 'x',
          ),
        path,
      );
      const address = `10.1.${open.indexOf(route)}.1`;
      let answer = await post(visitor, url, {}, address);
      for (let sent = 1; sent < (route.perMinute ?? 0); sent++)
        answer = await post(visitor, url, {}, address);
      expect(answer.statusCode, 'the last that is allowed').not.toBe(429);
      expectLimit(await post(visitor, url, {}, address), path, route.published);
      const elsewhere = await post(visitor, url, {}, '10.9.9.9');
      expect(elsewhere.statusCode, 'from another address').not.toBe(429);
    },
  );

  it('let somebody who is signed in work on while strangers are held back', async () => {
    const manager = await test.browse();
    expect((await manager.goTo('/sign-in')).status).toBe(200);
  });
});

describe('guessing a password', () => {
  const guess = (visitor: Visitor, address: string, password = 'a wrong guess', email = MONA) =>
    post(visitor, '/sign-in', { email, password }, address);

  it('is slowed down, in words, and says the same for an account that is not there', async () => {
    const answers = new Map<string, string[]>();
    for (const [email, address] of [
      [MONA, '10.2.0.1'],
      ['nobody.at.all@north.example', '10.2.0.2'],
    ] as const) {
      const visitor = await visit(test);
      const said: string[] = [];
      for (let tried = 0; tried < 7; tried++) {
        const answer = await guess(visitor, address, 'a wrong guess', email);
        if (answer.statusCode === 429) expectLimit(answer, email);
        said.push(`${answer.statusCode} ${/<h1[^>]*>([^<]*)/.exec(answer.body)?.[1]}`);
      }
      answers.set(email, said);
    }
    const [known, unknown] = [...answers.values()];
    expect(known).toEqual(unknown);
    expect(known?.at(-1)).toMatch(/^429/);
  });

  it('from a stranger’s browser never keeps the owner’s own browser out', async () => {
    const owner = await visit(test);
    const first = await guess(owner, '10.3.0.1', PASSWORD, 'lena.linkworker@north.example');
    expect(first.statusCode).toBe(303);
    expect(owner.cookies.size + first.cookies.length).toBeGreaterThan(1);
    for (const { name, value } of first.cookies)
      if (name !== 'session') owner.cookies.set(name, encodeURIComponent(value));
    const stranger = await visit(test);
    let last = await guess(stranger, '10.33.0.66', 'a wrong guess', 'lena.linkworker@north.example');
    for (let tried = 0; tried < 8; tried++)
      last = await guess(stranger, '10.33.0.66', 'a wrong guess', 'lena.linkworker@north.example');
    expect(last.statusCode).toBe(429);
    const again = await guess(owner, '10.3.0.1', PASSWORD, 'lena.linkworker@north.example');
    expect(again.statusCode).toBe(303);
  });

  it('from one address does not keep out somebody new at another', async () => {
    const stranger = await visit(test);
    for (let tried = 0; tried < 8; tried++)
      await guess(stranger, '10.44.0.66', 'a wrong guess', 'ada.administrator@north.example');
    const owner = await visit(test);
    expect((await guess(owner, '10.4.0.1', PASSWORD, 'ada.administrator@north.example')).statusCode).toBe(
      303,
    );
  });

  it('is not helped by headers that name another address: without a proxy they count for nothing', async () => {
    const visitor = await visit(test);
    const statuses: number[] = [];
    for (let tried = 0; tried < 8; tried++) {
      const answer = await app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress: '10.5.0.1',
        payload: new URLSearchParams({
          _csrf: visitor.csrf,
          email: 'pria.privacy@north.example',
          password: 'wrong',
        }).toString(),
        headers: {
          cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `172.16.0.${tried}`,
          forwarded: `for=172.16.0.${tried}`,
          'x-real-ip': `172.16.0.${tried}`,
        },
      });
      statuses.push(answer.statusCode);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});
