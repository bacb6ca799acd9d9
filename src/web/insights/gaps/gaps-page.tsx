// Unmet need for the evaluator and the manager: what was needed and not found, what it is out of, and what it cannot show (E1, M2).
import type { ReactElement, ReactNode } from 'react';
import { GAP_SPLITS } from '#overviews';
import { DAYS_WITHOUT_SERVICE } from '#plans';
import { Details, EmptyState, FilterLinks, InsetText, Layout, PageHeading } from '#ui';
import { countWords, fewOr, shortYear, yearWords } from '../words.ts';
import type { GapNumbers } from './load.ts';
import { AllNeeds, FEW, KindByArea, SearchTable, SplitTable } from './tables.tsx';
import { SPLIT_CAPTIONS } from './words.ts';

export type GapsPageProps = GapNumbers & {
  readonly back: { readonly href: string; readonly text: string };
  /** Whoever may open records also finds the people concerned. */
  readonly mayOpenRecords: boolean;
};

export const GapsPage = (props: GapsPageProps): ReactElement => {
  const { year, years, back, mayOpenRecords } = props;
  const query = `year=${year ?? 'all'}`;
  return (
    <Layout title="Unmet need" wide back={back}>
      <PageHeading caption={yearWords(year)}>What was needed and not found</PageHeading>
      <FilterLinks
        label="Year"
        links={[...years, null].map(each => ({
          href: `/insights/gaps?year=${each ?? 'all'}`,
          text: shortYear(each),
          current: each === year,
        }))}
      />
      <CannotShow />
      <Details summary="How people are protected in these numbers">
        <Protection />
      </Details>
      <Numbers {...props} folded />
      <p>
        <a href={`/insights/gaps.csv?${query}`}>Download these numbers (CSV)</a>
      </p>
      <p>
        <a href={`/insights/gaps/print?${query}`}>Page to print</a>
      </p>
      {mayOpenRecords ? (
        <p>
          <a href="/gaps">The people concerned, for you as manager</a>
        </p>
      ) : null}
    </Layout>
  );
};

type PrintProps = GapNumbers & { readonly service: string; readonly today: string };

/** The same without ways on, everything unfolded, with whose numbers they are and of which day. */
export const GapsPrintPage = ({ service, today, ...numbers }: PrintProps): ReactElement => (
  <Layout
    title="Unmet need, to print"
    wide
    back={{ href: `/insights/gaps?year=${numbers.year ?? 'all'}`, text: 'Unmet need' }}
  >
    <PageHeading caption={`${service}, ${yearWords(numbers.year)}`}>
      What was needed and not found
    </PageHeading>
    <p>As it was on {today}.</p>
    <CannotShow />
    <Numbers {...numbers} folded={false} />
    <h2>How people are protected in these numbers</h2>
    <Protection />
  </Layout>
);

const CannotShow = (): ReactElement => (
  <InsetText>
    <p>
      <strong>What these numbers cannot show.</strong>
    </p>
    <List>
      <li>Needs that nobody spoke of, or that nobody wrote down, are not in them.</li>
      <li>
        “Nothing fitted” means that nobody here found a service. There may be one that the directory does not
        have.
      </li>
      <li>More in one area or language may only mean that more was written down there.</li>
      <li>Newer quarters have had less time, both for a gap to show and for something to be found.</li>
    </List>
  </InsetText>
);

const List = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <ul className="nhsuk-list nhsuk-list--bullet">{children}</ul>
);

const Protection = (): ReactElement => (
  <List>
    <li>
      Fewer than 5 needs, or needs of fewer than 5 people, are never shown as a number; neither is nought.
    </li>
    <li>“Not shown” hides a number that would give away one that is fewer than 5.</li>
    <li>Every other count is rounded to the nearest 5, so that rows and columns need not add up.</li>
    <li>Languages and areas of fewer than 5 people are counted together.</li>
    <li>Years are whole, from April to March. Nobody is counted by immigration status.</li>
  </List>
);

type NumbersProps = GapNumbers & {
  /** On a page the longer tables open one by one; on paper all are open. */
  readonly folded: boolean;
};

const Fold = ({
  folded,
  summary,
  children,
}: Pick<NumbersProps, 'folded'> & {
  readonly summary: string;
  readonly children: ReactNode;
}): ReactElement =>
  folded ? <Details summary={summary}>{children}</Details> : <section>{children}</section>;

const Numbers = (numbers: NumbersProps): ReactElement => {
  const { rows, grid, year, folded } = numbers;
  return (
    <>
      {rows.none.length === 0 ? (
        <EmptyState title={year === null ? 'No need was agreed yet' : 'No need was agreed in this year'} />
      ) : (
        <>
          <AllNeeds rows={rows.none} />
          <Reading {...numbers} />
          <SplitTable split="kind" rows={rows.kind} folded={folded} />
          <KindByArea grid={grid} />
          <h2>Looked at in other ways</h2>
          {GAP_SPLITS.filter(split => split !== 'none' && split !== 'kind').map(split => (
            <Fold key={split} folded={folded} summary={SPLIT_CAPTIONS[split]}>
              <SplitTable split={split} rows={rows[split]} folded={false} />
              {split === 'reason' ? (
                <p>
                  A need may have several reasons, so that reasons add up to more than all. They are out of
                  “Nothing fitted at some time”.
                </p>
              ) : null}
            </Fold>
          ))}
        </>
      )}
      <Searches {...numbers} />
    </>
  );
};

/** Counts are said as the table shows them: a number that it hides must not stand in the words below it. */
const Reading = ({ rows, times: { medianDays, unlinked } }: GapNumbers): ReactElement => (
  <>
    <p>
      Each number is out of “Needs agreed”: needs in the plans of people, by the day they were agreed. Nothing
      fitted: a link worker pressed why, a service refused or closed, or the need had no service for{' '}
      {DAYS_WITHOUT_SERVICE} days.
    </p>
    <p>
      Found later: {countWords(rows.none[0]?.counts.found ?? FEW)} of{' '}
      {countWords(rows.none[0]?.counts.gaps ?? FEW)} for which nothing fitted at some time.{' '}
      {medianDays === null
        ? 'They are too few to say how long that took.'
        : `For half of them within ${medianDays} ${medianDays === 1 ? 'day' : 'days'}.`}{' '}
      Not in these numbers, because their step belongs to no need: {fewOr(unlinked)}.
    </p>
  </>
);

/** A measure of its own: about searches, not about people or needs. */
const Searches = ({ searches, year, folded }: NumbersProps): ReactElement => (
  <>
    <h2>Searches that found nothing</h2>
    <p>
      This counts searches of the directory by staff and referrers, not people. Only the month and the kind
      are kept: no words, no place, no language, and not who searched. One person may be searched for many
      times, and people search for those who are not in this service.
    </p>
    {searches.none.length === 0 ? (
      <EmptyState
        title={year === null ? 'No search was counted yet' : 'No search was counted in this year'}
      />
    ) : (
      <>
        <SearchTable caption="All searches" heading="Searches" rows={searches.none} />
        <Fold folded={folded} summary="Searches by kind">
          <SearchTable caption="Searches by kind" heading="Kind" rows={searches.kind} />
        </Fold>
        <Fold folded={folded} summary="Searches by quarter">
          <SearchTable caption="Searches by quarter" heading="Quarter" rows={searches.quarter} />
        </Fold>
      </>
    )}
  </>
);
