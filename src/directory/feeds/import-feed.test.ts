// Feeds over HTTP: paged, resumed, polite; whatever the server does, the rest comes in and nothing is deleted.
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import { type FeedServer, serveFeed, service } from './feed-server.fixture.ts';
import { type FeedWish, importFeed } from './import-feed.ts';
import { refreshDueFeeds } from './refresh.ts';

const { database, asSuperuser } = await openTestDatabase();
const MANNERS = { pauseMs: 1, timeoutMs: 400, attempts: 2 };
const TEN = Array.from({ length: 10 }, (_, index) => service(`s${index}`));
let feed: FeedServer;
let code = '';
let count = 0;
const problems: RecordProblem[] = [];

beforeEach(async () => {
  feed = await serveFeed(TEN);
  code = `feed-${count++}`;
  problems.length = 0;
});

const bring = async (more: Partial<FeedWish> = {}, source: Partial<FeedWish['source']> = {}) => {
  const outcome = await importFeed(database, {
    source: { code, url: feed.url, allowPrivate: true, ...source },
    via: 'command',
    manners: MANNERS,
    report: problem => problems.push(problem),
    ...more,
  });
  return outcome.ok ? outcome.value : outcome.reason;
};
const rowsOf = <Row extends Record<string, unknown>>(text: string) => asSuperuser<Row>(text, [code]);
const ours = `source_id = (select id from directory_sources where code = $1)`;
const tellings = () => problems.map(({ record, field, reason }) => `${record} ${field} ${reason}`);

describe('a feed that behaves', () => {
  it('is paged through, saved with its parts, and imported again without change', async () => {
    expect(await bring()).toMatchObject({
      state: 'done',
      read: 10,
      created: 10,
      pages: 4,
      failedPages: 0,
      dropped: 0,
    });
    const [one] =
      await rowsOf(`select s.name, p.number, p.description, l.code, c.byday, c.opens_at::text, a.postal_code
      from directory_services s join directory_phones p on p.service_id = s.id join directory_languages l on l.service_id = s.id
      join directory_service_at_locations sl on sl.service_id = s.id join directory_schedules c on c.service_at_location_id = sl.id
      join directory_addresses a on a.location_id = sl.location_id where s.${ours} and s.original_id = 's7'`);
    expect(one).toEqual({
      name: 'Service s7',
      number: '0113 496 0001',
      description: 'Advice',
      code: 'ti',
      byday: 'TU',
      opens_at: '10:00:00',
      postal_code: 'LS1 1AD',
    });
    expect(await rowsOf(`select count(*)::int as n from directory_locations where ${ours}`)).toEqual([
      { n: 1 },
    ]);
    expect(await bring()).toMatchObject({
      state: 'not-changed',
      read: 10,
      unchanged: 10,
      created: 0,
      changed: 0,
      missing: 0,
    });
  });

  it('is told who asks', async () => {
    await bring();
    expect(feed.requests.length).toBeGreaterThan(3);
    for (const { headers } of feed.requests) expect(headers['user-agent']).toContain('Footbridge');
  });

  it('is not asked for pages that have not changed', async () => {
    feed.etags = true;
    await bring();
    feed.services = TEN.map((one, index) => (index === 9 ? { ...one, name: 'Renamed' } : one));
    expect(await bring()).toMatchObject({ state: 'done', changed: 1, unchanged: 9, read: 10, missing: 0 });
    const last = feed.requests.slice(-4);
    expect(last.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);
  });

  it('is asked only for what changed when it can tell, and nothing counts as missing then', async () => {
    feed.obeysModifiedAfter = true;
    await bring();
    feed.requests.length = 0;
    feed.services = [...TEN.slice(1), service('new', { last_modified: '2026-05-01T00:00:00Z' })];
    expect(await bring()).toMatchObject({ created: 1, read: 1, missing: 0 });
    expect(feed.requests.every(({ path }) => path.includes('modified_after='))).toBe(true);
    expect(await bring({ whole: true })).toMatchObject({ read: 10, missing: 1 });
  });

  it('is fetched one by one where the list says only names, and only what changed the next time', async () => {
    const thin = TEN.map(({ id, name, last_modified }) => ({ id, name, last_modified }));
    feed.perPage = 20;
    feed.trouble = (_, response, url) => {
      if (url.pathname !== '/o/services') return false;
      response.end(
        JSON.stringify({ total_pages: 1, contents: url.searchParams.get('page') === '1' ? thin : [] }),
      );
      return true;
    };
    expect(await bring()).toMatchObject({ created: 10 });
    expect(
      await rowsOf(
        `select count(*)::int as n from directory_phones where service_id in (select id from directory_services where ${ours})`,
      ),
    ).toEqual([{ n: 10 }]);
    feed.requests.length = 0;
    expect(await bring()).toMatchObject({ unchanged: 10, changed: 0 });
    expect(feed.requests.filter(({ path }) => path.startsWith('/o/services/'))).toEqual([]);
  });
});

