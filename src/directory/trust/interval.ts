// How long a check of a kind of service holds: reviewed reference content (seeds/content/check-intervals.csv), never code.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type CheckInterval = {
  /** A category of kinds, or 'any'. */
  readonly kind: string;
  readonly label: string;
  readonly days: number;
  readonly certainty: string;
  readonly note: string;
  readonly source: string;
  readonly asOf: string;
  readonly reviewBy: string;
};

const FILE = new URL('../../../seeds/content/check-intervals.csv', import.meta.url);
const OTHERWISE: CheckInterval = {
  kind: 'any',
  label: 'Every kind of service',
  days: 91,
  certainty: 'design',
  note: '',
  source: '',
  asOf: '2026-11-22',
  reviewBy: '2027-05-22',
};

const rows = parse(readFileSync(FILE), { columns: true }) as Record<string, string>[];

/** @throws when the content cannot be used: it is reviewed, so that is a fault of ours. */
function intervalOf(row: Record<string, string>): CheckInterval {
  const days = Number(row.days);
  if (!Number.isInteger(days) || days < 1)
    throw new Error(`check-intervals.csv: ${row.kind} has no number of days`);
  return {
    kind: row.kind ?? '',
    label: row.label ?? '',
    days,
    certainty: row.certainty ?? '',
    note: row.note ?? '',
    source: row.source ?? '',
    asOf: row.as_of ?? '',
    reviewBy: row.review_by ?? '',
  };
}

export const CHECK_INTERVALS: readonly CheckInterval[] = rows.map(intervalOf);

const byKind = new Map(CHECK_INTERVALS.map(interval => [interval.kind, interval]));

/** The shortest of what the kinds of a service ask for. */
export function checkInterval(kinds: readonly string[]): CheckInterval {
  const found = kinds.flatMap(kind => byKind.get(kind) ?? []).sort((one, other) => one.days - other.days);
  return found[0] ?? byKind.get('any') ?? OTHERWISE;
}
