// The door of outcomes: measures, their answers, and start and end as a pair.
export { type MeasureTaken, recordNotTaken, takeMeasure, voidMeasure } from './actions.ts';
export {
  findMeasure,
  type Measure,
  type MeasureItem,
  MODE_KEYS,
  MODES,
  type Mode,
  type Standing,
  standingOf,
} from './measure.ts';
export { type MeasurePair, type PairedItem, pairMeasures, type Reading } from './pair.ts';
export {
  type GivenAnswer,
  type KeptAnswer,
  type MeasureRefusal,
  type MeasureResponse,
  MISSING,
  MISSING_KEYS,
  type Missing,
  POINTS,
  type Point,
  type ResponseId,
} from './response.ts';
export { loadResponse, loadResponses } from './store.ts';
