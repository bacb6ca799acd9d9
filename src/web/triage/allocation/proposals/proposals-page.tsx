// The list of proposals that were made: when, by whom, and how much of each was given.
import type { ReactElement } from 'react';
import { formatInstant, instantOf } from '#kernel';
import type { ListedProposal } from '#overviews';
import { Bdi, ButtonLink, type Column, EmptyState, Layout, PageHeading, Pagination, Table } from '#ui';

type Props = {
  readonly proposals: readonly ListedProposal[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

const COLUMNS: readonly Column<ListedProposal>[] = [
  {
    heading: 'Made',
    rowHeader: true,
    cell: row => <a href={`/allocation/proposals/${row.id}`}>{formatInstant(instantOf(row.madeAt))}</a>,
  },
  { heading: 'Team', cell: row => <Bdi>{row.teamName}</Bdi> },
  { heading: 'By', cell: row => <Bdi>{row.madeBy ?? 'Not known'}</Bdi> },
  { heading: 'Waited', numeric: true, cell: row => row.waiting },
  { heading: 'Proposed', numeric: true, cell: row => row.proposed },
  { heading: 'Given', numeric: true, cell: row => row.given },
];

export const ProposalsPage = ({ proposals, total, page, pageSize }: Props): ReactElement => (
  <Layout
    title="Proposals for the waiting list"
    back={{ href: '/allocation', text: 'Waiting for a link worker' }}
    wide
  >
    <PageHeading>Proposals for the waiting list</PageHeading>
    <Table
      caption="Proposals, the newest first"
      captionHidden
      columns={COLUMNS}
      rows={proposals}
      rowKey={row => row.id}
      empty={
        total > 0 ? (
          <EmptyState
            title="There is nothing on this page"
            action={<a href="/allocation/proposals">See the first page</a>}
          />
        ) : (
          <EmptyState
            title="No proposal has been made yet"
            action={<ButtonLink href="/allocation/propose">Make a proposal</ButtonLink>}
          />
        )
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={total}
      things="proposals"
      hrefFor={to => `/allocation/proposals?page=${to}`}
    />
  </Layout>
);
