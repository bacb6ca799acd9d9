-- The rest of HSDS 3.x (Open Referral), what our services need to know beyond it, and what feeds need: runs that can be resumed,
-- pages fetched, problems found, and words nobody understood yet. Names are those of HSDS. Every new column is nullable: unknown.

-- A feed or file -----------------------------------------------------------------------------------------------------------------

alter table directory_sources
  add column kind text not null default 'built-in' check (kind in ('built-in', 'feed', 'file')),
  add column standard text check (standard in ('oruk-1.0', 'oruk-3.0', 'hsds-3.0', 'hsds-3.1', 'tabular', 'csv')),
  add column feed_url text check (feed_url ~ '^https?://'),
  add column mapping jsonb,
  add column refresh_hours integer check (refresh_hours between 1 and 8760),
  add column next_refresh_at timestamptz,
  add column paused boolean not null default false,
  add column allow_private boolean not null default false,
  add column stale_after integer not null default 3 check (stale_after > 0),
  add column etag text,
  add column http_last_modified text,
  add column modified_after_works boolean;
create index directory_sources_due on directory_sources (next_refresh_at) where next_refresh_at is not null and not paused;
comment on column directory_sources.mapping is 'For CSV: which column is which field, as in seeds/directory/mappings.';
comment on column directory_sources.allow_private is 'The operator allows this feed to be at a private address of the own network.';
comment on column directory_sources.stale_after is 'After how many whole imports without it a service counts as stale.';
comment on column directory_sources.modified_after_works is 'Whether the server was seen to obey modified_after; many ignore what they are asked.';

alter table directory_imports
  alter column counts set default '{}',
  add column via text not null default 'command' check (via in ('command', 'schedule', 'page')),
  add column state text not null default 'done' check (state in ('running', 'done', 'partly', 'failed', 'not-changed')),
  add column finished_at timestamptz,
  add column total_pages integer,
  add column list_url text,
  add column error text;
create unique index directory_imports_running on directory_imports (source_id) where state = 'running';
comment on column directory_imports.state is 'partly: some pages or details could not be fetched, so nothing was marked missing.';

create table directory_import_pages (
  import_id uuid not null references directory_imports (id) on delete cascade,
  page integer not null check (page > 0),
  at timestamptz not null,
  fetched boolean not null,
  attempts integer not null default 1,
  http_status integer,
  original_ids text[] not null default '{}',
  counts jsonb not null default '{}',
  problem text,
  primary key (import_id, page)
);
comment on table directory_import_pages is 'Each page of a feed that a run fetched or gave up on; a run that was cut off goes on after them.';

create table directory_import_problems (
  import_id uuid not null references directory_imports (id) on delete cascade,
  ordering integer not null,
  record text not null,
  field text not null,
  reason text not null,
  value text not null,
  primary key (import_id, ordering)
);
comment on table directory_import_problems is 'Records and pages a run could not take at all. Fields that were dropped stand with their record in directory_records.';

alter table directory_records add column misses integer not null default 0;
create index directory_records_missing on directory_records (source_id, missing_since) where missing_since is not null;
create index directory_records_with_problems on directory_records (source_id, original_id) where problems <> '[]';

create table directory_unknown_strings (
  id uuid primary key,
  source_id uuid not null references directory_sources (id),
  field text not null check (field in ('language', 'taxonomy-term')),
  text text not null,
  times integer not null default 1,
  example text,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  meaning text[],
  decided_at timestamptz,
  unique (source_id, field, text),
  check ((meaning is null) = (decided_at is null))
);
create index directory_unknown_strings_waiting on directory_unknown_strings (times desc, id) where meaning is null;
comment on column directory_unknown_strings.example is 'Identifier, in its source, of the first record that had it.';
comment on column directory_unknown_strings.meaning is 'Language tags or codes of kinds, as a person decided; empty: it means none. Used by the next import.';

-- Services -----------------------------------------------------------------------------------------------------------------------

create table directory_programs (
  id uuid primary key,
  organization_id uuid not null references directory_organizations (id) on delete cascade,
  name text not null,
  alternate_name text,
  description text
);
create index directory_programs_by_organization on directory_programs (organization_id);

alter table directory_organizations
  add column uri text,
  add column logo text,
  add column year_incorporated integer,
  add column tax_status text,
  add column tax_id text,
  add column vendor jsonb;
comment on column directory_organizations.vendor is 'Fields of the source that no column holds, as it sent them.';

alter table directory_services
  add column program_id uuid references directory_programs (id) on delete set null,
  add column fees text,
  add column assurer_email text,
  add column licenses text,
  add column vendor jsonb,
  add column missing_since timestamptz,
  add column stale_since timestamptz,
  add column replaced_by uuid references directory_services (id),
  add column attending_sex text check (attending_sex in ('women', 'men', 'mixed')),
  add column creche boolean,
  add column step_free boolean,
  add column remote text[] check (remote <@ array['in_person', 'phone', 'video', 'online']),
  add column open_to_nrpf boolean,
  add column stages text[] check (stages <@ array['arrival', 'awaiting_decision', 'positive', 'positive_nrpf', 'negative_supported',
    'negative_destitute', 'resettlement']),
  add column asks_status boolean,
  add column referral_routes text[] check (referral_routes <@ array['self', 'any_professional', 'gp_only', 'form', 'phone']),
  add column takes_referrals boolean,
  add column takes_referrals_as_of date,
  add column format text check (format in ('one_to_one', 'group', 'both')),
  add column trauma_informed boolean,
  add column travel_costs_paid boolean,
  add check (replaced_by <> id);
