// Reads services whole or in lists, and the kinds there are.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { isUuid, londonDay, type ServiceId } from '#kernel';
import { type Kind, TAXONOMY } from './kind.ts';
import type { Service, ServicePlace, ServiceSource, ServiceStatus, ServiceSummary } from './service.ts';

type SummaryRow = {
  id: ServiceId;
  name: string;
  organization: string;
  kinds: Kind[] | null;
  description: string | null;
  address_1: string | null;
  address_2: string | null;
  city: string | null;
  postal_code: string | null;
  confidential: boolean;
  areas: string[] | null;
  phone: string | null;
  url: string | null;
  status: ServiceStatus;
  source_name: string;
  as_of: string;
  last_checked: Date | null;
};

/** Its terms and their categories, each once: the types first. */
const KINDS = sql`(select json_agg(json_build_object('code', k.code, 'label', k.name) order by k.parent_id is null, k.name)
  from (select t.code, t.name, t.parent_id from directory_service_terms st join directory_taxonomy_terms t on t.id = st.term_id where st.service_id = s.id
    union select p.code, p.name, p.parent_id from directory_service_terms st join directory_taxonomy_terms t on t.id = st.term_id
      join directory_taxonomy_terms p on p.id = t.parent_id where st.service_id = s.id) k)`;
const AREAS = sql`(select array_agg(a.name order by a.name) from directory_service_areas a where a.service_id = s.id)`;

/** Of a confidential place (a refuge) only the area leaves the database: town and first half of the postcode. */
const OPEN_ADDRESS = sql`case when l.confidential then null else a.address_1 end as address_1,
  case when l.confidential then null else a.address_2 end as address_2, a.city,
  case when l.confidential then null else a.state_province end as state_province,
  case when l.confidential then split_part(a.postal_code, ' ', 1) else a.postal_code end as postal_code`;

/** In the order of `ids`; ids that are not there are left out. The first address and the first phone stand for all. */
export async function loadServiceSummaries(
  ctx: Ctx,
  ids: readonly ServiceId[],
): Promise<readonly ServiceSummary[]> {
  const wanted = ids.filter(isUuid);
  if (wanted.length === 0) return [];
  const { rows } = await sql<SummaryRow>`
    select s.id, s.name, o.name as organization, ${KINDS} as kinds, left(s.description, 400) as description, a.address_1, a.address_2, a.city,
      a.postal_code, coalesce(a.confidential, false) as confidential, ${AREAS} as areas, p.number as phone, s.url, s.status, d.name as source_name, d.as_of, s.last_checked
    from unnest(${wanted}::uuid[]) with ordinality as w(id, place) join directory_services s on s.id = w.id
    join directory_organizations o on o.id = s.organization_id join directory_sources d on d.id = s.source_id
    left join lateral (select ${OPEN_ADDRESS}, l.confidential from directory_service_at_locations sl join directory_locations l on l.id = sl.location_id
      join directory_addresses a on a.location_id = l.id where sl.service_id = s.id order by sl.id limit 1) a on true
    left join lateral (select number from directory_phones p where p.service_id = s.id order by p.ordering limit 1) p on true
    order by w.place`.execute(ctx.tx);
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    organization: row.organization,
    kinds: row.kinds ?? [],
    description: row.description,
    address: linesOf(row).join(', ') || null,
    postcode: row.postal_code,
    confidential: row.confidential,
    areas: row.areas ?? [],
    phone: row.phone,
    url: row.url,
    status: row.status,
    source: { name: row.source_name, asOf: row.as_of },
    lastChecked: row.last_checked,
  }));
}

type AddressRow = {
  address_1: string | null;
  address_2: string | null;
  city: string | null;
  state_province?: string | null;
  postal_code: string | null;
};

/** Address lines as written on an envelope, none twice, without the postcode. */
const linesOf = (row: AddressRow): string[] =>
  [...new Set([row.address_1, row.address_2, row.city, row.state_province])].filter(
    (line): line is string => typeof line === 'string' && line !== '' && line !== row.postal_code,
  );

/** Prices that hold on a day, the least first. */
const pricesOn = (
  day: string,
) => sql`(select json_agg(json_build_object('option', c.option, 'amount', c.amount, 'currency', c.currency,
    'about', c.amount_description) order by c.amount, c.option, c.id)
  from directory_cost_options c where c.service_id = s.id and coalesce(c.valid_from, ${day}::date) <= ${day}::date
    and coalesce(c.valid_to, ${day}::date) >= ${day}::date)`;

type PlaceRow = AddressRow & { name: string | null; placed: boolean; confidential: boolean };

