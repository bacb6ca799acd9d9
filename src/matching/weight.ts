// How many places of a worker's list one person takes: one, and more where there is more to do.

/** Our own weights (docs/decisions/0025): an interpreted conversation takes about twice the time, and talking is half of the work. */
export const INTERPRETING_WEIGHT = 0.5;
const EACH_KIND_BEYOND = 3;
const WEIGHT_OF_KIND = 0.25;
const MOST_FOR_COMPLEXITY = 0.5;

/** A quarter of a place for each kind of help beyond three, half a place at most. The database counts the same (referral_weight). */
export const complexityWeight = (kinds: number): number =>
  Math.min(MOST_FOR_COMPLEXITY, WEIGHT_OF_KIND * Math.max(0, kinds - EACH_KIND_BEYOND));
