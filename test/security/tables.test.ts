// Every table, as every role: what policies let through in one's own organisation is listed, and of another's it is nothing.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_ROLE } from '#database';
import { type Actor, ROLES } from '#kernel';
import { receiveReferral } from '#referrals';
import { arrivalOf } from '../../src/referrals/arrival.fixture.ts';
import { ACTORS, NORTH, openTestApp, SOUTH } from '../app.ts';
import { type Attempt, openBench, type Try } from './acting.ts';
import {
  type Follower,
  insertableColumns,
  keyOf,
  listFollowers,
  listTables,
  type TableFacts,
} from './catalogue.ts';
import { MAY, SHARED } from './table-rights.ts';
import { makeWorld } from './world.ts';

const test = await openTestApp();
const { asSuperuser } = test;
const world = await makeWorld(test);
for (const actor of [...Object.values(ACTORS.north), ...Object.values(ACTORS.south)])
  if (actor.kind === 'staff') await test.browse(actor);
const client = (id: string | undefined, referringOrganisationId: string) =>
  ({
    kind: 'client',
    organisationId: NORTH.organisationId,
    clientId: id ?? '',
    referringOrganisationId,
  }) as const;

/** One of each kind of actor at the north. */
const actors: Readonly<Record<string, Actor>> = {
  referrer: ACTORS.north.referrer,
  link_worker: ACTORS.north.linkWorker,
  manager: ACTORS.north.manager,
  administrator: ACTORS.north.administrator,
  privacy_lead: ACTORS.north.privacyLead,
  evaluator: ACTORS.north.evaluator,
  public: { kind: 'public', organisationId: NORTH.organisationId },
  client: client(world.northA.ids.client?.[0], NORTH.practice),
  system: ACTORS.north.system,
};
const GATE: Actor = { kind: 'gate' };

// Everybody does something, so that the audit has a row of each; and somebody has tried to sign in.
for (const actor of Object.values(actors))
  await test.as(actor, async ctx => ctx.record({ event: 'test.happened' }));
await test.as({ kind: 'public', organisationId: NORTH.organisationId }, ctx =>
  receiveReferral(ctx, arrivalOf()),
);
await asSuperuser(
  `insert into sign_in_attempts (key_hash, at, succeeded) values ('\\x01', '2026-03-10T11:00:00Z', false)`,
);
const tables = await listTables(asSuperuser);
const own = tables.filter(table => table.hasOrganisation);
const followers = await listFollowers(asSuperuser);
const bench = await openBench(test);
afterAll(() => bench.close());

const refusedByPolicy = (attempt: Attempt): boolean =>
  attempt.ok ? attempt.count === 0 : attempt.code === '42501';

type Rows = { readonly count: number; readonly sample: readonly string[] };
type Known = { readonly insert: string; readonly north: Rows; readonly south: Rows; readonly all: Rows };

/** Rows as text that `jsonb_populate_record` turns back into rows. */
async function rowsOf(name: string, where = 'true', values: unknown[] = []): Promise<Rows> {
  const rows = await asSuperuser<{ row: string }>(
    `select to_jsonb(t)::text as row from "${name}" t where ${where} order by t.ctid`,
    values,
  );
  return { count: rows.length, sample: rows.map(({ row }) => row) };
}

async function know({ name, hasOrganisation }: TableFacts): Promise<Known> {
  const of = (id: string): Promise<Rows> =>
    hasOrganisation ? rowsOf(name, `t."${keyOf(name)}" = $1`, [id]) : rowsOf(name, 'false');
  const columns = await insertableColumns(asSuperuser, name);
  return {
    insert: `insert into "${name}" (${columns}) select ${columns} from jsonb_populate_record(null::"${name}", $1::jsonb)`,
    north: await of(NORTH.organisationId),
    south: await of(SOUTH.organisationId),
    all: await rowsOf(name),
  };
}

const known = new Map<string, Known>();
for (const table of tables) known.set(table.name, await know(table));
function knownOf(name: string): Known {
  const found = known.get(name);
  if (!found) throw new Error(`there is no table ${name}`);
  return found;
}

