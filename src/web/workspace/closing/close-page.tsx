// The page on which a referral is looked back on before it is closed.
import type { ReactElement } from 'react';
import type { Booking } from '#contacts';
import { formatInstant, instantOf } from '#kernel';
import type { Task } from '#link-workers';
import { MISSING, MISSING_KEYS } from '#outcomes';
import { GOAL_STATUS_KEYS, GOAL_STATUSES, type Goal } from '#plans';
import { CLOSE_REASONS } from '#referrals';
import {
  Bdi,
  ButtonLink,
  CheckboxesField,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { BookingsLeft, type FieldErrors, type FormInput } from '#web';
import { MeasureTable } from '../person/measure-table.tsx';
import { personHref } from '../scene.ts';
import { CLOSE_REASON_KEYS, goalField, goalKey, noteField, RISK_KEYS, RISKS, serviceKey } from './closing.ts';
import type { ClosingScene } from './scene.ts';

type ClosePageProps = {
  readonly scene: ClosingScene;
  /** Open tasks of this referral: they leave the list with it. */
  readonly tasks: readonly Task[];
  /** Interpreting for the person that is open. */
  readonly bookings: readonly Booking[];
  readonly values: FormInput;
  /** When the reader went from here without closing, if they did. */
  readonly leftAt?: Date | undefined;
  readonly errors?: FieldErrors | undefined;
};

export const ClosePage = ({
  scene,
  tasks,
  bookings,
  values,
  leftAt,
  errors,
}: ClosePageProps): ReactElement => (
  <Layout title="Close the referral" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Close the referral</PageHeading>
    {leftAt ? <p>The form is as you left it on {formatInstant(instantOf(leftAt))}.</p> : null}
    <BookingsLeft bookings={bookings} ending="Closing the referral" />
    <Form action={personHref(scene, '/close')} values={values} errors={errors}>
      <Goals goals={scene.plan?.goals ?? []} />
      <EndMeasure scene={scene} />
      <h2>The end</h2>
      <RadiosField
        name="reason"
        label="Why is it closed?"
        small
        options={CLOSE_REASON_KEYS.map(reason => ({ value: reason, label: CLOSE_REASONS[reason] }))}
      />
      {scene.referral.source === 'self' ? (
        <SelfReferred />
      ) : (
        <ForTheReferrer goals={scene.plan?.goals ?? []} />
      )}
      {tasks.length > 0 ? <TasksThatEnd tasks={tasks} /> : null}
      <SubmitButton name="act" value="preview">
        {scene.referral.source === 'self' ? 'Check before you close' : 'See what the referrer will read'}
      </SubmitButton>
    </Form>
  </Layout>
);

const Goals = ({ goals }: { goals: readonly Goal[] }): ReactElement => (
  <>
    <h2>How did each goal turn out?</h2>
    {goals.length === 0 ? <p>No goals were agreed.</p> : null}
    {goals.map(goal => (
      <div key={goal.id}>
        <RadiosField
          name={goalField(goal.id)}
          label={<Bdi>{goal.description}</Bdi>}
          small
          options={GOAL_STATUS_KEYS.map(status => ({ value: status, label: GOAL_STATUSES[status] }))}
        />
        <TextField name={noteField(goal.id)} label={`What came of it? (optional)`} />
      </div>
    ))}
  </>
);

const EndMeasure = ({ scene }: { scene: ClosingScene }): ReactElement => {
  const { pair } = scene;
  const href = personHref(scene, '/measures/ons4/end');
  return (
    <>
      <h2>Wellbeing questions</h2>
      {pair === null ? (
        <p>They were not asked at the start, so there is nothing to compare with.</p>
      ) : (
        <MeasureTable pair={pair} />
      )}
      {pair?.end ? null : (
        <>
          <RadiosField
            name="end"
            label="Were they asked at the end?"
            small
            options={[
              {
                value: '',
                label: 'They will be asked now',
                hint: 'Use the button below before you fill in the rest: it leaves this page, and what you typed here is not kept.',
              },
              ...MISSING_KEYS.map(missing => ({
                value: missing,
                label: `No: ${MISSING[missing].toLowerCase()}`,
              })),
            ]}
          />
          <ButtonLink href={`${href}${href.includes('?') ? '&' : '?'}onward=close`} variant="secondary" small>
            Ask the questions now
          </ButtonLink>
        </>
      )}
    </>
  );
};

const SelfReferred = (): ReactElement => (
  <>
    <InsetText>
      The person asked for help themselves, so no message is sent. Tell them how it ended, in the way that is
      safe.
    </InsetText>
    <TextAreaField name="note" label="Note for the record (optional)" rows={3} />
  </>
);

const ForTheReferrer = ({ goals }: { goals: readonly Goal[] }): ReactElement => (
  <>
    <h2>What the referrer is told</h2>
    <p>
      Ask the person what the referrer may know. Write <strong>nothing about immigration status</strong>.
    </p>
    <Tell goals={goals} />
    <TextAreaField
      name="note"
      label="Note to the referrer (optional)"
      hint="What helped, and what is good to know"
      rows={4}
    />
    <TextAreaField
      name="actions"
      label="What do you ask the GP or others to do? (optional)"
      hint="One thing on each line. Left empty, the message says that no action is needed."
      rows={3}
    />
    <RadiosField
      name="risks"
      label="Are there risks they must know of?"
      small
      options={RISK_KEYS.map(risks => ({
        value: risks,
        label: RISKS[risks],
        conditional:
          risks === 'some' ? (
            <TextAreaField name="risk-lines" label="What is the risk?" rows={2} />
          ) : undefined,
      }))}
    />
  </>
);

const Tell = ({ goals }: { goals: readonly Goal[] }): ReactElement | null => {
  const options = goals.flatMap(goal => [
    {
      value: goalKey(goal.id),
      label: (
        <span>
          Goal: <Bdi>{goal.description}</Bdi>
        </span>
      ),
    },
    ...goal.steps.flatMap(step =>
      step.service === null
        ? []
        : [
            {
              value: serviceKey(step.id),
              label: (
                <span>
                  Service: <Bdi>{step.service.serviceName}</Bdi>
                </span>
              ),
            },
          ],
    ),
  ]);
  return options.length === 0 ? null : (
    <CheckboxesField
      name="tell"
      label="Tell the referrer about"
      hint="Goals and services that belong to immigration, the law or safety start unticked"
      small
      options={options}
    />
  );
};

const TasksThatEnd = ({ tasks }: { tasks: readonly Task[] }): ReactElement => (
  <InsetText>
    <p>{tasks.length === 1 ? 'This task leaves the list:' : `These ${tasks.length} tasks leave the list:`}</p>
    <ul className="nhsuk-list nhsuk-list--bullet">
      {tasks.map(task => (
        <li key={task.id}>
          <Bdi>{task.title}</Bdi>
        </li>
      ))}
    </ul>
  </InsetText>
);
