// The directory on the real sets that come with the product: how many, found how, and who may write.
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { ACTORS, openTestDatabase, SOUTH } from '../../test/testing.ts';
import {
  importDirectory,
  importFile,
  listKinds,
  loadService,
  loadServiceSummaries,
  type ServiceSearch,
  searchServices,
} from './index.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const reasons = new Map<string, number>();

const search = (wanted: ServiceSearch, actor: Actor = ACTORS.north.linkWorker) =>
  as(actor, ctx => searchServices(database, ctx, wanted));
const names = async (wanted: ServiceSearch) => (await search(wanted)).services.map(service => service.name);

beforeAll(async () => {
  const outcome = await importDirectory(database, { kind: 'demonstration' }, ({ reason }) =>
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
  );
  expect(outcome).toMatchObject({
    ok: true,
    value: [
      { source: 'nhs-choices-clinics', read: 5462, created: 5333, merged: 129, dropped: 0 },
      { source: 'nhs-choices-gp-surgeries', read: 9970, created: 9969, merged: 0, dropped: 1 },
      { source: 'cyf-signposts', read: 71, created: 71, leftOut: 10, dropped: 0 },
    ],
  });
}, 120_000);

const NAMED_SO =
  'Birches House - CAMHS, CARAS, TEARS Foundation, iSIGHT (Burscough), iSIGHT (Liverpool), iSIGHT (Windermere)';

describe('import of the real sets', () => {
  it('tells each loss by its reason', () => {
    expect([...reasons.keys()].sort()).toEqual([
      'incomplete-number',
      'internal',
      'more-than-one',
      'names-a-person',
      'no-name',
      'no-point',
      'not-a-phone-number',
      'not-a-web-address',
      'not-an-email-address',
      'not-for-enquiries',
      'outside-uk',
      'placeholder',
      'postcode-in-another-field',
      'written-in-capitals',
    ]);
    expect(reasons.get('no-point')).toBe(12);
  });

  it('leaves no shouting, no placeholder and no address without a scheme', async () => {
    const [left] = await asSuperuser<{
      shouting: string;
      bare: number;
      nothing: number;
      postcodes: number;
    }>(`select
      (select string_agg(name, ', ' order by name) from directory_services where name ~ '[A-Z]{5,}') as shouting,
      (select count(*)::int from directory_services where url !~ '^https?://') as bare,
      (select count(*)::int from directory_addresses where city ~* '^(none|n/a|-1|)$' or address_1 = '') as nothing,
      (select count(*)::int from postcodes) as postcodes`);
    expect(left).toEqual({ shouting: NAMED_SO, bare: 0, nothing: 0, postcodes: 40_924 });
  });

  it('changes nothing when it is done again', async () => {
    const before = await asSuperuser(
      `select md5(string_agg(s::text, '' order by id)) as sum from directory_services s`,
    );
    const again = await importDirectory(database, { kind: 'demonstration' });
    expect(again).toMatchObject({
      ok: true,
      value: [
        { created: 0, changed: 0, unchanged: 5333, missing: 0 },
        { created: 0, changed: 0, unchanged: 9969, missing: 0 },
        { created: 0, changed: 0, unchanged: 71, missing: 0 },
      ],
    });
    expect(
      await asSuperuser(`select md5(string_agg(s::text, '' order by id)) as sum from directory_services s`),
    ).toEqual(before);
  });

  it('joins branch surgeries to their practice by its ODS code', async () => {
    const { services } = await search({ text: 'H85024' });
    expect(services.map(service => service.postcode).sort()).toEqual(['CR4 3PR', 'SW17 0NB']);
    expect(new Set(services.map(service => service.organization))).toEqual(
      new Set(['Mitcham Medical Centre']),
    );
  });
});

