// One goal of a plan with its steps, and what can be done with each.
import type { ReactElement } from 'react';
import type { PlaceOfPerson } from '#groups';
import { formatDay } from '#kernel';
import {
  DOERS,
  DOMAINS,
  GOAL_STATUSES,
  type Goal,
  hasEnded,
  NOT_DONE_REASONS,
  STEP_STATUSES,
  type Step,
} from '#plans';
import { Bdi, ButtonForm, ButtonLink, Card, Tag } from '#ui';
import { GOAL_MEANINGS, STEP_MEANINGS } from '../person/meanings.ts';

type GoalCardProps = {
  readonly goal: Goal;
  readonly change: boolean;
  /** Places in groups that belong to a step. */
  readonly places: readonly PlaceOfPerson[];
};

export const GoalCard = ({ goal, change, places }: GoalCardProps): ReactElement => (
  <Card heading={<Bdi>{goal.description}</Bdi>} level="h3">
    <p id={`goal-${goal.id}`}>
      <Tag meaning={GOAL_MEANINGS[goal.status]}>{GOAL_STATUSES[goal.status]}</Tag> {DOMAINS[goal.domain]}.{' '}
      {goal.importance === null
        ? 'How important it is was not asked yet'
        : `Importance ${goal.importance} of 10`}
      .
    </p>
    {goal.reviewNote === null ? null : (
      <p className="fb-note">
        <Bdi>{goal.reviewNote}</Bdi>
      </p>
    )}
    {goal.steps.length === 0 ? <p className="fb-missing">No steps yet</p> : null}
    <ol className="nhsuk-list fb-plain-list">
      {goal.steps.map(step => (
        <StepItem
          key={step.id}
          step={step}
          change={change}
          places={places.filter(({ stepId }) => stepId === step.id)}
        />
      ))}
    </ol>
    {change ? (
      <div className="fb-row-actions">
        <ButtonLink href={`/goals/${goal.id}/steps/new`} variant="secondary" small>
          Add a step<span className="nhsuk-u-visually-hidden"> to {goal.description}</span>
        </ButtonLink>
        <a href={`/goals/${goal.id}/review`}>
          Review<span className="nhsuk-u-visually-hidden"> the goal {goal.description}</span>
        </a>
        <a href={`/goals/${goal.id}`}>
          Change<span className="nhsuk-u-visually-hidden"> the goal {goal.description}</span>
        </a>
      </div>
    ) : null}
  </Card>
);

type StepItemProps = Omit<GoalCardProps, 'goal'> & { readonly step: Step };

const StepItem = ({ step, change, places }: StepItemProps): ReactElement => (
  <li id={`step-${step.id}`}>
    <p>
      <Tag meaning={STEP_MEANINGS[step.status]}>{STEP_STATUSES[step.status]}</Tag>{' '}
      <strong>
        <Bdi>{step.description}</Bdi>
      </strong>
      <br />
      {aboutStep(step)}
    </p>
    {step.notDoneBecause === null ? null : <p>{NOT_DONE_REASONS[step.notDoneBecause].label}.</p>}
    {step.outcomeNote === null ? null : (
      <p className="fb-note">
        <Bdi>{step.outcomeNote}</Bdi>
      </p>
    )}
    <Service step={step} change={change && !hasEnded(step.status)} />
    <Group step={step} change={change && !hasEnded(step.status)} places={places} />
    {change ? (
      <div className="fb-row-actions">
        <a href={`/steps/${step.id}/progress`}>
          How far is it?<span className="nhsuk-u-visually-hidden"> {step.description}</span>
        </a>
        <a href={`/steps/${step.id}`}>
          Change<span className="nhsuk-u-visually-hidden"> the step {step.description}</span>
        </a>
      </div>
    ) : null}
  </li>
);

const aboutStep = ({ who, dueOn, confidence }: Step): string =>
  [
    DOERS[who],
    dueOn === null ? 'no day yet' : `by ${formatDay(dueOn)}`,
    confidence === null ? 'not asked how sure they are' : `sure ${confidence} of 10`,
  ].join(', ');

const STATES = { member: 'has a place', waiting: 'waits for a place', left: 'left' } as const;

/** A group is what a step may lead to, as a service is. */
const Group = ({ step, change, places }: StepItemProps): ReactElement | null => {
  if (places.length === 0 && step.service !== null) return null;
  return (
    <>
      {places.map(place => (
        <p key={place.id}>
          Group:{' '}
          <a href={`/groups/${place.groupId}`}>
            <Bdi>{place.groupName}</Bdi>
          </a>
          , {STATES[place.state]}
          {place.marked > 0 ? `; came ${place.came} of ${place.marked} times marked` : ''}
        </p>
      ))}
      {change && !places.some(({ state }) => state !== 'left') ? (
        <p>
          <a href={`/people/${step.personId}/groups?step=${step.id}`}>
            Choose a group<span className="nhsuk-u-visually-hidden"> for {step.description}</span>
          </a>
        </p>
      ) : null}
    </>
  );
};

const Service = ({ step, change }: { step: Step; change: boolean }): ReactElement | null => {
  const { service } = step;
  if (service === null) {
    return change ? (
      <p>
        <a href={`/directory?for-step=${step.id}`}>
          Choose a service<span className="nhsuk-u-visually-hidden"> for {step.description}</span>
        </a>
      </p>
    ) : null;
  }
  return (
    <div>
      <p>
        Service:{' '}
        <a href={`/directory/services/${service.serviceId}`}>
          <Bdi>{service.serviceName}</Bdi>
        </a>
      </p>
      {change ? (
        <div className="fb-row-actions">
          <a href={`/directory?for-step=${step.id}`}>
            Another service<span className="nhsuk-u-visually-hidden"> for {step.description}</span>
          </a>
          <ButtonForm action={`/steps/${step.id}/service/remove`} variant="secondary" small>
            Take the service away<span className="nhsuk-u-visually-hidden"> from {step.description}</span>
          </ButtonForm>
        </div>
      ) : null}
    </div>
  );
};
