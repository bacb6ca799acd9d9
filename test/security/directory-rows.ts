// One row in each shared table: a service with everything the directory can say about it.
import { sql } from 'kysely';
import { uuidv7 } from '#kernel';
import { ACTORS, type TestDatabase } from '../testing.ts';

/** By the name a parameter of an address has. */
export type SharedIds = Readonly<
  Record<
    'service' | 'serviceAtLocation' | 'provider' | 'taxonomy' | 'term' | 'source' | 'word' | 'pair',
    string
  >
>;

/** Added as the system does. */
export async function addDirectoryRows(test: TestDatabase): Promise<SharedIds> {
  const [source, organisation, service, place, term] = Array.from({ length: 5 }, uuidv7);
  const word = uuidv7();
  const [twin, pair] = [uuidv7(), uuidv7()];
  const [at, bring, contact, unit, taxonomy] = Array.from({ length: 5 }, uuidv7);
  const statements = [
    sql`directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
      values (${source}::uuid, 'test-source', 'Test', 'Test', 'https://example.org', 'none', 'Test', '2026')`,
    sql`directory_imports (id, source_id, at, counts) values (${bring}::uuid, ${source}::uuid, '2026-03-01', '{}')`,
    sql`directory_records (source_id, original_id, raw, content_hash, fetched_at)
      values (${source}::uuid, 'one', '{}', '\\x00', '2026-03-01')`,
    sql`directory_organizations (id, source_id, original_id, name)
      values (${organisation}::uuid, ${source}::uuid, 'one', 'Example College')`,
    sql`directory_organization_identifiers (id, organization_id, identifier_type, identifier)
      values (${uuidv7()}::uuid, ${organisation}::uuid, 'ods', 'X1')`,
    sql`directory_services (id, source_id, original_id, organization_id, name, name_folded, search, placed)
      values (${service}::uuid, ${source}::uuid, 'one', ${organisation}::uuid, 'English classes', 'english classes',
        to_tsvector('simple', 'english classes'), true)`,
    sql`directory_locations (id, source_id, original_id, name, latitude, longitude)
      values (${place}::uuid, ${source}::uuid, 'one', 'Example Hall', 53.8, -1.5)`,
    sql`directory_addresses (id, location_id, address_1, city, postal_code)
      values (${uuidv7()}::uuid, ${place}::uuid, '1 High Street', 'Leeds', 'LS1 1AA')`,
    sql`directory_service_at_locations (id, service_id, location_id) values (${at}::uuid, ${service}::uuid, ${place}::uuid)`,
    sql`directory_phones (id, service_id, number) values (${uuidv7()}::uuid, ${service}::uuid, '01632 960001')`,
    sql`directory_languages (id, service_id, name, code) values (${uuidv7()}::uuid, ${service}::uuid, 'Tigrinya', 'ti')`,
    sql`directory_schedules (id, service_id, service_at_location_id, freq, byday, opens_at, closes_at)
      values (${uuidv7()}::uuid, ${service}::uuid, ${at}::uuid, 'WEEKLY', 'TU', '10:00', '12:00')`,
    sql`directory_service_areas (id, service_id, name) values (${uuidv7()}::uuid, ${service}::uuid, 'Leeds')`,
    sql`directory_taxonomy_terms (id, taxonomy, code, name) values (${term}::uuid, 'test', 'classes', 'Classes')`,
    sql`directory_service_terms (service_id, term_id) values (${service}::uuid, ${term}::uuid)`,
    ...restOfHsds({ word, source, organisation, service, place, term, at, bring, contact, unit, taxonomy }),
    ...trustOf({ source, organisation, service, twin, pair }),
    sql`postcodes (postcode, latitude, longitude) values ('LS1 1AA', 53.8, -1.5)`,
  ];
  await test.as(ACTORS.north.system, async ({ tx }) => {
    for (const statement of statements) await sql`insert into ${statement}`.execute(tx);
  });
  return {
    service: service ?? '',
    serviceAtLocation: at ?? '',
    provider: organisation ?? '',
    taxonomy: taxonomy ?? '',
    term: term ?? '',
    source: source ?? '',
    word,
    pair,
  };
}

type Ids = Readonly<Record<string, string | undefined>>;

