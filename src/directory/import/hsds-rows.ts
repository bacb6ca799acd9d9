// The rows of what Open Referral says: parts with identifiers of their own, and places that several services share.
import type { Entry, EntryLocation, EntryPart } from '../formats/entry.ts';
import { SHARED_PARTS } from '../formats/hsds/gathering.ts';
import { stableId } from '../identity.ts';
import { claim, type Rows, type SourceRow } from './row-set.ts';

const REFERENCES = [
  ['phone_id', 'phones'],
  ['contact_id', 'contacts'],
  ['service_at_location_id', 'serviceAtLocations'],
] as const;

/** Tables of what attributes and changes may hang on, by its HSDS name. */
const HANGING_ON: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    service_at_location: 'serviceAtLocations',
    phone: 'phones',
    contact: 'contacts',
    language: 'languages',
    schedule: 'schedules',
    service_area: 'areas',
    cost_option: 'costOptions',
    funding: 'fundings',
    accessibility: 'accessibility',
    required_document: 'requiredDocuments',
    service_capacity: 'capacities',
    url: 'urls',
    address: 'addresses',
  }),
);

const references = (row: EntryPart['row']): readonly (readonly [string, string])[] => [
  ...REFERENCES,
  ['link_id', HANGING_ON.get(String(row.link_entity)) ?? ''],
  ['resource_id', HANGING_ON.get(String(row.resource_type)) ?? ''],
];

/** Feeds give one identifier to several things, and two feeds the same: what is taken gets one of its own, and what refers to it follows. */
export function addHsdsParts(
  rows: Rows,
  source: SourceRow,
  entry: Pick<Entry, 'originalId'>,
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
    const followed = references(row).flatMap(([column, other]) => {
      const id = renamed.get(`${other} ${String(row[column])}`);
      return id === undefined ? [] : [[column, id]];
    });
    const id = renamed.get(`${table} ${row.id}`) ?? row.id;
    rows[table].push({ ...row, ...Object.fromEntries(followed), id });
  }
}

/** Several services may be at one place; it is written once, with its parts. */
export function addHsdsLocation(
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
    if (id !== address.id) renamed.set(`addresses ${address.id}`, id);
    rows.addresses.push({ ...address, id });
  }
  return hsds.parts;
}
