// The box of a distance, and places from postcodes known, half known and unknown.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm } from '#kernel';
import { ACTORS, openTestDatabase } from '../../test/testing.ts';
import { boxAround, findPlace } from './place.ts';

describe('box around a point', () => {
  it('holds every point within the distance, anywhere in the British Isles', () => {
    const latitude = fc.double({ min: 49, max: 61, noNaN: true });
    const longitude = fc.double({ min: -9, max: 2.5, noNaN: true });
    const small = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(latitude, longitude, small, small, (lat, lon, north, east) => {
        const centre = { latitude: lat, longitude: lon };
        const other = { latitude: lat + north, longitude: lon + east };
        const box = boxAround(centre, distanceKm(centre, other));
        expect(other.latitude >= box.south - 1e-9 && other.latitude <= box.north + 1e-9).toBe(true);
        expect(other.longitude >= box.west - 1e-9 && other.longitude <= box.east + 1e-9).toBe(true);
      }),
    );
  });
});

describe('place of a postcode', async () => {
  const { as, asSuperuser } = await openTestDatabase();
  await asSuperuser(
    `insert into postcodes values ('SW17 0NB', 51.42, -0.17), ('SW17 0RT', 51.44, -0.16), ('SW17 7PB', 51.46, -0.15)`,
  );
  const find = (typed: string) => as(ACTORS.north.linkWorker, ctx => findPlace(ctx, typed));

  it.each([
    ['sw170nb', 'SW17 0NB', 'postcode', 51.42],
    ['SW17 0ZZ', 'SW17 0', 'area', 51.43],
    ['SW17 9ZZ', 'SW17', 'area', 51.44],
    ['sw17', 'SW17', 'area', 51.44],
  ] as const)('%s is found as %s', async (typed, label, exactness, latitude) => {
    const found = await find(typed);
    expect(found).toMatchObject({ ok: true, value: { label, exactness } });
    expect(found.ok && found.value.point.latitude).toBeCloseTo(latitude, 6);
  });
  it.each([
    ['SW1', 'postcode-not-known'],
    ['M1 1AA', 'postcode-not-known'],
    ['Tooting', 'not-a-postcode'],
    ["' or 1=1", 'not-a-postcode'],
    ['', 'not-a-postcode'],
  ] as const)('%j is refused: %s', async (typed, reason) => {
    expect(await find(typed)).toEqual({ ok: false, reason });
  });
});