create index directory_services_by_source on directory_services (source_id, id);
create index directory_services_replaced on directory_services (replaced_by) where replaced_by is not null;
create index directory_services_by_change on directory_services (last_modified, id);
comment on column directory_services.open_to_nrpf is 'Open to people with no recourse to public funds.';
comment on column directory_services.stages is 'Stages of the asylum and settlement journey it works at; of the service, never of a person.';
comment on column directory_services.asks_status is 'Whether it asks about immigration status.';
comment on column directory_services.takes_referrals is 'True or false as of takes_referrals_as_of; null: not known.';
comment on column directory_services.missing_since is 'First whole import in which its source no longer listed it.';
comment on column directory_services.stale_since is 'When it had been missing from as many imports as its source allows; still kept.';
comment on column directory_services.vendor is 'Fields of the source that no column holds, as it sent them.';
comment on column directory_services.fees is 'As ORUK 3.0 has it, beside fees_description of HSDS.';

alter table directory_locations
  add column alternate_name text,
  add column url text,
  add column organization_id uuid references directory_organizations (id) on delete set null,
  add column confidential boolean not null default false,
  add column vendor jsonb;
create index directory_locations_by_organization on directory_locations (organization_id) where organization_id is not null;
comment on column directory_locations.confidential is 'Such as a refuge: its address and point never leave by page for others, feed, map, export or log; only its area.';

alter table directory_addresses add column attention text;

-- Parts that a service, a place, an organisation or a person to ask may have -----------------------------------------------------

create table directory_contacts (
  id uuid primary key,
  organization_id uuid references directory_organizations (id) on delete cascade,
  service_id uuid references directory_services (id) on delete cascade,
  service_at_location_id uuid references directory_service_at_locations (id) on delete cascade,
  location_id uuid references directory_locations (id) on delete cascade,
  name text,
  title text,
  department text,
  email text,
  check (num_nonnulls(organization_id, service_id, service_at_location_id, location_id) = 1)
);

alter table directory_phones
  alter column service_id drop not null,
  add column organization_id uuid references directory_organizations (id) on delete cascade,
  add column location_id uuid references directory_locations (id) on delete cascade,
  add column service_at_location_id uuid references directory_service_at_locations (id) on delete cascade,
  add column contact_id uuid references directory_contacts (id) on delete cascade,
  add check (num_nonnulls(service_id, organization_id, location_id, service_at_location_id, contact_id) = 1);

alter table directory_languages
  alter column service_id drop not null,
  add column location_id uuid references directory_locations (id) on delete cascade,
  add column phone_id uuid references directory_phones (id) on delete cascade,
  add column by_interpreter boolean not null default false,
  add check (num_nonnulls(service_id, location_id, phone_id) = 1);
comment on column directory_languages.by_interpreter is 'Through an interpreter; otherwise spoken at the door.';

