// A person as they arrive and as they are kept: names, ways to reach them safely, languages, and answers over time.
import type { Answer, PartialDate, PersonId, ReferringOrganisationId, TeamId, Unanswered } from '#kernel';

export type NameUse = 'legal' | 'known_as' | 'other_script' | 'previous' | 'from_merge';
export type PersonName = {
  readonly use: NameUse;
  /** The whole name as it is said, single or many-part, in any script. */
  readonly fullName: string;
  readonly given?: string;
  readonly family?: string;
};

export type ContactOwner = 'person' | 'family' | 'friend' | 'worker' | 'accommodation' | 'not_known';
export type ContactPoint = {
  readonly kind: 'phone' | 'email' | 'address' | 'other';
  readonly value: string;
  readonly postcode?: string;
  readonly belongsTo: ContactOwner;
  readonly safeToUse: 'yes' | 'no' | Unanswered;
  readonly safeNote?: string;
  readonly preferred: boolean;
};

/** One that is on a record: changes end it and add another, so that what was known when stays known. */
export type KeptContactPoint = ContactPoint & { readonly id: string };

export type PersonLanguage = {
  /** BCP 47. */
  readonly language: string;
  /** As it was given, so that a doubtful tag loses nothing. */
  readonly label: string;
  readonly use: 'speaks' | 'reads';
  readonly preferred: boolean;
};

/** Kinds of fact that are asked at referral; each new answer is a new row and the old ones stay. */
export const FACT_KINDS = [
  'interpreter',
  'sex',
  'gender',
  'ethnic_category',
  'communication_needs',
  'preference_language',
  'preference_culture',
  'preference_worker_sex',
  'preference_format',
  'preference_depth',
  'preference_mix',
  'safe_contact',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];
export type Fact = { readonly kind: FactKind; readonly answer: Answer<unknown> };

export type NhsNumberStatus = 'verified' | 'given' | 'check_failed' | 'none' | Unanswered;

export type ArrivingPerson = {
  readonly names: readonly [PersonName, ...PersonName[]];
  readonly birthDate: Answer<PartialDate>;
  readonly nhsNumber: string | null;
  readonly nhsNumberStatus: NhsNumberStatus;
  readonly gpPracticeId: ReferringOrganisationId | null;
  readonly gpRegistration: 'registered' | 'not_registered' | Unanswered;
  readonly contactPoints: readonly ContactPoint[];
  readonly languages: readonly PersonLanguage[];
  readonly facts: readonly Fact[];
};

export type KeptFact = Fact & { readonly recordedAt: Date; readonly recordedBy: string | null };

export type PersonIdentity = Pick<
  ArrivingPerson,
  'birthDate' | 'nhsNumber' | 'nhsNumberStatus' | 'gpPracticeId' | 'gpRegistration'
>;

export type PersonRecord = Omit<ArrivingPerson, 'contactPoints'> & {
  readonly id: PersonId;
  readonly teamId: TeamId;
  readonly displayName: string;
  readonly createdAt: Date;
  readonly mergedInto: PersonId | null;
  /** Without what came on joined records: for whoever sent this one, who is told nothing that others said. */
  readonly own: PersonIdentity & { readonly names: readonly PersonName[] };
  /** Those in use. */
  readonly contactPoints: readonly KeptContactPoint[];
  /** The newest answer of each kind. */
  readonly facts: readonly KeptFact[];
};

/** What a list shows of a person. */
export type PersonSummary = {
  readonly id: PersonId;
  readonly displayName: string;
  readonly birthDate: string | null;
  readonly nhsNumber: string | null;
};

/** The name to show: what the person is called, else the first given. */
export const displayNameOf = (names: readonly [PersonName, ...PersonName[]]): string =>
  (names.find(name => name.use === 'known_as') ?? names[0]).fullName;