describe('a feed that misbehaves', () => {
  const onPage =
    (page: string, act: NonNullable<FeedServer['trouble']>): NonNullable<FeedServer['trouble']> =>
    (request, response, url) =>
      url.searchParams.get('page') === page && url.pathname === '/o/services' && act(request, response, url);

  const WAYS: readonly (readonly [string, string, NonNullable<FeedServer['trouble']>])[] = [
    [
      'answers with an error',
      'refused-by-server',
      (_, response) => Boolean(response.writeHead(500).end('oops')),
    ],
    [
      'sends rubbish',
      'not-open-referral',
      (_, response) => Boolean(response.end('<html>Down for maintenance')),
    ],
    ['is too slow', 'timed-out', () => true],
    ['hangs up', 'not-reached', request => Boolean(request.socket.destroy())],
  ];

  it.each(WAYS)('loses only one page when it %s, and marks nothing missing', async (_, reason, act) => {
    await bring();
    feed.services = TEN.slice(0, 9);
    feed.trouble = onPage('2', act);
    expect(await bring()).toMatchObject({ state: 'partly', failedPages: 1, read: 6, missing: 0 });
    expect(tellings()).toContain(`page 2 page ${reason}`);
    expect(await rowsOf(`select count(*)::int as n from directory_services where ${ours}`)).toEqual([
      { n: 10 },
    ]);
    feed.trouble = null;
    expect(await bring()).toMatchObject({ state: 'done', missing: 1 });
  });

  it('is tried again before a page is given up', async () => {
    let failures = 1;
    feed.trouble = onPage('2', (_, response) => {
      if (failures-- <= 0) return false;
      response.writeHead(503, { 'retry-after': '0' }).end();
      return true;
    });
    expect(await bring()).toMatchObject({ state: 'done', read: 10, failedPages: 0 });
  });

  it('marks what it no longer lists, calls it stale after three whole imports, and forgets when it is back', async () => {
    const mark = () =>
      rowsOf<{ missing: boolean; stale: boolean }>(
        `select missing_since is not null as missing, stale_since is not null as stale from directory_services where ${ours} and original_id = 's0'`,
      );
    await bring();
    feed.services = TEN.slice(1);
    expect(await bring()).toMatchObject({ missing: 1 });
    expect(await mark()).toEqual([{ missing: true, stale: false }]);
    await bring();
    await bring();
    expect(await mark()).toEqual([{ missing: true, stale: true }]);
    feed.services = TEN;
    expect(await bring()).toMatchObject({ missing: 0 });
    expect(await mark()).toEqual([{ missing: false, stale: false }]);
  });

  it('keeps everything when the feed is suddenly empty', async () => {
    await bring();
    feed.services = [];
    expect(await bring()).toMatchObject({ state: 'partly', missing: 0 });
    expect(await rowsOf(`select error from directory_imports where ${ours} and error is not null`)).toEqual([
      { error: 'empty-feed' },
    ]);
  });

  it('is not empty when all that it lists came from another source first', async () => {
    feed.services = [service('7c1f5f0e-53c4-4b4c-9c39-fb6a4b1ad2a1')];
    await bring();
    const first = code;
    code = `${first}-again`;
    expect(await bring()).toMatchObject({ state: 'not-changed', read: 1, elsewhere: 1 });
    expect(await rowsOf(`select error from directory_imports where ${ours}`)).toEqual([{ error: null }]);
  });

  it('takes the rest of a page when one record is no record, has no name, or cannot be stored', async () => {
    feed.perPage = 20;
    const bad = [
      null,
      7,
      'text',
      [],
      { name: 'no id' },
      { id: 'n' },
      {
        id: 'deep',
        name: 'x',
        status: { a: 1 },
        phones: 'none',
        languages: [null, 4],
        service_at_locations: [{}],
      },
    ];
    feed.services = [...(bad as unknown as FeedServer['services']), ...TEN];
    expect(await bring()).toMatchObject({ state: 'done', read: 17, created: 11, dropped: 6 });
    expect(tellings()).toEqual(
      expect.arrayContaining(['entry 1 record not-a-record', 'entry 5 id no-identifier', 'n name no-name']),
    );
  });

  it('stops when the server ignores page numbers and gives the first page for ever', async () => {
    feed.trouble = (_, response, url) => {
      if (url.pathname !== '/o/services') return false;
      response.end(JSON.stringify(TEN.slice(0, 3)));
      return true;
    };
    expect(await bring()).toMatchObject({ state: 'done', read: 3, pages: 1 });
  });

  it('gives up an address without a feed, and says why', async () => {
    expect(await bring({}, { url: `${feed.url}/nothing` })).toBe('refused-by-server');
    expect(await bring({}, { url: 'http://127.0.0.1:1/' })).toBe('not-reached');
    expect(await bring({}, { url: 'ftp://example.org/' })).toBe('not-http');
  });
});

