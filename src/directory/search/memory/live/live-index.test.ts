// The index in memory is never behind what has committed: facts, words and cards, whoever changed them and however long it took.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_ROLE, asActor, connect } from '#database';
import { clockAt, type ServiceId, uuidv7 } from '#kernel';
import { ACTORS, NOON, openTestDatabase } from '../../../../../test/testing.ts';
import { type ServiceSearch, searchServices } from '../../search.ts';
import { currentIndex } from './live-index.ts';

const { database, host, name, as, asSuperuser } = await openTestDatabase();
/** As another process: with an index of its own. */
const another = () =>
  connect({ host, user: APP_ROLE, database: name }, { poolSize: 2, clock: clockAt(NOON) });
const elsewhere = another();
afterAll(() => elsewhere.close());

const READER = ACTORS.north.linkWorker;
const IMPORTER = ACTORS.north.system;
const ID = Object.fromEntries(
  ['source', 'organization', 'sewing', 'choir', 'location', 'address', 'phone', 'area', 'term'].map(name => [
    name,
    uuidv7(),
  ]),
) as Readonly<Record<string, ServiceId>>;

const search = (wanted: ServiceSearch, where = database) =>
  asActor(where, READER, ctx => searchServices(where, ctx, wanted));
const namesOf = async (wanted: ServiceSearch, where = database) =>
  (await search(wanted, where)).services.map(({ name }) => name);

const addService = (id: string | undefined, name: string) =>
  asSuperuser(
    `insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, search, description)
     values ($1::uuid, $2, gen_random_uuid()::text, $3, $4::text, lower($4), to_tsvector('simple', $4), '') returning id`,
    [id, ID.source, ID.organization, name],
  );

beforeAll(async () => {
  const rows: readonly [string, readonly unknown[]][] = [
    [
      `insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
       values ($1, 'one', 'First list', 'P', 'https://example.org', 'none', 'none', '2026') returning id`,
      [ID.source],
    ],
    [
      `insert into directory_organizations (id, source_id, original_id, name) values ($1, $2, 'one', 'Tea House') returning id`,
      [ID.organization, ID.source],
    ],
    [
      `insert into directory_locations (id, source_id, original_id, latitude, longitude) values ($1, $2, 'one', 51.5, -0.1) returning id`,
      [ID.location, ID.source],
    ],
    [
      `insert into directory_addresses (id, location_id, address_1, city, postal_code) values ($1, $2, '1 High Road', 'Leeds', 'LS1 1AA') returning id`,
      [ID.address, ID.location],
    ],
    [
      `insert into directory_taxonomy_terms (id, taxonomy, code, name) values ($1, 'test', 'sew', 'Sewing') returning id`,
      [ID.term],
    ],
  ];
  for (const [statement, values] of rows) await asSuperuser(statement, [...values]);
  await addService(ID.sewing, 'Sewing club');
  await addService(ID.choir, 'Choir');
  const parts: readonly [string, readonly unknown[]][] = [
    [
      `insert into directory_service_at_locations (id, service_id, location_id) values (gen_random_uuid(), $1, $2) returning id`,
      [ID.sewing, ID.location],
    ],
    [
      `insert into directory_phones (id, service_id, number) values ($1, $2, '01632 960001') returning id`,
      [ID.phone, ID.sewing],
    ],
    [
      `insert into directory_service_areas (id, service_id, name) values ($1, $2, 'Leeds') returning id`,
      [ID.area, ID.sewing],
    ],
    [
      `insert into directory_service_terms (service_id, term_id) values ($1, $2) returning term_id`,
      [ID.sewing, ID.term],
    ],
  ];
  for (const [statement, values] of parts) await asSuperuser(statement, [...values]);
});

describe('what a list shows', () => {
  it.each<[string, string, string, object]>([
    ['its name', `directory_services set name = 'Sewing for all'`, 'sewing', { name: 'Sewing for all' }],
    [
      'its words',
      `directory_services set description = 'Bring cloth'`,
      'sewing',
      { description: 'Bring cloth' },
    ],
    [
      'when it was checked',
      `directory_services set last_checked = '2026-11-01T00:00Z'`,
      'sewing',
      { lastChecked: new Date('2026-11-01T00:00Z') },
    ],
    [
      'its organisation',
      `directory_organizations set name = 'Coffee House'`,
      'organization',
      { organization: 'Coffee House' },
    ],
    [
      'its source',
      `directory_sources set name = 'Other list'`,
      'source',
      { source: { name: 'Other list', asOf: '2026' } },
    ],
    [
      'the day of its source',
      `directory_sources set as_of = '2026-11-02'`,
      'source',
      { source: { name: 'Other list', asOf: '2026-11-02' } },
    ],
    [
      'its address',
      `directory_addresses set address_1 = '2 Low Road'`,
      'address',
      { address: '2 Low Road, Leeds' },
    ],
    [
      'whether its address is confidential',
      `directory_locations set confidential = true`,
      'location',
      { address: 'Leeds', postcode: 'LS1', confidential: true },
    ],
    ['its phone', `directory_phones set number = '01632 960002'`, 'phone', { phone: '01632 960002' }],
    ['its area', `directory_service_areas set name = 'York'`, 'area', { areas: ['York'] }],
    [
      'its kind',
      `directory_taxonomy_terms set name = 'Needlework'`,
      'term',
      { kinds: [{ code: 'sew', label: 'Needlework' }] },
    ],
  ])('shows %s as it is now', async (_, change, id, shown) => {
    const [before] = (await search({ text: 'sewing' })).services;
    expect(before).not.toMatchObject(shown);
    await asSuperuser(`update ${change} where id = $1 returning id`, [ID[id]]);
    const [after] = (await search({ text: 'sewing' })).services;
    expect(after).toMatchObject(shown);
  });

  it('shows a part that is gone no longer', async () => {
    await asSuperuser('delete from directory_phones where id = $1 returning id', [ID.phone]);
    await asSuperuser('delete from directory_service_terms where service_id = $1 returning term_id', [
      ID.sewing,
    ]);
    expect((await search({ text: 'sewing' })).services[0]).toMatchObject({ phone: null, kinds: [] });
  });
});

