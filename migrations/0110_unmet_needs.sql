-- Unmet need: what was needed and no service was found for, by kind, area, language and reason; how it ended and when (guidance E1, M2).
-- Nothing here says anything about immigration status. docs/decisions/0031-gaps.md.

-- Where somebody lives or stays, as a postcode district ('LS7'); never from an address that is not safe to use. Null: not known.
create function person_district(service uuid, person uuid) returns text language sql stable set search_path = public, pg_temp as $$
  select split_part(upper(c.postcode), ' ', 1) from person_contact_points c
  where c.organisation_id = service and c.person_id = person and c.ended_at is null and c.safe_to_use <> 'no'
    and c.postcode ~* '^[a-z]{1,2}[0-9][a-z0-9]? ' and c.postcode !~* '^zz99'
  order by c.preferred desc, c.recorded_at desc, c.id desc limit 1
$$;

-- The preferred spoken language as a primary subtag; dialects with theirs. Null: not known.
create function person_language(service uuid, person uuid) returns text language sql stable set search_path = public, pg_temp as $$
  select split_part(lower(l.language), '-', 1) from person_languages l
  where l.organisation_id = service and l.person_id = person and l.use = 'speaks'
  order by l.preferred desc, l.id limit 1
$$;

create table unmet_needs (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  plan_id uuid not null,
  need_id uuid,
  step_id uuid,
  kind text not null check (length(kind) between 1 and 60),
  help text check (length(help) <= 60),
  reason text not null check (reason in ('no_service', 'not_in_language', 'too_far', 'list_full', 'costs', 'not_open', 'documents', 'hours',
    'refused', 'closed', 'no_service_yet', 'other')),
  source text not null check (source in ('search', 'plan', 'step', 'waiting')),
  language text check (length(language) <= 35),
  area text check (length(area) <= 4),
  note text not null default '' check (length(note) <= 300),
  recorded_at timestamptz not null,
  recorded_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_because text check (ended_because in ('found', 'not_needed', 'mistake')),
  found_step_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, plan_id) references plans (organisation_id, id),
  foreign key (organisation_id, need_id) references plan_needs (organisation_id, id),
  foreign key (organisation_id, step_id) references steps (organisation_id, id),
  foreign key (organisation_id, found_step_id) references steps (organisation_id, id),
  check ((ended_at is null) = (ended_because is null)),
  check (found_step_id is null or ended_because = 'found')
);
-- Pressing twice records once.
create unique index unmet_needs_open_once on unmet_needs (organisation_id, plan_id, coalesce(need_id, step_id, plan_id), reason)
  where ended_at is null;
create index unmet_needs_by_need on unmet_needs (organisation_id, need_id) where need_id is not null;
create index unmet_needs_by_step on unmet_needs (organisation_id, step_id) where step_id is not null;
create index unmet_needs_by_found_step on unmet_needs (organisation_id, found_step_id) where found_step_id is not null;
create index unmet_needs_by_person on unmet_needs (organisation_id, person_id, recorded_at desc);
create index unmet_needs_newest on unmet_needs (organisation_id, recorded_at desc, id desc);
comment on table unmet_needs is 'A gap: a need for which no service was found, refused or closed, or none was named for 28 days. It ends when one is found.';
comment on column unmet_needs.kind is 'A category of needs, as in plan_needs.category.';
comment on column unmet_needs.help is 'The kind of help that was looked for, where the search named one (seeds/content/intervention-types.csv).';
comment on column unmet_needs.area is 'Postcode district as it was then; language: primary subtag as it was then. Null: not known.';
comment on column unmet_needs.note is 'For the people who work with this person; in no number and no download.';
comment on column unmet_needs.ended_because is 'mistake: taken back, and counted nowhere. Open while the referral has ended: never found.';

alter table unmet_needs enable row level security;
alter table unmet_needs force row level security;
create policy follows_person on unmet_needs for select using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system')
  and (app_role() in ('manager', 'privacy_lead', 'system')
    or (select true from people p where p.organisation_id = unmet_needs.organisation_id and p.id = unmet_needs.person_id)));
create policy worked on unmet_needs for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and (select true from people p where p.organisation_id = unmet_needs.organisation_id and p.id = unmet_needs.person_id));
create policy kept on unmet_needs for update using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and (select true from people p where p.organisation_id = unmet_needs.organisation_id and p.id = unmet_needs.person_id));

create function move_gaps_with_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update unmet_needs set person_id = new.person_id where organisation_id = new.organisation_id and referral_id = new.id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger move_gaps_with_referral after update of person_id on referrals
  for each row when (new.person_id <> old.person_id) execute function move_gaps_with_referral();

-- How many searches found nothing, by month and kind: no words, no place, no language, and not who searched.
create table search_counts (
  organisation_id uuid not null references organisations (id),
  month date not null check (extract(day from month) = 1),
  kind text not null check (length(kind) between 1 and 60),
  searches integer not null check (searches >= 0),
  none_known integer not null check (none_known >= 0),
  empty integer not null check (empty >= 0),
  primary key (organisation_id, month, kind)
);
comment on table search_counts is 'Searches of the directory by kind (any: none chosen). none_known: nothing known to fit; empty: nothing that may fit either.';
alter table search_counts enable row level security;
alter table search_counts force row level security;
create policy counted on search_counts for select using (organisation_id = app_organisation() and app_role() = 'system');
create policy added on search_counts for insert with check (organisation_id = app_organisation() and app_role() = 'system');
create policy changed on search_counts for update using (organisation_id = app_organisation() and app_role() = 'system');
