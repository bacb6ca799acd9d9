// The door of referrals: from arrival to outcome.
export {
  acceptReferral,
  allocateReferral,
  answerQuestion,
  askReferrer,
  beginWork,
  closeReferral,
  declineReferral,
  type StepRefusal,
  withdrawReferral,
} from './actions.ts';
export {
  type Allocated,
  type Allocation,
  type AllocationRefusal,
  giveToWorker,
} from './allocate.ts';
export { loadHistory, loadQuestions, type Question, type ReferralEvent } from './history-store.ts';
export {
  INTERVENTION_GROUPS,
  INTERVENTIONS,
  type Intervention,
  type InterventionGroup,
  interventionLabel,
  isIntervention,
} from './intervention.ts';
export { type Received, receiveReferral } from './receive.ts';
export {
  CLOSE_REASONS,
  type CloseReason,
  type Consent,
  DECLINE_REASONS,
  type DeclineReason,
  decideStep,
  makeReference,
  mayStep,
  OPEN_STATES,
  type Referral,
  type ReferralArrival,
  type Referrer,
  respondBy,
  type Source,
  STATE_NAMES,
  STATES,
  type State,
  URGENCIES,
  type Urgency,
} from './referral.ts';
export { type ClockState, type ResponseClock, responseClock } from './response-clock.ts';
export { recordSamePerson, undoSamePerson } from './same-person.ts';
export { loadReferral, loadReferralsOfPerson } from './store.ts';
export {
  type AcceptedLines,
  acceptLines,
  type LineRefusal,
  proposeForTeam,
} from './waiting-list/actions.ts';
export type { ProposalId } from './waiting-list/store.ts';
export { placesOf, type WorkerThen } from './waiting-list/waiting-list.ts';
