-- The privacy lead reads the audit by days. Rows arrive in order of time, so that a summary of each stretch of the table is enough to
-- find them, and costs almost nothing when a row is written.
create index audit_events_by_time on audit_events using brin (at) with (pages_per_range = 16);
