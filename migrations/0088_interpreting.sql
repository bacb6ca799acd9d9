-- Interpreting that the service arranges for a planned conversation: needed, requested, booked, and what came of it (guidance P1a).

create table interpreter_bookings (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  worker_id uuid,
  state text not null check (state in ('needed', 'requested', 'booked', 'attended', 'not_attended', 'none_available', 'relative_used')),
  role text not null check (role in ('interpreter', 'bilingual_advocate', 'bilingual_worker')),
  language text not null check (length(language) between 1 and 100),
  dialect text not null default '' check (length(dialect) <= 100),
  sex_wished text not null default 'not_asked'
    check (sex_wished in ('female_only', 'female', 'male', 'male_only', 'no_preference', 'not_asked')),
  mode text not null check (mode in ('face_to_face', 'telephone', 'video')),
  starts_at timestamptz,
  talk_minutes integer not null check (talk_minutes between 5 and 480),
  booked_minutes integer not null check (booked_minutes between 5 and 960),
  provider text not null default '' check (length(provider) <= 200),
  provider_reference text not null default '' check (length(provider_reference) <= 100),
  place text not null default '' check (length(place) <= 500),
  needed_at timestamptz not null,
  needed_by uuid not null,
  requested_at timestamptz,
  booked_at timestamptz,
  ended_at timestamptz,
  sex_given text not null default 'not_known' check (sex_given in ('female', 'male', 'not_known')),
  not_attended_because text
    check (not_attended_because in ('interpreter_absent', 'person_absent', 'cancelled_by_provider', 'cancelled_by_us', 'cancelled_by_person')),
  none_because text
    check (none_because in ('language', 'dialect', 'sex', 'short_notice', 'no_answer', 'cost', 'other')),
  reason text not null default '' check (length(reason) <= 500),
  instead text not null default '' check (length(instead) <= 500),
  relation text not null default '' check (length(relation) <= 100),
  relative_is_adult boolean,
  quality text check (quality in ('good', 'language', 'confidentiality', 'other')),
  quality_note text not null default '' check (length(quality_note) <= 500),
  person_view text not null default 'not_asked' check (person_view in ('good', 'not_good', 'not_now', 'declined', 'not_asked')),
  person_words text not null default '' check (length(person_words) <= 500),
  contact_id uuid,
  task_id uuid,
  version integer not null default 0,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id),
  foreign key (organisation_id, contact_id) references contacts (organisation_id, id) deferrable initially deferred,
  foreign key (organisation_id, task_id) references tasks (organisation_id, id) deferrable initially deferred,
  check (state <> 'booked' or (starts_at is not null and booked_at is not null)),
  check ((ended_at is null) = (state in ('needed', 'requested', 'booked'))),
  check ((state = 'not_attended') = (not_attended_because is not null)),
  check ((state = 'none_available') = (none_because is not null)),
  check (state <> 'none_available' or (reason <> '' and instead <> '')),
  check (state <> 'relative_used' or (reason <> '' and relation <> '' and relative_is_adult is true)),
  check (quality is null or state = 'attended')
);
create index interpreter_bookings_by_person on interpreter_bookings (organisation_id, person_id, needed_at desc);
create index interpreter_bookings_open on interpreter_bookings (organisation_id, starts_at, id) where ended_at is null;
create index interpreter_bookings_by_time on interpreter_bookings (organisation_id, needed_at);
comment on table interpreter_bookings is 'A child never interprets: relative_used needs an adult, checked here as well (UKHSA, language interpreting).';
comment on column interpreter_bookings.version is 'Grows with each change: the SEQUENCE of the calendar file (RFC 5545).';
comment on column interpreter_bookings.task_id is 'What is on the worker’s list for it now: to book it, then to check that it stands.';

alter table interpreter_bookings enable row level security;
alter table interpreter_bookings force row level security;
-- One value or none for a primary key, planned once (0070): who sees every record of the organisation sees every row about one.
create policy follows_person on interpreter_bookings for select using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system')
  and (app_role() in ('manager', 'privacy_lead', 'system')
    or (select true from people p where p.organisation_id = interpreter_bookings.organisation_id and p.id = interpreter_bookings.person_id)));
create policy worked on interpreter_bookings for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and (select true from people p where p.organisation_id = interpreter_bookings.organisation_id and p.id = interpreter_bookings.person_id));
create policy kept on interpreter_bookings for update using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and (select true from people p where p.organisation_id = interpreter_bookings.organisation_id and p.id = interpreter_bookings.person_id));

-- What became of interpreting that was asked for, protected as the other numbers of an evaluator are (0008; docs/decisions/0012):
-- fewer than 5 hidden, one hidden alone takes another with it, the rest to the nearest 5. `split`: none or language.
create function insight_interpreting(wanted_year integer, split text)
  returns table (cell text, step text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with cohort as (
    select b.booked_at is not null or b.state = 'attended' as booked, b.state = 'attended' as attended,
      b.state in ('none_available', 'relative_used') or coalesce(b.not_attended_because in ('interpreter_absent', 'cancelled_by_provider'), false) as unmet,
      case split when 'none' then 'all' when 'language' then split_part(lower(b.language), '-', 1) end as cell
    from interpreter_bookings b
    where b.organisation_id = app_organisation() and (wanted_year is null or financial_year_of(b.needed_at) = wanted_year)),
  sized as (select c.*, count(*) over (partition by c.cell) as size from cohort c where c.cell is not null),
  named as (select case when split = 'language' and s.size < 5 then 'other' else s.cell end as cell, s.booked, s.attended, s.unmet
    from sized s),
  wide as (
    select n.cell, count(*) as needed, count(*) filter (where n.booked) as booked, count(*) filter (where n.attended) as attended,
      count(*) filter (where n.unmet) as unmet
    from named n group by n.cell),
  counted as (
    select w.cell, s.step, s.exact, s.exact < 5 as few
    from wide w, lateral (values ('needed', w.needed), ('booked', w.booked), ('attended', w.attended), ('unmet', w.unmet)) as s(step, exact)),
  ranked as (
    select c.*, count(*) filter (where c.few) over (partition by c.step) as hidden_here,
      row_number() over (partition by c.step, c.few order by c.exact, c.cell) as place
    from counted c)
  select k.cell, k.step,
    case when k.few or (k.hidden_here = 1 and k.place = 1) then null else (round(k.exact / 5.0) * 5)::integer end,
    case when k.few then 'few' when k.hidden_here = 1 and k.place = 1 then 'guard' end
  from ranked k order by k.cell, array_position(array['needed', 'booked', 'attended', 'unmet'], k.step);
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
