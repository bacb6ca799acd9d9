// Servers that are broken, endless, huge, slow or hostile: the check ends, says why, and is not led to private addresses.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { pageOf, SERVICE, serveGoodFeed } from './good-feed.fixture.ts';
import { type CheckOptions, checkOpenReferral, reportOf, type Verdict } from './index.ts';
import { type Feed, serveFeed } from './serve.fixture.ts';

const feeds: Feed[] = [];
afterEach(async () => {
  await Promise.all(feeds.splice(0).map(feed => feed.close()));
});
async function keep(serving: Promise<Feed>): Promise<Feed> {
  const feed = await serving;
  feeds.push(feed);
  return feed;
}
const checkFeed = async (serving: Promise<Feed>, options: CheckOptions = {}): Promise<Verdict> =>
  checkOpenReferral((await keep(serving)).url, options);
const foundAt = (verdict: Verdict, rule: string): string | undefined =>
  verdict.findings.find(one => one.rule === rule)?.says;

describe('what cannot be checked', () => {
  test.each(['ftp://example.org', 'example.org', '', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'an address that is none: %s',
    async url => {
      expect(await checkOpenReferral(url)).toMatchObject({
        outcome: 'cannot-check',
        because: 'The address must begin with http:// or https://.',
        requests: 0,
      });
    },
  );

  test('nobody answers', async () => {
    const feed = await serveGoodFeed();
    await feed.close();
    const verdict = await checkOpenReferral(feed.url);
    expect(verdict).toMatchObject({ outcome: 'cannot-check', official: null, strict: null });
    expect(verdict.because).toBe(`${feed.url}/ cannot be checked: there is no answer.`);
    expect(reportOf(verdict)).toContain('Cannot be checked.');
  });

  test('an ordinary web page', async () => {
    const page = serveFeed(() => ({
      body: '<!doctype html><title>Hello</title>',
      headers: { 'content-type': 'text/html' },
    }));
    const verdict = await checkFeed(page);
    expect(verdict.outcome).toBe('cannot-check');
    expect(verdict.because).toContain(
      'is no Open Referral feed: / tells no version, and at /services the answer is not JSON.',
    );
  });

  test('a feed that goes away in the middle: no verdict on half a feed', async () => {
    let answers = 0;
    const feed = serveGoodFeed({
      instead: (_, response) => {
        answers += 1;
        if (answers < 12) return null;
        response.destroy();
        return 'written';
      },
    });
    const verdict = await checkFeed(feed);
    expect(verdict).toMatchObject({ outcome: 'cannot-check', official: null, strict: null });
    expect(verdict.because).toMatch(/^The feed stopped answering.* after 15 requests/);
    expect(verdict.requests).toBe(15);
  });
});

describe('bounds', () => {
  test('an answer that is too large, also one that unpacks to too much', async () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000, 32));
    expect(bomb.length).toBeLessThan(10_000);
    const feed = serveGoodFeed({
      instead: ({ path }, response) => {
        if (path === '/taxonomies') {
          response
            .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
            .end(bomb);
          return 'written';
        }
        return path === '/taxonomy_terms' ? { body: ' '.repeat(3_000_000) } : null;
      },
    });
    const verdict = await checkFeed(feed, { mostBytes: 1_000_000 });
    const large = verdict.findings
      .filter(one => one.says === 'the answer is too large')
      .map(one => one.endpoint);
    expect(large).toEqual(['/taxonomies', '/taxonomy_terms']);
  });

  test('an honest packed answer is read', async () => {
    const feed = serveGoodFeed({
      instead: ({ path, query }, response) => {
        if (path !== '/taxonomies' || query.get('page') !== '1') return null;
        const row = { id: SERVICE(1), name: 'Kinds', description: 'Kinds' };
        const packed = gzipSync(JSON.stringify(pageOf([row], 1, 5)));
        response
          .writeHead(200, {
            'content-type': 'application/json',
            'content-encoding': 'gzip',
            'access-control-allow-origin': '*',
          })
          .end(packed);
        return 'written';
      },
    });
    const verdict = await checkFeed(feed);
    expect(verdict.endpoints.find(one => one.endpoint === '/taxonomies')).toMatchObject({ listed: 1 });
  });

  test('an answer that never ends', async () => {
    const feed = serveGoodFeed({
      instead: ({ path }, response) => {
        if (path !== '/organizations') return null;
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"contents": [');
        return 'written';
      },
    });
    const verdict = await checkFeed(feed, { timeoutMs: 1_500 });
    expect(foundAt(verdict, 'no-answer')).toBe('the answer took too long');
    expect(verdict.outcome).toBe('pass');
  });

  test('pages without end: a budget of requests ends it, without a verdict', async () => {
    let served = 0;
    const feed = serveGoodFeed({
      instead: ({ path, query }) => {
        if (path !== '/services') return null;
        served += 1;
        const rows = Array.from({ length: 5 }, (_, n) => ({
          id: SERVICE(served * 10 + n),
          name: 'A',
          status: 'active',
        }));
        const page = Number(query.get('page'));
        return {
          body: {
            ...pageOf(rows, 1, 5),
            total_pages: 1e9,
            total_items: 5e9,
            page_number: page,
            last_page: false,
            first_page: page === 1,
          },
        };
      },
    });
    const verdict = await checkFeed(feed, { mostRequests: 60 });
    expect(verdict.outcome).toBe('cannot-check');
    expect(verdict.requests).toBe(60);
  });

  test('a list that says nothing of its length and repeats its only page is left at once', async () => {
    const rows = [1, 2, 3].map(n => ({ id: SERVICE(n), name: `N ${n}`, status: 'active' }));
    const feed = await keep(
      serveGoodFeed({ instead: ({ path }) => (path === '/services' ? { body: { contents: rows } } : null) }),
    );
    const verdict = await checkOpenReferral(feed.url);
    expect(foundAt(verdict, 'repeated-page')).toBe('a page repeats the page before it');
    expect(feed.asked.filter(one => one.startsWith('/services?page=')).length).toBeLessThan(8);
  });

  test('busy is waited for, as long as Retry-After says', async () => {
    let busy = 0;
    const feed = serveGoodFeed({
      instead: ({ path }) => {
        if (path !== '/taxonomies' || busy >= 2) return null;
        busy += 1;
        return { status: busy === 1 ? 429 : 503, headers: { 'retry-after': '0' }, body: {} };
      },
    });
    const verdict = await checkFeed(feed, { strict: true });
    expect(busy).toBe(2);
    expect(verdict.outcome).toBe('pass');
  });
});