describe('search', () => {
  it('finds GP surgeries in Tooting, nearest first, with exact total and distances within what was asked', async () => {
    const found = await search({
      text: 'GP surgery Tooting',
      near: { postcode: 'sw17 0nb' },
      withinKm: 5,
      pageSize: 5,
    });
    expect(found.services[0]).toMatchObject({ name: 'Mitcham Medical Centre', postcode: 'SW17 0NB' });
    expect(found.services[0]?.distanceKm).toBeCloseTo(0, 2);
    const distances = found.services.map(service => service.distanceKm ?? Number.NaN);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(Math.max(...distances)).toBeLessThanOrEqual(5);
    expect(found).toMatchObject({ total: 8, page: 1, place: { exactness: 'postcode', label: 'SW17 0NB' } });
  });

  it.each<[string, string]>([
    ['tootng', 'tooting'],
    ['birminham', 'birmingham'],
    ['cetnre', 'centre'],
    ['surgry', 'surgery'],
    ['Détitution', 'destitution'],
  ])('reads %s as %s, and says so', async (typed, meant) => {
    const found = await search({ text: typed });
    expect(found.words.corrections.map(correction => correction.meant)).toEqual([meant]);
    expect(found.total).toBeGreaterThan(0);
    expect(found.total).toBe((await search({ text: meant })).total);
  });

  it.each(['tooting', 'gp', 'refug', 'therapeutic', 'sw17'])(
    'finds %s as PostgreSQL does, and in its order',
    async word => {
      const rows = await asSuperuser<{ id: string }>(
        `select s.id from directory_services s where search @@ $1::tsquery and left_out is null and status not in ('defunct', 'inactive')
         and replaced_by is null order by round(ts_rank(search, $1::tsquery)::numeric, 4) desc, name_folded, id`,
        [`'${word}':*`],
      );
      const found = await search({ text: word, pageSize: 100 });
      expect(found.total).toBe(rows.length);
      expect(found.services.map(({ id }) => id)).toEqual(rows.slice(0, 100).map(({ id }) => id));
    },
  );

  it.each<[string, ServiceSearch, string]>([
    [
      'several words from name and place',
      { text: 'therapy refugees sheffield' },
      'Sheffield Therapeutic Service for Resettled Refugees',
    ],
    ['a kind', { kind: 'SAF-DA' }, "Respect, Men's Advice Line"],
    ['a category', { kind: 'immigration', text: 'destitute' }, 'Destitute Asylum Seeker Service'],
    ['a postcode as words', { text: 'SW17 0NB' }, 'Mitcham Medical Centre'],
    ['an apostrophe left out', { text: 'andys man club' }, "Andy's Man Club"],
  ])('finds by %s', async (_, wanted, name) => {
    expect(await names({ ...wanted, pageSize: 100 })).toContain(name);
  });

  it.each([
    'لاجئ يبحث عن مساعدة',
    'ትግርኛ',
    "'; drop table directory_services; --",
    "a' | !b & (c:*",
    '\\',
    '%',
    '\u0000\ud800',
    'x'.repeat(5000),
  ])('answers for %j', async text => expect((await search({ text })).page).toBe(1));

  it('lists those that have some of the words when none has all, the best first, and says so', async () => {
    const found = await search({ text: 'torture xylophone therapy' });
    expect(found.words.matched).toBe('some');
    expect(found.services[0]?.name).toBe('Freedom From Torture');
  });

  it('lists services without a known place after the others, as not known, and leaves them out when asked to', async () => {
    const near = { postcode: 'SW17 0NB' };
    const placeless = await search({ kind: 'immigration', near, withinKm: 10 });
    expect(placeless).toMatchObject({ total: 20, known: 0, unknown: 20 });
    expect(placeless.services.every(service => service.distanceKm === null && !service.known)).toBe(true);
    const mixed = await search({ near, withinKm: 1, pageSize: 100 });
    const firstUnplaced = mixed.services.findIndex(service => service.distanceKm === null);
    expect(firstUnplaced).toBe(mixed.known);
    expect(mixed.services.slice(firstUnplaced).every(service => service.distanceKm === null)).toBe(true);
    expect(await search({ near, withinKm: 1, knownOnly: true })).toMatchObject({
      total: mixed.known,
      unknown: mixed.unknown,
    });
  });

  it('says of each result what is known of what was asked, and leaves out only what is known not to fit', async () => {
    const [first] = (await search({ text: 'Destitute Asylum Seeker Service' })).services;
    const change = (set: string) =>
      asSuperuser(`update directory_services set ${set} where id = $1 returning id`, [first?.id]);
    const wanted: ServiceSearch = { kind: 'immigration', attendingSex: 'women', creche: true };
    expect(await search(wanted)).toMatchObject({ known: 0, unknown: 20 });
    await change("attending_sex = 'women', creche = true");
    const found = await search(wanted);
    expect(found).toMatchObject({ known: 1, unknown: 19, total: 20 });
    expect(found.services[0]).toMatchObject({
      id: first?.id,
      known: true,
      reasons: [{ words: 'Women only' }, { words: 'Crèche' }],
    });
    expect(found.services[1]?.reasons).toContainEqual({
      verdict: 'unknown',
      words: 'Crèche: not known, ask them',
    });
    await change('creche = false');
    expect(await search(wanted)).toMatchObject({ known: 0, unknown: 19, total: 19 });
    await change('attending_sex = null, creche = null');
    expect(await search(wanted)).toMatchObject({ known: 0, unknown: 20 });
  });

  it('says what to loosen when nothing is found', async () => {
    const found = await search({
      kind: 'immigration',
      text: 'tooting',
      near: { postcode: 'SW17' },
      withinKm: 1,
    });
    expect(found.total).toBe(0);
    expect(found.loosen.map(({ name }) => name)).toEqual(['text', 'kind']);
    expect(found.loosen[0]?.services).toBe(20);
  });

  it('leaves nobody out when the postcode is not known, and says why', async () => {
    const found = await search({ text: 'tooting', near: { postcode: 'ZZ99 9ZZ' }, withinKm: 1 });
    expect(found).toMatchObject({
      placeProblem: 'postcode-not-known',
      place: null,
      total: (await search({ text: 'tooting' })).total,
    });
  });

  it('pages through everything once, in one order', async () => {
    const seen: string[] = [];
    let total = 0;
    for (let page = 1; page <= 3; page++) {
      const found = await search({ text: 'tooting', page, pageSize: 4 });
      seen.push(...found.services.map(service => service.id));
      total = found.total;
    }
    expect(seen.length).toBe(total);
    expect(new Set(seen).size).toBe(total);
    expect(await search({ text: 'tooting', page: 99 })).toMatchObject({ total, services: [], page: 99 });
    expect((await search({ page: -3, pageSize: 1e9 })).services.length).toBe(100);
  });

  it('counts kinds as searches do', async () => {
    for (const kind of (await as(ACTORS.north.manager, listKinds)).filter(({ services }) => services < 50)) {
      expect((await search({ kind: kind.code })).total, kind.code).toBe(kind.services);
    }
  });

  it('opens a service whole, and answers null for what is none', async () => {
    const [first] = (await search({ text: 'Bail Immigration Detainees' })).services;
    const whole = await as(ACTORS.north.referrer, ctx => loadService(ctx, first?.id ?? ''));
    expect(whole).toMatchObject({
      name: 'Bail for Immigration Detainees',
      places: [],
      areas: ['London', 'North West', 'West Midlands'],
      lastChecked: null,
      url: 'https://www.biduk.org/pages/3-contact-us',
      source: { licence: 'CC0 1.0', asOf: '2026-02-10' },
    });
    expect(whole?.phones.map(phone => phone.number)).toEqual(['020 7456 9750']);
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000']) {
      expect(await as(ACTORS.north.referrer, ctx => loadService(ctx, id))).toBeNull();
      expect(await as(ACTORS.north.referrer, ctx => loadServiceSummaries(ctx, [id]))).toEqual([]);
    }
  });
});

