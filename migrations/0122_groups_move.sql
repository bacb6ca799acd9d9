-- A referral that goes to another record (two records told apart, or joined) takes its places in groups and their marks along, as its
-- contacts go (0044). Where the other record has a place in that group already, nothing moves: both are then that person's.
create function move_groups_with_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  with moved as (
    update group_places q set person_id = new.person_id
      where q.organisation_id = new.organisation_id and q.referral_id = new.id and q.person_id = old.person_id
        and not exists (select 1 from group_places o where o.organisation_id = q.organisation_id and o.group_id = q.group_id
          and o.person_id = new.person_id)
      returning q.group_id)
  update group_attendance a set person_id = new.person_id
    where a.organisation_id = new.organisation_id and a.person_id = old.person_id and a.group_id in (select group_id from moved);
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger move_groups_with_referral after update of person_id on referrals
  for each row when (new.person_id <> old.person_id) execute function move_groups_with_referral();
