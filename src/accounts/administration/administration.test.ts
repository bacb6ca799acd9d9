// What an administrator can do with accounts, places and machines, what they cannot, and that nobody else can.
import { describe, expect, test } from 'vitest';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../../test/testing.ts';
import { findApiClient, findSession, startSession } from '../sessions/store.ts';
import { openPasswordLink } from '../sign-in/credentials.ts';
import { openDesk } from '../sign-in/desk.ts';
import { listAccounts, loadAccount } from './account-store.ts';
import {
  changeAccount,
  disableAccount,
  enableAccount,
  type Invitation,
  inviteAccount,
  makePasswordLink,
  resetSecondFactor,
  signOutEverywhere,
} from './actions.ts';
import { listApiClients, makeApiClient, revokeApiClient } from './clients.ts';
import { listReferringOrganisations, listTeams, loadOrganisation } from './place-store.ts';
import { addReferringOrganisation, addTeam, changeOrganisation } from './places.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const { north, south } = ACTORS;
const admin = north.administrator;
const now = database.clock();
const secret = 'a secret of at least thirty-two bytes';
const desk = openDesk(database, { secret, oldSecret: null, origin: 'http://127.0.0.1', oidc: null });

const invitation = (of: Partial<Invitation> = {}): Invitation => ({
  email: 'new@north.example',
  name: 'Nadia New',
  role: 'manager',
  teamId: null,
  referringOrganisationId: null,
  ...of,
});
const invite = (of: Partial<Invitation>, actor = admin) =>
  as(actor, ctx => inviteAccount(ctx, invitation(of)));
const lastEvent = async () =>
  (await asSuperuser('select event, subject_id, actor_id from audit_events order by id desc limit 1'))[0];
const start = (actor: typeof admin) =>
  as(actor, ctx =>
    startSession(ctx, { accountId: actor.accountId, device: 'A browser', secondFactorGiven: true }),
  );
const isSignedIn = async (token: string) => (await findSession(database, token, now)) !== null;

describe('inviting', () => {
  test('adds an account without a password and a link to set one', async () => {
    const answer = await invite({ email: ' New@North.example ' });
    if (!answer.ok) throw new Error(answer.reason);
    const { accountId, linkToken } = answer.value;
    expect(await as(admin, ctx => loadAccount(ctx, accountId))).toMatchObject({
      email: 'new@north.example',
      state: 'invited',
      role: 'manager',
      openSessions: 0,
    });
    expect(await openPasswordLink(desk, linkToken)).toMatchObject({ accountId });
    expect(await lastEvent()).toMatchObject({
      event: 'account.invited',
      subject_id: accountId,
      actor_id: admin.accountId,
    });
  });

  test.each<[string, Partial<Invitation>, string]>([
    ['a link worker without a team', { role: 'link_worker' }, 'needs-team'],
    [
      'a link worker in a team of another organisation',
      { role: 'link_worker', teamId: SOUTH.teamA },
      'needs-team',
    ],
    ['a referrer from nowhere', { role: 'referrer' }, 'needs-referring-organisation'],
    [
      'a referrer of another organisation’s practice',
      { role: 'referrer', referringOrganisationId: SOUTH.practice },
      'needs-referring-organisation',
    ],
    ['an address in use', { email: 'MONA.manager@north.example' }, 'email-not-usable'],
    [
      'an address in use at another organisation',
      { email: 'mona.manager@south.example' },
      'email-not-usable',
    ],
  ])('%s is refused', async (_what, of, reason) => {
    expect(await invite(of)).toEqual({ ok: false, reason });
  });

  test('a team that the role does not have is dropped', async () => {
    const answer = await invite({ email: 'drop@north.example', teamId: NORTH.teamA });
    const account = answer.ok ? await as(admin, ctx => loadAccount(ctx, answer.value.accountId)) : null;
    expect(account).toMatchObject({ teamId: null, place: null });
  });

  test.each(['linkWorker', 'manager', 'privacyLead', 'evaluator', 'referrer'] as const)(
    'a %s cannot, whatever page let them try',
    async role => {
      await expect(invite({ email: `${role}@x.example` }, north[role])).rejects.toThrow(/row-level security/);
    },
  );
});

