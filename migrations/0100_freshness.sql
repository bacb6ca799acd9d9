-- How far an entry of the directory can be trusted: checks, disputes of fields, referrals that failed, and what follows from them.
-- Shared by every organisation is what is so of a service: that it was checked, how and by which organisation; that a field is
-- disputed; how often it was picked and could not take somebody. Who reported and who checked is each organisation's own.

alter table steps
  add column not_done_because text check (not_done_because in
    ('service_closed', 'service_full', 'service_refused', 'service_not_reached', 'not_in_language', 'too_far', 'costs', 'not_open', 'documents', 'hours',
      'person', 'other', 'not_known')),
  add check (not_done_because is null or status = 'not_done');
comment on column steps.not_done_because is 'Why a step did not happen, where it was said. Those that begin with "service" count against the service.';

alter table directory_services
  drop constraint directory_services_last_check_method_check,
  add check (last_check_method in ('phone', 'email', 'visit', 'website', 'feed', 'provider')),
  add column last_checked_by text,
  add column trust_band smallint not null default 1 check (trust_band between 0 and 2);
comment on column directory_services.last_checked_by is 'Name of the organisation that checked, or "The service itself".';
comment on column directory_services.trust_band is '0 likely right, 1 ask first, 2 in doubt: of the score in directory_standings, for the order of searches.';

-- Shared -------------------------------------------------------------------------------------------------------------------------

create table directory_checks (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  at timestamptz not null,
  method text not null check (method in ('phone', 'email', 'visit', 'website', 'provider')),
  checked_by text not null,
  undone_at timestamptz
);
create index directory_checks_by_service on directory_checks (service_id, at desc);
comment on table directory_checks is 'When somebody made sure that an entry is right, and how. What its source says of that is assured_date of the service.';

create table directory_disputes (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  field text not null check (field ~ '^[a-z_]{1,40}$'),
  opened_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'right', 'corrected', 'unknown', 'withdrawn')),
  ended_at timestamptz,
  ended_by text,
  check ((state = 'open') = (ended_at is null))
);
create index directory_disputes_by_service on directory_disputes (service_id, opened_at desc);
create index directory_disputes_open on directory_disputes (opened_at, id) where state = 'open';
comment on table directory_disputes is 'Somebody said that a field is wrong ("closed": that the service is). Not who: that is in service_reports of their organisation.';

create table directory_dispute_words (
  dispute_id uuid primary key references directory_disputes (id) on delete cascade,
  said text not null
);
comment on table directory_dispute_words is 'What is right instead, as it was typed: for those who mend the directory, not for everybody.';

create table directory_tallies (
  service_id uuid not null references directory_services (id) on delete cascade,
  what text not null check (what in ('picked', 'service_closed', 'service_full', 'service_refused', 'service_not_reached')),
  day date not null,
  times integer not null check (times >= 0),
  primary key (service_id, what, day)
);
comment on table directory_tallies is 'How often a service was picked for a step or a shortlist, and how often it could not take somebody: numbers of all organisations together, and nobody.';

create table directory_standings (
  service_id uuid primary key references directory_services (id) on delete cascade,
  shown boolean not null,
  score smallint not null check (score between 0 and 100),
  band smallint not null check (band between 0 and 2),
  due_on date not null,
  checked_on date,
  picked integer not null,
  disputed smallint not null,
  gaps smallint not null,
  priority integer not null,
  seen_change timestamptz,
  counted_on date not null
);
create index directory_standings_by_priority on directory_standings (priority desc, service_id) where shown;
create index directory_standings_by_due on directory_standings (due_on, service_id) where shown;
create index directory_standings_by_score on directory_standings (score, service_id) where shown;
create index directory_standings_by_gaps on directory_standings (gaps desc, service_id) where shown;
create index directory_standings_disputed on directory_standings (priority desc, service_id) where shown and disputed > 0;
comment on table directory_standings is 'Worked out by the program from everything else, and again every day: never typed, and could be deleted.';
comment on column directory_standings.seen_change is 'changed_at of the service when this was worked out; null asks for it to be done again.';

