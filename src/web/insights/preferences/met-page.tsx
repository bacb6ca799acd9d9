// How often people got what they asked for, with what it is out of: by wish, by language and by sex (guidance M4, P1).
import type { ReactElement } from 'react';
import { LEAST_FOR_PER_CENT, MET_MEASURES, type MetRow, type MetSplit, perCentMet } from '#overviews';
import { PREFERENCE_KINDS, type PreferenceKind } from '#people';
import { type Column, Details, EmptyState, FilterLinks, InsetText, Layout, PageHeading, Table } from '#ui';
import { countWords, shortYear, yearWords } from '../words.ts';
import { cellWords, KIND_WORDS, MEASURE_WORDS, SPLIT_CAPTIONS } from './words.ts';

export type MetProps = {
  readonly year: number | null;
  readonly years: readonly number[];
  readonly rows: Readonly<Record<MetSplit, readonly MetRow[]>>;
  /** The menu of whoever reads. */
  readonly back: { readonly href: string; readonly text: string };
};

export const perCentWords = (counts: MetRow['counts']): string => {
  const met = perCentMet(counts);
  return met === null ? 'too few' : `${met}%`;
};

export const MetPage = ({ year, years, rows, back }: MetProps): ReactElement => (
  <Layout title="What people asked for" wide back={back}>
    <PageHeading caption={yearWords(year)}>How often people got what they asked for</PageHeading>
    <FilterLinks
      label="Year"
      links={[...years, null].map(each => ({
        href: `/insights/preferences?year=${each ?? 'all'}`,
        text: shortYear(each),
        current: each === year,
      }))}
    />
    <InsetText>
      <p>
        Each per cent is of those who asked for something. Those who were not asked, who preferred not to say,
        and to whom it does not matter stand beside it and are not in it.
      </p>
    </InsetText>
    <Details summary="How people are protected in these numbers">
      <ul className="nhsuk-list nhsuk-list--bullet">
        <li>Fewer than 5 is never shown as a number, and neither is nought.</li>
        <li>“Not shown” hides a number that would give away one that is fewer than 5.</li>
        <li>Every other count is rounded to the nearest 5, so that columns need not add up.</li>
        <li>
          A per cent is worked out from the rounded counts, to the nearest 5, from {LEAST_FOR_PER_CENT} wishes
          on.
        </li>
      </ul>
    </Details>
    {rows.none.length === 0 ? (
      <EmptyState title="No referral of this year was given to a link worker" />
    ) : (
      <>
        <Table
          caption={SPLIT_CAPTIONS.none}
          columns={[{ heading: 'About', rowHeader: true, cell: row => KIND_WORDS[row.kind] }, ...COUNTS]}
          rows={rows.none}
          rowKey={row => row.kind}
        />
        <Split split="language" rows={rows.language} />
        <Split split="sex" rows={rows.sex} />
      </>
    )}
    <p>
      <a href={`/insights/preferences.csv?year=${year ?? 'all'}`}>Download these numbers (CSV)</a>
    </p>
  </Layout>
);

const COUNTS: readonly Column<MetRow>[] = [
  { heading: 'Per cent as asked', numeric: true, cell: row => perCentWords(row.counts) },
  ...MET_MEASURES.map(
    (measure): Column<MetRow> => ({
      heading: MEASURE_WORDS[measure],
      numeric: true,
      cell: row => countWords(row.counts[measure]),
    }),
  ),
];

/** Gathered rows last, the others by name. */
export const inNameOrder = (split: MetSplit, rows: readonly MetRow[]): readonly MetRow[] => {
  const late = ({ cell }: MetRow): number => (cell === 'not_known' ? 2 : cell === 'other' ? 1 : 0);
  const name = (row: MetRow): string => cellWords(split, row.cell);
  return [...rows].sort((a, b) => late(a) - late(b) || (name(a) < name(b) ? -1 : 1));
};

type SplitProps = { readonly split: Exclude<MetSplit, 'none'>; readonly rows: readonly MetRow[] };

const Split = ({ split, rows }: SplitProps): ReactElement => (
  <>
    <h2>{SPLIT_CAPTIONS[split]}</h2>
    {PREFERENCE_KINDS.map((kind: PreferenceKind) => (
      <Details key={kind} summary={KIND_WORDS[kind]}>
        <Table
          caption={`${KIND_WORDS[kind]}, ${SPLIT_CAPTIONS[split].toLowerCase()}`}
          columns={[
            {
              heading: split === 'sex' ? 'Sex' : 'Language',
              rowHeader: true,
              cell: row => cellWords(split, row.cell),
            },
            ...COUNTS,
          ]}
          rows={inNameOrder(
            split,
            rows.filter(row => row.kind === kind),
          )}
          rowKey={row => row.cell}
        />
      </Details>
    ))}
  </>
);