describe('the list', () => {
  const list = (words: string, page = 1, actor = admin) =>
    as(actor, ctx => listAccounts(ctx, { words, role: null, page }));

  test('finds by name and address, also signs with a meaning in patterns, within the organisation', async () => {
    expect((await list('MANAGER')).accounts.map(({ name }) => name)).toEqual(['Mona Manager']);
    expect((await list('rita.referrer@')).total).toBe(1);
    expect((await list('%')).total).toBe(0);
    expect((await list('_')).total).toBe(0);
    expect((await list('\\')).total).toBe(0);
    expect((await list('south.example')).total).toBe(0);
  });

  test('is in order of names, by pages, with the number in all', async () => {
    for (let number = 0; number < 30; number++) {
      await invite({
        email: `p${number}@north.example`,
        name: `Page Person ${String(number).padStart(2, '0')}`,
      });
    }
    const first = await list('page person');
    const second = await list('page person', 2);
    expect([first.accounts.length, second.accounts.length, first.total]).toEqual([25, 5, 30]);
    expect(second.accounts[4]?.name).toBe('Page Person 29');
    const referrers = await as(admin, ctx => listAccounts(ctx, { words: '', role: 'referrer', page: 1 }));
    expect(referrers.accounts.map(({ place }) => place)).toEqual([
      'North Service Other Surgery',
      'North Service Surgery',
    ]);
  });
});

describe('disabling', () => {
  test('ends sessions and links at once; enabling brings the account back', async () => {
    const token = await start(north.manager);
    const link = await as(admin, ctx => makePasswordLink(ctx, north.manager.accountId));
    expect(await as(admin, ctx => disableAccount(ctx, north.manager.accountId))).toEqual({
      ok: true,
      value: null,
    });
    expect(await isSignedIn(token)).toBe(false);
    expect(link.ok && (await openPasswordLink(desk, link.value.linkToken))).toBeNull();
    expect(await as(admin, ctx => makePasswordLink(ctx, north.manager.accountId))).toMatchObject({
      reason: 'disabled',
    });
    expect(await lastEvent()).toMatchObject({
      event: 'account.disabled',
      subject_id: north.manager.accountId,
    });
    await as(admin, ctx => enableAccount(ctx, north.manager.accountId));
    expect(await as(admin, ctx => loadAccount(ctx, north.manager.accountId))).toMatchObject({
      state: 'invited',
    });
    expect(await isSignedIn(token)).toBe(false);
  });

  test('the last administrator stays, also when two disable each other at the same moment', async () => {
    expect(await as(admin, ctx => disableAccount(ctx, admin.accountId))).toMatchObject({
      reason: 'last-administrator',
    });
    const change = { name: 'Ada', role: 'manager' as const, teamId: null, referringOrganisationId: null };
    expect(await as(admin, ctx => changeAccount(ctx, admin.accountId, change))).toMatchObject({
      reason: 'last-administrator',
    });
    const second = await invite({ email: 'second@north.example', role: 'administrator' });
    const other = second.ok ? second.value.accountId : '';
    const both = await Promise.all([
      as(admin, ctx => disableAccount(ctx, other)),
      as({ ...admin, accountId: other }, ctx => disableAccount(ctx, admin.accountId)),
    ]);
    expect(both.filter(answer => answer.ok)).toHaveLength(1);
    await asSuperuser(`update accounts set disabled_at = null where id = $1`, [admin.accountId]);
  });

  test('an account of another organisation does not exist', async () => {
    const id = south.manager.accountId;
    const answers = await as(admin, async ctx => [
      await disableAccount(ctx, id),
      await enableAccount(ctx, id),
      await makePasswordLink(ctx, id),
      await resetSecondFactor(ctx, id),
      await signOutEverywhere(ctx, id),
    ]);
    for (const answer of answers) expect(answer).toEqual({ ok: false, reason: 'not-found' });
  });
});

