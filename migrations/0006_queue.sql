-- How much work waits, for the health answer: numbers only. The queue's own tables are made by pg-boss in its schema.
create function queue_state() returns table (waiting bigint, failed bigint) language plpgsql set search_path = public, pg_temp as $$
declare
  acting text := current_setting('app.role', true);
  unsent bigint;
begin
  perform set_config('app.role', 'registry', true);
  select count(*) into unsent from outbox;
  perform set_config('app.role', coalesce(acting, ''), true);
  if to_regclass('pgboss.job') is null then
    return query select unsent, 0::bigint;
  else
    return query execute
      'select $1 + count(*) filter (where state < ''completed''), count(*) filter (where state = ''failed'') from pgboss.job' using unsent;
  end if;
end $$;
