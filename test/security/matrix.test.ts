// Every route, asked by every role for its own records, another team's, another organisation's, and ids that are nobody's.
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { ROLES, type Role } from '#kernel';
import type { Route } from '#web';
import { NORTH, openTestApp, SOUTH } from '../app.ts';
import {
  addressesOf,
  levelOf,
  levelOfRoute,
  NO_SUCH_ID,
  NOT_AN_ID,
  parametersOf,
  withId,
} from './addresses.ts';
import { fingerprints } from './fingerprints.ts';
import { STAFF } from './staff.ts';
import { type Answer, type Visitor, visit } from './visitor.ts';
import { type Case, makeWorld } from './world.ts';

const test = await openTestApp();
const { asSuperuser } = test;
const world = await makeWorld(test);
const { northA, northB, southA } = world;

const visitors = new Map<Role | 'nobody' | 'system', Visitor>([
  ['nobody', await visit(test)],
  ['system', await visit(test, { token: northA.token })],
]);
for (const role of ROLES) visitors.set(role, await visit(test, { actor: STAFF[role] }));
const visitorOf = (who: Role | 'nobody' | 'system'): Visitor => {
  const visitor = visitors.get(who);
  if (!visitor) throw new Error(`no visitor for ${who}`);
  return visitor;
};

const ask = (visitor: Visitor, { method }: Pick<Route, 'method'>, address: string): Promise<Answer> =>
  method === 'GET' ? visitor.get(address) : visitor.post(address);

const named = routes.map(route => [`${route.method} ${route.path}`, route] as const);
const listed = (route: Route): readonly Role[] =>
  route.who === 'signed-in' ? ROLES : typeof route.who === 'string' ? [] : route.who;

const surnamesBut = (...own: readonly Case[]): string[] =>
  world.all.filter(one => !own.includes(one)).map(one => one.surname);

/** Nobody of these teams is named in the answer, and it is one of those expected, from a server that is well. */
function expectAnswer(
  answer: Answer,
  statuses: readonly number[],
  hidden: readonly string[],
  what: string,
): void {
  expect(statuses, `${what} → ${answer.statusCode}`).toContain(answer.statusCode);
  for (const surname of hidden) expect(answer.body.includes(surname), `${what} names ${surname}`).toBe(false);
  // What is published to everybody (src/web/route.ts) is what other sites' pages may read; only that may be kept.
  const published = answer.headers['access-control-allow-origin'] === '*';
  expect(answer.headers['cache-control'], what).toMatch(
    published ? /^(no-store|public, max-age=60)$/ : /^no-store$/,
  );
}

const everybody = surnamesBut();

describe('whoever may not ask at all is refused, before anything is looked up:', () => {
  it.each(named)('%s', async (name, route) => {
    const [address = route.path] = addressesOf(route, northA, world);
    const refusal = typeof route.who === 'string' && route.who === 'api-client' ? 401 : 403;
    for (const role of ROLES) {
      if (typeof route.who === 'string' && route.who !== 'api-client') break;
      if (listed(route).includes(role)) continue;
      expectAnswer(await ask(visitorOf(role), route, address), [refusal], everybody, `${role}: ${name}`);
    }
    if (route.who === 'anyone' || route.who === 'organisation-public') return;
    for (const who of ['nobody', 'system'] as const) {
      if (who === 'system' && route.who === 'api-client') continue;
      const answer = await ask(visitorOf(who), route, address);
      expectAnswer(answer, [route.who === 'api-client' ? 401 : 303], everybody, `${who}: ${name}`);
      if (answer.statusCode === 303) expect(answer.headers.location).toMatch(/^\/sign-in(\?next=|$)/);
    }
  });
});

describe('a refusal', () => {
  it('is in the audit', async () => {
    const events = await asSuperuser<{ actor_id: string }>(
      `select distinct actor_id from audit_events where event = 'access.refused'`,
    );
    expect(events.map(row => row.actor_id)).toEqual(
      expect.arrayContaining(ROLES.map(role => STAFF[role].accountId)),
    );
  });

  it('is given to a form without its token, whoever sends it and whatever it is about', async () => {
    for (const [name, route] of named) {
      if (route.method !== 'POST' || route.who === 'api-client' || route.published) continue;
      const [address = route.path] = addressesOf(route, northA, world);
      for (const [role, token] of [
        ['manager', 'made-up'],
        ['nobody', ''],
      ] as const) {
        const answer = await visitorOf(role).post(address, [['_csrf', token]]);
        expectAnswer(answer, [403], everybody, `${role}: ${name} with token “${token}”`);
      }
    }
  });
});

