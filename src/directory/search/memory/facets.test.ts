// Each number beside a filter is what the search itself would list with it: asked one after the other, with distance and all wishes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceId } from '#kernel';
import { facetsOf } from '../facets.ts';
import { NOTHING_KNOWN } from '../facts.fixture.ts';
import { keysOf, type ServiceFacts, WAYS } from '../facts.ts';
import { WEEKDAYS } from '../schedule.ts';
import { type Wishes, wishesOf } from '../wishes.ts';
import { askIndex, type IndexQuery } from './query.ts';
import { indexServices } from './service-index.ts';

const TODAY = '2026-11-22';
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const place = fc.record({
  latitude: fc.integer({ min: 0, max: 40 }).map(step => 51.3 + step / 100),
  longitude: fc.integer({ min: 0, max: 40 }).map(step => -0.3 + step / 100),
  exact: fc.constant(true),
});
const schedule = {
  validFrom: null,
  validTo: null,
  start: null,
  until: null,
  freq: 'WEEKLY' as const,
  interval: null,
  byMonthDay: null,
  opensAt: '09:00',
  closesAt: '11:00',
};

const facts: fc.Arbitrary<ServiceFacts> = fc
  .record({
    kinds: fc.subarray(['language', 'LANG-ESOL', 'food', 'MON-FOOD']),
    door: fc.subarray(['ti', 'ar', 'en']),
    byInterpreter: fc.subarray(['ti', 'fa']),
    attendingSex: maybe(fc.constantFrom('women' as const, 'mixed' as const)),
    stepFree: maybe(fc.boolean()),
    remote: maybe(fc.subarray(keysOf(WAYS))),
    cost: maybe(fc.record({ free: fc.boolean(), words: fc.constant('') })),
    schedules: fc.array(
      fc.record({
        ...Object.fromEntries(Object.entries(schedule).map(([name, value]) => [name, fc.constant(value)])),
        byDay: fc.constantFrom('TU', 'MO,WE', null),
        until: fc.constantFrom(null, '2025-12-31'),
        validTo: fc.constantFrom(null, '2025-12-31'),
        opensAt: fc.constantFrom('09:00', '18:00', null),
      }) as fc.Arbitrary<ServiceFacts['schedules'][number]>,
      { maxLength: 3 },
    ),
    places: fc.array(place, { maxLength: 1 }),
  })
  .map(known => ({ ...NOTHING_KNOWN, ...known }));

const wishes: fc.Arbitrary<Wishes> = fc.record(
  {
    kind: fc.constantFrom('language', 'food'),
    need: fc.constantFrom('LANG-ESOL', 'LANG-CONV', 'MON-FOOD'),
    language: fc.constantFrom('ti', 'ar'),
    languageHow: fc.constantFrom('door' as const, 'interpreter' as const),
    day: fc.constantFrom(...keysOf(WEEKDAYS)),
    part: fc.constantFrom('morning' as const, 'evening' as const),
    attendingSex: fc.constantFrom('women' as const, 'mixed' as const),
    free: fc.constant(true as const),
    ways: fc.subarray(keysOf(WAYS), { minLength: 1 }),
  },
  { requiredKeys: [] },
);

/** The search with one value of a filter in the place of what it asked of it. */
const withValue = (search: Wishes, name: string, value: string): Wishes => {
  if (name === 'ticks') return { ...search, [value]: true };
  return { ...search, [name]: name === 'ways' ? [value] : value };
};

describe('the numbers beside filters', () => {
  it('are exactly what the search would list and know with that value', () => {
    const near = maybe(place);
    const world = fc.array(facts, { maxLength: 30 });
    fc.assert(
      fc.property(world, wishes, near, fc.boolean(), (list, search, from, knownOnly) => {
        const index = indexServices(list.map((each, at) => ({ ...each, id: `s${at}` as ServiceId })));
        const queryOf = (asked: Wishes): IndexQuery => ({
          wishes: wishesOf(asked, TODAY),
          text: null,
          near: from,
          withinKm: from ? 9 : null,
          sort: 'best',
          knownOnly,
          offset: 0,
          limit: 10,
        });
        const before = askIndex(index, queryOf(search));
        for (const { name, values } of facetsOf(index, queryOf(search), search, TODAY))
          for (const { value, known, listed } of values) {
            const answer = askIndex(index, queryOf(withValue(search, name, value)));
            expect([name, value, known, listed]).toEqual([
              name,
              value,
              answer.known,
              answer.known + answer.unknown,
            ]);
          }
        expect(askIndex(index, queryOf(search))).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it('leave out what nothing would be listed for, and offer the types of the chosen kind', () => {
    const classes = { ...NOTHING_KNOWN, kinds: ['language', 'LANG-ESOL'] };
    const query: IndexQuery = {
      wishes: wishesOf({ kind: 'language' }, TODAY),
      text: null,
      near: null,
      withinKm: null,
      sort: 'best',
      knownOnly: false,
      offset: 0,
      limit: 10,
    };
    const kinds = facetsOf(indexServices([classes]), query, { kind: 'language' }, TODAY).find(
      ({ name }) => name === 'kind',
    );
    expect(kinds?.values).toEqual([
      { value: 'language', known: 1, listed: 1 },
      { value: 'LANG-ESOL', known: 1, listed: 1 },
    ]);
  });
});
