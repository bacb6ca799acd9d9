-- A need or an answer mostly leaves a referral's weight as it is: then nothing is written, neither to the referral nor to its worker's row.
create or replace function weigh_again() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update referrals r set carried_weight = w.weight
    from (select o.id, referral_weight(o.organisation_id, o.id, o.person_id, o.worker_id) as weight from referrals o
      where o.organisation_id = new.organisation_id and o.person_id = new.person_id and o.worker_id is not null
        and o.state in ('allocated', 'active')) w
    where r.organisation_id = new.organisation_id and r.id = w.id and r.carried_weight <> w.weight;
  return null;
end $$;
