-- What was asked for, offered and given, and why not; what is known of a worker so that a match costs one query; and how much each
-- referral weighs. What a person asks for stays in person_facts: here is kept only how it stood when something was offered or given.
-- docs/decisions/0025-preferences-and-match.md.

alter table link_workers
  add column topics text[] not null default '{}',
  add column formats text[] not null default '{}' check (formats <@ array['individual', 'group']),
  add column works_in text[] not null default '{}',
  add column spoken text[] not null default '{}',
  add column open_weight numeric(8, 2) not null default 0,
  add column last_given_on date,
  add column recent_closings date[] not null default '{}';
create index link_workers_by_team on link_workers (organisation_id, team_id);
comment on column link_workers.topics is 'What the worker says they know about; not a certificate.';
comment on column link_workers.formats is 'Empty: not said.';
comment on column link_workers.works_in is 'Postcode districts (LS7) or areas (LS) where the worker can meet people. Empty: not said.';
comment on column link_workers.spoken is 'Kept by trigger: link_worker_languages as ''ti first'', the best level first.';
comment on column link_workers.open_weight is 'Kept by trigger: the sum of carried_weight of open referrals.';
comment on column link_workers.recent_closings is 'Kept by trigger: days on which referrals of this worker ended, of the last 90 days before the newest.';

create function keep_spoken() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare whose record := case when tg_op = 'DELETE' then old else new end;
begin
  update link_workers w set spoken = array(select l.language || ' ' || l.level from link_worker_languages l
      where l.organisation_id = w.organisation_id and l.account_id = w.account_id
      order by array_position(array['first', 'fluent', 'working'], l.level), l.language)
    where w.organisation_id = whose.organisation_id and w.account_id = whose.account_id;
  return null;
end $$;
create trigger keep_spoken after insert or update or delete on link_worker_languages for each row execute function keep_spoken();

alter table referrals add column carried_weight numeric(4, 2) not null default 1;
comment on column referrals.carried_weight is 'How many places of a worker''s list it takes: 1, more with interpreting or many kinds of help.';

-- 1; half a place more where an interpreter is needed for this worker; a quarter for each kind of help beyond three, at most half.
create function referral_weight(service uuid, referral uuid, person uuid, worker uuid) returns numeric
  language sql stable set search_path = public, pg_temp as $$
  select 1
    + case when coalesce((select f.value = 'true'::jsonb from person_facts f where f.organisation_id = service and f.person_id = person
          and f.kind = 'interpreter' order by f.recorded_at desc, f.id desc limit 1), false)
        and not exists (select 1 from person_languages p join link_worker_languages w on w.organisation_id = service and w.account_id = worker
          and split_part(lower(w.language), '-', 1) = split_part(lower(p.language), '-', 1)
          where p.organisation_id = service and p.person_id = person and p.use = 'speaks' and lower(p.language) not like 'en%')
      then 0.5 else 0 end
    + least(0.5, 0.25 * greatest(0, greatest(
        (select count(*) from referral_interventions i where i.organisation_id = service and i.referral_id = referral),
        (select count(*) from plan_needs n join plans p on p.organisation_id = service and p.id = n.plan_id
          where n.organisation_id = service and p.referral_id = referral and n.ended_at is null)) - 3))
$$;

create function weigh_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.carried_weight := referral_weight(new.organisation_id, new.id, new.person_id, new.worker_id);
  return new;
end $$;
create trigger weigh_referral before insert or update of state, worker_id on referrals
  for each row when (new.worker_id is not null and new.state in ('allocated', 'active')) execute function weigh_referral();

-- The interpreter or the needs of a person became other ones.
create function weigh_again() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update referrals r set carried_weight = referral_weight(r.organisation_id, r.id, r.person_id, r.worker_id)
    where r.organisation_id = new.organisation_id and r.person_id = new.person_id and r.worker_id is not null
      and r.state in ('allocated', 'active');
  return null;
end $$;
create trigger weigh_again after insert on person_facts
  for each row when (new.kind = 'interpreter' and app_role() in ('link_worker', 'manager', 'system')) execute function weigh_again();
create trigger weigh_again after insert or update of ended_at on plan_needs for each row execute function weigh_again();

create or replace function keep_open_referrals() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
  ended date;
begin
  perform set_config('app.role', 'system', true);
  if tg_op = 'UPDATE' and old.worker_id is not null and old.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals - 1, open_weight = open_weight - old.carried_weight
      where organisation_id = old.organisation_id and account_id = old.worker_id;
  end if;
  if new.worker_id is not null and new.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals + 1, open_weight = open_weight + new.carried_weight,
        last_given_on = greatest(last_given_on, (new.allocated_at at time zone 'Europe/London')::date)
      where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  if new.worker_id is not null and new.state = 'closed' and (tg_op = 'INSERT' or old.state <> 'closed') then
    ended := (coalesce(new.closed_at, now()) at time zone 'Europe/London')::date;
    update link_workers set recent_closings = array(
        select day from unnest(recent_closings || ended) as day
        where day > (select max(d) - 90 from unnest(recent_closings || ended) as d) order by day)
      where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
