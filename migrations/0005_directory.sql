-- Services that people can be sent to: reference data shared by every organisation, in the shape of HSDS 3.0 (Open Referral).
-- Nothing here is about a person. Anybody who can reach the database may read it (it is published data); only the system and
-- administrators write. The reading policy is the constant `true` on purpose: any other condition is a security barrier behind
-- which PostgreSQL may not use the text, trigram and point indexes, since their operators are not leakproof.

create table directory_sources (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  name text not null,
  publisher text not null,
  url text not null,
  licence text not null,
  licence_url text,
  attribution text not null,
  as_of text not null check (as_of ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  demonstration boolean not null default false,
  fetched_at timestamptz
);
comment on table directory_sources is 'A feed or file that entries come from; feeds do not state a licence, so it is kept here.';
comment on column directory_sources.as_of is 'The day, month or year the entries describe; never younger than they are.';

create table directory_imports (
  id uuid primary key,
  source_id uuid not null references directory_sources (id),
  at timestamptz not null,
  counts jsonb not null
);
create index directory_imports_by_source on directory_imports (source_id, at desc);

create table directory_records (
  source_id uuid not null references directory_sources (id),
  original_id text not null,
  raw jsonb not null,
  content_hash bytea not null,
  fetched_at timestamptz not null,
  missing_since timestamptz,
  problems jsonb not null default '[]',
  primary key (source_id, original_id)
);
comment on table directory_records is 'What the source sent, as it was sent; problems lists each field that was dropped or changed, and why.';
comment on column directory_records.missing_since is 'First import whose file no longer held it. Nothing is deleted because one fetch lacked it.';

create table directory_organizations (
  id uuid primary key,
  source_id uuid not null,
  original_id text not null,
  name text not null,
  alternate_name text,
  description text,
  email text,
  website text,
  legal_status text,
  parent_organization_id uuid references directory_organizations (id)
);
comment on column directory_organizations.id is 'Made from the source and its own identifier, so that (source_id, original_id) is unique without an index of its own; so are all ids here. The source itself is checked on the services: once a record is enough.';

create table directory_organization_identifiers (
  id uuid primary key,
  organization_id uuid not null references directory_organizations (id) on delete cascade,
  identifier_scheme text,
  identifier_type text not null,
  identifier text not null
);
create index directory_organization_identifiers_by_value on directory_organization_identifiers (identifier, identifier_type);
create index directory_organization_identifiers_by_organization on directory_organization_identifiers (organization_id);

create table directory_services (
  id uuid primary key,
  source_id uuid not null references directory_sources (id),
  original_id text not null,
  organization_id uuid not null references directory_organizations (id),
  name text not null,
  alternate_name text,
  description text,
  url text,
  email text,
  status text not null default 'active' check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  interpretation_services text,
  application_process text,
  fees_description text,
  wait_time text,
  accreditations text,
  eligibility_description text,
  minimum_age numeric check (minimum_age >= 0),
  maximum_age numeric check (maximum_age >= 0),
  alert text,
  assured_date date,
  last_modified timestamptz,
  last_checked timestamptz,
  last_check_method text check (last_check_method in ('phone', 'visit', 'website', 'provider')),
  left_out text check (left_out in ('outside-uk', 'internal')),
  kinds text[] not null default '{}',
  placed boolean not null default false,
  name_folded text collate "C" not null,
  search tsvector not null
);
create index directory_services_by_words on directory_services using gin (search, kinds);
create index directory_services_by_name on directory_services (name_folded, id) where left_out is null and status <> 'defunct' and status <> 'inactive';
create index directory_services_without_place on directory_services (id) where not placed;
create index directory_services_by_organization on directory_services (organization_id);
comment on column directory_services.last_checked is 'When somebody here last made sure that it is so; null until somebody has.';
comment on column directory_services.left_out is 'Why searches leave it out although its source lists it.';
comment on column directory_services.kinds is 'Codes of its taxonomy terms and of their parents, kept beside the text for one index over both.';
comment on column directory_services.placed is 'Whether any of its locations has a point.';
comment on column directory_services.search is 'Words folded by the program (any script, no accents), weighted A name, B place and organisation, C kind, D description.';

create table directory_locations (
  id uuid primary key,
  source_id uuid not null,
  original_id text not null,
  location_type text not null default 'physical' check (location_type in ('physical', 'postal', 'virtual')),
  name text,
  description text,
  transportation text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  external_identifier text,
  external_identifier_type text,
  check ((latitude is null) = (longitude is null))
);
create index directory_locations_by_point on directory_locations using gist (point(longitude, latitude)) where latitude is not null;

create table directory_addresses (
  id uuid primary key,
  location_id uuid not null references directory_locations (id) on delete cascade,
  address_1 text not null,
  address_2 text,
  city text,
  region text,
  state_province text,
  postal_code text,
  country text not null default 'GB',
  address_type text not null default 'physical' check (address_type in ('physical', 'postal', 'virtual'))
);
create index directory_addresses_by_location on directory_addresses (location_id);

create table directory_service_at_locations (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  location_id uuid not null references directory_locations (id) on delete cascade,
  description text,
  unique (service_id, location_id)
);
create index directory_service_at_locations_by_location on directory_service_at_locations (location_id, service_id);

create table directory_phones (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  number text not null,
  extension text,
  type text,
  description text,
  ordering integer not null default 0
);
create index directory_phones_by_service on directory_phones (service_id, ordering);

create table directory_languages (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  name text,
  code text,
  note text
);
create index directory_languages_by_service on directory_languages (service_id);
create index directory_languages_by_code on directory_languages (code, service_id);

create table directory_schedules (
  id uuid primary key,
  service_id uuid references directory_services (id) on delete cascade,
  service_at_location_id uuid references directory_service_at_locations (id) on delete cascade,
  valid_from date,
  valid_to date,
  dtstart date,
  until date,
  freq text check (freq in ('WEEKLY', 'MONTHLY')),
  interval integer check (interval > 0),
  byday text,
  bymonthday text,
  opens_at time,
  closes_at time,
  timezone text not null default 'Europe/London',
  attending_type text,
  schedule_link text,
  description text,
  notes text,
  check (service_id is not null or service_at_location_id is not null)
);
create index directory_schedules_by_service on directory_schedules (service_id);
create index directory_schedules_by_location on directory_schedules (service_at_location_id);

create table directory_service_areas (
  id uuid primary key,
  service_id uuid not null references directory_services (id) on delete cascade,
  name text not null,
  extent text,
  extent_type text,
  uri text
);
create index directory_service_areas_by_service on directory_service_areas (service_id);

create table directory_taxonomy_terms (
  id uuid primary key,
  taxonomy text not null,
  code text not null,
  name text not null,
  description text,
  parent_id uuid references directory_taxonomy_terms (id),
  term_uri text,
  language text,
  services integer not null default 0,
  unique (taxonomy, code)
);
comment on column directory_taxonomy_terms.services is 'How many services that searches show carry it; counted again after each import.';

create table directory_service_terms (
  service_id uuid not null references directory_services (id) on delete cascade,
  term_id uuid not null references directory_taxonomy_terms (id),
  primary key (service_id, term_id)
);
comment on table directory_service_terms is 'HSDS attribute of a service: which terms describe it, without their parents. Searches read directory_services.kinds instead.';

create table directory_words (
  word text collate "C" primary key,
  services integer not null
);
create index directory_words_alike on directory_words using gist (word gist_trgm_ops);
comment on table directory_words is 'The words of all entries, without codes and postcodes: to find what a misspelt word was meant to be.';

create table postcodes (
  postcode text collate "C" primary key,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180)
);
comment on table postcodes is 'Where postcodes are. A sample until the operator loads the ONS Postcode Directory.';

