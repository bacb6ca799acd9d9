// What was offered and given beside what was asked: how well it fits, and why not (guidance M4, P1).
import type { AccountId, Id, PersonId, ReferralId } from '#kernel';
import type { FactKind } from '../person.ts';

export const PREFERENCE_KINDS = ['language', 'culture', 'sex', 'format', 'mix', 'depth'] as const;
export type PreferenceKind = (typeof PREFERENCE_KINDS)[number];

/** Where the wish itself is kept. */
export const FACT_OF: Readonly<Record<PreferenceKind, FactKind>> = {
  language: 'preference_language',
  culture: 'preference_culture',
  sex: 'preference_worker_sex',
  format: 'preference_format',
  mix: 'preference_mix',
  depth: 'preference_depth',
};

/** What can be offered or given, by kind. */
export const GIVEN = {
  language: {
    'worker-speaks': 'The worker speaks their language',
    'near-variety': 'The worker speaks a near variety',
    'other-language': 'Another language they share',
    interpreter: 'An interpreter',
    'relative-or-friend': 'A relative or friend interpreted',
    none: 'No shared language and no interpreter',
  },
  culture: { 'as-asked': 'Somebody with the background they asked for', otherwise: 'Somebody else' },
  sex: { female: 'A woman', male: 'A man', other: 'Somebody who says other', 'not-said': 'Not said' },
  format: { individual: 'One to one', group: 'In a group' },
  mix: { mixed: 'A mixed group', women: 'A group for women', men: 'A group for men' },
  depth: { conversation: 'Time to talk about what matters', signposting: 'Quick information' },
} as const satisfies Record<PreferenceKind, Record<string, string>>;

/** Nothing is said or known yet, for any kind. */
export const NOT_KNOWN = 'not-known';

export const WHY_NOT = {
  'nobody-with-this': 'Nobody in the team has this',
  'no-place-in-time': 'Somebody has, but with no place in time',
  'interpreter-used-instead': 'An interpreter was used instead',
  'person-chose-otherwise': 'The person chose otherwise',
  'not-possible-here': 'Our service does not have this',
  other: 'Another reason',
} as const;
export type WhyNot = keyof typeof WHY_NOT;
export const WHY_NOT_KEYS = Object.keys(WHY_NOT) as [WhyNot, ...WhyNot[]];

export type Fit = 'met' | 'partly' | 'not_met' | 'no_wish' | 'not_asked' | 'not_known';
export type OutcomeStep = 'offered' | 'given';
export type OutcomeSource = 'allocation' | 'contact' | 'group' | 'plan' | 'preference' | 'staff';

export type NewOutcome = {
  readonly kind: PreferenceKind;
  readonly step: OutcomeStep;
  /** The wish as it stood: its value, or why there is none ('not_asked' is never 'no_preference'). */
  readonly asked: string;
  /** A key of GIVEN, or NOT_KNOWN. */
  readonly what: string;
  /** BCP 47, where it is about a language. */
  readonly language: string | null;
  readonly reason: WhyNot | null;
  readonly note: string;
  readonly source: OutcomeSource;
  readonly workerId: AccountId | null;
};

export type PreferenceOutcome = NewOutcome & {
  readonly id: Id<'preference-outcome'>;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly fit: Fit;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly workerName: string | null;
};

const LANGUAGE_FIT: Readonly<Record<string, Readonly<Record<string, Fit>>>> = {
  same: {
    'worker-speaks': 'met',
    'near-variety': 'partly',
    'other-language': 'partly',
    interpreter: 'not_met',
    'relative-or-friend': 'not_met',
    none: 'not_met',
  },
  interpreter: {
    'worker-speaks': 'met',
    interpreter: 'met',
    'near-variety': 'partly',
    'other-language': 'partly',
    'relative-or-friend': 'not_met',
    none: 'not_met',
  },
};

const WISHES: Readonly<Record<PreferenceKind, readonly string[]>> = {
  language: ['same_only', 'same', 'interpreter'],
  culture: ['same', 'different'],
  sex: ['female_only', 'female', 'male', 'male_only'],
  format: ['individual', 'group'],
  mix: ['women_only', 'women', 'mixed', 'men', 'men_only'],
  depth: ['conversation', 'signposting'],
};

export const isWish = (kind: PreferenceKind, asked: string): boolean => WISHES[kind].includes(asked);

/** How what was given fits what was asked; nobody's silence is read as having no wish. */
export function fitOf(kind: PreferenceKind, asked: string, what: string): Fit {
  if (asked === 'no_preference') return 'no_wish';
  if (!isWish(kind, asked)) return 'not_asked';
  if (what === NOT_KNOWN || what === 'not-said') return 'not_known';
  if (kind === 'language') return LANGUAGE_FIT[asked.replace('_only', '')]?.[what] ?? 'not_known';
  // Whether a background is the one that was asked for is the person's to say.
  if (kind === 'culture') return what === 'as-asked' ? 'met' : 'not_met';
  return asked.replace('_only', '') === what ? 'met' : 'not_met';
}

/** What was given in words; what nobody can name any more is shown as it was kept. */
export function givenWords(kind: PreferenceKind, what: string): string {
  const words: Readonly<Record<string, string>> = GIVEN[kind];
  return what === NOT_KNOWN ? 'Not known yet' : (words[what] ?? what);
}

/** The wish of a kind as text: the value, or why there is none. */
export function askedOf(
  facts: readonly {
    readonly kind: string;
    readonly answer: { readonly status: string; readonly value?: unknown };
  }[],
  kind: PreferenceKind,
): string {
  const answer = facts.find(fact => fact.kind === FACT_OF[kind])?.answer;
  if (!answer) return 'not_asked';
  return answer.status === 'answered' ? String(answer.value) : answer.status;
}
