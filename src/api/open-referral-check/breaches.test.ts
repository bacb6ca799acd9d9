// A feed that keeps every rule passes ours; each rule broken is named, with an example, at its endpoint.
import { describe, expect, test } from 'vitest';
import { pageOf, SERVICE, serveGoodFeed } from './good-feed.fixture.ts';
import { checkOpenReferral, reportOf, type Verdict } from './index.ts';
import type { Rule } from './rules.ts';
import type { Answered, Asked } from './serve.fixture.ts';

type Body = Record<string, unknown> & { contents: Record<string, unknown>[] };
type Spoil = (body: Body, asked: Asked) => unknown;
const TODAY = '2026-11-22';

async function verdictOf(faults: Parameters<typeof serveGoodFeed>[0], most?: number): Promise<Verdict> {
  const feed = await serveGoodFeed(faults);
  try {
    return await checkOpenReferral(feed.url, { strict: true, today: TODAY, ...(most ? { most } : {}) });
  } finally {
    await feed.close();
  }
}
/** Changes the bodies of one path's answers; `{id}` stands for any id. */
const onPath =
  (path: string, change: Spoil) =>
  (answered: Answered, asked: Asked): Answered => {
    const pattern = asked.path.replace(/\/[0-9a-f-]{36}$/, '/{id}');
    if (pattern !== path || (answered.status ?? 200) !== 200) return answered;
    return { ...answered, body: change(structuredClone(answered.body) as Body, asked) };
  };
const eachListed = (change: (row: Record<string, unknown>) => void) =>
  onPath('/services', body => {
    for (const row of body.contents) change(row);
    return body;
  });
const pageOfQuery = (asked: Asked): number => Number(asked.query.get('page'));

describe('a feed that keeps every rule', () => {
  test('passes ours, every page and id seen, every filter at work', async () => {
    const verdict = await verdictOf({});
    expect(verdict).toMatchObject({ outcome: 'pass', strict: 'pass', official: 'pass-with-warnings' });
    expect(verdict.findings.map(one => one.rule)).toEqual(['organization-page']);
    expect(verdict.features.map(({ name, result }) => `${name}: ${result}`)).toEqual([
      'age: works',
      'postcode and proximity: works',
      'day and time: works',
      'taxonomy term: works',
      'words: works',
      'organisation: works',
      'modified after: works',
    ]);
    expect(verdict.endpoints[0]).toEqual({
      endpoint: '/services',
      required: true,
      pages: 5,
      listed: 23,
      total: 23,
      opened: 23,
    });
    expect(verdict.notes).toEqual([]);
  });

  test('is sampled when asked to, and the report says so', async () => {
    const verdict = await verdictOf({}, 8);
    expect(verdict.endpoints[0]).toMatchObject({ pages: 2, listed: 10, total: 23, opened: 8 });
    expect(verdict.notes).toContain('/services/{id}: 8 of 10 listed records were opened, a sample.');
    expect(verdict.notes).toContain('/services: 2 of 5 pages were read, so its totals were not compared.');
    expect(reportOf(verdict)).toContain('8 of 10 listed records were opened, a sample');
  });
});

type Case = readonly [rule: Rule, endpoint: string, spoil: (answered: Answered, asked: Asked) => Answered];

const PAGES: readonly Case[] = [
  ['first-page', '/services', onPath('/services', body => ({ ...body, first_page: true }))],
  ['last-page', '/services', onPath('/services', body => ({ ...body, last_page: false }))],
  ['empty-flag', '/services', onPath('/services', body => ({ ...body, empty: true }))],
  ['size', '/services', onPath('/services', body => ({ ...body, size: 4_000 }))],
  [
    'per-page',
    '/services',
    onPath('/services', (body, asked) =>
      pageOfQuery(asked) === 2
        ? { ...body, contents: body.contents.slice(1), size: body.contents.length - 1 }
        : body,
    ),
  ],
  ['envelope', '/services', onPath('/services', ({ total_items: _, ...body }) => body)],
  ['envelope', '/services', onPath('/services', body => ({ ...body, total_items: '23' }))],
  ['page-number', '/services', onPath('/services', body => ({ ...body, page_number: 1 }))],
  ['total-items', '/services', onPath('/services', body => ({ ...body, total_items: 24 }))],
  ['total-pages', '/services', onPath('/services', body => ({ ...body, total_items: 60 }))],
  [
    'repeated-id',
    '/services',
    onPath('/services', (body, asked) => {
      const [first] = body.contents;
      if (pageOfQuery(asked) === 3 && first) first.id = SERVICE(0);
      return body;
    }),
  ],
  [
    'repeated-page',
    '/services',
    (answered, asked) =>
      asked.path === '/services' && pageOfQuery(asked) > 1
        ? {
            body: pageOf(
              Array.from({ length: 23 }, (_, n) => ({ id: SERVICE(n), name: 'A', status: 'active' })),
              1,
              5,
            ),
          }
        : answered,
  ],
  [
    'past-the-end',
    '/services',
    onPath('/services', (body, asked) =>
      pageOfQuery(asked) > 5
        ? { ...body, contents: [{ id: SERVICE(1), name: 'A', status: 'active' }] }
        : body,
    ),
  ],
  [
    'past-the-end',
    '/services',
    (answered, asked) =>
      asked.path === '/services' && pageOfQuery(asked) > 5 ? { status: 500, body: {} } : answered,
  ],
  ['empty-list', '/taxonomies', onPath('/taxonomies', () => pageOf([], 1, 5))],
  [
    'no-answer',
    '/taxonomies',
    (answered, asked) => (asked.path === '/taxonomies' ? { status: 500, body: {} } : answered),
  ],
  [
    'not-offered',
    '/taxonomies',
    (answered, asked) => (asked.path === '/taxonomies' ? { status: 404, body: {} } : answered),
  ],
];

