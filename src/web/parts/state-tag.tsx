// The state of a referral as a label.
import type { ReactElement } from 'react';
import { STATE_NAMES, type State } from '#referrals';
import { Tag, type TagMeaning } from '#ui';

const MEANINGS: Record<State, TagMeaning> = {
  received: 'new',
  waiting_for_referrer: 'attention',
  accepted: 'waiting',
  allocated: 'active',
  active: 'active',
  closed: 'done',
  declined: 'stopped',
  withdrawn: 'stopped',
};

export const StateTag = ({ state }: { state: State }): ReactElement => (
  <Tag meaning={MEANINGS[state]}>{STATE_NAMES[state]}</Tag>
);
