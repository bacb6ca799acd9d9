// Answers to a measure, kept as they were asked: each with its wording, and a value or the reason there is none.
import { Temporal } from 'temporal-polyfill';
import {
  type AccountId,
  ageOn,
  done,
  type Id,
  type Outcome,
  type PartialDate,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';
import type { Measure, MeasureItem, Mode } from './measure.ts';

export type ResponseId = Id<'measure-response'>;

export const POINTS = { start: 'At the start', review: 'Along the way', end: 'At the end' } as const;
export type Point = keyof typeof POINTS;

export const MISSING = {
  declined: 'Prefers not to say',
  not_known: 'Does not know',
  not_asked: 'Not asked',
} as const;
export type Missing = keyof typeof MISSING;
export const MISSING_KEYS = Object.keys(MISSING) as [Missing, ...Missing[]];

export type GivenAnswer = { readonly value: number } | { readonly missing: Missing };

/** One answer as it is stored, readable without the measure it came from. */
export type KeptAnswer = {
  readonly item: string;
  readonly wording: string;
  readonly anchors: readonly [string, string];
  readonly direction: MeasureItem['direction'];
  readonly value: number | null;
  readonly missing: Missing | null;
};

export type HowAsked = {
  /** BCP 47. */
  readonly language: string;
  readonly standing: 'approved' | 'not_validated';
  readonly mode: Mode;
};

export type MeasureResponse = {
  readonly id: ResponseId;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly measure: string;
  readonly measureVersion: string;
  readonly point: Point;
  /** Null when it was not taken: then the answers only say why. */
  readonly asked: HowAsked | null;
  readonly answers: readonly KeptAnswer[];
  readonly takenOn: string;
  readonly recordedBy: AccountId;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
};

export type MeasureRefusal =
  | 'someone-else-answered'
  | 'too-young'
  | 'in-the-future'
  | 'out-of-range'
  | 'unknown-item';

export type MeasureAsked = {
  readonly answeredBy: 'person' | 'someone_else';
  readonly answers: Readonly<Record<string, GivenAnswer>>;
  readonly takenOn: string;
  /** As far as it is known; null when it is not. */
  readonly birthDate: PartialDate | null;
};

/**
 * Checks the answers and puts the wording to each. An item without an answer is kept as not asked. Self-report only: how
 * somebody feels is for nobody else to say (ONS4 harmonised standard, people of 16 and over).
 */
export function decideAnswers(
  measure: Measure,
  asked: MeasureAsked,
  today: Temporal.PlainDate,
): Outcome<readonly KeptAnswer[], MeasureRefusal> {
  if (measure.selfReportOnly && asked.answeredBy !== 'person') return refused('someone-else-answered');
  if (asked.takenOn > today.toString()) return refused('in-the-future');
  if (
    asked.birthDate !== null &&
    ageOn(asked.birthDate, Temporal.PlainDate.from(asked.takenOn)).most < measure.minimumAge
  )
    return refused('too-young');
  const known = new Set(measure.items.map(item => item.key));
  if (Object.keys(asked.answers).some(key => !known.has(key))) return refused('unknown-item');
  const kept = measure.items.map(item =>
    keepAnswer(item, asked.answers[item.key] ?? { missing: 'not_asked' }),
  );
  const outside = kept.some((answer, index) => !isInRange(answer.value, measure.items[index]));
  return outside ? refused('out-of-range') : done(kept);
}

/** Each question with the one reason why the measure was not taken. */
export const answersNotTaken = (measure: Measure, missing: Missing): readonly KeptAnswer[] =>
  measure.items.map(item => keepAnswer(item, { missing }));

const keepAnswer = (item: MeasureItem, given: GivenAnswer): KeptAnswer => ({
  item: item.key,
  wording: item.text,
  anchors: [item.anchor0, item.anchor10],
  direction: item.direction,
  value: 'value' in given ? given.value : null,
  missing: 'missing' in given ? given.missing : null,
});

const isInRange = (value: number | null, item: MeasureItem | undefined): boolean =>
  value === null || (item !== undefined && Number.isInteger(value) && value >= item.min && value <= item.max);
