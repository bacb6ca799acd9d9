// An address as a person types it, a line each with the postcode last; and the rows of a place that it is. Only an open place that no other
// service has can be written here: for others the form says nothing of it.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { parsePostcode, type ServiceId } from '#kernel';
import { findPlace } from '../place.ts';

export type PlaceRow = {
  /** Neither confidential nor any other service's. */
  readonly own: boolean;
  readonly addresses: readonly AddressRow[] | null;
};
type AddressRow = {
  readonly address_1: string | null;
  readonly address_2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly state_province: string | null;
  readonly postal_code: string | null;
};

/** For the statement that reads entries; `s` is the service. */
export const PLACES = sql`(select json_agg(json_build_object(
    'own', not l.confidential and l.location_type = 'physical' and not exists (select 1 from directory_service_at_locations o
      where o.location_id = l.id and o.service_id <> s.id),
    'addresses', (select json_agg(json_build_object('address_1', a.address_1, 'address_2', a.address_2, 'city', a.city,
      'region', a.region, 'state_province', a.state_province, 'postal_code', a.postal_code)) from directory_addresses a where a.location_id = l.id)))
  from directory_service_at_locations sl join directory_locations l on l.id = sl.location_id where sl.service_id = s.id)`;

/** Null: it has none, several, or one that is not its own to change. */
export function addressTextOf(places: readonly PlaceRow[]): string | null {
  const [place, ...others] = places;
  const [address, ...more] = place?.addresses ?? [];
  if (!place?.own || !address || others.length > 0 || more.length > 0) return null;
  const { address_1, address_2, city, state_province, postal_code } = address;
  return [address_1, address_2, city, state_province, postal_code].filter(line => line?.trim()).join('\n');
}

type Address = {
  readonly street: string;
  readonly further: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
};

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.replaceAll(/\s+/g, ' ').replace(/,\s*$/, '').trim())
    .filter(line => line !== '');

function addressOf(text: string): Address {
  const lines = linesOf(text);
  const postcode = parsePostcode(lines.at(-1) ?? '');
  const rest = postcode.ok ? lines.slice(0, -1) : lines;
  const town = rest.length > 1 ? (rest.at(-1) ?? null) : null;
  const [street = '', ...between] = town === null ? rest : rest.slice(0, -1);
  return {
    street,
    further: between.length > 0 ? between.join(', ') : null,
    town,
    postcode: postcode.ok ? postcode.value : null,
  };
}

/** Street, town and postcode as we write them; null without a street or a whole postcode. */
export function readAddress(text: string): string | null {
  const { street, further, town, postcode } = addressOf(text);
  if (street === '' || postcode === null) return null;
  return [street, further, town, postcode].filter(line => line !== null).join('\n');
}

/** A place as its source has it: its point and the parts of its address, which a text does not tell apart. */
export type SourcePlace = AddressRow & {
  readonly latitude: number | null;
  readonly longitude: number | null;
};

/** The service's one place as it is now; null when it has none. */
export async function loadPlace(ctx: Ctx, serviceId: ServiceId): Promise<SourcePlace | null> {
  const { rows } =
    await sql<SourcePlace>`select l.latitude, l.longitude, a.address_1, a.address_2, a.city, a.region, a.state_province, a.postal_code
    from directory_service_at_locations sl join directory_locations l on l.id = sl.location_id join directory_addresses a on a.location_id = l.id
    where sl.service_id = ${serviceId}::uuid`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** What was typed, at the point of its postcode, or at none: a point elsewhere would be worse. */
async function typedPlace(ctx: Ctx, text: string): Promise<SourcePlace> {
  const { street, further, town, postcode } = addressOf(text);
  const found = postcode === null ? null : await findPlace(ctx, postcode);
  const point = found?.ok && found.value.exactness === 'postcode' ? found.value.point : null;
  return {
    address_1: street,
    address_2: further,
    city: town,
    region: null,
    state_province: null,
    postal_code: postcode,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}

/** Writes the address of the service's one place. @param source the place as its source has it, when it is put back */
export async function writeAddress(
  ctx: Ctx,
  serviceId: ServiceId,
  text: string,
  source: SourcePlace | null,
): Promise<void> {
  const place = source ?? (await typedPlace(ctx, text));
  const locations = sql`(select location_id from directory_service_at_locations where service_id = ${serviceId}::uuid)`;
  await sql`update directory_addresses set address_1 = ${place.address_1}, address_2 = ${place.address_2}, city = ${place.city},
    region = ${place.region}, state_province = ${place.state_province}, postal_code = ${place.postal_code} where location_id in ${locations}`.execute(
    ctx.tx,
  );
  await sql`update directory_locations set latitude = ${place.latitude}, longitude = ${place.longitude} where id in ${locations}`.execute(
    ctx.tx,
  );
  await sql`update directory_services set placed = ${place.latitude !== null} where id = ${serviceId}::uuid`.execute(
    ctx.tx,
  );
}
