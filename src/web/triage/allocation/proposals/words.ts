// The words in which pages say what became of a line of a proposal, and what has changed since it was made.
import { formatInstant, instantOf } from '#kernel';
import type { ProposalLine, Staleness } from '#overviews';
import { type LineRefusal, STATE_NAMES } from '#referrals';

const REFUSALS: Readonly<Record<LineRefusal, string>> = {
  'not-found': 'This referral can no longer be seen here',
  'not-in-this-state': 'Somebody else has decided about this referral meanwhile',
  'not-yours': 'Only a manager may change who has it',
  'worker-not-found': 'The link worker is no longer there',
  'worker-of-another-team': 'The referral or the link worker has moved to another team',
  'already-theirs': 'They have this referral already',
  'person-not-asked': 'The person has said “only” since, and this link worker does not keep to it',
  'no-place-now': 'The link worker has no free place any more',
};

const isRefusal = (text: string): text is LineRefusal => Object.hasOwn(REFUSALS, text);

/** Null unless somebody tried to give it and could not. */
export const refusalWords = ({ decision, refusal }: ProposalLine): string | null => {
  if (decision !== 'refused' || refusal === null) return null;
  return `Could not be given: ${isRefusal(refusal) ? REFUSALS[refusal] : refusal}`;
};

/** A line that can still be given: the referral waits, and nobody gave it from here. */
export const isOpen = ({ state, decision }: ProposalLine): boolean =>
  state === 'accepted' && decision !== 'given';

const when = (date: Date | null): string => (date ? `, ${formatInstant(instantOf(date))}` : '');

/** What became of a line that is not open any more. */
export function outcomeWords(line: ProposalLine): string {
  const { decision, decidedBy, decidedAt, workerId, nowWorkerId, nowWorkerName, state } = line;
  if (decision === 'given') {
    const changed = nowWorkerId !== null && nowWorkerId !== workerId ? `. ${nowWorkerName} has it now` : '';
    return `Given by ${decidedBy ?? 'somebody'}${when(decidedAt)}${changed}`;
  }
  if (nowWorkerId === null) return STATE_NAMES[state];
  if (nowWorkerId === workerId) return 'Given to them, not from this proposal';
  return workerId === null ? `Given to ${nowWorkerName}` : `Given to ${nowWorkerName} instead`;
}

const people = (count: number, one: string, many: string): string =>
  count === 1 ? `1 person ${one}` : `${count} people ${many}`;

/** A sentence for each kind of change; none when nothing has changed. */
export function changesInWords({ added, gone, changed, otherPlaces }: Staleness): readonly string[] {
  return [
    added > 0 ? `${people(added, 'waits', 'wait')} who did not wait then` : null,
    gone > 0 ? `${people(gone, 'waits', 'wait')} no longer` : null,
    changed > 0
      ? `${people(changed, 'has', 'have')} answered questions about languages or wishes since`
      : null,
    otherPlaces > 0
      ? `${otherPlaces === 1 ? '1 link worker has' : `${otherPlaces} link workers have`} more or fewer free places`
      : null,
  ].filter(each => each !== null);
}

export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
