// Lists that say less than their services, and runs that end in the middle: nothing is left out for good, and nobody is asked too often.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import { type FeedServer, type Service, serveFeed, service } from './feed-server.fixture.ts';
import { type FeedWish, importFeed } from './import-feed.ts';
import { refreshDueFeeds, runRequestedFeeds } from './refresh.ts';
import { decideUnknownString, listUnknownStrings } from './unknown-strings.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/open-referral/import');
const example = (name: string) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));
const MANNERS = { pauseMs: 1, timeoutMs: 400, attempts: 2 };
let feed: FeedServer;
let code = '';
let count = 0;
const problems: RecordProblem[] = [];

beforeEach(async () => {
  feed = await serveFeed([]);
  feed.perPage = 50;
  code = `one-by-one-${count++}`;
});

const bring = async (more: Partial<FeedWish> = {}, source: Partial<FeedWish['source']> = {}) => {
  problems.length = 0;
  const outcome = await importFeed(database, {
    source: { code, url: feed.url, allowPrivate: true, ...source },
    via: 'command',
    manners: MANNERS,
    report: problem => problems.push(problem),
    ...more,
  });
  return outcome.ok ? outcome.value : outcome.reason;
};
const ours = `source_id = (select id from directory_sources where code = $1)`;
const rowsOf = <Row extends Record<string, unknown>>(text: string) => asSuperuser<Row>(text, [code]);
const languages = () =>
  rowsOf(`select s.original_id as id, l.name, l.code from directory_languages l join directory_services s on s.id = l.service_id
    where s.${ours} order by 1, 2`);
const detailsAsked = () =>
  feed.requests.flatMap(({ path }) => /^\/o\/services\/([^?]+)/.exec(path)?.[1] ?? []);
const tellings = () => problems.map(({ record, field, reason }) => `${record} ${field} ${reason}`);

/** The list gives each service only these fields; by itself it is whole. */
const listOnly = (...fields: readonly string[]): void => {
  feed.trouble = (_, response, url) => {
    if (url.pathname !== '/o/services') return false;
    const contents = url.searchParams.get('page') === '1' ? feed.services : [];
    const shown = contents.map(one => Object.fromEntries(fields.map(field => [field, one[field]])));
    return Boolean(response.end(JSON.stringify({ total_pages: 1, contents: shown })));
  };
};
const instead = (path: string, act: NonNullable<FeedServer['trouble']>): void => {
  const before = feed.trouble;
  feed.trouble = (request, response, url) =>
    url.pathname === path ? act(request, response, url) : (before?.(request, response, url) ?? false);
};

