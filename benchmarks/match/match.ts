// `npm run benchmark -- match`: what choosing a link worker for one person costs among 250 and 1,000 of a team: query, ranking, sentences.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import {
  APP_ROLE,
  asActor,
  connect,
  type Database,
  migrate,
  prepareEmbeddedCluster,
  startEmbedded,
} from '#database';
import { londonDay, type StaffActor } from '#kernel';
import { loadCandidates } from '#link-workers';
import { rankWorkers, tradeOffs, wishesOf, withReferral } from '#matching';
import { loadPersonRecord } from '#people';
import { latenciesOf } from '../measure/latencies.ts';
import { cpuSeconds } from '../measure/processes.ts';

export type MatchOptions = { readonly workers: readonly number[]; readonly calls: number };

const NAME = 'footbridge';
const PEOPLE = 200;

/** What a person asks, by place in the list: every kind of wish comes up, none more often than it would. */
const SEEDED = `
with o as (select $1::uuid as id), t as (select $2::uuid as id),
languages as (select array['ti','ar-SY','apc','ary','am','so','fa','prs','ps','ckb','kmr','ur','pa-Guru','pa-Arab','bn','pl','ro','uk','yue-Hant','zh-Hans'] as l),
person as (
  insert into people (organisation_id, id, team_id, display_name, name_folded, created_at)
  select o.id, gen_random_uuid(), t.id, 'Person ' || n, 'person', now() from o, t, generate_series(1, $3::int) n returning organisation_id, id),
placed as (select p.*, row_number() over () as n from person p),
spoken as (
  insert into person_languages (organisation_id, id, person_id, language, label, use, preferred)
  select p.organisation_id, gen_random_uuid(), p.id, l[1 + (p.n + k * 7) % 20], '', 'speaks', k = 0
  from placed p, languages, generate_series(0, 1) k),
asked as (
  insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
  select p.organisation_id, gen_random_uuid(), p.id, f.kind, 'answered', to_jsonb(f.wishes[1 + p.n % cardinality(f.wishes)]), now()
  from placed p, (values ('preference_language', array['same', 'same_only', 'interpreter', 'no_preference']),
    ('preference_worker_sex', array['female', 'female_only', 'no_preference', 'male', 'no_preference']),
    ('preference_format', array['individual', 'group', 'no_preference'])) as f(kind, wishes))
insert into referrals (organisation_id, id, reference, person_id, team_id, state, source, urgency, consent, form_version, received_at, respond_by)
select p.organisation_id, gen_random_uuid(), 'BENCH-' || p.n, p.id, t.id, 'accepted', 'self', 'routine', 'given', 'benchmark', now(), now()
from placed p, t`;

const WORKERS = `
with accounts_made as (
  insert into accounts (organisation_id, id, email, name, role, team_id)
  select $1::uuid, gen_random_uuid(), 'w' || n || '@benchmark.example', 'Worker ' || n, 'link_worker', $2::uuid
  from generate_series($3::int, $4::int) n returning id),
placed as (select a.id, row_number() over () as n from accounts_made a),
made as (
  insert into link_workers (organisation_id, account_id, team_id, sex, background, capacity, topics, formats, works_in)
  select $1::uuid, p.id, $2::uuid, case when p.n % 3 = 0 then 'male' else 'female' end, 'Grew up elsewhere', 40,
    array['maternity', 'children'], array['individual'], array['LS' || p.n % 20] from placed p returning account_id)
select id from placed`;

/** Everybody's list as it is in a service at work: some room, some none, interpreting counted, endings lately. */
const LOADS = `
update link_workers w set open_referrals = 25 + s.n % 20, open_weight = (25 + s.n % 20) * 1.15, last_given_on = current_date - (s.n % 30)::int,
  recent_closings = array(select current_date - (k * 11)::int from generate_series(1, (s.n % 9)::int) k)
from (select account_id, row_number() over () as n from link_workers) s where s.account_id = w.account_id`;

const TONGUES = `
insert into link_worker_languages (organisation_id, account_id, language, level)
select w.organisation_id, w.account_id, l.tag, l.level from (select *, row_number() over () as n from link_workers) w,
  lateral (values ('en', 'fluent'),
    ((array['ti','ar','apc','ary','am','so','fa','prs','ps','ckb'])[1 + w.n % 10], 'first'),
    ((array['ur','pa','bn','pl','ro','uk','yue','zh-Hans','fr','es'])[1 + (w.n / 3) % 10], 'working')) as l(tag, level)
on conflict do nothing`;