describe('the tables', () => {
  it.each(tables)(
    '$name has row-level security, enabled and forced, and does not belong to the serving role',
    ({ name, secured, forced, owner }) => {
      expect(owner).not.toBe(APP_ROLE);
      if (SHARED[name]?.unsecured === undefined)
        expect({ secured, forced }).toEqual({ secured: true, forced: true });
    },
  );

  it('are all in the list of rights, as an organisation’s own or as shared, and no others are', () => {
    const names = (wanted: boolean) =>
      tables.filter(table => table.hasOrganisation === wanted).map(({ name }) => name);
    expect(Object.keys(MAY).sort()).toEqual(names(true).sort());
    expect(Object.keys(SHARED).sort()).toEqual(names(false).sort());
  });

  it('have rows here, of both organisations, so that these tests see something', () => {
    const empty = own.filter(({ name }) => knownOf(name).north.count * knownOf(name).south.count === 0);
    expect(empty.map(({ name }) => `make a row of ${name} in world.ts`)).toEqual([]);
  });

  it('are used by every role there is', () => {
    expect(Object.keys(actors)).toEqual(expect.arrayContaining([...ROLES]));
  });
});

describe('in one’s own organisation', () => {
  const found: Record<string, Record<string, string>> = {};
  beforeAll(async () => {
    for (const [role, actor] of Object.entries(actors)) {
      await bench.actAs(actor, async attempt => {
        for (const { name } of own) {
          const rights = await rightsOn(attempt, name);
          if (rights) found[name] = { ...found[name], [role]: rights };
        }
      });
    }
  });

  it.each(Object.keys(MAY))('%s is read and changed by those listed, and no others', name => {
    expect(found[name]).toEqual(MAY[name]);
  });
});

/** `r`, `i`, `u`, `d` for what the actor may do with at least one row of its own organisation. */
async function rightsOn(attempt: Try, name: string): Promise<string> {
  const { insert, north } = knownOf(name);
  const worked = (one: Attempt): boolean => one.ok && one.count > 0;
  let rights = worked(await attempt(`select 1 from "${name}" limit 1`)) ? 'r' : '';
  for (const row of north.sample) {
    if (refusedByPolicy(await attempt(insert, [row]))) continue;
    rights += 'i';
    break;
  }
  if (worked(await attempt(`update "${name}" set "${keyOf(name)}" = $1`, [NORTH.organisationId])))
    rights += 'u';
  if (worked(await attempt(`delete from "${name}"`))) rights += 'd';
  return rights;
}

describe('nobody of the north reads, adds, changes, takes, gives away or removes anything of the south in', () => {
  it.each(own)('$name', async ({ name }) => {
    for (const [role, actor] of Object.entries({ ...actors, nobody: null }))
      await bench.actAs(actor, attempt => reachAcross(attempt, name, role));
  });
});

async function reachAcross(attempt: Try, name: string, role: string): Promise<void> {
  const { insert, north, south } = knownOf(name);
  const key = keyOf(name);
  const refused = async (statement: string, values: readonly unknown[]): Promise<void> => {
    const refusal = refusedByPolicy(await attempt(statement, values));
    expect(refusal, `${role}: ${statement}`).toBe(true);
  };
  await refused(`select 1 from "${name}" where "${key}" is distinct from $1`, [NORTH.organisationId]);
  for (const row of south.sample.slice(0, 6))
    expect(await attempt(insert, [row]), role).toEqual({ ok: false, code: '42501' });
  await refused(`update "${name}" set "${key}" = "${key}" where "${key}" = $1`, [SOUTH.organisationId]);
  await refused(`delete from "${name}" where "${key}" = $1`, [SOUTH.organisationId]);
  // Without a condition only the policies of the act itself are asked, and not those of reading.
  await refused(`update "${name}" set "${key}" = $1`, [SOUTH.organisationId]);
  for (const statement of [
    `update "${name}" set "${key}" = '${NORTH.organisationId}'`,
    `delete from "${name}"`,
  ]) {
    const blind = await attempt(statement);
    if (blind.ok) expect(blind.count, `${role}: ${statement}`).toBeLessThanOrEqual(north.count);
    else expect(blind.code, `${role}: ${statement}`).toBe('42501');
  }
}

