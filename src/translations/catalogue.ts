// The words people read, by language: who translated each, who checked it, and from which English it was made.
import { createHash } from 'node:crypto';
import { type Direction, direction, languageEndonym } from '#kernel';
import arabic from './catalogues/ar.json' with { type: 'json' };
import english from './catalogues/en.json' with { type: 'json' };

/**
 * `notice`, `consent` and `measure` bind the service or the science to exact words: of these only a translation that a person
 * has checked is ever shown.
 */
export const TEXT_KINDS = ['text', 'notice', 'consent', 'measure'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** An English string: an ICU message, and what a translator has to know about it. */
export type SourceText = {
  readonly kind: TextKind;
  readonly text: string;
  readonly note?: string;
  readonly date: string;
};

/** A translation. `reviewer` is the person who checked it, or null; `source_hash` is of the English it was made from. */
export type MadeText = {
  readonly text: string;
  readonly translator: string;
  readonly reviewer: string | null;
  readonly date: string;
  readonly source_hash: string;
};

export type MessageKey = keyof typeof english;
export type Source = Readonly<Record<string, SourceText>>;
export type Catalogue = Readonly<Record<string, MadeText>>;

export const SOURCE_LANGUAGE = 'en';
export const SOURCE = english as Source;

/** One line a language. Adding one: docs in catalogues/README.md. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map<string, Catalogue>([['ar', arabic]]);

/** Unreviewed: nobody has checked it. Stale: the English has changed since. */
export type State = 'source' | 'reviewed' | 'unreviewed' | 'stale' | 'missing';

/** What a translation notes of the English it was made from: the first 16 hexadecimal digits of its SHA-256. */
export const sourceHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

export function stateOf(source: SourceText, made: MadeText | undefined): Exclude<State, 'source'> {
  if (made === undefined) return 'missing';
  if (made.source_hash !== sourceHash(source.text)) return 'stale';
  return made.reviewer === null ? 'unreviewed' : 'reviewed';
}

export type OfferedLanguage = {
  readonly language: string;
  readonly name: string;
  readonly direction: Direction;
};

/** The languages a person may choose, English first, each by its own name for itself. */
export const OFFERED_LANGUAGES: readonly OfferedLanguage[] = [SOURCE_LANGUAGE, ...CATALOGUES.keys()].map(
  language => ({
    language,
    name: languageEndonym(language),
    direction: direction(language),
  }),
);

export const isOffered = (language: string): boolean =>
  language === SOURCE_LANGUAGE || CATALOGUES.has(language);

/** For the `dir` attribute; of any BCP 47 tag, offered or not. */
export const directionOf = (language: string): Direction => direction(language);