describe('a list that says less than its services', () => {
  it('as in the example of Open Referral UK 3.0 itself: an organisation, and none of the parts', async () => {
    const full = example('oruk-3.0/service_full.json');
    const list = example('oruk-3.0/service_list.json');
    const [listed] = list.contents;
    feed.services = [{ ...full, id: listed.id }];
    feed.trouble = (_, response, url) => {
      if (url.pathname !== '/o/services') return false;
      const contents = url.searchParams.get('page') === '1' ? [listed] : [];
      return Boolean(response.end(JSON.stringify({ ...list, total_items: 1, total_pages: 1, contents })));
    };
    expect(await bring()).toMatchObject({ state: 'done', created: 1 });
    const [counts] = await rowsOf(`select
      (select count(*)::int from directory_contacts c where c.service_id = s.id) as contacts,
      (select count(*)::int from directory_schedules c where c.service_id = s.id) as schedules,
      (select count(*)::int from directory_service_at_locations l where l.service_id = s.id) as places
      from directory_services s where s.${ours}`);
    expect(counts).toEqual({ contacts: 1, schedules: 1, places: 1 });
  });

  it('with empty lists of parts, or with some of the parts only', async () => {
    feed.services = [service('s1', { attributes: [] })];
    listOnly('id', 'name', 'last_modified', 'organization', 'attributes');
    await bring();
    expect(await languages()).toMatchObject([{ id: 's1', code: 'ti' }]);
    code = `${code}-some`;
    listOnly('id', 'name', 'last_modified', 'phones');
    await bring();
    expect(await languages()).toMatchObject([{ id: 's1', code: 'ti' }]);
  });

  it('is compared with one service only, when it says all', async () => {
    feed.services = [service('s1'), service('s2')];
    await bring();
    expect(detailsAsked()).toEqual(['s1']);
  });

  it('is asked again for a service that could not be fetched, and says so until then', async () => {
    feed.services = [service('s1'), service('s2')];
    listOnly('id', 'name', 'last_modified');
    const listing = feed.trouble;
    instead('/o/services/s2', (_, response) => Boolean(response.writeHead(500).end()));
    expect(await bring()).toMatchObject({ created: 2 });
    expect(tellings()).toEqual(expect.arrayContaining(['s2 record detail-not-fetched']));
    expect(await languages()).toMatchObject([{ id: 's1' }]);
    feed.trouble = listing;
    expect(await bring()).toMatchObject({ created: 0, changed: 1 });
    expect(await languages()).toMatchObject([{ id: 's1' }, { id: 's2' }]);
    expect(tellings()).not.toContain('s2 record detail-not-fetched');
  });

  it('and an address that leads to another service: its parts are not taken for this one', async () => {
    feed.services = [service('s1', { last_modified: undefined }), service('s2')];
    listOnly('id', 'name', 'last_modified');
    instead('/o/services/s1', (_, response) => Boolean(response.end(JSON.stringify(service('s2')))));
    expect(await bring()).toMatchObject({ created: 2 });
    expect(tellings()).toContain('s1 record detail-not-fetched');
    expect(await languages()).toMatchObject([{ id: 's2' }]);
  });

  it('of a server that fails for one service after another is not asked for all of them', async () => {
    feed.services = Array.from({ length: 30 }, (_, index) => service(`s${index}`));
    listOnly('id', 'name', 'last_modified');
    const listing = feed.trouble;
    feed.trouble = (request, response, url) =>
      url.pathname.startsWith('/o/services/')
        ? Boolean(response.writeHead(503).end())
        : (listing?.(request, response, url) ?? false);
    expect(await bring()).toMatchObject({ created: 30 });
    expect(new Set(detailsAsked()).size).toBeLessThan(10);
    expect(tellings().filter(one => one.endsWith('detail-not-fetched'))).toHaveLength(30);
  });

  it('is read again when a person has said what a word means, though nothing has changed there', async () => {
    feed.services = [service('s1', { languages: [{ name: 'Gondorian' }] })];
    listOnly('id', 'name', 'last_modified');
    feed.etags = true;
    await bring();
    const { strings } = await as(ACTORS.north.administrator, ctx => listUnknownStrings(ctx, {}));
    const id = strings.find(({ text }) => text === 'Gondorian')?.id ?? '';
    await as(ACTORS.north.administrator, ctx => decideUnknownString(ctx, id, ['Arabic']));
    expect(await bring()).toMatchObject({ changed: 1 });
    expect(await languages()).toMatchObject([{ code: 'ar' }]);
    // The clock of tests stands still: the decision was before that run.
    await asSuperuser(`update directory_unknown_strings set decided_at = decided_at - interval '1 hour'`);
    feed.requests.length = 0;
    expect(await bring()).toMatchObject({ changed: 0, unchanged: 1 });
    expect(detailsAsked()).toEqual([]);
  });
});