describe('shared tables are read and written by those listed, and no others:', () => {
  const everybody = Object.entries({ ...actors, gate: GATE, nobody: null });

  it.each(Object.keys(SHARED))('%s', async name => {
    const { read = [], write = [] } = SHARED[name] ?? {};
    const { insert, all } = knownOf(name);
    expect(all.count, 'make a row of it in directory-rows.ts').toBeGreaterThan(0);
    const column = /\((\w+)/.exec(insert)?.[1] ?? 'name';
    for (const [role, actor] of everybody) {
      await bench.actAs(actor, async attempt => {
        const reads = !refusedByPolicy(await attempt(`select 1 from "${name}"`));
        expect(reads, `${role} reads`).toBe(read === 'everybody' || read.includes(role));
        for (const [statement, values] of [
          [insert, [all.sample[0]]],
          [`update "${name}" set "${column}" = null`, []],
        ] as const) {
          const refusal = refusedByPolicy(await attempt(statement, values));
          expect(refusal, `${role}: ${statement}`).toBe(!write.includes(role));
        }
        if (!write.includes(role))
          expect(refusedByPolicy(await attempt(`delete from "${name}"`)), `${role} deletes`).toBe(true);
      });
    }
  });
});

describe('nobody in particular', () => {
  it('sees nothing of any organisation as the owner of the tables, since policies are forced', async () => {
    const owner = new pg.Client(test.owner);
    await owner.connect();
    for (const { name } of own) expect((await owner.query(`select 1 from "${name}"`)).rowCount, name).toBe(0);
    await owner.end();
  });

  it('sees accounts, places and keys at the gate, and no record of anybody', async () => {
    const seen = await bench.actAs(GATE, attempt => seenBy(attempt, own));
    expect(seen).toEqual([
      'accounts',
      'api_clients',
      'one_time_links',
      'organisations',
      'referring_organisations',
      'sessions',
      'teams',
    ]);
  });
});

async function seenBy(attempt: Try, of: readonly { readonly name: string }[]): Promise<string[]> {
  const seen: string[] = [];
  for (const { name } of of) if (!refusedByPolicy(await attempt(`select 1 from "${name}"`))) seen.push(name);
  return seen;
}

describe('a person and all that follows them', () => {
  const theirs = [world.northA.people, world.northA.referrals];

  it.each(followers)('$name has rows of this team’s people', async ({ name, condition }) => {
    expect((await rowsOf(name, condition, theirs)).count).toBeGreaterThan(0);
  });

  it.each([
    ['a link worker of the other team', ACTORS.north.otherLinkWorker],
    ['a referrer of another practice', ACTORS.north.otherReferrer],
    ['a system of another practice', client(world.northB.ids.client?.[0], NORTH.otherPractice)],
    ['an administrator', ACTORS.north.administrator],
    ['an evaluator', ACTORS.north.evaluator],
    ['a visitor', { kind: 'public', organisationId: NORTH.organisationId }],
    ['the gate', GATE],
  ] satisfies [string, Actor][])('are out of sight and reach for %s', async (_who, actor) => {
    await bench.actAs(actor, attempt => reachTeam(attempt, followers, theirs));
  });

  it('are read by the sender without plans, contacts, tasks and measures', async () => {
    const seen = await bench.actAs(ACTORS.north.referrer, attempt => seenBy(attempt, followers));
    expect(seen).toEqual(
      followers.map(({ name }) => name).filter(name => MAY[name]?.referrer?.includes('r')),
    );
    expect(seen.filter(name => /plan|goal|step|contacts|task|measure|merge|apart/.test(name))).toEqual([]);
  });

  it('are changed by a link worker within the team, however the statement is written', async () => {
    const { otherLinkWorker } = ACTORS.north;
    const changed = await bench.actAs(otherLinkWorker, attempt =>
      attempt('update people set team_id = $1 returning id', [otherLinkWorker.teamId]),
    );
    expect(changed.ok && changed.rows.map(row => row.id).sort()).toEqual([...world.northB.people].sort());
  });
});

async function reachTeam(attempt: Try, of: readonly Follower[], theirs: readonly unknown[]): Promise<void> {
  for (const { name, condition } of of) {
    for (const statement of [
      `select 1 from "${name}" t where ${condition}`,
      `update "${name}" t set organisation_id = organisation_id where ${condition}`,
      `delete from "${name}" t where ${condition}`,
    ])
      expect(refusedByPolicy(await attempt(statement, theirs)), statement).toBe(true);
  }
}
