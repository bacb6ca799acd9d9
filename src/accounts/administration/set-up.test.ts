// The first organisation of an empty database, once.
import { describe, expect, test } from 'vitest';
import { connect } from '#database';
import { clockAt } from '#kernel';
import { NOON, openTestDatabase } from '../../../test/testing.ts';
import { signInWithPassword } from '../sign-in/actions.ts';
import { openPasswordLink } from '../sign-in/credentials.ts';
import { openDesk } from '../sign-in/desk.ts';
import { setUpOrganisation, slugOf } from './set-up.ts';

const { database, asSuperuser, owner: ownerConfig } = await openTestDatabase();
const first = {
  name: 'Riverside Social Prescribing',
  slug: 'riverside',
  administratorName: 'Olga Owner',
  administratorEmail: 'Olga@riverside.example',
  administratorPassword: null,
};

async function asOwner<T>(work: (owner: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const owner = connect(ownerConfig, { clock: clockAt(NOON) });
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
}

describe('setUpOrganisation', () => {
  test('refuses where there is an organisation already, and leaves nothing', async () => {
    expect(await asOwner(owner => setUpOrganisation(owner, first))).toEqual({
      ok: false,
      reason: 'already-set-up',
    });
    expect(await asSuperuser(`select 1 from organisations where slug = 'riverside'`)).toEqual([]);
  });

  test('makes the organisation, its default team and an administrator who sets their own password; never twice', async () => {
    await asSuperuser('truncate organisations cascade');
    const bad = await asOwner(owner => setUpOrganisation(owner, { ...first, slug: 'River side' }));
    expect(bad).toEqual({ ok: false, reason: 'bad-slug' });
    expect(
      await asOwner(owner => setUpOrganisation(owner, { ...first, administratorEmail: 'olga' })),
    ).toEqual({
      ok: false,
      reason: 'bad-email',
    });
    expect(await asSuperuser('select 1 from organisations')).toEqual([]);

    const both = await asOwner(owner =>
      Promise.all([setUpOrganisation(owner, first), setUpOrganisation(owner, first)]),
    );
    const made = both.filter(answer => answer.ok);
    expect(made).toHaveLength(1);
    expect(both.find(answer => !answer.ok)).toEqual({ ok: false, reason: 'already-set-up' });
    const secret = 'a secret of at least thirty-two bytes';
    const desk = openDesk(database, { secret, oldSecret: null, origin: 'http://127.0.0.1', oidc: null });
    const link = await openPasswordLink(desk, (made[0]?.ok && made[0].value.linkToken) || '');
    expect(link).toMatchObject({ email: 'olga@riverside.example', organisationName: first.name });
    const rows = await asSuperuser(
      `select a.role, a.demonstration, t.is_default, o.demonstration as demo from accounts a
       join organisations o on o.id = a.organisation_id join teams t on t.organisation_id = o.id`,
    );
    expect(rows).toEqual([{ role: 'administrator', demonstration: false, is_default: true, demo: false }]);
    expect(await asSuperuser('select event, actor_kind from audit_events')).toEqual([
      { event: 'organisation.set-up', actor_kind: 'system' },
    ]);
  });

  test('with a password given, the administrator signs in with it and there is no link', async () => {
    await asSuperuser('truncate organisations cascade');
    const withPassword = (administratorPassword: string) =>
      asOwner(owner => setUpOrganisation(owner, { ...first, administratorPassword }));
    expect(await withPassword('short')).toEqual({ ok: false, reason: 'too-short' });
    expect(await withPassword('riverside-olga')).toEqual({ ok: false, reason: 'holds-a-name' });
    expect(await withPassword('gentle-kettle-harbour')).toMatchObject({
      ok: true,
      value: { linkToken: null },
    });
    const secret = 'a secret of at least thirty-two bytes';
    const desk = openDesk(database, { secret, oldSecret: null, origin: 'http://127.0.0.1', oidc: null });
    const visit = {
      address: '10.0.0.1',
      deviceCookie: undefined,
      sessionToken: undefined,
      userAgent: undefined,
      requestId: 'r',
    };
    const typed = { email: 'olga@riverside.example', password: 'gentle-kettle-harbour' };
    expect(await signInWithPassword(desk, visit, typed)).toMatchObject({ ok: true });
  });

  test('the serving role cannot add an organisation', async () => {
    await asSuperuser('truncate organisations cascade');
    await expect(setUpOrganisation(database, first)).rejects.toThrow(/permission denied|row-level security/);
  });
});

test.each([
  ['Norfolk & Suffolk Prescribing', 'norfolk-suffolk-prescribing'],
  ['Café Ünïon!', 'cafe-union'],
  ['--', ''],
])('%s has the slug %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
