// An entry taken apart into the rows of the directory's tables.
import { foldForSearch } from '#kernel';
import type { Entry, EntryLocation, EntryPart } from '../formats/entry.ts';
import { SHARED_PARTS } from '../formats/hsds/gathering.ts';
import { stableId } from '../identity.ts';
import { searchVector } from '../words.ts';
import type { TableRow } from './bulk.ts';
import type { KindTree } from './kind-tree.ts';
import { TABLES } from './tables.ts';

export type TableName = keyof typeof TABLES;

/** `thin`: organisations of which only the name was sent. `seen`: identifiers already among the rows or in the database, by table. */
export type Rows = Record<TableName, TableRow[]> & { readonly thin: TableRow[]; readonly seen: Set<string> };

/** `taken`: '<table> <id>' of what is in the database and must not be written. */
export const noRows = (taken: Iterable<string> = []): Rows => ({
  ...(Object.fromEntries(Object.keys(TABLES).map(name => [name, []])) as unknown as Record<
    TableName,
    TableRow[]
  >),
  thin: [],
  seen: new Set(taken),
});

export type SourceRow = { readonly id: string; readonly code: string };
export type HashedEntry = { readonly entry: Entry; readonly hash: string };

export const serviceIdOf = (source: SourceRow, entry: Entry): string =>
  entry.hsds?.id ?? stableId('service', source.code, entry.originalId);