do $$
declare t text;
begin
  foreach t in array array['directory_sources', 'directory_imports', 'directory_records', 'directory_organizations',
    'directory_organization_identifiers', 'directory_services', 'directory_locations', 'directory_addresses',
    'directory_service_at_locations', 'directory_phones', 'directory_languages', 'directory_schedules', 'directory_service_areas',
    'directory_taxonomy_terms', 'directory_service_terms', 'directory_words', 'postcodes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- What a source sent may hold names of its staff: only those who repair imports read it.
    if t in ('directory_records', 'directory_imports') then
      execute format($p$create policy repaired on %I for select using (app_role() in ('system', 'administrator'))$p$, t);
    else
      execute format('create policy published on %I for select using (true)', t);
    end if;
    execute format($p$create policy added on %I for insert with check (app_role() in ('system', 'administrator'))$p$, t);
    execute format($p$create policy changed on %I for update using (app_role() in ('system', 'administrator'))$p$, t);
    execute format($p$create policy removed on %I for delete using (app_role() in ('system', 'administrator'))$p$, t);
  end loop;
end $$;

-- An import changes everything at once, and plans made without new statistics are fifty times slower until autovacuum comes by.
create function analyze_directory() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() is null or app_role() not in ('system', 'administrator') then
    raise exception 'only the system and administrators import' using errcode = '42501';
  end if;
  analyze directory_sources, directory_organizations, directory_organization_identifiers, directory_services, directory_locations,
    directory_addresses, directory_service_at_locations, directory_phones, directory_service_areas, directory_taxonomy_terms,
    directory_service_terms, directory_words, postcodes;
end $$;
