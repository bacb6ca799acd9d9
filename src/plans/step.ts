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

/**
 * Why a step did not happen, and the gap it leaves, if any. Those that begin with "service" also count against the entry in the directory,
 * without the person; the others say nothing about the service.
 */
export const NOT_DONE_REASONS = {
  service_refused: { label: 'The service said no', gap: 'refused' },
  service_full: { label: 'The service had no room', gap: 'list_full' },
  service_closed: { label: 'The service has closed', gap: 'closed' },
  service_not_reached: { label: 'Nobody at the service could be reached', gap: 'other' },
  not_in_language: { label: 'Not in their language', gap: 'not_in_language' },
  too_far: { label: 'Too far away', gap: 'too_far' },
  costs: { label: 'It costs too much', gap: 'costs' },
  not_open: { label: 'Not open to them', gap: 'not_open' },
  documents: { label: 'Asks for papers they do not have', gap: 'documents' },
  hours: { label: 'Not at a time they can come', gap: 'hours' },
  person: { label: 'The person did not want to, or could not', gap: null },
  other: { label: 'Something else', gap: null },
  not_known: { label: 'Not known', gap: null },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly gap: SaidReason | null }>>;
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
