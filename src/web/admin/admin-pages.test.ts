// The administrator's pages: inviting, changing, ending access, keys for systems, places and settings; and who gets none of it.
import { describe, expect, test } from 'vitest';
import { findApiClient, LINK_HOURS } from '#accounts';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS, NORTH, SOUTH } from '../../../test/testing.ts';
import { routes } from './index.ts';

const { browse, asSuperuser, database } = await openTestApp();
const { north, south } = ACTORS;
const HOSTILE = `<script>alert('1')</script> "Ö" 🦊 ‮مرحبا`;

const asAdmin = () => browse(north.administrator);
const pathOf = (accountId: string, part = '') => `/admin/accounts/${accountId}${part}`;
const nothing = { teamId: '', referringOrganisationId: '' };

type Browser = Awaited<ReturnType<typeof browse>>;

async function fill(browser: Browser, path: string, fields: Record<string, string>): Promise<Browser> {
  await browser.goTo(path);
  return browser.submit(fields, path);
}
const invite = (browser: Browser, fields: Record<string, string>) =>
  fill(browser, '/admin/accounts/invite', { name: 'Nadia New', role: 'manager', ...nothing, ...fields });

const secretOf = (browser: Browser): string =>
  browser.document.querySelector('.fb-reference')?.textContent?.trim() ?? '';

describe('who gets in', () => {
  const places = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);

  test.each(places)('%s is for administrators', async pattern => {
    const path = pattern
      .replace(':account', north.manager.accountId)
      .replace(':client', north.manager.accountId);
    for (const actor of [
      north.linkWorker,
      north.manager,
      north.privacyLead,
      north.evaluator,
      north.referrer,
    ]) {
      const browser = await browse(actor);
      await browser.goTo(path);
      expect([browser.status, actor.role]).toEqual([403, actor.role]);
    }
    const nobody = await browse();
    await nobody.goTo(path);
    expect(nobody.heading).toBe('Sign in');
  });

  test('accounts of another organisation are not there', async () => {
    const browser = await asAdmin();
    for (const part of ['', '/change', '/disable', '/reset-code', '/sign-out']) {
      await browser.goTo(pathOf(south.manager.accountId, part));
      expect(browser.status, part).toBe(404);
    }
    for (const id of ['x', '1', '%00', '..%2Fetc', 'f'.repeat(190)]) {
      await browser.goTo(pathOf(id));
      expect(browser.status, id).toBe(404);
    }
    await browser.goTo('/admin/accounts');
    const token = browser.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    for (const part of ['/change', '/disable', '/enable', '/link', '/reset-code', '/sign-out']) {
      const fields = { name: 'Taken', role: 'evaluator', ...nothing };
      await browser.post(pathOf(south.manager.accountId, part), { _csrf: token, ...fields });
      expect(browser.status, part).toBe(404);
    }
    const [row] = await asSuperuser('select name, role, disabled_at from accounts where id = $1', [
      south.manager.accountId,
    ]);
    expect(row).toEqual({ name: 'Mona Manager', role: 'manager', disabled_at: null });
  });
});

describe('inviting', () => {
  test('gives a link, once, that sets a password', async () => {
    const browser = await invite(await asAdmin(), { email: 'nadia@north.example' });
    expect(browser.heading).toContain('Send this link');
    expect(browser.text).toContain(`for ${LINK_HOURS / 24} days`);
    const link = secretOf(browser);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/set-password\/[\w-]{43}$/);
    const visitor = await browse();
    await visitor.goTo(new URL(link).pathname);
    expect(visitor.heading).toContain('Set your password');
    await browser.goTo('/admin/accounts');
    expect(browser.text).toContain('nadia@north.example');
    expect(browser.html).not.toContain(link.slice(-43));
  });

  test('a link worker gets a profile in the team that was chosen', async () => {
    await invite(await asAdmin(), {
      email: 'worker@north.example',
      role: 'link_worker',
      teamId: NORTH.teamB,
    });
    const rows = await asSuperuser(
      `select w.team_id from link_workers w join accounts a on a.id = w.account_id where a.email = 'worker@north.example'`,
    );
    expect(rows).toEqual([{ team_id: NORTH.teamB }]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'nothing',
      { name: '', email: '', role: '' },
      ['Enter their email address', 'Enter their name', 'Choose a role'],
    ],
    ['no address', { email: 'nadia' }, ['Enter an email address such as name@example.org']],
    ['a role that is none', { email: 'a@north.example', role: 'owner' }, ['Choose a role']],
    [
      'a worker without a team',
      { email: 'a@north.example', role: 'link_worker' },
      ['Choose the team they work in'],
    ],
    [
      'a team of another organisation',
      { email: 'a@north.example', role: 'link_worker', teamId: SOUTH.teamA },
      ['Choose the team they work in'],
    ],
    [
      'a referrer from nowhere',
      { email: 'a@north.example', role: 'referrer', referringOrganisationId: 'nonsense' },
      ['Choose the organisation they work for'],
    ],
    [
      'an address in use',
      { email: 'mona.manager@south.example' },
      ['This email address cannot be used here. Check it, or ask them for another one'],
    ],
  ])('%s comes back with what to put right and what was typed', async (_what, fields, errors) => {
    const before = await asSuperuser('select id from accounts');
    const browser = await invite(await asAdmin(), fields);
    expect(browser.status).toBe(422);
    expect([...browser.errors].sort()).toEqual([...errors].sort());
    if (fields.email) expect(browser.html).toContain(`value="${fields.email}"`);
    for (const link of browser.document.querySelectorAll('.nhsuk-error-summary a')) {
      expect(
        browser.document.querySelector(link.getAttribute('href') ?? ''),
        link.textContent ?? '',
      ).not.toBeNull();
    }
    expect(await asSuperuser('select id from accounts')).toEqual(before);
  });

  test('any name is text', async () => {
    const browser = await invite(await asAdmin(), { name: HOSTILE, email: 'hostile@north.example' });
    expect(browser.html).not.toContain('<script>alert');
    await browser.goTo('/admin/accounts');
    expect(browser.html).not.toContain('<script>alert');
    expect(browser.text).toContain("<script>alert('1')</script>");
  });
});

