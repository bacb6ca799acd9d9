// What an importer must do with records as live feeds send them: one test for each rule (docs/open-referral-import.md lists them).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import { loadService, searchServices } from '../index.ts';
import { loadSourceProblems } from '../sources/list-sources.ts';
import { serveFeed, service } from './feed-server.fixture.ts';
import { importFeed } from './import-feed.ts';
import { importFile } from './import-file.ts';
import { importTable } from './runs/import-table.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-live-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function bring(records: readonly object[], code = `live-${files}`) {
  const file = join(folder, `${files++}.json`);
  writeFileSync(file, JSON.stringify({ contents: records }));
  return bringFile(file, code);
}
async function bringFile(file: string, code: string, mappingFile?: string) {
  const problems: RecordProblem[] = [];
  const report = (one: RecordProblem) => problems.push(one);
  const outcome = await importFile(database, { source: { code }, file, mappingFile, report });
  if (!outcome.ok) throw new Error(outcome.reason);
  return {
    code,
    counts: outcome.value,
    told: problems.map(({ record, field, reason }) => `${record} ${field} ${reason}`),
  };
}
const one = async <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
  (await asSuperuser<Row>(text, values))[0];
const columns = (code: string, names: string) =>
  one(
    `select ${names} from directory_services s where source_id = (select id from directory_sources where code = $1)`,
    code,
  );

describe('what means nothing counts as missing, and is told', () => {
  it.each<[string, unknown, string]>([
    ['minimum_age', -1, 'placeholder'],
    ['maximum_age', 0, 'placeholder'],
    ['maximum_age', 'N/A', 'placeholder'],
    ['maximum_age', 999, 'placeholder'],
    ['eligibility_description', 'None', 'placeholder'],
    ['fees', 'N/A', 'placeholder'],
    ['wait_time', '-1', 'placeholder'],
    ['url', 'http://www.example.com', 'placeholder'],
    ['url', 'None', 'placeholder'],
    ['email', 'Unknown-4711@noemail.invalid', 'placeholder'],
    ['email', false, 'placeholder'],
    ['email', true, 'not-text'],
    ['assured_date', '1970-01-01', 'placeholder'],
    ['assured_date', '1969-12-31T23:59:59', 'placeholder'],
  ])('%s %j', async (field, value, reason) => {
    const { code, told } = await bring([service('s', { [field]: value })]);
    expect(told).toContain(`s ${field} ${reason}`);
    expect(await columns(code, field)).toEqual({ [field]: null });
  });

  it('a point at 0, 0, an address, a phone, a contact, a language and an identifier without content', async () => {
    const { told } = await bring([
      service('s', {
        phones: [{ id: 'p', description: 'Ask at the desk' }],
        contacts: [{ id: 'c', title: 'N/A' }],
        // As Open Referral UK 3.0 has it, without name and code.
        languages: [{ id: '2989d3ed-c547-48f8-8f9d-432d81c7892e' }, { id: 'o', name: 'Other' }],
        organization: { id: 'o', name: 'House', organization_identifiers: [{ id: 'i', identifier: '-' }] },
        service_at_locations: [
          {
            location: {
              id: 'l',
              latitude: 0,
              longitude: 0,
              addresses: [{ id: 'a', address_1: '.', country: 'GB' }],
            },
          },
        ],
      }),
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        's phones[0] says-nothing',
        's contacts[0] says-nothing',
        's languages[0] says-nothing',
        's languages[1] names-no-language',
        's organization.organization_identifiers[0] says-nothing',
        's service_at_locations[0].location.latitude placeholder',
        's service_at_locations[0].location.addresses[0] says-nothing',
      ]),
    );
  });
});

