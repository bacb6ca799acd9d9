// Feeds that nobody prepared: whatever records and answers they send, the good ones come in, twice is as once, and the run ends.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import { brokenService, brokenText } from './broken-feed.fixture.ts';
import { type FeedServer, serveFeed, service } from './feed-server.fixture.ts';
import { type FeedCounts, importFeed } from './import-feed.ts';

const { database, asSuperuser } = await openTestDatabase();
const MANNERS = { pauseMs: 0, timeoutMs: 2000, attempts: 1, largestBytes: 400_000 };
/** Six services may have many long texts. */
const ROOMY = { ...MANNERS, largestBytes: 20_000_000 };
let code = '';
let runs = 0;
let feed: FeedServer;
const problems: RecordProblem[] = [];

beforeEach(async () => {
  feed = await serveFeed([]);
  code = `broken-${runs++}`;
});

async function bring(manners = MANNERS): Promise<FeedCounts | string> {
  problems.length = 0;
  const outcome = await importFeed(database, {
    source: { code, url: feed.url, allowPrivate: true },
    via: 'command',
    whole: true,
    manners,
    report: problem => problems.push(problem),
  });
  return outcome.ok ? outcome.value : outcome.reason;
}
const noted = async () =>
  (await asSuperuser<{ n: number }>('select count(*)::int as n from directory_changes'))[0]?.n;
const GOOD = service('the good one');

/** Sends a body as it is, for the list of services; other lists are not there. */
const send = (body: (page: string) => Buffer | string, headers: Record<string, string> = {}): void => {
  feed.trouble = (_, response, url) => {
    if (url.pathname !== '/o/services') return Boolean(response.writeHead(404).end());
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    return Boolean(response.end(body(url.searchParams.get('page') ?? '1')));
  };
};
const envelope = (contents: unknown, more = {}): string =>
  JSON.stringify({ total_pages: 1, page_number: 1, last_page: true, contents, ...more });
const empty = envelope([]);

describe('records as broken as can be', () => {
  it('never stop the one that is well, are told when they are lost, and change nothing when they come again', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(brokenService, { maxLength: 6 }), async broken => {
        code = `broken-${runs++}`;
        const good = service(code);
        send(page => (page === '1' ? envelope([...broken, good]) : empty));
        const first = await bring(ROOMY);
        if (typeof first === 'string') throw new Error(first);
        expect(first.read).toBe(broken.length + 1);
        expect(first.created + first.dropped + first.merged + first.elsewhere).toBe(first.read);
        expect(problems.filter(({ reason }) => LOST.has(reason)).length).toBeGreaterThanOrEqual(
          first.dropped,
        );
        const found = await asSuperuser('select 1 from directory_services where original_id = $1', [code]);
        expect(found).toHaveLength(1);
        const before = await noted();
        const again = await bring(ROOMY);
        expect(again).toMatchObject({ created: 0, changed: 0, missing: 0, dropped: first.dropped });
        expect(await noted()).toBe(before);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 15), endOnFailure: true },
    );
  });
  const LOST = new Set(['not-a-record', 'no-identifier', 'no-name', 'not-storable']);

  it('with parents in a circle come in, and the circle is told', async () => {
    const of = (id: string, parent: string) =>
      service(id, { organization: { id: `org ${id}`, name: id, parent_organization_id: `org ${parent}` } });
    send(page => (page === '1' ? envelope([of('a', 'b'), of('b', 'c'), of('c', 'a'), of('d', 'd')]) : empty));
    expect(await bring()).toMatchObject({ created: 4 });
    expect(problems.filter(({ reason }) => reason === 'parents-in-a-circle')).toHaveLength(2);
    expect(await bring()).toMatchObject({ created: 0, changed: 0 });
  });
});

