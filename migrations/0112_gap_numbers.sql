-- Protected numbers of unmet need, for those who may know how the service does and never who its people are
-- (docs/decisions/0012-small-numbers.md, 0031-gaps.md).

create type counted_cell as (line text, part text, exact bigint, few boolean, guard boolean);

-- Secondary suppression of a table that is published with its totals: a cell that would be the only hidden one of its line or of its
-- column takes the smallest other one with it, again and again, until none is alone. A line or column of one cell stays as it is.
create function guard_cells(cells counted_cell[]) returns counted_cell[] language plpgsql immutable set search_path = public, pg_temp as $$
declare also integer;
begin
  loop
    with c as (select n, t.line, t.part, t.exact, t.few or t.guard as hidden
        from unnest(cells) with ordinality as t(line, part, exact, few, guard, n)),
      lone as (
        (select 'line' as along, c.line as name from c group by c.line
          having count(*) filter (where c.hidden) = 1 and count(*) > 1 order by c.line limit 1)
        union all
        (select 'part', c.part from c group by c.part having count(*) filter (where c.hidden) = 1 and count(*) > 1 order by c.part limit 1)
        limit 1)
    select c.n into also from c, lone
      where not c.hidden and case lone.along when 'line' then c.line = lone.name else c.part = lone.name end
      order by c.exact, c.line, c.part limit 1;
    exit when also is null;
    cells[also].guard := true;
  end loop;
  return cells;
end $$;

-- Fewer than 5 needs, or needs of fewer than 5 people, are few; nought as well.
create function protected_cells(cells counted_cell[]) returns table (line text, part text, shown integer, hidden text)
  language sql immutable set search_path = public, pg_temp as $$
  select t.line, t.part, case when t.few or t.guard then null else (round(t.exact / 5.0) * 5)::integer end,
    case when t.few then 'few' when t.guard then 'guard' end
  from unnest(guard_cells(cells)) as t
$$;

create function quarter_of(at timestamptz) returns text language sql stable parallel safe set search_path = public, pg_temp as $$
  select to_char(date_trunc('quarter', at at time zone 'Europe/London'), 'YYYY-MM')
$$;

-- Needs of plans in one organisation, each with how its gaps stand. Only for the functions below, which count as 'system'.
-- state: none (no gap), open, without (support ended and nothing was found), found, not_needed.
create function needs_with_gaps(wanted_year integer)
  returns table (need_id uuid, person_id uuid, kind text, language text, area text, quarter text, state text, days numeric)
  language sql stable set search_path = public, pg_temp as $$
  select n.id, n.person_id, n.category,
    coalesce(g.language, person_language(n.organisation_id, n.person_id), 'not_known'),
    coalesce(g.area, person_district(n.organisation_id, n.person_id), 'not_known'),
    quarter_of(n.recorded_at),
    case when g.gaps is null then 'none'
      when g.open and r.state in ('closed', 'declined', 'withdrawn') then 'without'
      when g.open then 'open'
      when g.found then 'found'
      else 'not_needed' end,
    case when g.found and not g.open then g.days end
  from plan_needs n
  join plans p on p.organisation_id = n.organisation_id and p.id = n.plan_id
  join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
  left join lateral (
    select count(*) as gaps, bool_or(u.ended_at is null) as open, bool_or(u.ended_because = 'found') as found,
      (array_agg(u.language order by u.recorded_at, u.id))[1] as language, (array_agg(u.area order by u.recorded_at, u.id))[1] as area,
      (extract(epoch from max(u.ended_at) - min(u.recorded_at)) / 86400)::numeric as days
    from unmet_needs u
    where u.organisation_id = n.organisation_id and u.need_id = n.id and u.ended_because is distinct from 'mistake'
    having count(*) > 0) g on true
  where n.organisation_id = app_organisation() and app_role() = 'system'
    and (wanted_year is null or financial_year_of(n.recorded_at) = wanted_year)
$$;