describe('an address that a feed must not lead to', () => {
  it.each([
    'http://127.0.0.1:5432/',
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://169.254.169.254/latest',
    'http://localhost/',
    'http://0x7f.1/',
  ])('is refused unless the operator allows it: %s', async url => {
    expect(await bring({}, { url, allowPrivate: false })).toBe('private-address');
  });

  it('is refused after a redirect too, and a redirect without end', async () => {
    feed.trouble = (_, response) =>
      Boolean(response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    expect(await bring()).toBe('not-http');
    feed.trouble = (_, response) => Boolean(response.writeHead(302, { location: '/o/services' }).end());
    expect(await bring()).toBe('too-many-redirects');
  });

  it('is refused when it sends more than it may', async () => {
    expect(await bring({ manners: { ...MANNERS, largestBytes: 300 } })).toBe('too-large');
  });
});

describe('a run that was cut off', () => {
  it('goes on after the pages it has', async () => {
    const stop = new AbortController();
    feed.trouble = (_, __, url) => {
      if (url.searchParams.get('page') === '3') stop.abort();
      return false;
    };
    await bring({ manners: { ...MANNERS, signal: stop.signal } });
    // A process that dies leaves its run as it was.
    await asSuperuser(`update directory_imports set state = 'running' where ${ours}`, [code]);
    feed.trouble = null;
    feed.requests.length = 0;
    expect(await bring()).toMatchObject({ state: 'done', read: 10, pages: 4 });
    const pages = feed.requests.flatMap(({ path }) => /^\/o\/services\?.*\bpage=(\d+)/.exec(path)?.[1] ?? []);
    expect(pages.slice(0, 2)).toEqual(['3', '4']);
  });

  it('is not started twice at once', async () => {
    const both = await Promise.all([bring(), bring()]);
    expect(both.filter(one => one === 'already-running')).toHaveLength(1);
  });
});

describe('feeds to be refreshed', () => {
  it('are fetched when their time has come, and then again only after their hours', async () => {
    await bring({}, { refreshHours: 24 });
    expect(await refreshDueFeeds(database, MANNERS)).toBe(0);
    await asSuperuser(`update directory_sources set next_refresh_at = '2026-03-09' where code = $1`, [code]);
    feed.services = [...TEN, service('late')];
    expect(await refreshDueFeeds(database, MANNERS)).toBe(1);
    expect(
      await rowsOf(
        `select via, state, (counts->>'created')::int as created from directory_imports where ${ours} and via = 'schedule'`,
      ),
    ).toEqual([{ via: 'schedule', state: 'done', created: 1 }]);
    expect(await refreshDueFeeds(database, MANNERS)).toBe(0);
  });
});
