// A small feed that keeps every rule, filters included, and can be made to break one at a time.
import type { ServerResponse } from 'node:http';
import { type Answered, type Asked, type Feed, serveFeed } from './serve.fixture.ts';

type Row = Record<string, unknown> & { id: string };
type Faults = {
  /** Parameters the feed takes no notice of. */
  readonly ignores?: readonly string[];
  /** The last word on every answer. */
  readonly spoil?: (answered: Answered, asked: Asked) => Answered;
  /** Writes the answer itself, or gives null to leave it to the feed. */
  readonly instead?: (asked: Asked, response: ServerResponse) => Answered | 'written' | null;
  readonly services?: number;
  /** The path the feed is under; the path itself, without a slash, is then its `/` too. */
  readonly under?: string;
};

const uuid = (kind: number, number: number): string =>
  `${`${kind}`.padStart(8, '0')}-0000-4000-8000-${`${number}`.padStart(12, '0')}`;
export const SERVICE = (number: number): string => uuid(1, number);

const NAMES = [
  'Gardening',
  'Swimming',
  'Conversation',
  'Breakfast',
  'Immigration advice',
  'Cycling',
  'Sewing',
];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const AGES = [
  [0, 4],
  [16, 25],
  [60, 120],
] as const;
const PLACES = [
  { latitude: 51.5074, longitude: -0.1278, postcode: 'SW1A 2DX', city: 'London' },
  { latitude: 53.7997, longitude: -1.5492, postcode: 'LS1 1UR', city: 'Leeds' },
] as const;
/** The last term is a kind of the first. */
const TERMS = [0, 1, 2, 3].map(number => ({
  id: uuid(5, number),
  name: `Kind ${number}`,
  description: 'A kind of service',
  ...(number === 3 ? { parent_id: uuid(5, 0) } : {}),
}));
const TAXONOMIES = [{ id: uuid(4, 1), name: 'Kinds', description: 'Kinds of service' }];
const ORGANISATIONS = [0, 1, 2, 3, 4].map(number => ({
  id: uuid(2, number),
  name: `Charity ${number}`,
  description: 'Helps',
}));

const at = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

const basic = (number: number): Row => ({
  id: SERVICE(number),
  name: `${at(NAMES, number)} ${number}`,
  description: 'Something to go to',
  status: 'active',
  minimum_age: at(AGES, number)[0],
  maximum_age: at(AGES, number)[1],
  assured_date: '2026-01-31',
  last_modified: `2026-01-${`${(number % 28) + 1}`.padStart(2, '0')}T10:00:00+00:00`,
  organization_id: uuid(2, number % 5),
  organization: at(ORGANISATIONS, number),
});

const location = (number: number): Row => {
  const { latitude, longitude, postcode, city } = at(PLACES, number);
  const lines = { address_1: '1 High Street', city, state_province: 'England', country: 'GB' };
  const address = { id: uuid(7, number), ...lines, postal_code: postcode, address_type: 'physical' };
  return { id: uuid(6, number), location_type: 'physical', latitude, longitude, addresses: [address] };
};

const schedule = (number: number): Row => ({
  id: uuid(8, number),
  freq: 'WEEKLY',
  byday: at(DAYS, number),
  opens_at: at(['08:00Z', '12:00Z', '16:00Z'], Math.floor(number / 7)),
  closes_at: at(['10:00Z', '14:00Z', '18:00Z'], Math.floor(number / 7)),
});
const hoursOf = (row: Row): { opens_at: string; closes_at: string } =>
  (row.schedules as { opens_at: string; closes_at: string }[])[0] as { opens_at: string; closes_at: string };

const full = (number: number): Row => ({
  ...basic(number),
  schedules: [schedule(number)],
  attributes: [
    { id: uuid(9, number), taxonomy_term_id: at(TERMS, number).id, taxonomy_term: at(TERMS, number) },
  ],
});
const atLocation = (number: number): Row => ({
  id: uuid(3, number),
  service_id: SERVICE(number),
  service: basic(number),
  location: location(number),
});

