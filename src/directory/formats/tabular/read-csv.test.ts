// CSV as people write it: no row is lost to another, and what was not taken as it was is told with its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, type TableProblem } from './read-csv.ts';

const read = (text: string) => {
  const problems: TableProblem[] = [];
  const rows = readCsv(text, 'list.csv', problems);
  return { rows, told: problems.map(({ record, reason }) => `${record}: ${reason}`) };
};

describe('a table', () => {
  it.each([
    ['with commas', 'id,name\n1,a\n2,b\n'],
    ['with semicolons', 'id;name\n1;a\n2;b\n'],
    ['with tabs, a mark and lines of Windows', '\ufeffid\tname\r\n1\ta\r\n\r\n2\tb\r\n'],
    ['with empty cells behind', 'id,name\n1,a,,\n2,b,\n'],
  ])('%s is read without a word', (_, text) => {
    expect(read(text)).toEqual({
      rows: [
        { id: '1', name: 'a' },
        { id: '2', name: 'b' },
      ],
      told: [],
    });
  });

  it.each([
    ['in the middle', 'id,name\n1,a\n2,"b\n3,c\n4,"d, e"\n'],
    ['in the first row', 'id,name\n1,a\n2,"b\n3,c\n4,d e'],
    ['twice', 'id,name\n1,a\n2,"b\n3,c\n4,d "e'],
  ])('loses no row to a quote that nobody closed: %s', (_, text) => {
    const { rows, told } = read(text);
    expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(told).toEqual(['list.csv, line 3: quote-not-closed']);
  });

  it('tells rows with too few cells, or with something in one too many', () => {
    expect(read('id,name\n1\n2,b\n3,c,more\n')).toEqual({
      rows: [{ id: '1' }, { id: '2', name: 'b' }, { id: '3', name: 'c' }],
      told: ['list.csv, line 2: wrong-number-of-columns', 'list.csv, line 4: wrong-number-of-columns'],
    });
  });

  it('ends, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ';', ' ', 'é') }), text =>
        Array.isArray(read(`id,name\n${text}`).rows),
      ),
      { numRuns: 300 },
    );
  });
});
