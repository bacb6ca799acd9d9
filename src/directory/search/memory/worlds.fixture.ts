// Made-up directories and searches of all kinds, for tests by properties.
import fc from 'fast-check';
import type { ServiceId } from '#kernel';
import { keysOf, ROUTES, type ServiceFacts, STAGES, WAYS } from '../facts.ts';
import { PARTS_OF_DAY, WEEKDAYS } from '../schedule.ts';
import { type Wishes, wishesOf } from '../wishes.ts';
import { emptyBits, setBit } from './bits.ts';
import { askIndex, type IndexQuery } from './query.ts';
import type { ServiceIndex } from './service-index.ts';

export const TODAY = '2026-11-22';
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const some = <Key extends string>(words: Readonly<Record<Key, string>>) => maybe(fc.subarray(keysOf(words)));
const flag = maybe(fc.boolean());
const latitude = fc.integer({ min: 0, max: 40 }).map(step => 51.3 + step / 100);
const longitude = fc.integer({ min: 0, max: 40 }).map(step => -0.3 + step / 100);
const languages = fc.subarray(['ti', 'ar', 'en', 'fa']);

export const facts: fc.Arbitrary<Omit<ServiceFacts, 'id'>> = fc.record({
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

export const wishes: fc.Arbitrary<Wishes> = fc.record(
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

/** Many would hide what is only wrong where nothing, or one thing, is wished for. */
const fewWishes: fc.Arbitrary<Wishes> = fc.tuple(wishes, fc.nat(3), fc.nat()).map(([all, most, turn]) => {
  const entries = Object.entries(all);
  return Object.fromEntries([...entries, ...entries].slice(turn % (entries.length + 1)).slice(0, most));
});

export const asked = fc.record({
  wishes: fc.oneof(wishes, fewWishes),
  near: maybe(fc.record({ latitude, longitude })),
  withinKm: maybe(fc.double({ min: 0.5, max: 30, noNaN: true })),
  sort: fc.constantFrom('best' as const, 'nearest' as const, 'name' as const),
  knownOnly: fc.boolean(),
  /** Which services have the words, and how well. */
  ranks: maybe(fc.array(fc.constantFrom(0, 1, 2), { minLength: 40, maxLength: 40 })),
  offset: fc.integer({ min: 0, max: 5 }),
  limit: fc.integer({ min: 1, max: 50 }),
});

export const world = fc
  .array(facts, { maxLength: 40 })
  .map(list => list.map((each, at) => ({ ...each, id: `0${String(at).padStart(3, '0')}` as ServiceId })));

export type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

export function byIndex(index: ServiceIndex, search: Asked) {
  const bits = emptyBits(index.facts.length);
  const rank = new Uint32Array(index.facts.length);
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
