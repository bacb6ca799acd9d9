-- Rights that no role needs, found by listing what each may do in each table (test/security/table-rights.ts); and counts kept whoever acts.

-- A link that sets a password is an administrator's to make. Its owner may end it, and not make one: a stolen session would then
-- be enough to take over the account.
drop policy own on one_time_links;
create policy administered on one_time_links for all using (
  organisation_id = app_organisation() and app_role() in ('administrator', 'system'));
create policy other_links on one_time_links for all using (
  organisation_id = app_organisation() and purpose <> 'set_password' and app_role() in ('link_worker', 'manager'));
create policy own on one_time_links for select using (
  organisation_id = app_organisation() and account_id = app_account() and app_role() not in ('public', 'client'));
create policy ended on one_time_links for delete using (
  organisation_id = app_organisation() and account_id = app_account() and app_role() not in ('public', 'client'));

-- A privacy lead reads records and adds nothing to them.
do $$
declare t text;
begin
  foreach t in array array['person_names', 'person_contact_points', 'person_languages', 'person_facts', 'person_search_keys'] loop
    execute format($p$alter policy arrives on %1$I with check (organisation_id = app_organisation()
      and (app_role() in ('public', 'client', 'referrer', 'system')
        or (app_role() in ('link_worker', 'manager')
          and exists (select 1 from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id))))$p$, t);
  end loop;
  foreach t in array array['referral_interventions', 'referral_events'] loop
    execute format($p$alter policy arrives on %1$I with check (organisation_id = app_organisation()
      and (app_role() in ('public', 'client', 'system')
        or (app_role() in ('referrer', 'link_worker', 'manager')
          and exists (select 1 from referrals r where r.organisation_id = %1$I.organisation_id and r.id = %1$I.referral_id))))$p$, t);
  end loop;
end $$;

-- Staff ask, the sender answers, and staff may write down what they were told by telephone.
drop policy arrives on referral_questions;
create policy asked on referral_questions for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and exists (select 1 from referrals r where r.organisation_id = referral_questions.organisation_id and r.id = referral_questions.referral_id));
alter policy answered on referral_questions using (organisation_id = app_organisation()
  and app_role() in ('referrer', 'client', 'link_worker', 'manager', 'system')
  and exists (select 1 from referrals r where r.organisation_id = referral_questions.organisation_id and r.id = referral_questions.referral_id));

-- A system that sends messages sees its own, and nobody else's.
alter policy arrives on received_messages with check (organisation_id = app_organisation()
  and (app_role() = 'system' or (app_role() = 'client' and client_id = app_account())));
alter policy opened on received_messages using (organisation_id = app_organisation()
  and (app_role() in ('privacy_lead', 'system') or (app_role() = 'client' and client_id = app_account())));

-- Nobody writes an audit row in another's name. The gate records nothing: it belongs to no organisation.
alter policy append on audit_events with check (
  organisation_id = app_organisation() and actor_id is not distinct from app_account());
alter policy append on audit_event_details with check (organisation_id = app_organisation());

-- Link workers keep their team's profiles and make nobody a link worker.
alter policy kept on link_workers using (organisation_id = app_organisation() and app_role() in ('manager', 'administrator', 'system'));
create policy kept_by_team on link_workers for update using (
  organisation_id = app_organisation() and app_role() = 'link_worker' and team_id = app_team());

-- The counts of a worker hold whoever changes what is counted: a referrer who withdraws a referral may not see the worker's row, and
-- a link worker may end a task of a colleague in another team.
create or replace function keep_open_tasks() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  if tg_op <> 'INSERT' and old.state = 'open' then
    update link_workers set open_tasks = open_tasks - 1 where organisation_id = old.organisation_id and account_id = old.worker_id;
  end if;
  if tg_op <> 'DELETE' and new.state = 'open' then
    update link_workers set open_tasks = open_tasks + 1 where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;

create or replace function keep_open_referrals() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  if tg_op = 'UPDATE' and old.worker_id is not null and old.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals - 1 where organisation_id = old.organisation_id and account_id = old.worker_id;
  end if;
  if new.worker_id is not null and new.state in ('allocated', 'active') then
    update link_workers set open_referrals = open_referrals + 1 where organisation_id = new.organisation_id and account_id = new.worker_id;
  end if;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