drop trigger keep_open_referrals on referrals;
create trigger keep_open_referrals after insert or update of state, worker_id, carried_weight on referrals
  for each row execute function keep_open_referrals();

create table preference_outcomes (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  worker_id uuid,
  kind text not null check (kind in ('language', 'culture', 'sex', 'format', 'depth')),
  step text not null check (step in ('offered', 'given')),
  asked text not null,
  what text not null check (length(what) between 1 and 60),
  language text,
  fit text not null check (fit in ('met', 'partly', 'not_met', 'no_wish', 'not_asked', 'not_known')),
  reason text check (reason in ('nobody-with-this', 'no-place-in-time', 'interpreter-used-instead', 'person-chose-otherwise',
    'not-possible-here', 'other')),
  note text not null default '' check (length(note) <= 1000),
  source text not null check (source in ('allocation', 'contact', 'plan', 'preference', 'staff')),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id)
);
create index preference_outcomes_newest on preference_outcomes (organisation_id, referral_id, kind, recorded_at desc, id desc);
create index preference_outcomes_by_person on preference_outcomes (organisation_id, person_id, recorded_at desc, id desc);
comment on table preference_outcomes is 'The ledger beside what was asked (person_facts): offered and given, with how well it fits and why not. A history; the newest of a referral, kind and step holds.';
comment on column preference_outcomes.asked is 'The wish as it stood at that moment: a value, or why there is none. not_asked is never no_preference.';

create table worker_choices (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  worker_id uuid not null,
  chosen_by text not null check (chosen_by in ('person', 'staff', 'not_said')),
  why text not null default '' check (length(why) <= 1000),
  offered jsonb not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id)
);
create index worker_choices_by_person on worker_choices (organisation_id, person_id, recorded_at desc);
create index worker_choices_by_referral on worker_choices (organisation_id, referral_id, recorded_at desc);
comment on table worker_choices is 'Which link worker was chosen, by whom and why; offered is [{worker, points, apart}] in the order shown.';

