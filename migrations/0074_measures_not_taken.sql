-- A measure that was not taken has no language and no way of asking; rows said "English, alone" before, because they had to say something.
alter table measure_responses
  alter column language drop not null,
  alter column language_standing drop not null,
  alter column mode drop not null;
update measure_responses set language = null, language_standing = null, mode = null
  where point = 'end' and mode = 'self' and language = 'en'
    and not exists (select 1 from jsonb_array_elements(answers) a where a ->> 'missing' is distinct from answers -> 0 ->> 'missing')
    and answers -> 0 ->> 'missing' is not null;
alter table measure_responses add check (num_nulls(language, language_standing, mode) in (0, 3));
alter table measure_responses add check (mode is not null or not jsonb_path_exists(answers, '$[*] ? (@.value != null)'));
comment on column measure_responses.mode is 'How it was asked; null with language and standing when it was not taken, and the answers say why.';