describe('who may', () => {
  const system = { kind: 'system', organisationId: SOUTH.organisationId } as const;
  const outsider = { kind: 'public', organisationId: SOUTH.organisationId } as const;

  it.each([ACTORS.north.referrer, ACTORS.south.evaluator, outsider])('read: $kind $role', async actor => {
    expect((await search({ text: 'tooting' }, actor)).total).toBe(10);
  });

  it.each([
    ACTORS.north.referrer,
    ACTORS.north.linkWorker,
    ACTORS.north.manager,
    ACTORS.north.privacyLead,
    outsider,
  ])('not write, nor read records as they were sent: $kind $role', async actor => {
    const changed = await as(actor, ctx => sql`update directory_services set name = 'x'`.execute(ctx.tx));
    const deleted = await as(actor, ctx => sql`delete from directory_services`.execute(ctx.tx));
    expect([changed.numAffectedRows, deleted.numAffectedRows]).toEqual([0n, 0n]);
    await expect(as(actor, ctx => sql`delete from postcodes`.execute(ctx.tx))).rejects.toThrow(
      /permission denied/,
    );
    const insert = as(actor, ctx => sql`insert into postcodes values ('X1 1XX', 51, 0)`.execute(ctx.tx));
    await expect(insert).rejects.toThrow(/row-level security/);
    await expect(as(actor, ctx => sql`select analyze_directory()`.execute(ctx.tx))).rejects.toThrow(
      /only the system/,
    );
    expect(
      (await as(actor, ctx => sql`select 1 from directory_records limit 1`.execute(ctx.tx))).rows,
    ).toEqual([]);
  });

  it('write: the system', async () => {
    const changed = await as(system, ctx =>
      sql`update directory_services set alert = alert where id = (select min(id::text)::uuid from directory_services)`.execute(
        ctx.tx,
      ),
    );
    expect(changed.numAffectedRows).toBe(1n);
  });

  it('use the indexes: row-level security does not stand in their way', async () => {
    const plan = (where: string) =>
      as(ACTORS.north.linkWorker, async ctx => {
        const { rows } = await sql<Record<string, string>>`explain select * from ${sql.raw(where)}`.execute(
          ctx.tx,
        );
        return rows.map(row => row['QUERY PLAN']).join('\n');
      });
    expect(await plan(`directory_services where search @@ '''tooting'':*'::tsquery`)).toContain(
      'directory_services_by_words',
    );
    expect(await plan(`directory_services where kinds @> '{immigration}'`)).toContain(
      'directory_services_by_words',
    );
    expect(
      await plan(
        `directory_locations where latitude is not null and point(longitude, latitude) <@ box '(-0.1,51.4),(0,51.5)'`,
      ),
    ).toContain('directory_locations_by_point');
  });
});

describe('the made-up services of the demonstration', () => {
  it('are all read, and each says its kind', async () => {
    const file = fileURLToPath(new URL('../../seeds/directory/made-up-services.json', import.meta.url));
    const source = { code: 'made-up', name: 'Made up', licence: 'CC0 1.0', demonstration: true };
    const outcome = await importFile(database, { source, file });
    expect(outcome).toMatchObject({ ok: true, value: { read: 7, created: 7, dropped: 0 } });
    const { services } = await search({ text: 'made up', pageSize: 100 });
    const kinds = new Map(
      services
        .filter(service => service.source.name === 'Made up')
        .map(service => [service.name, service.kinds.map(({ code }) => code).sort()]),
    );
    expect(kinds.size).toBe(7);
    expect(kinds.get('English for beginners')).toEqual(['LANG-ESOL', 'language']);
    expect([...kinds.values()].every(codes => codes.length > 1)).toBe(true);
  });
});
