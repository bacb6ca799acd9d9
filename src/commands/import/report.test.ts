// The summary of an import adds up to what it says there is.
import { expect, it } from 'vitest';
import { importReport } from './report.ts';

const problem = { source: 'a-list', record: '1', value: '' };

it('says how many there are in all: lost records, too, and the kinds that are not listed', () => {
  const report = importReport(undefined);
  expect(report.summary()).toEqual([]);
  report.tell({ ...problem, field: 'record', reason: 'no-name' });
  for (const at of [0, 1]) report.tell({ ...problem, field: `phones[${at}]`, reason: 'not-a-phone' });
  expect(report.summary()).toEqual([
    '  Dropped, changed or left out, and why (3 in all):',
    '    2 × phones: not-a-phone',
    '    1 × record: no-name',
  ]);
  for (let kind = 0; kind < 20; kind++) report.tell({ ...problem, field: `field ${kind}`, reason: 'odd' });
  expect(report.summary().at(0)).toContain('(23 in all)');
  expect(report.summary().at(-1)).toBe('    and 7 more kinds; see --report');
});
