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

/** Somebody of the person's team: who shares a language, more often than not; a woman for a woman, when none does. */
export function workerFor(dice: Dice, service: Service, persona: Persona): Worker {
  const team = service.workers.filter(worker => worker.team === persona.team);
  const spoken = persona.speaks.filter(tag => tag !== 'en');
  const sharing = team.filter(worker => spoken.some(tag => worker.languages.has(tag)));
  if (sharing.length > 0 && dice.chance(0.65)) return dice.pick(sharing);
  const same = team.filter(worker => worker.sex === persona.sex);
  return dice.pick(same.length > 0 && dice.chance(0.5) ? same : team);
}
