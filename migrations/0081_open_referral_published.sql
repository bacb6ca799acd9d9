-- What publishing the directory needs: when an entry last changed here, ways to count and page what is published, and taxonomies whole.

-- A harvester that asked yesterday must hear today of an entry that was taken in today, however old its source says it is.
alter table directory_services add column changed_at timestamptz not null default now();
comment on column directory_services.changed_at is 'When this entry last changed in this directory: last_modified of what is published. last_modified here is the source''s own word.';
create index directory_services_published on directory_services (id) where left_out is null and replaced_by is null;
create index directory_services_by_our_change on directory_services (changed_at, id) where left_out is null and replaced_by is null;

create function directory_service_changed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  return new;
end $$;
-- Not for the columns that searches are made of: counting words again changes no entry.
create trigger directory_services_changed before update of source_id, original_id, organization_id, program_id, name, alternate_name,
  description, url, email, status, interpretation_services, application_process, fees, fees_description, wait_time, accreditations,
  eligibility_description, minimum_age, maximum_age, alert, assured_date, assurer_email, licenses, last_modified, last_checked,
  last_check_method, left_out, missing_since, stale_since, replaced_by, attending_sex, creche, step_free, remote, open_to_nrpf, stages,
  asks_status, referral_routes, takes_referrals, takes_referrals_as_of, format, trauma_informed, travel_costs_paid
  on directory_services for each row execute function directory_service_changed();

-- A place that becomes confidential must be fetched again by everybody who has a copy.
create function directory_location_guarded() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update directory_services set changed_at = now()
  where id in (select service_id from directory_service_at_locations where location_id = new.id);
  return null;
end $$;
create trigger directory_locations_guarded after update of confidential on directory_locations for each row
  when (old.confidential is distinct from new.confidential) execute function directory_location_guarded();

create index directory_locations_confidential on directory_locations (id) where confidential;
create index directory_addresses_by_postcode on directory_addresses (postal_code) where postal_code is not null;

-- Identifiers of what has none of its own; the same text always has the same.
create function directory_uuid_of(what text) returns uuid language sql immutable strict parallel safe set search_path = public, pg_temp as $$
  select left(encode(sha256(convert_to(what, 'UTF8')), 'hex'), 32)::uuid
$$;

-- Terms may come before, or without, a taxonomy of their own to stand in: one is then made of its name.
create view directory_published_taxonomies with (security_invoker = true) as
  select id, source_id, name, description, uri, version from directory_taxonomies
  union all
  select distinct directory_uuid_of('taxonomy ' || coalesce(t.source_id::text, '') || ' ' || t.taxonomy), t.source_id, t.taxonomy,
    null::text, null::text, null::text
  from directory_taxonomy_terms t
  where t.taxonomy_id is null
    and not exists (select from directory_taxonomies x where x.name = t.taxonomy and x.source_id is not distinct from t.source_id);
comment on view directory_published_taxonomies is 'Every taxonomy that a term names.';

create view directory_published_terms with (security_invoker = true) as
  select t.id, t.source_id, t.code, t.name, t.description, t.parent_id, t.taxonomy, t.term_uri, t.language,
    coalesce(t.taxonomy_id, x.id, directory_uuid_of('taxonomy ' || coalesce(t.source_id::text, '') || ' ' || t.taxonomy)) as taxonomy_id
  from directory_taxonomy_terms t
  left join lateral (select x.id from directory_taxonomies x
    where t.taxonomy_id is null and x.name = t.taxonomy and x.source_id is not distinct from t.source_id order by x.id limit 1) x on true;
comment on view directory_published_terms is 'Every term with the taxonomy it stands in.';

create index directory_service_terms_by_term on directory_service_terms (term_id, service_id);
