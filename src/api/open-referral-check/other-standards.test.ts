// Feeds of the older UK standard and of HSDS itself are recognised and held to their own schemas.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { SERVICE } from './good-feed.fixture.ts';
import { checkOpenReferral, reportOf, type Verdict } from './index.ts';
import { type Answered, type Asked, type Feed, serveFeed } from './serve.fixture.ts';
import { standardOf } from './standard.ts';

const feeds: Feed[] = [];
afterEach(async () => {
  await Promise.all(feeds.splice(0).map(feed => feed.close()));
});
async function verdictOf(answer: (asked: Asked) => Answered): Promise<Verdict> {
  const feed = await serveFeed(answer);
  feeds.push(feed);
  return checkOpenReferral(feed.url, { today: '2026-11-22' });
}

const oldService = (number: number): Record<string, unknown> => ({
  id: `${number}`,
  name: `Service ${number}`,
  status: 'active',
  url: 'https://example.org',
  organization: { id: SERVICE(number), name: 'Charity', description: 'Helps' },
});

/** A feed of version 1.0 of twelve services, spring-style envelopes, no `/` at all. */
function oldFeed(change: (service: Record<string, unknown>) => Record<string, unknown> = one => one) {
  const services = Array.from({ length: 12 }, (_, number) => change(oldService(number)));
  return ({ path, query }: Asked): Answered => {
    const [, place, id] = path.split('/');
    if (place !== 'services') return { status: 404, body: {} };
    const one = services.find(each => each.id === id);
    if (id !== undefined) return one ? { body: one } : { status: 404, body: {} };
    const [page, perPage] = [Number(query.get('page')), Number(query.get('per_page'))];
    const content = services.slice((page - 1) * perPage, page * perPage);
    const pages = Math.ceil(12 / perPage);
    const flags = {
      number: page,
      size: content.length,
      first: page === 1,
      last: page >= pages,
      empty: content.length === 0,
    };
    return { body: { totalElements: 12, totalPages: pages, ...flags, content } };
  };
}

describe('Open Referral UK 1.0', () => {
  test('is recognised by its envelope and passes level 1', async () => {
    const verdict = await verdictOf(oldFeed());
    expect(verdict).toMatchObject({
      standard: 'oruk-1.0',
      version: null,
      outcome: 'pass',
      official: 'pass-with-warnings',
    });
    expect(verdict.endpoints[0]).toMatchObject({ endpoint: '/services', listed: 12, opened: 12 });
    expect(verdict.findings.every(one => one.rule === 'not-offered')).toBe(true);
    expect(reportOf(verdict)).toContain('Filters are tried on feeds of version 3 only.');
  });

  test('fails its own schema: a service without organisation, a status that is none', async () => {
    const verdict = await verdictOf(oldFeed(({ organization: _, ...one }) => ({ ...one, status: 'open' })));
    expect(verdict).toMatchObject({ standard: 'oruk-1.0', official: 'fail' });
    const says = verdict.findings.filter(one => one.endpoint === '/services').map(one => one.says);
    expect(says).toContain('organization is missing');
    expect(says.some(one => one.startsWith('is none of ["active"'))).toBe(true);
  });

  test('fails on pages without whole totals', async () => {
    const feed = oldFeed();
    const verdict = await verdictOf(asked => {
      const answered = feed(asked);
      return asked.path === '/services'
        ? { body: { ...(answered.body as object), totalPages: '3' } }
        : answered;
    });
    expect(verdict.findings.find(one => one.rule === 'envelope')?.examples[0]?.pointer).toBe('/totalPages');
    expect(verdict.strict).toBe('fail');
  });
});

describe('HSDS', () => {
  const EXAMPLES = 'test/fixtures/open-referral/hsds-3.0';
  const read = (name: string): unknown => JSON.parse(readFileSync(`${EXAMPLES}/${name}.json`, 'utf8'));
  const PLACES: Readonly<Record<string, string>> = {
    services: 'service',
    service_at_locations: 'service_at_location',
    taxonomies: 'taxonomy',
    taxonomy_terms: 'taxonomy_term',
    organizations: 'organization',
  };
  /** The examples of the specification as a feed; their lists claim ten pages and have one. */
  const example =
    (version: string) =>
    (asked: Asked): Answered => {
      if (asked.path === '/') return { body: { ...(read('base') as object), version } };
      const [, place = '', id] = asked.path.split('/');
      const name = PLACES[place];
      if (!name) return { status: 404, body: {} };
      const nested = ['service', 'service_at_location', 'organization'].includes(name);
      const one = read(nested ? `${name}_full` : name) as { id: string };
      if (id !== undefined) return one.id === id ? { body: one } : { status: 404, body: {} };
      const { contents } = read(`${name}_list`) as { contents: unknown[] };
      const first = asked.query.get('page') === '1';
      const rows = first ? contents : [];
      const flags = { first_page: first, last_page: true, empty: rows.length === 0, size: rows.length };
      return {
        body: {
          total_items: contents.length,
          total_pages: 1,
          page_number: Number(asked.query.get('page')),
          ...flags,
          contents: rows,
        },
      };
    };

  test.each([
    ['3.0', 'hsds-3.0'],
    ['HSDS 3.1.1', 'hsds-3.1'],
  ])('the examples of the specification pass as version %s', async (version, standard) => {
    const verdict = await verdictOf(example(version));
    expect(verdict).toMatchObject({ standard, version, official: 'pass', outcome: 'pass' });
    expect(verdict.features.find(({ name }) => name === 'age')).toMatchObject({
      result: 'not-tested',
      says: expect.stringContaining('has no such filter'),
    });
  });

  test('the same examples keep the UK schemas: what HSDS has more is allowed', async () => {
    const verdict = await verdictOf(example('HSDS-UK-3.0'));
    expect(verdict.findings.filter(one => one.rule === 'schema')).toEqual([]);
  });

  test.each([
    ['HSDS-UK-3.0', 'oruk-3.0'],
    ['hsds-uk-3.0', 'oruk-3.0'],
    ['HSDS-UK-1.0', 'oruk-1.0'],
    ['3.0', 'hsds-3.0'],
    ['3.0.1', 'hsds-3.0'],
    ['HSDS 3.1', 'hsds-3.1'],
    ['2.0', null],
    ['HSDS-UK-4.0', null],
    ['', null],
  ])('version “%s” is %s', (version, standard) => {
    expect(standardOf(version)).toBe(standard);
  });
});
