// What the floor asks of the database: the statements a job cannot do without.

export const STATEMENTS = {
  caseload: `
    with mine as (
      select person_id, bool_or(state = 'active') as begun, min(allocated_at) as since from referrals
      where organisation_id = $1 and worker_id = $2 and state in ('allocated', 'active') group by person_id),
    next as (
      select distinct on (person_id) person_id, due_on, title from tasks
      where organisation_id = $1 and worker_id = $2 and state = 'open' order by person_id, due_on, id),
    listed as materialized (select m.*, n.due_on, n.title from mine m left join next n using (person_id)),
    shown as (select * from listed order by due_on nulls last, since, person_id limit 20)
    select (select count(*) from listed) as total, s.*, p.display_name,
      (select label from person_languages where organisation_id = $1 and person_id = s.person_id and use = 'speaks'
        order by preferred desc, id limit 1) as language,
      (select value from person_facts where organisation_id = $1 and person_id = s.person_id and kind = 'interpreter'
        order by recorded_at desc, id desc limit 1) as interpreter,
      (select happened_at from contacts where organisation_id = $1 and person_id = s.person_id order by happened_at desc limit 1) as last_at
    from shown s join people p on p.organisation_id = $1 and p.id = s.person_id order by s.due_on nulls last, s.since, s.person_id`,
  person: `
    select p.*,
      (select jsonb_agg(to_jsonb(n)) from person_names n where n.organisation_id = $1 and n.person_id = $2) as names,
      (select jsonb_agg(to_jsonb(c)) from person_contact_points c where c.organisation_id = $1 and c.person_id = $2) as contact_points,
      (select jsonb_agg(to_jsonb(l)) from person_languages l where l.organisation_id = $1 and l.person_id = $2) as languages,
      (select jsonb_agg(to_jsonb(f)) from (select distinct on (kind) kind, status, value, recorded_at from person_facts
        where organisation_id = $1 and person_id = $2 order by kind, recorded_at desc, id desc) f) as facts
    from people p where p.organisation_id = $1 and p.id = $2`,
  referrals: `select r.*, array(select code from referral_interventions i where i.organisation_id = $1 and i.referral_id = r.id) as interventions
    from referrals r where r.organisation_id = $1 and r.person_id = $2 order by r.received_at desc`,
  tasks: `(select * from tasks where organisation_id = $1 and person_id = $2 and state = 'open' order by due_on, id)
    union all (select * from tasks where organisation_id = $1 and person_id = $2 and state <> 'open' order by ended_at desc, id limit 5)`,
  contacts: `select c.*, a.name as worker_name, count(*) over () as total
    from contacts c left join accounts a on a.organisation_id = c.organisation_id and a.id = c.worker_id
    where c.organisation_id = $1 and c.person_id = $2 order by c.happened_at desc, c.id desc limit 5`,
  plan: `select p.*,
      (select jsonb_agg(to_jsonb(n)) from plan_needs n where n.organisation_id = $1 and n.plan_id = p.id and n.ended_at is null) as needs,
      (select jsonb_agg(to_jsonb(g) || jsonb_build_object('steps', (select jsonb_agg(to_jsonb(s)) from steps s
        where s.organisation_id = $1 and s.goal_id = g.id))) from goals g where g.organisation_id = $1 and g.plan_id = p.id) as goals
    from plans p join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    where p.organisation_id = $1 and r.person_id = $2`,
  measures: `select m.* from measure_responses m join referrals r on r.organisation_id = m.organisation_id and r.id = m.referral_id
    where m.organisation_id = $1 and r.person_id = $2`,
  insertContact: `insert into contacts (organisation_id, id, person_id, worker_id, recorded_by, note, happened_at, minutes, mode, interpreter, recorded_at)
    values ($1, $2, $3, $4, $4, $5, now() - interval '1 day', 35, 'telephone', 'professional', now())`,
  insertTask: `insert into tasks (organisation_id, id, worker_id, person_id, kind, title, due_on, created_at, created_by)
    values ($1, $2, $3, $4, 'follow_up', $5, current_date + 7, now(), $3)`,
  lockDraft:
    'select answers from drafts where organisation_id = $1 and id = $2 and submitted_as is null for update',
  markDraft: `update drafts set submitted_as = id, answers = '{}' where organisation_id = $1 and id = $2`,
  insertPerson: `insert into people (organisation_id, id, team_id, display_name, name_folded, birth_date, birth_date_status, created_at)
    select $1, $2, t.id, $3, lower($3), '1987', 'answered', now() from teams t where t.organisation_id = $1 and t.is_default`,
  insertNames: `insert into person_names (organisation_id, id, person_id, use, full_name, folded, recorded_at)
    select $1, id, $2, 'legal', full_name, folded, now() from jsonb_to_recordset($3) as r(id uuid, full_name text, folded text)`,
  insertContactPoints: `insert into person_contact_points (organisation_id, id, person_id, kind, value, recorded_at)
    select $1, id, $2, 'phone', value, now() from jsonb_to_recordset($3) as r(id uuid, value text)`,
  insertLanguages: `insert into person_languages (organisation_id, id, person_id, language, label, use)
    select $1, id, $2, language, language, 'speaks' from jsonb_to_recordset($3) as r(id uuid, language text)`,
  insertFacts: `insert into person_facts (organisation_id, id, person_id, kind, status, recorded_at)
    select $1, id, $2, kind, 'not_known', now() from jsonb_to_recordset($3) as r(id uuid, kind text)`,
  insertReferral: `insert into referrals (organisation_id, id, reference, person_id, team_id, state, source, urgency, consent, form_version,
      reason, message_id, received_at, respond_by)
    select $1, $2, $3, $4, t.id, 'received', 'message', 'soon', 'given', 'floor', 'New here, knows nobody yet', $5, now(), now()
    from teams t where t.organisation_id = $1 and t.is_default`,
  insertEvent: `insert into referral_events (organisation_id, id, referral_id, to_state, at) values ($1, $2, $3, 'received', now())`,
  insertMessage: `insert into received_messages (organisation_id, id, message_id, payload_sealed, received_at) values ($1, $2, $3, $4, now())`,
} as const;

export type Statement = keyof typeof STATEMENTS;
