// One's own password: changed after giving the old one, or set once through a link that an administrator made.
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTORS, NOON, openTestDatabase } from '../../../test/testing.ts';
import { inviteAccount, makePasswordLink } from '../administration/actions.ts';
import { findSession, startSession } from '../sessions/store.ts';
import { newToken } from '../token.ts';
import { signInWithPassword } from './actions.ts';
import { changeOwnPassword, openPasswordLink, setPasswordByLink } from './credentials.ts';
import { openDesk, type Visit } from './desk.ts';

const PASSWORD = 'gentle-kettle-harbour';
const WANTED = 'seven lanterns by the ferry';
const north = ACTORS.north;
const MONA = 'mona.manager@north.example';

let now = Temporal.Instant.from(NOON);
const { database, asSuperuser, as } = await openTestDatabase({ clock: () => now });
const secret = 'a secret of at least thirty-two bytes';
const desk = openDesk(database, { secret, oldSecret: null, origin: 'http://127.0.0.1', oidc: null });

const visit = (of: Partial<Visit> = {}): Visit => ({
  address: '10.0.0.1',
  deviceCookie: undefined,
  sessionToken: undefined,
  userAgent: undefined,
  requestId: 'request-1',
  ...of,
});
const start = async (actor: typeof north.manager) => {
  const token = await as(actor, ctx =>
    startSession(ctx, { accountId: actor.accountId, device: 'A browser', secondFactorGiven: true }),
  );
  const session = await findSession(database, token, now);
  if (!session) throw new Error('no session');
  return { token, session };
};
const canSignIn = async (email: string, password: string): Promise<boolean> => {
  await asSuperuser('delete from sign_in_attempts');
  return (await signInWithPassword(desk, visit(), { email, password })).ok;
};
const lastEvents = async (count: number) =>
  (
    await asSuperuser<{ event: string }>('select event from audit_events order by id desc limit $1', [count])
  ).map(({ event }) => event);

beforeAll(async () => {
  await asSuperuser('update accounts set password_hash = $1', [await desk.hashing.hash(PASSWORD)]);
});

describe('changing one’s own', () => {
  test('needs the old one, ends the other devices, keeps this one', async () => {
    const here = await start(north.manager);
    const elsewhere = await start(north.manager);
    const change = (current: string, wanted: string) =>
      changeOwnPassword(desk, visit(), here.session, { current, wanted });
    expect(await change('not my password', WANTED)).toEqual({ ok: false, reason: 'wrong-password' });
    expect(await change(PASSWORD, 'short')).toEqual({ ok: false, reason: 'too-short' });
    expect(await change(PASSWORD, 'mona.manager2026')).toEqual({ ok: false, reason: 'holds-a-name' });
    expect(await findSession(database, elsewhere.token, now)).not.toBeNull();
    expect(await change(PASSWORD, WANTED)).toEqual({ ok: true, value: null });
    expect(await findSession(database, elsewhere.token, now)).toBeNull();
    expect(await findSession(database, here.token, now)).not.toBeNull();
    expect(await lastEvents(1)).toEqual(['account.password-changed']);
    expect(await canSignIn(MONA, PASSWORD)).toBe(false);
    expect(await canSignIn(MONA, WANTED)).toBe(true);
  });

  test('ends every link that could set another', async () => {
    const link = await as(north.administrator, ctx => makePasswordLink(ctx, north.otherLinkWorker.accountId));
    const token = link.ok ? link.value.linkToken : '';
    expect(await openPasswordLink(desk, token)).not.toBeNull();
    const { session } = await start(north.otherLinkWorker);
    expect(await changeOwnPassword(desk, visit(), session, { current: PASSWORD, wanted: WANTED })).toEqual({
      ok: true,
      value: null,
    });
    expect(await openPasswordLink(desk, token)).toBeNull();
  });

  test('an open page cannot be used to guess it', async () => {
    const { session } = await start(north.evaluator);
    const guess = () =>
      changeOwnPassword(desk, visit(), session, { current: 'a wrong guess', wanted: WANTED });
    for (let attempt = 0; attempt < 5; attempt++) await guess();
    expect(await guess()).toMatchObject({ reason: 'too-many-tries', waitSeconds: 60 });
  });
});