do $$
declare t text;
begin
  foreach t in array array['preference_outcomes', 'worker_choices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy follows_person on %1$I for select using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system')
      and (app_role() in ('manager', 'privacy_lead', 'system')
        or (select true from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id)))$p$, t);
    execute format($p$create policy worked on %1$I for insert with check (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system')
      and (select true from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
    -- A history: nobody writes over it. Only a referral that moves to another record takes it along (below).
    execute format($p$create policy moved on %1$I for update using (organisation_id = app_organisation() and app_role() = 'system')$p$, t);
  end loop;
end $$;

create function move_preferences_with_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update preference_outcomes set person_id = new.person_id where organisation_id = new.organisation_id and referral_id = new.id;
  update worker_choices set person_id = new.person_id where organisation_id = new.organisation_id and referral_id = new.id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger move_preferences_with_referral after update of person_id on referrals
  for each row when (new.person_id <> old.person_id) execute function move_preferences_with_referral();

-- How often what was asked for was given, of referrals that were given to a link worker. One row a cell and a preference; counts are
-- protected as in insight_funnel: fewer than 5 not shown, one hidden alone takes another with it, the rest to the nearest 5.
-- `split`: none; language (the preferred spoken one); sex (of the person). `asked_for` is a wish that can be met; those without
-- a wish (it does not matter) and those not asked are counted apart, and so is what nobody has recorded.
create function insight_preferences(wanted_year integer, split text)
  returns table (cell text, kind text, measure text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with cohort as (
    select r.id, r.person_id, case split
        when 'none' then 'all'
        when 'sex' then coalesce((select f.value #>> '{}' from person_facts f where f.organisation_id = r.organisation_id
          and f.person_id = r.person_id and f.kind = 'sex' order by f.recorded_at desc, f.id desc limit 1), 'not_known')
        when 'language' then coalesce((select split_part(lower(l.language), '-', 1) from person_languages l
          where l.organisation_id = r.organisation_id and l.person_id = r.person_id and l.use = 'speaks'
          order by l.preferred desc, l.id limit 1), 'not_known')
      end as cell
    from referrals r
    where r.organisation_id = app_organisation() and r.allocated_at is not null
      and (wanted_year is null or financial_year_of(r.received_at) = wanted_year)),
  -- A language that few speak, or a rare answer, says too much by its name alone.
  sized as (select c.*, count(*) over (partition by c.cell) as size from cohort c where c.cell is not null),
  named as (select s.id, s.person_id, case when split <> 'none' and s.size < 5 and s.cell <> 'not_known' then 'other' else s.cell end as cell
    from sized s),
  kinds as (select k from unnest(array['language', 'culture', 'sex', 'format', 'depth']) as k),
  newest as (
    select distinct on (o.referral_id, o.kind) o.referral_id, o.kind, o.fit from preference_outcomes o
    where o.organisation_id = app_organisation() and o.step = 'given'
    order by o.referral_id, o.kind, o.recorded_at desc, o.id desc),
  wished as (
    select n.cell, kinds.k as kind, x.fit, coalesce(f.status, 'not_asked') as status, f.value #>> '{}' as value
    from named n cross join kinds
    left join newest x on x.referral_id = n.id and x.kind = kinds.k
    left join lateral (select a.status, a.value from person_facts a where a.organisation_id = app_organisation() and a.person_id = n.person_id
      and a.kind = case kinds.k when 'sex' then 'preference_worker_sex' else 'preference_' || kinds.k end
      order by a.recorded_at desc, a.id desc limit 1) f on true),
  wide as (
    select w.cell, w.kind, count(*) as people,
      count(*) filter (where w.status = 'answered' and w.value <> 'no_preference') as asked_for,
      count(*) filter (where w.status = 'answered' and w.value <> 'no_preference' and w.fit = 'met') as met,
      count(*) filter (where w.status = 'answered' and w.value <> 'no_preference' and w.fit = 'partly') as partly,
      count(*) filter (where w.status = 'answered' and w.value <> 'no_preference' and w.fit = 'not_met') as not_met,
      count(*) filter (where w.status = 'answered' and w.value <> 'no_preference'
        and coalesce(w.fit, 'not_known') not in ('met', 'partly', 'not_met')) as not_known,
      count(*) filter (where w.status = 'answered' and w.value = 'no_preference') as no_wish,
      count(*) filter (where w.status = 'declined') as declined,
      count(*) filter (where w.status not in ('answered', 'declined')) as not_asked
    from wished w group by w.cell, w.kind),
  counted as (
    select w.cell, w.kind, m.measure, m.exact, m.exact < 5 as few
    from wide w, lateral (values ('people', w.people), ('asked_for', w.asked_for), ('met', w.met), ('partly', w.partly),
      ('not_met', w.not_met), ('not_known', w.not_known), ('no_wish', w.no_wish), ('declined', w.declined),
      ('not_asked', w.not_asked)) as m(measure, exact)),
  ranked as (
    select c.*, count(*) filter (where c.few) over (partition by c.kind, c.measure) as hidden_here,
      row_number() over (partition by c.kind, c.measure, c.few order by c.exact, c.cell) as place
    from counted c)
  select k.cell, k.kind, k.measure,
    case when k.few or (k.hidden_here = 1 and k.place = 1) then null else (round(k.exact / 5.0) * 5)::integer end,
    case when k.few then 'few' when k.hidden_here = 1 and k.place = 1 then 'guard' end
  from ranked k order by k.cell, k.kind, k.measure;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- Referrals that were open before.
do $$
declare service uuid;
begin
  perform set_config('app.role', 'system', true);
  for service in select * from organisation_ids() loop
    perform set_config('app.role', 'system', true);
    perform set_config('app.organisation_id', service::text, true);
    update referrals r set carried_weight = referral_weight(service, r.id, r.person_id, r.worker_id)
      where r.organisation_id = service and r.worker_id is not null and r.state in ('allocated', 'active');
    update link_workers w set
      spoken = array(select l.language || ' ' || l.level from link_worker_languages l
        where l.organisation_id = service and l.account_id = w.account_id
        order by array_position(array['first', 'fluent', 'working'], l.level), l.language),
      open_weight = coalesce((select sum(r.carried_weight) from referrals r where r.organisation_id = service
        and r.worker_id = w.account_id and r.state in ('allocated', 'active')), 0),
      last_given_on = (select max((r.allocated_at at time zone 'Europe/London')::date) from referrals r
        where r.organisation_id = service and r.worker_id = w.account_id and r.state in ('allocated', 'active')),
      recent_closings = array(select (r.closed_at at time zone 'Europe/London')::date from referrals r
        where r.organisation_id = service and r.worker_id = w.account_id and r.state = 'closed' and r.closed_at > now() - interval '90 days'
        order by 1)
      where w.organisation_id = service;
  end loop;
  perform set_config('app.role', '', true);
  perform set_config('app.organisation_id', '', true);
end $$;
