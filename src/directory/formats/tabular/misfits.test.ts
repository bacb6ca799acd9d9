// A mapping with a slip of the pen: what it names and the tables do not have is told, and nothing else is.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mappingProblem } from '../../feeds/import-file.ts';
import { MAPPING } from './mapping.ts';
import { readTables } from './read-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'footbridge-misfits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const table = write('own.csv', 'Name,Org,Lang,Junk\nTea,Hope,Arabic,x\n');
const mapping = {
  name: 'Own',
  tables: {
    organization: [{ columns: { id: 'Org', name: 'Org' } }],
    service: [{ columns: { id: 'Name', organization_id: 'Org', name: 'Name', wait_time: 'Wating' } }],
    language: [
      { each: { column: 'Lang', separator: ';' }, columns: { service_id: 'Name', name: { piece: true } } },
    ],
    schedules: [
      { needs: ['Days'], columns: { service_id: 'Name', description: { column: 'Days', or: 'Name' } } },
    ],
  },
};

describe('a mapping', () => {
  it('tells columns and tables that are not there, each once', () => {
    const read = readTables(table, MAPPING.parse(mapping));
    expect(typeof read === 'string' ? read : read.problems).toEqual([
      { record: 'mapping', field: 'service', reason: 'column-not-there', value: 'Wating' },
      { record: 'mapping', field: 'schedules', reason: 'no-such-table', value: 'schedules' },
      { record: 'mapping', field: 'schedules', reason: 'column-not-there', value: 'Days' },
    ]);
  });

  it.each([
    [{ ...mapping, tables: { phone: [{ split: 'Tel', columns: {} }] } }, /^tables\.phone\[0\]: .*split/],
    [{ ...mapping, name: 7 }, /^name: /],
    [mapping, null],
  ])('says where it is wrong: %j', (wrong, expected) => {
    const problem = mappingProblem(write('mapping.json', JSON.stringify(wrong)));
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatch(expected);
  });

  it('of meanings gives a cell only its own: any word may stand in a cell', () => {
    const status = { column: 'Status', values: { open: 'active', '*': 'inactive' } };
    const cells = 'Name,Org,Status\nTea,Hope,Open\nBread,Hope,constructor\nSoup,Hope,\n';
    const read = readTables(
      write('status.csv', cells),
      MAPPING.parse({
        name: 'Own',
        tables: {
          organization: [{ columns: { id: 'Org', name: 'Org' } }],
          service: [{ columns: { id: 'Name', organization_id: 'Org', name: 'Name', status } }],
        },
      }),
    );
    if (typeof read === 'string') throw new Error(read);
    expect(read.items.map(service => service.status)).toEqual(['active', 'inactive', undefined]);
  });

  it('that is no JSON has no place that is wrong', () => {
    expect(mappingProblem(write('mapping.json', '{bad'))).toBeNull();
  });
});
