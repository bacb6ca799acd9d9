-- The sign-in desk: one statement finds who is asking, and the database itself fences what may change in an account.

-- The owner adds organisations, on the command line only; forced row-level security holds for it too.
create policy set_up on organisations for insert to current_user with check (true);

create index accounts_by_name on accounts (organisation_id, lower(name), id);
create index accounts_by_referring_organisation on accounts (organisation_id, referring_organisation_id) where referring_organisation_id is not null;
create index sessions_to_end on sessions (expires_at);
create index sign_in_attempts_to_forget on sign_in_attempts (at);
create index one_time_links_by_account on one_time_links (organisation_id, account_id) where account_id is not null;

-- Runs on every request, so it is one statement without a transaction around it: it works as the gate and puts the role back.
-- A session ends 30 minutes after it was last seen and in any case at expires_at; it is marked as seen once a minute at most.
create function find_session(wanted bytea, at timestamptz) returns table (
  organisation_id uuid, organisation_name text, slug text, demonstration boolean, account_id uuid, name text, role text,
  team_id uuid, referring_organisation_id uuid, needs_second_factor boolean, code_is_set_up boolean
)
language plpgsql set search_path = public, pg_temp as $$
declare seen timestamptz; before text := coalesce(current_setting('app.role', true), '');
begin
  perform set_config('app.role', 'gate', true);
  return query
    select o.id, o.name, o.slug, o.demonstration, a.id, a.name, a.role, a.team_id, a.referring_organisation_id,
      s.second_factor_at is null and not a.demonstration and not o.demonstration, a.totp_confirmed_at is not null
    from sessions s
    join accounts a on a.organisation_id = s.organisation_id and a.id = s.account_id
    join organisations o on o.id = s.organisation_id
    where s.token_hash = wanted and s.expires_at > at and s.seen_at > at - interval '30 minutes' and a.disabled_at is null;
  if found then
    select s.seen_at into seen from sessions s where s.token_hash = wanted;
    if seen <= at - interval '1 minute' then
      update sessions s set seen_at = at where s.token_hash = wanted;
    end if;
  end if;
  perform set_config('app.role', before, true);
end $$;

create function find_api_client(wanted bytea) returns table (organisation_id uuid, id uuid, referring_organisation_id uuid)
language plpgsql set search_path = public, pg_temp as $$
declare before text := coalesce(current_setting('app.role', true), '');
begin
  perform set_config('app.role', 'gate', true);
  return query select c.organisation_id, c.id, c.referring_organisation_id
    from api_clients c where c.token_hash = wanted and c.revoked_at is null;
  perform set_config('app.role', before, true);
end $$;

-- Everybody keeps their own password and code; nobody changes their own role, and no administrator sets another's password.
create policy own_credentials on accounts for update
  using (organisation_id = app_organisation() and id = app_account() and app_role() not in ('public', 'client'));

create function guard_account() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := app_role();
begin
  if acting is null or acting = 'system' then return new; end if;
  if tg_op = 'INSERT' then
    if (new.password_hash, new.totp_secret_sealed, new.oidc_subject) is distinct from (null::text, null::bytea, null::text) then
      raise exception 'a password and a code are set by their owner' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (new.organisation_id, new.id) is distinct from (old.organisation_id, old.id) then
    raise exception 'an account keeps its identity' using errcode = 'insufficient_privilege';
  end if;
  if acting <> 'gate' and (new.oidc_issuer, new.oidc_subject) is distinct from (old.oidc_issuer, old.oidc_subject) then
    raise exception 'only signing in links an account' using errcode = 'insufficient_privilege';
  end if;
  if acting <> 'administrator'
    and (new.email, new.name, new.role, new.team_id, new.referring_organisation_id, new.disabled_at, new.demonstration)
      is distinct from (old.email, old.name, old.role, old.team_id, old.referring_organisation_id, old.disabled_at, old.demonstration) then
    raise exception 'only an administrator changes an account' using errcode = 'insufficient_privilege';
  end if;
  if new.id is distinct from app_account()
    and ((new.password_hash is distinct from old.password_hash and new.password_hash is not null)
      or (new.totp_secret_sealed is distinct from old.totp_secret_sealed and new.totp_secret_sealed is not null)) then
    raise exception 'a password and a code are set by their owner' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_account before insert or update on accounts for each row execute function guard_account();

-- An administrator may end the sessions of others, and start none in their name.
alter policy own on sessions
  with check (organisation_id = app_organisation() and (account_id = app_account() or app_role() = 'system'));
