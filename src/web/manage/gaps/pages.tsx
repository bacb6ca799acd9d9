// The page of the manager's list: how many needs of each kind are not met, and whose they are.
import type { ReactElement } from 'react';
import { typeLabel } from '#directory';
import { formatDay, instantOf, languageName, londonDay } from '#kernel';
import { GAP_STATES, GAPS_A_PAGE, type GapState, type GapsOfKind, type ListedGap } from '#overviews';
import { GAP_REASONS, needLabel } from '#plans';
import { Bdi, type Column, EmptyState, FilterLinks, Layout, PageHeading, Pagination, Table } from '#ui';

const STATE_WORDS: Readonly<Record<GapState, string>> = {
  open: 'Still looking',
  without: 'Support ended without',
  found: 'Found later',
  not_needed: 'No longer needed',
};

type Asked = { readonly state: GapState; readonly kind: string | null; readonly page: number };
type Props = {
  readonly asked: Asked;
  readonly gaps: readonly ListedGap[];
  readonly total: number;
  readonly kinds: readonly GapsOfKind[];
};

const hrefOf = ({ state, kind, page }: Asked): string => {
  const query = new URLSearchParams({ state, ...(kind === null ? {} : { kind }) });
  if (page > 1) query.set('page', String(page));
  return `/gaps?${query}`;
};

const dayOf = (date: Date): string => formatDay(londonDay(instantOf(date)));

const COLUMNS: Column<ListedGap>[] = [
  {
    heading: 'Person',
    rowHeader: true,
    cell: ({ personId, referralId, personName }) => (
      <a href={`/people/${personId}/plan?referral=${referralId}#gaps`}>
        <Bdi>{personName}</Bdi>
      </a>
    ),
  },
  {
    heading: 'Need',
    cell: ({ kind, help, reason }) => (
      <>
        {`${needLabel(kind)}${help === null ? '' : `: ${typeLabel(help) ?? help}`}`}
        <br />
        <span className="fb-missing">{GAP_REASONS[reason]}</span>
      </>
    ),
  },
  {
    heading: 'Language, area',
    cell: ({ language, area }) =>
      `${language === null ? 'Language not known' : languageName(language)}, ${area ?? 'area not known'}`,
  },
  { heading: 'Since', cell: ({ recordedAt }) => dayOf(recordedAt) },
];

const ENDED: Column<ListedGap> = {
  heading: 'Until',
  cell: ({ endedAt }) => (endedAt === null ? 'Not ended' : dayOf(endedAt)),
};

const KIND_COLUMNS = (state: GapState): Column<GapsOfKind>[] => [
  {
    heading: 'Kind',
    rowHeader: true,
    cell: ({ kind }) => <a href={hrefOf({ state, kind, page: 1 })}>{needLabel(kind)}</a>,
  },
  { heading: 'Needs agreed', numeric: true, cell: ({ needs }) => needs },
  { heading: 'Nothing fitted at some time', numeric: true, cell: ({ withGap }) => withGap },
  { heading: 'Still looking', numeric: true, cell: ({ open }) => open },
];

/** Kinds for which something always fitted are named in one sentence: a row of noughts each would hide the others. */
const ByKind = ({ asked, kinds }: Pick<Props, 'asked' | 'kinds'>): ReactElement | null => {
  const missed = kinds.filter(({ withGap }) => withGap > 0);
  const met = kinds.filter(({ withGap }) => withGap === 0);
  return kinds.length === 0 ? null : (
    <>
      {missed.length === 0 ? null : (
        <Table
          caption="By kind, all years: exact numbers, for your service alone"
          columns={KIND_COLUMNS(asked.state)}
          rows={missed}
          rowKey={({ kind }) => kind}
          compact
        />
      )}
      {met.length === 0 ? null : (
        <p>
          No gap was recorded for:{' '}
          {met.map(({ kind, needs }) => `${needLabel(kind)} (${needs} agreed)`).join('; ')}.
        </p>
      )}
    </>
  );
};

export const GapListPage = ({ asked, gaps, total, kinds }: Props): ReactElement => (
  <Layout title="Not found" wide back={{ href: '/overview', text: 'Overview' }}>
    <PageHeading caption={asked.kind === null ? 'All kinds' : needLabel(asked.kind)}>
      Needs for which nothing was found
    </PageHeading>
    <p>
      These are people of your service, for you to help their link workers. To show what is missing to others,
      use <a href="/insights/gaps">the protected numbers</a>.
    </p>
    <FilterLinks
      label="How it stands"
      links={GAP_STATES.map(state => ({
        href: hrefOf({ ...asked, state, page: 1 }),
        text: STATE_WORDS[state],
        current: state === asked.state,
      }))}
    />
    {asked.kind === null ? null : (
      <p>
        <a href={hrefOf({ ...asked, kind: null, page: 1 })}>Show all kinds</a>
      </p>
    )}
    {gaps.length === 0 ? (
      <EmptyState title="Nothing here">
        <p>{total === 0 ? 'No need stands like this.' : 'There are not that many pages.'}</p>
      </EmptyState>
    ) : (
      <Table
        caption={STATE_WORDS[asked.state]}
        columns={asked.state === 'open' ? COLUMNS : [...COLUMNS, ENDED]}
        rows={gaps}
        rowKey={({ id }) => id}
      />
    )}
    <Pagination
      page={asked.page}
      pageSize={GAPS_A_PAGE}
      total={total}
      things="needs"
      hrefFor={page => hrefOf({ ...asked, page })}
    />
    <ByKind asked={asked} kinds={kinds} />
  </Layout>
);
