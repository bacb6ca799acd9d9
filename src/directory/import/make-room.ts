// Before a batch is written: what its services had before goes, and identifiers that others have are found.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { Entry, EntryPart } from '../formats/entry.ts';
import { SHARED_PARTS } from '../formats/hsds/gathering.ts';
import type { HashedEntry, SourceRow } from './row-set.ts';
import { TABLES } from './tables.ts';

/** What a changed service of a built-in source had before; its parts are written anew, its own row and identifier stay. */
export function removeParts(ctx: Ctx, serviceIds: readonly string[]): Promise<unknown>[] {
  const ids = sql`${serviceIds}::uuid[]`;
  const parts = [
    'directory_service_at_locations',
    'directory_phones',
    'directory_service_areas',
    'directory_service_terms',
  ];
  return [
    sql`delete from directory_addresses a using directory_service_at_locations s
      where s.location_id = a.location_id and s.service_id = any(${ids})`.execute(ctx.tx),
    ...parts.map(table =>
      sql`delete from ${sql.table(table)} where service_id = any(${ids})`.execute(ctx.tx),
    ),
  ];
}

const OF_SERVICE = [
  ...[
    'service_at_locations',
    'contacts',
    'phones',
    'languages',
    'schedules',
    'service_areas',
    'cost_options',
    'fundings',
  ],
  ...['required_documents', 'service_capacities', 'urls', 'attributes', 'metadata', 'service_terms'],
];
const OF_LOCATION = [
  'addresses',
  'contacts',
  'phones',
  'languages',
  'schedules',
  'accessibility',
  'attributes',
  'metadata',
];
const OF_ORGANIZATION = [
  'organization_identifiers',
  'contacts',
  'phones',
  'fundings',
  'urls',
  'attributes',
  'metadata',
];

const locationIds = (entries: readonly HashedEntry[]): string[] =>
  entries.flatMap(({ entry }) => entry.locations.flatMap(({ hsds }) => hsds?.id ?? []));
const organizationIds = (entries: readonly HashedEntry[]): string[] =>
  entries.flatMap(({ entry: { organization } }) => organization.hsds?.id ?? []);
const toldOrganizationIds = (entries: readonly HashedEntry[]): string[] =>
  entries.flatMap(({ entry: { organization } }) =>
    organization.hsds && !organization.hsds.thin ? [organization.hsds.id] : [],
  );

/** The parts of the services, and of the places and organisations they tell of, as far as these came from the same source. */
export async function removeHsdsParts(
  ctx: Ctx,
  source: SourceRow,
  entries: readonly HashedEntry[],
  serviceIds: readonly string[],
): Promise<void> {
  const remove = (tables: readonly string[], of: string, owners: string, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : tables.map(table =>
          sql`delete from ${sql.table(`directory_${table}`)} where ${sql.ref(of)} in (
            select id from ${sql.table(`directory_${owners}`)} where source_id = ${source.id}::uuid and id = any(${[...new Set(ids)]}::uuid[]))`.execute(
            ctx.tx,
          ),
        );
  await Promise.all([
    ...remove(OF_SERVICE, 'service_id', 'services', serviceIds),
    ...remove(OF_LOCATION, 'location_id', 'locations', locationIds(entries)),
    ...remove(OF_ORGANIZATION, 'organization_id', 'organizations', toldOrganizationIds(entries)),
  ]);
}

type IdsByTable = ReadonlyMap<keyof typeof TABLES, string[]>;
type AddId = (table: keyof typeof TABLES, id: string) => void;

function idsByTable(gather: (add: AddId) => void): IdsByTable {
  const ids = new Map<keyof typeof TABLES, string[]>();
  gather((table, id) => {
    const known = ids.get(table);
    if (known) known.push(id);
    else ids.set(table, [id]);
  });
  return ids;
}

/** Identifiers of parts that are kept as they came, by table. */
function gatherIds(entries: readonly HashedEntry[], add: AddId): void {
  const partsOf = (entry: Entry) => [
    ...(entry.hsds?.parts ?? []),
    ...(entry.organization.hsds?.parts ?? []),
    ...entry.locations.flatMap(({ hsds }) => hsds?.parts ?? []),
  ];
  for (const { entry } of entries) {
    for (const { table, row } of partsOf(entry)) if (!SHARED_PARTS.has(table)) add(table, row.id);
    for (const { id } of entry.organization.identifiers) if (id !== undefined) add('identifiers', id);
    for (const { hsds } of entry.locations) {
      if (!hsds) continue;
      add('serviceAtLocations', hsds.serviceAtLocation.id);
      for (const { id } of hsds.addresses) add('addresses', id);
    }
  }
}

const takenParts = (ids: IdsByTable) =>
  [...ids].map(
    ([name, wanted]) =>
      sql`select ${name}::text || ' ' || id as taken from ${sql.table(TABLES[name].name)} where id = any(${wanted}::uuid[])`,
  );

/** '<table> <id>' of everything in the database that has an identifier of the parts. */
export async function findTakenOf(ctx: Ctx, parts: readonly EntryPart[]): Promise<readonly string[]> {
  const all = takenParts(
    idsByTable(add => {
      for (const { table, row } of parts) if (!SHARED_PARTS.has(table)) add(table, row.id);
    }),
  );
  if (all.length === 0) return [];
  const { rows } = await sql<{ taken: string }>`${sql.join(all, sql` union all `)}`.execute(ctx.tx);
  return rows.map(({ taken }) => taken);
}

/** '<table> <id>' of everything in the database that has an identifier of the batch and is somebody else's. */
export async function findTaken(
  ctx: Ctx,
  source: SourceRow,
  entries: readonly HashedEntry[],
): Promise<readonly string[]> {
  const others = (name: 'organizations' | 'locations', ids: readonly string[]) =>
    sql`select ${name}::text || ' ' || id as taken from ${sql.table(TABLES[name].name)}
      where source_id <> ${source.id}::uuid and id = any(${[...new Set(ids)]}::uuid[])`;
  const all = [
    others('organizations', organizationIds(entries)),
    others('locations', locationIds(entries)),
    ...takenParts(idsByTable(add => gatherIds(entries, add))),
  ];
  const { rows } = await sql<{ taken: string }>`${sql.join(all, sql` union all `)}`.execute(ctx.tx);
  return rows.map(({ taken }) => taken);
}

/** Identifiers of services that another source listed first: its entry stays, and is not told twice. */
export async function findListedElsewhere(
  ctx: Ctx,
  source: SourceRow,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const ids = entries.flatMap(entry => entry.hsds?.id ?? []);
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from directory_services where source_id <> ${source.id}::uuid and id = any(${ids}::uuid[])`.execute(
    ctx.tx,
  );
  return new Set(rows.map(({ id }) => id));
}
