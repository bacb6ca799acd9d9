// A task: one next thing a link worker does for one person, its states, and how soon it is due in words.
import type { Temporal } from 'temporal-polyfill';
import {
  type AccountId,
  daysBetween,
  done,
  type Id,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';

export type TaskId = Id<'task'>;

export const TASK_KINDS = {
  first_conversation: 'First conversation',
  follow_up: 'Follow up',
  step: 'Step in the plan',
  measure: 'Wellbeing questions',
  review: 'Review of the plan',
  answer: 'Answer somebody',
  other: 'Something else',
} as const;
export type TaskKind = keyof typeof TASK_KINDS;
export const TASK_KIND_KEYS = Object.keys(TASK_KINDS) as [TaskKind, ...TaskKind[]];

export type TaskState = 'open' | 'done' | 'cancelled';

export type Task = {
  readonly id: TaskId;
  readonly workerId: AccountId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly kind: TaskKind;
  readonly title: string;
  /** The day in London by which it is wanted. */
  readonly dueOn: string;
  readonly state: TaskState;
  readonly endedAt: Date | null;
};

export const LONGEST_TITLE = 300;

/** The title as typed, or the name of the kind when none was. */
export const titleOf = (kind: TaskKind, typed: string): string => {
  const title = typed.trim().slice(0, LONGEST_TITLE).trim();
  return title === '' ? TASK_KINDS[kind] : title;
};

export type Due = 'overdue' | 'today' | 'later';

export const dueState = (dueOn: string, today: Temporal.PlainDate): Due =>
  dueStateIn(daysUntil(dueOn, today));

/** 'Due today', 'Due tomorrow', 'Due in 3 days', '2 days overdue'. */
export const dueWords = (dueOn: string, today: Temporal.PlainDate): string =>
  dueWordsIn(daysUntil(dueOn, today));

const daysUntil = (dueOn: string, today: Temporal.PlainDate): number => daysBetween(today, dueOn);

/** The same for whole days from today, below zero when they have passed: for lists that the database counts for. */
export const dueStateIn = (days: number): Due => (days < 0 ? 'overdue' : days === 0 ? 'today' : 'later');

export function dueWordsIn(days: number): string {
  if (days === 0) return 'Due today';
  if (days === 1) return 'Due tomorrow';
  const many = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return days > 0 ? `Due in ${many}` : `${many} overdue`;
}

export type TaskStep = 'complete' | 'cancel' | 'reopen';

const NEXT: Record<TaskState, Partial<Record<TaskStep, TaskState>>> = {
  open: { complete: 'done', cancel: 'cancelled' },
  done: { reopen: 'open' },
  cancelled: { reopen: 'open' },
};

/** The state after a step, or a refusal when somebody was there before. */
export function decideTaskStep(state: TaskState, step: TaskStep): Outcome<TaskState, 'not-in-this-state'> {
  const next = NEXT[state][step];
  return next ? done(next) : refused('not-in-this-state');
}

/** Nobody plans something for yesterday, and a year with a slip in it is asked about. */
export function decideDue(
  dueOn: string,
  today: Temporal.PlainDate,
): Outcome<string, 'due-in-the-past' | 'due-too-far'> {
  const days = daysBetween(today, dueOn);
  if (days < 0) return refused('due-in-the-past');
  return days > MOST_DAYS_AHEAD ? refused('due-too-far') : done(dueOn);
}

const MOST_DAYS_AHEAD = 3 * 366;
