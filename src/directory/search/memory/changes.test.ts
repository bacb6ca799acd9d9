// An index carried from change to change answers as one made anew: whatever is shared or carried over must be as it would be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceId } from '#kernel';
import { facetsOf } from '../facets.ts';
import type { ServiceFacts } from '../facts.ts';
import { wishesOf } from '../wishes.ts';
import { hasBit, setBit } from './bits.ts';
import { carryBits, carryList, carryNumbers, carryOver } from './carry.ts';
import { changeIndex, indexServices, metBy, type ServiceIndex } from './service-index.ts';
import { type Asked, asked, byIndex, facts, TODAY } from './worlds.fixture.ts';

/** More than three words of bits. */
const MOST = 100;
const idOf = (at: number): ServiceId => `0${String(at).padStart(3, '0')}` as ServiceId;

/** A service put in or read again, one that loses its places, one fact of it that changes, or one taken out. */
const change = fc.record({
  at: fc.nat(MOST + 10),
  to: facts,
  what: fc.constantFrom(
    'all',
    'place',
    'out',
    ...(['creche', 'kinds', 'door', 'name', 'trustBand'] as const),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(before: ServiceFacts | undefined, { at, to, what }: Change): ServiceFacts | undefined {
  if (what === 'out') return undefined;
  if (what === 'all' || !before) return { ...to, id: idOf(at) };
  return what === 'place' ? { ...before, places: to.places } : { ...before, [what]: to[what] };
}

const answersOf = (index: ServiceIndex, searches: readonly Asked[]) => ({
  bands: index.bands,
  searches: searches.map(search => {
    const { query, answer } = byIndex(index, search);
    return { answer, facets: facetsOf(index, query, search.wishes, TODAY) };
  }),
  met: searches.flatMap(({ wishes }) =>
    wishesOf(wishes, TODAY).map(wish => {
      const { yes, maybe } = metBy(index, wish);
      return { yes, maybe };
    }),
  ),
});

describe('an index that changes', () => {
  it('answers after every step as one made anew', () => {
    const first = fc
      .tuple(fc.array(facts, { minLength: 5, maxLength: 10 }), fc.integer({ min: 60, max: MOST }))
      .map(([some, size]) => Array.from({ length: size }, (_, at) => some[at % some.length] as ServiceFacts));
    const steps = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const searches = fc.array(asked, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(first, steps, searches, (list, all, asking) => {
        const now = new Map(list.map((each, at) => [idOf(at), { ...each, id: idOf(at) }]));
        let index = indexServices([...now.values()]);
        answersOf(index, asking);
        for (const step of all) {
          const ids = new Set(step.map(({ at }) => idOf(at)));
          for (const each of step) {
            const made = changed(now.get(idOf(each.at)), each);
            if (made) now.set(made.id, made);
            else now.delete(idOf(each.at));
          }
          const before = index;
          const answersBefore = structuredClone(answersOf(before, asking));
          index = changeIndex(
            before,
            ids,
            [...ids].flatMap(id => now.get(id) ?? []),
          ).index;
          const anew = indexServices([...now.values()]);
          expect(index.facts).toEqual(anew.facts);
          const [{ squares, ...places }, { squares: others, ...otherPlaces }] = [index.places, anew.places];
          expect(places).toEqual(otherPlaces);
          // Very many, so that a plain comparison takes long.
          expect(Buffer.from(squares.buffer).equals(Buffer.from(others.buffer))).toBe(true);
          expect(answersOf(index, asking)).toEqual(answersOf(anew, asking));
          // Who still has the index from before is answered as before.
          expect(answersOf(before, asking)).toEqual(answersBefore);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is held by slot', () => {
  it('is carried over as if each slot were moved by itself', () => {
    const slots = fc.uniqueArray(fc.nat(MOST - 1), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: MOST, size: 'max' }),
        slots,
        slots,
        (list, some, others) => {
          const inOrder = (picked: readonly number[], most: number) =>
            picked.filter(slot => slot <= most).sort((one, other) => one - other);
          const gone = inOrder(some, list.length - 1);
          const added = inOrder(others, list.length);
          const carry = carryOver(list.length, gone, added);
          const plain = [...list, null].flatMap((value, slot) => [
            ...added.filter(before => before === slot).map(() => -1),
            ...(value === null || gone.includes(slot) ? [] : [value]),
          ]);
          expect(carry.size).toBe(plain.length);
          expect(carry.fresh).toEqual(plain.flatMap((value, slot) => (value === -1 ? [slot] : [])));
          expect(
            carryList(
              list,
              carry,
              added.map(() => -1),
            ),
          ).toEqual(plain);
          const zeroed = plain.map(value => Math.max(0, value));
          expect([...carryNumbers(Uint32Array.from(list), carry)]).toEqual(zeroed);
          const odd = new Int32Array(4);
          list.forEach((value, slot) => {
            if (value % 2 === 1) setBit(odd, slot);
          });
          const bits = carryBits(odd, carry);
          expect(plain.map((_, slot) => hasBit(bits, slot))).toEqual(zeroed.map(value => value % 2 === 1));
        },
      ),
    );
  });
});