create table directory_corrections (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  field text not null check (field ~ '^[a-z_]{1,40}$'),
  value jsonb not null,
  source_value jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  by_provider boolean not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('source-changed', 'taken-back', 'corrected-again')),
  check ((ended_at is null) = (ended_because is null))
);
create unique index directory_corrections_in_force on directory_corrections (service_id, field) where ended_at is null;
create index directory_corrections_by_service on directory_corrections (service_id, made_at desc);
comment on table directory_corrections is 'A layer over what sources say: a correction holds until the source itself says something else of that field than it did.';
comment on column directory_corrections.source_value is 'What the source said of the field when it was corrected.';

-- Duplicates ---------------------------------------------------------------------------------------------------------------------

create table directory_match_keys (
  key text collate "C" not null,
  service_id uuid not null references directory_services (id) on delete cascade,
  primary key (key, service_id)
);
create index directory_match_keys_by_service on directory_match_keys (service_id);
comment on table directory_match_keys is 'What two entries must share before they are compared at all, so that no entry is compared with every other.';

create table directory_duplicates (
  id uuid primary key,
  one_id uuid not null references directory_services (id) on delete cascade,
  other_id uuid not null references directory_services (id) on delete cascade,
  certain boolean not null,
  score smallint not null,
  reasons jsonb not null,
  found_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'same', 'different', 'later')),
  kept_id uuid references directory_services (id) on delete cascade,
  decided_at timestamptz,
  decided_by text,
  unique (one_id, other_id),
  check (one_id < other_id),
  check ((state = 'same') = (kept_id is not null)),
  check ((state = 'open') = (decided_at is null))
);
create index directory_duplicates_waiting on directory_duplicates (state, certain desc, score desc, id);
create index directory_duplicates_by_other on directory_duplicates (other_id);
create index directory_duplicates_by_kept on directory_duplicates (kept_id) where kept_id is not null;
comment on table directory_duplicates is 'Two entries that may be one service, for a person to say. What was said to be different is never asked again.';

do $$
declare t text;
begin
  foreach t in array array['directory_checks', 'directory_disputes', 'directory_dispute_words', 'directory_tallies', 'directory_standings',
    'directory_corrections', 'directory_match_keys', 'directory_duplicates'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    if t in ('directory_dispute_words', 'directory_match_keys', 'directory_duplicates') then
      execute format($p$create policy curated on %I for select using (app_role() in ('system', 'administrator'))$p$, t);
    else
      execute format('create policy published on %I for select using (true)', t);
    end if;
    if t = 'directory_standings' then
      -- Whoever checks or reports has the numbers worked out again at once; they follow from the other tables.
      execute format($p$create policy added on %I for insert with check (app_role() in
        ('system', 'administrator', 'manager', 'link_worker', 'referrer'))$p$, t);
      execute format($p$create policy changed on %I for update using (app_role() in
        ('system', 'administrator', 'manager', 'link_worker', 'referrer'))$p$, t);
    else
      execute format($p$create policy added on %I for insert with check (app_role() in ('system', 'administrator'))$p$, t);
      execute format($p$create policy changed on %I for update using (app_role() in ('system', 'administrator'))$p$, t);
    end if;
    execute format($p$create policy removed on %I for delete using (app_role() in ('system', 'administrator'))$p$, t);
  end loop;
end $$;

-- Each organisation's own --------------------------------------------------------------------------------------------------------

create table service_checks (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  service_id uuid not null references directory_services (id) on delete cascade,
  account_id uuid not null,
  method text not null check (method in ('phone', 'email', 'visit', 'website')),
  at timestamptz not null,
  undone_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id)
);
create index service_checks_by_service on service_checks (organisation_id, service_id, at desc);
comment on table service_checks is 'Who of an organisation made sure of an entry. That it was done is shared, in directory_checks under the same id.';

create table service_reports (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  service_id uuid not null references directory_services (id) on delete cascade,
  field text not null check (field ~ '^[a-z_]{1,40}$'),
  account_id uuid not null,
  said text,
  at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id)
);
create index service_reports_by_account on service_reports (organisation_id, account_id, at desc);
create index service_reports_by_service on service_reports (organisation_id, service_id);
comment on table service_reports is 'Who said that a field is wrong. The dispute itself is shared, in directory_disputes under the same id.';

