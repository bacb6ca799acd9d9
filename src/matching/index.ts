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
  type AllocationProposal,
  type NotPlaced,
  type OnePlaceMore,
  type ProposedPair,
  proposeAllocation,
} from './waiting-list/propose.ts';
export { LATELY_DAYS, type WaitingPerson, type WorkerWithPlaces } from './waiting-list/waiting.ts';
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
