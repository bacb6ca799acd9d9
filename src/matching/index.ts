// The door of matching: who fits whom, with reasons; pure functions without input or output.
export type { FirstFree } from './first-free.ts';
export {
  type LanguageWay,
  languageWay,
  spokenByNobody,
} from './language/language-way.ts';
export { type Allocating, outcomesOf } from './outcomes.ts';
export {
  type ApartWorker,
  type ExplainedWorker,
  explain,
  type RankedWorker,
  type Ranking,
  rankWorkers,
  whatItWouldTake,
} from './rank-workers.ts';
export type { MatchReason } from './reasons.ts';
export { isTopic, TOPICS, type Topic } from './topic.ts';
export { type TradeOff, tradeOffs } from './trade-offs.ts';
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
  withReferral,
} from './wishes.ts';