create table provider_links (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  service_id uuid not null references directory_services (id) on delete cascade,
  token_hash bytea not null,
  made_at timestamptz not null,
  made_by uuid not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, token_hash),
  foreign key (organisation_id, made_by) references accounts (organisation_id, id)
);
create index provider_links_by_service on provider_links (organisation_id, service_id, made_at desc);
comment on table provider_links is 'Links by which whoever runs a service confirms or corrects its entry. Only SHA-256 of the secret is kept.';

do $$
declare t text;
begin
  foreach t in array array['service_checks', 'service_reports', 'provider_links'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
create policy seen on service_checks for select using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'administrator', 'system'));
create policy added on service_checks for insert with check (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('link_worker', 'manager', 'administrator') and account_id = app_account())));
create policy undone on service_checks for update using (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('link_worker', 'manager', 'administrator') and account_id = app_account())));
-- A colleague's name beside a complaint is for those who lead, not for every colleague.
create policy seen on service_reports for select using (organisation_id = app_organisation()
  and (app_role() in ('manager', 'administrator', 'system') or (app_role() in ('referrer', 'link_worker') and account_id = app_account())));
create policy added on service_reports for insert with check (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('referrer', 'link_worker', 'manager') and account_id = app_account())));
create policy withdrawn on service_reports for update using (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('referrer', 'link_worker', 'manager') and account_id = app_account())));
create policy kept on provider_links for all using (organisation_id = app_organisation() and app_role() in ('administrator', 'system'));

-- The link that a secret belongs to, in the organisation that the address names; nobody else's.
create function open_provider_link(hash text) returns setof provider_links language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  return query select * from provider_links where organisation_id = app_organisation() and token_hash = decode(hash, 'hex') and revoked_at is null;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- What an organisation's own act means for everybody -----------------------------------------------------------------------------

create function share_check() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  if tg_op = 'INSERT' then
    insert into directory_checks (id, service_id, at, method, checked_by)
    select new.id, new.service_id, new.at, new.method, o.name from organisations o where o.id = new.organisation_id;
  else
    update directory_checks set undone_at = new.undone_at where id = new.id;
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger share_check after insert on service_checks for each row execute function share_check();
create trigger share_undone_check after update of undone_at on service_checks for each row
  when (old.undone_at is distinct from new.undone_at) execute function share_check();

create function keep_last_check() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update directory_services s set last_checked = c.at, last_check_method = c.method, last_checked_by = c.checked_by
  from (select 1) as one left join lateral (select at, method, checked_by from directory_checks
    where service_id = new.service_id and undone_at is null order by at desc, id desc limit 1) c on true
  where s.id = new.service_id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger keep_last_check after insert or update on directory_checks for each row execute function keep_last_check();

create function share_report() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  if tg_op = 'INSERT' then
    insert into directory_disputes (id, service_id, field, opened_at) values (new.id, new.service_id, new.field, new.at);
    if new.said is not null then
      insert into directory_dispute_words (dispute_id, said) values (new.id, new.said);
    end if;
  else
    update directory_disputes set state = 'withdrawn', ended_at = new.withdrawn_at where id = new.id and state = 'open';
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger share_report after insert on service_reports for each row execute function share_report();
create trigger share_withdrawal after update of withdrawn_at on service_reports for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function share_report();

create function keep_trust_band() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update directory_services set trust_band = new.band where id = new.service_id and trust_band <> new.band;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger keep_trust_band after insert on directory_standings for each row when (new.band <> 1) execute function keep_trust_band();
create trigger keep_changed_trust_band after update of band on directory_standings for each row
  when (old.band <> new.band) execute function keep_trust_band();

-- Numbers of how often, without of whom ------------------------------------------------------------------------------------------

create function tally_step() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
  today date := (new.updated_at at time zone 'Europe/London')::date;
