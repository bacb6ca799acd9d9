// What is to be done for a person, and what was done lately and may be opened again.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { dueState, dueWords, type Task } from '#link-workers';
import { Bdi, ButtonForm, ButtonLink, Details, EmptyState, Tag } from '#ui';
import { type PersonScene, personHref } from '../scene.ts';
import { TaskButtons } from '../task/task-buttons.tsx';

type Props = { readonly scene: PersonScene; readonly open: readonly Task[]; readonly ended: readonly Task[] };

export const TasksPart = ({ scene, open, ended }: Props): ReactElement => (
  <section aria-labelledby="tasks">
    <h2 id="tasks">What is next</h2>
    {open.length === 0 ? <EmptyState title="Nothing is planned" /> : null}
    <ul className="nhsuk-list fb-plain-list">
      {open.map(task => (
        <li key={task.id}>
          <Due dueOn={task.dueOn} today={scene.today} />
          <p>
            <Bdi>{task.title}</Bdi>
          </p>
          {scene.mayWork ? <TaskButtons task={task} back="person" /> : null}
        </li>
      ))}
    </ul>
    {scene.mayWork ? (
      <ButtonLink href={personHref(scene, '/tasks/new')} variant="secondary" small>
        Add a task
      </ButtonLink>
    ) : null}
    {ended.length > 0 ? <Ended scene={scene} ended={ended} /> : null}
  </section>
);

const Due = ({ dueOn, today }: { dueOn: string; today: Temporal.PlainDate }): ReactElement => {
  const state = dueState(dueOn, today);
  const meaning = state === 'overdue' ? 'urgent' : state === 'today' ? 'attention' : 'neutral';
  return <Tag meaning={meaning}>{dueWords(dueOn, today)}</Tag>;
};

const Ended = ({ scene, ended }: Omit<Props, 'open'>): ReactElement => (
  <Details summary="Ended lately">
    <ul className="nhsuk-list fb-plain-list">
      {ended.map(task => (
        <li key={task.id}>
          <p>
            <Bdi>{task.title}</Bdi>: {task.state === 'done' ? 'done' : 'cancelled'}
          </p>
          {scene.mayWork ? (
            <ButtonForm
              action={`/tasks/${task.id}/reopen`}
              hidden={{ back: 'person' }}
              variant="secondary"
              small
            >
              Open again<span className="nhsuk-u-visually-hidden">: {task.title}</span>
            </ButtonForm>
          ) : null}
        </li>
      ))}
    </ul>
  </Details>
);
