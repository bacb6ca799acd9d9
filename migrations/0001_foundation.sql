-- Who works here, how they sign in, what they did, and what is still to be sent.
-- Every table that belongs to a service carries organisation_id first in its key; see docs/decisions/0003-row-level-security.md.

create extension if not exists pg_trgm;

-- The actor of this transaction. `set_config(…, true)` leaves an empty string behind after a transaction, hence nullif.
create function app_organisation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;
create function app_role() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.role', true), '') $$;
create function app_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
create function app_team() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.team_id', true), '')::uuid $$;
create function app_referring_organisation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.referring_organisation_id', true), '')::uuid $$;

-- ---------------------------------------------------------------------------------------------- organisations

create table organisations (
  id uuid primary key,
  name text not null,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  parent_id uuid references organisations (id),
  ods_code text,
  phone text,
  email text,
  response_days integer not null default 5 check (response_days between 1 and 60),
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table organisations is 'A service that runs social prescribing: the tenant. Parents (PCN, ICB) are data, so that services can move between them.';

create table teams (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  area text,
  is_default boolean not null default false,
  primary key (organisation_id, id),
  unique (organisation_id, name)
);
create unique index teams_one_default on teams (organisation_id) where is_default;

create table referring_organisations (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('gp_practice', 'hospital', 'council', 'charity', 'other')),
  ods_code text,
  team_id uuid,
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, team_id) references teams (organisation_id, id)
);
create unique index referring_organisations_ods on referring_organisations (organisation_id, ods_code) where ods_code is not null;
comment on table referring_organisations is 'Who sends people here: GP practices, hospitals, councils, charities.';

-- ---------------------------------------------------------------------------------------------- people who sign in

create table accounts (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('referrer', 'link_worker', 'manager', 'administrator', 'privacy_lead', 'evaluator')),
  team_id uuid,
  referring_organisation_id uuid,
  password_hash text,
  totp_secret_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  oidc_issuer text,
  oidc_subject text,
  demonstration boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  foreign key (organisation_id, referring_organisation_id) references referring_organisations (organisation_id, id),
  check (role <> 'referrer' or referring_organisation_id is not null),
  check (role <> 'link_worker' or team_id is not null)
);
create unique index accounts_email on accounts (lower(email));
create unique index accounts_oidc on accounts (oidc_issuer, oidc_subject) where oidc_subject is not null;
comment on column accounts.email is 'Unique over all organisations, since it is typed before an organisation is known; the sign-in page never says whether it exists.';

create table sessions (
  organisation_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor_at timestamptz,
  user_agent text,
  primary key (token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);
create index sessions_by_account on sessions (organisation_id, account_id);

create table sign_in_attempts (
  key_hash bytea not null,
  at timestamptz not null,
  succeeded boolean not null
);
create index sign_in_attempts_recent on sign_in_attempts (key_hash, at desc);
comment on table sign_in_attempts is 'Failed and successful attempts by hashed key (account with device, device alone); no names, no addresses.';

create table one_time_links (
  organisation_id uuid not null references organisations (id),
  token_hash bytea not null,
  purpose text not null check (purpose in ('set_password', 'draft', 'answer')),
  account_id uuid,
  subject_id uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (token_hash),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id) on delete cascade
);

create table api_clients (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  token_hash bytea not null unique,
  referring_organisation_id uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, referring_organisation_id) references referring_organisations (organisation_id, id)
);

-- ---------------------------------------------------------------------------------------------- what was done

create table audit_events (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  xact xid8 not null default pg_current_xact_id(),
  actor_kind text not null,
  actor_id uuid,
  event text not null check (event ~ '^[a-z-]+\.[a-z-]+$'),
  subject_type text,
  subject_id uuid,
  purpose text,
  request_id text,
  detail_digest bytea,
  primary key (organisation_id, id)
);
create index audit_events_by_subject on audit_events (organisation_id, subject_id, at desc) where subject_id is not null;
create index audit_events_by_actor on audit_events (organisation_id, actor_id, at desc);
create index audit_events_to_seal on audit_events (organisation_id, xact, id);
comment on table audit_events is 'Append-only; ids, never names. Sealed in batches into a hash chain per organisation (audit_seals).';

-- One hash a row over every column that says something; the text of a jsonb array is canonical.
create function audit_event_hash(e audit_events) returns bytea language sql stable set search_path = public, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(e.organisation_id, e.id, extract(epoch from e.at), e.actor_kind, e.actor_id, e.event,
    e.subject_type, e.subject_id, e.purpose, e.request_id, encode(e.detail_digest, 'hex'))::text, 'UTF8'))
$$;

create table audit_event_details (
  organisation_id uuid not null,
  event_id uuid not null,
  salt bytea not null,
  detail jsonb not null,
  primary key (organisation_id, event_id),
  foreign key (organisation_id, event_id) references audit_events (organisation_id, id)
);
comment on table audit_event_details is 'Detail that may have to be erased: a row of its own, so that the chain stays whole without it.';

create table audit_seals (
  organisation_id uuid not null references organisations (id),
  number bigint not null,
  sealed_at timestamptz not null,
  event_ids uuid[] not null,
  event_hashes bytea[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organisation_id, number)
);

create table audit_sealed_up_to (
  organisation_id uuid not null references organisations (id),
  xact xid8 not null,
  primary key (organisation_id)
);

-- ---------------------------------------------------------------------------------------------- what is to be sent, what is half written

