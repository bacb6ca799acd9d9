-- Proposals of link workers for everybody who waits in a team, as they were made, and what a human did with each line:
-- who gave what and when, what was left, and what somebody decided otherwise. docs/decisions/0028-waiting-list.md.

create table allocation_proposals (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  team_id uuid not null,
  made_by uuid,
  made_at timestamptz not null,
  waiting integer not null check (waiting >= 0),
  total integer not null,
  workers jsonb not null,
  one_place_more jsonb not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  foreign key (organisation_id, made_by) references accounts (organisation_id, id)
);
create index allocation_proposals_newest on allocation_proposals (organisation_id, made_at desc, id desc);
create index allocation_proposals_of_team on allocation_proposals (organisation_id, team_id, made_at desc, id desc);
comment on column allocation_proposals.waiting is 'How many waited in the team; more than the lines when not all could be looked at.';
comment on column allocation_proposals.workers is '[{id, places, open, capacity, taking}]: link workers as the proposal found them.';
comment on column allocation_proposals.one_place_more is '[{workerId, gain, placesSomebody}]: what one more place would add.';

create table allocation_proposal_rows (
  organisation_id uuid not null,
  proposal_id uuid not null,
  referral_id uuid not null,
  position integer not null,
  worker_id uuid,
  score integer,
  reasons jsonb not null,
  why jsonb not null,
  would_take jsonb not null,
  decision text check (decision in ('given', 'left', 'refused')),
  refusal text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (organisation_id, proposal_id, referral_id),
  foreign key (organisation_id, proposal_id) references allocation_proposals (organisation_id, id),
  foreign key (organisation_id, referral_id) references referrals (organisation_id, id),
  foreign key (organisation_id, worker_id) references link_workers (organisation_id, account_id),
  foreign key (organisation_id, decided_by) references accounts (organisation_id, id),
  check ((worker_id is null) = (score is null)),
  check ((decision is null) = (decided_at is null)),
  check ((decision is not distinct from 'refused') = (refusal is not null))
);
create index allocation_proposal_rows_in_order on allocation_proposal_rows (organisation_id, proposal_id, position);
create index allocation_proposal_rows_by_referral on allocation_proposal_rows (organisation_id, referral_id);
comment on table allocation_proposal_rows is 'One line for each referral that waited. worker_id null: nobody could be proposed, and why says why not.';
comment on column allocation_proposal_rows.why is 'Sentences: why nobody was proposed; or why somebody who fits better was not.';

do $$
declare t text;
begin
  foreach t in array array['allocation_proposals', 'allocation_proposal_rows'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy seen on allocation_proposals for select using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'privacy_lead', 'system') or (app_role() = 'link_worker' and team_id = app_team())));
create policy made on allocation_proposals for insert with check (
  organisation_id = app_organisation() and made_by is not distinct from app_account()
  and (app_role() in ('manager', 'system') or (app_role() = 'link_worker' and team_id = app_team())));

create policy follows_referral on allocation_proposal_rows for select using (
  organisation_id = app_organisation() and (app_role() in ('manager', 'privacy_lead', 'system')
    or (app_role() = 'link_worker' and (select true from referrals r
      where r.organisation_id = allocation_proposal_rows.organisation_id and r.id = allocation_proposal_rows.referral_id))));
create policy made on allocation_proposal_rows for insert with check (
  organisation_id = app_organisation() and app_role() in ('link_worker', 'manager', 'system')
  and (select true from referrals r
    where r.organisation_id = allocation_proposal_rows.organisation_id and r.id = allocation_proposal_rows.referral_id));
create policy decided on allocation_proposal_rows for update using (
  organisation_id = app_organisation() and app_role() in ('link_worker', 'manager', 'system')
  and (select true from referrals r
    where r.organisation_id = allocation_proposal_rows.organisation_id and r.id = allocation_proposal_rows.referral_id));
