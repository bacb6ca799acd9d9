// A service that moved: its address is corrected where it is its own, found at the new place, kept through imports, and put back exactly.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceId } from '#kernel';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import {
  correctService,
  importFile,
  listCorrectionsShown,
  loadEntryText,
  loadHistory,
  loadOpenText,
  loadService,
  readChanges,
  searchServices,
  takeBackCorrection,
} from '../index.ts';
import { loadWholeServices } from '../published/index.ts';
import { readAddress } from './address.ts';
import { THE_SERVICE } from './correct.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-addresses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const id = (last: number): string => `3a8a0c2b-4d6e-4f1a-835b-9b424f6f8a${String(last).padStart(2, '0')}`;
const [OWN, SHARING, OTHER, REFUGE, NOWHERE] = [1, 2, 3, 4, 5].map(id) as [
  ServiceId,
  ServiceId,
  ServiceId,
  ServiceId,
  ServiceId,
];
const HALL = { latitude: 53.8123, longitude: -1.5511 };
const placeOf = (last: number, street: string) => ({
  id: id(last),
  location_type: 'physical',
  ...HALL,
  addresses: [
    {
      id: id(last + 1),
      address_1: street,
      city: 'Leeds',
      region: 'Yorkshire and the Humber',
      state_province: 'West Yorkshire',
      postal_code: 'LS6 2AB',
      country: 'GB',
      address_type: 'physical',
    },
  ],
});
const service = (its: ServiceId, name: string, location: object | null, link: number, more: object = {}) => ({
  id: its,
  name,
  description: 'A hot meal',
  organization: { id: id(90), name: 'Hall', description: 'A charity' },
  ...(location ? { service_at_locations: [{ id: id(link), location }] } : {}),
  ...more,
});
const hall = placeOf(20, 'Long Hall');
const bring = async (more: object = {}) => {
  const file = join(folder, 'list.json');
  writeFileSync(
    file,
    JSON.stringify([
      service(OWN, 'Moving meals', placeOf(10, '1 Old Road'), 50, more),
      service(SHARING, 'Sewing', hall, 51),
      service(OTHER, 'Singing', hall, 52),
      service(REFUGE, 'Refuge', placeOf(30, '5 Hidden Lane'), 53),
      service(NOWHERE, 'Helpline', null, 54),
    ]),
  );
  const outcome = await importFile(database, { source: { code: 'hall', name: 'Hall' }, file });
  expect(outcome).toMatchObject({ ok: true });
};

beforeAll(async () => {
  await bring();
  await asSuperuser(`update directory_locations set confidential = true where id = '${id(30)}'`);
  await asSuperuser(`insert into postcodes values ('SW17 0NB', 51.42, -0.17)`);
});

const administrator = ACTORS.north.administrator;
const addressOf = (of: ServiceId) =>
  as(administrator, async ctx => (await loadEntryText(ctx, of))?.address ?? null);
const correct = (typed: string) =>
  as(administrator, async ctx => {
    const entry = await loadEntryText(ctx, OWN);
    if (!entry) throw new Error('it is not there');
    const { changed, problems } = readChanges(entry, { address: typed });
    if (Object.keys(problems).length > 0) return problems;
    return correctService(ctx, OWN, changed, THE_SERVICE);
  });
const near = (point: { latitude: number; longitude: number }) =>
  as(ACTORS.south.linkWorker, async ctx =>
    (await searchServices(database, ctx, { near: point, withinKm: 2, knownOnly: true })).services.map(
      ({ name }) => name,
    ),
  );
const point = async () =>
  (
    await asSuperuser<{ latitude: number; longitude: number }>(
      'select latitude, longitude from directory_locations where id = $1',
      [id(10)],
    )
  )[0];

describe('an address as it is typed', () => {
  it.each([
    ['12 High Street\nLondon\nsw170nb', '12 High Street\nLondon\nSW17 0NB'],
    [
      ' The Old Bakery, \n12  High Street\n\nTooting\nLondon\nSW17 0NB ',
      'The Old Bakery\n12 High Street, Tooting\nLondon\nSW17 0NB',
    ],
    ['12 High Street\nSW17 0NB', '12 High Street\nSW17 0NB'],
  ])('%j is %j, and reads the same again', (typed, read) => {
    expect(readAddress(typed)).toBe(read);
    expect(readAddress(read)).toBe(read);
  });
  it.each(['12 High Street\nLondon', 'SW17 0NB', '12 High Street\nSW17', '12 High Street, SW17 0NB'])(
    '%j lacks a street or a postcode of its own line',
    typed => expect(readAddress(typed)).toBeNull(),
  );
});

