// How a worker and a person could talk: in the preferred language, in another they share, or with an interpreter.

import { languageName } from '#kernel';
import type { MatchWishes, WorkerCandidate } from '../wishes.ts';
import { type Understanding, understanding, varietyName, varietyOf } from './variety.ts';

export type Level = WorkerCandidate['languages'][number]['level'];

export type LanguageWay =
  | {
      readonly way: 'preferred' | 'other';
      /** The person's language, and the worker's, as they were said. */
      readonly spoken: string;
      readonly workers: string;
      readonly level: Level;
      readonly how: Exclude<Understanding, 'none'>;
    }
  | { readonly way: 'interpreter'; readonly spoken: string }
  | { readonly way: 'not_known' };

/** What a tag sounds like, and its names. */
export type Tongues = {
  readonly heard: (tag: string) => string;
  readonly name: (tag: string) => string;
  readonly fullName: (tag: string) => string;
};
export const TONGUES: Tongues = { heard: varietyOf, name: languageName, fullName: varietyName };

/** The same, remembered for the length of one ranking: most workers speak the same few languages. */
export function rememberTongues(): Tongues {
  return { heard: remember(varietyOf), name: remember(languageName), fullName: remember(varietyName) };
}

function remember(of: (tag: string) => string): (tag: string) => string {
  const known = new Map<string, string>();
  return tag => {
    const found = known.get(tag);
    if (found !== undefined) return found;
    const fresh = of(tag);
    known.set(tag, fresh);
    return fresh;
  };
}

const HOW_ORDER: Readonly<Record<Understanding, number>> = { same: 0, near: 1, far: 2, none: 3 };
const LEVEL_ORDER: Readonly<Record<Level, number>> = { first: 0, fluent: 1, working: 2 };

/** Everybody who works here speaks English, whether or not their profile lists it. */
const ENGLISH = { language: 'en', level: 'fluent' } as const;

function bestFor(spoken: string, worker: WorkerCandidate, heard: Tongues['heard']) {
  const wanted = heard(spoken);
  let best: { workers: string; level: Level; how: Exclude<Understanding, 'none'> } | null = null;
  const listsEnglish = wanted === 'en' && worker.languages.some(each => heard(each.language) === 'en');
  const languages = wanted === 'en' && !listsEnglish ? [ENGLISH] : worker.languages;
  for (const { language, level } of languages) {
    const how = understanding(wanted, heard(language));
    if (how === 'none') continue;
    const better =
      best === null ||
      HOW_ORDER[how] < HOW_ORDER[best.how] ||
      (how === best.how && LEVEL_ORDER[level] < LEVEL_ORDER[best.level]);
    if (better) best = { workers: language, level, how };
  }
  return best;
}

/** The best way to talk. A far variety of the preferred language steps back behind another language that both speak well. */
export function languageWay(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  heard: Tongues['heard'] = varietyOf,
): LanguageWay {
  const [preferred, ...others] = wishes.languages;
  if (preferred === undefined) return { way: 'not_known' };
  const first = bestFor(preferred, worker, heard);
  if (first && first.how !== 'far') return { way: 'preferred', spoken: preferred, ...first };
  for (const spoken of others) {
    const found = bestFor(spoken, worker, heard);
    if (found && found.how !== 'far') return { way: 'other', spoken, ...found };
  }
  return first
    ? { way: 'preferred', spoken: preferred, ...first }
    : { way: 'interpreter', spoken: preferred };
}

/** Whether they would talk without an interpreter in the language the person asked for. */
export const speaksPreferred = (way: LanguageWay): boolean => way.way === 'preferred' && way.how !== 'far';

export const needsInterpreter = (way: LanguageWay): boolean =>
  way.way === 'interpreter' || (way.way === 'preferred' && way.how === 'far');
