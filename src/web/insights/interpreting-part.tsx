// Interpreting in the evaluator's numbers: asked for, booked, given, and what could not be given; protected by the database.
import type { ReactElement } from 'react';
import { INTERPRETING_STEPS, type InterpretingRow, type InterpretingStep } from '#overviews';
import { type Column, Table } from '#ui';
import type { CsvValue } from '#web';
import { cellWords, countWords } from './words.ts';

const STEP_WORDS: Record<InterpretingStep, string> = {
  needed: 'Asked for',
  booked: 'Booked',
  attended: 'Interpreted',
  unmet: 'Could not be given',
};

const nameOf = (cell: string): string => {
  if (cell === 'all') return 'All interpreting';
  return cell === 'other'
    ? 'Other languages, each asked for fewer than 5 times'
    : cellWords('language', cell);
};

const COLUMNS: Column<InterpretingRow>[] = [
  { heading: 'Language', rowHeader: true, cell: row => nameOf(row.cell) },
  ...INTERPRETING_STEPS.map(
    (step): Column<InterpretingRow> => ({
      heading: STEP_WORDS[step],
      numeric: true,
      cell: row => countWords(row.steps[step]),
    }),
  ),
];

export const InterpretingPart = ({ rows }: { readonly rows: readonly InterpretingRow[] }): ReactElement => (
  <>
    <Table
      caption="Interpreting that was asked for"
      columns={COLUMNS}
      rows={rows}
      rowKey={row => row.cell}
      empty="No interpreter was asked for in this year"
    />
    <p>
      Each number is out of “Asked for”. “Could not be given”: no interpreter was to be had, an adult relative
      or friend interpreted instead, the interpreter did not come, or the provider cancelled. What is missing
      was cancelled, or has not ended yet.
    </p>
  </>
);

export const interpretingRows = (rows: readonly InterpretingRow[]): CsvValue[][] =>
  rows.flatMap(row =>
    INTERPRETING_STEPS.map((step): CsvValue[] => [
      'Interpreting',
      nameOf(row.cell),
      STEP_WORDS[step],
      row.steps[step].shown ?? countWords(row.steps[step]),
    ]),
  );