/** The tables that only Open Referral feeds fill. */
const restOfHsds = (id: Ids) => [
  sql`directory_import_pages (import_id, page, at, fetched) values (${id.bring}::uuid, 1, '2026-03-01', true)`,
  sql`directory_import_problems (import_id, ordering, record, field, reason, value)
    values (${id.bring}::uuid, 1, 'two', 'name', 'no-name', '')`,
  sql`directory_unknown_strings (id, source_id, field, text, first_seen_at, last_seen_at)
    values (${id.word}::uuid, ${id.source}::uuid, 'language', 'Elvish', '2026-03-01', '2026-03-01')`,
  sql`directory_programs (id, organization_id, name) values (${uuidv7()}::uuid, ${id.organisation}::uuid, 'Learning')`,
  sql`directory_contacts (id, service_id, name) values (${id.contact}::uuid, ${id.service}::uuid, 'Front desk')`,
  sql`directory_cost_options (id, service_id, option) values (${uuidv7()}::uuid, ${id.service}::uuid, 'Free')`,
  sql`directory_fundings (id, service_id, source) values (${uuidv7()}::uuid, ${id.service}::uuid, 'A trust')`,
  sql`directory_accessibility (id, location_id, description) values (${uuidv7()}::uuid, ${id.place}::uuid, 'A ramp')`,
  sql`directory_required_documents (id, service_id, document) values (${uuidv7()}::uuid, ${id.service}::uuid, 'None')`,
  sql`directory_units (id, name) values (${id.unit}::uuid, 'places')`,
  sql`directory_service_capacities (id, service_id, unit_id, available, updated)
    values (${uuidv7()}::uuid, ${id.service}::uuid, ${id.unit}::uuid, 3, '2026-03-01')`,
  sql`directory_urls (id, service_id, url) values (${uuidv7()}::uuid, ${id.service}::uuid, 'https://example.org')`,
  sql`directory_taxonomies (id, source_id, name) values (${id.taxonomy}::uuid, ${id.source}::uuid, 'Test')`,
  sql`directory_attributes (id, service_id, link_entity, link_id, taxonomy_term_id)
    values (${uuidv7()}::uuid, ${id.service}::uuid, 'service', ${id.service}::uuid, ${id.term}::uuid)`,
  sql`directory_metadata (id, service_id, resource_id, resource_type, last_action_date, last_action_type, field_name, previous_value,
      replacement_value, updated_by)
    values (${uuidv7()}::uuid, ${id.service}::uuid, ${id.service}::uuid, 'service', '2026-03-01', 'update', 'name', 'a', 'b', 'Test')`,
];

/** What is known of how far the entry can be trusted, and another that may be the same. */
const trustOf = (id: Ids) => [
  sql`directory_services (id, source_id, original_id, organization_id, name, left_out, name_folded, search)
    values (${id.twin}::uuid, ${id.source}::uuid, 'twin', ${id.organisation}::uuid, 'English class', 'internal', 'english class', '')`,
  sql`directory_checks (id, service_id, at, method, checked_by)
    values (${uuidv7()}::uuid, ${id.service}::uuid, '2026-03-01', 'phone', 'Test')`,
  sql`directory_disputes (id, service_id, field, opened_at) values (${id.pair}::uuid, ${id.service}::uuid, 'phone', '2026-03-01')`,
  sql`directory_dispute_words (dispute_id, said) values (${id.pair}::uuid, 'Another number')`,
  sql`directory_tallies (service_id, what, day, times) values (${id.service}::uuid, 'service_full', '2026-03-01', 1)`,
  sql`directory_standings (service_id, shown, score, band, due_on, picked, disputed, gaps, priority, counted_on)
    values (${id.service}::uuid, true, 60, 1, '2026-03-01', 1, 1, 5, 80, '2026-03-10')`,
  sql`directory_corrections (id, service_id, field, value, source_value, made_at, made_by, by_provider)
    values (${uuidv7()}::uuid, ${id.service}::uuid, 'wait', '"Two weeks"', '""', '2026-03-01', 'Test', false)`,
  sql`directory_match_keys (key, service_id) values ('name english classes', ${id.service}::uuid)`,
  sql`directory_duplicates (id, one_id, other_id, certain, score, reasons, found_at)
    values (${id.pair}::uuid, least(${id.service}::uuid, ${id.twin}::uuid), greatest(${id.service}::uuid, ${id.twin}::uuid), false, 60,
      '[{"points": 60, "words": "Alike"}]', '2026-03-01')`,
];
