// Points for each person who waits with each worker of the team, and which pairs are not to be.
import type { Temporal } from 'temporal-polyfill';
import { rankWorkers } from '../rank-workers.ts';
import type { MatchReason } from '../reasons.ts';
import {
  pointsOf,
  timeReason,
  type WaitingPerson,
  type WorkerWithPlaces,
  waitingReasons,
} from './waiting.ts';

export type Pairs = {
  /** Row by row, a person after another: how well the two fit; -Infinity where the person's "only" stands against it. */
  readonly fit: Float64Array;
  /** The same with waiting and time needed: everything but the turn of the worker, which depends on who else comes. */
  readonly points: Float64Array;
};

/** People who wish the same are ranked once: their order of workers is the same. */
export function scorePairs(
  people: readonly WaitingPerson[],
  workers: readonly WorkerWithPlaces[],
  today: Temporal.PlainDate,
): Pairs {
  const candidates = workers.map(worker => worker.candidate);
  const column = new Map(candidates.map((candidate, index) => [candidate.id, index]));
  const rows = new Map<string, Float64Array>();
  const fitRow = (person: WaitingPerson): Float64Array => {
    const key = JSON.stringify(person.wishes);
    const known = rows.get(key);
    if (known) return known;
    const row = new Float64Array(workers.length).fill(Number.NEGATIVE_INFINITY);
    for (const { worker, score } of rankWorkers(person.wishes, candidates, today).offered)
      row[column.get(worker.id) ?? -1] = score;
    rows.set(key, row);
    return row;
  };
  const fit = new Float64Array(people.length * workers.length);
  const points = new Float64Array(people.length * workers.length);
  for (const [index, person] of people.entries()) {
    const row = fitRow(person);
    const waiting = pointsOf(waitingReasons(person));
    for (const [at, worker] of workers.entries()) {
      const cell = index * workers.length + at;
      const fits = row[at] ?? Number.NEGATIVE_INFINITY;
      fit[cell] = fits;
      points[cell] = fits + waiting + (timeReason(person, worker)?.weight ?? 0);
    }
  }
  return { fit, points };
}

/** How the two fit, in reasons, as on the page where one link worker is chosen. Only for a pair that may be. */
export function fitReasons(
  person: WaitingPerson,
  worker: WorkerWithPlaces,
  today: Temporal.PlainDate,
): readonly MatchReason[] {
  const [only] = rankWorkers(person.wishes, [worker.candidate], today).offered;
  if (!only) throw new Error('a pair that is not to be was proposed');
  return only.reasons;
}
