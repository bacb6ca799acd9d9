// The pure parts of the check: what is a real day, a sane place, an honest page, a private address; sampling and counting.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metresBetween } from './features/place.ts';
import { pageOf } from './good-feed.fixture.ts';
import { AddressRefused, isLoopbackHost, isPrivateAddress, lookUpPublic } from './http/address.ts';
import { openLedger } from './ledger.ts';
import { judgePage, readPage } from './page.ts';
import { printable } from './printable.ts';
import { STANDARDS } from './standard.ts';
import { spread } from './walk/open-records.ts';
import { judgeRecord } from './walk/record-rules.ts';

const FIELDS = STANDARDS['oruk-3.0'].fields;

describe('records', () => {
  test.each([
    ['assured_date', '2026-02-28', []],
    ['assured_date', '2024-02-29', []],
    ['assured_date', '2026-02-29', ['date-not-iso']],
    ['assured_date', '2026-2-3', ['date-not-iso']],
    ['assured_date', 'yesterday', ['date-not-iso']],
    ['assured_date', 0, ['date-not-iso']],
    ['dtstart', '2026-01-05T09:30:00Z', []],
    ['dtstart', '2026-01-05T25:30:00Z', ['date-not-iso']],
    ['valid_to', '', []],
    ['valid_to', null, []],
    ['opens_at', '09:30', []],
    ['opens_at', '10:00:00', []],
    ['closes_at', '17:00+01:00', []],
    ['closes_at', '24:00', ['time-not-iso']],
    ['closes_at', '5pm', ['time-not-iso']],
    ['last_modified', '2023-03-15T10:30:45.123Z', []],
    ['last_modified', '2023-03-15T10:30:45+01:00', []],
    ['last_modified', '2023-03-15T10:30:45', ['offset-missing']],
    ['last_modified', '2023-02-30T10:30:45Z', ['offset-missing']],
    ['last_modified', '2023-03-15', ['offset-missing']],
    ['latitude', 51.5, []],
    ['latitude', 90.01, ['coordinates-out-of-range']],
    ['longitude', -180, []],
    ['longitude', 180.5, ['coordinates-out-of-range']],
    ['minimum_age', 0, []],
    ['minimum_age', -1, ['age-out-of-range']],
    ['maximum_age', 999, ['age-out-of-range']],
  ])('%s %s', (name, value, rules) => {
    expect(judgeRecord({ deep: [{ [name]: value }] }).map(one => one.rule)).toEqual(rules);
  });

  test('ages the wrong way round, with the pointer to where', () => {
    expect(judgeRecord([{ minimum_age: 30, maximum_age: 18 }])).toEqual([
      { rule: 'age-out-of-range', says: 'minimum_age is above maximum_age', pointer: '/0/minimum_age' },
    ]);
  });

  test('whatever JSON comes is judged without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(Array.isArray(judgeRecord(value))).toBe(true);
        readPage(value, FIELDS);
      }),
    );
  });
});

describe('pages', () => {
  const total = fc.integer({ min: 0, max: 60 });
  const perPage = fc.integer({ min: 1, max: 20 });

  test('an honest page has no breach, whichever it is', () => {
    fc.assert(
      fc.property(total, perPage, fc.integer({ min: 1, max: 70 }), (count, size, number) => {
        const rows = Array.from({ length: count }, (_, id) => ({ id: `${id}` }));
        const page = readPage(pageOf(rows, number, size), FIELDS);
        expect(page && judgePage(page, { page: number, perPage: size, expect: size }, FIELDS)).toEqual([]);
      }),
    );
  });

  test('a page with any one number or flag changed has a breach', () => {
    const names = ['page_number', 'size', 'first_page', 'last_page', 'empty'] as const;
    fc.assert(
      fc.property(total, perPage, fc.constantFrom(...names), (count, size, name) => {
        const body = pageOf(
          Array.from({ length: count }, (_, id) => ({ id: `${id}` })),
          1,
          size,
        );
        const value = body[name];
        const changed = { ...body, [name]: typeof value === 'boolean' ? !value : Number(value) + 1 };
        const page = readPage(changed, FIELDS);
        expect(page && judgePage(page, { page: 1, perPage: size, expect: size }, FIELDS)).toHaveLength(1);
      }),
    );
  });
});

describe('addresses', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:192.168.0.1',
    '64:ff9b::a00:1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'no address',
  ])('%s is private', address => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '2606:4700::1111'])(
    '%s is public',
    address => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  test.each([true, false])(
    'a name that leads to this machine is not looked up for others (all: %s)',
    async all => {
      const error = await new Promise(resolve => {
        lookUpPublic('localhost', { all }, resolve);
      });
      expect(error).toBeInstanceOf(AddressRefused);
    },
  );

  test('an address of a public network is handed over as it is', async () => {
    const got = await new Promise(resolve => {
      lookUpPublic('1.1.1.1', {}, (error, address, family) => resolve([error, address, family]));
    });
    expect(got).toEqual([null, '1.1.1.1', 4]);
  });

  test.each([
    ['localhost', true],
    ['127.3.2.1', true],
    ['[::1]', true],
    ['localhost.example.org', false],
    ['127.0.0.1.example.org', false],
    ['10.0.0.1', false],
  ])('%s is this machine: %s', (host, is) => {
    expect(isLoopbackHost(host)).toBe(is);
  });
});

describe('sampling, distance, printing, counting', () => {
  test('a sample is spread, has the first and the last, and nothing twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 50 }), (count, most) => {
        const all = Array.from({ length: count }, (_, number) => number);
        const some = spread(all, most);
        expect(new Set(some).size).toBe(Math.min(count, most));
        if (count > most && most > 1) expect([some[0], some.at(-1)]).toEqual([0, count - 1]);
      }),
    );
  });

  test('London to Leeds is about 272 kilometres', () => {
    expect(metresBetween([51.5074, -0.1278], [53.7997, -1.5492]) / 1_000).toBeCloseTo(272, -1);
  });

  test('nothing printed has a control character or is longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text, 40)).not.toMatch(/\p{Cc}|\p{Cf}/u);
        expect([...printable(text, 40)].length).toBeLessThanOrEqual(41);
      }),
    );
  });

  test('equal findings are one kind with a number, and there is an end to kinds', () => {
    const ledger = openLedger();
    const endpoint = { path: '/services', required: true };
    for (let number = 0; number < 7; number += 1)
      ledger.add(endpoint, {
        rule: 'schema',
        says: 'name is missing',
        at: '/a',
        record: `${number}`,
        pointer: `/contents/${number}`,
      });
    expect(ledger.findings()).toHaveLength(1);
    expect(ledger.findings()[0]).toMatchObject({ count: 7, official: 'error', examples: { length: 3 } });
    for (let number = 0; number < 500; number += 1)
      ledger.add(endpoint, { rule: 'schema', says: `fault ${number}`, at: '/a' });
    expect(ledger.findings()).toHaveLength(400);
    expect(ledger.leftOut()).toBe(101);
  });
});
