// Ranks link workers for one person, with reasons that add up; wishes guide and do not filter, save where the person said "only".
import type { Temporal } from 'temporal-polyfill';
import { languageName } from '#kernel';
import { dayNumber } from './day-number.ts';
import { CLOSINGS_DAYS, type FirstFree, firstFree, roomOf } from './first-free.ts';
import {
  type LanguageWay,
  languageWay,
  languageWays,
  needsInterpreter,
  rememberTongues,
  speaksPreferred,
} from './language/language-way.ts';
import {
  continuityReason,
  formatReason,
  placeReason,
  readsOf,
  scriptReason,
  topicReason,
} from './more-reasons.ts';
import {
  type Counted,
  cultureReason,
  languageReason,
  type MatchReason,
  roomReason,
  sexReason,
  takingReason,
  turnReason,
} from './reasons.ts';
import { INTERPRETING_WEIGHT } from './weight.ts';
import type { MatchWishes, WorkerCandidate } from './wishes.ts';

export type RankedWorker = {
  readonly worker: WorkerCandidate;
  /** The sum of the weights of the reasons (`explain`). */
  readonly score: number;
  readonly way: LanguageWay;
  readonly firstFree: FirstFree;
};

/** Not offered, because the person said "only": shown all the same, with what it would take. */
export type ApartWorker = RankedWorker & { readonly wouldTake: readonly string[] };

export type Ranking = {
  readonly offered: readonly RankedWorker[];
  readonly apart: readonly ApartWorker[];
};

/** One that is shown: `reasons` for first, then against, then what counts nothing. Those set apart also say what it would take. */
export type ExplainedWorker = RankedWorker & {
  readonly reasons: readonly MatchReason[];
  readonly wouldTake?: readonly string[];
};

const askAgain = (instead: string): string =>
  `Ask the person whether ${instead} would be all right, and record their answer`;

function sexWouldTake({ workerSex }: MatchWishes, worker: WorkerCandidate): readonly string[] {
  if (workerSex !== 'female_only' && workerSex !== 'male_only') return NOTHING;
  const [wished, word] = workerSex === 'female_only' ? ['female', 'woman'] : ['male', 'man'];
  if (worker.sex === wished) return NOTHING;
  const ask = askAgain(`somebody other than a ${word}`);
  const known = worker.sex === 'female' || worker.sex === 'male' || worker.sex === 'other';
  return known ? [ask] : [`Ask ${worker.name} to complete their profile, if they wish`, ask];
}

const NOTHING: readonly string[] = [];

/** "Only somebody who speaks it" holds where a language is known; nobody is set apart for what we do not know. */
function languageWouldTake(wishes: MatchWishes, way: LanguageWay): readonly string[] {
  const [preferred] = wishes.languages;
  if (wishes.language !== 'same_only' || preferred === undefined || speaksPreferred(way)) return NOTHING;
  if (way.way === 'other') return [askAgain(`speaking ${languageName(way.spoken)} with them`)];
  return [askAgain(`an interpreter for ${languageName(preferred)}`)];
}

/** What would have to change before this worker could be chosen; empty when nothing stands against it. */
export function whatItWouldTake(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  way: LanguageWay = languageWay(wishes, worker),
): readonly string[] {
  const [sex, language] = [sexWouldTake(wishes, worker), languageWouldTake(wishes, way)];
  return sex.length === 0 ? language : language.length === 0 ? sex : [...sex, ...language];
}

type Count = (worker: WorkerCandidate, way: LanguageWay, say: boolean) => readonly (Counted | null)[];

/** Every reason for or against a worker, in no order. */
function counterOf(wishes: MatchWishes, today: Temporal.PlainDate): Count {
  const tongues = rememberTongues();
  const reads = readsOf(wishes);
  const day = dayNumber(today.toString());
  return (worker, way, say) => [
    languageReason(wishes, way, tongues, say),
    sexReason(wishes, worker, say),
    roomReason(worker, say),
    takingReason(worker),
    turnReason(worker, day, say),
    continuityReason(worker),
    topicReason(wishes, worker, say),
    formatReason(wishes, worker, say),
    placeReason(wishes, worker, say),
    scriptReason(reads, worker, tongues, say),
    cultureReason(wishes, worker, say),
  ];
}

const sumOf = (reasons: readonly (Counted | null)[]): number => {
  let sum = 0;
  for (const reason of reasons) if (reason !== null) sum += reason.weight;
  return sum;
};

const orderOf = (weight: number): number => (weight > 0 ? 0 : weight < 0 ? 1 : 2);

/**
 * The reasons of those who are shown, in words, which add up to their scores: for first, then against, then what counts nothing;
 * the heavier first, and else as they came. For the same wishes and day as they were ranked by.
 */
export function explain(
  wishes: MatchWishes,
  rows: readonly (RankedWorker | ApartWorker)[],
  today: Temporal.PlainDate,
): readonly ExplainedWorker[] {
  const count = counterOf(wishes, today);
  return rows.map(row => ({
    ...row,
    reasons: count(row.worker, row.way, true)
      .flatMap(reason =>
        reason && reason.text !== false ? [{ text: reason.text, weight: reason.weight }] : [],
      )
      .sort((a, b) => orderOf(a.weight) - orderOf(b.weight) || Math.abs(b.weight) - Math.abs(a.weight)),
  }));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same order whatever order the candidates came in. */
const compare = (a: RankedWorker, b: RankedWorker): number =>
  b.score - a.score ||
  roomOf(b.worker) - roomOf(a.worker) ||
  compareText(a.worker.name, b.worker.name) ||
  compareText(a.worker.id, b.worker.id);

/** Whether the person set a hard rule; without one nobody is set apart. */
const saysOnly = ({ workerSex, language }: MatchWishes): boolean =>
  workerSex === 'female_only' || workerSex === 'male_only' || language === 'same_only';

/** @param today the day in London. Every candidate comes back, offered or apart. */
export function rankWorkers(
  wishes: MatchWishes,
  candidates: readonly WorkerCandidate[],
  today: Temporal.PlainDate,
): Ranking {
  const since = today.subtract({ days: CLOSINGS_DAYS }).toString();
  const wayOf = languageWays(wishes);
  const count = counterOf(wishes, today);
  const ranked = candidates.map((worker): RankedWorker => {
    const way = wayOf(worker);
    const weight = (wishes.weight ?? 1) + (needsInterpreter(way) ? INTERPRETING_WEIGHT : 0);
    return {
      worker,
      score: sumOf(count(worker, way, false)),
      way,
      firstFree: firstFree(worker, weight, since),
    };
  });
  const offered: RankedWorker[] = [];
  const apart: ApartWorker[] = [];
  ranked.sort(compare);
  if (!saysOnly(wishes)) return { offered: ranked, apart };
  for (const each of ranked) {
    const wouldTake = whatItWouldTake(wishes, each.worker, each.way);
    if (wouldTake.length === 0) offered.push(each);
    else apart.push({ ...each, wouldTake });
  }
  return { offered, apart };
}
