// The door of plans: what matters, needs, goals and steps.
export { agreeNeeds, startPlan, updatePlan } from './actions.ts';
export { changeGap, endGap, recordGapOfNeed, recordGapOfStep, reopenGap } from './gaps/actions.ts';
export { GAP_ENDINGS, type Gap, type GapEnding, type GapId } from './gaps/gap.ts';
export {
  DAYS_WITHOUT_SERVICE,
  GAP_REASONS,
  type GapReason,
  isSaidReason,
  NO_SERVICE_YET,
  SAID_REASONS,
  SEARCH_REASONS,
  STEP_REASONS,
} from './gaps/reason.ts';
export { loadGap, loadGapsOfPlan } from './gaps/store.ts';
export { loadNeedsWithoutService, noteWaitingNeeds } from './gaps/waiting.ts';
export {
  DOMAIN_KEYS,
  DOMAINS,
  type Domain,
  GOAL_STATUS_KEYS,
  GOAL_STATUSES,
  type Goal,
  type GoalId,
  type GoalReview,
  type GoalStatus,
  type GoalWords,
} from './goal.ts';
export {
  addGoal,
  addStep,
  chooseService,
  moveStep,
  reviewGoal,
  updateGoal,
  updateStep,
} from './goal-actions.ts';
export { placeOfGoal, placeOfStep, type StepPlace } from './goal-store.ts';
export {
  type KeptNeed,
  NEED_CATEGORIES,
  NEED_GROUPS,
  type NeedChoice,
  type NeedGroup,
  needLabel,
  type WantedNeed,
} from './need.ts';
export {
  AGREED,
  AGREED_KEYS,
  type Agreed,
  type Need,
  type Plan,
  type PlanId,
  type PlanWords,
  type WordsRefusal,
} from './plan.ts';
export {
  DOER_KEYS,
  DOERS,
  type Doer,
  hasEnded,
  NOT_DONE_REASON_KEYS,
  NOT_DONE_REASONS,
  type NotDoneReason,
  type PickedService,
  STEP_STATUS_KEYS,
  STEP_STATUSES,
  type Step,
  type StepId,
  type StepProgress,
  type StepStatus,
  type StepWords,
} from './step.ts';
export { loadPlan } from './store.ts';
