// Points for each person who waits with each worker of the team, and which pairs are not to be.
import type { Temporal } from 'temporal-polyfill';
import { needsInterpreter } from '../language/language-way.ts';
import { explain, rankWorkers } from '../rank-workers.ts';
import type { MatchReason } from '../reasons.ts';
import {
  pointsOf,
  seenBy,
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

type Row = { readonly fit: Float64Array; readonly interpreted: Uint8Array };

/** People who wish the same are ranked once: their order of workers is the same, but for who supported them before. */
export function scorePairs(
  people: readonly WaitingPerson[],
  workers: readonly WorkerWithPlaces[],
  today: Temporal.PlainDate,
): Pairs {
  const rowOf = rowsByWishes(workers, today);
  const fit = new Float64Array(people.length * workers.length);
  const points = new Float64Array(people.length * workers.length);
  for (const [index, person] of people.entries()) {
    const row = rowOf(person);
    const waiting = pointsOf(waitingReasons(person));
    for (const [at, worker] of workers.entries()) {
      const cell = index * workers.length + at;
      const known = person.supportedBy?.includes(worker.candidate.id) === true;
      const fits = known ? fitOf(person, worker, today) : (row.fit[at] ?? Number.NEGATIVE_INFINITY);
      fit[cell] = fits;
      points[cell] = fits + waiting + (timeReason(person, worker, row.interpreted[at] === 1)?.weight ?? 0);
    }
  }
  return { fit, points };
}

function rowsByWishes(
  workers: readonly WorkerWithPlaces[],
  today: Temporal.PlainDate,
): (person: WaitingPerson) => Row {
  const candidates = workers.map(worker => worker.candidate);
  const column = new Map(candidates.map((candidate, index) => [candidate.id, index]));
  const rows = new Map<string, Row>();
  return person => {
    const key = JSON.stringify(person.wishes);
    const known = rows.get(key);
    if (known) return known;
    const row: Row = {
      fit: new Float64Array(workers.length).fill(Number.NEGATIVE_INFINITY),
      interpreted: new Uint8Array(workers.length),
    };
    for (const { worker, score, way } of rankWorkers(person.wishes, candidates, today).offered) {
      const at = column.get(worker.id) ?? -1;
      row.fit[at] = score;
      row.interpreted[at] = needsInterpreter(way) ? 1 : 0;
    }
    rows.set(key, row);
    return row;
  };
}

const fitOf = (person: WaitingPerson, worker: WorkerWithPlaces, today: Temporal.PlainDate): number =>
  rankWorkers(person.wishes, [seenBy(person, worker)], today).offered[0]?.score ?? Number.NEGATIVE_INFINITY;

/** How the two fit, in reasons, as on the page where one link worker is chosen. Only for a pair that may be. */
export function fitReasons(
  person: WaitingPerson,
  worker: WorkerWithPlaces,
  today: Temporal.PlainDate,
): readonly MatchReason[] {
  const { offered } = rankWorkers(person.wishes, [seenBy(person, worker)], today);
  const [only] = explain(person.wishes, offered, today);
  if (!only) throw new Error('a pair that is not to be was proposed');
  return only.reasons;
}