/** Adds the rows of one entry. `at` is the instant of the import. */
export function addRows(
  rows: Rows,
  source: SourceRow,
  { entry, hash }: HashedEntry,
  kinds: KindTree,
  at: string,
): void {
  const serviceId = serviceIdOf(source, entry);
  const organizationId =
    entry.organization.hsds?.id ?? stableId('organization', source.code, entry.organization.originalId);
  const parts: EntryPart[] = [...(entry.hsds?.parts ?? [])];
  parts.push(...addOrganization(rows, source, entry, organizationId));
  addService(rows, source, entry, kinds, { id: serviceId, organization_id: organizationId });
  const renamed = new Map<string, string>();
  for (const location of entry.locations) {
    if (location.hsds) parts.push(...addHsdsLocation(rows, source, entry, location, renamed));
    else addLocation(rows, source, serviceId, location);
  }
  addParts(rows, source, entry, serviceId);
  addHsdsParts(rows, source, entry, parts, renamed);
  for (const code of new Set(entry.kinds)) {
    if (kinds.has(code)) rows.serviceTerms.push({ service_id: serviceId, term_id: kinds.idOf(code) });
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

/** True the first time. */
function claim(rows: Rows, table: string, id: string): boolean {
  const key = `${table} ${id}`;
  if (rows.seen.has(key)) return false;
  rows.seen.add(key);
  return true;
}

type ServiceIds = { readonly id: string; readonly organization_id: string };

function addService(rows: Rows, source: SourceRow, entry: Entry, kinds: KindTree, ids: ServiceIds): void {
  const codes = kinds.withCategories(entry.kinds);
  rows.services.push({
    status: 'active',
    ...entry.hsds?.columns,
    ...ids,
    source_id: source.id,
    original_id: entry.originalId,
    name: entry.name,
    description: entry.description,
    url: entry.url,
    email: entry.email,
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
  // Those of Open Referral are parts with more to say than a name.
  for (const name of entry.hsds ? [] : new Set(entry.areas)) {
    const id = stableId('area', source.code, `${entry.originalId} ${name}`);
    rows.areas.push({ id, service_id: serviceId, name });
  }
}

const REFERENCES = [
  ['phone_id', 'phones'],
  ['contact_id', 'contacts'],
  ['service_at_location_id', 'serviceAtLocations'],
  ['link_id', 'serviceAtLocations'],
] as const;

/** Feeds give one identifier to several things, and two feeds the same: what is taken gets one of its own, and what refers to it follows. */
function addHsdsParts(
  rows: Rows,
  source: SourceRow,
  entry: Entry,
  parts: readonly EntryPart[],
  renamed: Map<string, string>,
): void {
  for (const { table, row } of parts) {
    if (SHARED_PARTS.has(table)) {
      if (claim(rows, table, row.id)) rows[table].push(row);
    } else if (!claim(rows, table, row.id)) {
      renamed.set(`${table} ${row.id}`, stableId(table, source.code, `${entry.originalId} ${row.id}`));
    }
  }
  for (const { table, row } of parts) {
    if (SHARED_PARTS.has(table)) continue;
    const followed = REFERENCES.flatMap(([column, other]) => {
      const id = renamed.get(`${other} ${String(row[column])}`);
      return id === undefined ? [] : [[column, id]];
    });
    const id = renamed.get(`${table} ${row.id}`) ?? row.id;
    rows[table].push({ ...row, ...Object.fromEntries(followed), id });
  }
}

/** Answers the parts that go with it: none when it was written already, with another of its services. */
function addOrganization(
  rows: Rows,
  source: SourceRow,
  { organization }: Entry,
  id: string,
): readonly EntryPart[] {
  const { hsds } = organization;
  const row = {
    ...hsds?.columns,
    id,
    source_id: source.id,
    original_id: organization.originalId,
    name: organization.name,
    website: organization.website,
  };
  if (hsds?.thin) {
    if (!rows.seen.has(`organizations ${id}`)) rows.thin.push(row);
    return [];
  }
  // Branches of one practice share it.
  if (!claim(rows, 'organizations', id)) return [];
  rows.organizations.push(row);
  for (const { scheme, type, identifier } of organization.identifiers) {
    const known = stableId('identifier', source.code, `${organization.originalId} ${scheme} ${identifier}`);
    if (!claim(rows, 'identifiers', known)) continue;
    rows.identifiers.push({
      id: known,
      organization_id: id,
      identifier_scheme: scheme,
      identifier_type: type,
      identifier,
    });
  }
  return hsds?.parts ?? [];
}

/** A location of a built-in source belongs to one service. */
function addLocation(rows: Rows, source: SourceRow, serviceId: string, location: EntryLocation): void {
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

/** Several services may be at one place; it is written once, with its parts. */
function addHsdsLocation(
  rows: Rows,
  source: SourceRow,
  entry: Entry,
  location: EntryLocation,
  renamed: Map<string, string>,
): readonly EntryPart[] {
  const { hsds } = location;
  if (!hsds) return [];
  const link = hsds.serviceAtLocation;
  const own = claim(rows, 'serviceAtLocations', link.id)
    ? link.id
    : stableId('service-at-location', source.code, `${entry.originalId} ${link.id}`);
  if (own !== link.id) renamed.set(`serviceAtLocations ${link.id}`, own);
  rows.serviceAtLocations.push({ ...link, id: own });
  if (!claim(rows, 'locations', hsds.id)) return [];
  rows.locations.push({
    ...hsds.columns,
    id: hsds.id,
    source_id: source.id,
    original_id: location.originalId,
    name: location.name,
    latitude: location.latitude,
    longitude: location.longitude,
  });
  for (const address of hsds.addresses) {
    const id = claim(rows, 'addresses', address.id)
      ? address.id
      : stableId('address', source.code, `${location.originalId} ${address.id}`);
    rows.addresses.push({ ...address, id });
  }
  return hsds.parts;
}

/** Of a confidential place only the town: nobody finds it by its street or postcode. */
function placeWords({ address: a, hsds }: EntryLocation): readonly unknown[] {
  if (a)
    return [
      a.address_1,
      a.address_2,
      a.city,
      a.state_province,
      a.postal_code,
      a.postal_code?.replace(' ', ''),
    ];
  return (hsds?.addresses ?? []).flatMap(address =>
    hsds?.columns.confidential === true
      ? [address.city, address.state_province]
      : [
          ...[
            address.address_1,
            address.address_2,
            address.city,
            address.state_province,
            address.postal_code,
          ],
          typeof address.postal_code === 'string' ? address.postal_code.replace(' ', '') : null,
        ],
  );
}

function searchOf(entry: Entry, codes: readonly string[], kinds: KindTree): string {
  const places = entry.locations.flatMap(placeWords);
  const codesOf = entry.organization.identifiers.map(({ identifier }) => identifier);
  const more = entry.hsds?.columns ?? {};
  const spoken =
    entry.hsds?.parts.filter(({ table }) => table === 'languages').map(({ row }) => row.name) ?? [];
  const joined = (...texts: readonly unknown[]) => texts.filter(Boolean).join(' ');
  return searchVector([
    ['A', joined(entry.name, more.alternate_name)],
    ['B', joined(entry.organization.name, ...codesOf, ...places, ...entry.areas)],
    ['C', joined(entry.words, ...codes.map(kinds.labelOf), ...spoken)],
    ['D', joined(entry.description, more.eligibility_description, more.interpretation_services)],
  ]);
}
