// An entry taken apart into the rows of the directory's tables.
import { foldForSearch } from '#kernel';
import type { Entry, EntryLocation, EntryPart } from '../formats/entry.ts';
import { stableId } from '../identity.ts';
import { searchOf } from '../search-words.ts';
import { addHsdsLocation, addHsdsParts } from './hsds-rows.ts';
import type { KindTree } from './kind-tree.ts';
import { claim, type HashedEntry, type Rows, type SourceRow } from './row-set.ts';

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
    search: searchOf(entry, codes.map(kinds.labelOf)),
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

/** Answers the parts that go with it: none when it was written already, with another of its services. */
export function addOrganization(
  rows: Rows,
  source: SourceRow,
  { organization }: Pick<Entry, 'organization'>,
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
  for (const { id: own, scheme, type, identifier } of organization.identifiers) {
    const known = own !== undefined && claim(rows, 'identifiers', own) ? own : null;
    const made = stableId('identifier', source.code, `${organization.originalId} ${scheme} ${identifier}`);
    if (known === null && !claim(rows, 'identifiers', made)) continue;
    rows.identifiers.push({
      id: known ?? made,
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
