// The plan of a person: what matters, strengths, needs, goals and steps, with what can be done next.
import type { ReactElement } from 'react';
import { loadPlacesOfPerson, type PlaceOfPerson } from '#groups';
import { formatDay } from '#kernel';
import { AGREED, loadGapsOfPlan, loadNeedsWithoutService, needLabel } from '#plans';
import {
  Bdi,
  ButtonGroup,
  ButtonLink,
  EmptyState,
  InsetText,
  Layout,
  PageHeading,
  SummaryList,
  type SummaryRow,
} from '#ui';
import { type Answered, notFound, page, type Req, redirect } from '#web';
import { GapsPart, type GapsShown } from '../gaps/part.tsx';
import { isOpen, openPerson, personHref } from '../scene.ts';
import { whenOf } from '../words.ts';
import { GoalCard } from './goal-card.tsx';
import { mayChange, openPlan, type PlanScene } from './scene.ts';

/** More than a person is in at one time. */
const MOST_PLACES = 50;

export async function showPlan(req: Req): Promise<Answered> {
  const scene = await openPlan(req);
  if (scene) {
    const [gaps, places] = await Promise.all([gapsOf(req, scene), placesOf(req, scene)]);
    const subject = { type: 'person', id: scene.person.id };
    return page(<PlanPage scene={scene} gaps={gaps} places={places} />, { subject });
  }
  const person = await openPerson(req);
  if (!person) return notFound();
  return redirect(personHref(person, person.mayWork && isOpen(person.referral) ? '/first-conversation' : ''));
}

async function gapsOf({ ctx }: Req, scene: PlanScene): Promise<GapsShown> {
  const { plan } = scene;
  const [gaps, without] = await Promise.all([
    loadGapsOfPlan(ctx, plan.id),
    loadNeedsWithoutService(ctx, plan.id),
  ]);
  return { gaps, without: plan.needs.filter(({ id }) => without.has(id)), change: mayChange(scene) };
}

/** Places in groups that came of a step. */
async function placesOf({ ctx }: Req, { person }: PlanScene): Promise<readonly PlaceOfPerson[]> {
  const { places } = await loadPlacesOfPerson(ctx, person.id, { pageSize: MOST_PLACES });
  return places.filter(({ stepId }) => stepId !== null);
}

type PlanPageProps = {
  readonly scene: PlanScene;
  readonly gaps: GapsShown;
  readonly places: readonly PlaceOfPerson[];
};

const PlanPage = ({ scene, gaps, places }: PlanPageProps): ReactElement => {
  const { plan } = scene;
  const change = mayChange(scene);
  return (
    <Layout title="Plan" back={personHref(scene)}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Plan</PageHeading>
      {plan.ended ? <InsetText>The referral has ended. The plan stands as it was.</InsetText> : null}
      <SummaryList rows={rowsOf(scene, change)} />
      <p className="nhsuk-hint">
        Last changed {whenOf(plan.updatedAt)}
        {plan.updatedBy === null ? '' : ` by ${plan.updatedBy}`}
      </p>
      <h2>Goals</h2>
      {plan.goals.length === 0 ? (
        <EmptyState title="No goal yet">
          <p>A goal is one thing the person hopes for, in their words.</p>
        </EmptyState>
      ) : null}
      {plan.goals.map(goal => (
        <GoalCard key={goal.id} goal={goal} change={change} places={places} />
      ))}
      <GapsPart {...gaps} />
      <ButtonGroup>
        {change ? <ButtonLink href={personHref(scene, '/plan/goals/new')}>Add a goal</ButtonLink> : null}
        <ButtonLink href={personHref(scene, '/plan/print')} variant="secondary">
          Page to print for the person
        </ButtonLink>
      </ButtonGroup>
    </Layout>
  );
};

function rowsOf(scene: PlanScene, change: boolean): SummaryRow[] {
  const { plan } = scene;
  const edit = change ? [{ href: personHref(scene, '/plan/words'), text: 'Change' }] : [];
  const needs = change ? [{ href: personHref(scene, '/plan/needs'), text: 'Change' }] : [];
  const reason = plan.notAgreedReason;
  return [
    {
      key: 'What matters to them',
      value: plan.whatMatters === '' ? null : <Kept text={plan.whatMatters} />,
      actions: edit,
    },
    { key: 'Strengths', value: plan.strengths === '' ? null : <Kept text={plan.strengths} />, actions: edit },
    {
      key: 'Would like help with',
      value: plan.needs.length === 0 ? null : <Needs scene={scene} />,
      actions: needs,
    },
    {
      key: 'Agreed with the person',
      value:
        plan.agreed === 'not_asked' ? null : (
          <>
            {AGREED[plan.agreed]}
            {reason === null ? null : (
              <>
                : <Bdi>{reason}</Bdi>
              </>
            )}
          </>
        ),
      actions: edit,
    },
    {
      key: 'Review',
      value: plan.reviewOn === null ? null : formatDay(plan.reviewOn),
      missing: 'No day yet',
      actions: edit,
    },
  ];
}

const Kept = ({ text }: { text: string }): ReactElement => (
  <span className="fb-note">
    <Bdi>{text}</Bdi>
  </span>
);

const Needs = ({ scene }: { scene: PlanScene }): ReactElement => (
  <ul className="nhsuk-list">
    {scene.plan.needs.map(need => (
      <li key={need.id}>
        {needLabel(need.category)}
        {need.description === '' ? null : (
          <>
            : <Bdi>{need.description}</Bdi>
          </>
        )}
      </li>
    ))}
  </ul>
);
