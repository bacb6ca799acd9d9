// All caseloads, and the referrals in one link worker's hands with a link to give each to somebody else.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { agoInWords, instantOf, londonDay } from '#kernel';
import type { LinkWorker } from '#link-workers';
import type { CarriedReferral, CarriedReferrals, WorkerLoads } from '#overviews';
import { Bdi, type Column, EmptyState, Grid, Layout, PageHeading, Pagination, Stat, Table, Tag } from '#ui';
import { StateTag } from '#web';
import { LoadsTable } from './loads-table.tsx';

type Paged = { readonly page: number; readonly pageSize: number };

export const CaseloadsPage = ({ loads, page, pageSize }: Paged & { loads: WorkerLoads }): ReactElement => (
  <Layout title="Caseloads" wide>
    <PageHeading>Caseloads</PageHeading>
    <LoadsTable loads={loads} caption="What each link worker carries" />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={loads.total}
      things="link workers"
      hrefFor={to => `/caseloads?page=${to}`}
    />
  </Layout>
);

type CarriedProps = Paged & {
  readonly worker: LinkWorker;
  readonly carried: CarriedReferrals;
  readonly today: Temporal.PlainDate;
};

const columnsOf = (today: Temporal.PlainDate): Column<CarriedReferral>[] => [
  {
    heading: 'Person',
    rowHeader: true,
    cell: row => (
      <a href={`/people/${row.personId}`}>
        <Bdi>{row.personName}</Bdi>
      </a>
    ),
  },
  { heading: 'State', cell: row => <StateTag state={row.state} /> },
  {
    heading: 'With them since',
    cell: row => (row.allocatedAt ? agoInWords(londonDay(instantOf(row.allocatedAt)), today) : 'Not known'),
  },
  {
    heading: 'Overdue tasks',
    numeric: true,
    cell: row => `${row.overdueTasks} of ${row.openTasks}`,
  },
  {
    heading: 'Change',
    headingHidden: true,
    cell: row => (
      <a href={`/allocation/${row.id}`}>
        Change link worker<span className="nhsuk-u-visually-hidden"> of {row.personName}</span>
      </a>
    ),
  },
];

export const CarriedPage = ({ worker, carried, today, page, pageSize }: CarriedProps): ReactElement => (
  <Layout title="Caseload" wide back={{ href: '/caseloads', text: 'Caseloads' }}>
    <PageHeading caption={worker.teamName}>
      <Bdi>{worker.name}</Bdi>
    </PageHeading>
    {worker.takingReferrals ? null : (
      <p>
        <Tag meaning="stopped">Takes nobody new</Tag>
      </p>
    )}
    <Grid narrow>
      <Stat value={worker.openReferrals} of={worker.capacity} label="Open referrals, of places agreed" />
      <Stat value={worker.openTasks} of={null} label="Open tasks" />
    </Grid>
    <Table
      caption="Referrals, those longest with them first"
      columns={columnsOf(today)}
      rows={carried.referrals}
      rowKey={row => row.id}
      empty={
        carried.total > 0 ? (
          <EmptyState
            title="There is nothing on this page"
            action={<a href={`/caseloads/${worker.id}`}>See the first page</a>}
          />
        ) : (
          <EmptyState title="They have no open referral" action={<a href="/allocation">See who waits</a>} />
        )
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={carried.total}
      things="referrals"
      hrefFor={to => `/caseloads/${worker.id}?page=${to}`}
    />
  </Layout>
);
