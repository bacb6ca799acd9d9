// The words in which triage says what was sent: consent, source, urgency, safe contact, preferences.
import { formatInstant, instantOf } from '#kernel';
import type { ContactPoint, FactKind, KeptFact, NhsNumberStatus } from '#people';
import type { Consent, Referral, Source, State, Urgency } from '#referrals';

export const CONSENT_WORDS: Record<Consent, string> = {
  given: 'The person agreed themselves',
  given_for_person: 'The person knows and agrees, says the referrer',
  not_given: 'The person has not agreed yet',
  not_known: 'Not known whether the person agrees',
};

export const hasAgreed = (consent: Consent): boolean => consent === 'given' || consent === 'given_for_person';

export const SOURCE_WORDS: Record<Source, string> = {
  referrer: 'A referrer who signed in',
  professional: 'A professional, on the public page',
  self: 'The person themselves',
  message: 'A message from another system',
};

export const URGENCY_WORDS: Record<Urgency, string> = {
  routine: 'Routine',
  soon: 'Soon',
  urgent: 'Urgent',
  not_known: 'Not known',
};

const OWNERS: Record<ContactPoint['belongsTo'], string> = {
  person: 'Their own',
  family: 'Belongs to family',
  friend: 'Belongs to a friend',
  worker: 'Belongs to a worker',
  accommodation: 'Of where they stay',
  not_known: 'Not known whose it is',
};
export const ownerWords = (point: ContactPoint): string => OWNERS[point.belongsTo];

export const safeWords = ({ safeToUse }: ContactPoint): string =>
  safeToUse === 'yes' ? 'Safe to use' : safeToUse === 'no' ? 'Do not use' : 'Ask first whether it is safe';

export const NHS_NUMBER_WORDS: Record<NhsNumberStatus, string> = {
  verified: 'verified',
  given: 'as given, not verified',
  check_failed: 'does not pass the check',
  none: 'the person has none',
  not_asked: 'not asked yet',
  not_now: 'not now',
  declined: 'the person prefers not to say',
  not_known: 'not known',
};

export const UNANSWERED_WORDS: Readonly<Record<string, string>> = {
  not_asked: 'Not asked yet',
  not_now: 'Not now',
  declined: 'Prefers not to say',
  not_known: 'Not known',
};

type FactWords = { readonly label: string; readonly values: Readonly<Record<string, string>> };

const NEEDED = { true: 'Needed', yes: 'Needed', false: 'Not needed', no: 'Not needed' };
const NO_MATTER = { no_preference: 'It does not matter' };

/** Facts that bear on triage and on who could support the person (guidance M4, P1). */
export const FACT_WORDS: Partial<Record<FactKind, FactWords>> = {
  interpreter: { label: 'Interpreter', values: NEEDED },
  preference_language: {
    label: 'Link worker’s language',
    values: {
      same_only: 'Only theirs',
      same: 'Theirs, if possible',
      interpreter: 'An interpreter is fine',
      ...NO_MATTER,
    },
  },
  preference_culture: {
    label: 'Link worker’s background',
    values: { same: 'Like theirs', different: 'From outside their community', ...NO_MATTER },
  },
  preference_worker_sex: {
    label: 'Woman or man',
    values: {
      female_only: 'Only a woman',
      female: 'A woman, if possible',
      male: 'A man, if possible',
      male_only: 'Only a man',
      ...NO_MATTER,
    },
  },
  preference_format: {
    label: 'Alone or in a group',
    values: { individual: 'One to one', group: 'In a group', ...NO_MATTER },
  },
  preference_mix: {
    label: 'Women’s, men’s or mixed group',
    values: {
      women_only: 'Only groups for women',
      women: 'For women, if possible',
      mixed: 'Mixed',
      men: 'For men, if possible',
      men_only: 'Only groups for men',
      ...NO_MATTER,
    },
  },
  preference_depth: {
    label: 'What suits now',
    values: {
      conversation: 'Time to talk about what matters',
      signposting: 'Quick information about where to go',
      ...NO_MATTER,
    },
  },
};

/** What was answered, in words; null for what was never asked, which a page says in its own way. */
export function factValue(facts: readonly KeptFact[], kind: FactKind): string | null {
  const answer = facts.find(fact => fact.kind === kind)?.answer;
  if (!answer || answer.status === 'not_asked') return null;
  if (answer.status !== 'answered') return UNANSWERED_WORDS[answer.status] ?? null;
  const text = typeof answer.value === 'object' ? JSON.stringify(answer.value) : String(answer.value);
  return FACT_WORDS[kind]?.values[text] ?? text;
}

/** Whether somebody will see in the system what the service decides, or has to be told. */
export const isToldInSystem = ({ source, referrer }: Referral): boolean =>
  source !== 'self' && (referrer.accountId !== null || referrer.referringOrganisationId !== null);

/** Who has to hear of it: 'the referrer', or 'the person'. */
export const whoIsTold = ({ source }: Referral): string =>
  source === 'self' ? 'the person' : 'the referrer';

const ALREADY: Record<State, string> = {
  received: 'put this referral back among the new ones',
  waiting_for_referrer: 'asked the referrer something about this referral',
  accepted: 'accepted this referral',
  allocated: 'accepted this referral and given it to a link worker',
  active: 'accepted this referral and begun work',
  closed: 'closed this referral',
  declined: 'declined this referral',
  withdrawn: 'withdrawn this referral',
};

/** What to say to the slower of two: who was there before, and that nothing of theirs was kept. */
export function alreadyDone(
  state: State,
  last: { readonly by: string | null; readonly at: Date } | undefined,
  own: string,
): string {
  const who = last?.by === own ? 'You have' : 'Somebody else has';
  const when = last ? formatInstant(instantOf(last.at)) : null;
  const name = last?.by && last.by !== own ? `${last.by}, ` : '';
  return `${who} already ${ALREADY[state]}${when ? ` (${name}${when})` : ''}. Nothing was changed.`;
}
