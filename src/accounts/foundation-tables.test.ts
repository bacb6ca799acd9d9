// Each table that accounts, audit, outbox and drafts live in: nobody of another organisation reads, writes, changes or deletes a row.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#database';
import type { Actor } from '#kernel';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../test/testing.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const { north, south } = ACTORS;
const ID = '00000000-0000-4000-8000-00000000e001';
const CLIENT_ID = '00000000-0000-4000-8000-00000000e002';
const HASH = `'\\x${'ab'.repeat(32)}'`;

/** One row of north each, and the same row as somebody of another organisation would try to plant it. */
const ROWS: Record<string, { columns: string; values: string }> = {
  teams: { columns: 'id, name', values: `'${ID}', 'Planted'` },
  referring_organisations: { columns: 'id, name, kind', values: `'${ID}', 'Planted', 'other'` },
  accounts: {
    columns: 'id, email, name, role',
    values: `'${ID}', 'planted@x.example', 'Planted', 'manager'`,
  },
  sessions: {
    columns: 'token_hash, account_id, created_at, seen_at, expires_at',
    values: `${HASH}, '${north.manager.accountId}', now(), now(), now() + interval '1 hour'`,
  },
  one_time_links: {
    columns: 'token_hash, purpose, expires_at',
    values: `${HASH}, 'draft', now() + interval '1 hour'`,
  },
  api_clients: { columns: 'id, name, token_hash', values: `'${ID}', 'Planted', ${HASH}` },
  audit_events: { columns: 'id, actor_kind, event', values: `'${ID}', 'system', 'thing.planted'` },
  audit_event_details: { columns: 'event_id, salt, detail', values: `'${ID}', '\\x00', '{}'` },
  audit_seals: {
    columns: 'number, sealed_at, event_ids, event_hashes, previous_hash, hash',
    values: `1, now(), '{}', '{}', '\\x00', '\\x00'`,
  },
  audit_sealed_up_to: { columns: 'xact', values: 'pg_current_xact_id()' },
  outbox: { columns: 'id, event, subject_id', values: `'${ID}', 'thing.planted', '${ID}'` },
  drafts: {
    columns: 'id, kind, owner_account_id, expires_at',
    values: `'${ID}', 'referral', '${north.referrer.accountId}', now() + interval '1 hour'`,
  },
};
const TABLES = Object.keys(ROWS);

const insert = (table: string, organisation: string): string =>
  `insert into ${table} (organisation_id, ${ROWS[table]?.columns}) values ('${organisation}', ${ROWS[table]?.values})`;

const raw = (ctx: Ctx, text: string) => sql.raw<Record<string, unknown>>(text).execute(ctx.tx);

beforeAll(async () => {
  for (const table of TABLES) await asSuperuser(insert(table, NORTH.organisationId));
  await asSuperuser(`insert into sign_in_attempts (key_hash, at, succeeded) values (${HASH}, now(), false)`);
});

const outsiders: [string, Actor][] = [
  ...Object.entries(south).map(([name, actor]): [string, Actor] => [
    `the ${name} of another organisation`,
    actor,
  ]),
  ['a visitor of another organisation', { kind: 'public', organisationId: SOUTH.organisationId }],
  [
    'a machine of another organisation',
    {
      kind: 'client',
      organisationId: SOUTH.organisationId,
      clientId: CLIENT_ID,
      referringOrganisationId: SOUTH.practice,
    },
  ],
];

/** What a statement touched: a number of rows, or a refusal by the database. */
async function reach(actor: Actor, text: string): Promise<number | 'refused'> {
  try {
    const { rows, numAffectedRows } = await as(actor, ctx => raw(ctx, text));
    return Math.max(rows.length, Number(numAffectedRows ?? 0n));
  } catch (error) {
    expect((error as Error).message).toMatch(/row-level security|permission denied/);
    return 'refused';
  }
}
const NOTHING = [0, 'refused'];