describe('redirects', () => {
  const redirecting = (location: string, from = '/taxonomies') =>
    serveGoodFeed({
      instead: ({ path }) => (path === from ? { status: 302, headers: { location }, body: {} } : null),
    });

  test('on this machine are followed when the feed itself is on it', async () => {
    const other = await keep(
      serveFeed(() => ({ body: pageOf([{ id: SERVICE(1), name: 'A', description: 'B' }], 1, 5) })),
    );
    const verdict = await checkFeed(redirecting(other.url));
    expect(other.asked.length).toBeGreaterThan(0);
    expect(verdict.endpoints.find(one => one.endpoint === '/taxonomies')).toMatchObject({ listed: 1 });
  });

  test.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.168.1.1/',
    'http://[fd00::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x0a000001/',
    'file:///etc/passwd',
    'gopher://10.0.0.1/',
  ])('to %s are not followed', async location => {
    const verdict = await checkFeed(redirecting(location));
    expect(verdict.findings.find(one => one.rule === 'no-answer')).toMatchObject({
      endpoint: '/taxonomies',
      says: 'it redirects to a private address, which was not followed',
    });
  });

  test('in a circle end', async () => {
    const verdict = await checkFeed(redirecting('/taxonomies'));
    expect(foundAt(verdict, 'no-answer')).toBe('it redirects again and again');
  });
});