/** Whose records these are for somebody of the north's team A with this role. */
function isOwn(route: Route, role: Role, of: Case): boolean {
  const level = levelOfRoute(route);
  if (of.place === SOUTH) return false;
  // Each team's case has a draft of its referrer, its link worker and the one manager.
  if (level === 'owner') return role === 'manager';
  if (level === 'person') return of === northA || (role !== 'link_worker' && role !== 'referrer');
  return level === 'organisation';
}

describe('what belongs to others is not there:', () => {
  const withRecords = named.filter(
    ([, route]) => listed(route).length > 0 && !['shared', null].includes(levelOfRoute(route)),
  );

  it.each(withRecords)('%s', async (name, route) => {
    for (const role of listed(route)) {
      const visitor = visitorOf(role);
      const addresses = [
        ...[northB, southA]
          .filter(of => !isOwn(route, role, of))
          .flatMap(of => addressesOf(route, of, world, role).slice(0, 3)),
        ...withId(route, northA, world, NO_SUCH_ID).slice(0, 1),
        ...withId(route, northA, world, NOT_AN_ID).slice(0, 1),
        ...(levelOfRoute(route) === 'owner' ? draftsOfColleagues(route, role) : []),
        ...mixed(route),
      ];
      expect(addresses.length).toBeGreaterThan(2);
      for (const address of addresses)
        expectAnswer(await ask(visitor, route, address), [404], everybody, `${role}: ${address} (${name})`);
    }
  });

  const draftsOfColleagues = (route: Route, role: Role): string[] =>
    ROLES.filter(other => other !== role && northA.drafts[other]).flatMap(other =>
      addressesOf(route, northA, world, other),
    );

  /** One's own record with a part of somebody else's. */
  const mixed = (route: Route): string[] => {
    const records = parametersOf(route).filter(parameter => levelOf(parameter) === 'person');
    if (records.length < 2) return [];
    const [own, other] = [northA.letters[0], southA.letters[0]];
    if (!own || !other) return [];
    return [
      route.path.replace(':referral', own.referral).replace(':message', other.message),
      route.path.replace(':referral', other.referral).replace(':message', own.message),
      route.path.replace(':referral', northA.letters[1]?.referral ?? '').replace(':message', own.message),
    ];
  };

  it.each(named.filter(([, route]) => route.who === 'api-client' && parametersOf(route).length > 0))(
    'to a system: %s',
    async (name, route) => {
      const addresses = [
        ...[northB, southA].flatMap(of => addressesOf(route, of, world)),
        ...withId(route, northA, world, NO_SUCH_ID),
        ...withId(route, northA, world, NOT_AN_ID),
      ];
      for (const address of addresses)
        expectAnswer(
          await ask(visitorOf('system'), route, address),
          [404],
          everybody,
          `${address} (${name})`,
        );
    },
  );
});

describe('a form on a public page', () => {
  const drafting = named.filter(
    ([, route]) => route.who === 'organisation-public' && parametersOf(route).includes('draft'),
  );

  it.each(drafting)('%s is there for the browser that began it, and for nobody else', async (name, route) => {
    const owner = await visit(test);
    const begun = await owner.post('/refer-to/north/start', [['journey', 'self']]);
    const draft = /draft\/([0-9a-f-]{36})\//.exec(String(begun.headers.location))?.[1] ?? '';
    const addressAt = (slug: string, id: string) =>
      route.path.replace(':organisation', slug).replace(':draft', id).replace(':question', 'name');
    const stranger = await visit(test);
    await stranger.post('/refer-to/north/start', [['journey', 'self']]);
    const southerner = await visit(test);
    await southerner.post('/refer-to/south/start', [['journey', 'self']]);
    for (const other of [
      stranger,
      southerner,
      visitorOf('nobody'),
      visitorOf('manager'),
      visitorOf('referrer'),
    ])
      expectAnswer(await ask(other, route, addressAt('north', draft)), [404], everybody, name);
    for (const address of [
      addressAt('south', draft),
      addressAt('nowhere', draft),
      addressAt('north', NO_SUCH_ID),
      addressAt('north', NOT_AN_ID),
    ])
      expectAnswer(await ask(owner, route, address), [404], everybody, address);
    const own = await ask(owner, route, addressAt('north', draft));
    expectAnswer(own, route.path.endsWith('/sent') ? [303, 404] : [200, 303, 422], everybody, name);
  });
});