describe('answers as broken as can be', () => {
  const list = envelope([GOOD]);
  const taken = async () => {
    const counts = await bring();
    expect(counts).toMatchObject({ state: expect.stringMatching(/^(?:done|not-changed)$/), read: 1 });
  };

  it.each<[string, Buffer | string, Record<string, string>?]>([
    ['with a byte order mark', `\ufeff${list}`],
    ['in UTF-16', Buffer.from(`\ufeff${list}`, 'utf16le')],
    ['in UTF-16, the other end first', Buffer.from(`\ufeff${list}`, 'utf16le').swap16()],
    ['in the code page of Windows', Buffer.from(envelope([{ ...GOOD, name: 'Café' }]), 'latin1')],
    ['as text/html', list, { 'content-type': 'text/html; charset=iso-8859-1' }],
    ['one record a line', `${JSON.stringify(GOOD)}\nnot json\n`],
    ['compressed', gzipSync(list), { 'content-encoding': 'gzip' }],
    ['compressed, and said in capitals', gzipSync(list), { 'content-encoding': 'GZIP' }],
    ['with total_pages that lies upwards', envelope([GOOD], { total_pages: 9_999_999, last_page: false })],
    ['with total_pages that is no number', envelope([GOOD], { total_pages: 'many' })],
  ])('are read %s', async (_, body, headers) => {
    send(page => (page === '1' ? body : empty), headers);
    if (typeof body === 'string' && body.includes('not json'))
      expect(await bring()).toMatchObject({ read: 2, dropped: 1 });
    else await taken();
  });

  it.each<[string, Buffer | string, Record<string, string>?]>([
    ['cut off', list.slice(0, -30)],
    ['nested without end', `{"contents":${'['.repeat(200_000)}`],
    ['a bomb', gzipSync(Buffer.alloc(40_000_000, 32)), { 'content-encoding': 'gzip' }],
    ['compressed with nothing of the kind', list, { 'content-encoding': 'gzip' }],
    ['an error in the shape of a page', '{"error":"quota"}'],
    ['nothing', ''],
    ['a number', '7'],
  ])('are given up, and keep what is here: %s', async (_, body, headers) => {
    send(page => (page === '1' ? list : empty));
    await taken();
    const known = GOOD.id;
    send(() => body, headers);
    const counts = await bring();
    if (typeof counts !== 'string') expect(['failed', 'partly']).toContain(counts.state);
    const rows = await asSuperuser<{ missing: boolean }>(
      `select missing_since is not null as missing from directory_services s join directory_sources d on d.id = s.source_id
        where d.code = $1 and original_id = $2`,
      [code, known],
    );
    expect(rows).toEqual([{ missing: false }]);
  });

  it('never stop the run: any text at all', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(brokenText, brokenText, async (head, tail) => {
        code = `broken-${runs++}`;
        send(page => (page === '1' ? `${head}${list}${tail}` : head));
        const counts = await bring();
        expect(['string', 'object']).toContain(typeof counts);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 10), endOnFailure: true },
    );
  });

  it('may change while they are read: what moves from page to page is taken once', async () => {
    const all = Array.from({ length: 12 }, (_, index) => service(`m${index}`));
    send(page => {
      const at = Number(page) - 1;
      // Something new is listed first after each page, so that the last of each page comes again on the next.
      const now = [...Array.from({ length: at }, (_, n) => service(`new${n}`)), ...all];
      return envelope(now.slice(at * 4, at * 4 + 4), { total_pages: 4, last_page: false });
    });
    const counts = await bring();
    expect(counts).toMatchObject({ dropped: 0, missing: 0 });
    const rows = await asSuperuser<{ n: number }>(
      `select count(*)::int as n from directory_services where original_id like 'm%' and source_id = (select id from directory_sources where code = $1)`,
      [code],
    );
    expect(rows).toEqual([{ n: 12 }]);
  });

  it('that never end are ended', async () => {
    let page = 0;
    send(() => envelope([service(`s${page++}`)], { total_pages: null, last_page: false }));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1500);
    const outcome = await importFeed(database, {
      source: { code, url: feed.url, allowPrivate: true },
      via: 'command',
      manners: { ...MANNERS, signal: stop.signal },
    });
    expect(outcome).toMatchObject({ ok: true, value: { state: 'partly', missing: 0 } });
  });
});