describe('a list that cannot be believed', () => {
  const TEN = Array.from({ length: 10 }, (_, index) => service(`s${index}`));
  const pages = (of: (page: number) => { contents: readonly Service[]; more: object }): void => {
    feed.trouble = (_, response, url) => {
      if (url.pathname !== '/o/services') return false;
      const { contents, more } = of(Number(url.searchParams.get('page') ?? 1));
      return Boolean(response.end(JSON.stringify({ contents, ...more })));
    };
  };

  it('is read on when it counts fewer pages than it has', async () => {
    pages(page => ({
      contents: TEN.slice(page * 4 - 4, page * 4),
      more: { total_pages: 1, total_items: 10 },
    }));
    expect(await bring()).toMatchObject({ state: 'done', created: 10, pages: 3 });
  });

  it('marks nothing missing when it lists fewer services than it says there are', async () => {
    feed.services = TEN;
    await bring();
    pages(page => ({
      contents: page === 1 ? TEN.slice(0, 3) : [],
      more: { total_pages: 1, total_items: 10, size: 3 },
    }));
    expect(await bring()).toMatchObject({ state: 'partly', read: 3, missing: 0 });
    expect(tellings()).toContain('list total_items fewer-listed-than-said');
    expect(await rowsOf(`select error from directory_imports where ${ours} and error is not null`)).toEqual([
      { error: 'fewer-listed-than-said' },
    ]);
  });

  it('changes nothing again and again when one identifier stands on two pages with different content', async () => {
    feed.services = [...TEN, { ...TEN[0], name: 'Another telling' }];
    feed.perPage = 6;
    expect(await bring()).toMatchObject({ state: 'done', read: 11, created: 10, merged: 1 });
    expect(tellings()).toContain('s0 id listed-twice');
    expect(await bring()).toMatchObject({ state: 'not-changed', changed: 0, merged: 1, missing: 0 });
    expect(await rowsOf(`select name from directory_services where ${ours} and original_id = 's0'`)).toEqual([
      { name: 'Service s0' },
    ]);
  });

  it('comes in without its first page when only that is broken', async () => {
    feed.services = TEN;
    feed.perPage = 3;
    feed.trouble = (_, response, url) =>
      url.pathname === '/o/services' &&
      url.searchParams.get('page') === '1' &&
      Boolean(response.writeHead(500).end());
    expect(await bring()).toMatchObject({ state: 'partly', created: 7, failedPages: 1, missing: 0 });
    feed.trouble = null;
    expect(await bring()).toMatchObject({ state: 'done', created: 3 });
  });

  it('is looked for again when it is no longer where it was', async () => {
    feed.services = TEN;
    await bring();
    const moved: NonNullable<FeedServer['trouble']> = (_, response, url) =>
      url.searchParams.has('full') && Boolean(response.writeHead(400).end());
    feed.trouble = moved;
    expect(await bring()).toMatchObject({ state: 'failed', missing: 0 });
    expect(await bring()).toMatchObject({ state: 'not-changed', read: 10 });
  });

  it('does not lose a service whose name has gone: it is listed, and not missing', async () => {
    feed.services = TEN;
    await bring();
    feed.services = [{ ...TEN[0], name: 'None' }, ...TEN.slice(1)];
    expect(await bring()).toMatchObject({ dropped: 1, missing: 0 });
    expect(tellings()).toContain('s0 name no-name');
  });

  it('is not taken to obey modified_after when it lists nothing whenever it is asked', async () => {
    feed.services = TEN;
    feed.trouble = (_, response, url) =>
      url.searchParams.has('modified_after') &&
      Boolean(response.end(JSON.stringify({ total_items: 0, total_pages: 0, contents: [] })));
    await bring();
    feed.services = TEN.map(one => ({ ...one, name: 'Renamed' }));
    expect(await bring()).toMatchObject({ changed: 10 });
  });
});