describe('after a change', () => {
  it('finds a service that was added, renamed and taken out, and spells by its words', async () => {
    expect((await search({ text: 'zithr' })).words.corrections).toEqual([]);
    const id = uuidv7();
    await addService(id, 'Zither class');
    expect(await namesOf({ text: 'zither' })).toEqual(['Zither class']);
    expect((await search({ text: 'zithr' })).words.corrections).toEqual([
      { typed: 'zithr', meant: 'zither' },
    ]);
    await asSuperuser(
      `update directory_services set name = 'Lute class', name_folded = 'lute class', search = to_tsvector('simple', 'lute class') where id = $1 returning id`,
      [id],
    );
    expect(await namesOf({ text: 'lute' })).toEqual(['Lute class']);
    expect((await search({ text: 'zither' })).total).toBe(0);
    await asSuperuser(`update directory_services set status = 'defunct' where id = $1 returning id`, [id]);
    expect((await search({ text: 'lute' })).total).toBe(0);
  });

  it('answers like a process that has read everything anew', async () => {
    const searches: ServiceSearch[] = [
      {},
      { creche: true },
      { creche: true, sort: 'name', knownOnly: true },
      { text: 'group' },
      { text: 'grup' },
      { near: { latitude: 51.5, longitude: -0.1 }, withinKm: 5 },
      { age: 30, text: 'group five' },
    ];
    for (let round = 0; round < 12; round++) {
      const id = uuidv7();
      await addService(id, `${['Group', 'Class', 'Walk'][round % 3]} ${['five', 'six'][round % 2]} ${round}`);
      await asSuperuser(
        `update directory_services set creche = not coalesce(creche, false), minimum_age = $1::int where id in (
           select id from directory_services order by md5(id::text || $1::int) limit 3) returning id`,
        [round * 3],
      );
      if (round % 4 === 3)
        await asSuperuser(`delete from directory_services where id = $1 returning id`, [id]);
      const anew = another();
      for (const wanted of searches) {
        const [kept, read] = [await search(wanted), await search(wanted, anew)];
        expect(kept).toEqual(read);
      }
      await anew.close();
    }
  });

  it('knows of one that began before the index was read and committed after', async () => {
    await asSuperuser('update directory_services set creche = null where id = $1 returning id', [ID.choir]);
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    let changed = () => {};
    const hasChanged = new Promise<void>(resolve => {
      changed = resolve;
    });
    const slow = as(IMPORTER, async ctx => {
      await sql`update directory_services set creche = true where id = ${ID.choir}::uuid`.execute(ctx.tx);
      changed();
      await released;
    });
    await hasChanged;
    const anew = another();
    expect((await search({ creche: true, text: 'choir', knownOnly: true }, anew)).total).toBe(0);
    // Another change in between moves the snapshot on; the slow one must not be lost by that.
    await addService(uuidv7(), 'In between');
    expect(await namesOf({ text: 'between' }, anew)).toEqual(['In between']);
    release();
    await slow;
    expect(await namesOf({ creche: true, text: 'choir', knownOnly: true }, anew)).toEqual(['Choir']);
    await anew.close();
  });

  it('gives nobody else what a transaction changed and took back', async () => {
    await search({}, elsewhere);
    const undone = asActor(elsewhere, IMPORTER, async ctx => {
      await sql`update directory_services set name = 'Never so' where id = ${ID.choir}::uuid`.execute(ctx.tx);
      const own = await searchServices(elsewhere, ctx, { text: 'choir' });
      expect(own.services[0]?.name).toBe('Never so');
      expect(await namesOf({ text: 'choir' }, elsewhere)).toEqual(['Choir']);
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await namesOf({ text: 'choir' }, elsewhere)).toEqual(['Choir']);
  });

  it('says that it is behind while very much is read again beside it, and then is not', async () => {
    await as(READER, ctx => currentIndex(database, ctx));
    await asSuperuser(`insert into directory_changes (service_ids) values (null) returning id`);
    expect((await as(READER, ctx => currentIndex(database, ctx, 0))).behind).toBe(true);
    await expect
      .poll(async () => (await as(READER, ctx => currentIndex(database, ctx, 0))).behind, { timeout: 20_000 })
      .toBe(false);
  });

  it('asks what changed by a plan that PostgreSQL keeps, however many notes there are', async () => {
    // Of a transaction long before, so that no search has to read them.
    await asSuperuser(
      `insert into directory_changes (service_ids, changed_in) select '{}', '3' from generate_series(1, 30000)`,
    );
    await asSuperuser('analyze directory_changes');
    const plans = await as(READER, async ctx => {
      for (let time = 0; time < 8; time++) await currentIndex(database, ctx);
      const { rows } = await sql<{ made: number; kept: number }>`
        select custom_plans as made, generic_plans as kept from pg_prepared_statements
        where statement like '%from directory_changes c%' and statement not like '%pg_prepared%'
        order by generic_plans + custom_plans desc limit 1`.execute(ctx.tx);
      return rows[0];
    });
    expect(plans?.made).toBeLessThanOrEqual(5);
    expect(plans?.kept).toBeGreaterThanOrEqual(3);
  });
});
