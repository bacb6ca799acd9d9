// What happened to an entry, as lines of a time line.
import { fieldLabel, type HistoryEntry, quotedText } from '#directory';
import { formatInstant, instantOf } from '#kernel';
import type { TimelineEntry } from '#ui';

const METHODS: Readonly<Record<string, string>> = {
  phone: 'by phone',
  email: 'by email',
  visit: 'by a visit',
  website: 'on its website',
  provider: 'by the service itself',
};
const SETTLED: Readonly<Record<string, string>> = {
  right: 'right as it is',
  corrected: 'corrected',
  unknown: 'cannot be found out',
  withdrawn: 'taken back',
};
const ENDED: Readonly<Record<string, string>> = {
  'source-changed': ' (no longer: the source changed it since)',
  'taken-back': ' (taken back)',
  'corrected-again': ' (corrected again since)',
};

function titleOf(entry: HistoryEntry): string {
  switch (entry.kind) {
    case 'checked':
      return `Checked ${METHODS[entry.method] ?? ''}${entry.undone ? ' (taken back)' : ''}`;
    case 'disputed':
      return `Disputed: ${fieldLabel(entry.field)}`;
    case 'settled':
      return `Settled: ${fieldLabel(entry.field)}, ${SETTLED[entry.state] ?? entry.state}`;
    case 'corrected':
      return `Corrected: ${fieldLabel(entry.field)} from ${quotedText(entry.sourceValue)} to ${quotedText(entry.value)}${ENDED[entry.endedBecause ?? ''] ?? ''}`;
  }
}

/** Who did it, where the title does not say so already. */
function byOf(entry: HistoryEntry): string | null {
  if (entry.kind === 'corrected') return entry.madeBy;
  return entry.kind === 'checked' && entry.method === 'provider' ? null : entry.by;
}

export function entryOf(entry: HistoryEntry): TimelineEntry {
  const by = byOf(entry);
  return {
    key: `${entry.kind} ${entry.id}`,
    title: titleOf(entry),
    when: formatInstant(instantOf(entry.at)),
    dateTime: entry.at.toISOString(),
    ...(by === null ? {} : { by }),
  };
}
