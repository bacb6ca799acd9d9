-- Finding people by name and phone, and remembering that two records are two people.

-- Under row-level security PostgreSQL uses an index only for operators that cannot leak what they compare; those of trigrams
-- and arrays are not among them, so that every search read the whole table. Equality and order of text are: each word, sound
-- and phone number becomes a row of its own, found by a range. The trigram indexes were never used, and go.
drop index people_by_name;
drop index person_names_folded;

create table person_search_keys (
  organisation_id uuid not null,
  key text collate "C" not null,
  source_id uuid not null,
  person_id uuid not null,
  primary key (organisation_id, key, source_id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index person_search_keys_by_person on person_search_keys (organisation_id, person_id);
comment on table person_search_keys is 'Kept by triggers: folded words and sounds of names (=mhmd=), and the last nine digits of phone numbers (tel=).';

alter table person_search_keys enable row level security;
alter table person_search_keys force row level security;
create policy follows_person on person_search_keys for select using (organisation_id = app_organisation()
  and exists (select 1 from people p where p.organisation_id = person_search_keys.organisation_id and p.id = person_search_keys.person_id));
create policy arrives on person_search_keys for insert with check (organisation_id = app_organisation()
  and (app_role() in ('public', 'client', 'referrer', 'system')
    or exists (select 1 from people p where p.organisation_id = person_search_keys.organisation_id and p.id = person_search_keys.person_id)));

-- Nine digits are the same for 07700 900123, +44 7700 900123 and 0044 7700 900123; null for what nobody could ring.
create function phone_search_key(written text) returns text language sql immutable parallel safe set search_path = public, pg_temp as $$
  select 'tel=' || right(digits, 9)
  from (select regexp_replace(translate(written, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'), '[^0-9]', '', 'g') as digits) d
  where length(digits) between 6 and 15
$$;

create function keep_name_keys() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into person_search_keys (organisation_id, key, source_id, person_id)
    select distinct n.organisation_id, left(word, 100), n.id, n.person_id
    from added n, lateral string_to_table(n.folded, ' ') as word where word <> '';
  return null;
end $$;
create trigger keep_name_keys after insert on person_names
  referencing new table as added for each statement execute function keep_name_keys();

create function keep_phone_keys() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into person_search_keys (organisation_id, key, source_id, person_id)
    select c.organisation_id, phone_search_key(c.value), c.id, c.person_id
    from added c where c.kind = 'phone' and phone_search_key(c.value) is not null;
  return null;
end $$;
create trigger keep_phone_keys after insert on person_contact_points
  referencing new table as added for each statement execute function keep_phone_keys();

-- Two records that look alike and are not the same person: said once, so that nobody is asked again.
create table people_told_apart (
  organisation_id uuid not null,
  id uuid not null,
  one_person uuid not null,
  other_person uuid not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, one_person) references people (organisation_id, id),
  foreign key (organisation_id, other_person) references people (organisation_id, id),
  check (one_person < other_person)
);
create unique index people_told_apart_once on people_told_apart (organisation_id, one_person, other_person) where undone_at is null;
create index people_told_apart_by_other on people_told_apart (organisation_id, other_person) where undone_at is null;
comment on table people_told_apart is 'A human decision that two records are two people; can be undone.';

alter table people_told_apart enable row level security;
alter table people_told_apart force row level security;
-- Both records must be in sight, so that a decision never reaches into another team.
create policy decided on people_told_apart for all using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and exists (select 1 from people p where p.organisation_id = people_told_apart.organisation_id and p.id = people_told_apart.one_person)
  and exists (select 1 from people p where p.organisation_id = people_told_apart.organisation_id and p.id = people_told_apart.other_person));

-- Keys for the names and numbers that are here already. Forced row-level security holds for the owner too.
do $$
declare service uuid;
begin
  perform set_config('app.role', 'system', true);
  for service in select * from organisation_ids() loop
    perform set_config('app.role', 'system', true);
    perform set_config('app.organisation_id', service::text, true);
    insert into person_search_keys (organisation_id, key, source_id, person_id)
      select distinct n.organisation_id, left(word, 100), n.id, n.person_id
      from person_names n, lateral string_to_table(n.folded, ' ') as word where word <> '';
    insert into person_search_keys (organisation_id, key, source_id, person_id)
      select c.organisation_id, phone_search_key(c.value), c.id, c.person_id
      from person_contact_points c where c.kind = 'phone' and phone_search_key(c.value) is not null;
  end loop;
  perform set_config('app.role', '', true);
  perform set_config('app.organisation_id', '', true);
end $$;