-- The years in which a need was agreed or a search was counted, the newest first.
create function insight_gap_years() returns table (financial_year integer) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query select y from (
      select financial_year_of(n.recorded_at) as y from plan_needs n where n.organisation_id = app_organisation()
      union select financial_year_of(c.month::timestamp at time zone 'Europe/London') from search_counts c
        where c.organisation_id = app_organisation()) years
    order by y desc;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- One row a line and a measure. `split`: none, kind, language, area, quarter (needs: all needs agreed; gaps: of them, with a gap;
-- found, open, without, not_needed: how these stand), or reason (gaps: needs with a gap for this reason). A language or an area of
-- fewer than 5 people is gathered under 'other'. Every count is of needs; each part of one line is guarded against the others.
create function insight_gaps(wanted_year integer, split text)
  returns table (line text, measure text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  acting text := current_setting('app.role', true);
  cells counted_cell[];
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  with needs as (
    select n.*, case split when 'none' then 'all' when 'kind' then n.kind when 'language' then n.language when 'area' then n.area
        when 'quarter' then n.quarter end as named
      from needs_with_gaps(wanted_year) n where split <> 'reason'
    union all
    select distinct n.*, u.reason from needs_with_gaps(wanted_year) n
      join unmet_needs u on u.organisation_id = app_organisation() and u.need_id = n.need_id and u.ended_because is distinct from 'mistake'
      where split = 'reason'),
  sized as (select n.named, count(distinct n.person_id) as people from needs n group by n.named),
  cohort as (select n.person_id, n.state,
      case when split in ('language', 'area') and s.people < 5 and n.named <> 'not_known' then 'other' else n.named end as line
    from needs n join sized s on s.named = n.named),
  counted as (
    select c.line, m.measure, m.place, count(*) filter (where m.holds) as exact,
      count(distinct c.person_id) filter (where m.holds) as people
    from cohort c, lateral (values ('needs', 1, true), ('gaps', 2, c.state <> 'none'), ('found', 3, c.state = 'found'),
      ('open', 4, c.state = 'open'), ('without', 5, c.state = 'without'), ('not_needed', 6, c.state = 'not_needed')) as m(measure, place, holds)
    where split <> 'reason' or m.measure <> 'needs'
    group by c.line, m.measure, m.place)
  select array_agg(row(k.line, k.measure, k.exact, k.exact < 5 or k.people < 5, false)::counted_cell order by k.line, k.place)
    into cells from counted k;
  return query select p.line, p.part, p.shown, p.hidden from protected_cells(cells) p;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- Kind by area: needs agreed, and of them those with a gap. Two tables, each guarded along lines and columns. Areas of fewer than
-- 5 people are one. What nobody needed has no cell, and reads like any other small number.
create function insight_gaps_by_kind_and_area(wanted_year integer)
  returns table (measure text, kind text, area text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  acting text := current_setting('app.role', true);
  cells counted_cell[];
  which text;
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  foreach which in array array['needs', 'gaps'] loop
    with needs as (select n.* from needs_with_gaps(wanted_year) n),
    sized as (select n.area, count(distinct n.person_id) as people from needs n group by n.area),
    cohort as (select n.person_id, n.state, n.kind,
        case when s.people < 5 and n.area <> 'not_known' then 'other' else n.area end as area
      from needs n join sized s on s.area = n.area),
    grid as (select k.kind, a.area from (select distinct c.kind from cohort c) k, (select distinct c.area from cohort c) a),
    counted as (
      select g.kind, g.area, count(c.person_id) as exact, count(distinct c.person_id) as people
      from grid g left join cohort c on c.kind = g.kind and c.area = g.area and (which = 'needs' or c.state <> 'none')
      group by g.kind, g.area)
    select array_agg(row(k.kind, k.area, k.exact, k.exact < 5 or k.people < 5, false)::counted_cell order by k.kind, k.area)
      into cells from counted k;
    return query select which, p.line, p.part, p.shown, p.hidden from protected_cells(cells) p;
  end loop;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- How long it took until something was found: how many, and the median of days from 10 on. And gaps of steps that belong to no need.
create function insight_gap_times(wanted_year integer) returns table (found integer, median_days integer, unlinked integer)
  language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare acting text := current_setting('app.role', true);
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  return query
  with ended as (select n.days from needs_with_gaps(wanted_year) n where n.state = 'found'),
  apart as (select count(*) as exact, count(distinct u.person_id) as people from unmet_needs u
    where u.organisation_id = app_organisation() and u.need_id is null and u.ended_because is distinct from 'mistake'
      and (wanted_year is null or financial_year_of(u.recorded_at) = wanted_year))
  select protected_count((select count(*) from ended)),
    (select case when count(*) >= 10 then round(percentile_cont(0.5) within group (order by e.days))::integer end from ended e),
    (select case when a.people < 5 then null else protected_count(a.exact) end from apart a);
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;

-- Searches of the directory, and of them those that found nothing known to fit, and nothing at all. `split`: none, kind, quarter.
create function insight_searches(wanted_year integer, split text)
  returns table (line text, measure text, shown integer, hidden text) language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  acting text := current_setting('app.role', true);
  cells counted_cell[];
begin
  if not may_see_insights() then return; end if;
  perform set_config('app.role', 'system', true);
  with months as (
    select case split when 'none' then 'all' when 'kind' then c.kind
        when 'quarter' then quarter_of(c.month::timestamp at time zone 'Europe/London') end as line, c.*
    from search_counts c where c.organisation_id = app_organisation()
      and (wanted_year is null or financial_year_of(c.month::timestamp at time zone 'Europe/London') = wanted_year)),
  counted as (
    select s.line, m.measure, m.place, sum(m.count) as exact from months s,
      lateral (values ('searches', 1, s.searches), ('none_known', 2, s.none_known), ('empty', 3, s.empty)) as m(measure, place, count)
    where s.line is not null group by s.line, m.measure, m.place)
  select array_agg(row(k.line, k.measure, k.exact, k.exact < 5, false)::counted_cell order by k.line, k.place) into cells from counted k;
  return query select p.line, p.part, p.shown, p.hidden from protected_cells(cells) p;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
