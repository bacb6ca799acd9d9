// Where somebody is looking: a point from a postcode as exactly as is known, and the box around it that an index can use.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { done, type Outcome, outwardCode, type Point, parsePostcode, refused } from '#kernel';

/** `area`: the postcode itself is not known, but others that begin like it are; distances are then from their middle. */
export type Place = {
  readonly point: Point;
  readonly label: string;
  readonly exactness: 'postcode' | 'area';
  /** The postcode is no longer in use since this month ('YYYY-MM'); its place is where it was. */
  readonly ended: string | null;
};

export type PlaceRefusal = 'not-a-postcode' | 'postcode-not-known';

type Middle = {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly ended: string | null;
};

/** A whole postcode ('SW17 7BU'), or its first half ('SW17'). A part is looked up where the whole is not known. */
export async function findPlace(ctx: Ctx, typed: string): Promise<Outcome<Place, PlaceRefusal>> {
  const whole = parsePostcode(typed);
  const outward = outwardCode(typed);
  if (outward === null) return refused('not-a-postcode');
  const sector = whole.ok ? [whole.value, whole.value.slice(0, -2)] : [];
  for (const beginning of [...sector, `${outward} `]) {
    const found = await middleOf(ctx, beginning);
    if (found === null) continue;
    const exact = whole.ok && beginning === whole.value;
    return done({
      point: found.point,
      label: exact ? whole.value : beginning.trim(),
      exactness: exact ? 'postcode' : 'area',
      ended: exact ? found.ended : null,
    });
  }
  return refused('postcode-not-known');
}

type Found = { readonly point: Point; readonly ended: string | null };

/** The middle of postcodes in use; of ended ones where no other is there. */
async function middleOf(ctx: Ctx, beginning: string): Promise<Found | null> {
  // A range instead of LIKE: the prepared statement then uses the index whatever the text is. '~' sorts after letters and digits.
  const { rows } = await sql<Middle>`
    select coalesce(avg(latitude) filter (where ended is null), avg(latitude)) as latitude,
      coalesce(avg(longitude) filter (where ended is null), avg(longitude)) as longitude, min(ended) as ended
    from postcodes where postcode >= ${beginning} and postcode < ${`${beginning}~`}`.execute(ctx.tx);
  const { latitude, longitude, ended } = rows[0] ?? { latitude: null, longitude: null, ended: null };
  return latitude === null || longitude === null ? null : { point: { latitude, longitude }, ended };
}

export type Box = {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
};

const EARTH_RADIUS_KM = 6371.0088;
/** Rounding must never cost a service at the very edge. */
const SLACK = 1.000001;

/** Degrees around a point that hold everything within so many kilometres (away from the poles and the date line). */
export function boxAround({ latitude, longitude }: Point, km: number): Box {
  const angle = (km / EARTH_RADIUS_KM) * SLACK;
  const north = (angle * 180) / Math.PI;
  const east =
    (Math.asin(Math.min(1, Math.sin(Math.min(angle, Math.PI / 2)) / Math.cos((latitude * Math.PI) / 180))) *
      180) /
    Math.PI;
  return { south: latitude - north, west: longitude - east, north: latitude + north, east: longitude + east };
}
