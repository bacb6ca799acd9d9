// A step towards a goal: who does what, with which service, by when, and how sure the person is that it will happen.
import type { Temporal } from 'temporal-polyfill';
import { done, type Id, type Outcome, type PersonId, refused, type ServiceId } from '#kernel';

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

/** Why a step did not happen. The first four are about the service: they count against its entry in the directory, without the person. */
export const NOT_DONE_REASONS = {
  service_closed: 'The service has closed',
  service_full: 'The service had no room',
  service_refused: 'The service would not take the person',
  service_not_reached: 'Nobody at the service could be reached',
  person: 'The person did not want to, or could not',
  other: 'Something else',
  not_known: 'Not known',
} as const;
export type NotDoneReason = keyof typeof NOT_DONE_REASONS;
export const NOT_DONE_REASON_KEYS = Object.keys(NOT_DONE_REASONS) as [NotDoneReason, ...NotDoneReason[]];

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
  /** Only of a step that did not happen; null when it was not said. */
  readonly notDoneBecause: NotDoneReason | null;
};

export const hasEnded = (status: StepStatus): boolean => status !== 'planned' && status !== 'under_way';

export type StepProgress = {
  readonly status: StepStatus;
  readonly outcomeNote: string;
  /** Left out of any but a step that did not happen. */
  readonly notDoneBecause?: NotDoneReason | null;
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
