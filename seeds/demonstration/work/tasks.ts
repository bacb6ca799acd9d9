// What is on a link worker's list: done, overdue, due today, and for later.
import { MINUTES_A_DAY, type Moment } from '../chance/time-line.ts';
import { type Case, newId, tell } from './case.ts';
import type { Allocated } from './triage.ts';

type Kind = 'first_conversation' | 'follow_up' | 'step' | 'measure' | 'review' | 'answer' | 'other';

const TITLES: Readonly<Record<Kind, readonly string[]>> = {
  first_conversation: ['First conversation with {name}', 'Ring {name} for a first conversation'],
  follow_up: [
    'Ring {name} to see how the week went',
    'Send {name} the details by text in {language}',
    'Follow up with {name}',
  ],
  step: ['Ask how the first visit went', 'Go along to the group with {name}', 'Chase the answer to the form'],
  measure: ['Ask the wellbeing questions', 'Wellbeing questions with {name}'],
  review: ['Look at the plan together with {name}', 'Review the plan'],
  answer: ['Answer the message of {name}'],
  other: ['Book an interpreter ({language}) for the next visit', 'Find out bus times for {name}'],
};

type Task = { kind: Kind; made: Moment; due: number; ended: Moment | null; state?: 'done' | 'cancelled' };

function add(story: Case, worker: string, { kind, made, due, ended, state = 'done' }: Task): void {
  const { dice, timeLine, rows } = story;
  rows.tasks.push({
    id: newId(story, made),
    worker_id: worker,
    person_id: story.personId,
    referral_id: story.referralId,
    kind,
    title: tell(story, dice.pick(TITLES[kind])),
    due_on: timeLine.day(due),
    state: ended === null ? 'open' : state,
    created_at: timeLine.instant(made),
    created_by: worker,
    ended_at: ended === null ? null : timeLine.instant(ended),
    ended_by: ended === null ? null : worker,
  });
}

/** Days from today that open work is due: a quarter overdue, a sixth today, the rest to come. */
function dueSoon(story: Case): number {
  const { dice, timeLine } = story;
  switch (dice.weighted({ overdue: 25, today: 16, week: 34, later: 25 })) {
    case 'overdue':
      return timeLine.working(-dice.int(1, 12), 'back');
    case 'today':
      return 0;
    case 'week':
      return timeLine.working(dice.int(1, 7));
    case 'later':
      return timeLine.working(dice.int(8, 40));
  }
}

/** Each task is made when the conversation before it ended, never after `latest`. */
export function addFirstTask(story: Case, { worker, at }: Allocated, first: Moment | null): void {
  const due = story.timeLine.addWorkingDays(story.timeLine.dayOf(at), 5);
  add(story, worker.id, {
    kind: 'first_conversation',
    made: at,
    due: first === null ? dueAfter(story, at, due) : due,
    ended: first,
  });
}

/** Somebody who waits for a first conversation may be overdue, due today or due soon, not before the task was made. */
const dueAfter = (story: Case, made: Moment, usual: number): number => {
  const due = dueSoon(story);
  return due >= story.timeLine.dayOf(made) && due <= usual + 10 ? due : usual;
};

export function addDoneTasks(story: Case, { worker }: Allocated, from: Moment, until: Moment): void {
  const { dice, timeLine } = story;
  let at = from;
  for (let left = dice.int(1, 3); left > 0 && until - at > 3 * MINUTES_A_DAY; left -= 1) {
    const made = timeLine.after(dice, at, 0, 6, until - 2 * left);
    const ended = timeLine.after(dice, made, 1, 12, until - left);
    const kind = dice.weighted({ follow_up: 40, step: 30, measure: 12, other: 12, answer: 6 });
    const due = timeLine.working(timeLine.dayOf(ended) + dice.int(-2, 3));
    add(story, worker.id, {
      kind,
      made,
      due: Math.max(due, timeLine.dayOf(made)),
      ended,
      state: dice.chance(0.08) ? 'cancelled' : 'done',
    });
    at = ended;
  }
}

export function addOpenTasks(story: Case, { worker }: Allocated, last: Moment): void {
  const { dice, timeLine } = story;
  const kinds = dice.some<Kind>(['follow_up', 'step', 'review', 'measure', 'other'], dice.int(1, 3));
  for (const kind of kinds)
    add(story, worker.id, {
      kind,
      made: Math.min(last + 5, timeLine.latest),
      due: Math.max(dueSoon(story), timeLine.dayOf(last)),
      ended: null,
    });
}