type ServiceRow = {
  id: ServiceId;
  name: string;
  description: string | null;
  url: string | null;
  email: string | null;
  status: ServiceStatus;
  eligibility_description: string | null;
  minimum_age: number | null;
  maximum_age: number | null;
  application_process: string | null;
  fees_description: string | null;
  prices: Service['prices'] | null;
  wait_time: string | null;
  interpretation_services: string | null;
  alert: string | null;
  left_out: Service['leftOut'];
  last_modified: Date | null;
  last_checked: Date | null;
  organization: Service['organization'];
  kinds: Kind[] | null;
  areas: string[] | null;
  languages: string[] | null;
  interpreted: string[] | null;
  phones: Service['phones'] | null;
  places: PlaceRow[] | null;
  source: ServiceSource;
};

/** Null when there is no such service. One that searches leave out can still be opened: a plan may name it. */
export async function loadService(ctx: Ctx, id: ServiceId): Promise<Service | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<ServiceRow>`
    select s.id, s.name, s.description, s.url, s.email, s.status, s.eligibility_description, s.minimum_age, s.maximum_age,
      s.application_process, coalesce(s.fees_description, s.fees) as fees_description, s.wait_time, s.interpretation_services, s.alert, s.left_out, s.last_modified, s.last_checked,
      json_build_object('name', o.name, 'website', o.website, 'identifiers', coalesce(
        (select json_agg(json_build_object('type', i.identifier_type, 'identifier', i.identifier) order by i.identifier)
         from directory_organization_identifiers i where i.organization_id = o.id), '[]')) as organization,
      ${KINDS} as kinds, ${AREAS} as areas, ${pricesOn(londonDay(ctx.clock()).toString())} as prices,
      (select array_agg(coalesce(l.name, l.code) order by l.name) from directory_languages l where l.service_id = s.id and not l.by_interpreter) as languages,
      (select array_agg(coalesce(l.name, l.code) order by l.name) from directory_languages l where l.service_id = s.id and l.by_interpreter) as interpreted,
      (select json_agg(json_build_object('number', p.number, 'extension', p.extension, 'description', p.description) order by p.ordering)
       from directory_phones p where p.service_id = s.id or p.contact_id in (select c.id from directory_contacts c where c.service_id = s.id)) as phones,
      (select json_agg(p order by p.at) from (select sl.id as at, case when l.confidential then null else l.name end as name,
         l.latitude is not null as placed, l.confidential, ${OPEN_ADDRESS}
       from directory_service_at_locations sl join directory_locations l on l.id = sl.location_id
       left join directory_addresses a on a.location_id = l.id where sl.service_id = s.id) p) as places,
      json_build_object('name', d.name, 'publisher', d.publisher, 'url', d.url, 'licence', d.licence, 'licenceUrl', d.licence_url,
        'attribution', d.attribution, 'asOf', d.as_of) as source
    from directory_services s join directory_organizations o on o.id = s.organization_id join directory_sources d on d.id = s.source_id
    where s.id = ${id}::uuid`.execute(ctx.tx);
  return rows[0] ? serviceOf(rows[0]) : null;
}

const placeOf = (row: PlaceRow): ServicePlace => ({
  name: row.name,
  lines: linesOf(row),
  postcode: row.postal_code,
  placed: row.placed,
  confidential: row.confidential,
});

const serviceOf = (row: ServiceRow): Service => ({
  id: row.id,
  name: row.name,
  description: row.description,
  organization: row.organization,
  kinds: row.kinds ?? [],
  url: row.url,
  email: row.email,
  phones: row.phones ?? [],
  places: (row.places ?? []).map(placeOf),
  areas: row.areas ?? [],
  languages: row.languages ?? [],
  interpreted: row.interpreted ?? [],
  eligibility: row.eligibility_description,
  minimumAge: row.minimum_age,
  maximumAge: row.maximum_age,
  applicationProcess: row.application_process,
  feesDescription: row.fees_description,
  prices: row.prices ?? [],
  waitTime: row.wait_time,
  interpretationServices: row.interpretation_services,
  alert: row.alert,
  status: row.status,
  leftOut: row.left_out,
  lastModified: row.last_modified,
  lastChecked: row.last_checked,
  source: row.source,
});

export type KindInUse = Kind & { readonly services: number; readonly category: string | null };

/** Categories and types that at least one service carries, categories first, each by name. */
export async function listKinds(ctx: Ctx): Promise<readonly KindInUse[]> {
  const { rows } = await sql<KindInUse>`
    select t.code, t.name as label, t.services, p.code as category
    from directory_taxonomy_terms t left join directory_taxonomy_terms p on p.id = t.parent_id
    where t.taxonomy = ${TAXONOMY} and t.services > 0 order by p.code is not null, p.name, t.name`.execute(
    ctx.tx,
  );
  return rows;
}
