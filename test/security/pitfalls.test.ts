// The ways in which row-level security has been seen to leak, each looked for in the schema and the source as they are now.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { APP_ROLE, asActor, connect } from '#database';
import { ACTORS, NORTH, openTestDatabase } from '../testing.ts';
import { listForeignKeys, listTables } from './catalogue.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const tables = await listTables(asSuperuser);
const own = new Set(tables.filter(table => table.hasOrganisation).map(({ name }) => name));
const foreignKeys = (await listForeignKeys(asSuperuser)).filter(key => own.has(key.table));

/** Functions of ours: those that extensions bring are theirs. */
const functions = await asSuperuser<{ name: string; definer: boolean; settings: string[]; body: string }>(`
  select p.proname as name, p.prosecdef as definer, coalesce(p.proconfig, '{}') as settings, p.prosrc as body
  from pg_proc p where p.pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by 1`);

describe('the serving role', () => {
  it('is no superuser, bypasses nothing, makes nothing and is a member of no other role', async () => {
    const [role] = await asSuperuser(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = $1`,
      [APP_ROLE],
    );
    expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
    const groups = `select roleid::regrole from pg_auth_members where member = $1::regrole`;
    expect(await asSuperuser(groups, [APP_ROLE])).toEqual([]);
    expect(
      await asSuperuser(`select has_schema_privilege($1, 'public', 'create') as may`, [APP_ROLE]),
    ).toEqual([{ may: false }]);
  });

  it('owns no table, view, sequence, function, type or schema', async () => {
    expect(
      await asSuperuser(
        `select oid::regclass::text as what from pg_class where relowner = $1::regrole
         union all select oid::regprocedure::text from pg_proc where proowner = $1::regrole
         union all select nspname from pg_namespace where nspowner = $1::regrole
         union all select typname from pg_type where typowner = $1::regrole`,
        [APP_ROLE],
      ),
    ).toEqual([]);
  });

  it('may never truncate, and neither may everybody', async () => {
    const may = tables.map(({ name }) => name);
    expect(
      await asSuperuser(
        `select t.name, r.role, p.privilege from unnest($1::text[]) t(name), unnest(array[$2, 'public']) r(role),
           unnest(array['truncate', 'references', 'trigger']) p(privilege)
         where has_table_privilege(r.role, format('public.%I', t.name), p.privilege)`,
        [may, APP_ROLE],
      ),
    ).toEqual([]);
  });

  it('keeps names of migrations from itself, and may not add an organisation', async () => {
    for (const statement of [
      'select * from schema_migrations',
      `insert into organisations (id, name, slug) values (gen_random_uuid(), 'x', 'xx')`,
    ])
      await expect(as(ACTORS.north.system, ctx => sql.raw(statement).execute(ctx.tx))).rejects.toMatchObject({
        code: '42501',
      });
  });
});

describe('views and functions', () => {
  it('a view is read with the rights of the reader, and nothing is materialised', async () => {
    const views = await asSuperuser<{ name: string; kind: string; options: string[] | null }>(
      `select relname as name, relkind as kind, reloptions as options from pg_class
       where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`,
    );
    const leaky = views.filter(
      ({ kind, options }) => kind === 'm' || !options?.includes('security_invoker=true'),
    );
    expect(leaky).toEqual([]);
  });

  /** `analyze` needs the owner; it reads nothing, writes nothing and refuses everybody but the system and administrators. */
  const DEFINERS = [
    'analyze_directory',
    'note_directory_change',
    'note_lists_changed',
    'note_organization_renamed',
  ];

  it('a function with the owner’s rights is listed here, and looks nowhere else for what it names', async () => {
    const definers = functions.filter(({ definer }) => definer);
    expect(definers.map(({ name }) => name)).toEqual(DEFINERS);
    for (const { settings } of definers) expect(settings).toEqual(['search_path=public, pg_temp']);
    await expect(
      as(ACTORS.north.manager, ctx => sql`select analyze_directory()`.execute(ctx.tx)),
    ).rejects.toMatchObject({ code: '42501' });
    const database = connect({ host: test.host, user: APP_ROLE, database: test.name });
    await expect(sql`select analyze_directory()`.execute(database.kysely)).rejects.toMatchObject({
      code: '42501',
    });
    await database.close();
  });

  /** Parts of policies and of queries, which PostgreSQL can only fold into a query when they set nothing; they look nothing up themselves. */
  const WITHOUT_PATH = [
    'app_account',
    'app_organisation',
    'app_referring_organisation',
    'app_role',
    'app_team',
    'audit_event_hash',
    'may_see_insights',
    'person_in_sight',
    'referral_in_sight',
  ];

  it('every other function says where it looks, so that nobody can put a table in its way', () => {
    const without = functions.filter(
      ({ settings }) => !settings.some(setting => setting.startsWith('search_path=')),
    );
    expect(without.map(({ name }) => name)).toEqual(WITHOUT_PATH);
  });

  /** Functions that act as somebody else for their own length, and what they give away. */
  const ACTING: Readonly<Record<string, string>> = {
    audit_unsealed: 'registry: how many rows of one’s own organisation wait for a seal, to privacy leads',
    find_api_client: 'gate: which client a token is, to whoever holds the token',
    find_session: 'gate: whose session a token is, to whoever holds the token',
    group_line: 'system: numbers on a waiting list of one’s own organisation, with ids of places',
    group_names: 'system: names of those in a group, to who leads it now',
    insight_funnel: 'system: protected counts of one’s own organisation',
    insight_gap_times: 'system: protected counts of one’s own organisation',
    insight_gap_years:
      'system: in which years a need was agreed or a search counted in one’s own organisation',
    insight_gaps: 'system: protected counts of one’s own organisation',
    insight_gaps_by_kind_and_area: 'system: protected counts of one’s own organisation',
    insight_groups: 'system: protected counts of one’s own organisation',
    insight_interpreting: 'system: protected counts of one’s own organisation',
    insight_pairs: 'system: protected counts of one’s own organisation',
    insight_preferences: 'system: protected counts of one’s own organisation',
    insight_searches: 'system: protected counts of one’s own organisation',
    insight_years: 'system: in which years anything was received in one’s own organisation',
    keep_group_contact: 'system: a trigger; the contact of whoever is marked in a register',
    keep_group_counts: 'system: a trigger; the counts of the group itself',
    keep_last_check: 'system: a trigger; the last check of the shared entry that was checked',
    keep_open_referrals: 'system: a trigger; the counts of a worker’s own row',
    keep_open_tasks: 'system: a trigger; the counts of a worker’s own row',
    keep_trust_band: 'system: a trigger; the order of the shared entry whose score was worked out',
    move_gaps_with_referral:
      'system: a trigger; the gaps of the referral that moves, in one’s own organisation',
    move_groups_with_referral:
      'system: a trigger; places and marks of the referral that moves, in one’s own organisation',
    move_preferences_with_referral:
      'system: a trigger; the lines of the referral that moves, in one’s own organisation',
    move_work_with_referral:
      'system: a trigger; the work of the referral that moves, in one’s own organisation',
    note_worker_account_change: 'system: a trigger; the note of a change in a worker’s own row',
    open_provider_link: 'system: one link to an entry of the directory, to whoever holds its secret',
    open_shortlist: 'system: the services of one shortlist, to whoever holds the secret of its link',
    organisation_by_slug: 'registry: id and public name',
    organisation_ids: 'registry: ids',
    organisations_to_seal: 'registry: ids',
    organisations_with_outbox: 'registry: ids',
    queue_state: 'registry: how many jobs wait',
    share_check: 'system: a trigger; that an organisation checked an entry, without who',
    share_report: 'system: a trigger; that a field is disputed, without who says so',
    tally_shortlist: 'system: a trigger; how often an entry was picked, and by nobody in particular',
    tally_step: 'system: a trigger; how often an entry was picked or failed, and of nobody in particular',
  };

  it('a function that acts as somebody else is listed here and gives the role back', async () => {
    const acting = functions.filter(({ body }) => /set_config\(\s*'app\.(?!\w+_in_sight')/.test(body));
    expect(acting.map(({ name }) => name)).toEqual(Object.keys(ACTING));
    for (const { name, body } of acting) {
      // Only the role ever changes: which organisation it is stays what the actor is.
      expect(
        body.match(/set_config\('app\.\w+'/g)?.every(match => match === `set_config('app.role'`),
        name,
      ).toBe(true);
      expect(body.trim(), name).toMatch(
        /set_config\('app\.role', (coalesce\(acting, ''\)|before), true\);\s*(return \w+;\s*|if to_regclass[\s\S]*)?end$/,
      );
    }
  });

  it.each([
    `select * from organisation_by_slug('north')`,
    'select * from organisation_ids()',
    'select * from organisations_with_outbox()',
    'select * from organisations_to_seal()',
    'select * from queue_state()',
    `select * from find_session('\\x00', now())`,
    `select * from find_api_client('\\x00')`,
    'select * from insight_years()',
    `select * from insight_funnel(null, 'none')`,
    'select * from insight_gap_years()',
    `select * from insight_gaps(null, 'none')`,
    'select * from insight_gaps_by_kind_and_area(null)',
    'select * from insight_gap_times(null)',
    `select * from insight_searches(null, 'none')`,
    `select * from insight_interpreting(null, 'none')`,
    'select * from insight_pairs(null)',
    `select * from insight_preferences(null, 'none')`,
    'select audit_unsealed()',
    `select * from open_provider_link('00')`,
    `select * from open_shortlist('00')`,
  ])('%s leaves the actor as it was', async statement => {
    for (const actor of [ACTORS.north.evaluator, ACTORS.north.privacyLead, ACTORS.north.referrer]) {
      const { rows } = await as(actor, async ctx => {
        await sql.raw(statement).execute(ctx.tx);
        return sql<{
          role: string;
          people: number;
        }>`select app_role() as role, (select count(*) from people where ${actor.role !== 'privacy_lead'}) as people`.execute(
          ctx.tx,
        );
      });
      expect(rows).toEqual([{ role: actor.role, people: 0 }]);
    }
  });
});

describe('policies', () => {
  /** Policies that do not ask for the organisation, with what bounds them. */
  const WITHOUT_ORGANISATION: Readonly<Record<string, string>> = {
    'accounts.at_the_gate':
      'gate: signing in, before an organisation is known; a trigger fences what may change',
    'api_clients.at_the_gate': 'gate: reading whose token this is',
    'audit_events.counted': 'registry: inside functions that give away counts',
    'audit_sealed_up_to.counted': 'registry: inside functions that give away counts',
    'one_time_links.at_the_gate': 'gate: reading whose link this is',
    'organisations.counted': 'registry: inside functions that give away ids and public names',
    'organisations.set_up': 'the owner, on the command line',
    'outbox.counted': 'registry: inside functions that give away counts',
    'sessions.at_the_gate': 'gate: reading whose session this is',
  };

  it('on tables of organisations ask for the organisation, or are listed here', async () => {
    const policies = await asSuperuser<{ name: string; condition: string }>(
      `select tablename || '.' || policyname as name, coalesce(qual, '') || ' / ' || coalesce(with_check, qual, '') as condition
       from pg_policies where schemaname = 'public' and tablename = any($1) order by 1`,
      [[...own]],
    );
    expect(policies.length).toBeGreaterThan(own.size);
    const without = policies.filter(({ condition }) =>
      condition.split(' / ').some(part => part !== '' && !part.includes('app_organisation()')),
    );
    expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(WITHOUT_ORGANISATION));
  });

  it('are all permissive ones for everybody, but the one for the owner', async () => {
    const special = await asSuperuser<{ name: string }>(
      `select tablename || '.' || policyname as name from pg_policies
       where schemaname = 'public' and (permissive <> 'PERMISSIVE' or roles <> '{public}')`,
    );
    expect(special).toEqual([{ name: 'organisations.set_up' }]);
  });
});

describe('keys', () => {
  it('every reference between tables of organisations carries the organisation', () => {
    const bare = foreignKeys.filter(
      ({ to, columns, toColumns }) =>
        own.has(to) &&
        to !== 'organisations' &&
        (columns[0] !== 'organisation_id' || toColumns[0] !== 'organisation_id'),
    );
    expect(bare).toEqual([]);
    expect(foreignKeys.length).toBeGreaterThan(40);
  });

  /** Looked up before an organisation is known, or shared by nature. */
  const REFERENCES_WITHOUT: Readonly<Record<string, string>> = {
    'organisations (parent_id)': 'a parent is another organisation',
  };

  it('references to organisations themselves are of the column that says whose the row is', () => {
    const others = foreignKeys
      .filter(({ to, columns }) => to === 'organisations' && columns.join() !== 'organisation_id')
      .map(({ table, columns }) => `${table} (${columns.join(', ')})`);
    expect(others).toEqual(Object.keys(REFERENCES_WITHOUT));
  });

  it('every row of an organisation says whose it is', async () => {
    const nullable = await asSuperuser(
      `select attrelid::regclass::text as name from pg_attribute
       where attname = 'organisation_id' and not attnotnull and attrelid = any(select format('public.%I', n)::regclass from unnest($1::text[]) n)
         and not attisdropped`,
      [[...own]],
    );
    expect(nullable).toEqual([]);
  });

  /** Unique over all organisations: what each can tell, and why that is bearable. */
  const UNIQUE_OVER_ALL: Readonly<Record<string, string>> = {
    accounts_email:
      'typed before an organisation is known; the answer to an address in use says nothing about where',
    accounts_oidc: 'an identity at a provider signs in to one account',
    api_clients_token_hash_key: '256 random bits: finding one is holding the token',
    one_time_links_pkey: '256 random bits',
    organisations_pkey: 'the organisation itself',
    organisations_slug_key: 'part of a public address',
    sessions_pkey: '256 random bits',
  };

  it('every unique index begins with the organisation, or is listed here', async () => {
    const indexes = await asSuperuser<{ name: string; first: string | null }>(
      `select i.indexrelid::regclass::text as name,
         (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) as first
       from pg_index i where i.indisunique and i.indrelid = any(select format('public.%I', n)::regclass from unnest($1::text[]) n)
       order by i.indexrelid::regclass::text collate "C"`,
      [[...own]],
    );
    expect(indexes.length).toBeGreaterThan(own.size);
    const over = indexes.filter(({ first }) => first !== 'organisation_id');
    expect(over.map(({ name }) => name)).toEqual(Object.keys(UNIQUE_OVER_ALL));
  });

  it('a row cannot be tied to another organisation’s: foreign keys ignore policies, and so carry the organisation', async () => {
    const tie = as(ACTORS.south.manager, ctx =>
      sql`insert into people (organisation_id, id, team_id, display_name, name_folded, created_at)
        values (${ACTORS.south.manager.organisationId}::uuid, gen_random_uuid(), ${NORTH.teamA}::uuid, 'x', 'x', now())`.execute(
        ctx.tx,
      ),
    );
    await expect(tie).rejects.toMatchObject({ code: '23503' });
  });
});

describe('the actor of a transaction', () => {
  it('is nobody when it was never set, and when it was set to an empty text: no rows and no error', async () => {
    const raw = new pg.Client({ host: test.host, user: APP_ROLE, database: test.name });
    await raw.connect();
    const visible = async (): Promise<number> => {
      let seen = 0;
      for (const name of own) seen += (await raw.query(`select 1 from "${name}"`)).rowCount ?? 0;
      return seen;
    };
    expect(await visible()).toBe(0);
    await raw.query('begin');
    for (const name of [
      'organisation_id',
      'role',
      'account_id',
      'team_id',
      'referring_organisation_id',
      'draft_token_hash',
    ])
      await raw.query(`select set_config($1, '', true)`, [`app.${name}`]);
    expect(await visible()).toBe(0);
    await raw.query('commit');
    // After a transaction PostgreSQL leaves an empty text behind, not null.
    expect((await raw.query(`select current_setting('app.organisation_id', true) as left`)).rows).toEqual([
      { left: '' },
    ]);
    expect(await visible()).toBe(0);
    await raw.end();
  });

  it('does not stay on a connection for its next user, whether the work ended well or badly', async () => {
    const database = connect({ host: test.host, user: APP_ROLE, database: test.name }, { poolSize: 1 });
    const whoIsLeft = async () =>
      (
        await sql`select app_organisation() as organisation, app_role() as role, app_account() as account, app_team() as team,
        (select count(*) from accounts) as seen`.execute(database.kysely)
      ).rows;
    const nobody = [{ organisation: null, role: null, account: null, team: null, seen: 0 }];
    await asActor(database, ACTORS.north.manager, async ctx => sql`select 1`.execute(ctx.tx));
    expect(await whoIsLeft()).toEqual(nobody);
    const failing = asActor(database, ACTORS.north.linkWorker, async ctx =>
      sql`select 1 / 0`.execute(ctx.tx),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await whoIsLeft()).toEqual(nobody);
    await asActor(database, ACTORS.south.linkWorker, async ctx => {
      const { rows } = await sql`select app_organisation() as organisation, app_team() as team`.execute(
        ctx.tx,
      );
      expect(rows).toEqual([
        { organisation: ACTORS.south.linkWorker.organisationId, team: ACTORS.south.linkWorker.teamId },
      ]);
    });
    expect(await whoIsLeft()).toEqual(nobody);
    await database.close();
  });
});

describe('the source', () => {
  const textsUnder = (folder: string, pattern: RegExp): [string, string][] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => pattern.test(path) && !/\.test\.tsx?$/.test(path))
      .map(path => [join(folder, path), readFileSync(join(folder, path), 'utf8')]);
  const program = [
    ...textsUnder('src', /\.tsx?$/),
    ...textsUnder('seeds', /\.tsx?$/),
    ...textsUnder('migrations', /\.sql$/),
  ];

  it('sets the actor for a transaction only', () => {
    const settings = program.flatMap(([path, text]) =>
      [...text.matchAll(/set_config\((?:[^()]|\([^()]*\))*\)/g)].map(match => [path, match[0]] as const),
    );
    expect(settings.length).toBeGreaterThan(20);
    expect(settings.filter(([, call]) => !/,\s*true\s*\)$/.test(call))).toEqual([]);
    const others = program.filter(([, text]) =>
      /^\s*set\s+(session\s+|local\s+)?(role|app\.|row_security|session_replication)/im.test(text),
    );
    expect(others.map(([path]) => path)).toEqual([]);
  });

  /** Text that becomes SQL without being a parameter, each with the reason why nobody outside can reach it. */
  const RAW: Readonly<Record<string, string>> = {
    'src/database/one-page.ts': 'how many rows, which must be a whole number',
    'src/directory/import/bulk.ts': 'types of columns, from a table in the source',
    'src/overviews/management/service-numbers.ts': 'the states of a referral, from a list in the source',
  };

  it('puts nothing into SQL but parameters and names that are written here', () => {
    const raw = program.filter(
      ([path, text]) => /\.tsx?$/.test(path) && /sql\.(raw|lit|literal)\b|\.unsafe\(/.test(text),
    );
    expect(raw.map(([path]) => path)).toEqual(Object.keys(RAW));
  });
});
