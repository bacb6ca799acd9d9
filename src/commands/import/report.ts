// What an import dropped, changed or left out, and why: each loss in a file where one is named, and a summary by kind.
import { createWriteStream } from 'node:fs';
import type { RecordProblem } from '#directory';

/** Excel and the like must not take a cell for a formula. */
const cell = (text: string): string => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
const MOST_REASONS = 15;

/** Every loss goes into the file, where one is named; of each kind the summary says how often. */
export function importReport(file: string | undefined) {
  const reasons = new Map<string, number>();
  const out = file === undefined ? null : createWriteStream(file, { encoding: 'utf8' });
  out?.write('source,record,field,reason,value\n');
  return {
    tell({ source, record, field, reason, value }: RecordProblem): void {
      const said = record === 'mapping' ? ` (${value})` : '';
      const kind = `${field.replace(/\[\d+\]/g, '')}: ${reason}${said}`;
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
      out?.write(`${[source, record, field, reason, value].map(cell).join(',')}\n`);
    },
    summary(): readonly string[] {
      const most = [...reasons].sort((a, b) => b[1] - a[1]);
      if (most.length === 0) return [];
      const all = most.reduce((sum, [, times]) => sum + times, 0);
      const lines = [
        `  Dropped, changed or left out, and why (${all} in all):`,
        ...most.slice(0, MOST_REASONS).map(([kind, times]) => `    ${times} × ${kind}`),
      ];
      return most.length > MOST_REASONS
        ? [...lines, `    and ${most.length - MOST_REASONS} more kinds; see --report`]
        : lines;
    },
    close: () => new Promise<void>(resolve => (out ? out.end(resolve) : resolve())),
  };
}
