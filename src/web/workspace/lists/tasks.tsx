// The task list: overdue, today, later; each task done, moved or cancelled from here.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { loadRegistersDue, type SessionToLead } from '#groups';
import { formatDayWithWeekday, londonDay } from '#kernel';
import { dueState, dueWords, TASK_KINDS } from '#link-workers';
import {
  type ListedTask,
  loadTasks,
  TASK_TIMES,
  TASKS_A_PAGE,
  type TaskPage,
  type TaskTime,
} from '#overviews';
import { Bdi, type Column, EmptyState, FilterLinks, Layout, PageHeading, Pagination, Table, Tag } from '#ui';
import { type Answered, page, pageNumber, type Req } from '#web';
import { RegistersDue } from '../groups/list/registers-due.tsx';
import { TaskButtons } from '../task/task-buttons.tsx';
import { accountIdOf } from '../words.ts';

export async function showTasks(req: Req): Promise<Answered> {
  const asked = { when: TASK_TIMES.find(time => time === req.query.when) ?? 'all', page: pageNumber(req) };
  const workerId = accountIdOf(req.actor);
  const [found, registers] = await Promise.all([
    loadTasks(req.ctx, { workerId, ...asked }),
    loadRegistersDue(req.ctx, workerId),
  ]);
  const today = londonDay(req.ctx.clock());
  return page(<TasksPage found={found} registers={registers} asked={asked} today={today} />);
}

type Asked = { readonly when: TaskTime; readonly page: number };
type Props = {
  readonly found: TaskPage;
  /** Of groups this worker leads: a register is nobody's task alone, so it stands beside the list. */
  readonly registers: readonly SessionToLead[];
  readonly asked: Asked;
  readonly today: Temporal.PlainDate;
};

const hrefOf = ({ when, page: at }: Asked): string => {
  const pairs = [...(when === 'all' ? [] : [`when=${when}`]), ...(at > 1 ? [`page=${at}`] : [])];
  return pairs.length === 0 ? '/tasks' : `/tasks?${pairs.join('&')}`;
};

const NAMES: Record<TaskTime, string> = {
  all: 'All',
  overdue: 'Overdue',
  today: 'Due today',
  later: 'Later',
};
const ORDER: readonly TaskTime[] = ['all', 'overdue', 'today', 'later'];

export const TasksPage = ({ found, registers, asked, today }: Props): ReactElement => (
  <Layout title="Your tasks" wide>
    <PageHeading>Your tasks</PageHeading>
    <RegistersDue due={registers} />
    <FilterLinks
      label="Show"
      links={ORDER.map(when => ({
        text: `${NAMES[when]} (${found.counts[when]})`,
        href: hrefOf({ when, page: 1 }),
        current: when === asked.when,
      }))}
    />
    <Table
      caption="Open tasks"
      captionHidden
      columns={columnsOf(today)}
      rows={found.tasks}
      rowKey={task => task.id}
      empty={<Nothing found={found} />}
    />
    <Pagination
      page={asked.page}
      pageSize={TASKS_A_PAGE}
      total={found.total}
      things="tasks"
      hrefFor={at => hrefOf({ ...asked, page: at })}
    />
  </Layout>
);

const Nothing = ({ found }: { found: TaskPage }): ReactElement =>
  found.counts.all === 0 ? (
    <EmptyState title="Nothing to do">
      <p>
        You can plan a next step for anybody on <a href="/caseload">your caseload</a>.
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing here" action={<a href="/tasks">Show all tasks</a>} />
  );

const columnsOf = (today: Temporal.PlainDate): Column<ListedTask>[] => [
  {
    heading: 'Due',
    cell: ({ dueOn }) => {
      const state = dueState(dueOn, today);
      const words = dueWords(dueOn, today);
      return (
        <>
          {state === 'later' ? (
            words
          ) : (
            <Tag meaning={state === 'overdue' ? 'urgent' : 'attention'}>{words}</Tag>
          )}
          <br />
          {formatDayWithWeekday(dueOn)}
        </>
      );
    },
  },
  {
    heading: 'Task',
    rowHeader: true,
    cell: ({ title, kind }) => (
      <>
        <Bdi>{title}</Bdi>
        {title === TASK_KINDS[kind] ? null : <div className="nhsuk-hint">{TASK_KINDS[kind]}</div>}
      </>
    ),
  },
  {
    heading: 'Person',
    cell: ({ personId, personName }) => (
      <a href={`/people/${personId}`}>
        <Bdi>{personName}</Bdi>
      </a>
    ),
  },
  { heading: 'What to do', headingHidden: true, cell: task => <TaskButtons task={task} back="tasks" /> },
];
