-- Who a person is, kept in full and in their own words; what changes over a life is a history, never overwritten.

create table people (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  team_id uuid not null,
  display_name text not null,
  name_folded text not null,
  nhs_number text check (nhs_number ~ '^[0-9]{10}$'),
  nhs_number_status text not null default 'not_known',
  birth_date text check (birth_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  birth_date_status text not null default 'not_asked',
  gp_practice_id uuid,
  gp_registration text not null default 'not_asked' check (gp_registration in ('registered', 'not_registered', 'not_asked', 'not_now', 'declined', 'not_known')),
  merged_into uuid,
  created_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  foreign key (organisation_id, gp_practice_id) references referring_organisations (organisation_id, id),
  foreign key (organisation_id, merged_into) references people (organisation_id, id)
);
create index people_by_nhs_number on people (organisation_id, nhs_number) where nhs_number is not null;
create index people_by_birth_date on people (organisation_id, birth_date) where birth_date is not null;
create index people_merged on people (organisation_id, merged_into) where merged_into is not null;
create index people_by_name on people using gin (name_folded gin_trgm_ops);
comment on column people.birth_date is 'YYYY, YYYY-MM or YYYY-MM-DD: what is known, and no invented 1 January.';
comment on column people.nhs_number is 'Not unique: two records may carry the same number until a person decides whether they are one.';

comment on column people.merged_into is 'A person decided that this record is the same person as another. Nothing is copied: the other record reads both, so that undoing is whole.';

create table person_names (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  use text not null check (use in ('legal', 'known_as', 'other_script', 'previous', 'from_merge')),
  full_name text not null check (length(full_name) <= 300),
  given text,
  family text,
  folded text not null,
  recorded_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index person_names_by_person on person_names (organisation_id, person_id);
create index person_names_folded on person_names using gin (folded gin_trgm_ops);

create table person_contact_points (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('phone', 'email', 'address', 'other')),
  value text not null,
  postcode text,
  belongs_to text not null default 'person' check (belongs_to in ('person', 'family', 'friend', 'worker', 'accommodation', 'not_known')),
  safe_to_use text not null default 'not_asked' check (safe_to_use in ('yes', 'no', 'not_asked', 'not_now', 'declined', 'not_known')),
  safe_note text,
  preferred boolean not null default false,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index person_contact_points_by_person on person_contact_points (organisation_id, person_id);

create table person_languages (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  language text not null,
  label text not null,
  use text not null check (use in ('speaks', 'reads')),
  preferred boolean not null default false,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index person_languages_by_person on person_languages (organisation_id, person_id);
comment on table person_languages is 'BCP 47 tag and the label as it was given; spoken and read are asked apart.';

create table person_facts (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  status text not null check (status in ('answered', 'not_asked', 'not_now', 'declined', 'not_known')),
  value jsonb,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  check ((status = 'answered') = (value is not null))
);
create index person_facts_latest on person_facts (organisation_id, person_id, kind, recorded_at desc);
comment on table person_facts is 'A history of answers: interpreter, sex, ethnicity, preferences (language, culture, worker_sex, format, depth), how to contact safely. The newest of a kind holds.';

do $$
declare t text;
begin
  foreach t in array array['people', 'person_names', 'person_contact_points', 'person_languages', 'person_facts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
