// Reads the parts of services, places and organisations for a whole page of them: one query a table, whatever the size of the page.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import type { PublishedRecord } from './record.ts';
import { idsIn } from './record.ts';

/** Where an entry comes from and under which licence (`d` is the source): published with every entry. */
export const SOURCE = sql`json_build_object('name', d.name, 'publisher', d.publisher, 'url', d.url, 'licence', d.licence,
  'licence_url', d.licence_url, 'attribution', d.attribution, 'as_of', d.as_of, 'demonstration', nullif(d.demonstration, false))`;

/** An entry that another Footbridge sent says itself where it was first: the licence and attribution of that go with every copy. */
export const sourceOf = (row: 's' | 'o' | 'x'): RawBuilder<unknown> =>
  sql`coalesce(${sql.ref(`${row}.origin`)}::json, ${SOURCE})`;

/** Ids whose parts are wanted, by the column that names them. */
export type Owners = {
  readonly service_id: readonly string[];
  readonly service_at_location_id: readonly string[];
  readonly location_id: readonly string[];
  readonly organization_id: readonly string[];
};
type Owner = keyof Owners;

const S: Owner = 'service_id';
const AT: Owner = 'service_at_location_id';
const L: Owner = 'location_id';
const O: Owner = 'organization_id';

/** Table, which columns say whose part it is, and the order of its rows. */
const TABLES = {
  phones: ['directory_phones', [S, AT, L, O], ['ordering', 'id']],
  languages: ['directory_languages', [S, L], ['name', 'id']],
  schedules: ['directory_schedules', [S, AT, L], ['id']],
  areas: ['directory_service_areas', [S, AT], ['name', 'id']],
  contacts: ['directory_contacts', [S, AT, L, O], ['id']],
  costs: ['directory_cost_options', [S], ['id']],
  fundings: ['directory_fundings', [S, O], ['id']],
  accessibility: ['directory_accessibility', [L], ['id']],
  documents: ['directory_required_documents', [S], ['id']],
  urls: ['directory_urls', [S, O], ['id']],
  addresses: ['directory_addresses', [L], ['id']],
  identifiers: ['directory_organization_identifiers', [O], ['identifier_type', 'id']],
  programs: ['directory_programs', [O], ['name', 'id']],
  metadata: ['directory_metadata', [S, L, O], ['last_action_date', 'id']],
} as const satisfies Record<string, readonly [string, readonly Owner[], readonly string[]]>;

type Named = keyof typeof TABLES;
export type Parts = Readonly<Record<Named | 'attributes' | 'capacities', readonly PublishedRecord[]>>;

const NAMES = Object.keys(TABLES) as readonly Named[];

export async function loadParts(ctx: Ctx, owners: Owners): Promise<Parts> {
  const [attributes, capacities, ...tables] = await Promise.all([
    loadAttributes(ctx, owners),
    loadCapacities(ctx, owners.service_id),
    ...NAMES.map(name => loadTable(ctx, name, owners)),
  ]);
  const parts = Object.fromEntries(NAMES.map((name, index) => [name, tables[index] ?? []])) as Record<
    Named,
    readonly PublishedRecord[]
  >;
  // Phones of a contact and languages of a phone hang on rows that are only known now.
  const ofContacts = await loadBelow(ctx, 'directory_phones', 'contact_id', idsIn(parts.contacts));
  const phones = [...parts.phones, ...ofContacts];
  const ofPhones = await loadBelow(ctx, 'directory_languages', 'phone_id', idsIn(phones));
  return { ...parts, phones, languages: [...parts.languages, ...ofPhones], attributes, capacities };
}

async function loadTable(ctx: Ctx, name: Named, owners: Owners): Promise<readonly PublishedRecord[]> {
  const [table, columns, order] = TABLES[name];
  const wanted = columns.filter(column => owners[column].length > 0);
  if (wanted.length === 0) return [];
  // One index a column: a union of them instead of a condition over all, for which PostgreSQL would read the whole table.
  const each = wanted.map(
    column =>
      sql`select * from ${sql.table(table)} where ${sql.ref(column)} = any(${owners[column]}::uuid[])`,
  );
  const { rows } = await sql<PublishedRecord>`select * from (${sql.join(each, sql` union `)}) parts
    order by ${sql.join(order.map(column => sql.ref(column)))}`.execute(ctx.tx);
  return rows;
}

async function loadBelow(
  ctx: Ctx,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<readonly PublishedRecord[]> {
  if (ids.length === 0) return [];
  const { rows } =
    await sql<PublishedRecord>`select * from ${sql.table(table)} where ${sql.ref(column)} = any(${ids}::uuid[]) order by id`.execute(
      ctx.tx,
    );
  return rows;
}

/** Terms that we gave a service and attributes that its source gave; the same term once, and then as its source has it. */
async function loadAttributes(ctx: Ctx, owners: Owners): Promise<readonly PublishedRecord[]> {
  const { rows } = await sql<PublishedRecord>`
    with tags as (
      select a.id, a.link_id, a.link_type, a.link_entity, a.taxonomy_term_id, a.value, a.label from directory_attributes a
        where a.service_id = any(${owners.service_id}::uuid[])
      union select a.id, a.link_id, a.link_type, a.link_entity, a.taxonomy_term_id, a.value, a.label from directory_attributes a
        where a.organization_id = any(${owners.organization_id}::uuid[])
      union select a.id, a.link_id, a.link_type, a.link_entity, a.taxonomy_term_id, a.value, a.label from directory_attributes a
        where a.location_id = any(${owners.location_id}::uuid[])
      union select directory_uuid_of('attribute ' || st.service_id || ' ' || st.term_id), st.service_id, null, 'service', st.term_id, null, null
        from directory_service_terms st where st.service_id = any(${owners.service_id}::uuid[]) and not exists (
          select from directory_attributes a where a.service_id = st.service_id and a.link_id = st.service_id and a.taxonomy_term_id = st.term_id))
    select tags.*, case when t.id is not null then json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'description', t.description,
      'parent_id', t.parent_id, 'taxonomy', t.taxonomy, 'taxonomy_id', t.taxonomy_id, 'term_uri', t.term_uri, 'language', t.language) end
      as taxonomy_term
    from tags left join directory_published_terms t on t.id = tags.taxonomy_term_id order by t.name, tags.id`.execute(
    ctx.tx,
  );
  return rows;
}

async function loadCapacities(ctx: Ctx, services: readonly string[]): Promise<readonly PublishedRecord[]> {
  if (services.length === 0) return [];
  const { rows } = await sql<PublishedRecord>`
    select c.id, c.service_id, c.unit_id, c.available, c.maximum, c.description, c.updated, json_build_object('id', u.id, 'name', u.name,
      'scheme', u.scheme, 'identifier', u.identifier, 'uri', u.uri) as unit
    from directory_service_capacities c join directory_units u on u.id = c.unit_id
    where c.service_id = any(${services}::uuid[]) order by c.id`.execute(ctx.tx);
  return rows;
}
