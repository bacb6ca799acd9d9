// Serves the official validator's mock feeds on loopback, with the paging flags that its own harness adds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answered, type Feed, serveFeed } from './serve.fixture.ts';

type Page = Record<string, unknown> & { contents: Record<string, unknown>[]; total_pages: number };
export type MockName = 'pass' | 'fail' | 'warn' | 'test';

const FOLDER = 'test/fixtures/open-referral/mocks';
const LISTS = {
  services: ['service_list', 'service_full'],
  service_at_locations: ['service_at_location_list', 'service_at_location_full'],
  taxonomies: ['taxonomy_list', 'taxonomy'],
  taxonomy_terms: ['taxonomy_term_list', 'taxonomy_term'],
  organizations: ['organization_list', 'organization'],
} as const;
type Place = keyof typeof LISTS;

/** `warn` and `test` are made from `pass` as their publisher made them: see the ORIGIN.md beside the files. */
function readMock(name: MockName, file: string): unknown {
  const folder = name === 'fail' ? 'mock-fail' : 'mock-pass';
  const read = (stem: string): string => readFileSync(join(FOLDER, folder, `${stem}.json`), 'utf8');
  const stem = file === 'organization' && name === 'fail' ? 'organization_full' : file;
  const body = JSON.parse(read(stem)) as Page;
  if (name === 'warn' && file === 'taxonomy_term') delete body.description;
  if (name === 'test' && file === 'service_list')
    return {
      ...body,
      total_items: 31,
      size: 31,
      contents: Array.from({ length: 128 }, () => body.contents[0]),
    };
  return body;
}

export function serveMock(name: MockName): Promise<Feed> {
  return serveFeed(({ path, query }): Answered => {
    if (path === '/') return { body: readMock(name, 'api_details') };
    const [, place = '', id] = path.split('/');
    if (!(place in LISTS)) return { status: 404, body: {} };
    const [list, record] = LISTS[place as Place];
    const page = readMock(name, list) as Page;
    if (id === undefined) return { body: turned(page, Number(query.get('page') ?? 1)) };
    const one = readMock(name, record) as Record<string, unknown>;
    const known = [one, ...page.contents].some(each => each.id === id);
    return known ? { body: one } : { status: 404, body: {} };
  });
}

/** The files are the same for every page: the flags are set for the page that is asked for. */
function turned(page: Page, number: number): unknown {
  if (number > page.total_pages)
    return {
      ...page,
      page_number: number,
      size: 0,
      first_page: false,
      last_page: true,
      empty: true,
      contents: [],
    };
  return { ...page, page_number: number, first_page: number === 1, last_page: number === page.total_pages };
}
