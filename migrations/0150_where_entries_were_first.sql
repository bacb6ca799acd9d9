-- What goes with an entry from one directory to the next: where it was first and under which licence, and the area of a place whose
-- address is told to nobody. Without them a copy of a copy would lose the attribution that its licence asks for.

alter table directory_services add column origin jsonb;
alter table directory_organizations add column origin jsonb;
comment on column directory_services.origin is 'For an entry that another Footbridge sent: its footbridge_source and the source''s own last change, as published there.';
comment on column directory_organizations.origin is 'As of services.';

alter table directory_locations add column area text;
comment on column directory_locations.area is 'Of a confidential place whose address its source does not tell: the area it does tell.';

drop trigger directory_services_changed on directory_services;
create trigger directory_services_changed before update of source_id, original_id, organization_id, program_id, name, alternate_name,
  description, url, email, status, interpretation_services, application_process, fees, fees_description, wait_time, accreditations,
  eligibility_description, minimum_age, maximum_age, alert, assured_date, assurer_email, licenses, last_modified, last_checked,
  last_check_method, left_out, missing_since, stale_since, replaced_by, attending_sex, creche, step_free, remote, open_to_nrpf, stages,
  asks_status, referral_routes, takes_referrals, takes_referrals_as_of, format, trauma_informed, travel_costs_paid, origin
  on directory_services for each row execute function directory_service_changed();

alter table directory_taxonomies add column origin jsonb;
comment on column directory_taxonomies.origin is 'As of services.';
create or replace view directory_published_taxonomies with (security_invoker = true) as
  select id, source_id, name, description, uri, version, origin from directory_taxonomies
  union all
  select distinct directory_uuid_of('taxonomy ' || coalesce(t.source_id::text, '') || ' ' || t.taxonomy), t.source_id, t.taxonomy,
    null::text, null::text, null::text, null::jsonb
  from directory_taxonomy_terms t
  where t.taxonomy_id is null
    and not exists (select from directory_taxonomies x where x.name = t.taxonomy and x.source_id is not distinct from t.source_id);

-- A feed that gathers the directories of several publishers brings the same code in several lists of the same name.
alter table directory_taxonomy_terms drop constraint directory_taxonomy_terms_source_id_taxonomy_code_key;
create unique index directory_taxonomy_terms_ours on directory_taxonomy_terms (taxonomy, code) where source_id is null;
