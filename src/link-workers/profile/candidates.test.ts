// Link workers from memory: whoever asks, and whatever changed, a match knows what it would have read (docs/decisions/0033).
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { type Ctx, organisationOf } from '#database';
import { type Actor, uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../../test/testing.ts';
import { setTakingReferrals, updateWorkerProfile } from './actions.ts';
import { loadCandidates } from './candidates.ts';

const { as, asSuperuser, host, name } = await openTestDatabase();
const { linkWorker, otherLinkWorker, manager, administrator } = ACTORS.north;
const EVERYBODY: readonly Actor[] = [...Object.values(ACTORS.north), ACTORS.south.manager];
const TEAMS = [NORTH.teamA, NORTH.teamB, SOUTH.teamA];
const WORKERS = Array.from({ length: 6 }, () => uuidv7());

beforeAll(async () => {
  for (const [index, id] of WORKERS.entries()) {
    const place = index < 4 ? NORTH : SOUTH;
    await asSuperuser(
      `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, $3, $4, 'link_worker', $5)`,
      [place.organisationId, id, `w${index}@workers.example`, `Worker ${index}`, place.teamA],
    );
    await asSuperuser('insert into link_workers (organisation_id, account_id, team_id) values ($1, $2, $3)', [
      place.organisationId,
      id,
      place.teamA,
    ]);
  }
});

/** The plain way: every row, as the actor's own rights show them, in this transaction. */
async function plainly(ctx: Ctx, teamId: string): Promise<unknown[]> {
  const organisation = organisationOf(ctx.actor);
  const { rows } = await sql<{ spoken: string[] }>`
    select w.account_id as id, a.name, w.sex, w.background, w.capacity, w.open_referrals as "openReferrals", w.taking_referrals as "takingReferrals",
      w.open_weight as "openWeight", w.last_given_on as "lastGivenOn", w.topics, w.formats, w.works_in as "worksIn",
      array(select d::text from unnest(w.recent_closings) d) as "recentClosings", false as "supportedBefore",
      (select coalesce(jsonb_agg(jsonb_build_object('language', l.language, 'level', l.level)
        order by array_position(array['first', 'fluent', 'working'], l.level), l.language), '[]') from link_worker_languages l
        where l.organisation_id = w.organisation_id and l.account_id = w.account_id) as languages
    from link_workers w join accounts a on a.organisation_id = w.organisation_id and a.id = w.account_id
    where w.organisation_id = ${organisation}::uuid and w.team_id = ${teamId}::uuid and a.disabled_at is null and a.role = 'link_worker'
    order by w.account_id`.execute(ctx.tx);
  return rows;
}

const TEAM_A = { teamId: NORTH.teamA, personId: null, referralId: null };

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

async function bothWays(ctx: Ctx): Promise<void> {
  for (const teamId of TEAMS) {
    const remembered = await loadCandidates(ctx, { teamId, personId: null, referralId: null });
    expect([...remembered].sort(byId)).toEqual(await plainly(ctx, teamId));
  }
}

const everybodyKnows = async (): Promise<void> => {
  for (const actor of EVERYBODY) await as(actor, bothWays);
};

/** One value of each column that may change, by what it is told. */
const CHANGES: Readonly<Record<string, (n: number) => unknown>> = {
  team_id: n => (n % 2 === 0 ? NORTH.teamA : NORTH.teamB),
  sex: n => ['female', 'male', 'not_asked'][n % 3],
  background: n => (n % 3 === 0 ? null : `Words ${n}`),
  capacity: n => n % 90,
  open_referrals: n => n % 60,
  open_weight: n => (n % 60) + 0.25,
  taking_referrals: n => n % 2 === 0,
  topics: n => (n % 2 === 0 ? ['women'] : []),
  formats: n => (n % 2 === 0 ? ['group'] : []),
  works_in: n => [`LS${n % 9}`],
  last_given_on: n => `2026-03-0${1 + (n % 9)}`,
  recent_closings: n => [`2026-02-1${n % 9}`],
  spoken: () => undefined,
};

const setColumn = (column: string, n: number) =>
  asSuperuser(`update link_workers set ${column} = $3 where organisation_id = $1 and account_id = $2`, [
    NORTH.organisationId,
    WORKERS[n % 4],
    CHANGES[column]?.(n),
  ]);

type Step = { readonly does: string; readonly n: number };
const STEPS: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
  column: n => setColumn(Object.keys(CHANGES)[n % (Object.keys(CHANGES).length - 1)] ?? '', n),
  profile: n =>
    as(manager, ctx =>
      updateWorkerProfile(ctx, WORKERS[n % 4] ?? '', profile(`Words ${n}`, ['ti', 'ar', 'so'][n % 3] ?? '')),
    ),
  taking: n => as(administrator, ctx => setTakingReferrals(ctx, WORKERS[n % 4] ?? '', n % 2 === 0)),
  renamed: n => asSuperuser('update accounts set name = $2 where id = $1', [WORKERS[n % 6], `Name ${n}`]),
  left: n =>
    asSuperuser('update accounts set disabled_at = case when $2 then now() end where id = $1', [
      WORKERS[n % 6],
      n % 2 === 0,
    ]),
  promoted: n =>
    asSuperuser('update accounts set role = $2 where id = $1', [
      WORKERS[n % 6],
      n % 2 === 0 ? 'manager' : 'link_worker',
    ]),
  undone: n => undone(n),
  elsewhere: n =>
    asSuperuser('update link_workers set capacity = $2 where account_id = $1', [
      WORKERS[4 + (n % 2)],
      n % 90,
    ]),
  gone: n =>
    asSuperuser('delete from link_workers where account_id = $1', [WORKERS[5]]).then(() =>
      n % 2 === 0
        ? asSuperuser('insert into link_workers (organisation_id, account_id, team_id) values ($1, $2, $3)', [
            SOUTH.organisationId,
            WORKERS[5],
            SOUTH.teamA,
          ])
        : null,
    ),
};

