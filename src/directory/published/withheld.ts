// Confidential places: which locations they are, what of them may be told (their area), and taking their address out of every text.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { outwardCode } from '#kernel';
import type { PublishedRecord } from './record.ts';
import { secretPattern, secretsOf } from './secrets.ts';

export type Withheld = {
  /** Locations of which only the area leaves. */
  readonly locations: ReadonlySet<string>;
  areaOf(location: unknown): string | null;
  /** Text of an organisation, or of its services, without what would tell where its confidential places are. */
  scrub<T>(organization: unknown, value: T): T;
  has(location: unknown): boolean;
};

type Row = {
  id: string;
  latitude: number | null;
  longitude: number | null;
  addresses: PublishedRecord[] | null;
  phones: string[] | null;
  organizations: string[] | null;
};

/**
 * A location that is marked, and any other at the same address: a second feed may list the same house without the mark.
 * Few rows, read once a request.
 */
const MARKED = sql`
  select c.id from directory_locations c where c.confidential
  union select twin.location_id from directory_locations c join directory_addresses a on a.location_id = c.id
    join directory_addresses twin on twin.postal_code = a.postal_code
      and regexp_replace(lower(twin.address_1), '[^[:alnum:]]', '', 'g') = regexp_replace(lower(a.address_1), '[^[:alnum:]]', '', 'g')
    where c.confidential`;

export async function loadWithheld(ctx: Ctx): Promise<Withheld> {
  const { rows } = await sql<Row>`
    select l.id, l.latitude, l.longitude,
      (select json_agg(a) from directory_addresses a where a.location_id = l.id) as addresses,
      (select array_agg(p.number) from directory_phones p where p.location_id = l.id
        or p.service_at_location_id in (select id from directory_service_at_locations where location_id = l.id)) as phones,
      (select array_agg(distinct o.id) from (select l.organization_id as id union select s.organization_id from directory_services s
        join directory_service_at_locations sl on sl.service_id = s.id where sl.location_id = l.id) o where o.id is not null) as organizations
    from directory_locations l where l.id in (${MARKED}) order by l.id`.execute(ctx.tx);
  return withheldOf(rows);
}

function withheldOf(rows: readonly Row[]): Withheld {
  const byId = new Map(rows.map(row => [row.id, row]));
  const secrets = new Map<string, string[]>();
  for (const row of rows) {
    const own = secretsOf({ ...row, addresses: row.addresses ?? [], phones: row.phones ?? [] });
    for (const organization of row.organizations ?? [])
      secrets.set(organization, [...(secrets.get(organization) ?? []), ...own]);
  }
  const patterns = new Map([...secrets].map(([id, own]) => [id, secretPattern(own)]));
  return {
    locations: new Set(byId.keys()),
    has: location => typeof location === 'string' && byId.has(location),
    areaOf: location => areaIn(byId.get(String(location))?.addresses ?? []),
    scrub: (organization, value) => {
      const pattern = patterns.get(String(organization));
      return pattern ? scrubbed(value, pattern) : value;
    },
  };
}

/** Its city or district, unless that column holds more than a name; else the first half of its postcode. */
function areaIn(addresses: readonly PublishedRecord[]): string | null {
  for (const address of addresses) {
    for (const part of [address.city, address.region, address.state_province])
      if (typeof part === 'string' && /^[\p{L}\s'.-]{2,40}$/u.test(part) && part !== address.address_1)
        return part.trim();
    const outward = outwardCode(String(address.postal_code ?? ''));
    if (outward) return outward;
  }
  return null;
}

export const WITHHELD_TEXT = '[withheld]';

function scrubbed<T>(value: T, pattern: RegExp): T {
  if (typeof value === 'string') return value.replace(pattern, WITHHELD_TEXT) as T;
  if (Array.isArray(value)) return value.map(item => scrubbed(item, pattern)) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      IDENTIFIERS.test(key) ? inner : scrubbed(inner, pattern),
    ]),
  ) as T;
}

/** Ids are not text, and a location that is published has its own address. */
const IDENTIFIERS = /(^|_)id$|^addresses$/;
