// Proposes a link worker for everybody who waits in a team, as many and as well as places allow; a human decides (docs/decisions/0028).
import type { Temporal } from 'temporal-polyfill';
import type { AccountId, ReferralId } from '#kernel';
import type { MatchReason } from '../reasons.ts';
import { fillPlaces } from './fill-places.ts';
import { fitReasons, scorePairs } from './pairs.ts';
import {
  pointsOf,
  timeReason,
  turnsReason,
  type WaitingPerson,
  type WorkerWithPlaces,
  waitingReasons,
} from './waiting.ts';
import { passedOver, type Scene, type WhyNot, whyNot } from './why-not.ts';

export type ProposedPair = {
  readonly referralId: ReferralId;
  readonly workerId: AccountId;
  /** The sum of the weights of the reasons. */
  readonly score: number;
  /** How they fit, then the turn of the worker, then why this person should not go on waiting. */
  readonly reasons: readonly MatchReason[];
  /** Who would have fitted better and why it is another; null when nobody would. */
  readonly passedOver: string | null;
};

export type NotPlaced = WhyNot & { readonly referralId: ReferralId };

export type AllocationProposal = {
  /** Both lists: urgent first, then the longest waiting. */
  readonly pairs: readonly ProposedPair[];
  readonly notPlaced: readonly NotPlaced[];
  /** The sum of all scores: no other way of filling the places has more. */
  readonly total: number;
  /** Of workers whose places are all used: what one more would add, most first. */
  readonly onePlaceMore: readonly OnePlaceMore[];
};

export type OnePlaceMore = {
  readonly workerId: AccountId;
  readonly gain: number;
  /** One more person would have a link worker; else only others would fit better. */
  readonly placesSomebody: boolean;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const firstComes = (a: WaitingPerson, b: WaitingPerson): number =>
  Number(b.urgency === 'urgent') - Number(a.urgency === 'urgent') ||
  b.daysWaited - a.daysWaited ||
  compareText(a.id, b.id);

/**
 * The same for any order of the input: of ways that are worth the same, whoever comes first on the waiting list is placed first.
 * @param today the day in London.
 */
export function proposeAllocation(
  waiting: readonly WaitingPerson[],
  team: readonly WorkerWithPlaces[],
  today: Temporal.PlainDate,
): AllocationProposal {
  const people = [...waiting].sort(firstComes);
  const workers = [...team].sort((a, b) => compareText(a.candidate.id, b.candidate.id));
  const { fit, points } = scorePairs(people, workers, today);
  const filling = fillPlaces({
    people: people.length,
    workers: workers.length,
    points,
    places: workers.map(worker => worker.places),
    costOfPlace: (worker, place) => -(turnsReason(workers[worker] as WorkerWithPlaces, place)?.weight ?? 0),
  });
  const scene: Scene = { people, workers, fit, workerOf: filling.workerOf };
  return {
    pairs: pairsOf(scene, today),
    notPlaced: people.flatMap((person, index) =>
      filling.workerOf[index] === -1 ? [{ referralId: person.id, ...whyNot(scene, index) }] : [],
    ),
    total: filling.total,
    onePlaceMore: filling.onePlaceMore
      .map((more, index) => ({ workerId: workers[index]?.candidate.id ?? '', ...more }))
      .filter(more => more.gain > 0)
      .sort((a, b) => b.gain - a.gain || compareText(a.workerId, b.workerId)),
  };
}

/** Of two at one worker, whoever comes first on the waiting list has the earlier place. */
function pairsOf(scene: Scene, today: Temporal.PlainDate): ProposedPair[] {
  const { people, workers, workerOf } = scene;
  const placesGiven = workers.map(() => 0);
  return people.flatMap((person, index) => {
    const at = workerOf[index] ?? -1;
    const worker = workers[at];
    if (!worker) return [];
    const place = (placesGiven[at] ?? 0) + 1;
    placesGiven[at] = place;
    const reasons = [
      ...fitReasons(person, worker, today),
      timeReason(person, worker),
      turnsReason(worker, place),
      ...waitingReasons(person),
    ].filter(reason => reason !== null);
    return [
      {
        referralId: person.id,
        workerId: worker.candidate.id,
        score: pointsOf(reasons),
        reasons,
        passedOver: passedOver(scene, index),
      },
    ];
  });
}
