// The list of new referrals: what is due first, with what is needed to choose where to begin.
import type { ReactElement, ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { agoInWords, instantOf, londonDay } from '#kernel';
import type { Queue, QueuedReferral } from '#overviews';
import { responseClock } from '#referrals';
import {
  Bdi,
  type Column,
  EmptyState,
  Layout,
  PageHeading,
  Pagination,
  Table,
  Tag,
  type TagMeaning,
} from '#ui';
import { StateTag } from '#web';
import { hasAgreed, SOURCE_WORDS, URGENCY_WORDS } from './words.ts';

type Props = {
  readonly queue: Queue;
  readonly page: number;
  readonly pageSize: number;
  readonly now: Temporal.Instant;
  /** A manager sees every team. */
  readonly teams: boolean;
};

const CLOCK_MEANINGS = { late: 'urgent', today: 'attention', ahead: 'neutral' } as const satisfies Record<
  string,
  TagMeaning
>;

export const ClockTag = ({ respondBy, now }: { respondBy: Date; now: Temporal.Instant }): ReactNode => {
  const { state, words } = responseClock(instantOf(respondBy), now);
  return state === 'ahead' ? words : <Tag meaning={CLOCK_MEANINGS[state]}>{words}</Tag>;
};

export const FromCell = ({ row }: { row: QueuedReferral }): ReactNode =>
  row.source === 'self' || row.from === null ? SOURCE_WORDS[row.source] : <Bdi>{row.from}</Bdi>;

const columnsOf = (now: Temporal.Instant, teams: boolean): Column<QueuedReferral>[] => [
  {
    heading: 'Person',
    rowHeader: true,
    cell: row => (
      <a href={`/triage/${row.id}`}>
        <Bdi>{row.personName}</Bdi>
      </a>
    ),
  },
  { heading: 'Answer', cell: row => <ClockTag respondBy={row.respondBy} now={now} /> },
  {
    heading: 'Urgency',
    cell: row => (row.urgency === 'urgent' ? <Tag meaning="urgent">Urgent</Tag> : URGENCY_WORDS[row.urgency]),
  },
  { heading: 'From', cell: row => <FromCell row={row} /> },
  { heading: 'Speaks', cell: row => (row.language ? <Bdi>{row.language}</Bdi> : 'Not known') },
  { heading: 'Received', cell: row => agoInWords(londonDay(instantOf(row.receivedAt)), londonDay(now)) },
  {
    heading: 'State',
    cell: row => (
      <>
        <StateTag state={row.state} />{' '}
        {hasAgreed(row.consent) ? null : <Tag meaning="attention">Not agreed yet</Tag>}
      </>
    ),
  },
  ...(teams ? [{ heading: 'Team', cell: (row: QueuedReferral) => row.teamName }] : []),
];

export const QueuePage = ({ queue, page, pageSize, now, teams }: Props): ReactElement => (
  <Layout title="New referrals" wide>
    <PageHeading>New referrals</PageHeading>
    <p>Those that have to be answered soonest come first.</p>
    <Table
      caption="New referrals, the soonest due first"
      captionHidden
      columns={columnsOf(now, teams)}
      rows={queue.referrals}
      rowKey={row => row.id}
      empty={
        queue.total > 0 ? (
          <EmptyState
            title="There is nothing on this page"
            action={<a href="/triage">See the first page</a>}
          />
        ) : (
          <EmptyState title="No referral waits for an answer">
            <p>New ones appear here as soon as they arrive.</p>
          </EmptyState>
        )
      }
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={queue.total}
      things="referrals"
      hrefFor={to => `/triage?page=${to}`}
    />
  </Layout>
);
