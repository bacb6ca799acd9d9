// The standards a feed can be held to: their endpoints, the schema of each, and the names of a page's fields.

export type StandardName = 'oruk-3.0' | 'hsds-3.0' | 'hsds-3.1' | 'oruk-1.0';

export type ListEndpoint = {
  readonly path: string;
  /** Required by the standard: a breach is an error. On the others the official check only warns. */
  readonly required: boolean;
  /** Names of schema files. */
  readonly page: string;
  readonly record: string;
  /** Whether the standard has `{path}/{id}`. */
  readonly byId: boolean;
  /** Whether the official check looks at the paging flags here. */
  readonly officialPaging: boolean;
  /** The official page schema is wrong and is reported as such (see rule `organization-page`). */
  readonly officialPageIsWrong?: boolean;
};

export type PageFields = {
  readonly contents: string;
  readonly totalItems: string;
  readonly totalPages: string;
  readonly number: string;
  readonly first: string;
  readonly last: string;
};

export type Standard = {
  readonly name: StandardName;
  readonly title: string;
  readonly lists: readonly ListEndpoint[];
  readonly fields: PageFields;
  /** Whether `/` must describe the feed. */
  readonly describesItself: boolean;
};

export const ROOT = { path: '/', required: true } as const;

const list = (
  path: string,
  record: string,
  rest: Partial<ListEndpoint> = {},
  page = `${record}_list`,
): ListEndpoint => ({ path, required: false, page, record, byId: true, officialPaging: true, ...rest });

const LISTS: readonly ListEndpoint[] = [
  list('/services', 'service', { required: true }),
  list('/service_at_locations', 'service_at_location'),
  list('/taxonomies', 'taxonomy'),
  list('/taxonomy_terms', 'taxonomy_term'),
  list('/organizations', 'organization', { officialPaging: false }),
];

const FIELDS: PageFields = {
  contents: 'contents',
  totalItems: 'total_items',
  totalPages: 'total_pages',
  number: 'page_number',
  first: 'first_page',
  last: 'last_page',
};

export const STANDARDS: Readonly<Record<StandardName, Standard>> = {
  'oruk-3.0': {
    name: 'oruk-3.0',
    title: 'Open Referral UK 3.0',
    lists: LISTS.map(one => (one.record === 'organization' ? { ...one, officialPageIsWrong: true } : one)),
    fields: FIELDS,
    describesItself: true,
  },
  'hsds-3.0': {
    name: 'hsds-3.0',
    title: 'HSDS 3.0',
    lists: LISTS,
    fields: FIELDS,
    describesItself: true,
  },
  'hsds-3.1': {
    name: 'hsds-3.1',
    title: 'HSDS 3.1 (schemas of its development branch)',
    lists: LISTS,
    fields: FIELDS,
    describesItself: true,
  },
  'oruk-1.0': {
    name: 'oruk-1.0',
    title: 'Open Referral UK 1.0',
    lists: [
      list('/services', 'service', { required: true }),
      list('/taxonomies', 'taxonomy'),
      list('/organizations', 'organization', { byId: false, officialPaging: false }),
      list('/locations', 'location', { byId: false, officialPaging: false }),
    ],
    fields: {
      contents: 'content',
      totalItems: 'totalElements',
      totalPages: 'totalPages',
      number: 'number',
      first: 'first',
      last: 'last',
    },
    describesItself: false,
  },
};

/** What the feed says of itself: `HSDS-UK-3.0`, `3.0`, `HSDS 3.1.1`. Null: not one we know. */
export function standardOf(version: string): StandardName | null {
  const [, number] = /(\d+\.\d+)/.exec(version) ?? [];
  if (/UK/i.test(version)) return number === '3.0' ? 'oruk-3.0' : number === '1.0' ? 'oruk-1.0' : null;
  if (number === '3.0') return 'hsds-3.0';
  return number === '3.1' ? 'hsds-3.1' : null;
}
