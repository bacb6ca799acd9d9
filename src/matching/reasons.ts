// Why a link worker fits a person or does not: each reason in words, with the points it counts.
import { roomOf } from './first-free.ts';
import { knownOf } from './known-worker.ts';
import type { LanguageWay, Tongues } from './language/language-way.ts';
import type { MatchWishes, WorkerCandidate } from './wishes.ts';

/** Points for or against; 0 is worth knowing and counts nothing. */
export type MatchReason = { readonly text: string; readonly weight: number };

/** Everybody is counted and only the rows that are shown need words: without `say` a text is false, and costs nothing. */
export type Counted = { readonly weight: number; readonly text: string | false };

/** All weights in one place: a shared language weighs most, then the sex of the worker, then room for one more person. */
const POINTS = {
  language: { first: 40, fluent: 34, working: 22 },
  /** A language the person speaks too, though another is the preferred one. */
  otherLanguage: 16,
  wouldNeedInterpreter: -10,
  wouldNeedInterpreterThoughSameAsked: -20,
  /** The person asked for an interpreter: that the worker speaks the language helps a little. */
  languageBesideInterpreter: 8,
  sexAsAsked: 20,
  sexNotAsAsked: -15,
  mostRoom: 20,
  full: -15,
  overFull: -20,
  notTaking: -30,
  longWithoutNew: 5,
  whileWithoutNew: 3,
} as const;

const LEVEL_WORDS = { first: 'as a first language', fluent: 'fluently', working: 'well enough to work in' };

/** What was heard of the worker's language, where it is another variety than the person's. */
const varietyWords = (
  { spoken, how }: Extract<LanguageWay, { workers: string }>,
  tongues: Tongues,
): string => {
  if (how === 'same') return '';
  const other = `; the person speaks ${tongues.fullName(spoken)}`;
  const ask =
    how === 'near' ? 'ask whether they understand each other' : 'these are often too far apart to talk';
  return `${other}: ${ask}`;
};

const POINTS_OF = {
  same: (points: number) => points,
  near: (points: number) => Math.trunc((points * 3) / 4),
  far: (points: number) => Math.trunc(points / 4),
} as const;

function sayShared(wishes: MatchWishes, way: Extract<LanguageWay, { workers: string }>, tongues: Tongues) {
  const named = way.how === 'same' ? tongues.name(way.spoken) : tongues.fullName(way.workers);
  if (way.way === 'preferred') {
    const text = `Speaks ${named} ${LEVEL_WORDS[way.level]}${varietyWords(way, tongues)}`;
    return wishes.language === 'interpreter' ? `${text}; an interpreter was asked for` : text;
  }
  const [preferred = ''] = wishes.languages;
  return way.how === 'same'
    ? `Speaks ${named}, which the person speaks too; not ${tongues.name(preferred)}`
    : `Speaks ${named}, near to ${tongues.fullName(way.spoken)}, which the person speaks too; not ${tongues.name(preferred)}: ask whether they understand each other`;
}

function sharedWeight(wishes: MatchWishes, way: Extract<LanguageWay, { workers: string }>): number {
  const other = way.way === 'other';
  if (wishes.language === 'interpreter') return other ? 0 : POINTS.languageBesideInterpreter;
  const weight = POINTS_OF[way.how](other ? POINTS.otherLanguage : POINTS.language[way.level]);
  return wishes.language === 'no_preference' ? halved(weight) : weight;
}

export function languageReason(
  wishes: MatchWishes,
  way: LanguageWay,
  tongues: Tongues,
  say: boolean,
): Counted {
  const [preferred] = wishes.languages;
  if (preferred === undefined || way.way === 'not_known')
    return { weight: 0, text: say && 'Which languages the person speaks is not known yet' };
  if (way.way !== 'interpreter')
    return { weight: sharedWeight(wishes, way), text: say && sayShared(wishes, way, tongues) };
  const needs = say && `Would need an interpreter for ${tongues.name(preferred)}`;
  if (wishes.language === 'interpreter') return { weight: 0, text: say && `${needs}, as asked` };
  if (wishes.language === 'same' || wishes.language === 'same_only')
    return {
      weight: POINTS.wouldNeedInterpreterThoughSameAsked,
      text: say && `${needs}; somebody who speaks it was asked for`,
    };
  const mind = wishes.language === 'no_preference';
  return { weight: mind ? halved(POINTS.wouldNeedInterpreter) : POINTS.wouldNeedInterpreter, text: needs };
}

