-- So that a process may keep a team's link workers in memory and every match still knows what it would have read: each row says in
-- which transaction it last changed, and a match asks for those that changed since. docs/decisions/0033-workers-from-memory.md.

alter table link_workers add column changed_in xid8 not null default pg_current_xact_id();
create index link_workers_by_change on link_workers (organisation_id, changed_in);
comment on column link_workers.changed_in is 'Kept by trigger: the transaction in which anything a match reads of this worker last changed, in this row or in the account. Compared with the snapshot a process read the team in, as directory_changes is.';

-- Everything but the count of tasks, which changes often and which no match reads; a column added later counts without being named.
create function note_worker_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare before link_workers;
begin
  if tg_op = 'UPDATE' then
    before := old;
    before.open_tasks := new.open_tasks;
    before.changed_in := new.changed_in;
    if new is not distinct from before then return new; end if;
  end if;
  new.changed_in := pg_current_xact_id();
  return new;
end $$;
create trigger note_worker_change before insert or update on link_workers for each row execute function note_worker_change();

-- The name, and whether the account is open and still a link worker's, stand in the account.
create function note_worker_account_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare acting text := current_setting('app.role', true);
begin
  perform set_config('app.role', 'system', true);
  update link_workers set changed_in = pg_current_xact_id() where organisation_id = new.organisation_id and account_id = new.id;
  perform set_config('app.role', coalesce(acting, ''), true);
  return null;
end $$;
create trigger note_worker_account_change after update on accounts for each row
  when ((new.name, new.role, new.disabled_at) is distinct from (old.name, old.role, old.disabled_at))
  execute function note_worker_account_change();

-- "For all" stood beside "seen" in every read, and the role was asked again for every row; a subquery is asked once a statement.
alter policy seen on link_workers using (organisation_id = app_organisation()
  and (select app_role()) in ('link_worker', 'manager', 'administrator', 'privacy_lead', 'system'));
drop policy kept on link_workers;
create policy added on link_workers for insert with check (
  organisation_id = app_organisation() and app_role() in ('manager', 'administrator', 'system'));
create policy kept on link_workers for update using (
  organisation_id = app_organisation() and app_role() in ('manager', 'administrator', 'system'));
