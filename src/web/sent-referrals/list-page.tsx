// The list of what a practice has sent.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { dueInWords, formatDay, instantOf, londonDay } from '#kernel';
import type { SentQuery, SentReferral } from '#overviews';
import { Bdi, ButtonLink, type Column, FilterLinks, Layout, PageHeading, Pagination, Table } from '#ui';
import { StateTag } from '#web';

type Props = {
  readonly referrals: readonly SentReferral[];
  readonly total: number;
  readonly query: SentQuery;
  readonly now: Temporal.Instant;
};

const columnsOf = (now: Temporal.Instant): Column<SentReferral>[] => [
  {
    heading: 'Person',
    rowHeader: true,
    cell: row => (
      <a href={`/referrals/${row.id}`}>
        <Bdi>{row.personName}</Bdi>
      </a>
    ),
  },
  { heading: 'Reference', cell: row => row.reference },
  { heading: 'Sent', cell: row => formatDay(londonDay(instantOf(row.receivedAt))) },
  { heading: 'Where it stands', cell: row => <StateTag state={row.state} /> },
  {
    heading: 'Next',
    cell: row => {
      if (row.state === 'waiting_for_referrer') return <strong>Answer a question</strong>;
      if (row.unread > 0)
        return <strong>{row.unread === 1 ? 'A new message' : `${row.unread} new messages`}</strong>;
      if (row.state === 'received')
        return `Answer due ${dueInWords(londonDay(instantOf(row.respondBy)), londonDay(now))}`;
      return '';
    },
  },
];

const SHOWN = [
  { show: 'open', text: 'Under way' },
  { show: 'ended', text: 'Ended' },
  { show: 'all', text: 'All' },
] as const;

export const SentListPage = ({ referrals, total, query, now }: Props): ReactElement => (
  <Layout title="Your referrals" wide>
    <PageHeading>Your referrals</PageHeading>
    <ButtonLink href="/refer">Refer someone</ButtonLink>
    <FilterLinks
      label="Show"
      links={SHOWN.map(({ show, text }) => ({
        href: `/referrals?show=${show}`,
        text,
        current: query.show === show,
      }))}
    />
    <Table
      caption="Referrals from your organisation"
      captionHidden
      columns={columnsOf(now)}
      rows={referrals}
      rowKey={row => row.id}
      empty={
        query.show === 'ended'
          ? 'No referral has ended yet.'
          : 'No referrals here yet. When you refer somebody, you can follow what happens here.'
      }
    />
    <Pagination
      {...query}
      total={total}
      things="referrals"
      hrefFor={to => `/referrals?show=${query.show}&page=${to}`}
    />
  </Layout>
);