describe('one’s own records', () => {
  const reads = named.filter(([, route]) => route.method === 'GET' && listed(route).length > 0);

  it.each(reads)('%s is shown to each role listed, naming nobody else, and recorded', async (name, route) => {
    for (const role of listed(route)) {
      const addresses = addressesOf(route, northA, world, role);
      const whole = role !== 'link_worker' && role !== 'referrer';
      const hidden = whole ? surnamesBut(northA, northB) : surnamesBut(northA);
      const statuses = new Set<number>();
      for (const address of addresses) {
        const answer = await visitorOf(role).get(address);
        expectAnswer(answer, [200, 303, 404, 409], hidden, `${role}: ${address}`);
        statuses.add(answer.statusCode);
        if (answer.statusCode !== 200 || typeof route.audit !== 'string') continue;
        const [last] = await asSuperuser<{ event: string }>(
          'select event from audit_events where actor_id = $1 order by id desc limit 1',
          [STAFF[role].accountId],
        );
        expect(last?.event, `${role}: ${address}`).toBe(route.audit);
      }
      if (!LEADS_ON.has(route.path)) expect([...statuses], `${role}: ${name}`).toContain(200);
    }
  });

  /** Pages that only lead elsewhere when nothing has been done before. */
  const LEADS_ON = new Set([
    '/sign-in/code',
    '/sign-in/set-up-code',
    '/sign-in/set-up-code/picture',
    '/refer/draft/:draft/sent',
    '/people/found',
    '/people/:person/close/check',
    '/groups/:group/found',
  ]);

  const OTHERS = { other: southA, team: northB };
  const before = new Map<string, string>();

  it('are all that is changed by what follows', async () => {
    for (const [what, print] of await fingerprints(test, OTHERS)) before.set(what, print);
    expect(before.size).toBeGreaterThan(20);
  });

  const ENDS_SESSIONS = /sign-out|password|disable|reset-code/;
  const acts = named.filter(([, route]) => route.method === 'POST' && listed(route).length > 0);

  it.each(acts)('%s with nothing filled in is answered in words', async (name, route) => {
    for (const role of listed(route)) {
      const addresses = addressesOf(route, northA, world, role);
      expect(addresses.length, `${role}: ${name}`).toBeGreaterThan(0);
      for (const address of addresses) {
        const visitor = ENDS_SESSIONS.test(address)
          ? await visit(test, { actor: STAFF[role] })
          : visitorOf(role);
        const answer = await visitor.post(address);
        expectAnswer(
          answer,
          [200, 303, 404, 409, 422, 429],
          surnamesBut(northA, northB),
          `${role}: ${address}`,
        );
      }
    }
  });

  it.each(named.filter(([, { who }]) => who === 'anyone' || who === 'organisation-public'))(
    '%s answers anybody without falling over',
    async (name, route) => {
      for (const who of ['nobody', 'system', 'manager'] as const)
        for (const address of [
          ...addressesOf(route, northA, world),
          ...withId(route, northA, world, NOT_AN_ID),
        ])
          expectAnswer(
            await ask(visitorOf(who), route, address),
            route.published ? [200, 400, 404] : [200, 303, 403, 404, 422, 429],
            everybody,
            `${who}: ${name}`,
          );
    },
  );

  it('nothing of the other team and the other organisation was touched by any of it', async () => {
    const after = await fingerprints(test, OTHERS);
    for (const [what, print] of before) expect(after.get(what), what).toBe(print);
  });
});

it('asks for the north as somebody of the north', () => {
  for (const role of ROLES) expect(STAFF[role]).toMatchObject({ role, organisationId: NORTH.organisationId });
});
