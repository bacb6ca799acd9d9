-- Who sees which group, and whose names. Groups are the organisation's; people in them are seen by those who may see the person, and
-- by name by who leads the group, also from another team (docs/decisions/0032-groups.md). Looked up by functions, outside of the plan (docs/decisions/0036-in-sight.md).

create function leads_group(wanted uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce((select true from group_leaders l where l.organisation_id = app_organisation() and l.group_id = wanted
    and l.worker_id = app_account() and l.ended_at is null limit 1), false);
end $$;
create function group_of_own_team(wanted uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce((select true from groups g where g.organisation_id = app_organisation() and g.id = wanted and g.team_id = app_team()), false);
end $$;
-- Whether somebody of the actor's team has a place in it.
create function team_in_group(wanted uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce((select true from group_places q join people p on p.organisation_id = q.organisation_id and p.id = q.person_id
    where q.organisation_id = app_organisation() and q.group_id = wanted and q.state = 'member' and p.team_id = app_team() limit 1), false);
end $$;

do $$
declare t text;
begin
  foreach t in array array['groups', 'group_addresses', 'group_leaders', 'group_sessions', 'group_places', 'group_attendance'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  -- Nothing of a person: every team may send people to every group of the organisation.
  foreach t in array array['groups', 'group_leaders', 'group_sessions'] loop
    execute format($p$create policy seen on %I for select using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system'))$p$, t);
  end loop;
  -- Run by its team and by who leads it.
  foreach t in array array['group_addresses', 'group_leaders', 'group_sessions'] loop
    execute format($p$create policy run on %1$I for insert with check (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system')
        or group_of_own_team(group_id)
        or leads_group(group_id)))$p$, t);
    continue when t = 'group_leaders';
    execute format($p$create policy kept on %1$I for update using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system')
        or group_of_own_team(group_id)
        or leads_group(group_id)))$p$, t);
  end loop;
  -- About a person: who may see the person, and who leads the group.
  foreach t in array array['group_places', 'group_attendance'] loop
    execute format($p$create policy follows_person on %1$I for select using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system')
      and (app_role() in ('manager', 'privacy_lead', 'system')
        or (select true from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id)
        or leads_group(group_id)))$p$, t);
    execute format($p$create policy kept on %1$I for update using (organisation_id = app_organisation()
      and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system')
        or (select true from people p where p.organisation_id = %1$I.organisation_id and p.id = %1$I.person_id)
        or leads_group(group_id)))$p$, t);
  end loop;
end $$;

create policy run on groups for insert with check (organisation_id = app_organisation()
  and (app_role() in ('manager', 'system') or (app_role() = 'link_worker' and team_id = app_team())));
create policy kept on groups for update using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system') or team_id = app_team()
    or leads_group(id)));
-- No policy of leaders may look into leaders: PostgreSQL would call it endless.
create policy kept on group_leaders for update using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system') or worker_id = app_account()
    or group_of_own_team(group_id)));
drop policy run on group_leaders;
create policy run on group_leaders for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system')
    or group_of_own_team(group_id)));

-- A confidential address is seen by its team, by who leads the group, and by who supports somebody with a place in it.
create policy seen on group_addresses for select using (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'privacy_lead', 'system') and (not confidential or app_role() in ('manager', 'privacy_lead', 'system')
    or group_of_own_team(group_id)
    or leads_group(group_id)
    or team_in_group(group_id)));

-- Only for people one may see is a place taken; a register is written by who leads the group as well.
create policy worked on group_places for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system')
  and (select true from people p where p.organisation_id = group_places.organisation_id and p.id = group_places.person_id));
create policy worked on group_attendance for insert with check (organisation_id = app_organisation()
  and app_role() in ('link_worker', 'manager', 'system') and (app_role() in ('manager', 'system')
    or (select true from people p where p.organisation_id = group_attendance.organisation_id and p.id = group_attendance.person_id)
    or leads_group(group_id)));

-- Counts that lists show: whoever takes a place may not see the others who have one.
create function keep_group_counts() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update groups g set
      members = members + (new.state = 'member')::integer - (tg_op = 'UPDATE' and old.state = 'member')::integer,
      waiting = waiting + (new.state = 'waiting')::integer - (tg_op = 'UPDATE' and old.state = 'waiting')::integer
    where g.organisation_id = new.organisation_id and g.id = new.group_id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger keep_group_counts after insert or update of state on group_places for each row execute function keep_group_counts();

