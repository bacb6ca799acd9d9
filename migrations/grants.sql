-- What the serving role may do; run after every migration. It owns nothing, may never truncate, and may only append to the audit.
grant usage on schema public to footbridge_app;
grant select, insert, update, delete on all tables in schema public to footbridge_app;
revoke update, delete on audit_events from footbridge_app;
revoke update on audit_event_details from footbridge_app;
revoke update, delete on audit_seals from footbridge_app;
revoke insert, delete on organisations from footbridge_app;
revoke all on schema_migrations from footbridge_app;
revoke create on schema public from public;
