// Ranks link workers for one person, with reasons that add up; wishes guide and do not filter, save where the person said "only".
import type { Temporal } from 'temporal-polyfill';
import { languageName } from '#kernel';
import { dayNumber } from './day-number.ts';
import { CLOSINGS_DAYS, type FirstFree, firstFree, roomOf } from './first-free.ts';
import {
  type LanguageWay,
  languageWay,
  needsInterpreter,
  rememberTongues,
  speaksPreferred,
  type Tongues,
} from './language/language-way.ts';
import { continuityReason, formatReason, placeReason, scriptReason, topicReason } from './more-reasons.ts';
import {
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
  /** The sum of the weights of the reasons. */
  readonly score: number;
  /** For first, then against, then what counts nothing. */
  readonly reasons: readonly MatchReason[];
  readonly way: LanguageWay;
  readonly firstFree: FirstFree;
};

/** Not offered, because the person said "only": shown all the same, with what it would take. */
export type ApartWorker = RankedWorker & { readonly wouldTake: readonly string[] };

export type Ranking = {
  readonly offered: readonly RankedWorker[];
  readonly apart: readonly ApartWorker[];
};

const askAgain = (instead: string): string =>
  `Ask the person whether ${instead} would be all right, and record their answer`;

function sexWouldTake({ workerSex }: MatchWishes, worker: WorkerCandidate): readonly string[] {
  if (workerSex !== 'female_only' && workerSex !== 'male_only') return [];
  const [wished, word] = workerSex === 'female_only' ? ['female', 'woman'] : ['male', 'man'];
  if (worker.sex === wished) return [];
  const ask = askAgain(`somebody other than a ${word}`);
  const known = worker.sex === 'female' || worker.sex === 'male' || worker.sex === 'other';
  return known ? [ask] : [`Ask ${worker.name} to complete their profile, if they wish`, ask];
}

/** "Only somebody who speaks it" holds where a language is known; nobody is set apart for what we do not know. */
function languageWouldTake(wishes: MatchWishes, way: LanguageWay): readonly string[] {
  const [preferred] = wishes.languages;
  if (wishes.language !== 'same_only' || preferred === undefined || speaksPreferred(way)) return [];
  if (way.way === 'other') return [askAgain(`speaking ${languageName(way.spoken)} with them`)];
  return [askAgain(`an interpreter for ${languageName(preferred)}`)];
}

/** What would have to change before this worker could be chosen; empty when nothing stands against it. */
export function whatItWouldTake(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  way: LanguageWay = languageWay(wishes, worker),
): readonly string[] {
  return [...sexWouldTake(wishes, worker), ...languageWouldTake(wishes, way)];
}

type Day = { readonly today: number; readonly since: string };

function rank(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  { today, since }: Day,
  tongues: Tongues,
): RankedWorker {
  const way = languageWay(wishes, worker, tongues.heard);
  const reasons: MatchReason[] = [];
  put(reasons, languageReason(wishes, worker, way, tongues));
  put(reasons, sexReason(wishes, worker));
  put(reasons, roomReason(worker));
  put(reasons, takingReason(worker));
  put(reasons, turnReason(worker, today));
  put(reasons, continuityReason(worker));
  put(reasons, topicReason(wishes, worker));
  put(reasons, formatReason(wishes, worker));
  put(reasons, placeReason(wishes, worker));
  put(reasons, scriptReason(wishes, worker, tongues));
  put(reasons, cultureReason(wishes, worker));
  const weight = (wishes.weight ?? 1) + (needsInterpreter(way) ? INTERPRETING_WEIGHT : 0);
  return {
    worker,
    score: reasons.reduce((sum, reason) => sum + reason.weight, 0),
    reasons,
    way,
    firstFree: firstFree(worker, weight, since),
  };
}

/** For first, then against, then what counts nothing; the heavier first, and else as they came. Cheaper than sorting, for hundreds. */
function put(reasons: MatchReason[], reason: MatchReason | null): void {
  if (reason === null) return;
  let at = reasons.length;
  while (at > 0 && isBefore(reason.weight, reasons[at - 1]?.weight ?? 0)) at -= 1;
  reasons.splice(at, 0, reason);
}

const orderOf = (weight: number): number => (weight > 0 ? 0 : weight < 0 ? 1 : 2);
const isBefore = (one: number, other: number): boolean =>
  orderOf(one) < orderOf(other) || (orderOf(one) === orderOf(other) && Math.abs(one) > Math.abs(other));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same order whatever order the candidates came in. */
const compare = (a: RankedWorker, b: RankedWorker): number =>
  b.score - a.score ||
  roomOf(b.worker) - roomOf(a.worker) ||
  compareText(a.worker.name, b.worker.name) ||
  compareText(a.worker.id, b.worker.id);

/** @param today the day in London. Every candidate comes back, offered or apart. */
export function rankWorkers(
  wishes: MatchWishes,
  candidates: readonly WorkerCandidate[],
  today: Temporal.PlainDate,
): Ranking {
  const day = {
    today: dayNumber(today.toString()),
    since: today.subtract({ days: CLOSINGS_DAYS }).toString(),
  };
  const tongues = rememberTongues();
  const ranked = candidates.map(worker => rank(wishes, worker, day, tongues)).sort(compare);
  const offered: RankedWorker[] = [];
  const apart: ApartWorker[] = [];
  for (const each of ranked) {
    const wouldTake = whatItWouldTake(wishes, each.worker, each.way);
    if (wouldTake.length === 0) offered.push(each);
    else apart.push({ ...each, wouldTake });
  }
  return { offered, apart };
}