describe.each(outsiders)('%s', (_name, actor) => {
  test.each(TABLES)('reaches nothing in %s', async table => {
    const theirs = `organisation_id = '${NORTH.organisationId}'`;
    expect(await reach(actor, `select * from ${table} where ${theirs}`)).toBe(0);
    expect(NOTHING).toContain(
      await reach(actor, `update ${table} set organisation_id = organisation_id where ${theirs}`),
    );
    expect(NOTHING).toContain(await reach(actor, `delete from ${table} where ${theirs}`));
    expect(await reach(actor, insert(table, NORTH.organisationId))).toBe('refused');
  });

  test('reaches neither the other organisation itself nor the attempts to sign in', async () => {
    expect(await reach(actor, `select * from organisations where id = '${NORTH.organisationId}'`)).toBe(0);
    const rename = `update organisations set name = 'Mine' where id = '${NORTH.organisationId}'`;
    expect(NOTHING).toContain(await reach(actor, rename));
    expect(await reach(actor, 'select * from sign_in_attempts')).toBe(0);
    expect(NOTHING).toContain(await reach(actor, 'delete from sign_in_attempts'));
  });
});

describe('without an actor', () => {
  test.each([...TABLES, 'organisations', 'sign_in_attempts'])('%s is empty', async table => {
    const { rows } = await sql.raw(`select * from ${table}`).execute(database.kysely);
    expect(rows).toEqual([]);
  });
});

describe('the gate', () => {
  const gate: Actor = { kind: 'gate' };

  test.each([
    'audit_events',
    'audit_event_details',
    'audit_seals',
    'audit_sealed_up_to',
    'outbox',
    'drafts',
    'people',
    'referrals',
  ])('sees no %s', async table => {
    expect(await reach(gate, `select * from ${table}`)).toBe(0);
  });

  test('links an account to another sign-in service, and changes nothing else in it', async () => {
    const change = (set: string) =>
      as(gate, ctx => raw(ctx, `update accounts set ${set} where id = '${ID}'`));
    await expect(change(`role = 'administrator'`)).rejects.toThrow(/administrator/);
    await expect(change(`password_hash = 'x'`)).rejects.toThrow(/owner/);
    expect((await change(`oidc_issuer = 'i', oidc_subject = 's'`)).numAffectedRows).toBe(1n);
  });
});

describe('within the organisation', () => {
  test('referrers, visitors and machines see no colleague', async () => {
    const seen = async (actor: Actor) => await reach(actor, 'select id from accounts');
    expect(await seen(north.referrer)).toBe(1);
    expect(await seen({ kind: 'public', organisationId: NORTH.organisationId })).toBe(0);
    expect(
      await seen({
        kind: 'client',
        organisationId: NORTH.organisationId,
        clientId: CLIENT_ID,
        referringOrganisationId: null,
      }),
    ).toBe(0);
    expect(await seen(north.linkWorker)).toBeGreaterThan(5);
  });

  test('only administrators see machines, only the privacy lead the audit, and nobody edits it', async () => {
    for (const [name, actor] of Object.entries(north)) {
      const all = ['administrator', 'system'].includes(name) ? 1 : 0;
      expect(await reach(actor, 'select * from api_clients'), name).toBe(all);
      const audit = ['privacyLead', 'system'].includes(name) ? 1 : 0;
      expect(await reach(actor, 'select * from audit_events'), name).toBe(audit);
      expect(await reach(actor, `update audit_events set event = 'thing.changed'`), name).toBe('refused');
      expect(await reach(actor, 'delete from audit_events'), name).toBe('refused');
      expect(await reach(actor, 'truncate audit_events cascade'), name).toBe('refused');
    }
  });

  test('a draft is its owner’s alone', async () => {
    for (const [name, actor] of Object.entries(north)) {
      expect(await reach(actor, 'select * from drafts'), name).toBe(
        ['referrer', 'system'].includes(name) ? 1 : 0,
      );
    }
  });

  test('no administrator starts a session for somebody else', async () => {
    await asSuperuser('delete from sessions');
    expect(await reach(north.administrator, insert('sessions', NORTH.organisationId))).toBe('refused');
    expect(await reach(north.manager, insert('sessions', NORTH.organisationId))).toBe(1);
    expect(await reach(north.administrator, 'delete from sessions')).toBe(1);
  });
});

test('row-level security is on and forced on each of them', async () => {
  const rows = await asSuperuser<{ relname: string }>(
    `select relname from pg_class where relname = any($1) and relrowsecurity and relforcerowsecurity`,
    [[...TABLES, 'organisations', 'sign_in_attempts']],
  );
  expect(rows).toHaveLength(TABLES.length + 2);
});
