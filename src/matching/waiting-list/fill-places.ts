// Fills places so that the sum of points is as high as it can be: a min-cost flow, by shortest augmenting paths with potentials.
import { costOfMove, type Exchange, follow, type PointsTable, startExchange } from './exchange.ts';

/** Ties go to the earlier row, then to the earlier column. */
export type PlacesToFill = PointsTable & {
  /** Places of each worker. */
  readonly places: readonly number[];
  /** Points that the worker's nth place (from 1) costs; never fewer than the place before, and never below 0. */
  readonly costOfPlace: (worker: number, place: number) => number;
};

export type FilledPlaces = {
  /** The worker of each person, or -1. */
  readonly workerOf: Int32Array;
  /** How many places of each worker are filled. */
  readonly filled: Int32Array;
  /** The points of all, less what the places cost. */
  readonly total: number;
  /** What the total would gain by one more place of each worker, and whether one more person would be placed by it. */
  readonly onePlaceMore: readonly { readonly gain: number; readonly placesSomebody: boolean }[];
};

/** The cheapest ways found in one search; distances are reduced by the potentials, which keeps every move at 0 or more. */
type Search = {
  readonly exchange: Exchange;
  readonly potential: Float64Array;
  readonly distance: Float64Array;
  /** For each worker the one before on the way, or -1 at a start. */
  readonly from: Int32Array;
  readonly settled: Uint8Array;
};

const at = (numbers: Float64Array | Int32Array, index: number): number => numbers[index] as number;
const INFINITE = Number.POSITIVE_INFINITY;

/**
 * People come in one by one, each over the cheapest chain of exchanges: who is asked to move to another worker, and whether the
 * last in the chain takes a free place or is left out. After each the filling is the best for those who came so far (Ahuja,
 * Magnanti, Orlin: Network Flows, 1993, chapter 9.7). Only workers are nodes: of all people at one worker, the one who moves
 * to another most cheaply is kept (`Exchange`), so that 2,000 people with 200 workers take 2,000 searches among 200.
 */
export function fillPlaces(problem: PlacesToFill): FilledPlaces {
  const { people, workers, points } = problem;
  const search: Search = {
    exchange: startExchange(problem),
    potential: new Float64Array(workers),
    distance: new Float64Array(workers),
    from: new Int32Array(workers),
    settled: new Uint8Array(workers),
  };
  const { distance, potential, settled, exchange, from } = search;
  for (let person = 0; person < people; person += 1) {
    for (let worker = 0; worker < workers; worker += 1)
      distance[worker] = -at(points, person * workers + worker) - at(potential, worker);
    const end = cheapestEnd(problem, search);
    for (let worker = 0; worker < workers; worker += 1)
      if (settled[worker])
        potential[worker] = at(potential, worker) + Math.min(0, at(distance, worker) - end.cost);
    if (end.last >= 0) follow(exchange, person, { ...end, from });
  }
  return {
    workerOf: exchange.workerOf,
    filled: exchange.filled,
    total: totalOf(problem, exchange),
    onePlaceMore: onePlaceMore(problem, search),
  };
}

type End = { readonly cost: number; readonly last: number; readonly dropsLast: boolean };

/** Where the newcomer's chain ends; `last` is -1 when it is best to leave the newcomer out, which costs nothing. */
function cheapestEnd({ places, costOfPlace, workers }: PlacesToFill, search: Search): End {
  const { exchange, distance, potential } = search;
  let best: End = { cost: 0, last: -1, dropsLast: false };
  walk(search, 0, worker => {
    const filled = at(exchange.filled, worker);
    const place = filled < (places[worker] ?? 0) ? costOfPlace(worker, filled + 1) : INFINITE;
    const leave = costOfMove(exchange, worker, workers);
    const cost = at(distance, worker) + at(potential, worker) + Math.min(place, leave);
    if (cost < best.cost) best = { cost, last: worker, dropsLast: leave < place };
    return best.cost;
  });
  return best;
}

/** Dijkstra over workers, least distance first, below `stop`, which `settle` may lower. */
function walk(search: Search, stop: number, settle: (worker: number) => number): void {
  const { exchange, potential, distance, from, settled } = search;
  from.fill(-1);
  settled.fill(0);
  for (let limit = stop; ; ) {
    let nearest = -1;
    let least = limit;
    for (let worker = 0; worker < distance.length; worker += 1)
      if (!settled[worker] && at(distance, worker) < least) {
        nearest = worker;
        least = at(distance, worker);
      }
    if (nearest < 0) return;
    settled[nearest] = 1;
    limit = settle(nearest);
    const base = least + at(potential, nearest);
    for (let worker = 0; worker < distance.length; worker += 1) {
      if (settled[worker]) continue;
      const through = base + costOfMove(exchange, nearest, worker) - at(potential, worker);
      if (through < at(distance, worker)) {
        distance[worker] = through;
        from[worker] = nearest;
      }
    }
  }
}

function totalOf(
  { people, workers, points, costOfPlace }: PlacesToFill,
  { workerOf, filled }: Exchange,
): number {
  let total = 0;
  for (let person = 0; person < people; person += 1) {
    const worker = at(workerOf, person);
    if (worker >= 0) total += at(points, person * workers + worker);
  }
  for (let worker = 0; worker < workers; worker += 1)
    for (let place = 1; place <= at(filled, worker); place += 1) total -= costOfPlace(worker, place);
  return total;
}

/** The cheapest way to each worker from all who are left out, and from every filled place that could be emptied for it. */
function onePlaceMore(problem: PlacesToFill, search: Search): FilledPlaces['onePlaceMore'] {
  const { workers, places, costOfPlace } = problem;
  const { exchange, distance, potential, from } = search;
  const { filled } = exchange;
  const leftOut = cheapestLeftOut(exchange);
  const emptied = Array.from({ length: workers }, (_, worker) =>
    at(filled, worker) > 0 ? -costOfPlace(worker, at(filled, worker)) : INFINITE,
  );
  for (const [worker, cost] of emptied.entries())
    distance[worker] = Math.min(at(leftOut, worker), cost) - at(potential, worker);
  walk(search, INFINITE, () => INFINITE);
  return emptied.map((_, worker) => {
    const cost = at(distance, worker) + at(potential, worker) + costOfPlace(worker, at(filled, worker) + 1);
    if (cost >= 0 || at(filled, worker) < (places[worker] ?? 0)) return { gain: 0, placesSomebody: false };
    let start = worker;
    while (at(from, start) >= 0) start = at(from, start);
    return { gain: -cost, placesSomebody: at(leftOut, start) < (emptied[start] ?? INFINITE) };
  });
}

/** What it costs to bring in, at each worker, whoever of those left out comes there most cheaply. */
function cheapestLeftOut({ people, workers, points, workerOf }: Exchange): Float64Array {
  const least = new Float64Array(workers).fill(INFINITE);
  for (let person = 0; person < people; person += 1)
    if (workerOf[person] === -1)
      for (let worker = 0; worker < workers; worker += 1)
        least[worker] = Math.min(at(least, worker), -at(points, person * workers + worker));
  return least;
}
