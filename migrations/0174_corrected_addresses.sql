-- A service that moved can say so: its address can be corrected, where it has one open place of its own.

alter table directory_corrections
  add column source_place jsonb;
comment on column directory_corrections.source_place is 'Of a corrected address: the place as its source has it, with its point and the parts of its address, to be put back when the correction is taken back.';
