// Why a need is not met, in words that say nothing of anybody's status.

/** Why nothing fits when somebody looks. "Not open to them" says nothing of why: a status is never asked or kept here. */
export const SEARCH_REASONS = {
  no_service: 'There is no such service',
  not_in_language: 'Not in their language',
  too_far: 'Too far away',
  list_full: 'The waiting list is full',
  costs: 'It costs too much',
  not_open: 'Not open to them',
  documents: 'Asks for papers they do not have',
  hours: 'Not at a time they can come',
  other: 'Something else',
} as const;

/** Why a step with a service came to nothing. */
export const STEP_REASONS = {
  refused: 'The service said no',
  closed: 'The service has closed',
  ...SEARCH_REASONS,
} as const;

/** How a need comes to count as a gap when nobody has said why. */
export const NO_SERVICE_YET = 'no_service_yet';
/** Our own choice: long enough to look, short enough to be asked about at the next conversation. */
export const DAYS_WITHOUT_SERVICE = 28;

export const GAP_REASONS = {
  ...STEP_REASONS,
  [NO_SERVICE_YET]: `No service after ${DAYS_WITHOUT_SERVICE} days, nobody has said why`,
} as const;
export type GapReason = keyof typeof GAP_REASONS;
/** What a person says; `no_service_yet` is only ever noted by time. */
export type SaidReason = keyof typeof STEP_REASONS;
export const SAID_REASONS = Object.keys(STEP_REASONS) as [SaidReason, ...SaidReason[]];
export const isSaidReason = (text: string): text is SaidReason => Object.hasOwn(STEP_REASONS, text);