describe('a run that is stopped', () => {
  it('stays open, is gone on with by itself, and tells no fault of the feed', async () => {
    feed.services = Array.from({ length: 10 }, (_, index) => service(`s${index}`));
    feed.perPage = 3;
    const stop = new AbortController();
    feed.trouble = (_, __, url) => {
      if (url.searchParams.get('page') !== '3') return false;
      stop.abort();
      return true;
    };
    expect(await bring({ manners: { ...MANNERS, signal: stop.signal } })).toMatchObject({
      state: 'partly',
      read: 6,
      failedPages: 0,
      missing: 0,
    });
    expect(await rowsOf(`select state from directory_imports where ${ours}`)).toEqual([{ state: 'running' }]);
    feed.trouble = null;
    feed.requests.length = 0;
    expect(await runRequestedFeeds(database, MANNERS), 'it may only be slow').toBe(0);
    await asSuperuser(`update directory_imports set at = at - interval '20 minutes' where ${ours}`, [code]);
    await asSuperuser(`update directory_import_pages set at = at - interval '20 minutes'`);
    expect(await runRequestedFeeds(database, MANNERS)).toBe(1);
    const asked = feed.requests.flatMap(({ path }) => /^\/o\/services\?.*\bpage=(\d+)/.exec(path)?.[1] ?? []);
    expect(asked.slice(0, 2)).toEqual(['3', '4']);
    expect(
      await rowsOf(`select state, (counts->>'read')::int as read from directory_imports where ${ours}`),
    ).toEqual([{ state: 'done', read: 10 }]);
  });

  it('does not keep the feeds behind it from being fetched when it breaks by our own fault', async () => {
    feed.services = [service('s1')];
    await bring({}, { refreshHours: 24 });
    await bring({}, { code: 'behind', refreshHours: 24 });
    await asSuperuser(
      `update directory_sources set next_refresh_at = case code when 'behind' then '2026-03-09' else '2026-03-08' end::timestamptz
      where code in ($1, 'behind')`,
      [code],
    );
    await asSuperuser(`create function break_it() returns trigger language plpgsql as $f$ begin
      if new.source_id = (select id from directory_sources where code = '${code}') then raise exception 'broken here'; end if; return new; end $f$`);
    await asSuperuser(
      `create trigger break_it before insert on directory_imports for each row execute function break_it()`,
    );
    await expect(refreshDueFeeds(database, MANNERS)).rejects.toThrow('broken here');
    await asSuperuser('drop trigger break_it on directory_imports');
    expect(
      await asSuperuser(`select count(*)::int as n from directory_imports i join directory_sources d on d.id = i.source_id
        where d.code = 'behind' and i.via = 'schedule'`),
    ).toEqual([{ n: 1 }]);
  });
});

describe('a server that asks for time', () => {
  it.each([
    ['in seconds', '7200'],
    ['as a date', new Date(Date.now() + 7_200_000).toUTCString()],
  ])('is given it, %s: a page is not asked for again in the same run', async (_, retryAfter) => {
    feed.services = Array.from({ length: 6 }, (_, index) => service(`s${index}`));
    feed.perPage = 3;
    feed.trouble = (_, response, url) =>
      url.searchParams.get('page') === '2' &&
      Boolean(response.writeHead(429, { 'retry-after': retryAfter, date: new Date().toUTCString() }).end());
    expect(await bring()).toMatchObject({ state: 'partly', failedPages: 1, created: 3 });
    const asked = feed.requests.filter(({ path }) => /^\/o\/services\?.*\bpage=2/.test(path));
    expect(asked).toHaveLength(1);
  });

  it('is not waited for when the import is stopped meanwhile', async () => {
    feed.services = Array.from({ length: 6 }, (_, index) => service(`s${index}`));
    feed.perPage = 3;
    const stop = new AbortController();
    feed.trouble = (_, response, url) => {
      if (url.searchParams.get('page') !== '2') return false;
      response.writeHead(429, { 'retry-after': '50' }).end();
      setTimeout(() => stop.abort(), 100);
      return true;
    };
    expect(await bring({ manners: { ...MANNERS, signal: stop.signal } })).toMatchObject({ pages: 1 });
  });
});