describe('hostile contents', () => {
  test('words of a feed cannot steer the terminal or flood the report', async () => {
    const nasty = `\u001b[2J\u001b]0;owned\u0007\u202e${'x'.repeat(5_000)}`;
    const feed = serveGoodFeed({
      instead: ({ path }) => {
        if (path === '/')
          return { body: { version: nasty, profile: 'https://a.example', openapi_url: 'https://a.example' } };
        return path === '/taxonomies' ? { body: pageOf([{ id: nasty, name: 1 }], 1, 5) } : null;
      },
    });
    const verdict = await checkFeed(feed);
    const text = reportOf(verdict) + JSON.stringify(verdict);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(
      reportOf(verdict)
        .split('\n')
        .every(line => line.length < 1_000),
    ).toBe(true);
    expect(verdict.findings.some(one => one.endpoint === '/taxonomies')).toBe(true);
  });

  test('ids that are paths stay one part of a path', async () => {
    const feed = await keep(
      serveGoodFeed({
        instead: ({ path }) =>
          path === '/taxonomies'
            ? { body: pageOf([{ id: '../services?x=#y', name: 'A', description: 'B' }], 1, 5) }
            : null,
      }),
    );
    await checkOpenReferral(feed.url);
    expect(feed.asked).toContain('/taxonomies/..%2Fservices%3Fx%3D%23y');
  });

  test.each([
    ['null', null],
    ['a number', 7],
    ['a list of nulls', { contents: [null, 1, 'a', []], total_pages: 1, total_items: 4 }],
    ['contents that are no list', { contents: { 0: 'a' } }],
    ['a million empty records', { contents: Array.from({ length: 1_000_000 }, () => ({})), total_pages: 1 }],
    ['deep nesting', JSON.parse(`${'{"contents":['.repeat(2_000)}${']}'.repeat(2_000)}`) as unknown],
    [
      'keys of objects themselves',
      JSON.parse('{"contents":[{"__proto__":{"id":"x"},"constructor":1}],"total_pages":1}') as unknown,
    ],
  ])('an answer of %s is a finding and no crash', async (_, body) => {
    const verdict = await checkFeed(
      serveGoodFeed({ instead: ({ path }) => (path === '/services' ? { body } : null) }),
    );
    expect(verdict.outcome).toBe('fail');
    expect(verdict.findings.some(one => one.endpoint === '/services')).toBe(true);
  });

  test('whatever JSON a feed answers with, the check comes to an end and a verdict', async () => {
    const page = fc.record({ contents: fc.array(fc.jsonValue(), { maxLength: 4 }), total_pages: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), page, async (record, list) => {
        const feed = await serveGoodFeed({
          instead: ({ path }) => ({ body: /^\/\w+$/.test(path) ? list : record }),
        });
        const verdict = await checkOpenReferral(feed.url).finally(() => feed.close());
        expect(verdict.outcome).toMatch(/^(fail|cannot-check)$/);
        expect(reportOf(verdict)).toContain('Open Referral check of');
      }),
      { numRuns: 25 },
    );
  });

  test('a feed under a path, whose own address has no slash at its end', async () => {
    const feed = await keep(
      serveGoodFeed({
        under: '/open-referral/v3',
        instead: ({ path }) => (path === '/' ? { status: 404, body: {} } : null),
      }),
    );
    for (const url of [`${feed.url}/open-referral/v3`, `${feed.url}/open-referral/v3/`])
      expect(await checkOpenReferral(url)).toMatchObject({ standard: 'oruk-3.0', strict: 'pass' });
  });

  test('a key in the query of the address is sent along and not printed', async () => {
    const feed = await keep(serveGoodFeed());
    const verdict = await checkOpenReferral(`${feed.url}/?key=s3cret`);
    expect(feed.asked.every(one => one.includes('key=s3cret'))).toBe(true);
    expect(reportOf(verdict) + JSON.stringify(verdict)).not.toContain('s3cret');
    expect(verdict.strict).toBe('pass');
  });
});