/** Without a preference the language still saves an interpreter, and counts half. */
const halved = (weight: number): number => Math.trunc(weight / 2);

const SEX_WORDS = { female: 'woman', male: 'man' } as const;

export const wishedSex = (wishes: MatchWishes): 'female' | 'male' | null => {
  if (wishes.workerSex === 'female' || wishes.workerSex === 'female_only') return 'female';
  return wishes.workerSex === 'male' || wishes.workerSex === 'male_only' ? 'male' : null;
};

export function sexReason(wishes: MatchWishes, { sex }: WorkerCandidate, say: boolean): Counted | null {
  const wished = wishedSex(wishes);
  if (wished === null) return null;
  const asked = SEX_WORDS[wished];
  if (sex === wished) return { weight: POINTS.sexAsAsked, text: say && `A ${asked}, as asked` };
  if (sex === 'female' || sex === 'male')
    return { weight: POINTS.sexNotAsAsked, text: say && `A ${SEX_WORDS[sex]}; a ${asked} was asked for` };
  return {
    weight: 0,
    text: say && `Their profile does not say whether they are a ${asked}, which was asked for`,
  };
}

/** Background is the worker's own words: a person reads it and judges, and no points are given for where somebody is from. */
export function cultureReason(
  wishes: MatchWishes,
  { background }: WorkerCandidate,
  say: boolean,
): Counted | null {
  if (wishes.culture !== 'same' && wishes.culture !== 'different') return null;
  const asked = wishes.culture === 'same' ? 'the same background' : 'another background';
  return {
    weight: 0,
    text:
      say &&
      `${background ? `Says about themselves: “${background}”` : 'Has not said anything about their background'} (somebody of ${asked} was asked for)`,
  };
}

const places = (count: number): string => (count === 1 ? '1 place' : `${count} places`);

/** Places to a half: '2.5'. */
const rounded = (count: number): number => Math.round(count * 2) / 2;

/** Room for one more, counted with interpreting and complexity where that is known (docs/decisions/0025). */
export function roomReason(worker: WorkerCandidate, say: boolean): Counted {
  const room = roomOf(worker);
  const { capacity } = worker;
  const taken = (count: number) => `${count} of ${places(capacity)} taken${byPeople(worker)}`;
  if (room < 0)
    return { weight: POINTS.overFull, text: say && `Over full: ${taken(capacity + rounded(-room))}` };
  if (room === 0) return { weight: POINTS.full, text: say && `Full: ${taken(capacity)}` };
  return {
    weight: Math.round((POINTS.mostRoom * room) / capacity),
    text: say && `Has room: ${taken(capacity - rounded(room))}`,
  };
}

/** Said where people and places differ: some take more than one (weight.ts). */
const byPeople = ({ openWeight, openReferrals }: WorkerCandidate): string =>
  openWeight !== undefined && openWeight !== openReferrals
    ? ` by ${openReferrals} ${openReferrals === 1 ? 'person' : 'people'}`
    : '';

const NOT_TAKING: Counted = {
  weight: POINTS.notTaking,
  text: 'Is not taking new people at present',
};
export const takingReason = (worker: WorkerCandidate): Counted | null =>
  worker.takingReferrals ? null : NOT_TAKING;

/** New people are spread out: who was given somebody lately steps back a little. @param today as `dayNumber` counts. */
export function turnReason(worker: WorkerCandidate, today: number, say: boolean): Counted | null {
  const { lastGiven } = knownOf(worker);
  if (lastGiven === null) return null;
  const days = today - lastGiven;
  if (days < 7) return { weight: 0, text: say && 'Was given somebody new in the last week' };
  const weight = days >= 14 ? POINTS.longWithoutNew : POINTS.whileWithoutNew;
  return { weight, text: say && `Nobody new for ${days} days` };
}
