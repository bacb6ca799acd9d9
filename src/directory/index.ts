// The door of the directory: services that people can be sent to, found by words, kind and distance, and imported from open data.
export type { RecordProblem } from './formats/entry.ts';
export { FORMATS as DIRECTORY_FORMATS, type Format as DirectoryFormat } from './formats/source.ts';
export {
  type ImportCounts,
  type ImportRefusal,
  type ImportWish,
  importDirectory,
} from './import/import-directory.ts';
export { CATEGORY_LABELS, isCategory, type Kind } from './kind.ts';
export { findPlace, type Place, type PlaceRefusal } from './place.ts';
export * from './published/index.ts';
export { type FoundService, type FoundServices, type ServiceSearch, searchServices } from './search.ts';
export type { Service, ServicePlace, ServiceSource, ServiceStatus, ServiceSummary } from './service.ts';
export type { Correction, ReadWords } from './spelling.ts';
export { type KindInUse, listKinds, loadService, loadServiceSummaries } from './store.ts';
