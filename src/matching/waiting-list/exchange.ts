// Who is with which worker while places are filled, and what it costs when the cheapest of them moves to another.

/** People and workers are rows and columns by number. */
export type PointsTable = {
  readonly people: number;
  readonly workers: number;
  /** Row by row: whole points for each person with each worker; -Infinity where it must not be. Being left out counts 0. */
  readonly points: Float64Array;
};

export type Exchange = PointsTable & {
  /** The worker of each person, or -1. */
  readonly workerOf: Int32Array;
  /** How many places of each worker are filled. */
  readonly filled: Int32Array;
  readonly members: readonly Set<number>[];
  /** By worker and worker (the column after the last is being left out): what the cheapest move loses, and who moves. */
  readonly least: Float64Array;
  readonly mover: Int32Array;
};

export function startExchange({ people, workers, points }: PointsTable): Exchange {
  const moves = workers * (workers + 1);
  return {
    people,
    workers,
    points,
    workerOf: new Int32Array(people).fill(-1),
    filled: new Int32Array(workers),
    members: Array.from({ length: workers }, () => new Set()),
    least: new Float64Array(moves).fill(Number.POSITIVE_INFINITY),
    mover: new Int32Array(moves).fill(-1),
  };
}

const indexOf = ({ workers }: Exchange, worker: number, to: number): number => worker * (workers + 1) + to;

/** What the total loses when the person at `worker` who goes most cheaply to `to` does so; `to` after the last: is left out. */
export const costOfMove = (exchange: Exchange, worker: number, to: number): number =>
  exchange.least[indexOf(exchange, worker, to)] as number;

function offer(exchange: Exchange, person: number, worker: number, to: number): void {
  const { points, workers, least, mover } = exchange;
  const there = to === workers ? 0 : (points[person * workers + to] as number);
  const loses = (points[person * workers + worker] as number) - there;
  const index = indexOf(exchange, worker, to);
  const now = least[index] as number;
  if (loses > now || loses === Number.POSITIVE_INFINITY) return;
  // Of two who cost the same the later row moves: the earlier keeps what was found for them.
  if (loses < now || person > (mover[index] as number)) {
    least[index] = loses;
    mover[index] = person;
  }
}

function put(exchange: Exchange, person: number, worker: number): void {
  exchange.workerOf[person] = worker;
  exchange.members[worker]?.add(person);
  for (let to = 0; to <= exchange.workers; to += 1) if (to !== worker) offer(exchange, person, worker, to);
}

function take(exchange: Exchange, person: number, worker: number): void {
  const { workerOf, members, workers, least, mover } = exchange;
  workerOf[person] = -1;
  members[worker]?.delete(person);
  for (let to = 0; to <= workers; to += 1) {
    const index = indexOf(exchange, worker, to);
    if (mover[index] !== person) continue;
    least[index] = Number.POSITIVE_INFINITY;
    mover[index] = -1;
    for (const other of members[worker] ?? []) offer(exchange, other, worker, to);
  }
}

export type Chain = {
  /** For each worker the one before in the chain, or -1 at its start. */
  readonly from: Int32Array;
  readonly last: number;
  /** Somebody at the last worker is left out; else that worker fills a free place. */
  readonly dropsLast: boolean;
};

/** Carries out a chain: each moves on by one, and `person` comes to the first worker of it. */
export function follow(exchange: Exchange, person: number, { from, last, dropsLast }: Chain): void {
  const { mover, workers, filled } = exchange;
  const moves: [who: number, worker: number, to: number][] = [];
  const move = (worker: number, to: number) =>
    moves.push([mover[indexOf(exchange, worker, to)] as number, worker, to]);
  if (dropsLast) move(last, workers);
  let first = last;
  for (let before = from[last] as number; before >= 0; before = from[before] as number) {
    move(before, first);
    first = before;
  }
  for (const [who, worker] of moves) take(exchange, who, worker);
  for (const [who, , to] of moves) if (to !== workers) put(exchange, who, to);
  put(exchange, person, first);
  if (!dropsLast) filled[last] = (filled[last] as number) + 1;
}
