-- What the serving role may do; run after every migration. It owns nothing, may never truncate, and may only append to the audit.
grant usage on schema public to footbridge_app;
grant select, insert, update on all tables in schema public to footbridge_app;
revoke insert, update on audit_events from footbridge_app;
-- Not when, and not in which transaction: both are the database's to say.
grant insert (organisation_id, id, actor_kind, actor_id, event, subject_type, subject_id, purpose, request_id, detail_digest)
  on audit_events to footbridge_app;
revoke update on audit_event_details from footbridge_app;
revoke update on audit_seals from footbridge_app;
revoke insert on organisations from footbridge_app;
-- Nothing about a person is ever deleted by the serving role; only what has run out, and what an import replaces.
revoke delete on all tables in schema public from footbridge_app;
grant delete on audit_event_details, drafts, link_worker_languages, one_time_links, outbox, sessions, sign_in_attempts to footbridge_app;
do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename like 'directory\_%' loop
    execute format('grant delete on %I to footbridge_app', t);
  end loop;
end $$;
-- Only its trigger writes there.
revoke insert, update, delete on directory_changes from footbridge_app;
revoke all on schema_migrations from footbridge_app;
revoke create on schema public from public;
