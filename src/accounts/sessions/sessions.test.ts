// Sessions end after 30 idle minutes or 12 hours, are found in one statement, and die with what they depend on.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ACTORS, NOON, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { newClientToken, newToken } from '../token.ts';
import { deviceName } from './session.ts';
import {
  endSession,
  endSessionsOf,
  findApiClient,
  findSession,
  openSessionsOf,
  raiseSession,
  startSession,
} from './store.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const north = ACTORS.north;
const noon = Temporal.Instant.from(NOON);
const later = (duration: Temporal.DurationLike) => noon.add(duration);

const start = (actor = north.linkWorker, secondFactorGiven = true) =>
  as(actor, ctx =>
    startSession(ctx, { accountId: actor.accountId, device: 'Firefox on Linux', secondFactorGiven }),
  );
const find = (token: string, now = noon) => findSession(database, token, now);

describe('findSession', () => {
  test('says who it is, for which organisation, and whether a code is still wanted', async () => {
    const token = await start();
    expect(await find(token)).toMatchObject({
      actor: north.linkWorker,
      organisation: { id: NORTH.organisationId, name: 'North Service', slug: 'north', demonstration: false },
      needsSecondFactor: false,
      codeIsSetUp: false,
    });
    expect((await find(await start(north.manager, false)))?.needsSecondFactor).toBe(true);
  });

  test('a demonstration asks for no code', async () => {
    const token = await start(north.evaluator, false);
    await asSuperuser('update accounts set demonstration = true where id = $1', [north.evaluator.accountId]);
    expect((await find(token))?.needsSecondFactor).toBe(false);
  });

  test.each(['', 'x', newToken(), newToken().slice(1), `${newToken()}=`, "' or true --"])(
    'nobody holds %j',
    async token => {
      expect(await find(token)).toBeNull();
    },
  );

  test('it ends after 30 idle minutes', async () => {
    const token = await start();
    expect(await find(token, later({ minutes: 29, seconds: 59 }))).not.toBeNull();
    const idle = await start();
    expect(await find(idle, later({ minutes: 30 }))).toBeNull();
  });

  test('used every 20 minutes it still ends after 12 hours', async () => {
    const token = await start();
    let minutes = 0;
    while (minutes < 24 * 60 && (await find(token, later({ minutes })))) minutes += 20;
    expect(minutes).toBe(12 * 60);
  });

  test('it is marked as seen at most once a minute, and only by its own use', async () => {
    const token = await start();
    const seen = async () => {
      const session = await find(token);
      const rows = await asSuperuser<{ seen_at: Date }>(
        'select seen_at from sessions where token_hash = $1',
        [session?.tokenHash],
      );
      return rows[0]?.seen_at.toISOString();
    };
    await find(token, later({ seconds: 59 }));
    expect(await seen()).toBe('2026-03-10T12:00:00.000Z');
    await find(token, later({ seconds: 60 }));
    expect(await seen()).toBe('2026-03-10T12:01:00.000Z');
  });

  test('finding leaves the next statement on the connection without any rights', async () => {
    const token = await start();
    await find(token);
    await as(north.linkWorker, async ctx => {
      await findSession({ ...database, kysely: ctx.tx }, token, noon);
      const attempts = await ctx.tx
        .selectFrom('accounts')
        .select('id')
        .where('organisation_id', '<>', NORTH.organisationId)
        .execute();
      expect(attempts).toEqual([]);
    });
  });

  test('a disabled account has no session', async () => {
    const token = await start(north.privacyLead);
    await asSuperuser('update accounts set disabled_at = now() where id = $1', [north.privacyLead.accountId]);
    expect(await find(token)).toBeNull();
    await asSuperuser('update accounts set disabled_at = null where id = $1', [north.privacyLead.accountId]);
  });

  test('a role that was changed holds from the next request on', async () => {
    const token = await start(north.manager);
    await asSuperuser(`update accounts set role = 'evaluator' where id = $1`, [north.manager.accountId]);
    expect((await find(token))?.actor.role).toBe('evaluator');
    await asSuperuser(`update accounts set role = 'manager' where id = $1`, [north.manager.accountId]);
  });
});

