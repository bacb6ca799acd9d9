// The door of the directory: services that people can be sent to, found by words, kind and distance, and imported from open data.

export { NOT_DESCRIBED } from './cleaning/missing.ts';
export * from './curating.ts';
export { type FeedCounts, type FeedRefusal, type FeedWish, importFeed } from './feeds/import-feed.ts';
export { type FileRefusal, type FileWish, importFile, mappingProblem } from './feeds/import-file.ts';
export { refreshDueFeeds, runRequestedFeeds } from './feeds/refresh.ts';
export { importTable } from './feeds/runs/import-table.ts';
export { codeFrom } from './feeds/source-store.ts';
export {
  countUnknownStrings,
  decideUnknownString,
  decideUnknownStrings,
  listUnknownStrings,
  loadUnknownString,
  type WaitingString,
} from './feeds/unknown-strings.ts';
export type { RecordProblem } from './formats/entry.ts';
export { FORMATS as DIRECTORY_FORMATS, type Format as DirectoryFormat } from './formats/source.ts';
export { type ImportRefusal, type ImportWish, importDirectory } from './import/import-directory.ts';
export type { ImportCounts } from './import/import-reading.ts';
export { CATEGORY_LABELS, isCategory, type Kind } from './kind.ts';
export { findPlace, type Place, type PlaceRefusal } from './place.ts';
export {
  type BadLine,
  importPostcodeDirectory,
  type PostcodeFileRefusal,
} from './postcodes/import-postcode-directory.ts';
export * from './published/index.ts';
export type { FacetName, FacetValue, SearchFacet } from './search/facets.ts';
export {
  type AttendingSex,
  type FactPlace,
  keysOf,
  type ReferralRoute,
  ROUTES,
  STAGES,
  type Stage,
  WAYS,
  type Way,
} from './search/facts.ts';
export type { Judged, Verdict } from './search/judged.ts';
export type { LanguageHow } from './search/language-wish.ts';
export { type KeptReady, keepSearchReady } from './search/memory/live/keep-ready.ts';
export type { Sort } from './search/memory/query.ts';
export { categoryOf, SEARCHED_NEEDS, typeLabel } from './search/need-wish.ts';
export { PARTS_OF_DAY, type PartOfDay, WEEKDAYS, type Weekday } from './search/schedule.ts';
export {
  type FoundService,
  type FoundServices,
  type ServiceSearch,
  searchServices,
} from './search/search.ts';
export { isReferralNewsOld, type Wishes } from './search/wishes.ts';
export type { Correction, ReadWords } from './search/words/read-words.ts';
export { countSearch, writeSearchCounts } from './search-counts.ts';
export type { Service, ServicePlace, ServiceSource, ServiceStatus, ServiceSummary } from './service.ts';
export { type HandedOut, loadHandedOut } from './shortlist/handed-out.ts';
export {
  dropFromShortlist,
  listSharedShortlists,
  loadShortlistInHand,
  openShortlist,
  revokeShortlist,
  type SharedShortlist,
  shareShortlist,
  shortlistService,
} from './shortlist/shortlist.ts';
export {
  type ListedSource,
  listEveryKind,
  listSources,
  loadSource,
  loadSourceProblems,
  type RunProgress,
  type SourceProblems,
  type SourcesPage,
} from './sources/list-sources.ts';
export {
  pauseSource,
  removeServices,
  requestRun,
  resumeSource,
  type TendRefusal,
} from './sources/tend-source.ts';
export { type KindInUse, listKinds, loadService, loadServiceSummaries } from './store.ts';
export { type TendCounts, tendDirectory } from './tend.ts';