describe('prose', () => {
  it('loses its markup and keeps its words, escaped once or twice', async () => {
    const { code } = await bring([
      service('s', {
        description:
          '<h2>Drop&#8209;in</h2><p onclick="alert(1)">Mon &ndash; Fri &bull; caf&eacute;, &ldquo;all welcome&rdquo;</p><ul><li>Tea</li></ul><script>alert(2)</script>',
        fees_description: '&lt;p&gt;Free&lt;script&gt;alert(3)&lt;/script&gt;&lt;/p&gt;',
        application_process: 'Write to <info@house.org.uk> or see <https://house.org.uk/join>',
      }),
    ]);
    expect(await columns(code, 'description, fees_description, application_process')).toEqual({
      description: 'Drop‑in\n\nMon – Fri • café, “all welcome”\n\n• Tea',
      fees_description: 'Free',
      application_process: 'Write to info@house.org.uk or see https://house.org.uk/join',
    });
  });

  it('gives its phone numbers up with their labels, also without an identifier', async () => {
    const { code } = await bring([
      service('s', {
        phones: [
          { number: '0114 273 4567 (Pest Control) - 0114 273 4680 (Private Housing)' },
          { number: 'Samaritans 116 123' },
          '+44 (0)114 496 0009',
        ],
      }),
    ]);
    const rows = await asSuperuser(
      `select p.number, p.description from directory_phones p join directory_services s on s.id = p.service_id
        join directory_sources d on d.id = s.source_id where d.code = $1 order by p.ordering`,
      [code],
    );
    expect(rows).toEqual([
      { number: '0114 273 4567', description: 'Pest Control' },
      { number: '0114 273 4680', description: 'Private Housing' },
      { number: '116 123', description: 'Samaritans' },
      { number: '0114 496 0009', description: null },
    ]);
  });
});

describe('fields no standard knows', () => {
  it('are kept of the service, its organisation and its place, whatever they are', async () => {
    const audience = [{ id: 12, label: 'Adults' }, { id: 'older-people' }];
    const { code } = await bring([
      service('s', {
        target_audience: audience,
        organization: { id: 'o', name: 'House', local_offer: { link: 'x' } },
        service_at_locations: [{ location: { id: 'l', name: 'Hall', open_objects_ref: 7 } }],
      }),
    ]);
    const row = await one(
      `select s.vendor, o.vendor as organization, l.vendor as place, r.raw->'target_audience' as raw
        from directory_services s join directory_sources d on d.id = s.source_id join directory_organizations o on o.id = s.organization_id
        join directory_service_at_locations a on a.service_id = s.id join directory_locations l on l.id = a.location_id
        join directory_records r on r.source_id = d.id and r.original_id = s.original_id where d.code = $1`,
      code,
    );
    expect(row).toEqual({
      vendor: { target_audience: audience },
      organization: { local_offer: { link: 'x' } },
      place: { open_objects_ref: 7 },
      raw: audience,
    });
  });
});

describe('vendor fields too long to keep beside the service', () => {
  it('are told, and stay in the record as it was sent', async () => {
    const { code, told } = await bring([service('s', { blob: 'x'.repeat(30_000) })]);
    expect(told).toContain('s vendor too-long');
    expect(await columns(code, 'vendor')).toEqual({ vendor: null });
    const row = await one<{ n: number }>(
      `select length(raw->>'blob') as n from directory_records where source_id = (select id from directory_sources where code = $1)`,
      code,
    );
    expect(row).toEqual({ n: 30_000 });
  });
});

describe('numbers that cannot be', () => {
  it('are put right where it is plain how, and otherwise told and left out', async () => {
    const at = (id: string, latitude: number, longitude: number) => ({
      location: { id, latitude, longitude },
    });
    const { code, told } = await bring([
      service('s', {
        minimum_age: 60,
        maximum_age: 18,
        service_at_locations: [at('swapped', -1.55, 53.8), at('pole', 100, 100), at('paris', 48.85, 2.35)],
      }),
    ]);
    const path = (index: number) => `s service_at_locations[${index}].location.latitude`;
    expect(told).toEqual(
      expect.arrayContaining([
        's maximum_age ages-crossed',
        `${path(0)} point-swapped`,
        `${path(1)} point-outside-uk`,
        `${path(2)} point-outside-uk`,
      ]),
    );
    expect(await columns(code, 'minimum_age, maximum_age, placed')).toEqual({
      minimum_age: null,
      maximum_age: null,
      placed: true,
    });
  });
});

describe('an instant without an offset', () => {
  it.each([
    ['2025-09-02T12:06:15.654', '2025-09-02T11:06:15.654Z'],
    ['2025-01-15 09:30:00', '2025-01-15T09:30:00.000Z'],
  ])('is taken for the time in London, and told: %s', async (last_modified, instant) => {
    const { code, told } = await bring([service('s', { last_modified })]);
    expect(told).toContain('s last_modified offset-assumed');
    expect(await columns(code, 'last_modified')).toEqual({ last_modified: new Date(instant) });
    expect((await bring([service('s', { last_modified })], code)).counts).toMatchObject({ changed: 0 });
  });
});

