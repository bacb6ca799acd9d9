-- Link workers and their work: who they are, whom they help, what is next, what was said, what changed.

create table link_workers (
  organisation_id uuid not null,
  account_id uuid not null,
  team_id uuid not null,
  sex text not null default 'not_asked' check (sex in ('female', 'male', 'other', 'not_asked', 'not_now', 'declined', 'not_known')),
  background text,
  capacity integer not null default 60 check (capacity between 0 and 500),
  open_referrals integer not null default 0,
  open_tasks integer not null default 0,
  taking_referrals boolean not null default true,
  primary key (organisation_id, account_id),
  foreign key (organisation_id, account_id) references accounts (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id)
);
comment on column link_workers.open_tasks is 'Kept by trigger: counting at question time costs milliseconds that grow (docs/decisions).';
comment on column link_workers.background is 'Only what the worker chose to share about themselves.';

create table link_worker_languages (
  organisation_id uuid not null,
  account_id uuid not null,
  language text not null,
  level text not null check (level in ('first', 'fluent', 'working')),
  primary key (organisation_id, account_id, language),
  foreign key (organisation_id, account_id) references link_workers (organisation_id, account_id)
);

create table tasks (
  organisation_id uuid not null,
  id uuid not null,
  worker_id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  kind text not null check (kind in ('first_conversation', 'follow_up', 'step', 'measure', 'review', 'answer', 'other')),
  title text not null check (length(title) between 1 and 300),
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  created_at timestamptz not null,
  created_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
create index tasks_open on tasks (organisation_id, worker_id, due_on, id) where state = 'open';
create index tasks_by_person on tasks (organisation_id, person_id);
create index tasks_overdue on tasks (organisation_id, due_on) where state = 'open';

create function keep_open_tasks() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' and old.state = 'open' then
    update link_workers set open_tasks = open_tasks - 1 where organisation_id = old.organisation_id and account_id = old.worker_id;
  end if;
  if tg_op <> 'DELETE' and new.state = 'open' then
    update link_workers set open_tasks = open_tasks + 1 where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  return null;
end $$;
create trigger keep_open_tasks after insert or delete or update of state, worker_id on tasks for each row execute function keep_open_tasks();

create function keep_open_referrals() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.worker_id is not null and old.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals - 1 where organisation_id = old.organisation_id and account_id = old.worker_id;
  end if;
  if new.worker_id is not null and new.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals + 1 where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  return null;
end $$;
create trigger keep_open_referrals after insert or update of state, worker_id on referrals for each row execute function keep_open_referrals();

create table plans (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  what_matters text not null default '',
  strengths text not null default '',
  agreed text not null default 'not_asked' check (agreed in ('yes', 'no', 'not_asked', 'not_now', 'declined', 'not_known')),
  not_agreed_reason text,
  review_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid,
  version integer not null default 1,
  primary key (organisation_id, id),
  unique (organisation_id, referral_id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);

create table plan_needs (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  person_id uuid not null,
  category text not null,
  description text not null default '',
  recorded_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plans (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index plan_needs_by_plan on plan_needs (organisation_id, plan_id);

create table goals (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  person_id uuid not null,
  need_id uuid,
  description text not null,
  domain text not null check (domain in ('physical_health', 'mental_health', 'healthcare_utilisation', 'confidence_empowerment', 'knowledge_skills', 'social_connectivity')),
  importance integer check (importance between 1 and 10),
  status text not null default 'in_progress' check (status in ('in_progress', 'achieved', 'partly_achieved', 'not_achieved', 'no_longer_wanted')),
  review_note text,
  created_at timestamptz not null,
  reviewed_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plans (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, need_id) references plan_needs (organisation_id, id)
);
create index goals_by_plan on goals (organisation_id, plan_id);
comment on table goals is 'PRSB goals and hopes: importance 1-10; the domain is one of the six of the guidance (E4).';

create table steps (
  organisation_id uuid not null,
  id uuid not null,
  goal_id uuid not null,
  person_id uuid not null,
  description text not null,
  who text not null default 'person' check (who in ('person', 'link_worker', 'together', 'service', 'other')),
  service_id uuid,
  service_name text,
  intervention_code text,
  due_on date,
  confidence integer check (confidence between 1 and 10),
  status text not null default 'planned' check (status in ('planned', 'under_way', 'done', 'not_done', 'cancelled')),
  outcome_note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, goal_id) references goals (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index steps_by_goal on steps (organisation_id, goal_id);
create index steps_by_service on steps (service_id) where service_id is not null;
comment on column steps.service_name is 'The name as it was when the step was agreed; the service may change or go.';

create table contacts (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid,
  worker_id uuid not null,
  happened_at timestamptz not null,
  minutes integer not null check (minutes between 0 and 1440),
  mode text not null check (mode in ('face_to_face', 'home_visit', 'telephone', 'video', 'text', 'email', 'group', 'other')),
  reached text not null default 'reached' check (reached in ('reached', 'no_answer', 'did_not_attend', 'cancelled_by_person', 'cancelled_by_us', 'message_left')),
  interpreter text not null default 'not_needed' check (interpreter in ('not_needed', 'professional', 'bilingual_worker', 'family_or_friend', 'none_available', 'declined', 'not_known')),
  interpreter_language text,
  interpreter_reason text,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id)
);
create index contacts_by_person on contacts (organisation_id, person_id, happened_at desc);
create index contacts_by_worker on contacts (organisation_id, worker_id, happened_at desc);

create table measure_responses (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  measure text not null,
  measure_version text not null,
  point text not null check (point in ('start', 'review', 'end')),
  language text not null,
  language_standing text not null,
  mode text not null check (mode in ('self', 'read_aloud', 'interpreted', 'telephone')),
  answers jsonb not null,
  taken_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
create index measure_responses_by_referral on measure_responses (organisation_id, referral_id, measure, taken_on);
create unique index measure_responses_one_a_point on measure_responses (organisation_id, referral_id, measure, point)
  where voided_at is null and point in ('start', 'end');
comment on table measure_responses is 'What was asked is kept as asked: each answer with its item key, wording and value or the reason it is missing.';

create table messages_back (
  organisation_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('declined', 'question', 'closed', 'accepted')),
  content jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  read_at timestamptz,
  read_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, person_id) references people (organisation_id, id)
);
create index messages_back_by_referral on messages_back (organisation_id, referral_id, made_at desc);
create index messages_back_unread on messages_back (organisation_id, made_at) where read_at is null;
comment on table messages_back is 'What the referrer is told, as it was composed at that moment (guidance R2; PRSB message back).';

do $$
declare t text;
begin
  foreach t in array array['link_workers', 'link_worker_languages', 'tasks', 'plans', 'plan_needs', 'goals', 'steps', 'contacts', 'measure_responses', 'messages_back'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  -- Records of work with a person: seen and written by those who may see the person and do the work.
  foreach t in array array['tasks', 'plans', 'plan_needs', 'goals', 'steps', 'contacts', 'measure_responses'] loop
    execute format($p$create policy follows_person on %1$I for select using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system')
      and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
    execute format($p$create policy worked on %1$I for insert with check (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system')
      and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
    execute format($p$create policy kept on %1$I for update using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system')
      and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
  end loop;
end $$;

create policy seen on link_workers for select using (
  organisation_id = app_organisation() and app_role() in ('link_worker', 'manager', 'administrator', 'privacy_lead', 'system'));
create policy kept on link_workers for all using (
  organisation_id = app_organisation()
  and (app_role() in ('manager', 'administrator', 'system') or (app_role() = 'link_worker' and team_id = app_team())));
create policy seen on link_worker_languages for select using (
  organisation_id = app_organisation() and app_role() in ('link_worker', 'manager', 'administrator', 'privacy_lead', 'system'));
create policy kept on link_worker_languages for all using (
  organisation_id = app_organisation()
  and (app_role() in ('manager', 'administrator', 'system') or account_id = app_account()));

create policy follows_referral on messages_back for select using (organisation_id = app_organisation()
  and exists (select 1 from referrals r where r.organisation_id = messages_back.organisation_id and r.id = messages_back.referral_id));
create policy written on messages_back for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and exists (select 1 from referrals r where r.organisation_id = messages_back.organisation_id and r.id = messages_back.referral_id));
create policy marked_read on messages_back for update using (organisation_id = app_organisation()
  and app_role() in ('referrer', 'system')
  and exists (select 1 from referrals r where r.organisation_id = messages_back.organisation_id and r.id = messages_back.referral_id));
