// How well two people understand each other by the languages they named, in a match and in a search: the same, a near variety, one far off, or none.
import { findLanguage } from './language.ts';

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

/** Kurdish by name alone may be any of these; Sorani and Kurmanji are two languages. */
const KURDISH: ReadonlySet<string> = new Set(['ckb', 'kmr', 'sdh']);
const isKurdish = (one: string, other: string): boolean => one === 'ku' && KURDISH.has(other);

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
  if (isKurdish(one, other) || isKurdish(other, one)) return 'same';
  return NEAR.some(group => group.includes(one) && group.includes(other)) ? 'near' : 'none';
}
