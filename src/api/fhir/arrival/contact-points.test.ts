// Ways to reach the person: whose they are, which is preferred, and which are no longer used.
import { describe, expect, test } from 'vitest';
import { arrive, type Loose } from './arrival.fixture.ts';

describe('ways to reach the person', () => {
  const points = (patient: Loose) => arrive(patient).person.contactPoints;

  test('kinds, notes and the preferred one', () => {
    const telecom = [
      { system: 'phone', value: ' 07700 900123 ', use: 'mobile', rank: 1 },
      { system: 'sms', value: '07700 900124' },
      { system: 'email', value: 'a@example.org', use: 'work' },
      { system: 'fax', value: '020 7946 0000' },
      { value: 'ask at the hotel desk' },
    ];
    expect(points({ telecom })).toEqual([
      {
        kind: 'phone',
        value: '07700 900123',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: true,
        safeNote: 'mobile',
      },
      { kind: 'phone', value: '07700 900124', belongsTo: 'person', safeToUse: 'not_asked', preferred: false },
      {
        kind: 'email',
        value: 'a@example.org',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
        safeNote: 'work',
      },
      {
        kind: 'other',
        value: '020 7946 0000',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
        safeNote: 'fax',
      },
      {
        kind: 'other',
        value: 'ask at the hotel desk',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
      },
    ]);
  });

  test('what is no longer used is kept and marked not to be used', () => {
    expect(points({ telecom: [{ system: 'phone', value: '1', use: 'old', rank: 1 }] })).toMatchObject([
      { safeToUse: 'no', preferred: false, safeNote: 'no longer used' },
    ]);
    expect(
      points({ address: [{ text: 'Hotel', period: { start: '2024-02', end: '2025-01-03' } }] }),
    ).toMatchObject([{ safeToUse: 'no', safeNote: 'no longer used from 2024-02 until 2025-01-03' }]);
  });

  test('an address without a postcode, and one whose postcode is none', () => {
    expect(points({ address: [{ text: 'Room 4, Hotel' }, { line: ['1 A St'], postalCode: 'XX' }] })).toEqual([
      {
        kind: 'address',
        value: 'Room 4, Hotel',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
      },
      { kind: 'address', value: '1 A St, XX', belongsTo: 'person', safeToUse: 'not_asked', preferred: false },
    ]);
  });

  test.each([
    ['ONESELF', 'v3-RoleCode', 'person', undefined],
    ['NEPHEW', 'v3-RoleCode', 'family', 'Jo, Nephew'],
    ['FRND', 'v3-RoleCode', 'friend', 'Jo, Frnd'],
    ['ECON', 'v3-RoleCode', 'not_known', 'Jo, Econ'],
    ['N', 'v2-0131', 'family', 'Jo, N'],
    ['EP', 'v2-0131', 'not_known', 'Jo, Ep'],
  ])('the number of a contact %s (%s) belongs to: %s', (code, list, belongsTo, safeNote) => {
    const display = code.charAt(0) + code.slice(1).toLowerCase();
    const contact = [
      {
        relationship: [
          { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${list}`, code, display }] },
        ],
        ...(belongsTo === 'person' ? {} : { name: { text: 'Jo' } }),
        telecom: [{ system: 'phone', value: '1' }],
      },
    ];
    const [point] = points({ contact });
    expect(point?.belongsTo).toBe(belongsTo);
    expect(point?.safeNote).toBe(safeNote);
  });

  test('a contact without a number is still named', () => {
    expect(points({ contact: [{ name: { text: 'Jo' } }] })).toMatchObject([{ kind: 'other', value: 'Jo' }]);
  });
});
