// Made-up services for the benchmark: as many as asked, spread over England, each circumstance known of about half of them.
import type pg from 'pg';
import { TOWNS, WORDS } from './vocabulary.ts';

const SOURCE = '00000000-0000-4000-8000-0000000000aa';

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

/** Words of entries are as uneven as those of a language: the first of the list in one entry of four, most in one of some hundred. */
const word = (k: string, list: '$4' | '$5' = '$4') =>
  `(${list}::text[])[1 + floor(cardinality(${list}::text[]) * r(n, ${k}) ^ 3)::int]`;

const ORGANIZATIONS = `
  insert into directory_organizations (id, source_id, original_id, name)
  select made_id(n, 6), $3, n::text, initcap(${word('1')}) || ' ' || initcap(${word('2', '$5')}) || ' Trust'
  from generate_series($1::int, $2::int) n where n % 3 = 1`;

/** About 60 words each, as entries of real feeds have. */
const SERVICES = `
  insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, description, url, kinds, placed, search,
    minimum_age, maximum_age, attending_sex, creche, step_free, remote, open_to_nrpf, stages, asks_status, referral_routes,
    takes_referrals, takes_referrals_as_of, format, fees_description)
  select made_id(n, 1), $3, n::text, made_id(n - (n - 1) % 3, 6), initcap(w.name), w.name, w.more, 'https://example.org/services/' || n, array[k.kind, k.category],
    r(n, 2) < 0.9, setweight(to_tsvector('simple', w.name), 'A') || setweight(to_tsvector('simple', w.place), 'B') || setweight(to_tsvector('simple', w.more), 'D'),
    case when r(n, 3) < 0.3 then floor(r(n, 4) * 25) end, case when r(n, 5) < 0.2 then 30 + floor(r(n, 6) * 60) end,
    case when r(n, 7) < 0.5 then pick(n, 8, '{women,men,mixed,mixed,mixed}') end, half(n, 9), half(n, 10),
    case when r(n, 11) < 0.5 then array[pick(n, 12, '{in_person,phone,video,online}')] end, half(n, 13),
    case when r(n, 14) < 0.4 then array[pick(n, 15, '{arrival,awaiting_decision,positive}'), pick(n, 16, '{positive_nrpf,negative_supported,negative_destitute,resettlement}')] end,
    half(n, 17), case when r(n, 18) < 0.5 then array[pick(n, 19, '{self,any_professional,gp_only,form,phone}')] end,
    half(n, 20), current_date - floor(r(n, 21) * 150)::int, case when r(n, 22) < 0.5 then pick(n, 23, '{one_to_one,group,both}') end,
    case when r(n, 24) < 0.5 then pick(n, 25, '{Free,Free,£3 a session}') end
  from generate_series($1::int, $2::int) n
    cross join lateral (select ${word('30')} || ' ' || ${word('31')} || ' ' || ${word('32')} as name, ${word('33', '$5')} as place,
      (select string_agg(${word('40 + g')}, ' ') from generate_series(1, 55) g) as more) w
    cross join lateral (select split_part(c, '/', 1) as kind, split_part(c, '/', 2) as category from pick(n, 34,
      '{LANG-ESOL/language,LANG-CONV/language,IMM-ADV/immigration,LEG-HOU/legal,MON-FOOD/food,ACT-WALK/physical,GRN-ALLOT/green,WOM-GRP/women,MH-PEER/mental_health,CHI-PLAY/children}') c) k`;