export async function runMatch({ workers, calls }: MatchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-match-'));
  const server = await startEmbedded(join(folder, 'postgres'));
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, NAME);
  await migrate({ host, user: 'footbridge_owner', database: NAME });
  const superuser = new pg.Client({ host, user: 'postgres', database: NAME });
  await superuser.connect();
  const database = connect({ host, user: APP_ROLE, database: NAME }, { poolSize: 2 });
  try {
    await measure(database, superuser, workers, calls);
  } finally {
    await database.close();
    await superuser.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  database: Database,
  superuser: pg.Client,
  workers: readonly number[],
  calls: number,
): Promise<void> {
  const postmaster = await postmasterOf(superuser);
  const [organisation, team] = [randomUUID(), randomUUID()];
  await superuser.query(`insert into organisations (id, name, slug) values ($1, 'Benchmark', 'benchmark')`, [
    organisation,
  ]);
  await superuser.query(
    `insert into teams (organisation_id, id, name, is_default) values ($1, $2, 'Team', true)`,
    [organisation, team],
  );
  await superuser.query(SEEDED, [organisation, team, PEOPLE]);
  const actor: StaffActor = {
    kind: 'staff',
    organisationId: organisation,
    accountId: randomUUID(),
    role: 'manager',
    name: 'Manager',
    teamId: null,
    referringOrganisationId: null,
  };
  const { rows } = await superuser.query<Asked>(
    'select id as "referralId", person_id as "personId", team_id as "teamId" from referrals order by id',
  );
  console.log(
    'workers  calls   match p50  p95   person p50   candidates p50   ranking and sentences p50   CPU: Node  database   (ms)',
  );
  let there = 0;
  for (const wanted of workers) {
    if (wanted > there) await superuser.query(WORKERS, [organisation, team, there + 1, wanted]);
    there = Math.max(there, wanted);
    await superuser.query(TONGUES);
    await superuser.query(LOADS);
    await superuser.query('vacuum analyze');
    for (let n = 0; n < 50; n += 1) await match(database, actor, rows[n % rows.length] as Asked);
    const [ours, theirs] = [cpuSeconds(process.pid), cpuSeconds(postmaster)];
    const times: Times[] = [];
    for (let n = 0; n < calls; n += 1)
      times.push(await match(database, actor, rows[n % rows.length] as Asked));
    const each = (from: number, to: number): number => (1000 * (to - from)) / calls;
    print(there, times, {
      // The database is a child of this process and counted with it.
      node: each(ours, cpuSeconds(process.pid)) - each(theirs, cpuSeconds(postmaster)),
      database: each(theirs, cpuSeconds(postmaster)),
    });
  }
}

async function postmasterOf(superuser: pg.Client): Promise<number> {
  const { rows } = await superuser.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  );
  return rows[0]?.pid ?? 0;
}

type Asked = { readonly referralId: string; readonly personId: string; readonly teamId: string };
type Times = {
  readonly whole: number;
  readonly person: number;
  readonly query: number;
  readonly ranking: number;
};

/** What the page of allocation does before it is written, in one transaction. */
async function match(database: Database, actor: StaffActor, asked: Asked): Promise<Times> {
  const start = performance.now();
  const part = await asActor(database, actor, async ctx => {
    const begun = performance.now();
    const person = await loadPersonRecord(ctx, asked.personId);
    const loaded = performance.now();
    const candidates = await loadCandidates(ctx, asked);
    const queried = performance.now();
    if (!person || candidates.length === 0) throw new Error('there is nobody to match');
    const wishes = withReferral(wishesOf(person), ['NAV-GP', 'EDU-SCH', 'MH-TORT', 'HOU-SET']);
    const ranking = rankWorkers(wishes, candidates, londonDay(ctx.clock()));
    const said = tradeOffs(wishes, ranking);
    if (said.length === 0) throw new Error('a match without a sentence');
    return { person: loaded - begun, query: queried - loaded, ranking: performance.now() - queried };
  });
  return { whole: performance.now() - start, ...part };
}

type Cpu = { readonly node: number; readonly database: number };

function print(workers: number, times: readonly Times[], cpu: Cpu): void {
  const of = (part: keyof Times) => latenciesOf(times.map(each => each[part]));
  const ms = (number: number, width: number): string => number.toFixed(2).padStart(width);
  const whole = of('whole');
  console.log(
    `${String(workers).padStart(7)}${String(times.length).padStart(7)}${ms(whole.p50, 12)}${ms(whole.p95, 6)}${ms(of('person').p50, 13)}` +
      `${ms(of('query').p50, 17)}${ms(of('ranking').p50, 28)}${ms(cpu.node, 14)}${ms(cpu.database, 10)}`,
  );
}
