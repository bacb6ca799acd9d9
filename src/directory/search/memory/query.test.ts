// The index answers exactly as a plain walk over all services would: same services, same order, same counts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, type ServiceId } from '#kernel';
import { NOTHING_KNOWN } from '../facts.fixture.ts';
import { keysOf, ROUTES, type ServiceFacts, STAGES, WAYS } from '../facts.ts';
import { PARTS_OF_DAY, WEEKDAYS } from '../schedule.ts';
import { type Wishes, wishesOf } from '../wishes.ts';
import { emptyBits, setBit } from './bits.ts';
import { askIndex, type IndexQuery, loosenings } from './query.ts';
import { changeIndex, indexServices } from './service-index.ts';

const TODAY = '2026-11-22';
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const some = <Key extends string>(words: Readonly<Record<Key, string>>) => maybe(fc.subarray(keysOf(words)));
const flag = maybe(fc.boolean());
const latitude = fc.integer({ min: 0, max: 40 }).map(step => 51.3 + step / 100);
const longitude = fc.integer({ min: 0, max: 40 }).map(step => -0.3 + step / 100);
const languages = fc.subarray(['ti', 'ar', 'en', 'fa']);

const facts: fc.Arbitrary<Omit<ServiceFacts, 'id'>> = fc.record({
  name: fc.constantFrom('alpha', 'beta', 'gamma', 'école', 'مركز'),
  kinds: fc.subarray(['language', 'LANG-ESOL', 'food']),
  minimumAge: maybe(fc.integer({ min: 0, max: 30 })),
  maximumAge: maybe(fc.integer({ min: 20, max: 90 })),
  door: languages,
  byInterpreter: languages,
  interpreting: maybe(fc.constant('By phone')),
  attendingSex: maybe(fc.constantFrom('women' as const, 'men' as const, 'mixed' as const)),
  creche: flag,
  stepFree: flag,
  remote: some(WAYS),
  openToNrpf: flag,
  stages: some(STAGES),
  asksStatus: flag,
  routes: some(ROUTES),
  takesReferrals: flag,
  takesReferralsAsOf: maybe(fc.constantFrom('2026-11-01', '2026-01-01')),
  format: maybe(fc.constantFrom('one_to_one' as const, 'group' as const, 'both' as const)),
  traumaInformed: flag,
  travelPaid: flag,
  cost: maybe(fc.record({ free: fc.boolean(), words: fc.constant('') })),
  documents: fc.subarray(['None', 'Passport']),
  schedules: fc.array(
    fc.record({
      validFrom: fc.constant(null),
      start: fc.constant(null),
      interval: fc.constant(null),
      byMonthDay: fc.constant(null),
      validTo: maybe(fc.constantFrom('2026-12-31', '2025-12-31')),
      until: maybe(fc.constantFrom('2026-12-31', '2025-12-31')),
      freq: fc.constant('WEEKLY' as const),
      byDay: maybe(fc.constantFrom('TU', 'MO,WE')),
      opensAt: maybe(fc.constantFrom('09:00', '18:00')),
      closesAt: maybe(fc.constantFrom('11:00', '20:00')),
    }),
    { maxLength: 2 },
  ),
  places: fc.array(fc.record({ latitude, longitude, exact: fc.constant(true) }), { maxLength: 2 }),
  trustBand: fc.constantFrom(0 as const, 1 as const, 2 as const),
});

const wishes: fc.Arbitrary<Wishes> = fc.record(
  {
    kind: fc.constantFrom('language', 'LANG-ESOL', 'food'),
    day: fc.constantFrom(...keysOf(WEEKDAYS)),
    part: fc.constantFrom(...(Object.keys(PARTS_OF_DAY) as (keyof typeof PARTS_OF_DAY)[])),
    free: fc.constant(true as const),
    age: fc.integer({ min: 0, max: 100 }),
    language: fc.constantFrom('ti', 'ar', 'en'),
    languageHow: fc.constantFrom('door' as const, 'interpreter' as const, 'either' as const),
    attendingSex: fc.constantFrom('women' as const, 'men' as const, 'mixed' as const),
    creche: fc.constant(true as const),
    ways: fc.subarray(keysOf(WAYS), { minLength: 1 }),
    stage: fc.constantFrom(...keysOf(STAGES)),
    openToNrpf: fc.constant(true as const),
    noStatusAsked: fc.constant(true as const),
    noDocuments: fc.constant(true as const),
    route: fc.constantFrom(...keysOf(ROUTES)),
    takesReferrals: fc.constant(true as const),
    format: fc.constantFrom('one_to_one' as const, 'group' as const),
  },
  { requiredKeys: [] },
);

const asked = fc.record({
  wishes,
  near: maybe(fc.record({ latitude, longitude })),
  withinKm: maybe(fc.double({ min: 0.5, max: 30, noNaN: true })),
  sort: fc.constantFrom('best' as const, 'nearest' as const, 'name' as const),
  knownOnly: fc.boolean(),
  /** Which services have the words, and how well. */
  ranks: maybe(fc.array(fc.constantFrom(0, 0.25, 0.5), { minLength: 40, maxLength: 40 })),
  offset: fc.integer({ min: 0, max: 5 }),
  limit: fc.integer({ min: 1, max: 50 }),
});

const world = fc
  .array(facts, { maxLength: 40 })
  .map(list => list.map((each, at) => ({ ...each, id: `0${String(at).padStart(3, '0')}` as ServiceId })));

type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

