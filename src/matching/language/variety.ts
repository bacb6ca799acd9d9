// How well two people understand each other by the languages they named: the same, a near variety, one far off, or none.
import { countryName, findLanguage, languageName } from '#kernel';

/** same: also where one of both is named in general; near: mostly understood; far: one language by name, hard to follow. */
export type Understanding = 'same' | 'near' | 'far' | 'none';

/** Spoken Arabic by where it is spoken; far apart between east and west, near within each. */
const ARABIC: Readonly<Record<string, 'east' | 'west' | 'general'>> = {
  ar: 'general',
  apc: 'east',
  acm: 'east',
  acq: 'east',
  apd: 'east',
  arz: 'east',
  ary: 'west',
  arq: 'west',
  aeb: 'west',
  ayl: 'west',
};

/** A country in a tag says which variety is spoken: ar-SY is spoken as apc. */
const SPOKEN_IN: Readonly<Record<string, string>> = {
  'ar-sy': 'apc',
  'ar-lb': 'apc',
  'ar-jo': 'apc',
  'ar-ps': 'apc',
  'ar-iq': 'acm',
  'ar-ye': 'acq',
  'ar-sd': 'apd',
  'ar-eg': 'arz',
  'ar-ma': 'ary',
  'ar-dz': 'arq',
  'ar-tn': 'aeb',
  'ar-ly': 'ayl',
  'fa-af': 'prs',
  'zh-hk': 'yue',
  cmn: 'zh',
  pnb: 'pa',
  pes: 'fa',
};

/** Different tags whose speakers mostly follow each other; our own choice, open to correction by speakers (docs/decisions/0025). */
const NEAR: readonly (readonly string[])[] = [
  ['fa', 'prs', 'haz'],
  ['ur', 'hi'],
  ['bs', 'hr', 'sr'],
  ['bn', 'syl'],
  ['pa', 'phr', 'hno'],
  ['ru', 'uk'],
];

/** What is heard: the tag without script, and the variety its country speaks. 'pa-Arab' → 'pa', 'ar-SY' → 'apc', 'fa-AF' → 'prs'. */
export function varietyOf(tag: string): string {
  const known = findLanguage(tag)?.tag ?? tag;
  const whole = (tag.length > known.length ? tag : known).toLowerCase();
  if (whole.includes('-x-')) return whole;
  const [primary = whole] = whole.split('-');
  const country = /-([a-z]{2})(?:-|$)/.exec(whole)?.[1];
  return (country ? SPOKEN_IN[`${primary}-${country}`] : undefined) ?? SPOKEN_IN[primary] ?? primary;
}

/** @param one @param other as `varietyOf` gives them. */
export function understanding(one: string, other: string): Understanding {
  if (one === other) return 'same';
  const [east, west] = [ARABIC[one], ARABIC[other]];
  if (east && west) {
    if (east === 'general' || west === 'general') return 'same';
    return east === west ? 'near' : 'far';
  }
  return NEAR.some(group => group.includes(one) && group.includes(other)) ? 'near' : 'none';
}

/** The script somebody reads a language in ('Arab', 'Guru'), from the tag or the language's usual one; null when not known. */
export function scriptOf(tag: string): string | null {
  const said = /-([a-z]{4})(?:-|$)/i.exec(tag)?.[1];
  if (said) return said.slice(0, 1).toUpperCase() + said.slice(1).toLowerCase();
  // Punjabi is written in two scripts: without one in the tag nobody knows which.
  const found = findLanguage(tag);
  return found === null || found.tag === 'pa' || found.script === 'Zxxx' ? null : found.script;
}

/** The name with the country, where the tag says one that the name does not: 'Arabic (Syria)'. */
export function varietyName(tag: string): string {
  const name = languageName(tag);
  const country = /-([a-z]{2})(?:-|$)/i.exec(tag)?.[1];
  const found = findLanguage(tag);
  if (!country || found?.tag.toLowerCase() === tag.toLowerCase()) return name;
  return `${name} (${countryName(country)})`;
}

const SCRIPT_NAMES = new Intl.DisplayNames('en-GB', { type: 'script' });
export const scriptName = (script: string): string => SCRIPT_NAMES.of(script) ?? script;
