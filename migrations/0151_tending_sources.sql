-- What an administrator may do about a source: have it read now, let it rest, and take its services out of the directory.

alter table directory_sources add column requested_at timestamptz, add column paused_at timestamptz, add column removed_at timestamptz;
create index directory_sources_requested on directory_sources (requested_at) where requested_at is not null;
comment on column directory_sources.requested_at is 'Somebody asked that it be read now; null once that has begun.';
comment on column directory_sources.removed_at is 'When its services were taken out. They come back with its next import.';

-- Not deleted: plans and shortlists go on naming them, and their identifiers stay theirs.
alter table directory_services drop constraint directory_services_left_out_check;
alter table directory_services add constraint directory_services_left_out_check
  check (left_out in ('outside-uk', 'internal', 'removed'));

create index directory_unknown_strings_alike on directory_unknown_strings (field, lower(text));
