// The plan on paper, for the person to keep: what matters, goals, and who does what by when.
import type { ReactElement } from 'react';
import { formatDay } from '#kernel';
import { DOERS, type Goal, hasEnded, type Step } from '#plans';
import { Bdi, Layout, PageHeading } from '#ui';
import { type Answered, notFound, page, type Req } from '#web';
import { personHref } from '../scene.ts';
import { openPlan, type PlanScene } from './scene.ts';

export async function showPrint(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (!scene) return notFound();
  const worker = req.actor.kind === 'staff' && req.actor.role === 'link_worker' ? req.actor.name : null;
  const body = <PrintPage scene={scene} worker={worker} service={req.organisation?.name ?? ''} />;
  return page(body, { subject: { type: 'person', id: scene.person.id } });
}

type PrintPageProps = { readonly scene: PlanScene; readonly worker: string | null; readonly service: string };

/** Nothing that only staff need: no importance, no state of the referral, nothing of anybody else. */
const PrintPage = ({ scene, worker, service }: PrintPageProps): ReactElement => {
  const { plan, person, today } = scene;
  const goals = plan.goals.filter(goal => goal.status !== 'no_longer_wanted');
  return (
    <Layout title="Plan to print" back={personHref(scene, '/plan')}>
      <PageHeading caption={`${service}, ${formatDay(today)}`}>
        Plan for <Bdi>{person.displayName}</Bdi>
      </PageHeading>
      {plan.whatMatters === '' ? null : (
        <>
          <h2>What matters to you</h2>
          <p className="fb-note">
            <Bdi>{plan.whatMatters}</Bdi>
          </p>
        </>
      )}
      {goals.map(goal => (
        <GoalOnPaper key={goal.id} goal={goal} />
      ))}
      {plan.reviewOn === null ? null : (
        <p>We look at this plan together again on {formatDay(plan.reviewOn)}.</p>
      )}
      {worker === null ? null : (
        <p>
          Your link worker is <Bdi>{worker}</Bdi>.
        </p>
      )}
    </Layout>
  );
};

const GoalOnPaper = ({ goal }: { goal: Goal }): ReactElement => {
  const steps = goal.steps.filter(step => !hasEnded(step.status));
  return (
    <section>
      <h2>
        <Bdi>{goal.description}</Bdi>
      </h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {steps.map(step => (
          <li key={step.id}>
            <Bdi>{step.description}</Bdi>
            <br />
            {whoOf(step)}
            {step.dueOn === null ? '' : `, by ${formatDay(step.dueOn)}`}
            {step.service === null ? null : (
              <>
                <br />
                With: <Bdi>{step.service.serviceName}</Bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const whoOf = ({ who }: Step): string =>
  who === 'person' ? 'You do this' : who === 'together' ? 'We do this together' : `${DOERS[who]} does this`;
