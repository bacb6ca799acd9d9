-- Numbers for those who may know how the service does and never who its people are.

-- An evaluator sees no row of a person. These functions count as 'system' for their own length, within the organisation of who
-- asks, and give away counts that are already protected: fewer than 5 are not shown, one that is hidden alone takes another with
-- it (else it could be worked out from the total), the rest is rounded to the nearest 5, so that two numbers that differ by a few
-- do not show those few. Years are whole (April to March): stretches chosen freely could be subtracted from each other.
-- docs/decisions/0012-small-numbers.md.

create function financial_year_of(at timestamptz) returns integer language sql stable parallel safe set search_path = public, pg_temp as $$
  select extract(year from (at at time zone 'Europe/London') - interval '3 months')::integer
$$;

-- A role that may not ask gets no answer, also inside a transaction of its own making.
create function may_see_insights() returns boolean language sql stable
  as $$ select app_organisation() is not null and app_role() in ('evaluator', 'manager', 'system') $$;

-- The years in which anything was received, the newest first.
create function insight_years() returns table (financial_year integer) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query select distinct financial_year_of(r.received_at) as y from referrals r
    where r.organisation_id = app_organisation() order by y desc;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- How far referrals came, one row a step and a cell. `wanted_year` null: all years. `split`: none, language, month, source.
-- `shown` is the rounded count; where it is null, `hidden` says why: few (fewer than 5), guard (would give another one away).
create function insight_funnel(wanted_year integer, split text)
  returns table (cell text, step text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with cohort as (
    select r.decided_at is not null and r.state <> 'declined' as accepted, r.allocated_at is not null as allocated,
      r.first_contact_at is not null as contacted, r.first_contact_at is not null and r.state = 'closed' as closed,
      case split
        when 'none' then 'all'
        when 'source' then r.source
        when 'month' then to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM')
        when 'language' then coalesce((select split_part(lower(l.language), '-', 1) from person_languages l
          where l.organisation_id = r.organisation_id and l.person_id = r.person_id and l.use = 'speaks'
          order by l.preferred desc, l.id limit 1), 'not_known')
      end as cell
    from referrals r
    where r.organisation_id = app_organisation() and (wanted_year is null or financial_year_of(r.received_at) = wanted_year)),
  -- A language that few speak says too much by its name alone.
  sized as (select c.*, count(*) over (partition by c.cell) as size from cohort c where c.cell is not null),
  named as (select case when split = 'language' and s.size < 5 and s.cell <> 'not_known' then 'other' else s.cell end as cell,
    s.accepted, s.allocated, s.contacted, s.closed from sized s),
  wide as (
    select n.cell, count(*) as received, count(*) filter (where n.accepted) as accepted, count(*) filter (where n.allocated) as allocated,
      count(*) filter (where n.contacted) as contacted, count(*) filter (where n.closed) as closed
    from named n group by n.cell),
  counted as (
    select w.cell, s.step, s.exact, s.exact < 5 as few
    from wide w, lateral (values ('received', w.received), ('accepted', w.accepted), ('allocated', w.allocated),
      ('contacted', w.contacted), ('closed', w.closed)) as s(step, exact)),
  ranked as (
    select c.*, count(*) filter (where c.few) over (partition by c.step) as hidden_here,
      row_number() over (partition by c.step, c.few order by c.exact, c.cell) as place
    from counted c)
  select k.cell, k.step,
    case when k.few or (k.hidden_here = 1 and k.place = 1) then null else (round(k.exact / 5.0) * 5)::integer end,
    case when k.few then 'few' when k.hidden_here = 1 and k.place = 1 then 'guard' end
  from ranked k order by k.cell, array_position(array['received', 'accepted', 'allocated', 'contacted', 'closed'], k.step);
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- The four questions about wellbeing (ONS4) of referrals that ended after support: how many were asked at the start, at the end,
-- and both; means of pairs only from 10 pairs on. One row a question, and one (item 'any') for being asked at all.
create function insight_pairs(wanted_year integer)
  returns table (item text, ended integer, started integer, paired integer, start_mean numeric, end_mean numeric)
  language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with ended as (
    select r.id from referrals r
    where r.organisation_id = app_organisation() and r.state = 'closed' and r.first_contact_at is not null
      and (wanted_year is null or financial_year_of(r.received_at) = wanted_year)),
  taken as (
    select m.referral_id, m.point, m.answers from measure_responses m join ended e on e.id = m.referral_id
    where m.organisation_id = app_organisation() and m.measure = 'ons4' and m.point in ('start', 'end') and m.voided_at is null),
  answered as (
    select t.referral_id, t.point, a.answer ->> 'item' as item, (a.answer ->> 'value')::numeric as value
    from taken t, lateral jsonb_array_elements(case jsonb_typeof(t.answers) when 'array' then t.answers else '[]' end) as a(answer)
    where jsonb_typeof(a.answer -> 'value') = 'number'
    union all
    select t.referral_id, t.point, 'any', null from taken t),
  per_referral as (
    select d.referral_id, d.item, bool_or(d.point = 'start') as has_start, bool_or(d.point = 'end') as has_end,
      max(d.value) filter (where d.point = 'start') as first_value, max(d.value) filter (where d.point = 'end') as last_value
    from answered d group by d.referral_id, d.item),
  items as (select unnest(array['any', 'satisfied', 'worthwhile', 'happy', 'anxious']) as item),
  exact as (
    select i.item, (select count(*) from ended) as ended, count(p.referral_id) filter (where p.has_start) as started,
      count(p.referral_id) filter (where p.has_start and p.has_end) as paired,
      avg(p.first_value) filter (where p.has_start and p.has_end) as first_mean,
      avg(p.last_value) filter (where p.has_start and p.has_end) as last_mean
    from items i left join per_referral p on p.item = i.item group by i.item)
  select x.item, protected_count(x.ended), protected_count(x.started), protected_count(x.paired),
    case when x.paired >= 10 then round(x.first_mean, 1) end, case when x.paired >= 10 then round(x.last_mean, 1) end
  from exact x order by array_position(array['any', 'satisfied', 'worthwhile', 'happy', 'anxious'], x.item);
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

create function protected_count(exact bigint) returns integer language sql immutable parallel safe set search_path = public, pg_temp as $$
  select case when exact < 5 then null else (round(exact / 5.0) * 5)::integer end
$$;

-- How much of the audit no seal covers yet: for the privacy lead, who may not read how far sealing came.
create function audit_unsealed() returns bigint language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true); unsealed bigint;
begin
  if app_role() not in ('privacy_lead', 'system') then return null; end if;
  perform set_config('app.role', 'registry', true);
  select count(*) into unsealed from audit_events e
    where e.organisation_id = app_organisation()
      and e.xact > coalesce((select s.xact from audit_sealed_up_to s where s.organisation_id = app_organisation()), '0'::xid8);
  perform set_config('app.role', coalesce(acting, ''), true);
  return unsealed;
end $$;