describe('an address that can be changed', () => {
  it('is that of the one open place which no other service has', async () => {
    expect(await addressOf(OWN)).toBe('1 Old Road\nLeeds\nWest Yorkshire\nLS6 2AB');
    for (const other of [SHARING, OTHER, REFUGE, NOWHERE]) expect(await addressOf(other)).toBeNull();
  });

  it('is refused without a street or postcode, or empty, and nothing changes', async () => {
    expect(await correct('12 High Street')).toEqual({ address: 'not-an-address' });
    expect(await correct(' ')).toEqual({ address: 'empty' });
    expect(await point()).toEqual(HALL);
  });

  it('is found at its new place at once, by everybody, and no longer at the old one', async () => {
    expect(await near(HALL)).toContain('Moving meals');
    expect(await correct('12 High Street\nLondon\nSW17 0NB')).toMatchObject({ ok: true, value: ['address'] });
    expect(await near(HALL)).not.toContain('Moving meals');
    expect(await near({ latitude: 51.42, longitude: -0.17 })).toEqual(['Moving meals']);
    const shown = await as(ACTORS.south.referrer, ctx => loadService(ctx, OWN));
    expect(shown?.places).toMatchObject([
      { lines: ['12 High Street', 'London'], postcode: 'SW17 0NB', placed: true },
    ]);
  });

  it('stands where nobody knows when its postcode is not known, rather than where it was', async () => {
    expect(await correct('3 New Street\nLeeds\nLS1 4AP')).toMatchObject({ ok: true });
    expect(await point()).toEqual({ latitude: null, longitude: null });
    expect(await near(HALL)).not.toContain('Moving meals');
  });

  it('stays when its source is read again, and is put back with the very point of the source', async () => {
    await bring({ wait_time: 'A week' });
    expect(await addressOf(OWN)).toBe('3 New Street\nLeeds\nLS1 4AP');
    expect(await point()).toEqual({ latitude: null, longitude: null });
    const [made] = await asSuperuser<{ id: string }>(
      `select id from directory_corrections where service_id = $1 and ended_at is null`,
      [OWN],
    );
    expect(await as(administrator, ctx => takeBackCorrection(ctx, made?.id ?? ''))).toMatchObject({
      ok: true,
    });
    expect(await point()).toEqual(HALL);
    expect(await near(HALL)).toContain('Moving meals');
    expect(
      await asSuperuser(
        'select address_1, city, region, state_province, postal_code from directory_addresses where location_id = $1',
        [id(10)],
      ),
    ).toEqual([
      {
        address_1: '1 Old Road',
        region: 'Yorkshire and the Humber',
        city: 'Leeds',
        state_province: 'West Yorkshire',
        postal_code: 'LS6 2AB',
      },
    ]);
  });

  it('is told by no link and no history once the house turns out to be a refuge', async () => {
    const told = () =>
      as(administrator, async ctx => ({
        link: (await loadOpenText(ctx, OWN))?.entry.address,
        shown: (await listCorrectionsShown(ctx, OWN)).map(({ field }) => field),
        history: (await loadHistory(ctx, OWN)).flatMap(({ kind, ...entry }) =>
          'field' in entry ? [entry.field] : [],
        ),
      }));
    expect(await correct('12 High Street\nLondon\nSW17 0NB')).toMatchObject({ ok: true });
    expect(await told()).toMatchObject({ link: '12 High Street\nLondon\nSW17 0NB', shown: ['address'] });
    // Another list names the same house as a refuge.
    await asSuperuser(
      `update directory_addresses set address_1 = '12, High Street', postal_code = 'SW17 0NB' where id = '${id(31)}'`,
    );
    expect((await told()).link).toBeNull();
    await asSuperuser(`update directory_locations set confidential = true where id = '${id(10)}'`);
    expect(await told()).toEqual({ link: null, shown: [], history: [] });
    // That it was changed is noted for whoever copies the directory, and must not tell it either.
    const published = JSON.stringify(await as(administrator, ctx => loadWholeServices(ctx, [OWN])));
    expect(
      await asSuperuser(
        `select 1 from directory_metadata where service_id = $1 and field_name = 'addresses'`,
        [OWN],
      ),
    ).not.toEqual([]);
    expect(published).not.toMatch(/High Street|SW17 0NB/);
  });
});