const FROM = 'from generate_series($1::int, $2::int) n';
const PARTS = [
  `insert into directory_locations (id, source_id, original_id, latitude, longitude)
   select made_id(n, 2), $3, n::text, c.lat + (r(n, 51) - 0.5) * 0.4, c.long + (r(n, 52) - 0.5) * 0.6 ${FROM}
     cross join lateral (select (array[51.5,53.48,52.48,53.8,53.38,51.45,54.97,52.95])[1 + floor(r(n, 50) * 8)::int] as lat,
       (array[-0.12,-2.24,-1.9,-1.55,-1.47,-2.59,-1.61,-1.15])[1 + floor(r(n, 50) * 8)::int] as long) c where r(n, 2) < 0.9`,
  `insert into directory_addresses (id, location_id, address_1, city, postal_code)
   select made_id(n, 7), made_id(n, 2), n % 200 || ' ' || initcap(${word('53')}) || ' Road', initcap(${word('33', '$5')}), 'AB1 2CD' ${FROM} where r(n, 2) < 0.9 and $3::uuid is not null`,
  `insert into directory_service_at_locations (id, service_id, location_id)
   select made_id(n, 3), made_id(n, 1), made_id(n, 2) ${FROM} where r(n, 2) < 0.9`,
  `insert into directory_phones (id, service_id, number) select made_id(n, 8), made_id(n, 1), '01632 96' || lpad((n % 10000)::text, 4, '0') ${FROM} where r(n, 54) < 0.8`,
  `insert into directory_service_terms (service_id, term_id) select s.id, t.id from directory_services s
     join directory_taxonomy_terms t on t.code = s.kinds[1] where s.id between made_id($1::int, 1) and made_id($2::int, 1)`,
  `insert into directory_languages (id, service_id, name, code, by_interpreter)
   select made_id(n * 3 + l, 4), made_id(n, 1), 'x', pick(n, 60 + l, '{en,en,ar,ti,fa,so,ur,pl,ro,fr,am,ku}'), l = 2
   from generate_series($1::int, $2::int) n, generate_series(0, 2) l where r(n, 70 + l) < 0.4`,
  `insert into directory_schedules (id, service_id, freq, byday, opens_at, closes_at)
   select made_id(n * 2 + d, 5), made_id(n, 1), 'WEEKLY', pick(n, 80 + d, '{MO,TU,WE,TH,FR,SA,SU}'), h.opens, h.opens + interval '2 hours'
   from generate_series($1::int, $2::int) n, generate_series(0, 1) d,
     lateral (select make_time(8 + floor(r(n, 90 + d) * 11)::int, 0, 0) as opens) h where r(n, 85) < 0.5`,
];

const TERMS = `insert into directory_taxonomy_terms (id, taxonomy, code, name, parent_id)
  select made_id(t.n, t.depth), 'footbridge-intervention-types', t.code, initcap(t.code), t.parent
  from (select row_number() over ()::int as n, 9 as depth, code, null::uuid as parent from unnest(string_to_array('language,immigration,legal,food,physical,green,women,mental_health,children', ',')) code) t
  on conflict do nothing`;
const TYPES = `insert into directory_taxonomy_terms (id, taxonomy, code, name, parent_id)
  select made_id(row_number() over ()::int, 10), 'footbridge-intervention-types', split_part(c, '/', 1), initcap(split_part(c, '/', 1)), p.id
  from unnest(string_to_array('LANG-ESOL/language,LANG-CONV/language,IMM-ADV/immigration,LEG-HOU/legal,MON-FOOD/food,ACT-WALK/physical,GRN-ALLOT/green,WOM-GRP/women,MH-PEER/mental_health,CHI-PLAY/children', ',')) c
  join directory_taxonomy_terms p on p.code = split_part(c, '/', 2) on conflict do nothing`;

/** How many are there already, of those that this made. */
export async function countServices(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from directory_services',
  );
  return rows[0]?.count ?? 0;
}

/** Adds those from the present number up to `count`. Statements run one by one, as an import's do. */
export async function makeServices(client: pg.Client, present: number, count: number): Promise<void> {
  await client.query(FUNCTIONS);
  await client.query(
    `insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
     values ($1, 'made-up', 'Made up', 'Nobody', 'https://example.org', 'none', 'none', '2026') on conflict do nothing`,
    [SOURCE],
  );
  await client.query(TERMS);
  await client.query(TYPES);
  for (const statement of [ORGANIZATIONS, SERVICES, ...PARTS]) {
    const used = Math.max(...[...statement.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
    await client.query(statement, [present + 1, count, SOURCE, WORDS, TOWNS].slice(0, used));
  }
  await client.query('vacuum analyze');
}
