// One row in each shared table: a service with everything the directory can say about it.
import { sql } from 'kysely';
import { uuidv7 } from '#kernel';
import { ACTORS, type TestDatabase } from '../testing.ts';

/** Added as the system does. @returns the id of the service. */
export async function addDirectoryRows(test: TestDatabase): Promise<string> {
  const [source, organisation, service, place, term] = Array.from({ length: 5 }, uuidv7);
  const at = uuidv7();
  const statements = [
    sql`directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
      values (${source}::uuid, 'test-source', 'Test', 'Test', 'https://example.org', 'none', 'Test', '2026')`,
    sql`directory_imports (id, source_id, at, counts) values (${uuidv7()}::uuid, ${source}::uuid, '2026-03-01', '{}')`,
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
    sql`directory_words (word, services) values ('english', 1)`,
    sql`postcodes (postcode, latitude, longitude) values ('LS1 1AA', 53.8, -1.5)`,
  ];
  await test.as(ACTORS.north.system, async ({ tx }) => {
    for (const statement of statements) await sql`insert into ${statement}`.execute(tx);
  });
  return service ?? '';
}
