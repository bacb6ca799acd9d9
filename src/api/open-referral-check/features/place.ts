// Filter by postcode and proximity: places within a kilometre of a record's own postcode, against places far away.
import { isObject } from '../page.ts';
import { CANDIDATES, type Feature, idsOf, rowsOf, sharpest, textOf } from './feature.ts';

/** Metres. The official feature test of version 1.0 asks for so many; twice the size of most postcodes in towns. */
const NEAR = 1_000;
/** Metres. A place that far from the record is not within NEAR of its postcode's middle, however large the postcode. */
const FAR = 15_000;

type Point = readonly [latitude: number, longitude: number];

function pointOf(location: unknown): Point | null {
  if (!isObject(location)) return null;
  const { latitude, longitude } = location;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0))
    return null;
  return [latitude, longitude];
}

export const place: Feature = {
  name: 'postcode and proximity',
  endpoint: '/service_at_locations',
  of: ['oruk', 'hsds'],
  plan({ servicesAtLocations }) {
    const placed = servicesAtLocations.flatMap(one => {
      const point = pointOf(one.record.location);
      return point ? [{ ...one, point }] : [];
    });
    const trials = placed.slice(0, CANDIDATES).flatMap(({ id, record, point }) => {
      const [postcode] = rowsOf((record.location as { addresses?: unknown }).addresses).flatMap(
        address => textOf(address.postal_code) ?? [],
      );
      if (!postcode) return [];
      const unwanted = idsOf(placed.filter(other => metresBetween(point, other.point) > FAR));
      return [{ query: { postcode, proximity: `${NEAR}` }, wanted: id, unwanted }];
    });
    return sharpest(trials, 'no two services have places far apart, one of them with a postcode');
  },
};

/** Great circle on a sphere of 6,371 km. */
export function metresBetween([lat1, lon1]: Point, [lat2, lon2]: Point): number {
  const rad = Math.PI / 180;
  const half = (from: number, to: number) => Math.sin(((to - from) * rad) / 2) ** 2;
  const chord = half(lat1, lat2) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * half(lon1, lon2);
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
