-- What searches need: a note of which services changed in which transaction, so that every process can bring its index in memory
-- up to date before it answers; and shortlists of services, which hold nothing about anybody.

create table directory_changes (
  id uuid primary key default gen_random_uuid(),
  changed_in xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  service_ids uuid[]
);
create index directory_changes_by_transaction on directory_changes (changed_in);
create index directory_changes_by_time on directory_changes (at);
comment on table directory_changes is 'One row a statement that changed the directory. Kept a week; an index older than that is built anew.';
comment on column directory_changes.changed_in is 'Compared with the snapshot an index was read in: a change that committed later counts as new, however long it took.';
comment on column directory_changes.service_ids is 'Null: so many that everything is read again.';

alter table directory_changes enable row level security;
alter table directory_changes force row level security;
-- Everybody reads it, as everything of the directory; only the trigger below writes, and the serving role is not granted to.
create policy published on directory_changes for select using (true);
create policy noted on directory_changes for insert with check (true);
create policy locked on directory_changes for update using (true);
create policy forgotten on directory_changes for delete using (true);

-- Whose rows a statement touched is asked of the rows themselves: the column that leads to a service, or by the location.
create function note_directory_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
begin
  execute format(
    case tg_argv[0]
      when 'location' then 'select array_agg(service_id) from (select distinct sl.service_id from touched t
        join directory_service_at_locations sl on sl.location_id = t.%I limit 501) s'
      when 'place' then 'select array_agg(service_id) from (select distinct sl.service_id from touched t
        join directory_service_at_locations sl on sl.id = t.%I limit 501) s'
      else 'select array_agg(service_id) from (select distinct %I as service_id from touched limit 501) s'
    end, tg_argv[1]) into ids;
  ids := array_remove(ids, null);
  if cardinality(ids) > 0 then
    insert into directory_changes (service_ids) values (case when cardinality(ids) > 500 then null else ids end);
    delete from directory_changes where id in (
      select id from directory_changes where at < now() - interval '7 days' limit 100 for update skip locked);
  end if;
  return null;
end $$;

do $$
declare t record; event text;
begin
  for t in select * from (values
    ('directory_services', 'service', 'id'), ('directory_service_at_locations', 'service', 'service_id'),
    ('directory_languages', 'service', 'service_id'), ('directory_schedules', 'service', 'service_id'),
    ('directory_schedules', 'place', 'service_at_location_id'), ('directory_schedules', 'location', 'location_id'),
    ('directory_cost_options', 'service', 'service_id'), ('directory_required_documents', 'service', 'service_id'),
    ('directory_locations', 'location', 'id'), ('directory_addresses', 'location', 'location_id')) as v(tab, way, col)
  loop
    foreach event in array array['insert', 'update', 'delete'] loop
      execute format('create trigger %I after %s on %I referencing %s table as touched
        for each statement execute function note_directory_change(%L, %L)',
        'note_' || event || '_' || t.way, event, t.tab, case event when 'delete' then 'old' else 'new' end, t.way, t.col);
    end loop;
  end loop;
end $$;

-- Shortlists ---------------------------------------------------------------------------------------------------------------------

create table shortlists (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  account_id uuid not null,
  service_ids uuid[] not null default '{}' check (cardinality(service_ids) <= 50),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  token_hash bytea,
  shared_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id),
  check ((token_hash is null) = (shared_at is null) and (token_hash is null) = (expires_at is null)),
  check (revoked_at is null or token_hash is not null)
);
create unique index shortlists_in_hand on shortlists (organisation_id, account_id) where token_hash is null;
create index shortlists_shared on shortlists (organisation_id, account_id, shared_at desc) where token_hash is not null;
comment on table shortlists is 'Services that somebody picked: no name, no words, nothing about whom they are for. One without a link is in hand.';
comment on column shortlists.token_hash is 'SHA-256 of the secret in the link; the secret itself is shown once and not kept.';

alter table shortlists enable row level security;
alter table shortlists force row level security;
create policy own on shortlists for select using (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('referrer', 'link_worker', 'manager') and account_id = app_account())));
create policy added on shortlists for insert with check (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('referrer', 'link_worker', 'manager') and account_id = app_account())));
create policy changed on shortlists for update using (organisation_id = app_organisation() and (app_role() = 'system'
  or (app_role() in ('referrer', 'link_worker', 'manager') and account_id = app_account())));

-- The services of one list to whoever holds the secret of its link, in the organisation that the address names; nobody else's.
create function open_shortlist(hash text) returns setof shortlists language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  return query select * from shortlists where organisation_id = app_organisation() and token_hash = decode(hash, 'hex') and revoked_at is null;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