describe('a service whose country is not clear', () => {
  it.each([
    ['England', null],
    ['GBR', null],
    ['GB-ENG', null],
    ['Yorkshire', null],
    ['FR', 'outside-uk'],
  ])('%s', async (country, left_out) => {
    const address = { id: 'a', address_1: '1 High Street', postal_code: 'LS1 1AD', country };
    const { code, told } = await bring([
      service('s', { service_at_locations: [{ location: { id: 'l', addresses: [address] } }] }),
    ]);
    expect(await columns(code, 'left_out')).toEqual({ left_out });
    const at = 's service_at_locations[0].location.addresses[0].country unknown-country';
    expect(told.includes(at)).toBe(country === 'Yorkshire');
  });
});

describe('a status that the standard does not have', () => {
  it.each([
    ['Active', 'active', false],
    ['temporarily closed', 'temporarily closed', false],
    ['Closed', 'inactive', true],
    ['archived', 'inactive', true],
    ['green', 'active', true],
  ])('%s', async (status, taken, isTold) => {
    const { code, told } = await bring([service('s', { status })]);
    expect(await columns(code, 'status')).toEqual({ status: taken });
    expect(told.includes('s status not-known')).toBe(isTold);
  });
});

describe('the same record with its fields in another order', () => {
  it('is no change', async () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, one]) => [key, turned(one)]),
            )
          : value;
    const { code } = await bring([service('s')]);
    const { counts } = await bring([turned(service('s')) as object], code);
    expect(counts).toMatchObject({ unchanged: 1, changed: 0 });
  });
});

describe('a file that is one page of many', () => {
  it('says so, and nothing else counts as missing', async () => {
    const { code } = await bring([service('s1'), service('s2')]);
    const file = join(folder, `${files++}.json`);
    writeFileSync(file, JSON.stringify({ total_items: 2, total_pages: 2, contents: [service('s1')] }));
    const { counts, told } = await bringFile(file, code);
    expect(counts).toMatchObject({ unchanged: 1, missing: 0 });
    expect(told).toContain('list total_items fewer-listed-than-said');
  });
});

describe('what was dropped, and why', () => {
  it('is told for each record by the command, and kept for the administrator', async () => {
    await bring([service('0b8f5f0e-53c4-4b4c-9c39-fb6a4b1ad2a1')], 'told-first');
    const { code, counts } = await bring([
      { id: 'nameless', name: '' },
      service('s', { url: 'none of that' }),
      service('s', { name: 'The same again' }),
      service('0b8f5f0e-53c4-4b4c-9c39-fb6a4b1ad2a1'),
      service('o', { organization: null, organization_id: '99' }),
    ]);
    expect(counts).toMatchObject({ read: 5, created: 2, dropped: 1, merged: 1, elsewhere: 1 });
    const source = await one<{ id: string }>('select id from directory_sources where code = $1', code);
    const told = await as(ACTORS.north.administrator, ctx => loadSourceProblems(ctx, source?.id ?? '', 1));
    expect(told?.problems.map(({ record, field, reason }) => `${record} ${field} ${reason}`)).toEqual([
      '0b8f5f0e-53c4-4b4c-9c39-fb6a4b1ad2a1 id listed-by-another-source',
      'nameless name no-name',
      'o organization no-organisation',
      's url not-a-web-address',
      's id listed-twice',
    ]);
  });
});

describe('a feed without a taxonomy', () => {
  it.each<[string, (respond: (status: number, body: string) => true) => true]>([
    [
      'lists nothing',
      respond => respond(200, '{"total_items":0,"total_pages":0,"contents":[],"empty":true}'),
    ],
    ['answers with an error', respond => respond(500, 'oops')],
    ['answers with a page for people', respond => respond(200, '<html>Not here</html>')],
  ])('whose /taxonomies %s comes in, and its services are found by their words', async (_, act) => {
    const feed = await serveFeed([service('plain', { name: 'Allotment mornings', attributes: undefined })]);
    feed.trouble = (_request, response, url) =>
      /taxonom/.test(url.pathname) &&
      act((status, body) => Boolean(response.writeHead(status).end(body)) as true);
    const outcome = await importFeed(database, {
      source: { code: `no-terms-${files++}`, url: feed.url, allowPrivate: true },
      via: 'command',
      manners: { pauseMs: 1 },
    });
    expect(outcome).toMatchObject({ ok: true, value: { state: 'done', created: 1 } });
    const found = await as(ACTORS.north.linkWorker, ctx =>
      searchServices(database, ctx, { text: 'allotment mornings' }),
    );
    expect(found.services.length).toBeGreaterThan(0);
    expect(found.services[0]?.kinds).toEqual([]);
  });
});