/** The same by walking: every wish judged on every service, distances by trigonometry, and a sort of everything. */
function plainly(services: readonly ServiceFacts[], search: Asked) {
  const list = wishesOf(search.wishes, TODAY);
  const rankOf = (service: ServiceFacts) => search.ranks?.[Number(service.id)] ?? 0;
  const found = services.flatMap(service => {
    if (search.ranks && rankOf(service) === 0) return [];
    const verdicts = list.map(wish => wish.judge(service).verdict);
    const kms = search.near ? service.places.map(place => distanceKm(place, search.near ?? place)) : [];
    const km = kms.length === 0 ? null : Math.min(...kms);
    if (search.near && search.withinKm !== null)
      verdicts.push(km === null ? 'unknown' : km <= search.withinKm ? 'yes' : 'no');
    if (verdicts.includes('no')) return [];
    return [{ service, km, gaps: verdicts.filter(verdict => verdict === 'unknown').length }];
  });
  const group = (gaps: number) => (search.sort === 'best' ? gaps : Math.min(gaps, 1));
  const far = (km: number | null) => km ?? 1e9;
  const ordered = found.sort(
    (a, b) =>
      (search.near === null && search.sort === 'nearest' ? a.gaps - b.gaps : group(a.gaps) - group(b.gaps)) ||
      (search.sort === 'name'
        ? 0
        : (search.near ? Math.round(1e6 * (far(a.km) - far(b.km))) : 0) ||
          rankOf(b.service) - rankOf(a.service) ||
          // Where nothing else tells them apart; the nearest of what has no place is as far as any other.
          a.service.trustBand - b.service.trustBand) ||
      (a.service.name < b.service.name ? -1 : a.service.name > b.service.name ? 1 : 0) ||
      (a.service.id < b.service.id ? -1 : 1),
  );
  const known = found.filter(({ gaps }) => gaps === 0).length;
  const shown = search.knownOnly ? ordered.filter(({ gaps }) => gaps === 0) : ordered;
  const page = shown.slice(search.offset, search.offset + search.limit);
  return {
    ids: page.map(({ service }) => service.id),
    kms: page.map(({ km }) => km),
    known,
    unknown: found.length - known,
  };
}

function byIndex(index: ReturnType<typeof indexServices>, search: Asked) {
  const bits = emptyBits(index.facts.length);
  const rank = new Float32Array(index.facts.length);
  index.facts.forEach(({ id }, slot) => {
    rank[slot] = search.ranks?.[Number(id)] ?? 0;
    if ((rank[slot] ?? 0) > 0) setBit(bits, slot);
  });
  const query: IndexQuery = {
    ...search,
    wishes: wishesOf(search.wishes, TODAY),
    withinKm: search.near ? search.withinKm : null,
    text: search.ranks ? { bits, rank } : null,
  };
  return { query, answer: askIndex(index, query) };
}

describe('the index in memory', () => {
  it('answers as a plain walk over all services does', () => {
    fc.assert(
      fc.property(world, fc.array(asked, { minLength: 1, maxLength: 4 }), (services, searches) => {
        // One index for several searches, so that kept answers are used too.
        const index = indexServices(services);
        for (const search of searches) {
          const { answer } = byIndex(index, search);
          const plain = plainly(services, search);
          expect(answer.hits.map(({ slot }) => index.facts[slot]?.id)).toEqual(plain.ids);
          expect([answer.known, answer.unknown]).toEqual([plain.known, plain.unknown]);
          answer.hits.forEach(({ km }, at) => {
            const expected = plain.kms[at] ?? null;
            if (expected === null || search.near === null) expect(km).toBeNull();
            else expect(km).toBeCloseTo(expected, 5);
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same after changes as when made anew', () => {
    fc.assert(
      fc.property(world, world, asked, (before, after, search) => {
        // Every third is left as it was.
        const kept = before.filter((_, at) => at % 3 === 0);
        const changed = after.filter((_, at) => at % 3 !== 0);
        const gone = new Set(
          [...before, ...after].filter(({ id }) => Number(id) % 3 !== 0).map(({ id }) => id),
        );
        const old = indexServices(before);
        // What was asked before the change is kept in part, and must not show.
        byIndex(old, search);
        const { index } = changeIndex(old, gone, changed);
        const anew = indexServices([...kept, ...changed]);
        expect(index.facts).toEqual(anew.facts);
        expect(byIndex(index, search).answer).toEqual(byIndex(anew, search).answer);
      }),
    );
  });

  it('says truly how many more there would be without each wish', () => {
    fc.assert(
      fc.property(world, asked, (services, search) => {
        const index = indexServices(services);
        const { query, answer } = byIndex(index, search);
        const listed = ({ known, unknown }: typeof answer) => known + (search.knownOnly ? 0 : unknown);
        for (const { wish, services: count } of loosenings(index, query)) {
          const looser =
            wish === 'distance'
              ? { ...query, withinKm: null }
              : wish === 'text'
                ? { ...query, text: null }
                : { ...query, wishes: query.wishes.filter(each => each !== wish) };
          expect(listed(askIndex(index, looser))).toBe(count);
          expect(count).toBeGreaterThan(listed(answer));
        }
      }),
    );
  });

  it('never leaves out a service of which nothing is known', () => {
    fc.assert(
      fc.property(wishes, wished => {
        const index = indexServices([NOTHING_KNOWN]);
        const search = {
          wishes: wished,
          near: null,
          withinKm: null,
          sort: 'best',
          knownOnly: false,
        } as const;
        const { answer } = byIndex(index, { ...search, ranks: null, offset: 0, limit: 10 });
        expect(answer.hits.length).toBe(1);
      }),
    );
  });
});
