-- When a human decides that a newly referred person is somebody already known, the referral moves to the known record. What was
-- recorded for the referral goes with it, and back again when the decision is undone; and its sender still sees whom they sent,
-- never what others have said about that person.

alter table referrals add column sent_person_id uuid;
alter table referrals add foreign key (organisation_id, sent_person_id) references people (organisation_id, id);
create index referrals_by_sent_person on referrals (organisation_id, sent_person_id) where sent_person_id is not null;
comment on column referrals.sent_person_id is 'The record the referral came with, when it now belongs to another one; null when they are the same.';

alter policy seen on people using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'privacy_lead', 'system')
    or (app_role() = 'link_worker' and team_id = app_team())
    or (app_role() in ('referrer', 'client') and exists (
      select 1 from referrals r where r.organisation_id = people.organisation_id
        and ((r.person_id = people.id and r.sent_person_id is null) or r.sent_person_id = people.id)))));

create function move_work_with_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
  o uuid := new.organisation_id;
begin
  perform set_config('app.role', 'system', true);
  update tasks set person_id = new.person_id where organisation_id = o and referral_id = new.id;
  update contacts set person_id = new.person_id where organisation_id = o and referral_id = new.id;
  update measure_responses set person_id = new.person_id where organisation_id = o and referral_id = new.id;
  update messages_back set person_id = new.person_id where organisation_id = o and referral_id = new.id;
  update plans set person_id = new.person_id where organisation_id = o and referral_id = new.id;
  update plan_needs n set person_id = new.person_id from plans p
    where p.organisation_id = o and p.referral_id = new.id and n.organisation_id = o and n.plan_id = p.id;
  update goals g set person_id = new.person_id from plans p
    where p.organisation_id = o and p.referral_id = new.id and g.organisation_id = o and g.plan_id = p.id;
  update steps s set person_id = new.person_id from plans p join goals g on g.organisation_id = o and g.plan_id = p.id
    where p.organisation_id = o and p.referral_id = new.id and s.organisation_id = o and s.goal_id = g.id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger move_work_with_referral after update of person_id on referrals
  for each row when (new.person_id <> old.person_id) execute function move_work_with_referral();

-- The work of one referral is found without reading everybody's.
create index tasks_by_referral on tasks (organisation_id, referral_id) where referral_id is not null;
create index contacts_by_referral on contacts (organisation_id, referral_id) where referral_id is not null;
create index person_merges_by_referral on person_merges (organisation_id, referral_id);
