// Which colour-with-words the states of goals and steps have.
import type { GoalStatus, StepStatus } from '#plans';
import type { TagMeaning } from '#ui';

export const GOAL_MEANINGS: Record<GoalStatus, TagMeaning> = {
  in_progress: 'active',
  achieved: 'done',
  partly_achieved: 'information',
  not_achieved: 'stopped',
  no_longer_wanted: 'stopped',
};

export const STEP_MEANINGS: Record<StepStatus, TagMeaning> = {
  planned: 'new',
  under_way: 'active',
  done: 'done',
  not_done: 'attention',
  cancelled: 'stopped',
};
