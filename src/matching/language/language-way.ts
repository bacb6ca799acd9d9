// How a worker and a person could talk: in the preferred language, in another they share, or with an interpreter.
import { languageName, type Understanding, understanding, varietyOf } from '#kernel';
import { type KnownTongue, knownOf } from '../known-worker.ts';
import type { MatchWishes, WorkerCandidate } from '../wishes.ts';
import { varietyName } from './variety.ts';

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

/** The names of a tag. */
export type Tongues = {
  readonly name: (tag: string) => string;
  readonly fullName: (tag: string) => string;
};

/** The same, remembered for the length of one list: most workers speak the same few languages. */
export function rememberTongues(): Tongues {
  return { name: remember(languageName), fullName: remember(varietyName) };
}

function remember<Value>(of: (tag: string) => Value): (tag: string) => Value {
  const known = new Map<string, Value>();
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
const ENGLISH: KnownTongue = {
  language: 'en',
  level: 'fluent',
  heard: 'en',
  script: 'Latn',
  saysScript: false,
};

type Best = { readonly tongue: KnownTongue; readonly how: Exclude<Understanding, 'none'> };

/** Finds the best language for one that the person speaks. */
function finderOf(spoken: string): (tongues: readonly KnownTongue[]) => Best | null {
  const wanted = varietyOf(spoken);
  const understood = remember(heard => understanding(wanted, heard));
  return tongues => {
    let best: Best | null =
      wanted === 'en' && !tongues.some(({ heard }) => heard === 'en')
        ? { tongue: ENGLISH, how: 'same' }
        : null;
    if (best) return best;
    for (const tongue of tongues) {
      const how = understood(tongue.heard);
      if (how === 'none') continue;
      const better =
        best === null ||
        HOW_ORDER[how] < HOW_ORDER[best.how] ||
        (how === best.how && LEVEL_ORDER[tongue.level] < LEVEL_ORDER[best.tongue.level]);
      if (better) best = { tongue, how };
    }
    return best;
  };
}

const wayOf = (way: 'preferred' | 'other', spoken: string, { tongue, how }: Best): LanguageWay => ({
  way,
  spoken,
  workers: tongue.language,
  level: tongue.level,
  how,
});

/** The best way for each of many workers. A far variety of the preferred language steps back behind another that both speak well. */
export function languageWays({ languages }: MatchWishes): (worker: WorkerCandidate) => LanguageWay {
  const [preferred, ...others] = languages;
  if (preferred === undefined) return () => ({ way: 'not_known' });
  const findPreferred = finderOf(preferred);
  const findOther = others.map(spoken => ({ spoken, find: finderOf(spoken) }));
  const find = (tongues: readonly KnownTongue[]): LanguageWay => {
    const first = findPreferred(tongues);
    if (first && first.how !== 'far') return wayOf('preferred', preferred, first);
    for (const { spoken, find } of findOther) {
      const found = find(tongues);
      if (found && found.how !== 'far') return wayOf('other', spoken, found);
    }
    return first ? wayOf('preferred', preferred, first) : { way: 'interpreter', spoken: preferred };
  };
  // Many of a team speak the same: they share one answer.
  const found = new Map<string, LanguageWay>();
  return worker => {
    const { speaks, tongues } = knownOf(worker);
    const before = found.get(speaks);
    if (before) return before;
    const way = find(tongues);
    found.set(speaks, way);
    return way;
  };
}

export const languageWay = (wishes: MatchWishes, worker: WorkerCandidate): LanguageWay =>
  languageWays(wishes)(worker);

/** Whether they would talk without an interpreter in the language the person asked for. */
export const speaksPreferred = (way: LanguageWay): boolean => way.way === 'preferred' && way.how !== 'far';

/** The name of the language that the person asked to speak, where none of these workers speaks it or a near one; else null. */
export function spokenByNobody(wishes: MatchWishes, workers: readonly WorkerCandidate[]): string | null {
  const [preferred] = wishes.languages;
  if (preferred === undefined || workers.length === 0) return null;
  return workers.map(languageWays(wishes)).some(speaksPreferred) ? null : varietyName(preferred);
}

export const needsInterpreter = (way: LanguageWay): boolean =>
  way.way === 'interpreter' || (way.way === 'preferred' && way.how === 'far');
