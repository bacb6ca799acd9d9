// What is kept about a person, in the words of the page: preferences, contact points, answers that are missing.
import type { Answer, Unanswered } from '#kernel';
import type { ContactPoint, FactKind, PersonRecord } from '#people';

export const UNANSWERED_WORDS: Record<Unanswered, string> = {
  not_asked: 'Not asked yet',
  not_now: 'Not now',
  declined: 'Prefers not to say',
  not_known: 'Not known',
};

type Said = { readonly value: string | null; readonly missing: string };

/** The answer in words, or why there is none. */
export function sayAnswer(
  answer: Answer<unknown> | undefined,
  words: Readonly<Record<string, string>> = {},
): Said {
  if (answer?.status !== 'answered')
    return { value: null, missing: UNANSWERED_WORDS[answer?.status ?? 'not_asked'] };
  const key = typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value);
  return { value: Object.hasOwn(words, key) ? (words[key] ?? key) : key, missing: '' };
}

export const factOf = (person: PersonRecord, kind: FactKind): Answer<unknown> | undefined =>
  person.facts.find(fact => fact.kind === kind)?.answer;

type Asked = {
  readonly kind: FactKind;
  readonly label: string;
  readonly words: Readonly<Record<string, string>>;
};

const EITHER = 'It does not matter';

/** What the person would prefer (guidance P1a to P1e): asked, or said to be not asked yet. */
export const PREFERENCES: readonly Asked[] = [
  {
    kind: 'preference_language',
    label: 'Worker who speaks their language',
    words: {
      same_only: 'Only somebody who speaks it',
      same: 'Yes, if possible',
      interpreter: 'An interpreter is fine',
      no_preference: EITHER,
    },
  },
  {
    kind: 'preference_culture',
    label: 'Worker’s background',
    words: { same: 'Like their own', different: 'From outside the community', no_preference: EITHER },
  },
  {
    kind: 'preference_worker_sex',
    label: 'Woman or man',
    words: {
      female_only: 'Only a woman',
      female: 'A woman if possible',
      male: 'A man if possible',
      male_only: 'Only a man',
      no_preference: EITHER,
    },
  },
  {
    kind: 'preference_format',
    label: 'Alone or in a group',
    words: { individual: 'One to one', group: 'In a group', no_preference: EITHER },
  },
  {
    kind: 'preference_mix',
    label: 'Women’s, men’s or mixed group',
    words: {
      women_only: 'Only groups for women',
      women: 'A group for women if possible',
      mixed: 'A mixed group',
      men: 'A group for men if possible',
      men_only: 'Only groups for men',
      no_preference: EITHER,
    },
  },
  {
    kind: 'preference_depth',
    label: 'How much time',
    words: {
      conversation: 'Time to talk about what matters',
      signposting: 'Quick information about where to go',
      no_preference: EITHER,
    },
  },
];

export const INTERPRETER_WORDS: Readonly<Record<string, string>> = { true: 'Needed', false: 'Not needed' };

export const SEX_WORDS: Readonly<Record<string, string>> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
};

export const POINT_KINDS: Record<ContactPoint['kind'], string> = {
  phone: 'Phone',
  email: 'Email',
  address: 'Address',
  other: 'Another way',
};

export const POINT_OWNERS: Record<ContactPoint['belongsTo'], string> = {
  person: 'their own',
  family: 'belongs to somebody in the family',
  friend: 'belongs to a friend',
  worker: 'belongs to a support worker',
  accommodation: 'belongs to the place where they live',
  not_known: 'we do not know whose it is',
};

export const GP_WORDS: Record<PersonRecord['gpRegistration'], string> = {
  registered: 'Registered with a GP',
  not_registered: 'Not registered with a GP',
  ...UNANSWERED_WORDS,
};
