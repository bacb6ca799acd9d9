// The ONS Postcode Directory: old and new headings, no position, ended postcodes, bad lines by number, run again, and what is no such file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import { findPlace } from '../place.ts';
import { columnsOf } from './columns.ts';
import { type BadLine, importPostcodeDirectory, type PostcodeWish } from './import-postcode-directory.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-postcodes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As in an edition of ONSPD: quoted texts, numbers plain. */
const HEADING =
  '"pcd","pcd2","pcds","dointr","doterm","oscty","oslaua","osward","lat","long","lsoa11","lsoa21"';
const line = (pcds: string, lat: string, long: string, doterm = ''): string =>
  `"${pcds}","${pcds}","${pcds}","198001","${doterm}","E99999999","E09000032","E05000001",${lat},${long},"E01000001","E01000002"`;
const FILE = [
  HEADING,
  line('SW17 0NB', '51.424', '-0.174'),
  line('SW17 0RT', '51.426', '-0.176'),
  line('SW17 0AA', '51.500', '-0.100', '200903'),
  line('JE2 3AB', '99.999999', '0.000000'),
  line('ZE1 0AA', '60.155', '-1.145'),
].join('\n');

const bring = async (text: string | Buffer, options: Partial<PostcodeWish> = {}) => {
  const bad: BadLine[] = [];
  const from = Readable.from([typeof text === 'string' ? Buffer.from(text) : text]);
  const brought = await importPostcodeDirectory(database, {
    from,
    areas: false,
    report: one => bad.push(one),
    ...options,
  });
  return { brought, bad };
};
const kept = () =>
  asSuperuser<{
    postcode: string;
    ended: string | null;
    lsoa: string | null;
    local_authority: string | null;
  }>('select postcode, ended, lsoa, local_authority from postcodes order by postcode');

beforeEach(() => asSuperuser('delete from postcodes'));

describe('an import of postcodes', () => {
  it('keeps places and endings, and leaves out those without a position', async () => {
    const { brought, bad } = await bring(FILE);
    expect(brought).toEqual({ ok: true, value: { read: 5, written: 4, noPosition: 1, dropped: 0 } });
    expect(bad).toEqual([]);
    expect(await kept()).toEqual([
      { postcode: 'SW17 0AA', ended: '2009-03', lsoa: null, local_authority: null },
      { postcode: 'SW17 0NB', ended: null, lsoa: null, local_authority: null },
      { postcode: 'SW17 0RT', ended: null, lsoa: null, local_authority: null },
      { postcode: 'ZE1 0AA', ended: null, lsoa: null, local_authority: null },
    ]);
  });

  it('changes nothing when run again, only what moved in the next edition, and never takes areas away', async () => {
    await bring(FILE, { areas: true });
    expect((await kept())[0]).toMatchObject({ lsoa: 'E01000002', local_authority: 'E09000032' });
    expect((await bring(FILE)).brought).toMatchObject({ value: { read: 5, written: 0 } });
    expect((await bring(FILE.replace('51.424', '51.425'))).brought).toMatchObject({ value: { written: 1 } });
    expect((await kept())[0]).toMatchObject({ lsoa: 'E01000002' });
  });

  it('reports bad lines by their number and goes on', async () => {
    const text = [
      HEADING,
      line('NOT ONE', '51.4', '-0.1'),
      '"SW17 0NB","too few"',
      line('SW17 0NB', 'north', '-0.1'),
      line('SW17 0NG', '0.0', '0.0'),
      line('SW17 0ND', '51.4', '-0.1', 'soon'),
      line('SW17 0RT', '51.426', '-0.176'),
    ].join('\r\n');
    const { brought, bad } = await bring(`\ufeff${text}`);
    expect(brought).toMatchObject({ value: { read: 6, written: 1, dropped: 5 } });
    expect(bad.map(({ line: at, reason }) => [at, reason])).toEqual([
      [2, 'not-a-postcode'],
      [3, 'wrong-number-of-columns'],
      [4, 'not-a-place'],
      [5, 'not-a-place'],
      [6, 'not-a-month'],
    ]);
  });

  it('reads a file, gzipped or not, and refuses what is none', async () => {
    const write = (name: string, bytes: string | Buffer): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const from = (path: string) => importPostcodeDirectory(database, { from: path, areas: false });
    expect(await from(write('a.csv', FILE))).toMatchObject({ ok: true, value: { written: 4 } });
    expect(await from(write('a.csv.gz', gzipSync(FILE)))).toMatchObject({
      ok: true,
      value: { read: 5, written: 0 },
    });
    expect(await from(write('a.zip', 'PK\u0003\u0004…'))).toEqual({ ok: false, reason: 'zip-file' });
    const broken = gzipSync(FILE.repeat(50)).subarray(0, 80);
    expect(await from(write('broken.gz', broken))).toEqual({ ok: false, reason: 'file-not-readable' });
    for (const text of ['', 'name,town\na,b', '\u0000'.repeat(50_000), 'x'.repeat(60_000), '"'])
      expect(await from(write('b.csv', text))).toEqual({ ok: false, reason: 'not-a-postcode-directory' });
    for (const path of [join(folder, 'none.csv'), folder])
      expect(await from(path)).toEqual({ ok: false, reason: 'file-not-readable' });
  });

  it('takes more than a batch in pieces', async () => {
    const many = Array.from({ length: 23_456 }, (_, n) => {
      const letters = 'ABDEFGHJLN';
      const at = (power: number) => Math.floor(n / 10 ** power) % 10;
      return line(
        `LS${at(4)} ${at(0)}${letters[at(1)]}${letters[at(2)]}`.replace('LS', `LS${at(3)}`),
        '53.8',
        '-1.5',
      );
    });
    const told: number[] = [];
    const { brought } = await bring([HEADING, ...many].join('\n'), { progress: read => told.push(read) });
    expect(brought).toMatchObject({ ok: true, value: { read: 23_456, dropped: 0 } });
    expect(told.length).toBe(3);
  });
});

describe('headings', () => {
  it.each([
    ['pcd7,pcd8,pcds,dointr,doterm,lad25cd,wd25cd,lsoa21cd,lat,long', 2],
    ['PCD,DOTERM,LAT,LONG', 0],
    ['pcd2,lat,long', 0],
  ])('%s', (heading, postcode) => {
    expect(columnsOf(heading.split(','))).toMatchObject({ postcode, width: heading.split(',').length });
  });
  it('takes the newest of several areas, and refuses others', () => {
    expect(columnsOf(['pcds', 'lat', 'long', 'lsoa11', 'lsoa21'])?.lsoa).toBe(4);
    expect(columnsOf(['pcds', 'easting', 'northing'])).toBeNull();
  });
});

describe('a place after the import', () => {
  it('is exact, ended with its month, or the middle of those still in use', async () => {
    await bring(FILE);
    const find = (typed: string) => as(ACTORS.north.linkWorker, ctx => findPlace(ctx, typed));
    expect(await find('sw170nb')).toMatchObject({ value: { exactness: 'postcode', ended: null } });
    expect(await find('SW17 0AA')).toMatchObject({
      value: { exactness: 'postcode', ended: '2009-03', point: { latitude: 51.5 } },
    });
    const sector = await find('SW17 0ZZ');
    expect(sector).toMatchObject({ value: { exactness: 'area', label: 'SW17 0', ended: null } });
    expect(sector.ok && sector.value.point.latitude).toBeCloseTo(51.425, 6);
    expect(await find('JE2 3AB')).toEqual({ ok: false, reason: 'postcode-not-known' });
  });
});
