// Who the person is: names, NHS numbers, birth date, gender and ethnicity, each by table.
import { describe, expect, test } from 'vitest';
import { arrive, factOf, type Loose, UK_CORE, warned } from './arrival.fixture.ts';

describe('names', () => {
  const namesOf = (...name: Loose[]) =>
    arrive({ name }).person.names.map(({ use, fullName }) => `${use}: ${fullName}`);

  test.each<[string, Loose[], string[]]>([
    ['a single name', [{ text: 'Suharto' }], ['legal: Suharto']],
    ['a family name alone', [{ family: 'Nguyễn' }], ['legal: Nguyễn']],
    [
      'parts in order',
      [{ use: 'official', given: ['Ana', 'María'], family: 'de la Cruz', suffix: ['Jr'] }],
      ['legal: Ana María de la Cruz Jr'],
    ],
    [
      'a title left out',
      [{ prefix: ['Mrs'], text: 'Mrs  Julie Jones', family: 'Jones', given: ['Julie'] }],
      ['legal: Julie Jones'],
    ],
    [
      'the text where it says more',
      [{ text: 'Julie Jul Jones', family: 'Jones', given: ['Julie'] }],
      ['legal: Julie Jul Jones'],
    ],
    [
      'another script beside Latin parts',
      [{ text: 'محمد علي', family: 'Ali', given: ['Mohammed'] }],
      ['legal: Mohammed Ali', 'other_script: محمد علي'],
    ],
    [
      'the current name first',
      [
        { use: 'old', text: 'Was' },
        { use: 'usual', text: 'Called' },
        { use: 'official', text: 'Is' },
      ],
      ['legal: Is', 'known_as: Called', 'previous: Was'],
    ],
    [
      'a name that has ended',
      [{ text: 'Now' }, { text: 'Then', period: { end: '2020' } }],
      ['legal: Now', 'previous: Then'],
    ],
    ['a name that ends this year', [{ text: 'Now', period: { end: '2026' } }], ['legal: Now']],
    ['a maiden name', [{ text: 'A' }, { use: 'maiden', text: 'B' }], ['legal: A', 'previous: B']],
  ])('%s', (_, names, expected) => {
    expect(namesOf(...names)).toEqual(expected);
  });

  test('only old names: the referral is taken and the sender told', () => {
    const arrival = arrive({ name: [{ use: 'old', text: 'Was' }] });
    expect(arrival.person.names[0]).toMatchObject({ use: 'previous', fullName: 'Was' });
    expect(warned(arrival)).toEqual(['incomplete [0].resource.name']);
  });
});

describe('NHS numbers', () => {
  const number = (value: string, code?: string, more: Loose = {}) => ({
    system: 'https://fhir.nhs.uk/Id/nhs-number',
    value,
    ...(code
      ? {
          extension: [
            {
              url: `${UK_CORE}Extension-UKCore-NHSNumberVerificationStatus`,
              valueCodeableConcept: { coding: [{ code }] },
            },
          ],
        }
      : {}),
    ...more,
  });

  test.each<[string, Loose[], string | null, string, string[]]>([
    ['verified', [number('9434765919', '01')], '9434765919', 'verified', []],
    [
      'verified in words',
      [number('9434765919', 'number-present-and-verified')],
      '9434765919',
      'verified',
      [],
    ],
    ['not traced', [number('943 476 5919', '02')], '9434765919', 'given', []],
    ['without a status', [number('9434765919')], '9434765919', 'given', []],
    [
      'verified by its sender and wrong',
      [number('9434765918', '01')],
      null,
      'check_failed',
      ['value [0].resource.identifier[0].value'],
    ],
    ['too short', [number('943476591')], null, 'check_failed', ['value [0].resource.identifier[0].value']],
    [
      'a right one beside a wrong one',
      [number('1234567890'), number('9434765919', '01')],
      '9434765919',
      'verified',
      ['value [0].resource.identifier[0].value'],
    ],
    [
      'two right ones',
      [number('9434765919'), number('9990000018')],
      null,
      'check_failed',
      ['multiple-matches [0].resource.identifier'],
    ],
    ['one twice', [number('9434765919'), number('9434765919', '01')], '9434765919', 'verified', []],
    ['an old one', [number('9434765919', '01', { use: 'old' })], null, 'not_asked', []],
    [
      'another kind of number',
      [{ system: 'https://example.org', value: '9434765919' }],
      null,
      'not_asked',
      [],
    ],
    ['none', [], null, 'not_asked', []],
  ])('%s', (_, identifier, nhsNumber, nhsNumberStatus, warnings) => {
    const arrival = arrive(identifier.length > 0 ? { identifier } : {});
    expect(arrival.person).toMatchObject({ nhsNumber, nhsNumberStatus });
    expect(warned(arrival)).toEqual(warnings);
    if (nhsNumber === null)
      for (const { system, value } of identifier)
        if (system === number('').system && nhsNumberStatus === 'check_failed')
          expect(arrival.reason).toContain(String(value));
  });
});

describe('birth date', () => {
  const absent = (valueCode: string) => ({
    _birthDate: {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }],
    },
  });
  test.each<[Loose, Loose]>([
    [{}, { status: 'not_asked' }],
    [absent('asked-declined'), { status: 'declined' }],
    [absent('unknown'), { status: 'not_known' }],
    [{ birthDate: '1990' }, { status: 'answered', value: '1990' }],
    [{ birthDate: '1990-01-01' }, { status: 'answered', value: '1990-01-01' }],
  ])('%j is %j', (patient, answer) => {
    expect(arrive(patient).person.birthDate).toEqual(answer);
  });

  test.each([
    ['2008-03-11', true],
    ['2008-03-10', false],
    ['2008', true],
    ['2007', false],
  ])('%s: may be under 18? %s', (birthDate, child) => {
    expect(arrive({ birthDate }).reason.includes('may be under 18')).toBe(child);
  });

  test.each([{ deceasedBoolean: true }, { deceasedDateTime: '2026-01' }])(
    '%j is the first thing to check',
    died => {
      expect(arrive(died).reason).toContain('CHECK FIRST: the message says that the person has died');
    },
  );
});

describe('gender and ethnicity', () => {
  test.each([
    ['female', { status: 'answered', value: 'female' }],
    ['unknown', { status: 'not_known' }],
    [undefined, undefined],
  ])('gender %s', (gender, answer) => {
    expect(factOf(arrive(gender ? { gender } : {}), 'gender')).toEqual(answer);
  });
  test.each([
    ['N', { status: 'answered', value: { code: 'N', system: null, label: 'African' } }],
    ['Z', { status: 'declined' }],
    ['99', { status: 'not_known' }],
  ])('ethnic category %s', (code, answer) => {
    const extension = [
      {
        url: `${UK_CORE}Extension-UKCore-EthnicCategory`,
        valueCodeableConcept: { coding: [{ code, display: 'African' }] },
      },
    ];
    expect(factOf(arrive({ extension }), 'ethnic_category')).toEqual(answer);
  });
});
