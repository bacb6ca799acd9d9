// A plan as it was agreed: what matters, needs, goals in the six domains, steps with services, and how they turned out.
import type { Moment } from '../chance/time-line.ts';
import type { Row } from '../plan.ts';
import type { StepText, Topic } from '../topics/topic.ts';
import { type Case, newId, tell } from './case.ts';
import type { Allocated } from './triage.ts';

const STRENGTHS = [
  'Speaks three languages and learns fast.',
  'Patient, funny, good with children.',
  'A skilled cook who likes to feed people.',
  'Knows everybody in the building.',
  'Has raised four children and kept a shop.',
  'Good with {their} hands; can mend almost anything.',
  'Keeps going, and asks good questions.',
  'Strong faith and a close friend nearby.',
];
const NOT_AGREED = [
  '{name} would like to think about it until the next visit.',
  'We ran out of time with the interpreter.',
];
const DONE_NOTES = [
  'Went well.',
  'Done, and {they} would go again.',
  'It took two tries.',
  'Easier than {they} had feared.',
];
const NOT_DONE_NOTES = [
  'The waiting list was closed.',
  'Not the right time for {them}.',
  'The class is full until next term.',
];
const REVIEWS = {
  achieved: ['{name}: “I did it.”', 'Achieved, and {they} is proud of it.'],
  partly_achieved: ['Well on the way.', 'Part of it; the rest will follow in spring.'],
  not_achieved: ['Did not work out this time.'],
  no_longer_wanted: ['Something else matters more now.'],
} as const;

/** Ways of helping that are not needs are kept as "something else". */
const NOT_NEEDS: ReadonlySet<string> = new Set(['signposting', 'planning']);

const ENDED_STATUS = {
  achieved: 46,
  partly_achieved: 28,
  not_achieved: 10,
  no_longer_wanted: 8,
  in_progress: 8,
} as const;

type Ending = { readonly at: Moment; readonly well: boolean } | null;

function stepRow(
  story: Case,
  goalId: string,
  topic: Topic,
  step: StepText,
  at: Moment,
  ending: Ending,
): Row<'steps'> {
  const { dice, timeLine } = story;
  const status =
    ending === null
      ? dice.weighted({ planned: 45, under_way: 30, done: 25 })
      : dice.weighted({ done: 74, not_done: 16, cancelled: 10 });
  const notes = status === 'done' ? DONE_NOTES : status === 'not_done' ? NOT_DONE_NOTES : null;
  const dueFrom = Math.max(
    timeLine.dayOf(at) + dice.int(7, 28),
    ending === null && status !== 'done' ? dice.int(-6, 20) : -400,
  );
  return {
    id: newId(story, at),
    goal_id: goalId,
    person_id: story.personId,
    description: tell(story, step.text),
    who: step.who,
    service_id: null,
    service_name: step.service === undefined ? null : tell(story, step.service),
    intervention_code: topic.code,
    due_on: dice.chance(0.75) ? timeLine.day(timeLine.working(dueFrom)) : null,
    confidence: dice.chance(0.7) ? dice.int(4, 10) : null,
    status,
    outcome_note: notes === null || dice.chance(0.4) ? null : tell(story, dice.pick(notes)),
    created_at: timeLine.instant(at),
    updated_at: timeLine.instant(ending?.at ?? (status === 'planned' ? at : timeLine.after(dice, at, 3, 25))),
  };
}

function addTopic(story: Case, planId: string, topic: Topic, at: Moment, ending: Ending): void {
  const { dice, timeLine, rows, personId } = story;
  const needId = newId(story, at);
  const created_at = timeLine.instant(at);
  rows.plan_needs.push({
    id: needId,
    plan_id: planId,
    person_id: personId,
    category: NOT_NEEDS.has(topic.category) ? 'other' : topic.category,
    description: tell(story, topic.need),
    recorded_at: created_at,
    ended_at: null,
  });
  for (const description of dice.some(topic.goals, dice.int(1, topic.goals.length))) {
    const goalId = newId(story, at);
    const ended =
      ending === null
        ? 'in_progress'
        : ending.well
          ? dice.weighted(ENDED_STATUS)
          : dice.pick(['in_progress', 'no_longer_wanted'] as const);
    rows.goals.push({
      id: goalId,
      plan_id: planId,
      person_id: personId,
      need_id: needId,
      description: tell(story, description),
      domain: topic.domain,
      importance: dice.chance(0.85) ? dice.int(5, 10) : null,
      status: ended,
      review_note: ended === 'in_progress' ? null : tell(story, dice.pick(REVIEWS[ended])),
      created_at,
      reviewed_at: ended === 'in_progress' || ending === null ? null : timeLine.instant(ending.at),
    });
    for (const step of dice.some(topic.steps, dice.int(1, 2)))
      rows.steps.push(stepRow(story, goalId, topic, step, at, ending));
  }
}

/** Needs of one kind are one need; the plan is agreed at the first conversation, or a little later. */
export function plan(story: Case, { worker }: Allocated, first: Moment, ending: Ending): void {
  const { dice, timeLine, rows, topics } = story;
  if (!dice.chance(ending === null ? 0.88 : 0.95)) return;
  const at = first + dice.int(30, 70);
  const planId = newId(story, at);
  const agreed = dice.weighted({ yes: 84, not_asked: 8, no: 5, not_now: 3 });
  const updated = ending?.at ?? at;
  rows.plans.push({
    id: planId,
    person_id: story.personId,
    referral_id: story.referralId,
    what_matters: topics.map(topic => tell(story, dice.pick(topic.matters))).join(' '),
    strengths: dice.chance(0.8) ? tell(story, dice.pick(STRENGTHS)) : '',
    agreed,
    not_agreed_reason: agreed === 'no' ? tell(story, dice.pick(NOT_AGREED)) : null,
    review_on: ending === null && dice.chance(0.8) ? timeLine.day(timeLine.working(dice.int(-4, 45))) : null,
    created_at: timeLine.instant(at),
    updated_at: timeLine.instant(updated),
    updated_by: worker.id,
    version: ending === null ? 1 : dice.int(2, 5),
  });
  const kinds = new Map(topics.map(topic => [topic.category, topic]));
  for (const topic of kinds.values()) addTopic(story, planId, topic, at, ending);
}
