// One referral of one person while it is being made up: what is known of it, and where its rows go.
import type { Dice } from '../chance/dice.ts';
import type { Moment, TimeLine } from '../chance/time-line.ts';
import type { Persona } from '../people/persona.ts';
import type { PersonRows } from '../plan.ts';
import type { Service, Worker } from '../services/make-service.ts';
import { fillSlots, type Slots, type Topic } from '../topics/topic.ts';
import type { Journey } from './journey.ts';

export type Case = {
  readonly dice: Dice;
  readonly timeLine: TimeLine;
  readonly service: Service;
  readonly persona: Persona;
  readonly personId: string;
  readonly referralId: string;
  readonly journey: Journey;
  readonly topics: readonly Topic[];
  readonly slots: Slots;
  readonly rows: PersonRows;
};

export const newId = ({ dice, timeLine }: Case, at: Moment): string => dice.uuid(timeLine.epoch(at));

/** A text about the person of this story. */
export const tell = ({ slots }: Case, text: string): string => fillSlots(text, slots);

/** Whoever works in written Arabic can talk with speakers of its forms. */
const ARABIC: ReadonlySet<string> = new Set(['apd', 'apc', 'acm']);

const shares = (worker: Worker, tag: string): boolean =>
  tag !== 'en' && (worker.languages.has(tag) || (ARABIC.has(tag) && worker.languages.has('ar')));

/** Whether the two have a language other than English in common. */
export const shareLanguage = (worker: Worker, persona: Persona): boolean =>
  persona.speaks.some(tag => shares(worker, tag));

/** Somebody of the person's team who shares a language, as often as not; otherwise they take turns. */
export function workerFor(dice: Dice, service: Service, persona: Persona): Worker {
  const team = service.workers.filter(worker => worker.team === persona.team);
  const sharing = team.filter(worker => shareLanguage(worker, persona));
  if (sharing.length > 0 && dice.chance(0.5)) return dice.pick(sharing);
  return team[persona.index % team.length] ?? dice.pick(service.workers);
}
