-- Row-level security says which rows a sender may change; these say what of them. A referrer answers a question, withdraws what
-- they sent, and marks a message as read: what was sent and what was decided stay as they were.

create function guard_referral() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (to_jsonb(new) - array['state', 'closed_at', 'closed_by']) is distinct from (to_jsonb(old) - array['state', 'closed_at', 'closed_by'])
    or not (new.state = old.state
      or (old.state = 'waiting_for_referrer' and new.state = 'received')
      or (new.state = 'withdrawn' and old.state not in ('closed', 'declined')))
    or (new.state <> 'withdrawn' and (new.closed_at, new.closed_by) is distinct from (old.closed_at, old.closed_by))
  then
    raise exception 'a sender answers or withdraws, and changes nothing else' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_referral before update on referrals
  for each row when (app_role() in ('referrer', 'client')) execute function guard_referral();

create function guard_answer() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.answer is not null
    or (to_jsonb(new) - array['answer', 'answered_by_name', 'answered_at'])
      is distinct from (to_jsonb(old) - array['answer', 'answered_by_name', 'answered_at'])
  then
    raise exception 'a question is answered once, and neither it nor its answer changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_answer before update on referral_questions
  for each row when (app_role() <> 'system' and old.* is distinct from new.*) execute function guard_answer();

create function guard_message_back() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'a message is as it was written' using errcode = 'insufficient_privilege';
end $$;
create trigger guard_message_back before update on messages_back
  for each row when (app_role() <> 'system' and (to_jsonb(new) - array['read_at', 'read_by']) is distinct from (to_jsonb(old) - array['read_at', 'read_by']))
  execute function guard_message_back();

-- A sender's line in the history says what senders do, in their own name.
alter policy arrives on referral_events with check (organisation_id = app_organisation()
  and case app_role()
    when 'system' then true
    when 'public' then from_state is null and to_state = 'received' and by_account is null
    when 'client' then from_state is null and to_state = 'received' and by_account is null
    when 'referrer' then by_account = app_account() and to_state in ('received', 'withdrawn')
      and exists (select 1 from referrals r where r.organisation_id = referral_events.organisation_id and r.id = referral_events.referral_id)
    else app_role() in ('link_worker', 'manager')
      and exists (select 1 from referrals r where r.organisation_id = referral_events.organisation_id and r.id = referral_events.referral_id)
  end);
