// What a language is called, which way it is written, and which one somebody meant by a name, an endonym or a code.

import { foldForSearch } from '../fold.ts';
import { LANGUAGE_ALIASES } from './language-alias.ts';
import {
  type Direction,
  directionOfScript,
  LANGUAGES,
  type Language,
  UK_CORE_CODES,
} from './language-table.ts';

const BY_TAG: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.map(language => [language.tag.toLowerCase(), language]),
);

/** "Portuguese (Brazilian)" is also found as "Brazilian Portuguese". */
function namesOf(language: Language): readonly string[] {
  const split = /^(.+?) \((.+)\)$/.exec(language.name);
  return split === null ? [language.name] : [language.name, `${split[2]} ${split[1]}`];
}

/** Folded name → tag. What is put in first wins: aliases, names, then endonyms, the general language before its varieties. */
function indexNames(): ReadonlyMap<string, string> {
  const general = [...LANGUAGES].sort((a, b) => a.tag.length - b.tag.length);
  const named = [
    ...LANGUAGE_ALIASES,
    ...general.flatMap(language => namesOf(language).map(name => [name, language.tag] as const)),
    ...general.map(language => [language.endonym, language.tag] as const),
  ];
  const index = new Map<string, string>();
  for (const [name, tag] of named) {
    const key = foldForSearch(name);
    if (!index.has(key)) index.set(key, tag);
  }
  return index;
}

const BY_NAME: ReadonlyMap<string, string> = indexNames();
const BY_EXACT_NAME: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.map(language => [language.name, language]),
);
const TAG = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i;

/** The tag itself, or with its subtags taken off the end one by one: 'ar-SY' → 'ar'. */
function byTag(tag: string): Language | null {
  const subtags = tag.toLowerCase().split('-');
  for (let count = subtags.length; count > 0; count -= 1) {
    const found = BY_TAG.get(subtags.slice(0, count).join('-'));
    if (found !== undefined) return found;
  }
  return null;
}

/** ISO 639-2 and 639-3 codes ('som', 'tir', 'per') through the registry's canonical form. */
function byCode(code: string): Language | null {
  try {
    const canonical = Intl.getCanonicalLocales(code)[0];
    return canonical === undefined ? null : byTag(canonical);
  } catch {
    return null;
  }
}

const WORDS_AROUND =
  /\b(main spoken language|first language|languages?|speak(s|ers?|ing)?|spoken|finding)\b/g;

const lookUp = (text: string): Language | null => {
  const tag = BY_NAME.get(text);
  return tag === undefined ? null : byTag(tag);
};

/**
 * The language meant by an English name, an endonym, a common other name ('Farsi', 'Mandarin'), a BCP 47 tag, an
 * ISO 639 code or a UK Core HumanLanguage code ('q4'); null when it is none we know. Never guesses from part of a word.
 */
export function findLanguage(text: string): Language | null {
  const typed = text.trim().replaceAll('_', '-');
  if (typed === '' || typed.length > 100) return null;
  // 'Ga' is a language of Ghana by name, and 'ga' is Irish by tag.
  const exact = BY_EXACT_NAME.get(typed) ?? BY_TAG.get(typed.toLowerCase());
  if (exact !== undefined) return exact;
  const folded = foldForSearch(typed);
  const plain = folded.replace(WORDS_AROUND, ' ').replace(/\s+/g, ' ').trim();
  const named = lookUp(folded) ?? lookUp(plain);
  if (named !== null) return named;
  return TAG.test(typed) ? (byTag(typed) ?? byCode(typed)) : null;
}

/** English name for pages. A tag nobody here knows is shown as Intl names it, or as it came. */
export function languageName(tag: string): string {
  const found = findLanguage(tag);
  if (found !== null) return found.name;
  try {
    return new Intl.DisplayNames('en-GB', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What its speakers call it; the tag itself when unknown. */
export const languageEndonym = (tag: string): string => findLanguage(tag)?.endonym ?? tag;

/** For the `dir` attribute. A script subtag decides over the language: 'az-Arab' is right to left. */
export function direction(tag: string): Direction {
  const script = /-([a-z]{4})(?:-|$)/i.exec(tag)?.[1];
  if (script !== undefined) {
    return directionOfScript(script.slice(0, 1).toUpperCase() + script.slice(1).toLowerCase());
  }
  return findLanguage(tag)?.direction ?? 'ltr';
}

/** The language of speech without script or country, for comparing who can talk with whom: 'pa-Arab' and 'pa' → 'pa'. */
export function spokenLanguage(tag: string): string {
  const known = findLanguage(tag)?.tag ?? tag.toLowerCase();
  return known.includes('-x-') ? known : (known.split('-')[0] ?? known);
}

/** Codes that stand for a group in UK Core, which has two-letter codes and five of its own. */
const UK_CORE_OF: Readonly<Record<string, string>> = {
  prs: 'fa',
  haz: 'fa',
  ckb: 'ku',
  kmr: 'ku',
  yue: 'zh',
  nan: 'zh',
  hak: 'zh',
  fil: 'tl',
  bho: 'bh',
  apd: 'ar',
  apc: 'ar',
  acm: 'ar',
  acq: 'ar',
  ayl: 'ar',
  arz: 'ar',
  ary: 'ar',
  aeb: 'ar',
  arq: 'ar',
  'sw-x-bravanes': 'sw',
  'en-brai': 'q1',
  ase: 'q2',
  asf: 'q3',
  bfi: 'q4',
  'en-x-makaton': 'q5',
};

/**
 * The code of https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage nearest to a tag, for messages that must carry one;
 * null when there is none (Rohingya, Sylheti). The tag goes beside it, because the group says less than was asked.
 */
export function ukCoreLanguageCode(tag: string): string | null {
  const known = (findLanguage(tag)?.tag ?? tag).toLowerCase();
  const primary = known.split('-')[0] ?? known;
  const code = UK_CORE_OF[known] ?? UK_CORE_OF[primary] ?? primary;
  return UK_CORE_CODES.has(code) || /^q[1-5]$/.test(code) ? code : null;
}
