-- Groups: who may come, when and where they meet, who has a place, who waits, and who came (guidance P1c, P1d). docs/decisions/0032-groups.md.

create table groups (
  organisation_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  about text not null default '' check (length(about) <= 2000),
  helps text[] not null default '{}',
  who text not null check (who in ('mixed', 'women', 'men')),
  languages text[] not null default '{}' check (cardinality(languages) <= 10),
  interpreted text[] not null default '{}' check (cardinality(interpreted) <= 10),
  culture text not null default '' check (length(culture) <= 1000),
  creche text not null default 'not_known' check (creche in ('yes', 'no', 'not_known')),
  step_free text not null default 'not_known' check (step_free in ('yes', 'no', 'not_known')),
  online boolean not null default false,
  places integer not null check (places between 1 and 200),
  joining text not null default 'open' check (joining in ('open', 'closed', 'ended')),
  members integer not null default 0,
  waiting integer not null default 0,
  version integer not null default 0,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  constraint groups_places_kept check (members between 0 and places),
  check (waiting >= 0)
);
create index groups_by_name on groups (organisation_id, lower(name), id) where joining <> 'ended';
comment on column groups.who is 'Whom it is for. Whether somebody belongs is theirs to say: nothing is checked against papers.';
comment on column groups.members is 'Kept by trigger; the check is the last fence when two take the last place at once.';
comment on column groups.interpreted is 'Languages for which an interpreter is arranged at each meeting; languages are those that who leads it speaks.';

-- Apart from the group, since a confidential address (a refuge) is seen by fewer.
create table group_addresses (
  organisation_id uuid not null,
  group_id uuid not null,
  address text not null default '' check (length(address) <= 500),
  confidential boolean not null default false,
  primary key (organisation_id, group_id),
  foreign key (organisation_id, group_id) references groups (organisation_id, id)
);

create table group_leaders (
  organisation_id uuid not null,
  group_id uuid not null,
  worker_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, group_id, worker_id),
  foreign key (organisation_id, group_id) references groups (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id)
);
create index group_leaders_by_worker on group_leaders (organisation_id, worker_id) where ended_at is null;

create table group_sessions (
  organisation_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  planned_for timestamptz not null,
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 10 and 480),
  state text not null default 'planned' check (state in ('planned', 'called_off')),
  reason text not null default '' check (length(reason) <= 500),
  guests integer not null default 0 check (guests between 0 and 500),
  register_taken_at timestamptz,
  register_taken_by uuid,
  version integer not null default 0,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (organisation_id, id),
  unique (organisation_id, group_id, planned_for),
  foreign key (organisation_id, group_id) references groups (organisation_id, id),
  check (state <> 'called_off' or reason <> ''),
  check (state <> 'called_off' or register_taken_at is null)
);
create index group_sessions_by_time on group_sessions (organisation_id, group_id, starts_at);
create index group_sessions_all_by_time on group_sessions (organisation_id, starts_at);
create index group_sessions_unregistered on group_sessions (organisation_id, starts_at) where state = 'planned' and register_taken_at is null;
comment on column group_sessions.planned_for is 'As the dates were made; starts_at is another when the meeting was moved.';
comment on column group_sessions.guests is 'Who came without a record: a number, and nothing else of them.';

create table group_places (
  organisation_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  step_id uuid,
  state text not null check (state in ('waiting', 'member', 'left')),
  agreed text[] not null default '{}' check (agreed <@ array['language', 'mix', 'format']),
  asked_at timestamptz not null,
  waiting_because text check (waiting_because in ('full', 'others_first', 'closed', 'creche', 'interpreter', 'other')),
  ahead_because text check (length(ahead_because) between 1 and 500),
  note text not null default '' check (length(note) <= 500),
  joined_at timestamptz,
  ended_at timestamptz,
  left_because text check (left_because in ('finished', 'not_for_them', 'time_or_place', 'language', 'childcare', 'moved_away', 'no_word', 'mistake', 'other')),
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, group_id) references groups (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, step_id) references steps (organisation_id, id),
  check ((state = 'left') = (ended_at is not null)),
  check (state <> 'member' or joined_at is not null),
  check (state <> 'waiting' or waiting_because is not null)
);
create unique index group_places_once on group_places (organisation_id, group_id, person_id) where state <> 'left';
create index group_places_by_group on group_places (organisation_id, group_id, state);
create index group_places_by_person on group_places (organisation_id, person_id, asked_at desc);
create index group_places_by_step on group_places (organisation_id, step_id) where step_id is not null;
comment on column group_places.agreed is 'What of the group is not as the person asked, and they agreed to when they were asked.';
comment on column group_places.ahead_because is 'Why this person comes before others who have waited longer.';

create table group_attendance (
  organisation_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  mark text not null check (mark in ('present', 'left_early', 'sent_word', 'did_not_come')),
  reason text check (reason in ('unwell', 'transport', 'childcare', 'fear', 'no_interpreter', 'appointment', 'work', 'faith', 'not_known', 'other')),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  replaced_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, group_id) references groups (organisation_id, id),
  foreign key (organisation_id, session_id) references group_sessions (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  check ((mark = 'present') <= (reason is null))
);
create unique index group_attendance_holds on group_attendance (organisation_id, session_id, person_id) where replaced_at is null;
create index group_attendance_by_group on group_attendance (organisation_id, group_id, session_id) where replaced_at is null;
create index group_attendance_by_person on group_attendance (organisation_id, person_id, recorded_at desc);
comment on table group_attendance is 'A history: a correction is a new row, and the one before gets replaced_at.';

-- A session that somebody was marked for is a contact with them, kept true by trigger: one of a person and a session.
alter table contacts add column group_session_id uuid;
alter table contacts add foreign key (organisation_id, group_session_id) references group_sessions (organisation_id, id);
create unique index contacts_of_group_session on contacts (organisation_id, group_session_id, person_id) where group_session_id is not null;

-- Women's, men's or mixed group: a preference of its own beside the sex of the worker (guidance P1c).
alter table preference_outcomes drop constraint preference_outcomes_kind_check;
alter table preference_outcomes add constraint preference_outcomes_kind_check
  check (kind in ('language', 'culture', 'sex', 'format', 'depth', 'mix'));
alter table preference_outcomes drop constraint preference_outcomes_source_check;
alter table preference_outcomes add constraint preference_outcomes_source_check
  check (source in ('allocation', 'contact', 'plan', 'preference', 'staff', 'group'));
do $$
begin
  execute replace(pg_get_functiondef('insight_preferences(integer, text)'::regprocedure), '''format'', ''depth'']', '''format'', ''depth'', ''mix'']');
end $$;
