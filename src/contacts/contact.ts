// A contact with a person: when, how, whether they were reached, with what interpreting, and what was said.
import type { Temporal } from 'temporal-polyfill';
import {
  type AccountId,
  done,
  type Id,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';

export type ContactId = Id<'contact'>;

export const MODES = {
  face_to_face: 'Face to face',
  home_visit: 'Home visit',
  telephone: 'Telephone',
  video: 'Video call',
  text: 'Text message',
  email: 'Email',
  group: 'In a group',
  other: 'Another way',
} as const;
export type Mode = keyof typeof MODES;
export const MODE_KEYS = Object.keys(MODES) as [Mode, ...Mode[]];

export const REACHED = {
  reached: 'We spoke or were in touch',
  no_answer: 'No answer',
  message_left: 'I left a message',
  did_not_attend: 'The person did not come',
  cancelled_by_person: 'The person cancelled',
  cancelled_by_us: 'We cancelled',
} as const;
export type Reached = keyof typeof REACHED;
export const REACHED_KEYS = Object.keys(REACHED) as [Reached, ...Reached[]];

/** A professional interpreter is always offered; family or friends only as a last way, and a child never (UKHSA, language interpreting). */
export const INTERPRETING = {
  not_needed: 'Not needed',
  professional: 'Professional interpreter',
  bilingual_worker: 'A worker who speaks the language',
  family_or_friend: 'An adult relative or friend',
  none_available: 'Needed, but none was to be had',
  declined: 'Offered, but the person did not want one',
  not_known: 'Not known',
} as const;
export type Interpreting = keyof typeof INTERPRETING;
export const INTERPRETING_KEYS = Object.keys(INTERPRETING) as [Interpreting, ...Interpreting[]];

/** Ways that fall short of what should have been offered: why is kept with them (guidance P1a: asked for, given, why not). */
export const needsReason = (interpreting: Interpreting): boolean =>
  interpreting === 'none_available' || interpreting === 'family_or_friend';

export type ContactWords = {
  readonly happenedAt: Temporal.Instant;
  readonly minutes: number;
  readonly mode: Mode;
  readonly reached: Reached;
  readonly interpreting: Interpreting;
  /** BCP 47 tag, or null when there was no interpreting or it is not known. */
  readonly interpreterLanguage: string | null;
  readonly interpreterReason: string | null;
  readonly note: string;
};

export type Contact = Omit<ContactWords, 'happenedAt'> & {
  readonly id: ContactId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly workerId: AccountId;
  readonly workerName: string | null;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
};

export type WordsRefusal = 'in-the-future' | 'too-long-ago' | 'minutes-out-of-range' | 'reason-needed';

export const MOST_MINUTES = 1440;
const LONGEST_AGO_DAYS = 5 * 366;

/** Whether a contact can be kept as it was described; late recording is welcome, a slip in the year is asked about. */
export function decideContact(
  words: ContactWords,
  now: Temporal.Instant,
): Outcome<ContactWords, WordsRefusal> {
  if (words.happenedAt.epochMilliseconds > now.epochMilliseconds) return refused('in-the-future');
  if (words.happenedAt.epochMilliseconds < now.subtract({ hours: LONGEST_AGO_DAYS * 24 }).epochMilliseconds) {
    return refused('too-long-ago');
  }
  if (!Number.isInteger(words.minutes) || words.minutes < 0 || words.minutes > MOST_MINUTES) {
    return refused('minutes-out-of-range');
  }
  const reason = words.interpreterReason?.trim() ?? '';
  if (needsReason(words.interpreting) && reason === '') return refused('reason-needed');
  const used = words.interpreting !== 'not_needed';
  return done({
    ...words,
    interpreterLanguage: used ? words.interpreterLanguage : null,
    interpreterReason: used && reason !== '' ? reason : null,
  });
}
