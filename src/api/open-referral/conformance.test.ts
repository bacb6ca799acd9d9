// Every answer fits the published schemas of Open Referral UK 3.0 and of HSDS 3.0 and 3.1 (guidance R1).
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { openStandard, RECORDS } from './conformance.fixture.ts';
import { addPublishedEntries, IDS } from './published.fixture.ts';

const test = await openTestApp();
const full = await openTestApp({ withDirectory: true });
const get = async (path: string, { app } = test) => {
  const answer = await app.inject({ method: 'GET', url: `/open-referral/v3${path}` });
  return { status: answer.statusCode, body: answer.json() };
};
const oruk = openStandard('oruk-3.0');
const hsds = [openStandard('hsds-3.0'), openStandard('hsds-3.1')];
const KINDS = Object.entries(RECORDS);

type Page = { readonly total_pages: number; readonly contents: readonly { readonly id: string }[] };

/** Paths to nulls, empty lists and empty objects: the standards want what is empty left out. */
function emptyIn(value: unknown, path = ''): string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value as object);
  return entries.length === 0 ? [path] : entries.flatMap(([key, inner]) => emptyIn(inner, `${path}/${key}`));
}

function expectFit(record: unknown, kind: string, what: string): void {
  // The shapes of nested records are those of the entity in HSDS, which asks no more of a row in a list.
  for (const standard of hsds) expect(standard(kind, record), what).toEqual([]);
  expect(oruk(kind, record), what).toEqual([]);
  expect(emptyIn(record), what).toEqual([]);
}

/** The list schemas of the UK describe a page, but for organisations, where they describe one of them. */
function expectPage(page: Page, kind: string, what: string): void {
  if (kind === 'organization')
    for (const one of page.contents) expect(oruk('organization_list', one), what).toEqual([]);
  else expect(oruk(`${kind}_list`, page), what).toEqual([]);
  for (const one of page.contents) expectFit(one, kind, `${what} ${one.id}`);
}

const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  services: ['', '?full=true', '?minimal=true'],
  service_at_locations: ['', '?full=true'],
  organizations: ['', '?full=true', '?full_service=true'],
  taxonomies: [''],
  taxonomy_terms: [''],
};

