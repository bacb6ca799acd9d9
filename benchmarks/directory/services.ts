// Made-up services for the benchmark: as many as asked, spread over England, each circumstance known of about half of them.
import type pg from 'pg';

const SOURCE = '00000000-0000-4000-8000-0000000000aa';
const ORGANIZATION = '00000000-0000-4000-8000-0000000000ab';

/** The same numbers for the same service in every run: `r(n, k)` is between 0 and 1. */
const FUNCTIONS = `
  create or replace function r(n int, k int) returns double precision language sql immutable as
    $$ select (hashint4(n * 97 + k) & 1048575) / 1048576.0 $$;
  create or replace function pick(n int, k int, list text[]) returns text language sql immutable as
    $$ select list[1 + floor(r(n, k) * cardinality(list))::int] $$;
  create or replace function half(n int, k int) returns boolean language sql immutable as
    $$ select case when r(n, k) < 0.5 then null else r(n, k + 500) < 0.6 end $$;
  create or replace function made_id(n int, kind int) returns uuid language sql immutable as
    $$ select (lpad(to_hex(kind), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;`;

/** Words of real services, so that some are in one entry of four and some in one of two hundred. */
const WORDS = `array['english','class','food','bank','women','group','advice','housing','legal','drop','in','centre','refugee','support',
  'gardening','walking','sewing','choir','benefits','college','church','library','youth','elders','lunch','health','yoga','cycling','swimming','mentoring']`;
const TOWNS = `array['tooting','leeds','sheffield','hull','bristol','derby','luton','wigan','oldham','barnet','croydon','brent','salford','dudley',
  'sandwell','bolton','exeter','norwich','lincoln','york','poole','slough','reading','oxford','coventry','leicester','preston','blackburn','stockport','durham']`;

const SERVICES = `
  insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, description, kinds, placed, search,
    minimum_age, maximum_age, attending_sex, creche, step_free, remote, open_to_nrpf, stages, asks_status, referral_routes,
    takes_referrals, takes_referrals_as_of, format, fees_description)
  select made_id(n, 1), $3, n::text, $4, w.name, w.name, 'Everybody is welcome.', array[k.kind, k.category],
    r(n, 2) < 0.9, setweight(to_tsvector('simple', w.name), 'A') || setweight(to_tsvector('simple', w.more), 'D'),
    case when r(n, 3) < 0.3 then floor(r(n, 4) * 25) end, case when r(n, 5) < 0.2 then 30 + floor(r(n, 6) * 60) end,
    case when r(n, 7) < 0.5 then pick(n, 8, '{women,men,mixed,mixed,mixed}') end, half(n, 9), half(n, 10),
    case when r(n, 11) < 0.5 then array[pick(n, 12, '{in_person,phone,video,online}')] end, half(n, 13),
    case when r(n, 14) < 0.4 then array[pick(n, 15, '{arrival,awaiting_decision,positive}'), pick(n, 16, '{positive_nrpf,negative_supported,negative_destitute,resettlement}')] end,
    half(n, 17), case when r(n, 18) < 0.5 then array[pick(n, 19, '{self,any_professional,gp_only,form,phone}')] end,
    half(n, 20), current_date - floor(r(n, 21) * 150)::int, case when r(n, 22) < 0.5 then pick(n, 23, '{one_to_one,group,both}') end,
    case when r(n, 24) < 0.5 then pick(n, 25, '{Free,Free,£3 a session}') end
  from generate_series($1::int, $2::int) n
    cross join lateral (select pick(n, 30, ${WORDS}) || ' ' || pick(n, 31, ${WORDS}) || ' ' || pick(n, 32, ${TOWNS}) || ' ' || n as name,
      (select string_agg(pick(n, 40 + g, ${WORDS}), ' ') from generate_series(1, 25) g) as more) w
    cross join lateral (select split_part(c, '/', 1) as kind, split_part(c, '/', 2) as category from pick(n, 33,
      '{LANG-ESOL/language,LANG-CONV/language,IMM-ADV/immigration,LEG-HOU/legal,MON-FOOD/food,ACT-WALK/physical,GRN-ALLOT/green,WOM-GRP/women,MH-PEER/mental_health,CHI-PLAY/children}') c) k`;

const PARTS = [
  `insert into directory_locations (id, source_id, original_id, latitude, longitude)
   select made_id(n, 2), $3, n::text, c.lat + (r(n, 51) - 0.5) * 0.4, c.long + (r(n, 52) - 0.5) * 0.6 from generate_series($1::int, $2::int) n
     cross join lateral (select (array[51.5,53.48,52.48,53.8,53.38,51.45,54.97,52.95])[1 + floor(r(n, 50) * 8)::int] as lat,
       (array[-0.12,-2.24,-1.9,-1.55,-1.47,-2.59,-1.61,-1.15])[1 + floor(r(n, 50) * 8)::int] as long) c where r(n, 2) < 0.9 and $4::uuid is not null`,
  `insert into directory_service_at_locations (id, service_id, location_id)
   select made_id(n, 3), made_id(n, 1), made_id(n, 2) from generate_series($1::int, $2::int) n where r(n, 2) < 0.9 and $3::uuid <> $4::uuid`,
  `insert into directory_languages (id, service_id, name, code, by_interpreter)
   select made_id(n * 3 + l, 4), made_id(n, 1), 'x', pick(n, 60 + l, '{en,en,ar,ti,fa,so,ur,pl,ro,fr,am,ku}'), l = 2
   from generate_series($1::int, $2::int) n, generate_series(0, 2) l where r(n, 70 + l) < 0.4 and $3::uuid <> $4::uuid`,
  `insert into directory_schedules (id, service_id, freq, byday, opens_at, closes_at)
   select made_id(n * 2 + d, 5), made_id(n, 1), 'WEEKLY', pick(n, 80 + d, '{MO,TU,WE,TH,FR,SA,SU}'), h.opens, h.opens + interval '2 hours'
   from generate_series($1::int, $2::int) n, generate_series(0, 1) d,
     lateral (select make_time(8 + floor(r(n, 90 + d) * 11)::int, 0, 0) as opens) h where r(n, 85) < 0.5 and $3::uuid <> $4::uuid`,
];

/** Adds those from the present number up to `count`. Statements run one by one, as an import's do. */
export async function makeServices(client: pg.Client, present: number, count: number): Promise<void> {
  await client.query(FUNCTIONS);
  await client.query(
    `insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
     values ($1, 'made-up', 'Made up', 'Nobody', 'https://example.org', 'none', 'none', '2026') on conflict do nothing`,
    [SOURCE],
  );
  await client.query(
    `insert into directory_organizations (id, source_id, original_id, name) values ($1, $2, 'one', 'Everybody') on conflict do nothing`,
    [ORGANIZATION, SOURCE],
  );
  for (const statement of [SERVICES, ...PARTS])
    await client.query(statement, [present + 1, count, SOURCE, ORGANIZATION]);
  await client.query('delete from directory_words');
  await client.query(`insert into directory_words (word, services) select word, ndoc
    from ts_stat('select search from directory_services') where length(word) > 2 and word !~ '[0-9]'`);
  for (const table of [
    'directory_services',
    'directory_locations',
    'directory_service_at_locations',
    'directory_languages',
    'directory_schedules',
    'directory_words',
  ])
    await client.query(`vacuum analyze ${table}`);
}
