// Loads published services at places for a page of ids, and finds where a postcode is.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { done, type Outcome, type Point, parsePostcode } from '#kernel';
import { findPlace, type PlaceRefusal } from '../place.ts';
import { atLocation, groupParts, locationOf } from './nest.ts';
import { loadParts } from './parts.ts';
import { idsIn, indexBy, type PublishedRecord } from './record.ts';
import { PUBLISHED } from './selection.ts';
import { loadFlatServices, loadLocationRows, loadWholeServices } from './services.ts';
import { loadWithheld } from './withheld.ts';

/** In the order of `ids`. `whole` nests all of the place and of the service; otherwise each is one row. */
export async function loadServicesAtLocations(
  ctx: Ctx,
  ids: readonly string[],
  whole: boolean,
): Promise<readonly PublishedRecord[]> {
  const { rows } = await sql<PublishedRecord>`
    select sl.id, sl.service_id, sl.location_id, sl.description
    from unnest(${ids}::uuid[]) with ordinality as w(id, place) join directory_service_at_locations sl on sl.id = w.id
    join directory_services s on s.id = sl.service_id where ${PUBLISHED} order by w.place`.execute(ctx.tx);
  const serviceIds = idsIn(rows, 'service_id');
  const locationIds = idsIn(rows, 'location_id');
  const [services, locations, loaded, withheld] = await Promise.all([
    whole ? loadWholeServices(ctx, serviceIds) : loadFlatServices(ctx, serviceIds),
    loadLocationRows(ctx, locationIds),
    loadParts(ctx, {
      service_id: [],
      service_at_location_id: whole ? idsIn(rows) : [],
      location_id: whole ? locationIds : [],
      organization_id: [],
    }),
    loadWithheld(ctx),
  ]);
  const parts = groupParts(loaded);
  const byId = indexBy(services);
  return rows.flatMap(row => {
    const [service, location] = [byId.get(row.service_id), locations.get(row.location_id)];
    if (!service || !location) return [];
    const at = atLocation(row, locationOf(location, parts, withheld), parts, withheld);
    // The service says where else it is only at its own address.
    return [
      { ...withheld.scrub(service.organization_id, at), service: { ...service, service_at_locations: null } },
    ];
  });
}

/** The middle of a postcode: from the table of postcodes, else from entries that have it, else of the area it is in. */
export async function locatePostcode(ctx: Ctx, typed: string): Promise<Outcome<Point, PlaceRefusal>> {
  const found = await findPlace(ctx, typed);
  if (found.ok && found.value.exactness === 'postcode') return done(found.value.point);
  const postcode = parsePostcode(typed);
  if (postcode.ok) {
    const withheld = [...(await loadWithheld(ctx)).locations];
    const { rows } = await sql<{ latitude: number | null; longitude: number | null }>`
      select avg(l.latitude) as latitude, avg(l.longitude) as longitude from directory_addresses a
      join directory_locations l on l.id = a.location_id
      where a.postal_code = ${postcode.value} and l.latitude is not null and l.id <> all(${withheld}::uuid[])`.execute(
      ctx.tx,
    );
    const { latitude, longitude } = rows[0] ?? { latitude: null, longitude: null };
    if (latitude !== null && longitude !== null) return done({ latitude, longitude });
  }
  return found.ok ? done(found.value.point) : found;
}
