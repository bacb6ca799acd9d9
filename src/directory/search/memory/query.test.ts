// The index answers exactly as a plain walk over all services would: same services, same order, same counts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm } from '#kernel';
import { NOTHING_KNOWN } from '../facts.fixture.ts';
import type { ServiceFacts } from '../facts.ts';
import { wishesOf } from '../wishes.ts';
import { loosenings } from './loosen.ts';
import { askIndex, type IndexQuery } from './query.ts';
import { indexServices } from './service-index.ts';
import { type Asked, asked, byIndex, TODAY, wishes, world } from './worlds.fixture.ts';

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

const leaveOut = (query: IndexQuery, wish: IndexQuery['wishes'][number]): IndexQuery => ({
  ...query,
  wishes: query.wishes.filter(each => each !== wish),
});

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

  it('says of everything asked how many more there would be without it', () => {
    fc.assert(
      fc.property(world, asked, (services, search) => {
        const index = indexServices(services);
        const { query } = byIndex(index, search);
        const listed = (changed: IndexQuery): number => {
          const { known, unknown } = askIndex(index, changed);
          return known + (search.knownOnly ? 0 : unknown);
        };
        const without = [
          ...query.wishes.map(wish => ({ wish, query: leaveOut(query, wish) })),
          ...(query.withinKm === null
            ? []
            : [{ wish: 'distance' as const, query: { ...query, withinKm: null } }]),
          ...(query.text === null ? [] : [{ wish: 'text' as const, query: { ...query, text: null } }]),
        ].map(({ wish, query: looser }) => ({ wish, services: listed(looser) }));
        const expected = without.filter(({ services: count }) => count > listed(query));
        const given = loosenings(index, query);
        expect(new Map(given.map(({ wish, services: count }) => [wish, count]))).toEqual(
          new Map(expected.map(({ wish, services: count }) => [wish, count])),
        );
        const counts = given.map(({ services: count }) => count);
        expect(counts).toEqual(counts.toSorted((one, other) => other - one));
      }),
      { numRuns: 300 },
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