create table outbox (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  event text not null,
  subject_id uuid not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (organisation_id, id)
);
comment on table outbox is 'Written with the act it tells of; relayed to the job queue after the commit and then deleted.';

create table drafts (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  kind text not null,
  owner_account_id uuid,
  owner_token_hash bytea,
  answers jsonb not null default '{}',
  version integer not null default 1,
  language text not null default 'en',
  submitted_as uuid,
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organisation_id, id),
  check ((owner_account_id is null) <> (owner_token_hash is null))
);
create index drafts_by_owner on drafts (organisation_id, owner_account_id, updated_at desc) where owner_account_id is not null;
create index drafts_by_token on drafts (organisation_id, owner_token_hash) where owner_token_hash is not null;
create index drafts_to_expire on drafts (expires_at);

-- ---------------------------------------------------------------------------------------------- who may see what

do $$
declare t text;
begin
  foreach t in array array['organisations', 'teams', 'referring_organisations', 'accounts', 'sessions', 'sign_in_attempts',
    'one_time_links', 'api_clients', 'audit_events', 'audit_event_details', 'audit_seals', 'audit_sealed_up_to', 'outbox', 'drafts']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy own on organisations for select using (id = app_organisation() or app_role() in ('gate'));
create policy administered on organisations for update using (id = app_organisation() and app_role() in ('administrator', 'system'));

create policy own on teams for select using (organisation_id = app_organisation() or app_role() = 'gate');
create policy administered on teams for all
  using (organisation_id = app_organisation() and app_role() in ('administrator', 'system'));

create policy own on referring_organisations for select using (organisation_id = app_organisation() or app_role() = 'gate');
create policy administered on referring_organisations for all
  using (organisation_id = app_organisation() and app_role() in ('administrator', 'system'));

-- Colleagues see each other's names; a referrer or an outsider sees nobody but themselves.
create policy own on accounts for select using (
  app_role() = 'gate'
  or (organisation_id = app_organisation() and (app_role() not in ('referrer', 'public', 'client') or id = app_account())));
create policy at_the_gate on accounts for update using (app_role() = 'gate');
create policy administered on accounts for all
  using (organisation_id = app_organisation() and app_role() in ('administrator', 'system'));

create policy at_the_gate on sessions for all using (app_role() = 'gate');
create policy own on sessions for all using (
  organisation_id = app_organisation() and (account_id = app_account() or app_role() in ('administrator', 'system')));

create policy at_the_gate on sign_in_attempts for all using (app_role() = 'gate');

create policy at_the_gate on one_time_links for all using (app_role() = 'gate');
create policy own on one_time_links for all using (
  organisation_id = app_organisation() and app_role() in ('administrator', 'link_worker', 'manager', 'system'));

create policy at_the_gate on api_clients for select using (app_role() = 'gate');
create policy administered on api_clients for all
  using (organisation_id = app_organisation() and app_role() in ('administrator', 'system'));

create policy append on audit_events for insert with check (organisation_id = app_organisation() or app_role() = 'gate');
create policy reviewed on audit_events for select
  using (organisation_id = app_organisation() and app_role() in ('privacy_lead', 'system'));
create policy append on audit_event_details for insert with check (organisation_id = app_organisation() or app_role() = 'gate');
create policy reviewed on audit_event_details for select
  using (organisation_id = app_organisation() and app_role() in ('privacy_lead', 'system'));
create policy erased on audit_event_details for delete
  using (organisation_id = app_organisation() and app_role() in ('privacy_lead', 'system'));
create policy sealed on audit_seals for all using (organisation_id = app_organisation() and app_role() = 'system');
create policy reviewed on audit_seals for select
  using (organisation_id = app_organisation() and app_role() in ('privacy_lead', 'system'));
create policy sealed on audit_sealed_up_to for all using (organisation_id = app_organisation() and app_role() = 'system');

create policy written on outbox for insert with check (organisation_id = app_organisation());
create policy relayed on outbox for all using (organisation_id = app_organisation() and app_role() = 'system');

-- A draft without an account is found by the hash of a secret that only its owner's browser holds.
create policy own on drafts for all using (
  organisation_id = app_organisation()
  and (app_role() = 'system' or owner_account_id = app_account()
    or (owner_account_id is null and owner_token_hash = decode(nullif(current_setting('app.draft_token_hash', true), ''), 'hex'))));

-- Questions asked before an organisation is chosen, by visitors, jobs and commands. Forced row-level security holds for the owner
-- too, so these functions act as 'registry' for their own length, and each gives away ids (and public names) only.
create policy counted on organisations for select using (app_role() = 'registry');
create policy counted on outbox for select using (app_role() = 'registry');
create policy counted on audit_events for select using (app_role() = 'registry');
create policy counted on audit_sealed_up_to for select using (app_role() = 'registry');

create function organisation_by_slug(wanted text) returns table (id uuid, name text, demonstration boolean) language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'registry', true);
  return query select o.id, o.name, o.demonstration from organisations o where o.slug = wanted;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
create function organisation_ids() returns setof uuid language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'registry', true);
  return query select o.id from organisations o;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
create function organisations_with_outbox() returns setof uuid language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'registry', true);
  return query select distinct b.organisation_id from outbox b;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
create function organisations_to_seal() returns setof uuid language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'registry', true);
  return query select o.id from organisations o left join audit_sealed_up_to s on s.organisation_id = o.id
    where exists (select 1 from audit_events e where e.organisation_id = o.id and (s.xact is null or e.xact > s.xact));
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
