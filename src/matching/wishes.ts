// What a person asked for in a link worker, and what is known of each worker who could be offered (guidance M4, P1).
import type { AccountId } from '#kernel';
import { type Topic, topicsOf } from './topic.ts';
import { complexityWeight } from './weight.ts';

/** A preference that was never asked is not the same as having none. */
type NotAsked = 'not_asked';

export const WISHED_SEXES = ['female_only', 'female', 'male', 'male_only', 'no_preference'] as const;
export type WishedSex = (typeof WISHED_SEXES)[number];
export const WISHED_LANGUAGES = ['same_only', 'same', 'interpreter', 'no_preference'] as const;
export type WishedLanguage = (typeof WISHED_LANGUAGES)[number];
export type WishedCulture = 'same' | 'different' | 'no_preference';
export type WishedFormat = 'individual' | 'group' | 'no_preference';
export type WishedDepth = 'conversation' | 'signposting' | 'no_preference';

export type MatchWishes = {
  /** BCP 47 tags of the languages the person speaks, the preferred first. */
  readonly languages: readonly string[];
  readonly interpreter: 'yes' | 'no' | 'not_known';
  readonly language: WishedLanguage | NotAsked;
  readonly culture: WishedCulture | NotAsked;
  readonly workerSex: WishedSex | NotAsked;
  readonly format: WishedFormat | NotAsked;
  readonly depth: WishedDepth | NotAsked;
  /** BCP 47 tags of languages the person reads; left out: not known. */
  readonly reads?: readonly string[];
  /** Postcode district of where they live or stay ('LS7'); left out or null: not known. */
  readonly district?: string | null;
  /** What the referral asks for, as topics that workers may know about. */
  readonly topics?: readonly Topic[];
  /** How many places of a list this person would take: 1, more with much to sort out. */
  readonly weight?: number;
};

export type WorkerCandidate = {
  readonly id: AccountId;
  readonly name: string;
  /** 'female', 'male', 'other', or why it is not known. */
  readonly sex: string;
  readonly languages: readonly {
    readonly language: string;
    readonly level: 'first' | 'fluent' | 'working';
  }[];
  /** Only what the worker chose to say about themselves. */
  readonly background: string | null;
  readonly capacity: number;
  readonly openReferrals: number;
  readonly takingReferrals: boolean;
  /** The day in London when they were last given somebody, YYYY-MM-DD. */
  readonly lastGivenOn: string | null;
  /** Places taken, counted with interpreting and complexity; left out: the same as openReferrals. */
  readonly openWeight?: number;
  /** Days in London on which referrals of theirs ended lately, YYYY-MM-DD; left out: not known. */
  readonly recentClosings?: readonly string[];
  /** What they say they know about; not a certificate. */
  readonly topics?: readonly string[];
  /** 'individual', 'group'; empty or left out: not said. */
  readonly formats?: readonly string[];
  /** Postcode districts or areas where they can meet people; empty or left out: not said. */
  readonly worksIn?: readonly string[];
  /** They supported this person before, in an earlier referral. */
  readonly supportedBefore?: boolean;
};

type AskedFact = {
  readonly kind: string;
  readonly answer: { readonly status: string; readonly value?: unknown };
};
type SpokenLanguage = {
  readonly language: string;
  readonly use: string;
  readonly preferred: boolean;
};

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | NotAsked =>
  values.find(each => each === value) ?? 'not_asked';

const INTERPRETER: Readonly<Record<string, 'yes' | 'no'>> = {
  true: 'yes',
  yes: 'yes',
  false: 'no',
  no: 'no',
};

type ReachedAt = { readonly kind: string; readonly postcode?: string | null };

/** Reads the wishes from what is kept of a person: the newest answer of each kind, their languages, and where they live. */
export function wishesOf(person: {
  readonly languages: readonly SpokenLanguage[];
  readonly facts: readonly AskedFact[];
  readonly contactPoints?: readonly ReachedAt[];
}): MatchWishes {
  const answer = (kind: string): unknown => {
    const found = person.facts.find(fact => fact.kind === kind)?.answer;
    return found?.status === 'answered' ? found.value : undefined;
  };
  const inOrder = [...person.languages].sort((a, b) => Number(b.preferred) - Number(a.preferred));
  const tags = (use: string) => [
    ...new Set(inOrder.filter(language => language.use === use).map(language => language.language)),
  ];
  return {
    languages: tags('speaks'),
    reads: tags('reads'),
    interpreter: INTERPRETER[String(answer('interpreter'))] ?? 'not_known',
    language: oneOf(WISHED_LANGUAGES, answer('preference_language')),
    culture: oneOf(['same', 'different', 'no_preference'], answer('preference_culture')),
    workerSex: oneOf(WISHED_SEXES, answer('preference_worker_sex')),
    format: oneOf(['individual', 'group', 'no_preference'], answer('preference_format')),
    depth: oneOf(['conversation', 'signposting', 'no_preference'], answer('preference_depth')),
    district: districtOf(person.contactPoints ?? []),
  };
}

/** 'LS7' of the first postcode there is; null without one, and for no fixed abode (ZZ99). */
function districtOf(points: readonly ReachedAt[]): string | null {
  const postcode = points.find(point => point.kind === 'address' && point.postcode)?.postcode ?? '';
  const district = postcode.split(' ')[0] ?? '';
  return district === '' || district.startsWith('ZZ') ? null : district;
}

/** The same wishes with what the referral asks for: topics, and how many places the person would take without interpreting. */
export const withReferral = (wishes: MatchWishes, interventions: readonly string[]): MatchWishes => ({
  ...wishes,
  topics: topicsOf(interventions),
  weight: 1 + complexityWeight(interventions.length),
});