-- Attendance is a contact "in a group" of the person. Who leads the group may be of another team and not see the person's record:
-- the row is written for them, and read only by those who may see the person.
create function keep_group_contact() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  insert into contacts (organisation_id, id, person_id, referral_id, worker_id, happened_at, minutes, mode, reached, interpreter,
      interpreter_language, note, recorded_at, recorded_by, group_session_id)
    select new.organisation_id, new.id, new.person_id, q.referral_id, l.worker_id, s.starts_at, s.minutes, 'group',
      case new.mark when 'sent_word' then 'cancelled_by_person' when 'did_not_come' then 'did_not_attend' else 'reached' end,
      case when wants.said = 'false'::jsonb then 'not_needed' when wants.said = 'true'::jsonb and shared.language is not null then 'professional'
        else 'not_known' end,
      case when wants.said = 'true'::jsonb then shared.language end, '', new.recorded_at, new.recorded_by, s.id
    from group_sessions s
    join groups g on g.organisation_id = s.organisation_id and g.id = s.group_id
    join lateral (select w.worker_id from group_leaders w where w.organisation_id = s.organisation_id and w.group_id = s.group_id
      order by (w.worker_id = new.recorded_by) desc, (w.ended_at is null) desc, w.started_at, w.worker_id limit 1) l on true
    left join lateral (select p.referral_id from group_places p where p.organisation_id = s.organisation_id and p.group_id = s.group_id
      and p.person_id = new.person_id order by (p.state = 'member') desc, p.asked_at desc limit 1) q on true
    left join lateral (select f.value as said from person_facts f where f.organisation_id = s.organisation_id and f.person_id = new.person_id
      and f.kind = 'interpreter' order by f.recorded_at desc, f.id desc limit 1) wants on true
    left join lateral (select t.language from person_languages t join unnest(g.interpreted) as i(language)
      on split_part(lower(i.language), '-', 1) = split_part(lower(t.language), '-', 1)
      where t.organisation_id = s.organisation_id and t.person_id = new.person_id and t.use = 'speaks' limit 1) shared on true
    where s.organisation_id = new.organisation_id and s.id = new.session_id
    on conflict (organisation_id, group_session_id, person_id) where group_session_id is not null do update set reached = excluded.reached;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger keep_group_contact after insert on group_attendance for each row execute function keep_group_contact();

-- Where each stands on the waiting list: numbers and ids, since who waits before one may not be one's to see.
create function group_line(wanted uuid) returns table (place_id uuid, nth bigint) language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  if app_role() is null or app_role() not in ('link_worker', 'manager', 'privacy_lead', 'system') then return; end if;
  perform set_config('app.role', 'system', true);
  return query select q.id, row_number() over (order by q.ahead_because is null, q.asked_at, q.id)
    from group_places q where q.organisation_id = app_organisation() and q.group_id = wanted and q.state = 'waiting';
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- The names that who leads a group needs at the door, of whatever team they are; nothing else of their record.
create function group_names(wanted uuid) returns table (person_id uuid, display_name text) language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  if not exists (select 1 from group_leaders l where l.organisation_id = app_organisation() and l.group_id = wanted
    and l.worker_id = app_account() and l.ended_at is null) then return; end if;
  perform set_config('app.role', 'system', true);
  return query select distinct p.id, p.display_name from group_places q
    join people p on p.organisation_id = q.organisation_id and p.id = q.person_id
    where q.organisation_id = app_organisation() and q.group_id = wanted;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- How much groups are used, for those who may know numbers and nobody's record: protected as in insight_interpreting (decision 0012).
-- Expected is everybody marked in a register; `split`: none, or who (mixed, women, men).
create function insight_groups(wanted_year integer, split text)
  returns table (cell text, step text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with cohort as (
    select a.mark, a.person_id, case split when 'none' then 'all' when 'who' then g.who end as cell
    from group_attendance a
    join group_sessions s on s.organisation_id = a.organisation_id and s.id = a.session_id
    join groups g on g.organisation_id = a.organisation_id and g.id = a.group_id
    where a.organisation_id = app_organisation() and a.replaced_at is null
      and (wanted_year is null or financial_year_of(s.starts_at) = wanted_year)),
  wide as (
    select c.cell, count(distinct c.person_id) as people, count(*) as expected,
      count(*) filter (where c.mark in ('present', 'left_early')) as came,
      count(*) filter (where c.mark = 'sent_word') as sent_word, count(*) filter (where c.mark = 'did_not_come') as did_not_come
    from cohort c where c.cell is not null group by c.cell),
  counted as (
    select w.cell, s.step, s.exact, s.exact < 5 or w.people < 5 as few
    from wide w, lateral (values ('people', w.people), ('expected', w.expected), ('came', w.came), ('sent_word', w.sent_word),
      ('did_not_come', w.did_not_come)) as s(step, exact)),
  ranked as (
    select c.*, count(*) filter (where c.few) over (partition by c.step) as hidden_here,
      row_number() over (partition by c.step, c.few order by c.exact, c.cell) as place
    from counted c)
  select k.cell, k.step,
    case when k.few or (k.hidden_here = 1 and k.place = 1) then null else (round(k.exact / 5.0) * 5)::integer end,
    case when k.few then 'few' when k.hidden_here = 1 and k.place = 1 then 'guard' end
  from ranked k order by k.cell, array_position(array['people', 'expected', 'came', 'sent_word', 'did_not_come'], k.step);
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
