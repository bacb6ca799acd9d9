// The list of people who wait for a link worker.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { agoInWords, instantOf, londonDay } from '#kernel';
import type { Queue, QueuedReferral } from '#overviews';
import { Bdi, ButtonLink, type Column, EmptyState, Layout, PageHeading, Pagination, Table, Tag } from '#ui';
import { FromCell } from '../queue-page.tsx';
import { URGENCY_WORDS } from '../words.ts';

type Props = {
  readonly queue: Queue;
  readonly page: number;
  readonly pageSize: number;
  readonly now: Temporal.Instant;
  readonly teams: boolean;
};

const columnsOf = (now: Temporal.Instant, teams: boolean): Column<QueuedReferral>[] => {
  const ago = (date: Date | null) => (date ? agoInWords(londonDay(instantOf(date)), londonDay(now)) : '');
  return [
    {
      heading: 'Person',
      rowHeader: true,
      cell: row => (
        <a href={`/allocation/${row.id}`}>
          <Bdi>{row.personName}</Bdi>
        </a>
      ),
    },
    {
      heading: 'Urgency',
      cell: row =>
        row.urgency === 'urgent' ? <Tag meaning="urgent">Urgent</Tag> : URGENCY_WORDS[row.urgency],
    },
    { heading: 'Received', cell: row => ago(row.receivedAt) },
    { heading: 'Accepted', cell: row => ago(row.decidedAt) },
    { heading: 'Speaks', cell: row => (row.language ? <Bdi>{row.language}</Bdi> : 'Not known') },
    { heading: 'From', cell: row => <FromCell row={row} /> },
    ...(teams ? [{ heading: 'Team', cell: (row: QueuedReferral) => row.teamName }] : []),
  ];
};

export const WaitingPage = ({ queue, page, pageSize, now, teams }: Props): ReactElement => (
  <Layout title="Waiting for a link worker" wide>
    <PageHeading>Waiting for a link worker</PageHeading>
    <p>Urgent ones first, then those who have waited longest.</p>
    {queue.total > 0 ? (
      <ButtonLink href="/allocation/propose" variant="secondary">
        Propose for everybody who waits
      </ButtonLink>
    ) : null}
    <Table
      caption="Accepted referrals without a link worker"
      captionHidden
      columns={columnsOf(now, teams)}
      rows={queue.referrals}
      rowKey={row => row.id}
      empty={
        queue.total > 0 ? (
          <EmptyState
            title="There is nothing on this page"
            action={<a href="/allocation">See the first page</a>}
          />
        ) : (
          <EmptyState
            title="Nobody waits for a link worker"
            action={<a href="/triage">See new referrals</a>}
          />
        )
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={queue.total}
      things="referrals"
      hrefFor={to => `/allocation?page=${to}`}
    />
    <p>
      <a href="/allocation/proposals">Earlier proposals</a>
    </p>
  </Layout>
);
