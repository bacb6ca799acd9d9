-- The ONS Postcode Directory: postcodes that have ended are still found, and each may say in which areas it lies.
alter table postcodes
  add column ended text check (ended ~ '^[0-9]{4}-[0-9]{2}$'),
  add column local_authority text check (length(local_authority) <= 9),
  add column ward text check (length(ward) <= 9),
  add column lsoa text check (length(lsoa) <= 9);
comment on column postcodes.ended is 'Month in which Royal Mail ended it (YYYY-MM); null: in use, or not known.';
comment on column postcodes.local_authority is 'GSS code; like ward and lsoa only where the operator loaded areas.';
comment on column postcodes.lsoa is 'Lower layer super output area or its like in Scotland and Northern Ireland.';
