// The whole demonstration directory, published: it can be paged through, whole and quickly enough to harvest.
import { beforeAll, describe, expect, it } from 'vitest';
import { importDirectory } from '#directory';
import { openTestApp } from '../../../test/app.ts';

const { app, database } = await openTestApp();
const get = (path: string) => app.inject({ method: 'GET', url: `/open-referral/v3${path}` });

beforeAll(async () => {
  const imported = await importDirectory(database, { kind: 'demonstration' });
  expect(imported.ok).toBe(true);
}, 120_000);

it.each([
  '/services',
  '/services?full=true',
  '/services?page=300',
  '/services?per_page=1000&full=true',
  '/services?minimal=true',
  '/services?format=ndjson&full=true',
  '/service_at_locations?full=true',
  '/service_at_locations?postcode=SW17+0NB&proximity=2000',
  '/organizations?full_service=true',
  '/taxonomies',
  '/taxonomy_terms',
  '/services?search=tooting',
  '/services?day=MO',
  '/services?postcode=M1&per_page=2',
  '/openapi.json',
  '/',
])(
  '%s',
  async path => {
    await get(path);
    const t = performance.now();
    const a = await get(path);
    console.log(
      path,
      a.statusCode,
      a.body.length,
      Math.round(performance.now() - t),
      'ms',
      a.body.slice(0, 150),
    );
    expect(a.statusCode).toBe(200);
  },
  60000,
);
it('prints', async () => {
  console.log(JSON.stringify((await get('/services?full=true&per_page=2&search=refugee')).json(), null, 1));
  console.log(
    (await get('/services?nope=1')).body,
    (await get('/services/x')).body,
    (await get('/nope')).body,
    JSON.stringify((await get('/services')).headers),
  );
});
describe.skip('x', () => {});
