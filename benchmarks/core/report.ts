// Prints what was measured: a table a job, ratios to the floor, and the targets beside them. Never a verdict.
import { cpus } from 'node:os';
import type { Measured } from '../load/load.ts';
import type { Job } from './requests.ts';

export type Side = Measured & {
  /** Of each round. */
  readonly perSecond: readonly number[];
  readonly serverCpu: number;
  readonly databaseCpu: number;
  /** Peak, megabytes. */
  readonly databaseMemory: number;
};
export type Result = {
  readonly job: Job;
  readonly callers: number;
  readonly ours: Side;
  readonly floor: Side;
};
export type Starts = {
  readonly seconds: readonly number[];
  readonly medianSeconds: number;
  readonly medianMegabytes: number;
};
type Memory = { readonly now: number; readonly peak: number };

const START_TARGET_SECONDS = 1;
const START_TARGET_MEGABYTES = 250;

const whole = (number: number): string => Math.round(number).toLocaleString('en-GB');
const ms = (number: number): string => (number < 10 ? number.toFixed(1) : number.toFixed(0));

export function printStarts({ seconds, medianSeconds, medianMegabytes }: Starts): void {
  const each = seconds.map(second => second.toFixed(2)).join(', ');
  console.log(
    `\nStart to /health: ${medianSeconds.toFixed(2)} s (median of ${each}); target ${START_TARGET_SECONDS} s`,
  );
  console.log(`Memory after start: ${whole(medianMegabytes)} MB; target ${START_TARGET_MEGABYTES} MB\n`);
}

const HEADINGS = [
  'job',
  'callers',
  'per second',
  'rounds',
  'p50 ms',
  'p95',
  'p99',
  'errors',
  'CPU ms each: server',
  'database',
  'floor/s',
  'p50',
  'p95',
  'CPU',
  'database',
  'of floor',
];

export function printResults(
  results: readonly Result[],
  memory: { readonly server: Memory; readonly floor: Memory },
): void {
  const rows = results.map(rowOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map(row => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  console.log([HEADINGS, ...rows].map(line).join('\n'));
  printMemory(results, memory);
  printTargets(results);
  printComplaints(results);
  console.log(
    `\n${cpus().length} cores, Node ${process.version}; server, database and callers on one machine.`,
  );
}

const cpuEach = (side: Side, seconds: number): string =>
  ((1000 * seconds) / Math.max(1, side.done)).toFixed(2);
const spread = ({ perSecond }: Side): string =>
  `${whole(Math.min(...perSecond))}-${whole(Math.max(...perSecond))}`;
const rateOf = ({ done, seconds }: Side): number => done / seconds;

function rowOf({ job, callers, ours, floor }: Result): string[] {
  return [
    job.words,
    String(callers),
    whole(rateOf(ours)),
    spread(ours),
    ms(ours.latencies.p50),
    ms(ours.latencies.p95),
    ms(ours.latencies.p99),
    String(ours.errors),
    cpuEach(ours, ours.serverCpu),
    cpuEach(ours, ours.databaseCpu),
    whole(rateOf(floor)),
    ms(floor.latencies.p50),
    ms(floor.latencies.p95),
    cpuEach(floor, floor.serverCpu),
    cpuEach(floor, floor.databaseCpu),
    `${whole((100 * rateOf(ours)) / rateOf(floor))} %`,
  ];
}

function printMemory(results: readonly Result[], { server, floor }: { server: Memory; floor: Memory }): void {
  const database = Math.max(
    ...results.flatMap(({ ours, floor: bare }) => [ours.databaseMemory, bare.databaseMemory]),
  );
  const cpu = results.reduce((sum, { ours }) => sum + ours.serverCpu, 0);
  const databaseCpu = results.reduce((sum, { ours }) => sum + ours.databaseCpu, 0);
  console.log(
    `\nPeak memory: Footbridge ${whole(server.peak)} MB, floor ${whole(floor.peak)} MB, PostgreSQL ${whole(database)} MB (shared buffers once).`,
  );
  console.log(
    `CPU while Footbridge was asked: server ${cpu.toFixed(1)} s, PostgreSQL ${databaseCpu.toFixed(1)} s.`,
  );
}

const TARGET_CALLERS = 8;

function printTargets(results: readonly Result[]): void {
  console.log('\nTargets with 8 callers, for information:');
  for (const { job, callers, ours, floor } of results) {
    if (callers !== TARGET_CALLERS) continue;
    const { target } = job;
    const half = `half of the floor ${whole(rateOf(floor) / 2)}/s`;
    const wanted = target
      ? `${whole(target.perSecond)}/s${target.p95 ? `, p95 ${target.p95} ms` : ''}; ${half}`
      : half;
    console.log(
      `  ${job.words}: ${whole(rateOf(ours))}/s, p95 ${ms(ours.latencies.p95)} ms; target ${wanted}`,
    );
  }
}

function printComplaints(results: readonly Result[]): void {
  for (const { job, callers, ours, floor } of results)
    for (const [name, side] of [
      ['Footbridge', ours],
      ['floor', floor],
    ] as const)
      if (side.errors > 0)
        console.log(
          `Wrong answers of ${name}, ${job.name}, ${callers} callers: ${side.complaints.join('; ')}`,
        );
}
