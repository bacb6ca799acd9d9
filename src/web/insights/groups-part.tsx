// Groups in the evaluator's numbers: how often somebody was expected, and came or did not; protected by the database.
import type { ReactElement } from 'react';
import { GROUP_STEPS, type GroupRow, type GroupStep } from '#overviews';
import { type Column, Table } from '#ui';
import type { CsvValue } from '#web';
import { countWords } from './words.ts';

const STEP_WORDS: Record<GroupStep, string> = {
  people: 'People',
  expected: 'Expected',
  came: 'Came',
  sent_word: 'Sent word',
  did_not_come: 'Did not come',
};

const CELLS: Readonly<Record<string, string>> = {
  all: 'All groups',
  mixed: 'Mixed groups',
  women: 'Groups for women',
  men: 'Groups for men',
};
const nameOf = (cell: string): string => CELLS[cell] ?? cell;

const COLUMNS: Column<GroupRow>[] = [
  { heading: 'Groups', rowHeader: true, cell: row => nameOf(row.cell) },
  ...GROUP_STEPS.map(
    (step): Column<GroupRow> => ({
      heading: STEP_WORDS[step],
      numeric: true,
      cell: row => countWords(row.steps[step]),
    }),
  ),
];

export const GroupsPart = ({ rows }: { readonly rows: readonly GroupRow[] }): ReactElement => (
  <>
    <Table
      caption="Groups"
      columns={COLUMNS}
      rows={rows}
      rowKey={row => row.cell}
      empty="Nobody was marked in a register of a group in this year"
    />
    <p>
      “Expected” is each time somebody with a place was marked in a register; the numbers after it are out of
      that. Registers that nobody filled in, and guests without a record, are not in it.
    </p>
  </>
);

export const groupRows = (rows: readonly GroupRow[]): CsvValue[][] =>
  rows.flatMap(row =>
    GROUP_STEPS.map((step): CsvValue[] => [
      'Groups',
      nameOf(row.cell),
      STEP_WORDS[step],
      row.steps[step].shown ?? countWords(row.steps[step]),
    ]),
  );