const profile = (background: string, language: string) => ({
  sex: 'male' as const,
  background,
  languages: [{ language, level: 'first' as const }],
});

/** Changed, matched, and then not kept: whoever changed it knows, and nobody afterwards. */
async function undone(n: number): Promise<void> {
  const failing = as(manager, async ctx => {
    await bothWays(ctx);
    await updateWorkerProfile(ctx, WORKERS[n % 4] ?? '', profile(`Never said ${n}`, 'am'));
    await bothWays(ctx);
    throw new Error('changed their mind');
  });
  await expect(failing).rejects.toThrow('changed their mind');
}

describe('link workers from memory', () => {
  it('are what a plain reading gives, after any changes, for every role and for nobody of another service', {
    timeout: 120_000,
  }, async () => {
    const step = fc.record<Step>({
      does: fc.constantFrom(...Object.keys(STEPS)),
      n: fc.nat({ max: 10_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async steps => {
        for (const { does, n } of steps) await STEPS[does]?.(n);
        await everybodyKnows();
      }),
      { numRuns: 12 },
    );
    const known = await as(manager, ctx => loadCandidates(ctx, TEAM_A));
    expect(known.length).toBeGreaterThan(0);
    for (const stranger of [ACTORS.north.referrer, ACTORS.north.evaluator, ACTORS.south.manager])
      expect(await as(stranger, ctx => loadCandidates(ctx, TEAM_A))).toEqual([]);
  });

  it('know of a change that took long to commit, and of none before it did', async () => {
    const slow = new pg.Client({ host, user: 'postgres', database: name });
    await slow.connect();
    try {
      await slow.query('begin');
      await slow.query(`update link_workers set background = 'Slow' where account_id = $1`, [
        linkWorker.accountId,
      ]);
      // Others commit meanwhile, so that what is remembered is from after the slow one began.
      await asSuperuser(`update link_workers set background = 'Quick' where account_id = $1`, [
        otherLinkWorker.accountId,
      ]);
      const words = async () =>
        (await as(manager, ctx => loadCandidates(ctx, TEAM_A))).find(each => each.id === linkWorker.accountId)
          ?.background;
      expect(await words()).toBeNull();
      await everybodyKnows();
      await slow.query('commit');
      expect(await words()).toBe('Slow');
      await everybodyKnows();
    } finally {
      await slow.end();
    }
  });

  it('are read by many at once while they change', async () => {
    await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        n % 3 === 0 ? setColumn('capacity', n * 7) : as(manager, ctx => loadCandidates(ctx, TEAM_A)),
      ),
    );
    await everybodyKnows();
  });

  it('are not written over by who uses them', async () => {
    const before = await as(manager, ctx => loadCandidates(ctx, TEAM_A));
    const after = await as(manager, ctx => loadCandidates(ctx, TEAM_A));
    // The same objects: nothing changed, and nothing was read again.
    expect(after).toBe(before);
  });
});

describe('the note of a change', () => {
  it('knows every column; a task more or less is no change', async () => {
    const columns = await asSuperuser<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = 'link_workers'`,
    );
    const kept = new Set(['organisation_id', 'account_id', 'open_tasks', 'changed_in']);
    expect(
      columns
        .map(each => each.column_name)
        .filter(each => !kept.has(each))
        .sort(),
    ).toEqual(Object.keys(CHANGES).sort());
  });

  const noted = async () =>
    (
      await asSuperuser<{ changed: string }>(
        'select changed_in::text as changed from link_workers where account_id = $1',
        [WORKERS[0]],
      )
    )[0]?.changed;

  test.each(Object.keys(CHANGES).filter(column => column !== 'spoken'))('is made for %s', async column => {
    const set = (value: unknown) =>
      asSuperuser(`update link_workers set ${column} = $2 where account_id = $1`, [WORKERS[0], value]);
    await set(CHANGES[column]?.(8));
    const before = await noted();
    await set(CHANGES[column]?.(3));
    expect(await noted()).not.toBe(before);
  });

  it('is not made for tasks or when nothing changes', async () => {
    const before = await noted();
    await asSuperuser('update link_workers set open_tasks = open_tasks + 1 where account_id = $1', [
      WORKERS[0],
    ]);
    await asSuperuser('update link_workers set capacity = capacity where account_id = $1', [WORKERS[0]]);
    expect(await noted()).toBe(before);
  });

  it('rests on a right that is of the organisation and the role: who may see one link worker may see all', async () => {
    const policies = await asSuperuser<{ qual: string }>(
      `select qual from pg_policies where tablename = 'link_workers' and cmd in ('SELECT', 'ALL')`,
    );
    expect(policies).toHaveLength(1);
    const columns = Object.keys(CHANGES).concat('account_id', 'open_tasks');
    for (const column of columns) expect(policies[0]?.qual).not.toContain(column);
  });
});