alter table directory_schedules
  drop constraint directory_schedules_check,
  add column location_id uuid references directory_locations (id) on delete cascade,
  add column count integer check (count > 0),
  add column wkst text check (wkst in ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
  add column byweekno text,
  add column byyearday text,
  add check (num_nonnulls(service_id, service_at_location_id, location_id) > 0);

alter table directory_service_areas
  alter column service_id drop not null,
  alter column name drop not null,
  add column service_at_location_id uuid references directory_service_at_locations (id) on delete cascade,
  add column description text,
  add check (num_nonnulls(service_id, service_at_location_id) = 1);

create table directory_cost_options (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  valid_from date,
  valid_to date,
  option text,
  currency text,
  amount numeric check (amount >= 0),
  amount_description text
);

create table directory_fundings (
  id uuid primary key,
  organization_id uuid references directory_organizations (id) on delete cascade,
  service_id uuid references directory_services (id) on delete cascade,
  source text not null,
  check (num_nonnulls(organization_id, service_id) = 1)
);

create table directory_accessibility (
  id uuid primary key,
  location_id uuid not null references directory_locations (id) on delete cascade,
  description text,
  details text,
  url text
);

create table directory_required_documents (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  document text not null,
  uri text
);

create table directory_units (
  id uuid primary key,
  name text not null,
  scheme text,
  identifier text,
  uri text
);

create table directory_service_capacities (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  unit_id uuid not null references directory_units (id),
  available numeric not null,
  maximum numeric,
  description text,
  updated timestamptz not null
);
comment on column directory_service_capacities.updated is 'Old capacity is shown as unknown.';

create table directory_urls (
  id uuid primary key,
  organization_id uuid references directory_organizations (id) on delete cascade,
  service_id uuid references directory_services (id) on delete cascade,
  label text,
  url text not null,
  check (num_nonnulls(organization_id, service_id) = 1)
);

-- Taxonomies, attributes and changes ---------------------------------------------------------------------------------------------

create table directory_taxonomies (
  id uuid primary key,
  source_id uuid references directory_sources (id),
  name text not null,
  description text,
  uri text,
  version text
);

alter table directory_taxonomy_terms
  drop constraint directory_taxonomy_terms_taxonomy_code_key,
  add column source_id uuid references directory_sources (id),
  add column taxonomy_id uuid references directory_taxonomies (id),
  add unique nulls not distinct (source_id, taxonomy, code);
create index directory_taxonomy_terms_by_code on directory_taxonomy_terms (taxonomy, code);
create index directory_taxonomy_terms_by_taxonomy on directory_taxonomy_terms (taxonomy_id) where taxonomy_id is not null;
create index directory_taxonomy_terms_by_parent on directory_taxonomy_terms (parent_id) where parent_id is not null;
comment on column directory_taxonomy_terms.source_id is 'Null for the terms this product brings; otherwise the feed whose term it is.';

create table directory_attributes (
  id uuid primary key,
  service_id uuid references directory_services (id) on delete cascade,
  organization_id uuid references directory_organizations (id) on delete cascade,
  location_id uuid references directory_locations (id) on delete cascade,
  link_entity text not null check (link_entity ~ '^[a-z_]{1,40}$'),
  link_id uuid not null,
  link_type text,
  taxonomy_term_id uuid references directory_taxonomy_terms (id),
  value text,
  label text,
  check (num_nonnulls(service_id, organization_id, location_id) = 1)
);
create index directory_attributes_by_term on directory_attributes (taxonomy_term_id, service_id);
comment on table directory_attributes is 'HSDS attribute: a term or a value on anything. One of three ids says whose part it is, and so with what it goes.';

create table directory_metadata (
  id uuid primary key,
  service_id uuid references directory_services (id) on delete cascade,
  organization_id uuid references directory_organizations (id) on delete cascade,
  location_id uuid references directory_locations (id) on delete cascade,
  resource_id uuid not null,
  resource_type text not null check (resource_type ~ '^[a-z_]{1,40}$'),
  last_action_date date not null,
  last_action_type text not null,
  field_name text not null,
  previous_value text not null,
  replacement_value text not null,
  updated_by text not null,
  check (num_nonnulls(service_id, organization_id, location_id) = 1)
);
comment on table directory_metadata is 'HSDS metadata: what the source says it changed, field by field.';

-- An index for every way to a part, and the same policies as every other table of the directory ----------------------------------

do $$
declare c record;
begin
  for c in
    select table_name as t, column_name as k from information_schema.columns
    where table_schema = 'public' and column_name in ('service_id', 'organization_id', 'location_id', 'service_at_location_id', 'contact_id', 'phone_id', 'unit_id')
      and table_name in ('directory_contacts', 'directory_phones', 'directory_languages', 'directory_schedules', 'directory_service_areas',
        'directory_cost_options', 'directory_fundings', 'directory_accessibility', 'directory_required_documents', 'directory_service_capacities',
        'directory_urls', 'directory_attributes', 'directory_metadata')
      -- Those that migration 0005 made.
      and (table_name, column_name) not in (('directory_phones', 'service_id'), ('directory_languages', 'service_id'),
        ('directory_schedules', 'service_id'), ('directory_schedules', 'service_at_location_id'), ('directory_service_areas', 'service_id'))
  loop
    execute format('create index %I on %I (%I) where %I is not null', c.t || '_' || c.k, c.t, c.k, c.k);
  end loop;
end $$;

do $$
declare t text;
begin
  foreach t in array array['directory_import_pages', 'directory_import_problems', 'directory_unknown_strings', 'directory_programs',
    'directory_contacts', 'directory_cost_options', 'directory_fundings', 'directory_accessibility', 'directory_required_documents',
    'directory_units', 'directory_service_capacities', 'directory_urls', 'directory_taxonomies', 'directory_attributes',
    'directory_metadata'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    if t in ('directory_import_pages', 'directory_import_problems', 'directory_unknown_strings') then
      execute format($p$create policy repaired on %I for select using (app_role() in ('system', 'administrator'))$p$, t);
    else
      execute format('create policy published on %I for select using (true)', t);
    end if;
    execute format($p$create policy added on %I for insert with check (app_role() in ('system', 'administrator'))$p$, t);
    execute format($p$create policy changed on %I for update using (app_role() in ('system', 'administrator'))$p$, t);
    execute format($p$create policy removed on %I for delete using (app_role() in ('system', 'administrator'))$p$, t);
  end loop;
end $$;

create or replace function analyze_directory() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() is null or app_role() not in ('system', 'administrator') then
    raise exception 'only the system and administrators import' using errcode = '42501';
  end if;
  analyze directory_sources, directory_organizations, directory_organization_identifiers, directory_services, directory_locations,
    directory_addresses, directory_service_at_locations, directory_phones, directory_languages, directory_schedules,
    directory_service_areas, directory_taxonomy_terms, directory_service_terms, directory_attributes, directory_contacts,
    directory_cost_options, directory_words, postcodes;
end $$;
