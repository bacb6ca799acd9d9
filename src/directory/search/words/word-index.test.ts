// The words in memory find what a plain look through every entry finds, before and after changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meantWord, searchVector } from '../../words.ts';
import { hasBit } from '../memory/bits.ts';
import { carryOver } from '../memory/carry.ts';
import { readWords } from './read-words.ts';
import { rankOf } from './segment.ts';
import { changeWords, indexWords, matchWords, type WordIndex } from './word-index.ts';

const word = fc.constantFrom(
  'food',
  'foods',
  'bank',
  'banking',
  'école',
  'مركز',
  'ትግርኛ',
  '😀x',
  'a',
  'leeds',
  'sw17',
);
const entry = fc.array(word, { maxLength: 6 });
const entries = fc.array(entry, { maxLength: 20 });
const asked = fc.array(fc.constantFrom('foo', 'food', 'bank', 'ecole', 'مر', 'ትግ', 'a', 'lee', 'sw', 'zz'), {
  minLength: 1,
  maxLength: 3,
});

const vectorOf = (words: readonly string[]): string =>
  searchVector([
    ['A', words.slice(0, 1).join(' ')],
    ['D', words.slice(1).join(' ')],
  ]);

const wordsOf = (words: readonly string[]): string[] =>
  [...vectorOf(words).matchAll(/'([^']*)'/g)].map(([, found]) => found ?? '');

function expectAsPlain(index: WordIndex, list: readonly (readonly string[])[], wanted: readonly string[]) {
  const matches = matchWords(index, wanted);
  const [all, any] = [matches.all, matches.any()];
  list.forEach((words, slot) => {
    const has = wanted.map(each => wordsOf(words).some(found => found.startsWith(each)));
    expect(hasBit(all.bits, slot)).toBe(has.every(Boolean));
    expect(hasBit(any.bits, slot)).toBe(has.some(Boolean));
    expect((all.rank[slot] ?? 0) > 0).toBe(has.some(Boolean));
  });
}

const MISSPELT = ['fod', 'foodz', 'foood', 'bnak', 'bankign', 'ecloe', 'lees', 'zzzz', 'banks'];

/** A word that nobody's begins with is the one that is nearest among all that are there. */
function expectSpeltAsPlain(index: WordIndex, list: readonly (readonly string[])[]) {
  const services = new Map<string, number>();
  for (const found of list.flatMap(wordsOf)) services.set(found, (services.get(found) ?? 0) + 1);
  const known = Array.from(services, ([found, many]) => ({ word: found, services: many })).filter(
    ({ word: found }) => [...found].length > 2 && !/[0-9]/.test(found),
  );
  for (const typed of MISSPELT) {
    const isBegun = known.some(({ word: found }) => found.startsWith(typed));
    expect(readWords(index, typed).words).toEqual([(isBegun ? null : meantWord(typed, known)) ?? typed]);
  }
}

describe('words in memory', () => {
  it('find services by the beginning of a word, in any script', () => {
    fc.assert(
      fc.property(entries, asked, (list, wanted) =>
        expectAsPlain(indexWords(list.map(vectorOf)), list, wanted),
      ),
    );
  });

  it('do so after any number of changes', () => {
    const change = fc.record({ at: fc.nat(30), entry, how: fc.constantFrom('in', 'out', 'again') });
    fc.assert(
      fc.property(entries, fc.array(change, { maxLength: 8 }), asked, (first, changes, wanted) => {
        let list = first;
        let index = indexWords(list.map(vectorOf));
        for (const { at, entry: made, how } of changes) {
          const place = at % (list.length + 1);
          // Taken out, or read again where it is, or put in before it.
          const isThere = place < list.length;
          const gone = isThere && how !== 'in' ? [place] : [];
          const added = how === 'out' ? [] : [place];
          list = list.toSpliced(place, gone.length, ...added.map(() => made));
          index = changeWords(
            index,
            carryOver(index.numberOf.length, gone, added),
            added.map(() => vectorOf(made)),
          );
          expectAsPlain(index, list, wanted);
          expectSpeltAsPlain(index, list);
        }
      }),
    );
  });

  it('are spelt by what is there now', () => {
    const index = indexWords(["'sewing':1A", "'choir':1A", undefined]);
    expect(readWords(index, 'swing chior').words).toEqual(['sewing', 'choir']);
    const left = changeWords(index, carryOver(3, [0, 2], []), []);
    expect(readWords(left, 'swing chior').words).toEqual(['swing', 'choir']);
  });

  it('count what PostgreSQL escapes, and words without a place', () => {
    const index = indexWords(["'it''s':2 'plain'"]);
    expect(hasBit(matchWords(index, ["it'"]).all.bits, 0)).toBe(true);
    expect(hasBit(matchWords(index, ['plain']).all.bits, 0)).toBe(true);
  });

  it.each([
    ['1A', 0.6079],
    ['1', 0.0608],
    ['3B,7,9A', 0.8663],
  ])('rank %s like ts_rank', (positions, rank) => expect(rankOf(positions)).toBeCloseTo(rank, 3));
});