describe('changing', () => {
  const change = (of: Partial<Invitation>) =>
    as(admin, ctx =>
      changeAccount(ctx, north.evaluator.accountId, {
        ...invitation({ name: 'Evan Evaluator', role: 'evaluator' }),
        ...of,
      }),
    );

  test('another role starts with signing in again; another name does not', async () => {
    const token = await start(north.evaluator);
    expect(await change({ name: 'Evan Renamed' })).toMatchObject({ ok: true });
    expect(await isSignedIn(token)).toBe(true);
    expect(await change({ role: 'privacy_lead' })).toMatchObject({ ok: true });
    expect(await isSignedIn(token)).toBe(false);
    expect(await as(admin, ctx => loadAccount(ctx, north.evaluator.accountId))).toMatchObject({
      role: 'privacy_lead',
    });
    expect(await change({ role: 'link_worker', teamId: SOUTH.teamA })).toMatchObject({
      reason: 'needs-team',
    });
  });

  test('a new phone: the code is forgotten and everything signed out', async () => {
    await asSuperuser(
      `update accounts set totp_secret_sealed = '\\x01', totp_confirmed_at = now(), totp_last_step = 5`,
    );
    const token = await start(north.referrer);
    await as(admin, ctx => resetSecondFactor(ctx, north.referrer.accountId));
    const account = await as(admin, ctx => loadAccount(ctx, north.referrer.accountId));
    expect(account).toMatchObject({ codeIsSetUp: false, openSessions: 0 });
    expect(await isSignedIn(token)).toBe(false);
  });

  test('a lost device: signed out everywhere', async () => {
    const tokens = [await start(north.linkWorker), await start(north.linkWorker)];
    const account = () => as(admin, ctx => loadAccount(ctx, north.linkWorker.accountId));
    expect(await account()).toMatchObject({ openSessions: 2 });
    await as(admin, ctx => signOutEverywhere(ctx, north.linkWorker.accountId));
    expect(await account()).toMatchObject({ openSessions: 0 });
    expect(await Promise.all(tokens.map(isSignedIn))).toEqual([false, false]);
  });
});

describe('the database itself refuses', () => {
  const update = (actor: typeof admin, accountId: string, set: Record<string, unknown>) =>
    as(actor, ctx => ctx.tx.updateTable('accounts').set(set).where('id', '=', accountId).execute());

  test.each<[string, Record<string, unknown>]>([
    ['an administrator who sets another’s password', { password_hash: 'x' }],
    ['an administrator who plants a code', { totp_secret_sealed: Buffer.from('x') }],
    ['an administrator who links an account elsewhere', { oidc_issuer: 'x', oidc_subject: 'x' }],
    ['a move to another organisation', { organisation_id: SOUTH.organisationId }],
  ])('%s', async (_what, set) => {
    await expect(update(admin, north.manager.accountId, set)).rejects.toThrow(
      /owner|links|identity|row-level/,
    );
  });

  test('an account made with a password', async () => {
    const values = {
      organisation_id: NORTH.organisationId,
      id: '00000000-0000-4000-8000-00000000f001',
      email: 'planted@north.example',
      name: 'Planted',
      role: 'manager',
      password_hash: 'x',
    };
    await expect(as(admin, ctx => ctx.tx.insertInto('accounts').values(values).execute())).rejects.toThrow(
      /owner/,
    );
  });

  test.each<Record<string, unknown>>([
    { role: 'administrator' },
    { team_id: NORTH.teamB },
    { disabled_at: null, name: 'Other' },
    { email: 'mine@north.example' },
    { demonstration: true },
  ])('somebody who changes more than their own password: %j', async set => {
    await expect(update(north.linkWorker, north.linkWorker.accountId, set)).rejects.toThrow(/administrator/);
  });

  test('a colleague who changes a colleague (nothing happens)', async () => {
    const [result] = await update(north.manager, north.linkWorker.accountId, { password_hash: 'x' });
    expect(result?.numUpdatedRows).toBe(0n);
  });
});

