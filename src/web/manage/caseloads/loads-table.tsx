// Link workers with what they carry, of how much was agreed, and what of it is overdue.
import type { ReactElement } from 'react';
import type { WorkerLoad, WorkerLoads } from '#overviews';
import { Bdi, type Column, EmptyState, Table, Tag } from '#ui';

const Note = ({ worker }: { worker: WorkerLoad }): ReactElement | null => {
  if (worker.left) return <Tag meaning="urgent">Has left: needs somebody else</Tag>;
  if (worker.openReferrals > worker.capacity) return <Tag meaning="attention">More than agreed</Tag>;
  return worker.takingReferrals ? null : <Tag meaning="stopped">Takes nobody new</Tag>;
};

const COLUMNS: readonly Column<WorkerLoad>[] = [
  {
    heading: 'Link worker',
    rowHeader: true,
    cell: worker => (
      <>
        <a href={`/caseloads/${worker.id}`}>
          <Bdi>{worker.name}</Bdi>
        </a>{' '}
        <Note worker={worker} />
      </>
    ),
  },
  { heading: 'Team', cell: worker => worker.teamName },
  {
    heading: 'Open referrals',
    numeric: true,
    cell: worker => `${worker.openReferrals} of ${worker.capacity}`,
  },
  { heading: 'Open tasks', numeric: true, cell: worker => worker.openTasks },
  { heading: 'Overdue', numeric: true, cell: worker => `${worker.overdueTasks} of ${worker.openTasks}` },
];

export const LoadsTable = ({ loads, caption }: { loads: WorkerLoads; caption: string }): ReactElement => (
  <Table
    caption={caption}
    columns={COLUMNS}
    rows={loads.workers}
    rowKey={worker => worker.id}
    empty={
      <EmptyState title="There is no link worker yet">
        <p>An administrator adds accounts and gives them the role.</p>
      </EmptyState>
    }
  />
);
