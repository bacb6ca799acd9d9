// What is cleared away has no effect any more, and what still has stays.
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { ACTORS, NOON, openTestDatabase } from '../../test/testing.ts';
import { makePasswordLink } from './administration/actions.ts';
import { findSession, startSession } from './sessions/store.ts';
import { signInWithPassword } from './sign-in/actions.ts';
import { openPasswordLink } from './sign-in/credentials.ts';
import { openDesk } from './sign-in/desk.ts';
import { forgetEndedSignIns } from './upkeep.ts';

let now = Temporal.Instant.from(NOON);
const { database, as, asSuperuser } = await openTestDatabase({ clock: () => now });
const secret = 'a secret of at least thirty-two bytes';
const desk = openDesk(database, { secret, oldSecret: null, origin: 'http://127.0.0.1', oidc: null });
const { administrator, manager } = ACTORS.north;

const start = () =>
  as(manager, ctx =>
    startSession(ctx, { accountId: manager.accountId, device: 'x', secondFactorGiven: true }),
  );
const guess = () =>
  signInWithPassword(
    desk,
    {
      address: '10.0.0.1',
      deviceCookie: undefined,
      sessionToken: undefined,
      userAgent: undefined,
      requestId: 'r',
    },
    { email: 'nobody@north.example', password: 'a wrong guess, again' },
  );
const rows = async () => {
  const [counts] = await asSuperuser(
    `select (select count(*)::int from sessions) as sessions, (select count(*)::int from one_time_links) as links,
      (select count(*)::int from sign_in_attempts) as attempts`,
  );
  return counts;
};

test('ended sessions, attempts of yesterday and links of last month go; the rest stays', async () => {
  await start();
  await guess();
  await as(administrator, ctx => makePasswordLink(ctx, manager.accountId));
  expect(await forgetEndedSignIns(database)).toBe(0);
  now = now.add({ hours: 24 * 40 });
  const token = await start();
  await guess();
  const link = await as(administrator, ctx => makePasswordLink(ctx, administrator.accountId));
  expect(await rows()).toEqual({ sessions: 2, links: 2, attempts: 6 });
  expect(await forgetEndedSignIns(database)).toBe(5);
  expect(await rows()).toEqual({ sessions: 1, links: 1, attempts: 3 });
  expect(await findSession(database, token, now)).not.toBeNull();
  expect(link.ok && (await openPasswordLink(desk, link.value.linkToken))).not.toBeNull();
  expect(await forgetEndedSignIns(database)).toBe(0);
});
