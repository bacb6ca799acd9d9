-- A search reads hundreds of keys: whoever sees the whole organisation needs no look at each person first. A link worker does.
alter policy follows_person on person_search_keys using (organisation_id = app_organisation()
  and ((select app_role()) in ('manager', 'privacy_lead', 'system')
    or ((select app_role()) = 'link_worker' and exists (select 1 from people p
      where p.organisation_id = person_search_keys.organisation_id and p.id = person_search_keys.person_id))));
