// Periods as they are asked for, downloads that no spreadsheet runs.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { csvText } from './csv.ts';
import { askedPeriod, periodWords } from './period.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');
const asked = (query: Record<string, string>) => askedPeriod(query, TODAY, 90);

describe('a period', () => {
  it('is the usual days when nothing is asked, today among them', () => {
    expect(asked({})).toMatchObject({ period: { from: '2025-12-11', to: '2026-03-10' }, errors: null });
    expect(periodWords(asked({}).period)).toBe('11 December 2025 to 10 March 2026');
  });

  it('comes from a link or from three boxes each, and fills the boxes again', () => {
    const typed = { 'from-day': '1', 'from-month': '1', 'from-year': '2026' };
    const both = { ...typed, 'to-day': '31', 'to-month': 'jan', 'to-year': '2026' };
    for (const query of [{ from: '2026-01-01', to: '2026-01-31' }, both])
      expect(asked(query)).toMatchObject({
        period: { from: '2026-01-01', to: '2026-01-31' },
        errors: null,
        typed: { 'from-day': '1', 'to-day': '31', 'to-month': '1' },
      });
  });

  test.each<[Record<string, string>, Record<string, string>]>([
    [{ from: '2026-02-30' }, { from: 'Enter a real date, such as 27 3 2026' }],
    [{ to: '2026-03-11' }, { to: 'Choose today or a day before it' }],
    [{ from: '2026-03-02', to: '2026-03-01' }, { to: 'The last day must not be before the first' }],
    [{ from: "'; drop table" }, { from: 'Enter a day' }],
    [{ 'from-month': '2', 'from-year': '2026' }, { from: 'Enter the day too' }],
  ])('%j is refused, and the usual days are shown', (query, errors) => {
    expect(asked(query)).toMatchObject({ errors, period: { from: '2025-12-11', to: '2026-03-10' } });
  });
});

describe('a day that is wrong in a link', () => {
  it('stands in the boxes', () => {
    expect(asked({ from: '2026-02-30' }).typed).toMatchObject({ 'from-day': '30', 'from-month': '2' });
  });
});

describe('a download', () => {
  it('quotes, marks its encoding, and keeps formulas text', () => {
    expect(
      csvText([
        ['Name', 'Of'],
        ['=HYPERLINK("http://x")', 3],
        ['+44', -2],
        ['a,b\n"c"', null],
        ['@SUM(A1)', 0.5],
      ]),
    ).toBe(
      '\ufeffName,Of\r\n"\'=HYPERLINK(""http://x"")",3\r\n\'+44,-2\r\n"a,b\n""c""",\r\n\'@SUM(A1),0.5\r\n',
    );
  });

  it('never has a cell that starts like a formula', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const written = csvText([[text]])
          .slice(1)
          .replace(/^"/, '');
        expect(written).not.toMatch(/^[=+\-@\t]/);
      }),
    );
  });
});
