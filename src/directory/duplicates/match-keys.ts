// What entries are compared by, loaded for a batch; and the keys that two must share before they are compared at all.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { foldForSearch, type Point, phoneKey, type ServiceId } from '#kernel';
import { SHOWN } from '../search/memory/live/load-facts.ts';
import type { MatchFacts } from './likeness.ts';

type Row = {
  id: ServiceId;
  source_id: string;
  organization_id: string;
  name: string;
  organization: string;
  siblings: number;
  url: string | null;
  email: string | null;
  identifiers: string[] | null;
  phones: string[] | null;
  addresses: readonly { postcode: string | null; line: string }[] | null;
  points: Point[] | null;
};

/** Of those that searches show. Nothing of this leaves but a score and its reasons, to those who mend the directory. */
export async function loadMatchFacts(ctx: Ctx, ids: readonly ServiceId[]): Promise<readonly MatchFacts[]> {
  const { rows } = await sql<Row>`
    select s.id, s.source_id, s.organization_id, s.name_folded as name, o.name as organization, s.url, s.email,
      (select count(*)::int from directory_services b where b.organization_id = s.organization_id and b.replaced_by is null) as siblings,
      (select array_agg(coalesce(i.identifier_scheme, i.identifier_type) || ' ' || upper(i.identifier)) from directory_organization_identifiers i
        where i.organization_id = s.organization_id) as identifiers,
      (select array_agg(p.number) from directory_phones p where p.service_id = s.id) as phones,
      (select json_agg(json_build_object('postcode', a.postal_code, 'line', a.address_1)) from directory_service_at_locations sl
        join directory_addresses a on a.location_id = sl.location_id where sl.service_id = s.id) as addresses,
      (select json_agg(json_build_object('latitude', l.latitude, 'longitude', l.longitude)) from directory_service_at_locations sl
        join directory_locations l on l.id = sl.location_id where sl.service_id = s.id and l.latitude is not null) as points
    from directory_services s join directory_organizations o on o.id = s.organization_id
    where s.id = any(${ids}::uuid[]) and ${SHOWN}`.execute(ctx.tx);
  return rows.map(factsOf);
}

const bareUrl = (url: string | null): string | null =>
  url === null
    ? null
    : url
        .toLowerCase()
        .replace(/^https?:\/\/(?:www\.)?/, '')
        .replace(/[?#].*$/, '')
        .replace(/\/+$/, '') || null;

const factsOf = (row: Row): MatchFacts => {
  const addresses = (row.addresses ?? []).flatMap(({ postcode, line }) =>
    postcode === null ? [] : [{ postcode, line: foldForSearch(line) }],
  );
  return {
    id: row.id,
    sourceId: row.source_id,
    organizationId: row.organization_id,
    name: row.name,
    organization: foldForSearch(row.organization),
    identifiers: row.identifiers ?? [],
    siblings: row.siblings,
    phones: (row.phones ?? []).flatMap(number => phoneKey(number) ?? []),
    url: bareUrl(row.url),
    email: row.email?.toLowerCase() ?? null,
    postcodes: addresses.map(({ postcode }) => postcode),
    addresses: addresses.map(({ postcode, line }) => `${postcode} ${line}`),
    points: row.points ?? [],
  };
};

/** Too short a name is shared by too many that are not the same. */
const SHORTEST_NAME = 8;

export const keysOf = (facts: MatchFacts): readonly string[] => [
  ...new Set([
    ...facts.identifiers.map(identifier => `identifier ${identifier}`),
    ...facts.phones.map(phone => `phone ${phone}`),
    ...facts.postcodes.map(postcode => `postcode ${postcode}`),
    ...(facts.url === null ? [] : [`url ${facts.url}`]),
    ...(facts.email === null ? [] : [`email ${facts.email}`]),
    ...(facts.name.length < SHORTEST_NAME ? [] : [`name ${facts.name}`]),
  ]),
];

/** Writes the keys of these services anew; those that are not shown have none. */
export async function saveKeys(
  ctx: Ctx,
  ids: readonly ServiceId[],
  facts: readonly MatchFacts[],
): Promise<void> {
  await sql`delete from directory_match_keys where service_id = any(${ids}::uuid[])`.execute(ctx.tx);
  const rows = facts.flatMap(each =>
    keysOf(each).map(key => ({ key: key.slice(0, 300), service_id: each.id })),
  );
  await sql`insert into directory_match_keys (key, service_id)
    select key, service_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, service_id uuid) on conflict do nothing`.execute(
    ctx.tx,
  );
}