describe('ending', () => {
  test('the database keeps a hash, never the token', async () => {
    const token = await start();
    const rows = await asSuperuser<{ all: string }>('select s::text as all from sessions s');
    expect(rows.some(row => row.all.includes(token))).toBe(false);
    expect(rows.some(row => row.all.includes(Buffer.from(token, 'base64url').toString('hex')))).toBe(false);
  });

  test('giving the code changes the token, and the old one is nobody', async () => {
    const token = await start(north.administrator, false);
    const session = await find(token);
    const raised = await as(north.administrator, ctx =>
      raiseSession(ctx, session?.tokenHash ?? Buffer.alloc(0)),
    );
    expect(await find(token)).toBeNull();
    expect((await find(raised ?? ''))?.needsSecondFactor).toBe(false);
    expect(await as(north.administrator, ctx => raiseSession(ctx, Buffer.alloc(32)))).toBeNull();
  });

  test('one, or all but this one', async () => {
    const tokens = [
      await start(north.otherReferrer),
      await start(north.otherReferrer),
      await start(north.otherReferrer),
    ];
    const [first, second, third] = await Promise.all(
      tokens.map(async token => (await find(token))?.tokenHash),
    );
    await as(north.otherReferrer, ctx => endSession(ctx, first ?? Buffer.alloc(0)));
    expect(await find(tokens[0] ?? '')).toBeNull();
    expect(
      await as(north.otherReferrer, ctx => endSessionsOf(ctx, north.otherReferrer.accountId, third)),
    ).toBe(1);
    expect(second && (await find(tokens[1] ?? ''))).toBeNull();
    expect(await find(tokens[2] ?? '')).not.toBeNull();
    const open = await as(north.otherReferrer, ctx => openSessionsOf(ctx, north.otherReferrer.accountId));
    expect(open).toMatchObject([{ device: 'Firefox on Linux', startedAt: new Date(NOON) }]);
  });

  test('nobody ends, sees or starts a session of another account, not even a colleague', async () => {
    const token = await start(north.referrer);
    const hash = (await find(token))?.tokenHash ?? Buffer.alloc(0);
    for (const stranger of [
      north.linkWorker,
      north.manager,
      ACTORS.south.administrator,
      ACTORS.south.referrer,
    ]) {
      await as(stranger, ctx => endSession(ctx, hash));
      expect(await as(stranger, ctx => endSessionsOf(ctx, north.referrer.accountId))).toBe(0);
      expect(await as(stranger, ctx => openSessionsOf(ctx, north.referrer.accountId))).toEqual([]);
      const starting = as(stranger, ctx =>
        startSession(ctx, { accountId: north.referrer.accountId, device: 'x', secondFactorGiven: true }),
      );
      await expect(starting).rejects.toThrow();
    }
    expect(await find(token)).not.toBeNull();
  });
});

describe('findApiClient', () => {
  const token = newClientToken();

  test('a token is its client until it is revoked', async () => {
    const { hashToken } = await import('../token.ts');
    await asSuperuser(
      'insert into api_clients (organisation_id, id, name, token_hash, referring_organisation_id) values ($1, $2, $3, $4, $5)',
      [
        NORTH.organisationId,
        '00000000-0000-4000-8000-0000000000c1',
        'Practice system',
        hashToken(token),
        NORTH.practice,
      ],
    );
    expect(await findApiClient(database, token, noon)).toEqual({
      kind: 'client',
      organisationId: NORTH.organisationId,
      clientId: '00000000-0000-4000-8000-0000000000c1',
      referringOrganisationId: NORTH.practice,
    });
    await asSuperuser('update api_clients set revoked_at = now()');
    expect(await findApiClient(database, token, noon)).toBeNull();
  });

  test.each(['', 'fb_', newToken(), newClientToken(), `Bearer ${newClientToken()}`])(
    '%j is nobody',
    async text => {
      expect(await findApiClient(database, text, noon)).toBeNull();
    },
  );
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari on iPhone or iPad',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox on Linux'],
  ['curl/8.0', 'A browser'],
  [undefined, 'A browser'],
])('%s is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
