// One made-up person with everything that happened to them over the year, as rows.
import { diceFor } from '../chance/dice.ts';
import { MINUTES_A_DAY, type TimeLine } from '../chance/time-line.ts';
import { addGaps } from '../missing/gaps.ts';
import { keepPerson } from '../people/person-rows.ts';
import type { Persona } from '../people/persona.ts';
import { emptyPersonRows, type PersonRows } from '../plan.ts';
import type { Service, Worker } from '../services/make-service.ts';
import { chooseTopics, slotsFor } from '../topics/topic.ts';
import { arrive, type Referral } from './arrival.ts';
import { type Case, workerFor } from './case.ts';
import { arrangeInterpreting } from './interpreting.ts';
import { type Journey, journeysOf } from './journey.ts';
import { measure } from './measures.ts';
import { plan } from './planning.ts';
import { reply } from './replies.ts';
import { close, converse, stop, tryToReach } from './support.ts';
import { addDoneTasks, addFirstTask, addOpenTasks } from './tasks.ts';
import { type Allocated, triage } from './triage.ts';

export type Place = { readonly seed: number; readonly service: Service; readonly timeLine: TimeLine };

/** Reasons to close that a person can look back from; the others end without a last conversation. */
const WELL: ReadonlySet<string> = new Set(['goals-met', 'partly-met', 'handed-over', 'person-ended']);

function workUntilEnd(story: Case, referral: Referral, allocated: Allocated): void {
  const { dice, journey } = story;
  const until = Math.min(journey.until, allocated.at + dice.int(35, 125) * MINUTES_A_DAY);
  const worked = converse(story, referral, allocated, until - 60);
  const at = close(story, referral, allocated, worked, until);
  const well = WELL.has(referral.close_reason ?? '');
  addFirstTask(story, allocated, worked.first);
  addDoneTasks(story, allocated, worked.first, at);
  plan(story, allocated, worked.first, { at, well });
  const taken = measure(story, allocated, worked.first, at, well);
  reply(story, referral, { kind: 'closed', at: at + 2, by: allocated.worker.id, taken });
}

function workOn(story: Case, referral: Referral, allocated: Allocated): void {
  switch (story.journey.state) {
    case 'allocated':
      tryToReach(story, allocated);
      addFirstTask(story, allocated, null);
      return;
    case 'withdrawn':
      stop(story, referral, allocated);
      return;
    case 'closed':
      workUntilEnd(story, referral, allocated);
      return;
    default: {
      const worked = converse(story, referral, allocated, story.timeLine.latest);
      addFirstTask(story, allocated, worked.first);
      addDoneTasks(story, allocated, worked.first, worked.last);
      addOpenTasks(story, allocated, worked.last);
      plan(story, allocated, worked.first, null);
      measure(story, allocated, worked.first, null, true);
    }
  }
}

function topicsFor(persona: Persona, seed: number, service: Service, count: number): Case['topics'][] {
  const dice = diceFor(seed, service.blueprint.slug, 'topics', persona.index);
  const used = new Set(persona.gpRegistration === 'registered' ? ['NAV-GP'] : []);
  return Array.from({ length: count }, () => {
    const topics = chooseTopics(
      dice,
      {
        sex: persona.sex,
        age: persona.identity.age,
        parent: persona.parent,
        littleEnglish: persona.english === 'little',
      },
      used,
    );
    for (const topic of topics) used.add(topic.code);
    return topics;
  });
}

/** Everything about one person, the same for the same seed. */
export function makePerson({ seed, service, timeLine }: Place, persona: Persona): PersonRows {
  const { slug, place } = service.blueprint;
  const dice = diceFor(seed, slug, 'person', persona.index);
  const rows = emptyPersonRows();
  const journeys: Journey[] = journeysOf(seed, slug, persona.index, dice, timeLine);
  const first = journeys[0]?.received ?? timeLine.latest;
  const personId = dice.uuid(timeLine.epoch(first));
  const worker: Worker = workerFor(dice, service, persona);
  const topics = topicsFor(persona, seed, service, journeys.length);
  const slots = slotsFor(persona.sex, { name: persona.called, language: persona.language.label, place });
  const shared = { dice, timeLine, service, persona, personId, slots, rows };
  for (const [index, journey] of journeys.entries()) {
    const referralId = dice.uuid(timeLine.epoch(journey.received));
    const story: Case = { ...shared, referralId, journey, topics: topics[index] ?? [] };
    const referral = arrive(story);
    const allocated = triage(story, referral, worker);
    if (allocated !== null) workOn(story, referral, allocated);
    rows.referrals.push(referral);
  }
  const chance = diceFor(seed, slug, 'interpreting', persona.index);
  arrangeInterpreting({ dice: chance, timeLine, persona, rows });
  const by = rows.referrals[0]?.referrer_account_id ?? null;
  keepPerson({ dice, timeLine, service, persona, personId, at: first, by }, rows);
  addGaps({ dice: diceFor(seed, slug, 'gaps', persona.index), timeLine, persona, rows });
  return rows;
}
