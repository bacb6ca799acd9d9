-- Searches keep in memory what lists show of a service, and its words: whatever a list shows notes its changes too. The words of all
-- services are in memory as well, so that the table of known words is not needed any more.

comment on column directory_changes.service_ids is 'Null: so many that everything is read again. Empty: no service, but what lists say of many, such as the name of a source.';

do $$
declare t text; event text;
begin
  foreach t in array array['directory_phones', 'directory_service_areas', 'directory_service_terms'] loop
    foreach event in array array['insert', 'update', 'delete'] loop
      execute format('create trigger %I after %s on %I referencing %s table as touched
        for each statement execute function note_directory_change(%L, %L)',
        'note_' || event || '_service', event, t, case event when 'delete' then 'old' else 'new' end, 'service', 'service_id');
    end loop;
  end loop;
end $$;

-- Imports write every organisation again, mostly as it was: only another name changes a list.
create function note_organization_renamed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
begin
  select array_agg(id) into ids from (select s.id from after_change a join before_change b on b.id = a.id
    join directory_services s on s.organization_id = a.id where a.name <> b.name limit 501) s;
  if cardinality(ids) > 0 then
    insert into directory_changes (service_ids) values (case when cardinality(ids) > 500 then null else ids end);
  end if;
  return null;
end $$;
create trigger note_update_name after update on directory_organizations referencing old table as before_change new table as after_change
  for each statement execute function note_organization_renamed();

-- Sources and kinds are named in the lists of very many services, whose facts do not change with that.
create function note_lists_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into directory_changes (service_ids) values ('{}');
  return null;
end $$;
create trigger note_update_names after update of name, as_of on directory_sources
  for each row when (old.name is distinct from new.name or old.as_of is distinct from new.as_of) execute function note_lists_changed();
create trigger note_update_names after update of name, code, parent_id on directory_taxonomy_terms
  for each row when (old.name is distinct from new.name or old.code is distinct from new.code or old.parent_id is distinct from new.parent_id)
  execute function note_lists_changed();

create or replace function analyze_directory() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() is null or app_role() not in ('system', 'administrator') then
    raise exception 'only the system and administrators import' using errcode = '42501';
  end if;
  analyze directory_sources, directory_organizations, directory_organization_identifiers, directory_services, directory_locations,
    directory_addresses, directory_service_at_locations, directory_phones, directory_languages, directory_schedules,
    directory_service_areas, directory_taxonomy_terms, directory_service_terms, directory_attributes, directory_contacts,
    directory_cost_options, directory_standings, directory_match_keys, directory_duplicates, postcodes;
end $$;
drop table directory_words;
