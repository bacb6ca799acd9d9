// The three ways a referral is made by form, and the order of their questions.
import type { Route } from '#web';

export const JOURNEYS = ['referrer', 'professional', 'self'] as const;
export type Journey = (typeof JOURNEYS)[number];

export const QUESTION_NAMES = [
  'about-you',
  'consent',
  'name',
  'identity',
  'contact',
  'languages',
  'preferences',
  'help',
  'reason',
] as const;
export type QuestionName = (typeof QUESTION_NAMES)[number];

const ORDER: Record<Journey, readonly QuestionName[]> = {
  referrer: ['consent', 'name', 'identity', 'contact', 'languages', 'preferences', 'help', 'reason'],
  professional: [
    'about-you',
    'consent',
    'name',
    'identity',
    'contact',
    'languages',
    'preferences',
    'help',
    'reason',
  ],
  self: ['name', 'contact', 'languages', 'preferences', 'help', 'identity', 'reason', 'consent'],
};

export const questionsOf = (journey: Journey): readonly QuestionName[] => ORDER[journey];

/** The question after this one; `check` after the last. */
export const nextAfter = (journey: Journey, question: QuestionName): QuestionName | 'check' =>
  ORDER[journey][ORDER[journey].indexOf(question) + 1] ?? 'check';

/** The question before this one; null before the first. */
export const before = (journey: Journey, question: QuestionName | 'check'): QuestionName | null => {
  const at = question === 'check' ? ORDER[journey].length : ORDER[journey].indexOf(question);
  return ORDER[journey][at - 1] ?? null;
};

/** One sentence for somebody who refers themselves, another for somebody who refers a person. */
export type Saying = { readonly self: string; readonly other: string };
export const say = (journey: Journey, { self, other }: Saying): string => (journey === 'self' ? self : other);

/** What somebody presses who does not know: about themselves in the first person. */
export const notKnown = (journey: Journey): string =>
  say(journey, { self: 'I do not know', other: 'Not known' });

/** Where a journey's pages live: staff have their own address, visitors the organisation's public one. */
export const baseOf = (journey: Journey, slug: string): string =>
  journey === 'referrer' ? '/refer' : `/refer-to/${slug}`;

export const draftKind = (journey: Journey): string => `referral-${journey}`;
export const journeyOfKind = (kind: string): Journey | undefined =>
  JOURNEYS.find(journey => draftKind(journey) === kind);

export const FORM_VERSION = '2026-11';

export type Routes = readonly Route[];
