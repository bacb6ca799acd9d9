// HSDS tables (one CSV an entity, joined by identifiers) put together into nested services, as a feed would send them.
import { isVersion1, toVersion3 } from '../hsds/oruk-1.ts';

export type TableRows = readonly Readonly<Record<string, unknown>>[];
/** Rows by the name of the HSDS entity: 'service', 'phone' … */
export type Tables = ReadonlyMap<string, TableRows>;

type Row = Readonly<Record<string, unknown>>;
type Index = ReadonlyMap<string, Row[]>;

const keyOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** Rows by one of their columns. */
function indexed(rows: TableRows, column: string): Index {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row[column]);
    if (key === '') continue;
    const known = index.get(key);
    if (known) known.push(row);
    else index.set(key, [row]);
  }
  return index;
}

/** Looks a table up by a column; each index is made once. */
function finder(tables: Tables): (table: string, column: string, key: unknown) => readonly Row[] {
  const indexes = new Map<string, Index>();
  return (table, column, key) => {
    const name = `${table} ${column}`;
    const index = indexes.get(name) ?? indexed(tables.get(table) ?? [], column);
    indexes.set(name, index);
    return index.get(keyOf(key)) ?? [];
  };
}

type Find = ReturnType<typeof finder>;

const without = (row: Row, ...columns: readonly string[]): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([column, value]) => value !== '' && !columns.includes(column)),
  );

function attributesOf(find: Find, id: unknown): readonly Row[] {
  return find('attribute', 'link_id', id).map(row => {
    const [term] = find('taxonomy_term', 'id', row.taxonomy_term_id);
    const [taxonomy] = term ? find('taxonomy', 'id', term.taxonomy_id) : [];
    return { ...row, taxonomy_term: term ? { ...without(term), taxonomy_detail: taxonomy } : undefined };
  });
}

const phonesOf = (find: Find, column: string, id: unknown): readonly Row[] =>
  find('phone', column, id).map(row => ({ ...row, languages: find('language', 'phone_id', row.id) }));

const contactsOf = (find: Find, column: string, id: unknown): readonly Row[] =>
  find('contact', column, id).map(row => ({ ...row, phones: phonesOf(find, 'contact_id', row.id) }));

/** What services, places and organisations have alike. */
const commonParts = (find: Find, column: string, id: unknown) => ({
  contacts: contactsOf(find, column, id),
  phones: phonesOf(find, column, id),
  attributes: attributesOf(find, id),
  metadata: find('metadata', 'resource_id', id),
});

function locationOf(find: Find, location: Row): Row {
  const { id } = location;
  return {
    ...without(location),
    ...commonParts(find, 'location_id', id),
    addresses: find('address', 'location_id', id),
    languages: find('language', 'location_id', id),
    schedules: find('schedule', 'location_id', id),
    accessibility: find('accessibility', 'location_id', id),
  };
}

function organizationOf(find: Find, organization: Row): Row {
  const { id } = organization;
  return {
    ...without(organization),
    ...commonParts(find, 'organization_id', id),
    funding: find('funding', 'organization_id', id),
    programs: find('program', 'organization_id', id),
    organization_identifiers: find('organization_identifier', 'organization_id', id),
    additional_websites: find('url', 'organization_id', id),
  };
}

function placesOf(find: Find, service: Row): readonly Row[] {
  const linked = find('service_at_location', 'service_id', service.id);
  return linked.map(at => ({
    ...without(at),
    contacts: contactsOf(find, 'service_at_location_id', at.id),
    phones: phonesOf(find, 'service_at_location_id', at.id),
    schedules: find('schedule', 'service_at_location_id', at.id),
    service_areas: find('service_area', 'service_at_location_id', at.id),
    attributes: attributesOf(find, at.id),
    location: find('location', 'id', at.location_id).map(location => locationOf(find, location))[0],
  }));
}

function serviceOf(find: Find, service: Row): Row {
  const { id } = service;
  const places = placesOf(find, service);
  // Some tables say whose the place is, and not whose the service is.
  const owner =
    keyOf(service.organization_id) ||
    places.map(at => keyOf((at.location as Row | undefined)?.organization_id)).find(Boolean);
  const [organization] = find('organization', 'id', owner);
  const [program] = find('program', 'id', service.program_id);
  return {
    ...without(service),
    ...(owner ? { organization_id: owner } : {}),
    ...commonParts(find, 'service_id', id),
    organization: organization ? organizationOf(find, organization) : undefined,
    program,
    service_at_locations: places,
    schedules: find('schedule', 'service_id', id),
    service_areas: find('service_area', 'service_id', id),
    languages: find('language', 'service_id', id),
    funding: find('funding', 'service_id', id),
    cost_options: find('cost_option', 'service_id', id),
    required_documents: find('required_document', 'service_id', id),
    additional_urls: find('url', 'service_id', id),
    capacities: find('service_capacity', 'service_id', id).map(row => ({
      ...row,
      unit: find('unit', 'id', row.unit_id)[0],
    })),
  };
}

/** Services with all their parts, and what stands in tables of its own beside them. */
export type NestedTables = {
  readonly items: readonly Row[];
  readonly organizations: readonly Row[];
  readonly terms: readonly Row[];
  readonly taxonomies: readonly Row[];
};

export function nestTables(tables: Tables): NestedTables {
  const find = finder(tables);
  const items = (tables.get('service') ?? [])
    .map(service => serviceOf(find, service))
    .map(one => (isVersion1(one) ? toVersion3(one) : one));
  const taxonomies = tables.get('taxonomy') ?? [];
  const nameOf = new Map(taxonomies.map(row => [keyOf(row.id), row]));
  return {
    items,
    taxonomies,
    organizations: (tables.get('organization') ?? []).map(row => organizationOf(find, row)),
    terms: (tables.get('taxonomy_term') ?? []).map(row => ({
      ...without(row),
      taxonomy_detail: nameOf.get(keyOf(row.taxonomy_id)),
    })),
  };
}