describe('entries with everything that can be said', () => {
  beforeAll(() => addPublishedEntries(test));

  it('the description names the standard, and where its own description is', async () => {
    for (const path of ['', '/']) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(oruk('api_details', body)).toEqual([]);
      expect(body).toMatchObject({ version: 'HSDS-UK-3.0' });
      expect(body.openapi_url).toMatch(/\/open-referral\/v3\/openapi\.json$/);
    }
  });

  it.each(KINDS)('%s: each list, and each record by its id', async (path, kind) => {
    for (const variant of VARIANTS[path] ?? []) {
      const { status, body } = await get(`/${path}${variant}`);
      expect(status).toBe(200);
      expect(body.contents.length).toBeGreaterThan(1);
      expectPage(body as Page, kind, `${path}${variant}`);
      for (const { id } of (body as Page).contents) {
        const one = await get(`/${path}/${id}`);
        expect(one.status, id).toBe(200);
        expect(one.body.id).toBe(id);
        expectFit(one.body, kind, `${path}/${id}`);
      }
    }
  });

  it('a service has its parts under their HSDS names, and what we know beyond the standard under our own', async () => {
    const { body } = await get(`/services/${IDS.esol}`);
    expect(body).toMatchObject({
      name: 'English classes',
      last_modified: '2026-03-01T09:00:00.250Z',
      footbridge_source_last_modified: '2020-01-01T00:00:00.000Z',
      assured_date: '2026-02-01',
      interpretation_services: 'Tigrinya by phone',
      minimum_age: 16,
      program: { id: IDS.program, name: 'Learning' },
      phones: [{ id: IDS.phone, number: '0113 496 0001', extension: 12, languages: [{ code: 'ar' }] }],
      languages: [{ code: 'ti', footbridge_by_interpreter: true }],
      cost_options: [{ amount: 2.5, currency: 'GBP' }],
      capacities: [{ available: 3, unit: { name: 'places' } }],
      footbridge_attending_sex: 'women',
      footbridge_creche: true,
      footbridge_remote: ['in_person', 'video'],
      footbridge_stages: ['arrival', 'awaiting_decision'],
    });
    expect(body.organization).toMatchObject({
      parent_organization_id: IDS.council,
      website: 'https://college.example.org/%C3%A9%20t',
      organization_identifiers: [{ identifier_scheme: 'GB-CHC', identifier: '1234567' }],
    });
    expect(body.service_at_locations).toMatchObject([
      {
        id: IDS.esolAtHall,
        schedules: [
          { byday: 'MO,WE', opens_at: '10:00', closes_at: '12:00', footbridge_timezone: 'Europe/London' },
        ],
        location: {
          latitude: 53.8,
          addresses: [
            { address_1: '1 High Street', city: 'Leeds', state_province: '', postal_code: 'LS1 1AA' },
          ],
          accessibility: [{ description: 'A ramp' }],
        },
      },
    ]);
    expect(body.metadata).toMatchObject([{ field_name: 'description', updated_by: 'Leeds Open Data' }]);
    expect(body.metadata).toHaveLength(1);
  });

  it('a term that we and the source gave stands once, as the source has it', async () => {
    const { body } = await get(`/services/${IDS.esol}`);
    expect(body.attributes).toHaveLength(1);
    expect(body.attributes[0]).toMatchObject({
      taxonomy_term_id: IDS.childTerm,
      taxonomy_term: { code: 'esol', parent_id: IDS.parentTerm, taxonomy_id: IDS.taxonomy },
    });
  });

  it('unknown is left out, never false or null', async () => {
    const { body } = await get(`/services/${IDS.walking}`);
    for (const name of ['footbridge_creche', 'footbridge_asks_status', 'maximum_age', 'assured_date', 'url'])
      expect(Object.keys(body), name).not.toContain(name);
  });

  it('every service and organisation names its source, licence and attribution', async () => {
    for (const path of ['services', 'organizations'])
      for (const one of (await get(`/${path}`)).body.contents)
        expect(one.footbridge_source).toMatchObject({
          publisher: 'Leeds Open Data',
          licence: 'Open Government Licence v3.0',
          attribution: expect.stringContaining('Open Government'),
        });
  });

  it('what cannot be used as an address of the web is left out', async () => {
    const { body } = await get(`/organizations/${IDS.council}`);
    expect(body).toMatchObject({ name: 'Example Council', description: 'No description is given.' });
    expect(Object.keys(body)).not.toContain('website');
  });

  it('a list of terms without a taxonomy of their own has one made of its name', async () => {
    const { body } = await get(`/taxonomy_terms/${IDS.otherTerm}`);
    expect(body.taxonomy_detail).toMatchObject({ name: 'Nameless list' });
    expect((await get(`/taxonomies/${body.taxonomy_id}`)).body).toMatchObject({ name: 'Nameless list' });
  });

  it('an organisation by id lists its services, whole when asked', async () => {
    const named = (await get(`/organizations/${IDS.college}`)).body;
    expect(named.services.map(({ id }: { id: string }) => id)).toEqual([IDS.esol, IDS.ended]);
    expect(named.services[0].phones).toBeUndefined();
    expect(named.locations).toMatchObject([{ id: IDS.hall }]);
    const whole = (await get(`/organizations/${IDS.college}?full_service=true`)).body;
    expect(whole.services[0].phones).toHaveLength(1);
  });
});

describe('the directory that comes with the product', () => {
  beforeAll(() => addPublishedEntries(full));

  it.each(KINDS)('%s: pages from its beginning, middle and end', { timeout: 60_000 }, async (path, kind) => {
    const parts = VARIANTS[path]?.includes('?full=true') ? 'full=true&' : '';
    const list = async (page: number) =>
      (await get(`/${path}?${parts}per_page=100&page=${page}`, full)).body as Page;
    const { total_pages: pages } = await list(1);
    expect(pages > 100).toBe(kind !== 'taxonomy' && kind !== 'taxonomy_term');
    for (const page of new Set([1, Math.ceil(pages / 2), pages]))
      expectPage(await list(page), kind, `${path} ${page}`);
  });
});
