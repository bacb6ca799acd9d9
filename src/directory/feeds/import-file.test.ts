// Open Referral from files: the published examples of each standard, tables, CSV with a mapping, and anything else without a crash.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import { loadService } from '../store.ts';
import { service } from './feed-server.fixture.ts';
import { importFile } from './import-file.ts';
import { decideUnknownString, listUnknownStrings } from './unknown-strings.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/open-referral/import');
const MAPPINGS = join(import.meta.dirname, '../../../seeds/directory/mappings');
const folder = mkdtempSync(join(tmpdir(), 'footbridge-feeds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bring(file: string, code: string, mappingFile?: string) {
  const problems: RecordProblem[] = [];
  const outcome = await importFile(database, {
    source: { code },
    file,
    mappingFile,
    report: one => problems.push(one),
  });
  return {
    counts: outcome.ok ? outcome.value : outcome.reason,
    problems: problems.map(p => `${p.field} ${p.reason}`),
  };
}
let files = 0;
const bringJson = (value: unknown, code: string) => {
  const file = join(folder, `${files++}.json`);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return bring(file, code);
};
const one = async <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
  (await asSuperuser<Row>(text, values))[0];

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));

/** The published examples all use the same identifiers: each gets its own here, as in real feeds. */
const withOwnIds = (value: unknown, to: string): unknown =>
  JSON.parse(JSON.stringify(value).replace(/"([0-9a-f]{7})[0-9a-f](-[0-9a-f]{4}-)/g, `"$1${to}$2`));

describe('the published examples', () => {
  it.each([
    ['hsds-3.0/service_full.json', 'a'],
    ['hsds-3.1/service_full.json', '1'],
    ['oruk-3.0/service_full.json', '2'],
    ['oruk-3.0/service_list.json', '3'],
    ['mock-pass/service_list.json', '4'],
    ['mock-fail/service_full.json', '5'],
  ])('%s is imported, and imported again without change', async (name, digit) => {
    const value = withOwnIds(fixture(name), digit);
    const code = `example-${digit}`;
    const first = (await bringJson(value, code)).counts;
    expect(first).toMatchObject({ dropped: 0, elsewhere: 0 });
    expect(first).toHaveProperty('created', (first as { read: number }).read);
    expect((await bringJson(value, code)).counts).toMatchObject({
      created: 0,
      changed: 0,
      missing: 0,
      dropped: 0,
    });
  });

  it('drops from the failing mock only what has no name', async () => {
    const { counts, problems } = await bringJson(
      withOwnIds(fixture('mock-fail/service_list.json'), '6'),
      'mock-fail-list',
    );
    expect(counts).toMatchObject({ dropped: 4 });
    expect(problems).toContain('name no-name');
  });

  it('keeps every part of the full HSDS 3.1 service', async () => {
    const id = 'ac148811-d857-441c-9679-408f346de14b';
    const parts = [
      'phones',
      'languages',
      'schedules',
      'service_areas',
      'cost_options',
      'fundings',
      'required_documents',
      'contacts',
      'service_capacities',
      'attributes',
      'metadata',
    ];
    for (const part of parts) {
      expect(
        await one(`select count(*)::int as n from directory_${part} where service_id = $1`, id),
        part,
      ).toEqual({
        n: 1,
      });
    }
    expect(
      await one(
        'select minimum_age::int, maximum_age::int, assured_date::text, wait_time, licenses, program_id from directory_services where id = $1',
        id,
      ),
    ).toEqual({
      minimum_age: 12,
      maximum_age: 100,
      assured_date: '2005-01-01',
      wait_time: 'wait_time',
      licenses: 'licences',
      program_id: 'e7ec2e51-4540-43fa-b2c7-6be5a0ef7f42',
    });
    // Latitude 100, as in the official example, is nowhere.
    expect(
      await one(
        `select l.latitude, x.description as access, l.external_identifier from directory_locations l
      join directory_accessibility x on x.location_id = l.id join directory_service_at_locations s on s.location_id = l.id where s.service_id = $1`,
        id,
      ),
    ).toMatchObject({
      latitude: null,
      external_identifier: '10092008082',
    });
  });

  it('keeps fields no standard knows', async () => {
    await bringJson([service('v', { local_authority_flag: { yes: 1 } })], 'vendor');
    expect(await one(`select vendor from directory_services where original_id = 'v'`)).toEqual({
      vendor: { local_authority_flag: { yes: 1 } },
    });
  });
});

describe('Open Referral UK 1.0', () => {
  it('is read by its own names, with numbers for identifiers', async () => {
    const old = {
      totalElements: 1,
      totalPages: 1,
      number: 1,
      size: 1,
      first: true,
      last: true,
      content: [
        {
          id: '1234',
          name: 'Coffee &amp; Chat',
          description: '<p>Come <b>along</b></p><script>alert(1)</script>',
          organization: { id: 77, name: 'Friends', url: 'http://www.friends.org.uk' },
          attending_type: 'online',
          eligibilitys: [{ id: 'e', eligibility: 'Adults', minimum_age: 18, maximum_age: -1 }],
          regular_schedules: [{ id: 'r', byday: 'MO', opens_at: '10:00', closes_at: '11:00' }],
          languages: [{ id: 'l', language: 'Urdu' }],
          contacts: [{ id: 'c', name: 'Front desk', phones: [{ id: 'p', number: '0113 496 0002' }] }],
          service_areas: [{ id: 'a', service_area: 'Leeds', uri: 'http://www.example.com' }],
          service_taxonomys: [
            { id: 't', taxonomy: { id: 'esd:7', name: 'Social isolation', vocabulary: 'esdNeeds' } },
          ],
          service_at_locations: [
            {
              id: 'x',
              location: {
                id: 'y',
                name: 'Hall',
                latitude: '53.8',
                longitude: '-1.5',
                physical_addresses: [
                  { id: 'z', address_1: '1 High St', city: 'Leeds', postal_code: 'ls11aa' },
                ],
              },
            },
          ],
          assured_date: '1970-01-01',
          email: 'Unknown-1@noemail.invalid',
        },
      ],
    };
    const { counts, problems } = await bringJson(old, 'one-point-nought');
    expect(counts).toMatchObject({ created: 1, dropped: 0 });
    expect(problems).toEqual(
      expect.arrayContaining([
        'assured_date placeholder',
        'email placeholder',
        'service_areas[0].uri placeholder',
      ]),
    );
    const row =
      await one(`select s.id, s.name, s.description, s.minimum_age::int, s.maximum_age, s.remote, s.eligibility_description, c.byday, c.freq, l.code,
        p.number, a.name as area, ad.postal_code, t.taxonomy, d.standard, o.website
      from directory_services s join directory_sources d on d.id = s.source_id join directory_organizations o on o.id = s.organization_id
      join directory_schedules c on c.service_id = s.id join directory_languages l on l.service_id = s.id
      join directory_contacts k on k.service_id = s.id join directory_phones p on p.contact_id = k.id join directory_service_areas a on a.service_id = s.id
      join directory_service_at_locations sl on sl.service_id = s.id join directory_addresses ad on ad.location_id = sl.location_id
      join directory_attributes x on x.service_id = s.id join directory_taxonomy_terms t on t.id = x.taxonomy_term_id where s.original_id = '1234'`);
    expect(row).toMatchObject({
      name: 'Coffee & Chat',
      description: 'Come along',
      minimum_age: 18,
      maximum_age: null,
      remote: ['online'],
      eligibility_description: 'Adults',
      byday: 'MO',
      freq: 'WEEKLY',
      code: 'ur',
      number: '0113 496 0002',
      area: 'Leeds',
      postal_code: 'LS1 1AA',
      taxonomy: 'esdNeeds',
      standard: 'oruk-1.0',
      website: 'http://www.friends.org.uk',
    });
    expect(row?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    const shown = await as(ACTORS.north.linkWorker, ctx => loadService(ctx, String(row?.id)));
    expect(shown?.phones, 'a phone of whom to ask').toMatchObject([{ number: '0113 496 0002' }]);
    expect((await bringJson(old, 'one-point-nought')).counts).toMatchObject({
      unchanged: 1,
      created: 0,
      changed: 0,
    });
  });
});

describe('tables', () => {
  it('come in as a tabular data package of HSDS', async () => {
    const { counts } = await bring(join(FIXTURES, 'tabular-3.1'), 'tables');
    // Its identifiers are those of the full example of HSDS itself.
    expect(counts).toMatchObject({ read: 1, created: 1, dropped: 0 });
    expect((await bring(join(FIXTURES, 'tabular-3.1/datapackage.json'), 'tables')).counts).toMatchObject({
      unchanged: 1,
      created: 0,
    });
  });

  it('come in from the Ohana API by its mapping, outside the UK and so not shown', async () => {
    const { counts, problems } = await bring(join(FIXTURES, 'ohana'), 'ohana', join(MAPPINGS, 'ohana.json'));
    expect(counts).toMatchObject({ read: 23, created: 23, dropped: 0 });
    expect(problems).toContain('service_at_locations outside-uk');
    const spoken = await asSuperuser<{
      code: string;
    }>(`select distinct l.code from directory_languages l join directory_locations p on p.id = l.location_id
      join directory_sources s on s.id = p.source_id where s.code = 'ohana' and l.code is not null order by 1`);
    expect(spoken.map(({ code }) => code)).toEqual(expect.arrayContaining(['es', 'fil', 'yue', 'zh']));
    expect(
      await one(`select count(*)::int as n from directory_accessibility a join directory_locations l on l.id = a.location_id
      join directory_sources s on s.id = l.source_id where s.code = 'ohana' and a.description = 'wheelchair'`),
    ).not.toEqual({ n: 0 });
    expect(
      (await bring(join(FIXTURES, 'ohana'), 'ohana', join(MAPPINGS, 'ohana.json'))).counts,
    ).toMatchObject({ unchanged: 23, changed: 0 });
  });

  it('come in from Outpost by its mapping: several rows are one service, and what is not visible stays out', async () => {
    const { counts } = await bring(
      join(FIXTURES, 'outpost/services_valid.csv'),
      'outpost',
      join(MAPPINGS, 'outpost.json'),
    );
    expect(counts).toMatchObject({ read: 2, created: 2, dropped: 0 });
    const of = (table: string) =>
      one(`select count(*)::int as n from directory_${table} p join directory_services s on s.id = p.service_id
      join directory_sources d on d.id = s.source_id where d.code = 'outpost' and s.original_id = '1'`);
    expect(await of('service_at_locations')).toEqual({ n: 2 });
    expect(await of('cost_options')).toEqual({ n: 2 });
    expect(await of('contacts')).toEqual({ n: 1 });
    expect(await of('attributes')).toEqual({ n: 2 });
    expect(
      await one(`select c.byday, c.opens_at::text from directory_schedules c join directory_services s on s.id = c.service_id
      join directory_sources d on d.id = s.source_id where d.code = 'outpost' order by c.opens_at`),
    ).toEqual({ byday: 'MO', opens_at: '09:00:00' });
  });

  it('are refused with a mapping that is none, and without any services', async () => {
    expect(
      (await bring(join(FIXTURES, 'ohana'), 'no', join(FIXTURES, 'oruk-3.0/service_full.json'))).counts,
    ).toBe('mapping-not-readable');
    expect((await bring(join(FIXTURES, 'outpost'), 'no')).counts).toBe('not-open-referral');
    expect((await bring(join(folder, 'nowhere.json'), 'no')).counts).toBe('file-not-readable');
    expect((await bringJson('<html>', 'no')).counts).toBe('not-open-referral');
  });
});

describe('words that nobody understood', () => {
  it('wait in a queue, and mean what a person says from the next import on (guidance P1a)', async () => {
    const listed = [
      service('w1', { languages: [{ name: 'Klingonish' }] }),
      service('w2', { languages: ['Klingonish', 'Chinese Spanish', 'interpreters may be available'] }),
    ];
    await bringJson(listed, 'words');
    const { strings } = await as(ACTORS.north.administrator, ctx => listUnknownStrings(ctx, {}));
    const waiting = strings.find(({ text }) => text === 'Klingonish');
    expect(waiting).toMatchObject({ field: 'language', times: 2, example: 'w1', source: 'words' });
    expect(strings.map(({ text }) => text)).not.toContain('Chinese Spanish');
    const decide = (meaning: string[]) =>
      as(ACTORS.north.administrator, ctx => decideUnknownString(ctx, waiting?.id ?? '', meaning));
    expect(await decide(['no language at all'])).toEqual({ ok: false, reason: 'not-known' });
    expect(await decide(['Tigrinya'])).toEqual({ ok: true, value: ['ti'] });
    expect((await bringJson(listed, 'words')).counts).toMatchObject({ changed: 2 });
    const spoken = await asSuperuser<{
      code: string;
    }>(`select l.code from directory_languages l join directory_services s on s.id = l.service_id
      where s.original_id = 'w2' order by 1`);
    expect(spoken.map(({ code }) => code)).toEqual(['es', 'ti', 'zh']);
    expect((await bringJson(listed, 'words')).counts).toMatchObject({ changed: 0, unchanged: 2 });
  });
});

describe('two sources with the same identifiers', () => {
  const id = '0e8fbd1c-6a3b-4b5e-9d0c-2f1a7a5f9b10';
  it('do not overwrite each other, and nothing is told twice', async () => {
    await bringJson([service(id, { name: 'The first telling' })], 'first');
    const { counts, problems } = await bringJson([service(id, { name: 'Another telling' })], 'second');
    expect(counts).toMatchObject({ created: 0, elsewhere: 1 });
    expect(problems).toEqual(['id listed-by-another-source']);
    expect(await one('select name from directory_services where id = $1', id)).toEqual({
      name: 'The first telling',
    });
  });

  it('may not take the parts, places or organisations of each other', async () => {
    const uuid = (n: number) => `5d2c7a10-0000-4000-8000-00000000000${n}`;
    const made = (id: string, name: string) =>
      service(id, {
        name,
        organization: { id: uuid(1), name, description: name },
        phones: [{ id: uuid(2), number: '0113 496 0003' }],
        service_at_locations: [
          { id: uuid(3), location: { id: uuid(4), name, addresses: [{ id: uuid(5), address_1: name }] } },
        ],
      });
    await bringJson([made('p1', 'Mine')], 'owner');
    expect((await bringJson([made('p2', 'Theirs')], 'taker')).counts).toMatchObject({
      created: 1,
      dropped: 0,
    });
    expect(await one('select name from directory_organizations where id = $1', uuid(1))).toEqual({
      name: 'Mine',
    });
    expect(await one('select name from directory_locations where id = $1', uuid(4))).toEqual({
      name: 'Mine',
    });
    expect(
      await one(
        'select s.name from directory_phones p join directory_services s on s.id = p.service_id where p.id = $1',
        uuid(2),
      ),
    ).toEqual({ name: 'Mine' });
    expect(
      await asSuperuser(
        `select p.number from directory_phones p join directory_services s on s.id = p.service_id where s.original_id = 'p2'`,
      ),
    ).toHaveLength(1);
  });

  it('never make a confidential place public', async () => {
    const refuge = (more: object) => [
      service('r', {
        service_at_locations: [
          {
            location: {
              id: 'refuge',
              name: 'Refuge',
              ...more,
              addresses: [{ address_1: '9 Secret Street', city: 'Leeds', postal_code: 'LS9 9AA' }],
            },
          },
        ],
      }),
    ];
    await bringJson(refuge({ footbridge_confidential: true }), 'refuge');
    await bringJson(refuge({ description: 'changed' }), 'refuge');
    expect(
      await one(
        `select l.confidential, l.description from directory_locations l where l.original_id = 'refuge'`,
      ),
    ).toEqual({ confidential: true, description: 'changed' });
    await bringJson(refuge({ footbridge_confidential: true }), 'refuge');
    expect(
      await one(
        `select search::text like '%secret%' as found from directory_services where original_id = 'r'`,
      ),
    ).toEqual({ found: false });
  });
});

describe('anything at all', () => {
  const RICH = fixture('hsds-3.1/service_full.json');
  const junk = fc.oneof(
    fc.constant(null),
    fc.constant(''),
    fc.constant(-1),
    fc.boolean(),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.constant([null, 3, 'x', {}]),
    fc.constant({ a: { b: [] } }),
    fc.constant('\u0000\ud800'),
    fc.jsonValue(),
  );
  /** The full example with some of its values, at any depth, replaced by rubbish. */
  const mutated = fc
    .tuple(fc.array(fc.tuple(fc.nat(400), junk), { minLength: 1, maxLength: 12 }), fc.uuid())
    .map(([changes, id]) => {
      const copy = structuredClone(RICH);
      const slots: [Record<string, unknown>, string][] = [];
      const walk = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const key of Object.keys(value)) {
          slots.push([value as Record<string, unknown>, key]);
          walk((value as Record<string, unknown>)[key]);
        }
      };
      walk(copy);
      for (const [at, value] of changes) {
        const slot = slots[at % slots.length];
        if (slot) slot[0][slot[1]] = value;
      }
      return { ...copy, id };
    });

  it('imports without a crash, and twice without a change', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: fc.jsonValue() }), {
          minLength: 1,
          maxLength: 6,
        }),
        async items => {
          const code = `any-${run++}`;
          const first = (await bringJson({ contents: items }, code)).counts;
          if (typeof first === 'string') throw new Error(first);
          expect(first.read).toBe(items.length);
          expect(first.created + first.dropped + first.merged + first.elsewhere).toBe(items.length);
          expect((await bringJson({ contents: items }, code)).counts).toMatchObject({
            created: 0,
            changed: 0,
            unchanged: first.created,
            dropped: first.dropped,
            missing: 0,
          });
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
