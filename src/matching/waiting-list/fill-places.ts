// Fills places so that the sum of points is as high as it can be: a min-cost flow, by shortest augmenting paths with potentials.
import { makeExchange } from './exchange.ts';

/** People and workers are rows and columns by number; ties go to the earlier row, then to the earlier column. */
export type PlacesToFill = {
  readonly people: number;
  readonly workers: number;
  /** Row by row: whole points for each person with each worker; -Infinity where it must not be. Being left out counts 0. */
  readonly points: Float64Array;
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

/** Looks for a cheapest way from one or many starts; `from[worker]` is the worker before, or -1 at a start. */
type Way = { readonly distance: Float64Array; readonly from: Int32Array; readonly settled: Uint8Array };

/**
 * People come in one by one, each over the cheapest chain of exchanges: who is asked to move to another worker, and whether the
 * last in the chain takes a free place or is left out. After each the filling is the best for those who came so far (Ahuja,
 * Magnanti, Orlin: Network Flows, 1993, chapter 9.7). Only workers are nodes: of all people at one worker, the one who moves
 * to another most cheaply is kept (`makeExchange`), so that 2,000 people with 200 workers take 2,000 searches among 200.
 */
export function fillPlaces(problem: PlacesToFill): FilledPlaces {
  const { people, workers, points, places, costOfPlace } = problem;
  const exchange = makeExchange(problem);
  const potential = new Float64Array(workers);
  const way: Way = {
    distance: new Float64Array(workers),
    from: new Int32Array(workers),
    settled: new Uint8Array(workers),
  };
  for (let person = 0; person < people; person += 1) {
    for (let worker = 0; worker < workers; worker += 1)
      way.distance[worker] = -at(points, person * workers + worker) - at(potential, worker);
    let [best, last, dropped] = [0, -1, false];
    search(way, potential, exchange.cost, 0, worker => {
      const soFar = at(way.distance, worker) + at(potential, worker);
      const filled = at(exchange.filled, worker);
      const free = filled < (places[worker] ?? 0);
      const [place, leave] = [
        free ? costOfPlace(worker, filled + 1) : Number.POSITIVE_INFINITY,
        exchange.cost(worker, workers),
      ];
      const cost = soFar + Math.min(place, leave);
      if (cost < best) [best, last, dropped] = [cost, worker, leave < place];
      return best;
    });
    for (let worker = 0; worker < workers; worker += 1)
      if (way.settled[worker])
        potential[worker] = at(potential, worker) + Math.min(0, at(way.distance, worker) - best);
    if (last >= 0) exchange.follow(person, way.from, last, dropped);
  }
  return summary(problem, exchange, potential, way);
}

type Exchange = ReturnType<typeof makeExchange>;

/** Dijkstra over workers, least distance first, below `stop`, which `settle` may lower. Distances are reduced by the potentials. */
function search(
  { distance, from, settled }: Way,
  potential: Float64Array,
  cost: Exchange['cost'],
  stop: number,
  settle: (worker: number) => number,
): void {
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
      const through = base + cost(nearest, worker) - at(potential, worker);
      if (through < at(distance, worker)) {
        distance[worker] = through;
        from[worker] = nearest;
      }
    }
  }
}

const at = (numbers: Float64Array | Int32Array, index: number): number => numbers[index] as number;

function summary(problem: PlacesToFill, exchange: Exchange, potential: Float64Array, way: Way): FilledPlaces {
  const { people, workers, points, costOfPlace } = problem;
  const { workerOf, filled } = exchange;
  let total = 0;
  for (let person = 0; person < people; person += 1) {
    const worker = at(workerOf, person);
    if (worker >= 0) total += at(points, person * workers + worker);
  }
  for (let worker = 0; worker < workers; worker += 1)
    for (let place = 1; place <= at(filled, worker); place += 1) total -= costOfPlace(worker, place);
  return { workerOf, filled, total, onePlaceMore: onePlaceMore(problem, exchange, potential, way) };
}

/** The cheapest way to each worker from all who are left out, and from every filled place that could be emptied for it. */
function onePlaceMore(
  { people, workers, points, places, costOfPlace }: PlacesToFill,
  { workerOf, filled, cost }: Exchange,
  potential: Float64Array,
  way: Way,
): FilledPlaces['onePlaceMore'] {
  const leftOut = new Float64Array(workers).fill(Number.POSITIVE_INFINITY);
  for (let person = 0; person < people; person += 1)
    if (workerOf[person] === -1)
      for (let worker = 0; worker < workers; worker += 1)
        leftOut[worker] = Math.min(at(leftOut, worker), -at(points, person * workers + worker));
  for (let worker = 0; worker < workers; worker += 1) {
    const last = at(filled, worker);
    const emptied = last > 0 ? -costOfPlace(worker, last) : Number.POSITIVE_INFINITY;
    way.distance[worker] = Math.min(at(leftOut, worker), emptied) - at(potential, worker);
  }
  search(way, potential, cost, Number.POSITIVE_INFINITY, () => Number.POSITIVE_INFINITY);
  return Array.from({ length: workers }, (_, worker) => {
    const soFar = at(way.distance, worker) + at(potential, worker);
    const gain = Math.max(0, -soFar - costOfPlace(worker, at(filled, worker) + 1));
    if (gain === 0 || at(filled, worker) < (places[worker] ?? 0)) return { gain: 0, placesSomebody: false };
    let start = worker;
    while (at(way.from, start) >= 0) start = at(way.from, start);
    const own = at(filled, start) > 0 ? -costOfPlace(start, at(filled, start)) : Number.POSITIVE_INFINITY;
    return { gain, placesSomebody: at(leftOut, start) < own };
  });
}
