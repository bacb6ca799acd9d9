// Who is with which worker while places are filled, and what it costs when the cheapest of them moves to another.
import type { PlacesToFill } from './fill-places.ts';

/**
 * `cost(a, b)` is what the total loses when the person at `a` who goes most cheaply to `b` does so; `b` equal to the number of
 * workers means being left out. Kept true at each move, in steps of one row of workers.
 */
export function makeExchange({
  people,
  workers,
  points,
}: Pick<PlacesToFill, 'people' | 'workers' | 'points'>) {
  const width = workers + 1;
  const workerOf = new Int32Array(people).fill(-1);
  const filled = new Int32Array(workers);
  const members: Set<number>[] = Array.from({ length: workers }, () => new Set());
  const least = new Float64Array(workers * width).fill(Number.POSITIVE_INFINITY);
  const mover = new Int32Array(workers * width).fill(-1);

  const pointsOf = (person: number, worker: number): number =>
    worker === workers ? 0 : (points[person * workers + worker] as number);
  const offer = (person: number, worker: number, to: number): void => {
    const loses = pointsOf(person, worker) - pointsOf(person, to);
    const index = worker * width + to;
    const now = least[index] as number;
    if (loses > now || loses === Number.POSITIVE_INFINITY) return;
    // Of two who cost the same the later row moves: the earlier keeps what was found for them.
    if (loses < now || person > (mover[index] as number)) {
      least[index] = loses;
      mover[index] = person;
    }
  };
  const put = (person: number, worker: number): void => {
    workerOf[person] = worker;
    members[worker]?.add(person);
    for (let to = 0; to < width; to += 1) if (to !== worker) offer(person, worker, to);
  };
  const take = (person: number, worker: number): void => {
    workerOf[person] = -1;
    members[worker]?.delete(person);
    for (let to = 0; to < width; to += 1) {
      const index = worker * width + to;
      if (mover[index] !== person) continue;
      least[index] = Number.POSITIVE_INFINITY;
      mover[index] = -1;
      for (const other of members[worker] ?? []) offer(other, worker, to);
    }
  };

  return {
    workerOf,
    filled,
    cost: (worker: number, to: number): number => least[worker * width + to] as number,
    /** Carries out a chain that ends at `last`: each moves on by one, and `person` takes the first worker's place. */
    follow(person: number, from: Int32Array, last: number, dropsLast: boolean): void {
      const moves: [number, number, number][] = [];
      if (dropsLast) moves.push([mover[last * width + workers] as number, last, workers]);
      let first = last;
      for (let before = from[last] as number; before >= 0; before = from[before] as number) {
        moves.push([mover[before * width + first] as number, before, first]);
        first = before;
      }
      for (const [who, worker] of moves) take(who, worker);
      for (const [who, , to] of moves) if (to !== workers) put(who, to);
      put(person, first);
      if (!dropsLast) filled[last] = (filled[last] as number) + 1;
    },
  };
}
