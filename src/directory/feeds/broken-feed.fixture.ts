// Makes records and answers as broken as real feeds have sent, and worse (fast-check).
import fc from 'fast-check';

const DATES = [
  ...[
    '2026-01-02',
    '02/01/2026',
    '1/2/26',
    '2 January 2026',
    'January 2026',
    '2026-W01',
    '20260102',
    '1767312000',
  ],
  ...[
    '2026-13-45',
    '0000-00-00',
    '1970-01-01T00:00:00Z',
    '2026-01-02T10:00:00.123456+25:00',
    '9999-12-31',
    'never',
  ],
];
const STRANGE = [
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\ufeff',
    '\u202e',
    '\u0007',
    '<script>alert(1)</script>',
    '<b>',
    '&#0;',
    '&nbsp;',
  ],
  ...[
    '',
    ' ',
    'None',
    'N/A',
    '-1',
    'null',
    '[]',
    '{}',
    "'; drop table directory_services; --",
    '%00',
    '\\u0000',
    'é'.normalize('NFD'),
  ],
  ...[
    'javascript:alert(1)',
    'http://www.example.com',
    'Unknown-1@noemail.invalid',
    'http://[',
    'x'.repeat(30_000),
  ],
];
const NUMBERS = [0, -0, -1, 1e308, -1e308, 1e-308, 999, 53.8, -1.55, 2 ** 53, 0.1];

const strange = fc.oneof(
  fc.constantFrom(...STRANGE),
  fc.constantFrom(...DATES),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: strange },
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], ...NUMBERS),
  fc.jsonValue({ maxDepth: 2 }),
);
const ids = fc.oneof(
  fc.uuid(),
  fc.constantFrom<unknown>(
    '1',
    1,
    'a/b?c#d',
    '..',
    '%2e%2e',
    'AC148810-D857-441C-9679-408F346DE14B',
    null,
    '',
    {},
    'ü',
  ),
);

/** Mostly what belongs there, so that the reader gets further than the first field. */
const likely = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary }, { weight: 1, arbitrary: value });
const record = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  likely(fc.record({ id: ids, ...fields }, { requiredKeys: [] }));
const list = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => likely(fc.array(of, { maxLength: 3 }));
const date = likely(fc.constantFrom(...DATES));
const number = likely(fc.constantFrom<unknown>(...NUMBERS, '53.8', '-1.55', '1e999'));

const attribute = record({
  taxonomy_term: record({
    ...{ code: value, name: value, parent_id: ids, taxonomy: value, taxonomy_id: ids },
    taxonomy_detail: record({ name: value, uri: value }),
  }),
  taxonomy_term_id: ids,
  ...{ value, label: value, link_id: ids },
});
const hanging = {
  attributes: list(attribute),
  metadata: list(
    record({ last_action_date: date, resource_id: ids, resource_type: value, updated_by: value }),
  ),
};
const language = record({
  name: likely(fc.constantFrom('Tigrinya', 'ti', 'Elvish')),
  code: value,
  note: value,
  ...hanging,
});
const phone = record({
  number: likely(fc.constantFrom('0113 496 0001', '+44 (0)113 496 0001 ext 5')),
  languages: list(language),
  ...hanging,
});
const contact = record({ name: value, email: value, phones: list(phone), ...hanging });
const schedule = record({
  ...{
    valid_from: date,
    valid_to: date,
    dtstart: date,
    until: date,
    freq: value,
    count: number,
    interval: number,
  },
  ...{
    byday: likely(fc.constantFrom('MO,TU', '2TU', 'Mondays')),
    opens_at: likely(fc.constantFrom('10:00Z', '25:00', '9am')),
  },
  ...{ closes_at: value, timezone: value, ...hanging },
});
const location = record({
  ...{
    name: value,
    location_type: value,
    latitude: number,
    longitude: number,
    organization_id: ids,
    footbridge_area: value,
  },
  addresses: list(
    record({
      address_1: value,
      city: value,
      postal_code: likely(fc.constantFrom('LS1 1AD', 'ls11ad', '12345')),
      country: value,
      ...hanging,
    }),
  ),
  ...{ phones: list(phone), languages: list(language), schedules: list(schedule), contacts: list(contact) },
  ...{ accessibility: list(record({ description: value, ...hanging })), ...hanging },
});
const organization = record({
  ...{
    name: value,
    description: value,
    website: value,
    year_incorporated: number,
    parent_organization_id: ids,
  },
  organization_identifiers: list(record({ identifier: value, identifier_type: value, ...hanging })),
  ...{
    phones: list(phone),
    contacts: list(contact),
    programs: list(record({ name: value, ...hanging })),
    ...hanging,
  },
});

/** One "service" as somebody might send it. */
export const brokenService: fc.Arbitrary<unknown> = likely(
  fc.record(
    {
      id: ids,
      name: likely(fc.constantFrom('Drop-in', 'Café', 'English classes')),
      ...{
        description: value,
        status: value,
        url: value,
        email: value,
        last_modified: date,
        assured_date: date,
      },
      ...{
        minimum_age: number,
        maximum_age: number,
        organization,
        organization_id: ids,
        program: record({ name: value }),
      },
      service_at_locations: list(
        record({
          location,
          schedules: list(schedule),
          service_areas: list(record({ name: value })),
          ...hanging,
        }),
      ),
      ...{
        phones: list(phone),
        languages: list(language),
        schedules: list(schedule),
        contacts: list(contact),
      },
      cost_options: list(record({ amount: number, option: value, valid_from: date, ...hanging })),
      capacities: list(
        record({ available: number, updated: date, unit: record({ name: value }), ...hanging }),
      ),
      ...{ funding: list(record({ source: value })), required_documents: list(record({ document: value })) },
      ...{
        additional_urls: list(record({ url: value })),
        footbridge_source: record({ name: value, as_of: date }),
      },
      ...{ footbridge_stages: value, footbridge_creche: value, unheard_of: value, ...hanging },
      eligibilitys: list(record({ minimum_age: number, eligibility: value })),
    },
    { requiredKeys: [] },
  ),
);

export const brokenText: fc.Arbitrary<string> = strange;
