// What a person asked for in a link worker, and what is known of each worker who could be offered (guidance M4, P1).
import type { AccountId } from '#kernel';

/** A preference that was never asked is not the same as having none. */
type NotAsked = 'not_asked';

export const WISHED_SEXES = ['female_only', 'female', 'male', 'male_only', 'no_preference'] as const;
export type WishedSex = (typeof WISHED_SEXES)[number];
export type WishedLanguage = 'same' | 'interpreter' | 'no_preference';
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
  /** The day in London when they were last given somebody they still support, YYYY-MM-DD. */
  readonly lastGivenOn: string | null;
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

/** Reads the wishes from what is kept of a person: the newest answer of each kind, and their languages. */
export function wishesOf(person: {
  readonly languages: readonly SpokenLanguage[];
  readonly facts: readonly AskedFact[];
}): MatchWishes {
  const answer = (kind: string): unknown => {
    const found = person.facts.find(fact => fact.kind === kind)?.answer;
    return found?.status === 'answered' ? found.value : undefined;
  };
  const spoken = person.languages.filter(language => language.use === 'speaks');
  const inOrder = [...spoken].sort((a, b) => Number(b.preferred) - Number(a.preferred));
  return {
    languages: [...new Set(inOrder.map(language => language.language))],
    interpreter: INTERPRETER[String(answer('interpreter'))] ?? 'not_known',
    language: oneOf(['same', 'interpreter', 'no_preference'], answer('preference_language')),
    culture: oneOf(['same', 'different', 'no_preference'], answer('preference_culture')),
    workerSex: oneOf(WISHED_SEXES, answer('preference_worker_sex')),
    format: oneOf(['individual', 'group', 'no_preference'], answer('preference_format')),
    depth: oneOf(['conversation', 'signposting', 'no_preference'], answer('preference_depth')),
  };
}
