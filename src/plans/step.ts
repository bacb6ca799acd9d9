// A step towards a goal: who does what, with which service, by when, and how sure the person is that it will happen.
import type { Temporal } from 'temporal-polyfill';
import { done, type Id, type Outcome, type PersonId, refused, type ServiceId } from '#kernel';
import type { SaidReason } from './gaps/reason.ts';

export type StepId = Id<'step'>;

export const DOERS = {
  person: 'The person',
  link_worker: 'The link worker',
  together: 'Both together',
  service: 'A service',
  other: 'Somebody else',
} as const;
export type Doer = keyof typeof DOERS;
export const DOER_KEYS = Object.keys(DOERS) as [Doer, ...Doer[]];

export const STEP_STATUSES = {
  planned: 'Planned',
  under_way: 'Under way',
  done: 'Done',
  not_done: 'Did not happen',
  cancelled: 'No longer wanted',
} as const;
export type StepStatus = keyof typeof STEP_STATUSES;
export const STEP_STATUS_KEYS = Object.keys(STEP_STATUSES) as [StepStatus, ...StepStatus[]];

export type StepWords = {
  readonly description: string;
  readonly who: Doer;
  readonly dueOn: string | null;
  /** How sure the person is, 1 not at all to 10 completely (PRSB); null when it was not asked. */
  readonly confidence: number | null;
};

/** The service picked from the directory; its name is kept as it was, since a service may change or go. */
export type PickedService = { readonly serviceId: ServiceId; readonly serviceName: string };

export type Step = StepWords & {
  readonly id: StepId;
  readonly personId: PersonId;
  readonly service: PickedService | null;
  readonly status: StepStatus;
  readonly outcomeNote: string | null;
};

export const hasEnded = (status: StepStatus): boolean => status !== 'planned' && status !== 'under_way';

export type StepProgress = {
  readonly status: StepStatus;
  readonly outcomeNote: string;
  /** It did not happen because of the service: that is a gap. */
  readonly why?: SaidReason | undefined;
};

/** A step agreed today is not due yesterday; one that was kept earlier may have become overdue. */
export function decideStepDue(
  dueOn: string | null,
  keptDueOn: string | null,
  today: Temporal.PlainDate,
): Outcome<string | null, 'due-in-the-past'> {
  const passed = dueOn !== null && dueOn !== keptDueOn && dueOn < today.toString();
  return passed ? refused('due-in-the-past') : done(dueOn);
}