describe('the list', () => {
  test('is found by name without a name in an address, filtered by role, and paged', async () => {
    const browser = await asAdmin();
    await browser.goTo('/admin/accounts');
    await browser.submit({ words: 'mona' }, '/admin/accounts/search');
    expect(browser.heading).toBe('Accounts found');
    expect(browser.text).toContain('mona.manager@north.example');
    expect(browser.text).not.toContain('south.example');
    expect(browser.path).toBe('/admin/accounts/search');
    await browser.submit({ words: 'nobody like this' }, '/admin/accounts/search');
    expect(browser.text).toContain('Nobody here has this name or email address');
    await browser.goTo('/admin/accounts?role=referrer');
    expect(browser.document.querySelectorAll('tbody tr')).toHaveLength(2);
    for (const query of [
      'role=nonsense',
      'page=0',
      'page=-1',
      'page=99999',
      'page=1e9',
      "page='",
      'role=a&role=b',
    ]) {
      await browser.goTo(`/admin/accounts?${query}`);
      expect(browser.status, query).toBe(200);
    }
  });
});

describe('one account', () => {
  test('is changed, disabled after a question, and let in again', async () => {
    const browser = await asAdmin();
    const id = north.otherReferrer.accountId;
    await browser.goTo(pathOf(id, '/change'));
    await browser.submit({ name: 'Oscar Renamed' }, pathOf(id, '/change'));
    expect(browser.heading).toBe('Account Oscar Renamed');
    expect(browser.text).toContain('The account is changed.');
    await browser.goTo(pathOf(id, '/disable'));
    expect(browser.heading).toContain('Disable this account');
    await browser.submit({}, pathOf(id, '/disable'));
    expect(browser.text).toContain('The account is disabled.');
    expect(browser.text).toContain('Disabled');
    await browser.submit({}, pathOf(id, '/enable'));
    expect(browser.text).toContain('They can sign in again.');
  });

  test('a link worker who becomes one, or moves, has a profile in the right team', async () => {
    const browser = await asAdmin();
    const id = north.evaluator.accountId;
    await browser.goTo(pathOf(id, '/change'));
    await browser.submit({ role: 'link_worker', teamId: NORTH.teamB }, pathOf(id, '/change'));
    const team = async () =>
      (await asSuperuser('select team_id from link_workers where account_id = $1', [id]))[0]?.team_id;
    expect(await team()).toBe(NORTH.teamB);
    await browser.goTo(pathOf(id, '/change'));
    await browser.submit({ teamId: NORTH.teamA }, pathOf(id, '/change'));
    expect(await team()).toBe(NORTH.teamA);
  });

  test('the only administrator cannot shut themselves out', async () => {
    const browser = await asAdmin();
    const id = north.administrator.accountId;
    await browser.goTo(pathOf(id));
    expect(browser.text).toContain('This is your own account.');
    await browser.goTo(pathOf(id, '/disable'));
    await browser.submit({}, pathOf(id, '/disable'));
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('This is the only administrator who can sign in.');
    await browser.goTo(pathOf(id, '/change'));
    await browser.submit({ role: 'manager' }, pathOf(id, '/change'));
    expect(browser.errors).toEqual([
      'This is the only administrator who can sign in. Invite another one first',
    ]);
  });

  test('signing somebody out takes effect on their next click, and a new link is shown once', async () => {
    const theirs = await browse(north.privacyLead);
    await theirs.goTo('/account');
    expect(theirs.heading).toBe('Your account');
    const browser = await asAdmin();
    const id = north.privacyLead.accountId;
    await browser.goTo(pathOf(id, '/sign-out'));
    await browser.submit({}, pathOf(id, '/sign-out'));
    await theirs.goTo('/account');
    expect(theirs.heading).toBe('Sign in');
    await browser.goTo(pathOf(id));
    await browser.submit({}, pathOf(id, '/link'));
    expect(secretOf(browser)).toContain('/set-password/');
    await browser.goTo(pathOf(id, '/reset-code'));
    await browser.submit({}, pathOf(id, '/reset-code'));
    expect(browser.text).toContain('They can set up a new phone when they next sign in.');
  });

  test('never shows anything of a password or a code', async () => {
    await asSuperuser(
      `update accounts set password_hash = '$argon2id$tell-tale', totp_secret_sealed = 'tell-tale'`,
    );
    const browser = await asAdmin();
    for (const path of ['/admin/accounts', pathOf(north.manager.accountId)]) {
      await browser.goTo(path);
      expect(browser.html).not.toMatch(/argon2|tell-tale/);
    }
  });
});