describe('places', () => {
  test('teams have one name each, within the organisation', async () => {
    const add = (name: string, actor = admin) => as(actor, ctx => addTeam(ctx, { name, area: 'Riverside' }));
    expect(await add('Team C')).toMatchObject({ ok: true });
    expect(await add('Team C')).toEqual({ ok: false, reason: 'name-taken' });
    expect(await add('Team C', south.administrator)).toMatchObject({ ok: true });
    const teams = await as(admin, listTeams);
    expect(teams.map(({ name, isDefault, workers }) => [name, isDefault, workers])).toEqual([
      ['Team A', true, 1],
      ['Team B', false, 1],
      ['Team C', false, 0],
    ]);
  });

  test('organisations that refer have one name and one code each', async () => {
    const add = (name: string, odsCode: string | null, teamId: string | null = null) =>
      as(admin, ctx => addReferringOrganisation(ctx, { name, kind: 'gp_practice', odsCode, teamId }));
    expect(await add('River Practice', 'Y00001', NORTH.teamB)).toMatchObject({ ok: true });
    expect(await add('River Practice', 'Y00002')).toMatchObject({ reason: 'name-or-code-taken' });
    expect(await add('Hill Practice', 'Y00001')).toMatchObject({ reason: 'name-or-code-taken' });
    expect(await add('Lost Practice', null, SOUTH.teamA)).toMatchObject({ reason: 'needs-team' });
    const { organisations, total } = await as(admin, ctx => listReferringOrganisations(ctx, 1));
    expect(total).toBe(3);
    expect(organisations.at(-1)).toMatchObject({ name: 'River Practice', odsCode: 'Y00001', team: 'Team B' });
  });

  test('settings change for this organisation only', async () => {
    const settings = { name: 'North Renamed', phone: '01632 960001', email: null, responseDays: 3 };
    await as(admin, ctx => changeOrganisation(ctx, settings));
    expect(await as(admin, loadOrganisation)).toEqual({ ...settings, slug: 'north' });
    expect((await as(south.administrator, loadOrganisation)).name).toBe('South Service');
    expect(await lastEvent()).toMatchObject({ event: 'organisation.changed' });
  });
});

describe('machines', () => {
  const make = (referringOrganisationId: string | null) =>
    as(admin, ctx => makeApiClient(ctx, { name: 'Practice system', referringOrganisationId }));

  test('a token is shown once, works, and stops when it is revoked', async () => {
    const made = await make(NORTH.practice);
    if (!made.ok) throw new Error(made.reason);
    const { id, token } = made.value;
    expect(token).toMatch(/^fb_[\w-]{43}$/);
    expect(await findApiClient(database, token, now)).toMatchObject({ clientId: id });
    const rows = await asSuperuser<{ all: string }>('select c::text as all from api_clients c');
    expect(rows.some(({ all }) => all.includes(token))).toBe(false);
    expect(await as(south.administrator, ctx => revokeApiClient(ctx, id))).toMatchObject({
      reason: 'not-found',
    });
    expect(await as(admin, ctx => revokeApiClient(ctx, id))).toMatchObject({ ok: true });
    expect(await findApiClient(database, token, now)).toBeNull();
    const { clients, total } = await as(admin, ctx => listApiClients(ctx, 1));
    expect(total).toBe(1);
    expect(clients[0]).toMatchObject({
      name: 'Practice system',
      referringOrganisation: 'North Service Surgery',
    });
    expect(clients[0]?.revokedAt).not.toBeNull();
  });

  test('never for another organisation’s practice, and never made by anybody else', async () => {
    expect(await make(SOUTH.practice)).toMatchObject({ reason: 'needs-referring-organisation' });
    const byManager = as(north.manager, ctx =>
      makeApiClient(ctx, { name: 'Mine', referringOrganisationId: null }),
    );
    await expect(byManager).rejects.toThrow(/row-level security/);
  });
});