describe('by a link', () => {
  const invite = async (email: string) => {
    const answer = await as(north.administrator, ctx =>
      inviteAccount(ctx, {
        email,
        name: 'Nadia New',
        role: 'manager',
        teamId: null,
        referringOrganisationId: null,
      }),
    );
    if (!answer.ok) throw new Error(answer.reason);
    return answer.value;
  };
  const set = (token: string, wanted = WANTED) => setPasswordByLink(desk, visit(), token, wanted);

  test('once, and then the account signs in', async () => {
    const { linkToken } = await invite('nadia@north.example');
    expect(await openPasswordLink(desk, linkToken)).toMatchObject({
      name: 'Nadia New',
      email: 'nadia@north.example',
      organisationName: 'North Service',
    });
    expect(await set(linkToken, 'nadia-new-2026')).toEqual({ ok: false, reason: 'holds-a-name' });
    expect(await set(linkToken)).toMatchObject({ ok: true });
    expect(await lastEvents(1)).toEqual(['account.password-set']);
    expect(await canSignIn('nadia@north.example', WANTED)).toBe(true);
    expect(await openPasswordLink(desk, linkToken)).toBeNull();
    expect(await set(linkToken, 'another fine harbour')).toEqual({ ok: false, reason: 'link-not-usable' });
    expect(await canSignIn('nadia@north.example', WANTED)).toBe(true);
  });

  test('of two who open it at the same time one sets the password', async () => {
    const { linkToken } = await invite('twice@north.example');
    const answers = await Promise.all([
      set(linkToken, 'first fine harbour'),
      set(linkToken, 'second fine harbour'),
    ]);
    expect(answers.filter(answer => answer.ok)).toHaveLength(1);
    expect(answers.filter(answer => !answer.ok && answer.reason === 'link-not-usable')).toHaveLength(1);
  });

  test('for 72 hours', async () => {
    const { linkToken } = await invite('late@north.example');
    const before = now;
    now = before.add({ hours: 71, minutes: 59 });
    expect(await openPasswordLink(desk, linkToken)).not.toBeNull();
    now = before.add({ hours: 72 });
    expect(await openPasswordLink(desk, linkToken)).toBeNull();
    expect(await set(linkToken)).toEqual({ ok: false, reason: 'link-not-usable' });
    now = before;
  });

  test('a newer link ends the older one, and a new password ends every session', async () => {
    const { token } = await start(north.privacyLead);
    const make = () => as(north.administrator, ctx => makePasswordLink(ctx, north.privacyLead.accountId));
    const [older, newer] = [await make(), await make()];
    expect(older.ok && (await openPasswordLink(desk, older.value.linkToken))).toBeNull();
    expect(await canSignIn('pria.privacy@north.example', PASSWORD)).toBe(true);
    expect(newer.ok && (await set(newer.value.linkToken))).toMatchObject({ ok: true });
    expect(await findSession(database, token, now)).toBeNull();
  });

  test('whoever a stranger keeps waiting gets in with a new link', async () => {
    await asSuperuser('delete from sign_in_attempts');
    const email = 'rita.referrer@north.example';
    const guess = (of: Partial<Visit>, password = 'a wrong guess, again') =>
      signInWithPassword(desk, visit(of), { email, password });
    for (let attempt = 0; attempt < 6; attempt++) await guess({});
    expect(await guess({}, PASSWORD)).toMatchObject({ reason: 'too-many-tries' });
    const link = await as(north.administrator, ctx => makePasswordLink(ctx, north.referrer.accountId));
    const answer = link.ok ? await set(link.value.linkToken) : link;
    const deviceCookie = answer.ok && 'deviceCookie' in answer.value ? answer.value.deviceCookie : '';
    expect(await guess({ deviceCookie }, WANTED)).toMatchObject({ ok: true });
  });

  test.each(['', 'x', newToken(), `${newToken()}'`])('%j opens nothing', async token => {
    expect(await openPasswordLink(desk, token)).toBeNull();
    expect(await set(token)).toEqual({ ok: false, reason: 'link-not-usable' });
  });

  test('the database keeps a hash of the link', async () => {
    const { linkToken } = await invite('hash@north.example');
    const rows = await asSuperuser<{ all: string }>('select l::text as all from one_time_links l');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ all }) => all.includes(linkToken))).toBe(false);
  });
});
