-- How much room a referral takes counts what came on records joined to the person's, as every page that shows the person does.

create or replace function referral_weight(service uuid, referral uuid, person uuid, worker uuid) returns numeric
  language sql stable set search_path = public, pg_temp as $$
  with same as materialized (
    select person || array(select m.id from people m where m.organisation_id = service and m.merged_into = person) as ids)
  select 1
    + case when coalesce((select f.value = 'true'::jsonb from person_facts f where f.organisation_id = service and f.person_id = any(same.ids)
          and f.kind = 'interpreter' order by f.recorded_at desc, f.id desc limit 1), false)
        and not exists (select 1 from person_languages p join link_worker_languages w on w.organisation_id = service and w.account_id = worker
          and split_part(lower(w.language), '-', 1) = split_part(lower(p.language), '-', 1)
          where p.organisation_id = service and p.person_id = any(same.ids) and p.use = 'speaks' and lower(p.language) not like 'en%')
      then 0.5 else 0 end
    + least(0.5, 0.25 * greatest(0, greatest(
        (select count(*) from referral_interventions i where i.organisation_id = service and i.referral_id = referral),
        (select count(*) from plan_needs n join plans p on p.organisation_id = service and p.id = n.plan_id
          where n.organisation_id = service and p.referral_id = referral and n.ended_at is null)) - 3))
  from same
$$;

-- Records were joined or parted: the referrals of both are weighed anew.
create function weigh_joined() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update referrals r set carried_weight = w.weight
    from (select o.id, referral_weight(o.organisation_id, o.id, o.person_id, o.worker_id) as weight from referrals o
      where o.organisation_id = new.organisation_id and o.person_id in (old.person_id, new.person_id) and o.worker_id is not null
        and o.state in ('allocated', 'active')) w
    where r.organisation_id = new.organisation_id and r.id = w.id and r.carried_weight <> w.weight;
  return null;
end $$;
create trigger weigh_joined after update of person_id on referrals
  for each row when (old.person_id <> new.person_id) execute function weigh_joined();
