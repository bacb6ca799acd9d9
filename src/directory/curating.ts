// What the rest of the program may use of checks, disputes, corrections and duplicates; the door of the folder passes it on.

export {
  type ChoiceField,
  choicesOf,
  chosenIn,
  isChoice,
  joinChosen,
  mayBeSeveral,
  takingIn,
  takingText,
} from './corrections/choices.ts';
export {
  type Corrector,
  correctService,
  curatorOf,
  type FieldProblems,
  readChanges,
  type Typed,
  takeBackCorrection,
} from './corrections/correct.ts';
export {
  EDITABLE,
  EDITABLE_KEYS,
  type EditableField,
  type EntryText,
  type FieldRefusal,
  onOneLine,
  quotedText,
  STATUSES,
} from './corrections/editable.ts';
export { loadEntryText, loadEntryTexts } from './corrections/entry-text.ts';
export {
  type FieldCorrection,
  type HistoryEntry,
  listCorrectionsShown,
  loadHistory,
} from './corrections/history.ts';
export { loadOpenText, type OpenText } from './corrections/open-text.ts';
export {
  hearFromProvider,
  listProviderLinks,
  makeProviderLink,
  openProviderLink,
  type ProviderLink,
  revokeProviderLink,
} from './corrections/provider-link.ts';
export { decideDuplicate, undoDuplicate } from './duplicates/decide.ts';
export {
  countDuplicates,
  type DuplicatePair,
  type DuplicateState,
  listDuplicates,
  loadDuplicate,
} from './duplicates/list-duplicates.ts';
export { leadOn } from './kept.ts';
export {
  checkService,
  findOwnCheck,
  type OwnCheck,
  STAFF_METHOD_KEYS,
  STAFF_METHODS,
  type StaffMethod,
  undoCheck,
} from './trust/checks.ts';
export { PARTS_ASKED } from './trust/completeness.ts';
export { type Dispute, listOpenDisputes, settleDispute } from './trust/disputes.ts';
export {
  CLOSED,
  DISPUTABLE,
  FIELD_GROUPS,
  fieldLabel,
  isDisputable,
  type ServiceField,
} from './trust/field.ts';
export {
  type DisputeState,
  listOwnReports,
  type OwnReport,
  reportField,
  withdrawReport,
} from './trust/reports.ts';
export {
  listReviewQueue,
  REVIEW_SHOWS,
  REVIEW_SORTS,
  type ReviewRow,
  type ReviewShow,
  type ReviewSort,
} from './trust/review-queue.ts';
export type { TrustBand } from './trust/score.ts';
export { loadTrust, type ServiceTrust } from './trust/trust.ts';
export { BAND_WORDS, checkedInWords, pickedInWords } from './trust/words.ts';
