// Picks the words to show a person: a translation that may be shown, else English, and says which of the two it is.
import { IntlMessageFormat } from 'intl-messageformat';
import {
  CATALOGUES,
  type Catalogue,
  directionOf,
  type MessageKey,
  SOURCE,
  SOURCE_LANGUAGE,
  type Source,
  type SourceText,
  type State,
  stateOf,
} from './catalogue.ts';

/** What is put into a message. Names, phone numbers and the like as text; counts as numbers. */
export type Values = Readonly<Record<string, string | number>>;

export type Translated = {
  readonly text: string;
  /** The language of `text`, for the `lang` attribute: English where there is no translation to show. */
  readonly lang: string;
  /** Of the translation that was looked for, also when English is shown instead. */
  readonly state: State;
  /** True when `text` is a translation that nobody has checked: say so (`unreviewedMark`). */
  readonly marked: boolean;
};

export type Translate<Key extends string = MessageKey> = (key: Key, values?: Values) => Translated;

/** `marked`: the page shows unreviewed translations and says so. `english`: the page shows English instead. */
export type TranslatorOptions = { readonly unreviewed?: 'marked' | 'english' };

/** Words for one reader in one language. A language without a catalogue reads English, in state `missing`. */
export const translator = (language: string, options: TranslatorOptions = {}): Translate =>
  translatorFrom(SOURCE, CATALOGUES.get(language) ?? {}, language, options);

/** The same from given catalogues. A value that the message names and nobody gave is a mistake in the program: it throws. */
export function translatorFrom(
  source: Source,
  catalogue: Catalogue,
  language: string,
  { unreviewed = 'english' }: TranslatorOptions,
): Translate<string> {
  return (key, values = {}) => {
    const original = source[key];
    if (original === undefined) throw new Error(`no such text: ${key}`);
    if (language === SOURCE_LANGUAGE) return inEnglish(original, values, 'source');
    const made = catalogue[key];
    const state = stateOf(original, made);
    if (made === undefined || !mayShow(state, original, unreviewed))
      return inEnglish(original, values, state);
    const text = format(made.text, language, values);
    return { text, lang: language, state, marked: state === 'unreviewed' };
  };
}

/** Machine or unreviewed text is never used for notices, consent or measures (design, section 6). */
function mayShow(state: State, { kind }: SourceText, unreviewed: 'marked' | 'english'): boolean {
  return state === 'reviewed' || (state === 'unreviewed' && unreviewed === 'marked' && kind === 'text');
}

const inEnglish = ({ text }: SourceText, values: Values, state: State): Translated => ({
  text: format(text, SOURCE_LANGUAGE, values),
  lang: SOURCE_LANGUAGE,
  state,
  marked: false,
});

/** "This translation has not yet been checked by a translator", in that language; null for English. */
export function unreviewedMark(language: string): Translated | null {
  return language === SOURCE_LANGUAGE
    ? null
    : translator(language, { unreviewed: 'marked' })('mark.unreviewed');
}

type WordOf<Key> = Key extends `page.${infer Word}` ? Word : never;
export type PageWord = WordOf<MessageKey>;

/** The furniture of a page (skip link, back, "there is a problem") as far as it may be shown in the language; no English. */
export function pageWords(
  language: string,
  options: TranslatorOptions = {},
): Partial<Record<PageWord, string>> {
  const t = translator(language, options);
  const words = (Object.keys(SOURCE) as MessageKey[]).flatMap(key => {
    if (!key.startsWith('page.')) return [];
    const { text, lang } = t(key);
    return lang === language ? [[key.slice('page.'.length), text] as const] : [];
  });
  return Object.fromEntries(words);
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
/** As the parser numbers them: words of the message itself, and a value put in as it is. */
const LITERAL = 0;
const ARGUMENT = 1;

const FIRST_STRONG_ISOLATE = { type: LITERAL, value: '\u2068' } as Part;
const POP_ISOLATE = { type: LITERAL, value: '\u2069' } as Part;

/** In right-to-left text a phone number or a Latin name keeps its own order, and leaves that of its neighbours alone. */
const isolated = (parts: readonly Part[]): Part[] =>
  parts.flatMap(part => {
    if (part.type === ARGUMENT) return [FIRST_STRONG_ISOLATE, part, POP_ISOLATE];
    if (!('options' in part)) return [part];
    const options = Object.entries(part.options).map(([name, option]) => [
      name,
      { ...option, value: isolated(option.value) },
    ]);
    return [{ ...part, options: Object.fromEntries(options) } as Part];
  });

function parse(text: string, language: string): IntlMessageFormat {
  // Digits are always 0 to 9: they are what readers in the United Kingdom dial and see on letters, buses and doors.
  const locale = `${language}-u-nu-latn`;
  const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  if (directionOf(language) === 'ltr') return message;
  return new IntlMessageFormat(isolated(message.getAst()), locale, undefined, { ignoreTag: true });
}

/** Parsed messages, kept because parsing costs more than formatting. As many as the catalogues have strings. */
const parsed = new Map<string, IntlMessageFormat>();

function format(text: string, language: string, values: Values): string {
  const key = `${language} ${text}`;
  const message = parsed.get(key) ?? parse(text, language);
  parsed.set(key, message);
  return String(message.format(values));
}