describe('the source and the date', () => {
  it('stand with each service, and the date stays where part of the list could not be read', async () => {
    const feed = await serveFeed(Array.from({ length: 6 }, (_, index) => service(`dated ${index}`)));
    const wish = {
      source: { code: 'dated', name: 'A council', url: feed.url, allowPrivate: true },
      via: 'command',
      manners: { pauseMs: 1, attempts: 1 },
    } as const;
    await importFeed(database, wish);
    await asSuperuser(`update directory_sources set as_of = '2026-02-01' where code = 'dated'`);
    feed.trouble = (_, response, url) =>
      url.searchParams.get('page') === '2' && Boolean(response.writeHead(500).end());
    expect(await importFeed(database, wish)).toMatchObject({ value: { state: 'partly' } });
    const row = await one<{ id: string }>(`select id from directory_services where original_id = 'dated 0'`);
    const shown = () => as(ACTORS.north.linkWorker, ctx => loadService(ctx, row?.id ?? ''));
    expect((await shown())?.source).toMatchObject({ name: 'A council', asOf: '2026-02-01' });
    feed.trouble = null;
    await importFeed(database, wish);
    expect((await shown())?.source.asOf).not.toBe('2026-02-01');
  });
});

describe('tables with faults', () => {
  const write = (content: string): string => {
    const file = join(folder, `${files++}.csv`);
    writeFileSync(file, content);
    return file;
  };
  const mapping = write(
    JSON.stringify({
      name: 'Ours',
      tables: {
        organization: [{ columns: { id: 'Provider', name: 'Provider' } }],
        service: [
          { columns: { id: 'Ref', name: 'Title', organization_id: 'Provider', description: 'About' } },
        ],
      },
    }),
  );
  const CSV =
    'Ref,Title,Provider,About\n1,Choir,House,"Sing, loudly"\n2,"Walks,House,On Mondays\n3,Lunch,House\n4,English,House,ESOL\n';

  it('lose no row to a quote that nobody closed, and tell rows of the wrong length', async () => {
    const { counts, told } = await bringFile(write(CSV), 'quotes', mapping);
    expect(counts).toMatchObject({ read: 4, created: 4, dropped: 0 });
    expect(told.map(one => one.replace(/^\S+csv, /, ''))).toEqual(
      expect.arrayContaining(['line 3 row quote-not-closed', 'line 4 row wrong-number-of-columns']),
    );
    expect(await one(`select description from directory_services where original_id = '2'`)).toEqual({
      description: 'On Mondays',
    });
  });

  it('tell rows that belong to nothing', async () => {
    const home = mkdtempSync(join(folder, 'tables-'));
    const table = (name: string, content: string) => writeFileSync(join(home, `${name}.csv`), content);
    table('services', 'id,name,organization_id\ns1,Choir,o1\n');
    table('organizations', 'id,name\no1,House\no2,Nobody\n');
    table('phones', 'id,service_id,number\np1,s1,0113 496 0001\np2,s9,0113 496 0002\n');
    const { counts, told } = await bringFile(home, 'unowned');
    expect(counts).toMatchObject({ created: 1 });
    expect(told).toEqual(
      expect.arrayContaining(['phone p2 row belongs-to-nothing', 'organization o2 row no-service-names-it']),
    );
    expect(told.join()).not.toContain('p1');
  });

  it('come in from a web address too, with a mapping', async () => {
    const feed = await serveFeed([]);
    feed.trouble = (_, response, url) =>
      url.pathname === '/list.csv' &&
      Boolean(response.writeHead(200, { 'content-type': 'text/csv' }).end(CSV));
    const wish = (path: string, allowPrivate: boolean) => ({
      source: { code: 'table' },
      url: feed.url.replace(/\/o$/, path),
      mappingFile: mapping,
      manners: { allowPrivate, pauseMs: 1, attempts: 1 },
    });
    expect(await importTable(database, wish('/list.csv', true))).toMatchObject({
      ok: true,
      value: { created: 4 },
    });
    expect(await one(`select url from directory_sources where code = 'table'`)).toEqual({
      url: feed.url.replace(/\/o$/, '/list.csv'),
    });
    expect(await importTable(database, wish('/list.csv', true))).toMatchObject({
      value: { unchanged: 4, changed: 0 },
    });
    expect(await importTable(database, wish('/gone.csv', true))).toMatchObject({
      reason: 'refused-by-server',
    });
    expect(await importTable(database, wish('/list.csv', false))).toMatchObject({
      reason: 'private-address',
    });
    expect(
      await one(`select count(*)::int as n from directory_services s join directory_sources d on d.id = s.source_id
      where d.code = 'table' and s.missing_since is null`),
    ).toEqual({ n: 4 });
  });
});