const metres = (one: { latitude: number }, other: unknown): number =>
  Math.abs(one.latitude - (other as { latitude: number }).latitude) * 111_000;

/** The filters of the standard, each as its text asks. */
const KEEPS: Readonly<Record<string, (row: Row, value: string) => boolean>> = {
  minimum_age: (row, value) => Number(row.maximum_age) >= Number(value),
  maximum_age: (row, value) => Number(row.minimum_age) <= Number(value),
  day: (row, value) => JSON.stringify(row).includes(`"byday":"${value}"`),
  start_time: (row, value) => hoursOf(row).closes_at > value,
  end_time: (row, value) => hoursOf(row).opens_at.slice(0, 5) < value,
  search: (row, value) => String(row.name).toLowerCase().includes(value.toLowerCase()),
  organization_id: (row, value) => row.organization_id === value,
  modified_after: (row, value) => Date.parse(String(row.last_modified)) >= Date.parse(value),
  taxonomy_term_id: (row, value) =>
    TERMS.filter(term => term.id === value || term.parent_id === value).some(({ id }) =>
      JSON.stringify(row).includes(`"taxonomy_term_id":"${id}"`),
    ),
  postcode: (row, value) =>
    PLACES.some(place => place.postcode === value && metres(place, row.location) < 1_000),
};

/** Its records, listed briefly and opened in full. */
function storeOf(services: number) {
  const numbers = Array.from({ length: services }, (_, number) => number);
  return {
    services: { rows: numbers.map(full), brief: numbers.map(basic) },
    service_at_locations: { rows: numbers.map(atLocation), brief: numbers.map(atLocation) },
    taxonomies: { rows: TAXONOMIES, brief: TAXONOMIES },
    taxonomy_terms: { rows: TERMS, brief: TERMS },
    organizations: { rows: ORGANISATIONS, brief: ORGANISATIONS },
  } as Readonly<Record<string, { readonly rows: readonly Row[]; readonly brief: readonly Row[] }>>;
}

export function serveGoodFeed(faults: Faults = {}): Promise<Feed> {
  const store = storeOf(faults.services ?? 23);
  return serveFeed((request, response) => {
    const bare = faults.under !== undefined && request.path === faults.under;
    if (bare) return answerFrom(store, { ...request, path: '/' }, []);
    const asked = { ...request, path: request.path.slice(faults.under?.length ?? 0) };
    const instead = faults.instead?.(asked, response);
    if (instead === 'written') return null;
    const answered = instead ?? answerFrom(store, asked, faults.ignores ?? []);
    return faults.spoil ? faults.spoil(answered, asked) : answered;
  });
}

function answerFrom(store: ReturnType<typeof storeOf>, asked: Asked, ignores: readonly string[]): Answered {
  if (asked.path === '/')
    return {
      body: {
        version: 'HSDS-UK-3.0',
        profile: 'https://example.org/profile',
        openapi_url: 'https://example.org/api',
      },
    };
  const [, place = '', id] = asked.path.split('/');
  const kept = store[place];
  const query = new URLSearchParams([...asked.query].filter(([name]) => !ignores.includes(name)));
  if (!kept) return { status: 404, body: {} };
  if (id !== undefined) {
    const row = kept.rows.find(one => one.id === id);
    return row ? { body: row } : { status: 404, body: { message: 'not here' } };
  }
  const fits = kept.rows.flatMap((row, index) =>
    [...query].every(([name, value]) => KEEPS[name]?.(row, value) ?? true) ? [kept.brief[index]] : [],
  );
  return { body: pageOf(fits, Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 10)) };
}

export function pageOf(rows: readonly unknown[], page: number, perPage: number): Record<string, unknown> {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const contents = rows.slice((page - 1) * perPage, page * perPage);
  return {
    total_items: rows.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}
