// The plan in short on a person's record: what matters, the goals and how far the steps are.
import type { ReactElement } from 'react';
import { DOMAINS, GOAL_STATUSES, type Goal, hasEnded, needLabel, type Plan } from '#plans';
import { Bdi, ButtonLink, EmptyState, Tag } from '#ui';
import { isOpen, type PersonScene, personHref } from '../scene.ts';
import { GOAL_MEANINGS } from './meanings.ts';

type Props = { readonly scene: PersonScene; readonly plan: Plan | null };

export const PlanPart = ({ scene, plan }: Props): ReactElement => (
  <section aria-labelledby="plan">
    <h2 id="plan">Plan</h2>
    {plan === null ? <NoPlan scene={scene} /> : <Short scene={scene} plan={plan} />}
  </section>
);

const NoPlan = ({ scene }: { scene: PersonScene }): ReactElement => (
  <EmptyState
    title="No plan yet"
    action={
      scene.mayWork && isOpen(scene.referral) ? (
        <ButtonLink href={personHref(scene, '/first-conversation')}>Start the first conversation</ButtonLink>
      ) : undefined
    }
  >
    <p>The plan starts with what matters to the person.</p>
  </EmptyState>
);

const Short = ({ scene, plan }: { scene: PersonScene; plan: Plan }): ReactElement => (
  <>
    <h3>What matters to them</h3>
    <p className="fb-note">
      {plan.whatMatters === '' ? (
        <span className="fb-missing">Not asked yet</span>
      ) : (
        <Bdi>{plan.whatMatters}</Bdi>
      )}
    </p>
    {plan.needs.length > 0 ? (
      <p>Would like help with: {plan.needs.map(need => needLabel(need.category)).join(', ')}.</p>
    ) : null}
    <ul className="nhsuk-list fb-plain-list">
      {plan.goals.map(goal => (
        <li key={goal.id}>
          <strong>
            <Bdi>{goal.description}</Bdi>
          </strong>{' '}
          <Tag meaning={GOAL_MEANINGS[goal.status]}>{GOAL_STATUSES[goal.status]}</Tag>
          <div className="nhsuk-hint">
            {DOMAINS[goal.domain]}. {stepsOf(goal)}
          </div>
        </li>
      ))}
    </ul>
    <ButtonLink href={personHref(scene, '/plan')} variant="secondary" small>
      Open the plan
    </ButtonLink>
  </>
);

const stepsOf = ({ steps }: Goal): string => {
  const ended = steps.filter(step => hasEnded(step.status)).length;
  return steps.length === 0
    ? 'No steps yet'
    : `${ended} of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} ended`;
};
