-- Policies that are cheap to plan. PostgreSQL plans `exists (…)` in a policy twice, once to look up and once to hash, and so four
-- times when the looked-up table has such a policy itself: planning a page took longer than answering it. A subquery that gives
-- one value is planned once. All of these look up a primary key, so that there is one value or none, and none is not true.

do $$
declare policy record;
begin
  for policy in
    select tablename, policyname, cmd, qual, with_check from pg_policies
    where schemaname = 'public' and (tablename, policyname) <> ('people', 'seen')
      and (qual like '%EXISTS ( SELECT 1%' or with_check like '%EXISTS ( SELECT 1%')
  loop
    -- Whoever sees every record of the organisation sees every row about one of them: their foreign keys lead to no other.
    if policy.cmd = 'SELECT' and policy.qual not like '%( SELECT app_role()%' then
      policy.qual := replace(policy.qual, '(EXISTS ( SELECT 1',
        '(app_role() in (''manager'', ''privacy_lead'', ''system'') or ( SELECT true');
    end if;
    execute format('alter policy %I on %I', policy.policyname, policy.tablename)
      || coalesce(' using (' || replace(policy.qual, 'EXISTS ( SELECT 1', '( SELECT true') || ')', '')
      || coalesce(' with check (' || replace(policy.with_check, 'EXISTS ( SELECT 1', '( SELECT true') || ')', '');
  end loop;
end $$;

alter policy seen on people using (
  organisation_id = app_organisation() and (
    app_role() in ('manager', 'privacy_lead', 'system')
    or (app_role() = 'link_worker' and team_id = app_team())
    or (app_role() in ('referrer', 'client') and (
      select true from referrals r where r.organisation_id = people.organisation_id
        and ((r.person_id = people.id and r.sent_person_id is null) or r.sent_person_id = people.id) limit 1))));
