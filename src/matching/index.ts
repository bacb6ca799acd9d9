// The door of matching: who fits whom, with reasons; pure functions without input or output.
export {
  type ApartWorker,
  type RankedWorker,
  type Ranking,
  rankWorkers,
  whatItWouldTake,
} from './rank-workers.ts';
export type { MatchReason } from './reasons.ts';
export {
  type MatchWishes,
  type WishedCulture,
  type WishedDepth,
  type WishedFormat,
  type WishedLanguage,
  type WishedSex,
  type WorkerCandidate,
  wishesOf,
} from './wishes.ts';
