// The overview as rows of a spreadsheet: each number with what it is out of and what is missing.
import { languageName } from '#kernel';
import { type InterpretingNumbers, unmetOf, type Wait } from '#overviews';
import { STATE_NAMES, STATES } from '#referrals';
import type { CsvValue } from '#web';
import type { Overview } from './load.ts';

type CsvRow = readonly CsvValue[];

const oneDecimal = (hours: number | null): number | null =>
  hours === null ? null : Math.round(hours * 10) / 10;

const waitRows = (name: string, wait: Wait, received: number): CsvRow[] => [
  ['Waiting', `${name}: median hours`, oneDecimal(wait.medianHours), wait.reached, received - wait.reached],
  ['Waiting', `${name}: longest hours`, oneDecimal(wait.longestHours), wait.reached, received - wait.reached],
];

const interpretingRows = (name: string, of: InterpretingNumbers): CsvRow[] =>
  [
    ['provider asked', of.requested],
    ['booked', of.booked],
    ['interpreted', of.attended],
    ['could not be given', unmetOf(of)],
    ['none to be had', of.noneAvailable],
    ['a relative instead', of.relativeUsed],
    ['the provider failed', of.providerFailed],
    ['ended otherwise', of.otherwiseEnded],
  ].map(([what, count]): CsvRow => ['Interpreting', `${name}: ${what}`, count ?? null, of.needed, of.open]);

export function csvRows({ asked, numbers, interpreting, tasks, waiting, loads, today }: Overview): CsvRow[] {
  const { period } = asked;
  const { received } = numbers;
  return [
    ['Part', 'Number', 'Value', 'Out of', 'Missing'],
    ['Period', `${period.from} to ${period.to}`, null, null, null],
    ['Period', 'Referrals received', received, null, null],
    ...STATES.map(
      (state): CsvRow => ['Where they stand', STATE_NAMES[state], numbers.byState[state], received, 0],
    ),
    ...waitRows('From arrival to a decision', numbers.toDecision, received),
    ...waitRows('From arrival to a link worker', numbers.toAllocation, received),
    ...waitRows('From arrival to the first contact', numbers.toFirstContact, received),
    ['Answers', 'Answered in time', numbers.answeredInTime, numbers.decided, received - numbers.decided],
    ['Answers', 'Not decided and late now', numbers.lateNow, received, null],
    ...interpretingRows('All languages', interpreting.all),
    ...interpreting.byLanguage.flatMap(row => interpretingRows(languageName(row.language), row)),
    ['Now', `Day: ${today}`, null, null, null],
    ['Now', 'Waiting for a decision', waiting.undecided, null, null],
    ['Now', 'Waiting for a link worker', waiting.unallocated, null, null],
    ['Now', 'Overdue tasks', tasks.overdue, tasks.open, null],
    ...loads.workers.flatMap((worker): CsvRow[] => [
      [
        'Caseloads',
        `${worker.name} (${worker.teamName}): open referrals`,
        worker.openReferrals,
        worker.capacity,
        null,
      ],
      [
        'Caseloads',
        `${worker.name} (${worker.teamName}): overdue tasks`,
        worker.overdueTasks,
        worker.openTasks,
        null,
      ],
    ]),
  ];
}