begin
  perform set_config('app.role', 'system', true);
  if new.service_id is not null and (tg_op = 'INSERT' or new.service_id is distinct from old.service_id) then
    insert into directory_tallies (service_id, what, day, times) select s.id, 'picked', today, 1 from directory_services s where s.id = new.service_id
    on conflict (service_id, what, day) do update set times = directory_tallies.times + 1;
  end if;
  if tg_op = 'UPDATE' and old.service_id is not null and old.not_done_because like 'service%'
      and (old.service_id, old.not_done_because) is distinct from (new.service_id, new.not_done_because) then
    update directory_tallies set times = greatest(times - 1, 0)
    where service_id = old.service_id and what = old.not_done_because and day = (old.updated_at at time zone 'Europe/London')::date;
  end if;
  if new.service_id is not null and new.not_done_because like 'service%'
      and (tg_op = 'INSERT' or (old.service_id, old.not_done_because) is distinct from (new.service_id, new.not_done_because)) then
    insert into directory_tallies (service_id, what, day, times)
    select s.id, new.not_done_because, today, 1 from directory_services s where s.id = new.service_id
    on conflict (service_id, what, day) do update set times = directory_tallies.times + 1;
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger tally_step after insert on steps for each row when (new.service_id is not null) execute function tally_step();
create trigger tally_changed_step after update of service_id, not_done_because on steps for each row
  when ((old.service_id, old.not_done_because) is distinct from (new.service_id, new.not_done_because)) execute function tally_step();

create function tally_shortlist() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  insert into directory_tallies (service_id, what, day, times)
  select s.id, 'picked', (new.changed_at at time zone 'Europe/London')::date, 1
  from directory_services s where s.id = any(new.service_ids) and s.id <> all(old.service_ids)
  on conflict (service_id, what, day) do update set times = directory_tallies.times + 1;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger tally_shortlist after update of service_ids on shortlists for each row
  when (cardinality(new.service_ids) > cardinality(old.service_ids)) execute function tally_shortlist();

-- A part that changes is a change of its service: for changed_at, for what is published, and for searches --------------------------

-- The services are named one by one, so that each is found by its key: joined to the rows that were touched, all services were read
-- for every statement of an import.
create function touch_service_of_part() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  execute format(
    'update directory_services set last_modified = last_modified where changed_at <> now() and id = any(array('
    || case tg_argv[0]
      when 'location' then 'select sl.service_id from touched t join directory_service_at_locations sl on sl.location_id = t.%I'
      when 'place' then 'select sl.service_id from touched t join directory_service_at_locations sl on sl.id = t.%I'
      when 'contact' then 'select c.service_id from touched t join directory_contacts c on c.id = t.%I'
      else 'select distinct %I from touched'
    end || '))', tg_argv[1]);
  return null;
end $$;

do $$
declare t record; event text;
begin
  for t in select * from (values
    ('directory_phones', 'service', 'service_id'), ('directory_phones', 'contact', 'contact_id'),
    ('directory_phones', 'place', 'service_at_location_id'), ('directory_phones', 'location', 'location_id'),
    ('directory_schedules', 'service', 'service_id'), ('directory_schedules', 'place', 'service_at_location_id'),
    ('directory_schedules', 'location', 'location_id'), ('directory_languages', 'service', 'service_id'),
    ('directory_addresses', 'location', 'location_id')) as v(tab, way, col)
  loop
    foreach event in array array['insert', 'update', 'delete'] loop
      execute format('create trigger %I after %s on %I referencing %s table as touched
        for each statement execute function touch_service_of_part(%L, %L)',
        'touch_' || event || '_' || t.way, event, t.tab, case event when 'delete' then 'old' else 'new' end, t.way, t.col);
    end loop;
  end loop;
end $$;

-- Where an entry that was replaced leads: itself when it was not.
create function directory_kept(wanted uuid) returns uuid language sql stable parallel safe set search_path = public, pg_temp as $$
  with recursive way as (
    select s.id, s.replaced_by, 1 as steps from directory_services s where s.id = wanted
    union all
    select s.id, s.replaced_by, w.steps + 1 from way w join directory_services s on s.id = w.replaced_by where w.steps < 20
  )
  select id from way order by steps desc limit 1
$$;

-- Statistics after an import, as before and with what is new. -------------------------------------------------------------------
create or replace function analyze_directory() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() is null or app_role() not in ('system', 'administrator') then
    raise exception 'only the system and administrators import' using errcode = '42501';
  end if;
  analyze directory_sources, directory_organizations, directory_organization_identifiers, directory_services, directory_locations,
    directory_addresses, directory_service_at_locations, directory_phones, directory_languages, directory_schedules,
    directory_service_areas, directory_taxonomy_terms, directory_service_terms, directory_attributes, directory_contacts,
    directory_cost_options, directory_words, directory_standings, directory_match_keys, directory_duplicates, postcodes;
end $$;
