// Made-up people with wishes of every kind, and link workers of one team, for the match to be measured with.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { StaffActor } from '#kernel';

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

export type Asked = { readonly referralId: string; readonly personId: string; readonly teamId: string };

export type Service = {
  readonly actor: StaffActor;
  readonly teamId: string;
  /** One a person. */
  readonly referrals: readonly Asked[];
};

/** A service with its people and no link worker yet. */
export async function makeService(superuser: pg.Client): Promise<Service> {
  const [organisation, teamId] = [randomUUID(), randomUUID()];
  await superuser.query(`insert into organisations (id, name, slug) values ($1, 'Benchmark', 'benchmark')`, [
    organisation,
  ]);
  await superuser.query(
    `insert into teams (organisation_id, id, name, is_default) values ($1, $2, 'Team', true)`,
    [organisation, teamId],
  );
  await superuser.query(SEEDED, [organisation, teamId, PEOPLE]);
  const { rows: referrals } = await superuser.query<Asked>(
    'select id as "referralId", person_id as "personId", team_id as "teamId" from referrals order by id',
  );
  const actor: StaffActor = {
    kind: 'staff',
    organisationId: organisation,
    accountId: randomUUID(),
    role: 'manager',
    name: 'Manager',
    teamId: null,
    referringOrganisationId: null,
  };
  return { actor, teamId, referrals };
}

/** As many as are wanted, with those there were. */
export async function fillTeam(
  superuser: pg.Client,
  { actor, teamId }: Service,
  there: number,
  wanted: number,
): Promise<void> {
  if (wanted > there) await superuser.query(WORKERS, [actor.organisationId, teamId, there + 1, wanted]);
  await superuser.query(TONGUES);
  await superuser.query(LOADS);
  await superuser.query('vacuum analyze');
}
