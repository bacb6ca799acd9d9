// The evaluator's page: protected counts of how far referrals came and how many have both measures, and what these cannot say.
import type { ReactElement } from 'react';
import {
  FUNNEL_STEPS,
  type FunnelRow,
  type FunnelSplit,
  type GroupRow,
  type InterpretingRow,
  type PairedQuestion,
} from '#overviews';
import { type Column, Details, EmptyState, FilterLinks, InsetText, Layout, PageHeading, Table } from '#ui';
import { GroupsPart } from './groups-part.tsx';
import { InterpretingPart } from './interpreting-part.tsx';
import {
  cellWords,
  countWords,
  fewOr,
  ITEM_WORDS,
  inOrder,
  SPLIT_WORDS,
  STEP_WORDS,
  shortYear,
  yearWords,
} from './words.ts';

export type Insights = {
  /** Null: all years. */
  readonly year: number | null;
  readonly years: readonly number[];
  readonly funnels: Readonly<Record<FunnelSplit, readonly FunnelRow[]>>;
  readonly pairs: readonly PairedQuestion[];
  /** All of it first, then by language. */
  readonly interpreting: readonly InterpretingRow[];
  /** All of them first, then by whom they are for. */
  readonly groups: readonly GroupRow[];
};

export const InsightsPage = (insights: Insights): ReactElement => {
  const { year, years, funnels, pairs, interpreting, groups } = insights;
  return (
    <Layout title="Numbers" wide>
      <PageHeading caption={yearWords(year)}>Numbers</PageHeading>
      <FilterLinks
        label="Year"
        links={[...years, null].map(each => ({
          href: each === null ? '/insights?year=all' : `/insights?year=${each}`,
          text: shortYear(each),
          current: each === year,
        }))}
      />
      <InsetText>
        <p>
          <strong>There is no comparator: this does not show that the service caused a change.</strong>
        </p>
        <p>
          People might have changed without it, and those who answered twice may differ from those who did
          not.
        </p>
      </InsetText>
      <Protection />
      {funnels.none.length === 0 ? (
        <EmptyState title="No referral was received in this year" />
      ) : (
        <>
          <FunnelTable split="none" rows={funnels.none} caption="How far referrals came" />
          <FunnelTable split="language" rows={funnels.language} caption={SPLIT_WORDS.language.caption} />
          <FunnelTable split="month" rows={funnels.month} caption={SPLIT_WORDS.month.caption} />
          <FunnelTable split="source" rows={funnels.source} caption={SPLIT_WORDS.source.caption} />
          <Pairs pairs={pairs} />
          <InterpretingPart rows={interpreting} />
          <GroupsPart rows={groups} />
        </>
      )}
      <p>
        <a href={`/insights/preferences?year=${year ?? 'all'}`}>How often people got what they asked for</a>
      </p>
      <p>
        <a href={`/insights/gaps?year=${year ?? 'all'}`}>What was needed and not found</a>
      </p>
      <p>
        <a href={`/insights/numbers.csv?year=${year ?? 'all'}`}>Download these numbers (CSV)</a>
      </p>
    </Layout>
  );
};

const Protection = (): ReactElement => (
  <Details summary="How people are protected in these numbers">
    <ul className="nhsuk-list nhsuk-list--bullet">
      <li>Fewer than 5 is never shown as a number, and neither is nought.</li>
      <li>“Not shown” hides a number that would give away one that is fewer than 5.</li>
      <li>Every other count is rounded to the nearest 5, so that columns need not add up.</li>
      <li>Languages that fewer than 5 people speak are counted together.</li>
      <li>Years are whole, from April to March.</li>
    </ul>
  </Details>
);

type FunnelTableProps = {
  readonly split: FunnelSplit;
  readonly rows: readonly FunnelRow[];
  readonly caption: string;
};

/** Later steps are smaller also because newer referrals have not come so far yet: said with the table. */
const FunnelTable = ({ split, rows, caption }: FunnelTableProps): ReactElement => {
  const columns: Column<FunnelRow>[] = [
    {
      heading: split === 'none' ? 'Referrals' : SPLIT_WORDS[split].heading,
      rowHeader: true,
      cell: row => cellWords(split, row.cell),
    },
    ...FUNNEL_STEPS.map(
      (step): Column<FunnelRow> => ({
        heading: STEP_WORDS[step],
        numeric: true,
        cell: row => countWords(row.steps[step]),
      }),
    ),
  ];
  return (
    <>
      <Table caption={caption} columns={columns} rows={inOrder(split, rows)} rowKey={row => row.cell} />
      {split === 'none' ? (
        <p>
          Each number is out of “Received”. What is missing from one step to the next was declined or
          withdrawn, or has not come so far yet.
        </p>
      ) : null}
    </>
  );
};

const Pairs = ({ pairs }: { pairs: readonly PairedQuestion[] }): ReactElement => {
  const any = pairs.find(pair => pair.item === 'any');
  const columns: Column<PairedQuestion>[] = [
    { heading: 'Question', rowHeader: true, cell: pair => ITEM_WORDS[pair.item] ?? pair.item },
    { heading: 'Closed after contact', numeric: true, cell: pair => fewOr(pair.ended) },
    { heading: 'Answered at the start', numeric: true, cell: pair => fewOr(pair.started) },
    { heading: 'At the start and the end', numeric: true, cell: pair => fewOr(pair.paired) },
    { heading: 'No pair', numeric: true, cell: missingOf },
    { heading: 'Mean at the start', numeric: true, cell: pair => meanWords(pair, pair.startMean) },
    { heading: 'Mean at the end', numeric: true, cell: pair => meanWords(pair, pair.endMean) },
  ];
  return (
    <>
      <Table
        caption="Wellbeing (the four ONS questions, 0 to 10), at the start and at the end"
        columns={columns}
        rows={pairs}
        rowKey={pair => pair.item}
      />
      <p>
        Out of {fewOr(any?.ended ?? null)} referrals that closed after contact. Means are of those who
        answered both times, and are shown from 10 pairs on, counted before rounding. The questions were not
        tested in translation with people who speak little English, so many are not asked them.
      </p>
    </>
  );
};

export const missingOf = ({ ended, paired }: PairedQuestion): string =>
  ended === null || paired === null ? 'not shown' : String(Math.max(0, ended - paired));

const meanWords = (pair: PairedQuestion, mean: number | null): string =>
  pair.item === 'any' ? 'does not apply' : mean === null ? 'too few pairs' : mean.toFixed(1);
