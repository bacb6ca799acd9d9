// How far an entry can be trusted, from 0 to 100, with reasons that add up to it. Pure; it hides nothing and decides no search.
import { Temporal } from 'temporal-polyfill';

/** What is known of a service that says how far its entry can be trusted. Days are of London. */
export type TrustFacts = {
  /** When somebody here, or the service itself, last made sure. */
  readonly checkedOn: Temporal.PlainDate | null;
  /** When its source says that it was last assured. */
  readonly assuredOn: Temporal.PlainDate | null;
  /** Which day, at the latest, the entry describes; null when nobody says. */
  readonly describes: Temporal.PlainDate | null;
  /** How long a check of this kind of service holds. */
  readonly intervalDays: number;
  readonly missingSince: Temporal.PlainDate | null;
  readonly staleSince: Temporal.PlainDate | null;
  /** "It has closed", said and not yet looked into. */
  readonly closedReports: number;
  /** Fields that are disputed, or that nobody could find out about. */
  readonly disputedFields: number;
  /** Referrals since the last check, half a year at most, that the service could not take. */
  readonly setbacks: number;
};

export type TrustReason = { readonly points: number; readonly words: string };
export type TrustBand = 0 | 1 | 2;
export type Trust = {
  readonly score: number;
  readonly reasons: readonly TrustReason[];
  /** 0 likely right, 1 ask first, 2 in doubt. */
  readonly band: TrustBand;
  readonly dueOn: Temporal.PlainDate;
};

/** The most each can take; together all of it, so that no score has to be cut off at nought. */
const MOST = { age: 40, closed: 30, disputed: 10, source: 10, setbacks: 10 } as const;
/** Of an entry whose age nobody knows. */
const AGE_UNKNOWN = 30;
/** As in docs/decisions/0012-small-numbers.md: fewer are not told apart. */
const FEW = 5;

const newest = (...days: readonly (Temporal.PlainDate | null)[]): Temporal.PlainDate | null =>
  days.reduce(
    (latest, day) =>
      day !== null && (latest === null || Temporal.PlainDate.compare(day, latest) > 0) ? day : latest,
    null,
  );

/** The latest day on which anybody said that it is so; never after today. */
export function evidenceOf(facts: TrustFacts, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const latest = newest(facts.checkedOn, facts.assuredOn, facts.describes);
  return latest !== null && Temporal.PlainDate.compare(latest, today) > 0 ? today : latest;
}

export function trustOf(facts: TrustFacts, today: Temporal.PlainDate): Trust {
  const evidence = evidenceOf(facts, today);
  const reasons = [
    { points: 100, words: 'Where every entry begins' },
    ...ageReason(facts, evidence, today),
    ...closedReason(facts),
    ...disputedReason(facts),
    ...sourceReason(facts),
    ...setbackReason(facts),
  ];
  const score = reasons.reduce((sum, { points }) => sum + points, 0);
  return {
    score,
    reasons,
    band: score >= 75 ? 0 : score >= 50 ? 1 : 2,
    dueOn: evidence === null ? today : evidence.add({ days: facts.intervalDays }),
  };
}

const inMonths = (days: number): string => {
  if (days < 61) return days === 1 ? '1 day' : `${days} days`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months` : `${Math.floor(days / 365.25)} years`;
};

/** Ten points for each time that a check should have been made, the part of one in proportion. */
function ageReason(
  facts: TrustFacts,
  evidence: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
): readonly TrustReason[] {
  if (evidence === null) return [{ points: -AGE_UNKNOWN, words: 'Nobody says how old this entry is' }];
  const days = evidence.until(today).days;
  const points = Math.min(MOST.age, Math.floor((10 * days) / facts.intervalDays));
  if (points === 0) return [];
  const checked = facts.checkedOn !== null && evidence.equals(facts.checkedOn);
  const what = checked ? 'Last checked' : 'Not checked here; what it says is from';
  return [{ points: -points, words: `${what} ${inMonths(days)} ago` }];
}

const closedReason = ({ closedReports }: TrustFacts): readonly TrustReason[] =>
  closedReports === 0
    ? []
    : [{ points: -MOST.closed, words: 'Somebody reported that it has closed; not yet looked into' }];

function disputedReason({ disputedFields }: TrustFacts): readonly TrustReason[] {
  if (disputedFields === 0) return [];
  const words =
    disputedFields === 1 ? '1 thing in it is disputed' : `${disputedFields} things in it are disputed`;
  return [{ points: -Math.min(MOST.disputed, 5 * disputedFields), words }];
}

/** A check after it went missing has answered the question. */
function sourceReason({ missingSince, staleSince, checkedOn }: TrustFacts): readonly TrustReason[] {
  if (missingSince === null) return [];
  if (checkedOn !== null && Temporal.PlainDate.compare(checkedOn, missingSince) >= 0) return [];
  return staleSince === null
    ? [{ points: -5, words: 'Its source did not list it the last time' }]
    : [{ points: -MOST.source, words: 'Its source has not listed it several times' }];
}

function setbackReason({ setbacks }: TrustFacts): readonly TrustReason[] {
  if (setbacks === 0) return [];
  return setbacks < FEW
    ? [{ points: -5, words: `Fewer than ${FEW} people sent there since could not be taken` }]
    : [{ points: -MOST.setbacks, words: `${FEW} or more people sent there since could not be taken` }];
}
