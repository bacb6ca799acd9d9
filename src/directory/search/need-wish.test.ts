// "Need" as a way into a search: the table of kinds is whole, dated and known, and nothing is left out because it is vague (guidance M2, R1).
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { CATEGORY_LABELS } from '../kind.ts';
import { NOTHING_KNOWN } from './facts.fixture.ts';
import { categoryOf, needWish, SEARCHED_NEEDS, typeLabel } from './need-wish.ts';

type Row = Record<string, string>;
const read = (name: string): Row[] =>
  parse(readFileSync(new URL(`../../../seeds/content/${name}`, import.meta.url)), {
    columns: true,
    bom: true,
  }) as Row[];
const types = read('intervention-types.csv');
const rows = read('need-kinds.csv');
const judge = (need: string, ...kinds: string[]) => needWish(need).judge({ ...NOTHING_KNOWN, kinds });

describe('the table of needs and kinds', () => {
  it('has each of the 49 kinds of help that can be asked for, and only kinds that there are', () => {
    const ways = new Set(['REF-BACK', 'INF-SIGN', 'INF-PLAN']);
    expect([...SEARCHED_NEEDS].sort()).toEqual(
      types
        .map(({ code }) => code ?? '')
        .filter(code => !ways.has(code))
        .sort(),
    );
    expect(SEARCHED_NEEDS.size).toBe(49);
    const known = new Set([...types.map(({ code }) => code), ...Object.keys(CATEGORY_LABELS)]);
    expect(rows.filter(({ kind }) => !known.has(kind))).toEqual([]);
    expect(rows.filter(({ fit }) => fit !== 'fits' && fit !== 'may_fit')).toEqual([]);
    expect(new Set(rows.map(({ need, kind }) => `${need} ${kind}`)).size).toBe(rows.length);
  });

  it('says of each row where it comes from, as of when, and until when it holds', () => {
    for (const { source, certainty, as_of, review_by } of rows) {
      expect([source !== '', certainty]).toEqual([true, 'design']);
      expect(as_of).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect((review_by ?? '') > (as_of ?? '')).toBe(true);
    }
  });
});

describe('a need in a search', () => {
  it.each([
    ['IMM-ADV', ['immigration', 'IMM-ADV'], 'yes', 'Gives: Regulated immigration advice'],
    ['IMM-ADV', ['immigration', 'IMM-SUP'], 'unknown', 'Regulated immigration advice: not known, ask them'],
    ['IMM-ADV', ['immigration'], 'unknown', 'Regulated immigration advice: not known, ask them'],
    ['IMM-ADV', [], 'unknown', 'Regulated immigration advice: not known, ask them'],
    ['IMM-ADV', ['food', 'MON-FOOD'], 'no', ''],
    ['LANG-ESOL', ['language', 'LANG-INT'], 'no', ''],
  ] as const)('%s and a service of %j: %s', (need, kinds, verdict, words) => {
    expect(judge(need, ...kinds)).toMatchObject({ verdict, words });
  });

  it('knows the category and the name of a kind', () => {
    expect([categoryOf('LANG-ESOL'), categoryOf('food')]).toEqual(['language', 'food']);
    expect([typeLabel('LANG-ESOL'), typeLabel('food')]).toEqual(['ESOL formal course', null]);
  });
});
