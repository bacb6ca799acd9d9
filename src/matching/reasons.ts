// Why a link worker fits a person or does not: each reason in words, with the points it counts.
import { dayNumber } from './day-number.ts';
import { roomOf } from './first-free.ts';
import { type LanguageWay, languageWay, TONGUES, type Tongues } from './language/language-way.ts';
import type { MatchWishes, WorkerCandidate } from './wishes.ts';

/** Points for or against; 0 is worth knowing and counts nothing. */
export type MatchReason = { readonly text: string; readonly weight: number };

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

function sharedLanguage(wishes: MatchWishes, way: LanguageWay, tongues: Tongues): MatchReason | null {
  if (way.way !== 'preferred' && way.way !== 'other') return null;
  const asked = wishes.language === 'interpreter';
  const named = way.how === 'same' ? tongues.name(way.spoken) : tongues.fullName(way.workers);
  if (way.way === 'other') {
    const [preferred = ''] = wishes.languages;
    const text = `Speaks ${named}, which the person speaks too; not ${tongues.name(preferred)}`;
    return { text, weight: asked ? 0 : POINTS_OF[way.how](POINTS.otherLanguage) };
  }
  const text = `Speaks ${named} ${LEVEL_WORDS[way.level]}${varietyWords(way, tongues)}`;
  if (asked)
    return { text: `${text}; an interpreter was asked for`, weight: POINTS.languageBesideInterpreter };
  return { text, weight: POINTS_OF[way.how](POINTS.language[way.level]) };
}

export function languageReason(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  way: LanguageWay = languageWay(wishes, worker),
  tongues: Tongues = TONGUES,
): MatchReason {
  const [preferred] = wishes.languages;
  if (preferred === undefined)
    return { text: 'Which languages the person speaks is not known yet', weight: 0 };
  const shared = sharedLanguage(wishes, way, tongues);
  if (shared)
    return wishes.language === 'no_preference' ? { ...shared, weight: halved(shared.weight) } : shared;
  const needs = `Would need an interpreter for ${tongues.name(preferred)}`;
  if (wishes.language === 'interpreter') return { text: `${needs}, as asked`, weight: 0 };
  if (wishes.language === 'same' || wishes.language === 'same_only')
    return {
      text: `${needs}; somebody who speaks it was asked for`,
      weight: POINTS.wouldNeedInterpreterThoughSameAsked,
    };
  const mind = wishes.language === 'no_preference';
  return { text: needs, weight: mind ? halved(POINTS.wouldNeedInterpreter) : POINTS.wouldNeedInterpreter };
}

/** Without a preference the language still saves an interpreter, and counts half. */
const halved = (weight: number): number => Math.trunc(weight / 2);

const SEX_WORDS = { female: 'woman', male: 'man' } as const;

export const wishedSex = (wishes: MatchWishes): 'female' | 'male' | null => {
  if (wishes.workerSex === 'female' || wishes.workerSex === 'female_only') return 'female';
  return wishes.workerSex === 'male' || wishes.workerSex === 'male_only' ? 'male' : null;
};

export function sexReason(wishes: MatchWishes, worker: WorkerCandidate): MatchReason | null {
  const wished = wishedSex(wishes);
  if (wished === null) return null;
  const asked = SEX_WORDS[wished];
  if (worker.sex === wished) return { text: `A ${asked}, as asked`, weight: POINTS.sexAsAsked };
  if (worker.sex === 'female' || worker.sex === 'male')
    return {
      text: `A ${SEX_WORDS[worker.sex]}; a ${asked} was asked for`,
      weight: POINTS.sexNotAsAsked,
    };
  return { text: `Their profile does not say whether they are a ${asked}, which was asked for`, weight: 0 };
}

/** Background is the worker's own words: a person reads it and judges, and no points are given for where somebody is from. */
export function cultureReason(wishes: MatchWishes, worker: WorkerCandidate): MatchReason | null {
  if (wishes.culture !== 'same' && wishes.culture !== 'different') return null;
  const asked = wishes.culture === 'same' ? 'the same background' : 'another background';
  const said = worker.background
    ? `Says about themselves: “${worker.background}”`
    : 'Has not said anything about their background';
  return { text: `${said} (somebody of ${asked} was asked for)`, weight: 0 };
}

const places = (count: number): string => (count === 1 ? '1 place' : `${count} places`);

/** Places to a half: '2.5'. */
const rounded = (count: number): number => Math.round(count * 2) / 2;

/** Room for one more, counted with interpreting and complexity where that is known (docs/decisions/0025). */
export function roomReason(worker: WorkerCandidate): MatchReason {
  const room = roomOf(worker);
  const weighed =
    worker.openWeight !== undefined && worker.openWeight !== worker.openReferrals
      ? `, counting time for interpreting and for much to sort out (${worker.openReferrals} people)`
      : '';
  if (room < 0)
    return {
      text: `Supports ${rounded(-room)} more than the ${worker.capacity} agreed${weighed}`,
      weight: POINTS.overFull,
    };
  if (room === 0) return { text: `No place free of ${worker.capacity}${weighed}`, weight: POINTS.full };
  const weight = Math.round((POINTS.mostRoom * room) / worker.capacity);
  return { text: `${rounded(room)} of ${places(worker.capacity)} free${weighed}`, weight };
}

export const takingReason = (worker: WorkerCandidate): MatchReason | null =>
  worker.takingReferrals ? null : { text: 'Is not taking new people at present', weight: POINTS.notTaking };

/** New people are spread out: who was given somebody lately steps back a little. @param today as `dayNumber` counts. */
export function turnReason(worker: WorkerCandidate, today: number): MatchReason | null {
  if (worker.lastGivenOn === null) return null;
  const days = today - dayNumber(worker.lastGivenOn);
  if (days < 7) return { text: 'Was given somebody new in the last week', weight: 0 };
  const weight = days >= 14 ? POINTS.longWithoutNew : POINTS.whileWithoutNew;
  return { text: `Nobody new for ${days} days`, weight };
}