const RECORDS: readonly Case[] = [
  [
    'schema',
    '/services',
    eachListed(row => {
      row.status = 'open';
    }),
  ],
  [
    'schema',
    '/services',
    eachListed(row => {
      row.description = null;
    }),
  ],
  ['schema', '/services/{id}', onPath('/services/{id}', body => ({ ...body, url: 'www.example.org' }))],
  [
    'schema',
    '/organizations',
    onPath('/organizations', body => ({
      ...body,
      contents: body.contents.map(({ name: _, ...row }) => row),
    })),
  ],
  [
    'date-not-iso',
    '/services',
    eachListed(row => {
      row.assured_date = '31/01/2026';
    }),
  ],
  [
    'date-not-iso',
    '/services',
    eachListed(row => {
      row.assured_date = '2026-02-30';
    }),
  ],
  [
    'offset-missing',
    '/services',
    eachListed(row => {
      row.last_modified = '2025-09-02T12:06:15.654';
    }),
  ],
  [
    'age-out-of-range',
    '/services',
    eachListed(row => {
      row.minimum_age = -1;
    }),
  ],
  [
    'coordinates-out-of-range',
    '/service_at_locations/{id}',
    onPath('/service_at_locations/{id}', body => ({
      ...body,
      location: { ...(body.location as object), latitude: 100 },
    })),
  ],
  [
    'time-not-iso',
    '/services/{id}',
    onPath('/services/{id}', body => ({ ...body, schedules: [{ id: SERVICE(1), opens_at: '10am' }] })),
  ],
  ['other-record', '/services/{id}', onPath('/services/{id}', body => ({ ...body, id: SERVICE(0) }))],
  [
    'listed-otherwise',
    '/services/{id}',
    onPath('/services/{id}', body => ({ ...body, name: 'Another name' })),
  ],
  [
    'listed-otherwise',
    '/service_at_locations/{id}',
    onPath('/service_at_locations/{id}', body => ({
      ...body,
      service: { ...(body.service as object), id: SERVICE(22_000) },
    })),
  ],
  [
    'no-answer',
    '/services/{id}',
    (answered, asked) => (asked.path === `/services/${SERVICE(3)}` ? { status: 404, body: {} } : answered),
  ],
  [
    'unknown-id',
    '/services/{id}',
    (answered, asked) =>
      asked.path.startsWith('/services/') && answered.status === 404 ? { status: 200, body: {} } : answered,
  ],
  ['cors', '/services', answered => ({ ...answered, headers: { 'access-control-allow-origin': '' } })],
  [
    'cors',
    '/',
    answered => ({ ...answered, headers: { 'access-control-allow-origin': 'https://one.example' } }),
  ],
  ['content-type', '/services', answered => ({ ...answered, headers: { 'content-type': 'text/html' } })],
  ['version-unknown', '/', onPath('/', body => ({ ...body, version: '2.0' }))],
  ['read-as-1.0', '/', onPath('/', () => ({ profile: 'https://example.org/profile' }))],
  ['schema', '/', onPath('/', body => ({ ...body, openapi_url: 'none' }))],
];

describe('each rule broken is named', () => {
  test.each([...PAGES, ...RECORDS])('%s at %s', async (rule, endpoint, spoil) => {
    const verdict = await verdictOf({ spoil });
    const found = verdict.findings.find(one => one.rule === rule && one.endpoint === endpoint);
    expect(found, JSON.stringify(verdict.findings.map(one => [one.rule, one.endpoint]))).toBeDefined();
    expect(found?.examples.length).toBeGreaterThan(0);
    expect(verdict.outcome).toBe(found?.ours === 'error' ? 'fail' : 'pass');
    expect(reportOf(verdict)).toContain(`[${rule}]`);
  });

  test('a record is counted once however often it is met, and has its pointer', async () => {
    const verdict = await verdictOf({
      spoil: eachListed(row => {
        row.assured_date = 'soon';
      }),
    });
    const found = verdict.findings.find(one => one.rule === 'date-not-iso');
    expect(found).toMatchObject({ count: 23, official: null, ours: 'error' });
    expect(found?.examples[0]).toEqual({
      at: '/services?page=1&per_page=5',
      record: SERVICE(0),
      pointer: '/contents/0/assured_date',
    });
  });

  test('a missing offset is an error officially too: the schema asks for a date-time', async () => {
    const verdict = await verdictOf({
      spoil: eachListed(row => {
        row.last_modified = '2025-09-02T12:06:15.654';
      }),
    });
    expect(verdict.official).toBe('fail');
    expect(verdict.findings.find(one => one.rule === 'schema')?.says).toBe('is not in the form of date-time');
  });

  test('a feed that allows fewer records a page than asked for keeps the rules', async () => {
    const verdict = await verdictOf({
      services: 130,
      spoil: (answered, asked) => {
        const asks = Number(asked.query.get('per_page'));
        if (asked.path !== '/services' || asks <= 10) return answered;
        const rows = Array.from({ length: 130 }, (_, n) => ({
          id: SERVICE(n),
          name: `N ${n}`,
          status: 'active',
        }));
        return { body: pageOf(rows, pageOfQuery(asked), 10) };
      },
    });
    const pageRules = ['per-page', 'total-pages', 'total-items', 'size', 'past-the-end'];
    expect(verdict.findings.filter(one => pageRules.includes(one.rule))).toEqual([]);
    expect(verdict.endpoints[0]).toMatchObject({ listed: 130, pages: 13 });
  });
});
