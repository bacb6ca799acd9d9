// The door of people: who a person is.

export {
  addContactPoints,
  addFacts,
  addLanguages,
  addNames,
  addPerson,
  endContactPoint,
  hadContactPoint,
} from './add-person.ts';
export {
  type DuplicateLevel,
  type DuplicateReason,
  type DuplicateVerdict,
  type IdentitySketch,
  type PreparedIdentity,
  possibleDuplicate,
} from './duplicate.ts';
export {
  type DuplicateSearch,
  findPossibleDuplicates,
  type IdentityRecord,
  type PossibleDuplicate,
} from './find-duplicates.ts';
export { type FoundPeople, findPeople } from './find-people.ts';
export { withJoined } from './joined.ts';
export { loadPersonSketches, type PersonSketch } from './load-many.ts';
export {
  type NameLikeness,
  type NameSearchTerm,
  nameSearchKeys,
} from './name.ts';
export type {
  ArrivingPerson,
  ContactOwner,
  ContactPoint,
  Fact,
  FactKind,
  KeptContactPoint,
  KeptFact,
  NameUse,
  NhsNumberStatus,
  PersonLanguage,
  PersonName,
  PersonRecord,
  PersonSummary,
} from './person.ts';
export {
  holdAgainstWishes,
  noteGiven,
  recordGiven,
  type SaidOutcome,
  type Shown,
} from './preferences/actions.ts';
export {
  askedOf,
  FACT_OF,
  type Fit,
  fitOf,
  GIVEN,
  givenWords,
  isWish,
  type NewOutcome,
  NOT_KNOWN,
  PREFERENCE_KINDS,
  type PreferenceKind,
  type PreferenceOutcome,
  WHY_NOT,
  WHY_NOT_KEYS,
  type WhyNot,
} from './preferences/outcome.ts';
export {
  addChoice,
  addOutcomes,
  type ChosenBy,
  type KeptChoice,
  LEDGER_PAGE,
  type LedgerEntry,
  loadChoices,
  loadLedger,
  loadNewestOutcomes,
  type WorkerChoice,
} from './preferences/store.ts';
export { loadPersonRecord, lockStandings, setMergedInto } from './store.ts';
export { recordDifferentPeople, undoDifferentPeople } from './tell-apart.ts';