describe('systems', () => {
  const add = '/admin/clients/add';

  test('a key is shown once, works, and is stopped after a question', async () => {
    const browser = await asAdmin();
    await fill(browser, add, { name: 'EMIS at North', referringOrganisationId: NORTH.practice });
    const key = secretOf(browser);
    expect(await findApiClient(database, key, database.clock())).toMatchObject({
      organisationId: NORTH.organisationId,
    });
    await browser.goTo('/admin/clients');
    expect(browser.text).toContain('EMIS at North');
    expect(browser.html).not.toContain(key);
    const href = browser.document.querySelector('tbody a')?.getAttribute('href') ?? '';
    await browser.goTo(href);
    await browser.submit({}, href);
    expect(browser.text).toContain('The system is stopped.');
    expect(await findApiClient(database, key, database.clock())).toBeNull();
    const other = await browse(south.administrator);
    await other.goTo(href);
    expect(other.status).toBe(404);
  });

  test.each([
    [{ name: '', referringOrganisationId: NORTH.practice }, ['Enter a name for the system']],
    [{ name: 'X', referringOrganisationId: '' }, ['Choose the organisation it belongs to']],
    [{ name: 'X', referringOrganisationId: SOUTH.practice }, ['Choose the organisation it belongs to']],
  ])('%j is refused', async (fields, errors) => {
    const browser = await fill(await asAdmin(), add, fields);
    expect([browser.status, browser.errors]).toEqual([422, errors]);
  });
});

describe('places and settings', () => {
  test('teams are added under a new name', async () => {
    const browser = await fill(await asAdmin(), '/admin/teams/add', { name: 'Team Harbour', area: '' });
    expect(browser.heading).toBe('Teams');
    expect(browser.text).toContain('Team Harbour');
    await fill(browser, '/admin/teams/add', { name: 'Team Harbour', area: '' });
    expect(browser.errors).toEqual(['A team has this name already']);
  });

  test('organisations that refer are added with a code that can be one', async () => {
    const path = '/admin/referring-organisations/add';
    const river = { name: 'River Practice', kind: 'gp_practice', odsCode: 'y 00001', teamId: '' };
    const browser = await fill(await asAdmin(), path, river);
    expect(browser.text).toContain('River Practice');
    expect(browser.text).toContain('Y00001');
    await fill(browser, path, { ...river, odsCode: '' });
    expect(browser.errors).toEqual(['An organisation with this name or NHS code is here already']);
    await fill(browser, path, { ...river, name: 'Hill', odsCode: 'no code!', kind: '' });
    expect(browser.errors).toHaveLength(2);
    await fill(browser, path, { ...river, name: 'Hill', odsCode: '', teamId: SOUTH.teamA });
    expect(browser.errors).toEqual(['Choose a team from the list']);
  });

  test('settings are kept, and what cannot be one comes back', async () => {
    const good = {
      name: 'North Prescribing',
      phone: '01632 960001',
      email: 'hello@north.example',
      responseDays: '3',
    };
    const browser = await fill(await asAdmin(), '/admin/settings', good);
    expect(browser.text).toContain('Saved.');
    expect(browser.html).toContain('value="North Prescribing"');
    await fill(browser, '/admin/settings', { name: '', phone: 'call me', email: 'x', responseDays: '0' });
    expect([browser.status, browser.errors.length]).toEqual([422, 4]);
    await browser.goTo('/admin');
    expect(browser.text).toContain('North Prescribing');
    expect(browser.html).toContain('/refer-to/north');
  });
});
