// An entry taken apart into the rows of the directory's tables.
import { foldForSearch } from '#kernel';
import type { Entry } from '../formats/entry.ts';
import { stableId } from '../identity.ts';
import { searchVector } from '../words.ts';
import type { Table, TableRow } from './bulk.ts';
import type { KindTree } from './kind-tree.ts';

export const TABLES = {
  organizations: {
    name: 'directory_organizations',
    columns: { id: 'uuid', source_id: 'uuid', original_id: 'text', name: 'text', website: 'text' },
  },
  identifiers: {
    name: 'directory_organization_identifiers',
    columns: {
      id: 'uuid',
      organization_id: 'uuid',
      identifier_scheme: 'text',
      identifier_type: 'text',
      identifier: 'text',
    },
  },
  services: {
    name: 'directory_services',
    columns: {
      id: 'uuid',
      source_id: 'uuid',
      original_id: 'text',
      organization_id: 'uuid',
      name: 'text',
      description: 'text',
      url: 'text',
      email: 'text',
      status: 'text',
      eligibility_description: 'text',
      last_modified: 'timestamptz',
      left_out: 'text',
      kinds: 'text[]',
      placed: 'boolean',
      name_folded: 'text',
      search: 'tsvector',
    },
  },
  locations: {
    name: 'directory_locations',
    columns: {
      id: 'uuid',
      source_id: 'uuid',
      original_id: 'text',
      location_type: 'text',
      name: 'text',
      latitude: 'double precision',
      longitude: 'double precision',
    },
  },
  addresses: {
    name: 'directory_addresses',
    columns: {
      id: 'uuid',
      location_id: 'uuid',
      address_1: 'text',
      address_2: 'text',
      city: 'text',
      state_province: 'text',
      postal_code: 'text',
    },
  },
  serviceAtLocations: {
    name: 'directory_service_at_locations',
    columns: { id: 'uuid', service_id: 'uuid', location_id: 'uuid' },
  },
  phones: {
    name: 'directory_phones',
    columns: {
      id: 'uuid',
      service_id: 'uuid',
      number: 'text',
      extension: 'text',
      description: 'text',
      ordering: 'integer',
    },
  },
  areas: { name: 'directory_service_areas', columns: { id: 'uuid', service_id: 'uuid', name: 'text' } },
  terms: { name: 'directory_service_terms', columns: { service_id: 'uuid', term_id: 'uuid' } },
  records: {
    name: 'directory_records',
    columns: {
      source_id: 'uuid',
      original_id: 'text',
      raw: 'jsonb',
      content_hash: 'bytea',
      fetched_at: 'timestamptz',
      problems: 'jsonb',
    },
  },
} as const satisfies Record<string, Table>;

/** `seen`: organisations already among the rows, since one statement may not write the same row twice. */
export type Rows = Record<keyof typeof TABLES, TableRow[]> & { readonly seen: Set<string> };

export const noRows = (): Rows => ({
  seen: new Set(),
  organizations: [],
  identifiers: [],
  services: [],
  locations: [],
  addresses: [],
  serviceAtLocations: [],
  phones: [],
  areas: [],
  terms: [],
  records: [],
});

export type SourceRow = { readonly id: string; readonly code: string };
export type HashedEntry = { readonly entry: Entry; readonly hash: string };

/** Adds the rows of one entry. `at` is the instant of the import. Locations belong to one service in the sources read so far. */
export function addRows(
  rows: Rows,
  source: SourceRow,
  { entry, hash }: HashedEntry,
  kinds: KindTree,
  at: string,
): void {
  const serviceId = stableId('service', source.code, entry.originalId);
  const organizationId = stableId('organization', source.code, entry.organization.originalId);
  addOrganization(rows, source, entry, organizationId);
  addService(rows, source, entry, kinds, { id: serviceId, organization_id: organizationId });
  for (const location of entry.locations) addLocation(rows, source, serviceId, location);
  addParts(rows, source, entry, serviceId);
  for (const code of new Set(entry.kinds)) {
    if (kinds.has(code)) rows.terms.push({ service_id: serviceId, term_id: kinds.idOf(code) });
  }
  rows.records.push({
    source_id: source.id,
    original_id: entry.originalId,
    raw: entry.raw,
    content_hash: `\\x${hash}`,
    fetched_at: at,
    problems: entry.problems,
  });
}

type ServiceIds = { readonly id: string; readonly organization_id: string };

function addService(rows: Rows, source: SourceRow, entry: Entry, kinds: KindTree, ids: ServiceIds): void {
  const codes = kinds.withCategories(entry.kinds);
  rows.services.push({
    ...ids,
    source_id: source.id,
    original_id: entry.originalId,
    name: entry.name,
    description: entry.description,
    url: entry.url,
    email: entry.email,
    status: 'active',
    eligibility_description: entry.eligibility,
    last_modified: entry.lastModified,
    left_out: entry.leftOut,
    kinds: codes,
    placed: entry.locations.some(location => location.latitude !== null),
    name_folded: foldForSearch(entry.name),
    search: searchOf(entry, codes, kinds),
  });
}

function addParts(rows: Rows, source: SourceRow, entry: Entry, serviceId: string): void {
  for (const [ordering, phone] of entry.phones.entries()) {
    const id = stableId('phone', source.code, `${entry.originalId} ${ordering}`);
    rows.phones.push({ id, service_id: serviceId, ordering, ...phone });
  }
  for (const name of new Set(entry.areas)) {
    const id = stableId('area', source.code, `${entry.originalId} ${name}`);
    rows.areas.push({ id, service_id: serviceId, name });
  }
}

function addOrganization(rows: Rows, source: SourceRow, { organization }: Entry, id: string): void {
  // Branches of one practice share it.
  if (rows.seen.has(id)) return;
  rows.seen.add(id);
  rows.organizations.push({
    id,
    source_id: source.id,
    original_id: organization.originalId,
    name: organization.name,
    website: organization.website,
  });
  for (const { scheme, type, identifier } of organization.identifiers) {
    const known = stableId('identifier', source.code, `${organization.originalId} ${scheme} ${identifier}`);
    rows.identifiers.push({
      id: known,
      organization_id: id,
      identifier_scheme: scheme,
      identifier_type: type,
      identifier,
    });
  }
}

function addLocation(
  rows: Rows,
  source: SourceRow,
  serviceId: string,
  location: Entry['locations'][number],
): void {
  const id = stableId('location', source.code, location.originalId);
  rows.locations.push({
    id,
    source_id: source.id,
    original_id: location.originalId,
    location_type: 'physical',
    name: location.name,
    latitude: location.latitude,
    longitude: location.longitude,
  });
  if (location.address) {
    rows.addresses.push({
      id: stableId('address', source.code, location.originalId),
      location_id: id,
      ...location.address,
    });
  }
  rows.serviceAtLocations.push({
    id: stableId('service-at-location', source.code, location.originalId),
    service_id: serviceId,
    location_id: id,
  });
}

function searchOf(entry: Entry, codes: readonly string[], kinds: KindTree): string {
  const places = entry.locations.flatMap(({ address: a }) =>
    a
      ? [a.address_1, a.address_2, a.city, a.state_province, a.postal_code, a.postal_code?.replace(' ', '')]
      : [],
  );
  const codesOf = entry.organization.identifiers.map(({ identifier }) => identifier);
  return searchVector([
    ['A', entry.name],
    ['B', [entry.organization.name, ...codesOf, ...places, ...entry.areas].filter(Boolean).join(' ')],
    ['C', [entry.words, ...codes.map(kinds.labelOf)].join(' ')],
    ['D', entry.description],
  ]);
}
