// Words to search by, and what a misspelt one was meant to be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween, meantWord, queryFor, queryWords, searchVector } from './words.ts';

describe('search vector', () => {
  it('weights, places and drops silent words', () => {
    expect(
      searchVector([
        ['A', 'The Elms of Elms'],
        ['B', null],
        ['D', 'élms'],
      ]),
    ).toBe("'elms':2A,4A,5D");
  });
  it('never needs escaping, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text =>
        /^(?:'[^'\\\s]+':\d+[ABCD](?:,\d+[ABCD])*(?: |$))*$/.test(searchVector([['A', text]])),
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text =>
        queryWords(text).every(word => !/['\\\s:&|!()]/.test(word)),
      ),
    );
  });
});

describe('query', () => {
  it.each([
    ['GP surgery in Tooting', ['gp', 'surgery', 'tooting']],
    ['the', ['the']],
    ["Women’s  women's", ['womens']],
    ['مُسَاعَدَة', ['مساعده']],
    ["'; drop table x; --", ['drop', 'table', 'x']],
    ['🙂 -- !', []],
  ])('%s', (typed, words) => expect(queryWords(typed)).toEqual(words));
  it('asks for all words, or any, by their beginnings', () => {
    expect(queryFor(['gp', 'toot'])).toBe("'gp':* & 'toot':*");
    expect(queryFor(['gp', 'toot'], 'any')).toBe("'gp':* | 'toot':*");
  });
});

describe('misspelt words', () => {
  it('counts edits as a metric does', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editsBetween(a, b)).toBe(editsBetween(b, a));
        expect(editsBetween(a, b) === 0).toBe(a === b);
        expect(editsBetween(a, b)).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
      }),
    );
  });
  it.each([
    ['tootng', 'tooting'],
    ['cetnre', 'centre'],
    ['zzzzzz', null],
    ['gpx', null],
  ])('%s → %s', (typed, meant) => {
    const known = [
      { word: 'cenre', services: 1 },
      { word: 'centre', services: 900 },
      { word: 'tooting', services: 9 },
      { word: 'toning', services: 50 },
      { word: 'gp', services: 999 },
    ];
    expect(meantWord(typed, known)).toBe(meant);
  });
});
