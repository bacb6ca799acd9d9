-- What is done with every request, made cheaper: indexes that cannot be mistaken for a key, sealing that reads only what is new, one look for
-- a session, and counts that are touched only when they change.

-- The next task of each of a worker's people is the first entry for them.
create index tasks_next on tasks (organisation_id, worker_id, person_id, due_on, id) where state = 'open';

-- An index that begins as a primary key does and has the id further on can be taken for it: PostgreSQL 18 did, and each reference to an
-- audit row read all rows of the organisation. These two serve what they are for, and cannot be mistaken.
drop index audit_events_to_seal;
create index audit_events_to_seal on audit_events (organisation_id, xact);
drop index referrals_by_arrival;
create index referrals_by_arrival on referrals (organisation_id, received_at desc);
-- Statistics made while there were few rows, one an organisation, would say that there is one an organisation for good.
alter table audit_events alter column organisation_id set (n_distinct = 100);
analyze audit_events (organisation_id);

-- The same hash, folded into the query that asks for it: as a function with a path of its own it was the dearest part of sealing a row.
create or replace function audit_event_hash(e audit_events) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(e.organisation_id, e.id, extract(epoch from e.at), e.actor_kind, e.actor_id, e.event,
    e.subject_type, e.subject_id, e.purpose, e.request_id, encode(e.detail_digest, 'hex'))::text, 'UTF8'))
$$;

-- Each organisation's first row after its last seal, by the index. Asked for all at once, PostgreSQL read every row of every organisation
-- each time, and this is asked every few seconds.
create or replace function organisations_to_seal() returns setof uuid language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
  service record;
begin
  perform set_config('app.role', 'registry', true);
  for service in select o.id, coalesce(s.xact, '0'::xid8) as sealed from organisations o left join audit_sealed_up_to s on s.organisation_id = o.id loop
    if (select true from audit_events e where e.organisation_id = service.id and e.xact > service.sealed limit 1) then
      return next service.id;
    end if;
  end loop;
  perform set_config('app.role', coalesce(acting, ''), true);
end $$;
-- Whose session it is, and when it was last seen, in one look.
create or replace function find_session(wanted bytea, at timestamptz) returns table (
  organisation_id uuid, organisation_name text, slug text, demonstration boolean, account_id uuid, name text, role text,
  team_id uuid, referring_organisation_id uuid, needs_second_factor boolean, code_is_set_up boolean
)
language plpgsql set search_path = public, pg_temp as $$
declare seen timestamptz; before text := coalesce(current_setting('app.role', true), '');
begin
  perform set_config('app.role', 'gate', true);
  select o.id, o.name, o.slug, o.demonstration, a.id, a.name, a.role, a.team_id, a.referring_organisation_id,
      s.second_factor_at is null and not a.demonstration and not o.demonstration, a.totp_confirmed_at is not null, s.seen_at
    into organisation_id, organisation_name, slug, demonstration, account_id, name, role, team_id, referring_organisation_id,
      needs_second_factor, code_is_set_up, seen
    from sessions s
    join accounts a on a.organisation_id = s.organisation_id and a.id = s.account_id
    join organisations o on o.id = s.organisation_id
    where s.token_hash = wanted and s.expires_at > at and s.seen_at > at - interval '30 minutes' and a.disabled_at is null;
  if found then
    if seen <= at - interval '1 minute' then
      update sessions s set seen_at = at where s.token_hash = wanted;
    end if;
    return next;
  end if;
  perform set_config('app.role', before, true);
end $$;

-- Nobody's counts change with a referral that no worker has.
drop trigger keep_open_referrals on referrals;
create trigger keep_open_referrals after insert on referrals
  for each row when (new.worker_id is not null) execute function keep_open_referrals();
create trigger keep_open_referrals_changed after update of state, worker_id, carried_weight on referrals
  for each row when (new.worker_id is not null or old.worker_id is not null) execute function keep_open_referrals();
