// Ranks link workers for one person, with reasons that add up; wishes guide and do not filter, save where the person said "only".
import type { Temporal } from 'temporal-polyfill';
import {
  cultureReason,
  languageReason,
  type MatchReason,
  roomReason,
  sexReason,
  takingReason,
  turnReason,
} from './reasons.ts';
import type { MatchWishes, WorkerCandidate } from './wishes.ts';

export type RankedWorker = {
  readonly worker: WorkerCandidate;
  /** The sum of the weights of the reasons. */
  readonly score: number;
  /** For first, then against, then what counts nothing. */
  readonly reasons: readonly MatchReason[];
};

/** Not offered, because the person said "only": shown all the same, with what it would take. */
export type ApartWorker = RankedWorker & { readonly wouldTake: readonly string[] };

export type Ranking = {
  readonly offered: readonly RankedWorker[];
  readonly apart: readonly ApartWorker[];
};

/** What would have to change before this worker could be chosen; empty when nothing stands against it. */
export function whatItWouldTake(wishes: MatchWishes, worker: WorkerCandidate): readonly string[] {
  if (wishes.workerSex !== 'female_only' && wishes.workerSex !== 'male_only') return [];
  const [wished, word] = wishes.workerSex === 'female_only' ? ['female', 'woman'] : ['male', 'man'];
  if (worker.sex === wished) return [];
  const ask = `Ask the person whether somebody other than a ${word} would be all right, and record their answer`;
  const known = worker.sex === 'female' || worker.sex === 'male' || worker.sex === 'other';
  return known ? [ask] : [`Ask ${worker.name} to complete their profile, if they wish`, ask];
}

function rank(wishes: MatchWishes, worker: WorkerCandidate, today: Temporal.PlainDate): RankedWorker {
  const reasons = [
    languageReason(wishes, worker),
    sexReason(wishes, worker),
    roomReason(worker),
    takingReason(worker),
    turnReason(worker, today),
    cultureReason(wishes, worker),
  ].filter(reason => reason !== null);
  const score = reasons.reduce((sum, reason) => sum + reason.weight, 0);
  const inOrder = [...reasons].sort(
    (a, b) => orderOf(a) - orderOf(b) || Math.abs(b.weight) - Math.abs(a.weight),
  );
  return { worker, score, reasons: inOrder };
}

const orderOf = ({ weight }: MatchReason): number => (weight > 0 ? 0 : weight < 0 ? 1 : 2);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same order whatever order the candidates came in. */
const compare = (a: RankedWorker, b: RankedWorker): number =>
  b.score - a.score ||
  b.worker.capacity - b.worker.openReferrals - (a.worker.capacity - a.worker.openReferrals) ||
  compareText(a.worker.name, b.worker.name) ||
  compareText(a.worker.id, b.worker.id);

/** @param today the day in London. Every candidate comes back, offered or apart. */
export function rankWorkers(
  wishes: MatchWishes,
  candidates: readonly WorkerCandidate[],
  today: Temporal.PlainDate,
): Ranking {
  const ranked = candidates
    .map(worker => ({ ...rank(wishes, worker, today), wouldTake: whatItWouldTake(wishes, worker) }))
    .sort(compare);
  return {
    offered: ranked.filter(each => each.wouldTake.length === 0).map(({ wouldTake: _, ...each }) => each),
    apart: ranked.filter(each => each.wouldTake.length > 0),
  };
}
