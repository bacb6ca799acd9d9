// What the referrer is told: accepted, declined, a question, or how it ended; the PRSB message back without a word on migration.
import { z } from 'zod';
import type { ReferralId } from '#kernel';

/** PostgreSQL cannot keep either in jsonb. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the character to take out
const NOT_KEPT = /\u0000|\p{Surrogate}/gu;

const day = z.iso.date();
const text = z
  .string()
  .overwrite(given => given.replace(NOT_KEPT, '\ufffd'))
  .max(10_000);
const line = text.min(1).max(1000);
const lines = z.array(line).max(60);

/** Why a value is missing is kept: "not asked" and "declined" are different answers, and neither is nought. */
const measured = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('answered'), value: z.union([z.number(), line]) }),
  z.strictObject({ status: z.enum(['not_asked', 'not_now', 'declined', 'not_known', 'not_taken']) }),
]);

const person = z.strictObject({
  name: line,
  /** As far as it is known: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'. */
  birthDate: z.string().max(10).nullable(),
  /** Ten digits; only a number that was verified or that the person gave. */
  nhsNumber: z.string().max(10).nullable(),
  /** PRSB asks for the practice even of somebody without one, and then for a statement that there is none. */
  gpPractice: z.union([z.strictObject({ name: line }), z.enum(['not_registered', 'not_known'])]),
});

const referral = z.strictObject({
  reference: line,
  receivedOn: day,
  referrerName: line.nullable(),
  referrerOrganisation: line.nullable(),
  firstContactOn: day.nullable(),
});

const goal = z.strictObject({
  description: line,
  status: z.enum(['in_progress', 'achieved', 'partly_achieved', 'not_achieved', 'no_longer_wanted']),
  note: text.nullable(),
});

/** `used`: the person went, or the service helped them. `signposted`: they were told of it, which is not a referral (PRSB). */
const service = z.strictObject({
  name: line,
  how: z.enum(['used', 'referred', 'signposted']),
  outcome: text.nullable(),
});

const measure = z.strictObject({
  title: line,
  /** How to read the numbers, for example "0 to 10; higher is better". */
  scale: line.nullable(),
  startOn: day.nullable(),
  endOn: day.nullable(),
  /** The language asked in and how, for example "Tigrinya, through an interpreter": it bears on what the numbers mean. */
  asked: line.nullable(),
  items: z.array(z.strictObject({ wording: line, start: measured, end: measured })).max(60),
});

const contacts = z.strictObject({
  count: z.number().int().min(0),
  firstOn: day.nullable(),
  lastOn: day.nullable(),
  /** In words and counts, for example { how: 'by telephone', count: 3 }. */
  ways: z.array(z.strictObject({ how: line, count: z.number().int().min(1) })).max(20),
  interpreted: z.number().int().min(0),
  interpreterLanguages: lines,
});

export const MESSAGE_BACK_KINDS = ['accepted', 'declined', 'question', 'closed'] as const;

/**
 * The stored shape (messages_back.content). Strict on purpose: a field that is not named here is refused, so that nothing of
 * the locked compartment can travel by accident. Order and parts: PRSB Social Prescribing v1.1 message back.
 */
export const messageBackSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(MESSAGE_BACK_KINDS),
  /** Who it is for, as the lines of an address; the first is a person, a role or a practice. */
  to: lines.min(1),
  from: z.strictObject({ organisation: line, lines }),
  person,
  referral,
  decidedOn: day,
  /** The code of the decline or closing reason, and the reason in words as the sender saw it. */
  reasonCode: line.nullable(),
  reason: line.nullable(),
  note: text,
  question: text.nullable(),
  /** What professionals are asked to do. Empty is said aloud: "No actions needed." */
  requestedActions: lines,
  /** What happens next, and for whom. */
  plan: lines,
  agreedWithPerson: z.enum(['yes', 'no', 'not_asked', 'not_now', 'declined', 'not_known']),
  goals: z.array(goal).max(60),
  services: z.array(service).max(60),
  measures: z.array(measure).max(20),
  contacts: contacts.nullable(),
  /** PRSB: risks must be stated; 'none_known' is a finding, 'not_recorded' is the lack of one. */
  risks: z.union([lines.min(1), z.enum(['none_known', 'not_recorded'])]),
  /** Whether the person agreed that the referrer hears this. */
  sharingAgreed: z.enum(['yes', 'no', 'not_asked', 'not_now', 'declined', 'not_known']),
  writtenBy: z.strictObject({ name: line, role: line.nullable(), contact: line.nullable() }),
  writtenOn: day,
});

export type MessageBack = z.infer<typeof messageBackSchema>;
export type MessageBackKind = MessageBack['kind'];
export type MeasuredValue = z.infer<typeof measured>;

/** A message as it is kept, with whether the referrer has opened it. */
export type KeptMessage = {
  readonly id: string;
  readonly referralId: ReferralId;
  readonly personId: string;
  readonly content: MessageBack;
  readonly madeAt: Date;
  readonly readAt: Date | null;
};

export const MESSAGE_BACK_TITLES: Record<MessageBackKind, string> = {
  accepted: 'We have accepted your referral for social prescribing',
  declined: 'We could not take this referral for social prescribing',
  question: 'We need to ask you about this referral for social prescribing',
  closed: 'Social prescribing has ended: what happened',
};

/**
 * What may go: when the person did not agree that the referrer hears how the work went, only that it ended, why, and what
 * professionals are asked to do.
 */
export function withinAgreement(message: MessageBack): MessageBack {
  if (message.sharingAgreed !== 'no') return message;
  return { ...message, note: '', plan: [], goals: [], services: [], measures: [], contacts: null };
}

export type RecordCode = { readonly code: string; readonly term: string; readonly advice: string };

/**
 * The SNOMED CT code that the practice may want to record, or null. Only one counts nationally: the referral, once in an
 * episode, when the person has accepted and met the link worker; never for an offer or for contacts that follow. "Declined"
 * is for a person who declines, never for a service that has no room (NHS London link worker FAQ; Ardens PC-01).
 */
export function suggestedCode(message: MessageBack): RecordCode | null {
  if (message.kind === 'declined') return message.reasonCode === 'person-declined' ? DECLINED : null;
  return message.kind !== 'question' && message.referral.firstContactOn !== null ? REFERRED : null;
}

const REFERRED: RecordCode = {
  code: '871731000000106',
  term: 'Referral to social prescribing service (procedure)',
  advice: 'Once for this referral, if it is not in the record yet. Not for each contact.',
};

const DECLINED: RecordCode = {
  code: '871711000000103',
  term: 'Social prescribing declined (situation)',
  advice: 'The person chose not to have social prescribing.',
};
