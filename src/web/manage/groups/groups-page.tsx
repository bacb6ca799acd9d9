// How groups were attended in a period, for the manager: by group, each number with what it is out of; and why people did not come.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { ABSENCE_REASONS, WHO } from '#groups';
import { londonDay } from '#kernel';
import {
  GROUP_NUMBERS_A_PAGE,
  type GroupNumbers,
  loadGroupNumbers,
  loadGroupReasons,
  type ReasonNumbers,
} from '#overviews';
import { Bdi, type Column, EmptyState, Layout, PageHeading, Pagination, Table } from '#ui';
import {
  type Answered,
  type AskedPeriod,
  askedPeriod,
  page,
  pageNumber,
  periodQuery,
  periodWords,
  type Req,
} from '#web';
import { PeriodForm } from '../overview/period-form.tsx';
import { percentOf } from '../overview/span.ts';

const USUAL_DAYS = 90;

export async function showGroupNumbers(req: Req): Promise<Answered> {
  const today = londonDay(req.services.clock());
  const asked = askedPeriod(req.query, today, USUAL_DAYS);
  const at = pageNumber(req);
  const { groups, total } = await loadGroupNumbers(req.ctx, asked.period, { page: at });
  const reasons = await loadGroupReasons(
    req.ctx,
    asked.period,
    groups.map(({ id }) => id),
  );
  return page(<GroupNumbersPage {...{ asked, today, groups, total, reasons, at }} />, {
    status: asked.errors ? 422 : 200,
  });
}

type Props = {
  readonly asked: AskedPeriod;
  readonly today: Temporal.PlainDate;
  readonly groups: readonly GroupNumbers[];
  readonly total: number;
  readonly reasons: readonly ReasonNumbers[];
  readonly at: number;
};

const GroupNumbersPage = ({ asked, today, groups, total, reasons, at }: Props): ReactElement => (
  <Layout title="How groups were attended" wide back="/groups" errors={asked.errors ?? undefined}>
    <PageHeading>How groups were attended</PageHeading>
    <PeriodForm asked={asked} today={today} action="/groups/numbers" />
    <p>Meetings of {periodWords(asked.period)}. Places taken and waiting are as they stand now.</p>
    <Table
      caption="By group"
      columns={COLUMNS}
      rows={groups}
      rowKey={group => group.id}
      empty={<EmptyState title="There is no group yet" />}
    />
    <Pagination
      page={at}
      pageSize={GROUP_NUMBERS_A_PAGE}
      total={total}
      things="groups"
      hrefFor={to => `/groups/numbers?${periodQuery(asked.period)}&page=${to}`}
    />
    <p>
      “Came” is out of all times somebody with a place was marked. Who was not marked is in none of these
      numbers: see how many registers are filled in. Guests have no record and are counted apart.
    </p>
    <Table
      caption="Why people did not come"
      columns={reasonColumns(groups)}
      rows={reasons}
      rowKey={row => `${row.groupId} ${row.reason}`}
      empty={<EmptyState title="Nobody was marked as not there" />}
    />
  </Layout>
);

const share = (part: number, of: number): string =>
  of === 0 ? 'Nobody marked' : `${part} of ${of} (${percentOf(part, of)}%)`;

const COLUMNS: Column<GroupNumbers>[] = [
  {
    heading: 'Group',
    rowHeader: true,
    cell: group => (
      <>
        <a href={`/groups/${group.id}`}>
          <Bdi>{group.name}</Bdi>
        </a>
        <div className="nhsuk-hint">{WHO[group.who]}</div>
      </>
    ),
  },
  { heading: 'Places taken', numeric: true, cell: group => `${group.members} of ${group.places}` },
  { heading: 'Waiting', numeric: true, cell: group => group.waiting },
  { heading: 'Registers', numeric: true, cell: group => `${group.registers} of ${group.held} meetings` },
  { heading: 'Called off', numeric: true, cell: group => group.calledOff },
  { heading: 'Came', numeric: true, cell: group => share(group.came, group.marked) },
  { heading: 'Sent word', numeric: true, cell: group => `${group.sentWord} of ${group.marked}` },
  { heading: 'Did not come', numeric: true, cell: group => `${group.didNotCome} of ${group.marked}` },
  { heading: 'Guests', numeric: true, cell: group => group.guests },
];

/** Out of all times somebody of that group sent word or did not come. */
const reasonColumns = (groups: readonly GroupNumbers[]): Column<ReasonNumbers>[] => [
  { heading: 'Group', rowHeader: true, cell: row => <Bdi>{row.groupName}</Bdi> },
  { heading: 'Reason', cell: row => ABSENCE_REASONS[row.reason] },
  {
    heading: 'Times',
    numeric: true,
    cell: ({ groupId, count }) => {
      const group = groups.find(({ id }) => id === groupId);
      return `${count} of ${group ? group.sentWord + group.didNotCome : count}`;
    },
  },
];
