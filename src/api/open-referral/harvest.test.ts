// How the published directory is fetched: pages, lines, queries by POST, other sites' pages, caches, and limits.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { openTestApp } from '../../../test/app.ts';

const { app, asSuperuser, browse } = await openTestApp({ withDirectory: true });
const BASE = '/open-referral/v3';
const get = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url: `${BASE}${path}`, headers });
const post = (path: string, payload: unknown, type = 'application/json') =>
  app.inject({
    method: 'POST',
    url: `${BASE}${path}`,
    headers: { 'content-type': type },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

const LISTS = ['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms'];

const total = async (path: string): Promise<number> => (await get(`/${path}?per_page=1`)).json().total_items;

describe('pages', () => {
  it.each(LISTS)(
    'of %s show each entry once, with exact totals and flags',
    { timeout: 60_000 },
    async list => {
      const seen = new Set<string>();
      let items = 0;
      for (let page = 1, pages = 1; page <= pages; page++) {
        const body = (await get(`/${list}?per_page=1000&page=${page}`)).json();
        pages = body.total_pages;
        expect(body).toMatchObject({
          page_number: page,
          size: body.contents.length,
          first_page: page === 1,
          last_page: page === pages,
          empty: false,
        });
        if (page < pages) expect(body.size).toBe(1000);
        for (const { id } of body.contents) seen.add(id);
        items += body.size;
        expect(pages).toBe(Math.ceil(body.total_items / 1000));
        if (page === pages) expect(body.total_items).toBe(items);
      }
      expect(seen.size).toBe(items);
    },
  );

  it('hold every service of the demonstration that may be shown', async () => {
    const [row] = await asSuperuser<{ shown: number }>(
      'select count(*)::int as shown from directory_services where left_out is null and replaced_by is null',
    );
    expect(row?.shown).toBeGreaterThan(15_000);
    expect(await total('services')).toBe(row?.shown);
  });

  it('after the last are empty and repeat nothing', async () => {
    const body = (await get('/services?page=9999')).json();
    expect(body).toMatchObject({
      page_number: 9999,
      size: 0,
      first_page: false,
      last_page: true,
      empty: true,
      contents: [],
    });
    expect(body.total_items).toBe(await total('services'));
  });

  it('of nothing are one, the first and the last', async () => {
    expect((await get('/services?search=zzzzqqqq')).json()).toMatchObject({
      total_items: 0,
      total_pages: 1,
      first_page: true,
      last_page: true,
      empty: true,
    });
  });
});

describe('lines', () => {
  it('hold what the pages hold, in their order', { timeout: 60_000 }, async () => {
    const answer = await get('/services?format=ndjson&search=london');
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    const lines = answer.body.trimEnd().split('\n');
    const { total_items, contents } = (await get('/services?search=london&per_page=1000')).json();
    expect(total_items).toBeGreaterThan(300);
    expect(lines).toHaveLength(total_items);
    expect(lines.slice(0, 1000).map(line => JSON.parse(line))).toEqual(contents);
  });

  it('come compressed to whoever takes that', async () => {
    const answer = await get('/taxonomy_terms?format=ndjson', { 'accept-encoding': 'br, gzip' });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.rawPayload).toString()).toBe((await get('/taxonomy_terms?format=ndjson')).body);
  });

  it('may be asked for by name only', async () => {
    const answer = await app.inject({ method: 'HEAD', url: `${BASE}/services?format=ndjson` });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
  });
});

