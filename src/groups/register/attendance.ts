// The register of a meeting: who was there, who sent word, who did not come and why; and what of it may be kept when.
import type { Temporal } from 'temporal-polyfill';
import { done, type Outcome, type PersonId, refused } from '#kernel';
import { hasDayCome, type Session } from '../sessions/session.ts';

export const MARKS = {
  present: 'Was here',
  left_early: 'Left early',
  sent_word: 'Sent word',
  did_not_come: 'Did not come',
} as const;
export type Mark = keyof typeof MARKS;
export const MARK_KEYS = Object.keys(MARKS) as [Mark, ...Mark[]];

export const hasCome = (mark: Mark): boolean => mark === 'present' || mark === 'left_early';

/** Why somebody did not come, or left early. Nobody has to say; "fear" is one, and needs no more words. */
export const ABSENCE_REASONS = {
  unwell: 'Unwell',
  transport: 'Cost of travel, or no transport',
  childcare: 'No childcare',
  appointment: 'Another appointment',
  work: 'Work',
  no_interpreter: 'No interpreter',
  fear: 'Afraid to come',
  faith: 'Prayer, fasting or a holy day',
  other: 'Another reason',
  not_known: 'Not known',
} as const;
export type AbsenceReason = keyof typeof ABSENCE_REASONS;
export const ABSENCE_REASON_KEYS = Object.keys(ABSENCE_REASONS) as [AbsenceReason, ...AbsenceReason[]];

export type Entry = {
  readonly personId: PersonId;
  readonly mark: Mark;
  /** Not kept for who was there; not known where nothing was said. */
  readonly reason: AbsenceReason | null;
};

export type RegisterRequest = {
  readonly entries: readonly Entry[];
  /** Who came without a record: a number only. */
  readonly guests: number;
  /** The register as the form was opened with. */
  readonly version: number;
};

export const MOST_GUESTS = 500;

export type RegisterRefusal =
  | 'not-found'
  | 'called-off'
  | 'not-yet'
  | 'changed-meanwhile'
  | 'guests-out-of-range'
  | 'nothing-marked';

export type KeptMark = Pick<Entry, 'personId' | 'mark' | 'reason'>;

export type DecidedRegister = {
  /** New, or other than what is kept. */
  readonly changed: readonly Entry[];
  /** Nobody who is expected is without a mark. */
  readonly complete: boolean;
};

/**
 * What is new in a register as it was filled in. Who is marked can be marked otherwise, and not unmarked. Before the day comes only
 * "sent word" can be known.
 */
export function decideRegister(
  session: Session,
  expected: readonly PersonId[],
  kept: readonly KeptMark[],
  { entries, guests, version }: RegisterRequest,
  now: Temporal.Instant,
): Outcome<DecidedRegister, RegisterRefusal> {
  if (session.state === 'called_off') return refused('called-off');
  if (session.version !== version) return refused('changed-meanwhile');
  if (!Number.isInteger(guests) || guests < 0 || guests > MOST_GUESTS) return refused('guests-out-of-range');
  const known = new Set(expected);
  const wanted = entries.filter(({ personId }) => known.has(personId)).map(asKept);
  const changed = wanted.filter(entry => !kept.some(each => isSame(each, entry)));
  const dayHasCome = hasDayCome(session, now);
  if (!dayHasCome && (guests > 0 || wanted.some(({ mark }) => mark !== 'sent_word')))
    return refused('not-yet');
  const marked = new Set([...kept, ...wanted].map(({ personId }) => personId));
  const complete = dayHasCome && expected.every(personId => marked.has(personId));
  // An empty register of a group with members was pressed by mistake.
  if (changed.length === 0 && marked.size === 0 && expected.length > 0) return refused('nothing-marked');
  return done({ changed, complete });
}

const asKept = ({ personId, mark, reason }: Entry): Entry => ({
  personId,
  mark,
  reason: mark === 'present' ? null : (reason ?? 'not_known'),
});

const isSame = (one: KeptMark, other: KeptMark): boolean =>
  one.personId === other.personId && one.mark === other.mark && one.reason === other.reason;
