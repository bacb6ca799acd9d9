-- A referral from its arrival to its outcome.

create table received_messages (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  client_id uuid,
  message_id text not null,
  correlation_id text,
  payload_sealed bytea not null,
  received_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, message_id)
);
comment on table received_messages is 'Everything a message carried, sealed: it may hold facts that nobody here asked for.';

create table referrals (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  reference text not null,
  person_id uuid not null,
  team_id uuid not null,
  state text not null check (state in ('received', 'waiting_for_referrer', 'accepted', 'allocated', 'active', 'closed', 'declined', 'withdrawn')),
  source text not null check (source in ('referrer', 'professional', 'self', 'message')),
  referring_organisation_id uuid,
  referrer_account_id uuid,
  referrer_name text,
  referrer_role text,
  referrer_organisation text,
  referrer_contact text,
  urgency text not null check (urgency in ('routine', 'soon', 'urgent', 'not_known')),
  reason text not null default '',
  what_matters text not null default '',
  consent text not null check (consent in ('given', 'given_for_person', 'not_given', 'not_known')),
  consent_wording text,
  message_id uuid,
  form_version text not null,
  received_at timestamptz not null,
  respond_by timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decline_reason text,
  decline_note text,
  worker_id uuid,
  allocated_at timestamptz,
  first_contact_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  close_reason text,
  closing_note text,
  primary key (organisation_id, id),
  unique (organisation_id, reference),
  foreign key (organisation_id, person_id) references people (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  foreign key (organisation_id, referring_organisation_id) references referring_organisations (organisation_id, id),
  foreign key (organisation_id, referrer_account_id) references accounts (organisation_id, id),
  foreign key (organisation_id, worker_id) references accounts (organisation_id, id),
  foreign key (organisation_id, message_id) references received_messages (organisation_id, id),
  check (state <> 'declined' or decline_reason is not null),
  check (state <> 'closed' or close_reason is not null),
  check (state not in ('allocated', 'active') or worker_id is not null)
);
create index referrals_by_person on referrals (organisation_id, person_id);
create index referrals_by_sender on referrals (organisation_id, referring_organisation_id, received_at desc);
create index referrals_to_triage on referrals (organisation_id, respond_by) where state in ('received', 'waiting_for_referrer');
create index referrals_to_allocate on referrals (organisation_id, received_at) where state = 'accepted';
create index referrals_of_worker on referrals (organisation_id, worker_id, allocated_at) where state in ('allocated', 'active');
create index referrals_by_arrival on referrals (organisation_id, received_at desc, id);

create table referral_interventions (
  organisation_id uuid not null,
  referral_id uuid not null,
  code text not null,
  primary key (organisation_id, referral_id, code),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
comment on table referral_interventions is 'What the person would like help with, by code of seeds/content/intervention-types.csv (guidance M2, R1).';

create table referral_events (
  organisation_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  by_account uuid,
  note text,
  primary key (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
create index referral_events_by_referral on referral_events (organisation_id, referral_id, at);

create table referral_questions (
  organisation_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  question text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  answer text,
  answered_by_name text,
  answered_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
create index referral_questions_by_referral on referral_questions (organisation_id, referral_id);

create table person_merges (
  organisation_id uuid not null,
  id uuid not null,
  from_person uuid not null,
  into_person uuid not null,
  referral_id uuid not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, from_person) references people (organisation_id, id),
  foreign key (organisation_id, into_person) references people (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id)
);
comment on table person_merges is 'A human decision that two records are one person; can be undone.';

-- Which people a role may see. A referrer sees whom they sent; a link worker sees their team; manager and privacy lead the
-- organisation; an outsider may leave a referral and see nothing. Everything about a person follows the person.
create policy seen on people for select using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'privacy_lead', 'system')
    or (app_role() = 'link_worker' and team_id = app_team())
    or (app_role() in ('referrer', 'client') and exists (
      select 1 from referrals r where r.organisation_id = people.organisation_id and r.person_id = people.id))));
create policy arrives on people for insert with check (
  organisation_id = app_organisation()
  and app_role() in ('referrer', 'public', 'client', 'link_worker', 'manager', 'system'));
create policy kept on people for update using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'system') or (app_role() = 'link_worker' and team_id = app_team())));

do $$
declare t text;
begin
  foreach t in array array['person_names', 'person_contact_points', 'person_languages', 'person_facts'] loop
    execute format($p$create policy follows_person on %1$I for select using (organisation_id = app_organisation()
      and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
    execute format($p$create policy arrives on %1$I for insert with check (organisation_id = app_organisation()
      and (app_role() in ('public', 'client', 'referrer', 'system')
        or exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id)))$p$, t);
    execute format($p$create policy kept on %1$I for update using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system')
      and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))$p$, t);
  end loop;
  foreach t in array array['received_messages', 'referrals', 'referral_interventions', 'referral_events', 'referral_questions', 'person_merges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy seen on referrals for select using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'privacy_lead', 'system')
    or (app_role() = 'link_worker' and team_id = app_team())
    or (app_role() in ('referrer', 'client') and referring_organisation_id = app_referring_organisation())));
create policy arrives on referrals for insert with check (
  organisation_id = app_organisation() and state = 'received' and (
    app_role() in ('public', 'client', 'link_worker', 'manager', 'system')
    or (app_role() = 'referrer' and referring_organisation_id = app_referring_organisation())));
create policy seeded on referrals for insert with check (organisation_id = app_organisation() and app_role() = 'system');
create policy kept on referrals for update using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'system')
    or (app_role() = 'link_worker' and team_id = app_team())
    or (app_role() in ('referrer', 'client') and referring_organisation_id = app_referring_organisation())));

do $$
declare t text;
begin
  foreach t in array array['referral_interventions', 'referral_events', 'referral_questions'] loop
    execute format($p$create policy follows_referral on %1$I for select using (organisation_id = app_organisation()
      and exists (select 1 from referrals r where r.organisation_id = %1$I.organisation_id and r.id = %1$I.referral_id))$p$, t);
    execute format($p$create policy arrives on %1$I for insert with check (organisation_id = app_organisation()
      and (app_role() in ('public', 'client', 'system')
        or exists (select 1 from referrals r where r.organisation_id = %1$I.organisation_id and r.id = %1$I.referral_id)))$p$, t);
  end loop;
end $$;
create policy answered on referral_questions for update using (organisation_id = app_organisation()
  and exists (select 1 from referrals r where r.organisation_id = referral_questions.organisation_id and r.id = referral_questions.referral_id));
create policy arrives on received_messages for insert with check (
  organisation_id = app_organisation() and app_role() in ('client', 'system'));
create policy opened on received_messages for select using (
  organisation_id = app_organisation() and app_role() in ('client', 'privacy_lead', 'system'));
create policy decided on person_merges for all using (
  organisation_id = app_organisation() and app_role() in ('link_worker', 'manager', 'system')
  and exists (select 1 from people p where p.organisation_id = person_merges.organisation_id and p.id = person_merges.into_person));
