-- Who may see a row about a person or a referral, looked up once a transaction and outside the plan. A lookup written into a policy is
-- part of every statement that touches the table, planned and set up again for each place it is named in, also where it never runs: it
-- cost more than the rows. A function is only called, and remembers what it found for the rest of the transaction.
-- docs/decisions/0036-in-sight.md.

-- The record that was last found in sight in this transaction. Trusted as app.role is: only these functions and asActor set such.
-- Remembered for those who see some records and not others; whoever sees all of an organisation is not asked, so that nothing a
-- function finds while it acts as the system stays in sight of the actor it acts for.
create function look_for_person(person uuid) returns boolean language plpgsql stable parallel restricted set search_path = public, pg_temp as $$
begin
  if (select true from people p where p.organisation_id = app_organisation() and p.id = person) then
    if app_role() in ('link_worker', 'referrer', 'client') then
      perform set_config('app.person_in_sight', person::text, true);
    end if;
    return true;
  end if;
  return false;
end $$;

create function look_for_referral(referral uuid) returns boolean language plpgsql stable parallel restricted set search_path = public, pg_temp as $$
begin
  if (select true from referrals r where r.organisation_id = app_organisation() and r.id = referral) then
    if app_role() in ('link_worker', 'referrer', 'client') then
      perform set_config('app.referral_in_sight', referral::text, true);
    end if;
    return true;
  end if;
  return false;
end $$;

-- For policies; PostgreSQL folds these two into the query.
create function person_in_sight(person uuid) returns boolean language sql stable parallel restricted
  as $$ select person::text = current_setting('app.person_in_sight', true) or look_for_person(person) $$;
create function referral_in_sight(referral uuid) returns boolean language sql stable parallel restricted
  as $$ select referral::text = current_setting('app.referral_in_sight', true) or look_for_referral(referral) $$;

-- Whether the actor's organisation sent this person, with the record as it came (0044). The policy of referrals says whose they are.
create function look_for_sender(person uuid) returns boolean language plpgsql stable parallel restricted set search_path = public, pg_temp as $$
begin
  return coalesce((select true from referrals r where r.organisation_id = app_organisation()
    and ((r.person_id = person and r.sent_person_id is null) or r.sent_person_id = person) limit 1), false);
end $$;

-- Each policy asks what it asked before: the same lookup of the same key, by the same actor. Search keys are read by the thousand and about
-- as many people; there a lookup within the plan is the cheaper one, and stays.
do $$
declare
  policy record;
  lookup constant text := '\( SELECT true\s+FROM %s \w\s+WHERE \(\(\w\.organisation_id = \w+\.organisation_id\) AND \(\w\.id = \w+\.(\w+)\)\)\)';
  asks text[];
begin
  for policy in
    select tablename, policyname, qual, with_check from pg_policies
    where schemaname = 'public' and (qual like '%( SELECT true%' or with_check like '%( SELECT true%') and (tablename, policyname) not in (('people', 'seen'), ('person_search_keys', 'follows_person'))
  loop
    asks := array[policy.qual, policy.with_check];
    for i in 1..2 loop
      asks[i] := regexp_replace(asks[i], format(lookup, 'people'), 'person_in_sight(\1)', 'g');
      asks[i] := regexp_replace(asks[i], format(lookup, 'referrals'), 'referral_in_sight(\1)', 'g');
    end loop;
    execute format('alter policy %I on %I', policy.policyname, policy.tablename)
      || coalesce(' using (' || asks[1] || ')', '') || coalesce(' with check (' || asks[2] || ')', '');
  end loop;
end $$;

-- Tasks of one's own and tasks about people in sight, asked in one policy: two are planned as two.
drop policy own_list on tasks;
alter policy follows_person on tasks using (organisation_id = app_organisation() and (
  app_role() in ('manager', 'privacy_lead', 'system')
  or (app_role() = 'link_worker' and (worker_id = app_account() or person_in_sight(person_id)))));

-- By role, each asked only what decides for it: policies are worked out for every statement, row by row.
alter policy seen on people using (organisation_id = app_organisation() and case app_role()
  when 'link_worker' then team_id = app_team()
  when 'manager' then true
  when 'privacy_lead' then true
  when 'system' then true
  when 'referrer' then look_for_sender(id)
  when 'client' then look_for_sender(id)
  else false end);
alter policy seen on referrals using (organisation_id = app_organisation() and case app_role()
  when 'link_worker' then team_id = app_team()
  when 'manager' then true
  when 'privacy_lead' then true
  when 'system' then true
  when 'referrer' then referring_organisation_id = app_referring_organisation()
  when 'client' then referring_organisation_id = app_referring_organisation()
  else false end);