describe('a query by POST', () => {
  it.each(LISTS)('of %s answers as the same by GET, and no cache keeps it', async list => {
    const asked = await post(`/${list}`, { search: 'a', per_page: 3, page: 2 });
    expect(asked.statusCode).toBe(200);
    expect(asked.json()).toEqual((await get(`/${list}?search=a&per_page=3&page=2`)).json());
    expect(asked.headers['cache-control']).toBe('no-store');
    expect(asked.headers.etag).toBeUndefined();
  });

  it('may be a form, or nothing at all', async () => {
    const form = await post('/services', 'search=tooting', 'application/x-www-form-urlencoded');
    expect(form.json().total_items).toBe((await get('/services?search=tooting')).json().total_items);
    expect((await app.inject({ method: 'POST', url: `${BASE}/services` })).statusCode).toBe(200);
  });

  it.each([
    '{',
    '[]',
    '1',
    '"x"',
    'null',
    '{"page":{"a":1}}',
    '{"page":[1]}',
    '{"__proto__":{"page":1}}',
    '{"nope":1}',
  ])('that is %s is refused', async body => {
    const answer = await post('/services', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ status: 400, detail: expect.any(String) });
  });

  it('that is too long or of another kind is refused in JSON', async () => {
    expect((await post('/services', { search: 'x'.repeat(20_000) })).statusCode).toBe(413);
    const other = await post('/services', '<x/>', 'application/xml');
    expect([other.statusCode, other.json().status]).toEqual([415, 415]);
  });
});

describe('pages of other sites', () => {
  const PATHS = ['/', '/services', '/services/x', '/no/such', '/services?page=0', '/openapi.json'];

  it.each(PATHS)('%s may be read by them, without any cookie', async path => {
    const { headers } = await get(path, { origin: 'https://elsewhere.example' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
  });

  it('are told before they send a query that they may', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: `${BASE}/services`,
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-allow-methods']).toContain('POST');
    expect(answer.headers['access-control-allow-headers']).toContain('Content-Type');
  });

  it('are told nothing of the kind about anything else here', async () => {
    for (const url of ['/sign-in', '/health', '/fhir/R4/metadata', '/directory']) {
      const { headers } = await app.inject({ method: 'GET', url });
      expect(headers['access-control-allow-origin'], url).toBeUndefined();
      expect(headers['cache-control'], url).toBe('no-store');
    }
    expect(routes.filter(({ published }) => published).length).toBeGreaterThan(15);
    for (const { path, published, who } of routes)
      expect(published === true, path).toBe(path.startsWith('/open-referral/') && who === 'anyone');
  });

  it('and whoever is signed in here get the same', async () => {
    const { ACTORS } = await import('../../../test/testing.ts');
    const browser = await browse(ACTORS.north.linkWorker);
    await browser.goTo(`${BASE}/services?per_page=1`);
    expect(browser.html).toBe((await get('/services?per_page=1')).body);
  });
});

describe('caches', () => {
  it('keep an answer for a minute, and learn by its tag that it is still so', async () => {
    const first = await get('/services?per_page=2');
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    const etag = String(first.headers.etag);
    const again = await get('/services?per_page=2', { 'if-none-match': `"x", ${etag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(again.headers.etag).toBe(etag);
    await asSuperuser(`update directory_services set alert = 'Closed today' where id = $1`, [
      first.json().contents[1].id,
    ]);
    expect((await get('/services?per_page=2', { 'if-none-match': etag })).statusCode).toBe(200);
  });

  it('keep no refusal', async () => {
    for (const path of ['/services/x', '/services?page=0'])
      expect((await get(path)).headers['cache-control']).toBe('no-store');
  });

  it('HEAD has the headers of GET', async () => {
    const head = await app.inject({ method: 'HEAD', url: `${BASE}/taxonomies` });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(head.headers.etag).toBe((await get('/taxonomies')).headers.etag);
  });

  it('get less to carry when they take gzip', async () => {
    const plain = await get('/services');
    const zipped = await get('/services', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
    expect(zipped.rawPayload.length * 3).toBeLessThan(plain.rawPayload.length);
    expect(zipped.headers.vary).toContain('Accept-Encoding');
    expect(
      (await get('/services', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding'],
    ).toBeUndefined();
  });
});

it('an id that is nobody’s, or none at all, is not there, in JSON', async () => {
  for (const list of LISTS)
    for (const id of ['01890000-0000-7000-8000-00000000dead', 'not-an-id', '%00']) {
      const answer = await get(`/${list}/${id}`);
      expect(answer.statusCode, `${list}/${id}`).toBe(404);
      expect(answer.json()).toMatchObject({ status: 404, detail: expect.any(String) });
    }
});
