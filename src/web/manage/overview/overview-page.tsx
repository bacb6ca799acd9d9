// The manager's page: how the service does in a period and at this moment, each number with what it is out of.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { agoInWords, instantOf, londonDay } from '#kernel';
import type { ServiceNumbers, Wait, WaitingNow } from '#overviews';
import { STATES, type State } from '#referrals';
import { ButtonLink, type Column, Grid, Layout, PageHeading, Stat, Table } from '#ui';
import { periodQuery, periodWords, StateTag } from '#web';
import { LoadsTable } from '../caseloads/loads-table.tsx';
import { InterpretingPart } from './interpreting-part.tsx';
import type { Overview } from './load.ts';
import { PeriodForm } from './period-form.tsx';
import { percentOf, spanInWords } from './span.ts';

export const OverviewPage = (overview: Overview): ReactElement => {
  const { asked, numbers, interpreting, tasks, waiting, loads, today } = overview;
  return (
    <Layout title="Overview" wide errors={asked.errors ?? undefined}>
      <PageHeading>Overview</PageHeading>
      <h2 className="nhsuk-heading-m">Now</h2>
      <Now waiting={waiting} tasks={tasks} today={today} />
      <h2 className="nhsuk-heading-m">Referrals received {periodWords(asked.period)}</h2>
      <PeriodForm asked={asked} today={today} />
      <States numbers={numbers} />
      <Waits numbers={numbers} />
      <Answers numbers={numbers} />
      <InterpretingPart interpreting={interpreting} />
      <ButtonLink href={`/overview/numbers.csv?${periodQuery(asked.period)}`} variant="secondary">
        Download these numbers (CSV)
      </ButtonLink>
      <LoadsTable loads={loads} caption="Caseloads now" />
      <p>
        <a href="/insights/preferences">How often people got the link worker they asked for</a>
      </p>
      <p>
        <a href="/gaps">Needs for which nothing was found</a>
      </p>
      <p>
        <a href="/caseloads">See all caseloads and change link workers</a>
      </p>
    </Layout>
  );
};

type NowProps = {
  readonly waiting: WaitingNow;
  readonly tasks: Overview['tasks'];
  readonly today: Temporal.PlainDate;
};

const Now = ({ waiting, tasks, today }: NowProps): ReactElement => {
  const oldest = (since: Date | null): string =>
    since ? `The oldest came ${agoInWords(londonDay(instantOf(since)), today)}` : 'Nobody waits';
  return (
    <Grid narrow>
      <Stat
        value={waiting.undecided}
        of={null}
        label="Wait for a decision"
        note={<a href="/triage">{oldest(waiting.undecidedSince)}</a>}
      />
      <Stat
        value={waiting.unallocated}
        of={null}
        label="Wait for a link worker"
        note={<a href="/allocation">{oldest(waiting.unallocatedSince)}</a>}
      />
      <Stat
        value={tasks.overdue}
        of={tasks.open}
        label="Overdue tasks, of all open"
        note={<a href="/caseloads">See whose</a>}
      />
    </Grid>
  );
};

type NumbersProps = { readonly numbers: ServiceNumbers };

const States = ({ numbers }: NumbersProps): ReactElement => {
  const columns: Column<State>[] = [
    { heading: 'Where they stand today', rowHeader: true, cell: state => <StateTag state={state} /> },
    { heading: 'Referrals', numeric: true, cell: state => numbers.byState[state] },
    {
      heading: `Of ${numbers.received}`,
      numeric: true,
      cell: state => `${percentOf(numbers.byState[state], numbers.received)}%`,
    },
  ];
  return (
    <Table
      caption={`${numbers.received} ${numbers.received === 1 ? 'referral' : 'referrals'} by where they stand`}
      compact
      columns={columns}
      rows={numbers.received === 0 ? [] : STATES}
      rowKey={state => state}
      empty="No referral was received in this period"
    />
  );
};

type WaitRow = { readonly name: string; readonly wait: Wait };

const Waits = ({ numbers }: NumbersProps): ReactElement | null => {
  if (numbers.received === 0) return null;
  const columns: Column<WaitRow>[] = [
    { heading: 'From arrival to', rowHeader: true, cell: row => row.name },
    { heading: 'Half within', numeric: true, cell: row => spanInWords(row.wait.medianHours) },
    { heading: 'Longest', numeric: true, cell: row => spanInWords(row.wait.longestHours) },
    {
      heading: 'Out of',
      numeric: true,
      cell: row => `${row.wait.reached} of ${numbers.received}`,
    },
    { heading: 'Not so far', numeric: true, cell: row => numbers.received - row.wait.reached },
  ];
  return (
    <Table
      caption="Waiting times"
      columns={columns}
      rows={[
        { name: 'a decision', wait: numbers.toDecision },
        { name: 'a link worker', wait: numbers.toAllocation },
        { name: 'the first contact', wait: numbers.toFirstContact },
      ]}
      rowKey={row => row.name}
    />
  );
};

const Answers = ({ numbers }: NumbersProps): ReactElement | null => {
  if (numbers.received === 0) return null;
  const percent = percentOf(numbers.answeredInTime, numbers.decided);
  const undecided = numbers.received - numbers.decided;
  return (
    <Grid narrow>
      <Stat
        value={numbers.answeredInTime}
        of={numbers.decided}
        label="Decided within the time promised"
        note={`${percent === null ? 'Nothing is decided yet' : `${percent}%`}. ${undecided} not counted: not decided, or withdrawn before`}
      />
      <Stat
        value={numbers.lateNow}
        of={numbers.received}
        label="Not decided, and late now"
        note={<a href="/triage">Start with the latest</a>}
      />
    </Grid>
  );
};
