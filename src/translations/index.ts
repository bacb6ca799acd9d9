// The door of translations: the words a person reads, with their language and whether a translator has checked them.
export {
  directionOf,
  isOffered,
  type MessageKey,
  OFFERED_LANGUAGES,
  type OfferedLanguage,
  type State,
} from './catalogue.ts';
export type { Problem } from './check.ts';
export {
  type PageWord,
  pageWords,
  type Translate,
  type Translated,
  type TranslatorOptions,
  translator,
  unreviewedMark,
  type Values,
} from './translate.ts';
