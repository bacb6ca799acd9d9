// The tables of unmet need: one a split, kinds by area, and searches, each number with what it is out of.
import type { ReactElement } from 'react';
import {
  GAP_MEASURES,
  type GapMeasure,
  type GapRow,
  type GapSplit,
  type KindInArea,
  perCentOf,
  SEARCH_MEASURES,
  type SearchMeasure,
} from '#overviews';
import { needLabel } from '#plans';
import { type Column, Details, Table } from '#ui';
import { countWords } from '../words.ts';
import {
  areaWords,
  inOrder,
  lineWords,
  MEASURE_WORDS,
  SEARCH_WORDS,
  SPLIT_CAPTIONS,
  SPLIT_HEADINGS,
  searchLineWords,
} from './words.ts';

export const FEW = { shown: null, hidden: 'few' } as const;

const perCentWords = (row: GapRow): string => {
  const share = perCentOf(row.counts.gaps, row.counts.needs);
  return share === null ? 'too few' : `${share}%`;
};

/** Any of these numbers of the row can be shown. */
const tells = (row: GapRow, measures: readonly GapMeasure[]): boolean =>
  measures.some(measure => (row.counts[measure] ?? FEW).shown !== null);

const columnOf = (measure: GapMeasure): Column<GapRow> => ({
  heading: MEASURE_WORDS[measure],
  numeric: true,
  cell: row => countWords(row.counts[measure] ?? FEW),
});

const SHARE: Column<GapRow> = { heading: 'Of needs agreed', numeric: true, cell: perCentWords };
const BECAME: readonly GapMeasure[] = ['open', 'found', 'without', 'not_needed'];

type SplitProps = { readonly split: GapSplit; readonly rows: readonly GapRow[] };

const nameOf = (split: GapSplit): Column<GapRow> => ({
  heading: SPLIT_HEADINGS[split],
  rowHeader: true,
  cell: row => lineWords(split, row.line),
});

/** All needs: one row, with everything. */
export const AllNeeds = ({ rows }: { readonly rows: readonly GapRow[] }): ReactElement => (
  <Table
    caption={SPLIT_CAPTIONS.none}
    columns={[nameOf('none'), ...GAP_MEASURES.map(columnOf), SHARE]}
    rows={rows}
    rowKey={row => row.line}
    empty="There is too little to show a number."
  />
);

type PartProps = SplitProps & {
  readonly caption: string;
  readonly measures: readonly GapMeasure[];
  readonly more?: readonly Column<GapRow>[];
  readonly compact?: boolean;
};

/** Rows of nothing but "fewer than 5" are named below the table, so that nobody takes them for met. */
const Part = ({ split, rows, caption, measures, more = [], compact }: PartProps): ReactElement => {
  const ordered = inOrder(split, rows);
  const untold = ordered.filter(row => !tells(row, measures));
  return (
    <>
      <Table
        caption={caption}
        columns={[nameOf(split), ...measures.map(columnOf), ...more]}
        rows={ordered.filter(row => tells(row, measures))}
        rowKey={row => row.line}
        empty="There is too little to show a number."
        compact={compact}
      />
      {untold.length === 0 ? null : (
        <p>Too few to show any number: {untold.map(({ line }) => lineWords(split, line)).join('; ')}.</p>
      )}
    </>
  );
};

/**
 * How many needs, and for how many nothing fitted, narrow enough for a phone; what became of those is apart. By reason there are no
 * needs beside: a need that is met has no reason. It is out of all needs with a gap.
 */
export const SplitTable = ({
  split,
  rows,
  folded,
}: SplitProps & { readonly folded: boolean }): ReactElement => {
  const many: readonly GapMeasure[] = split === 'reason' ? ['gaps'] : ['needs', 'gaps'];
  const became = (
    <Part
      split={split}
      rows={rows}
      caption={`${SPLIT_CAPTIONS[split]}: what became of them`}
      measures={BECAME}
    />
  );
  return (
    <>
      <Part
        split={split}
        rows={rows}
        caption={SPLIT_CAPTIONS[split]}
        measures={many}
        more={split === 'reason' ? [] : [SHARE]}
        compact
      />
      {folded ? (
        <Details summary={`What became of them, ${lowered(SPLIT_CAPTIONS[split])}`}>{became}</Details>
      ) : (
        became
      )}
    </>
  );
};

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const cellWords = (cell: KindInArea | undefined): string =>
  cell === undefined ? countWords(FEW) : `${countWords(cell.gaps)} of ${countWords(cell.needs)}`;

type Line = { readonly kind: string; readonly cells: ReadonlyMap<string, KindInArea> };

/** Only kinds and areas of which anything can be shown; the others are named, so that nobody takes them for met. */
export const KindByArea = ({ grid }: { readonly grid: readonly KindInArea[] }): ReactElement | null => {
  const tellable = grid.filter(({ needs }) => needs.shown !== null);
  const sorted = (lines: readonly string[]) =>
    inOrder(
      'area',
      [...new Set(lines)].map(line => ({ line })),
    ).map(({ line }) => line);
  const areas = sorted(tellable.map(({ area }) => area));
  const lines = [...new Set(tellable.map(({ kind }) => kind))].map((kind): Line => {
    const cells = grid.filter(cell => cell.kind === kind);
    return { kind, cells: new Map(cells.map(cell => [cell.area, cell])) };
  });
  const untold = sorted(grid.map(({ area }) => area)).filter(area => !areas.includes(area));
  const columns: Column<Line>[] = [
    { heading: 'Kind', rowHeader: true, cell: ({ kind }) => needLabel(kind) },
    ...areas.map(
      (area): Column<Line> => ({
        heading: areaWords(area),
        numeric: true,
        cell: ({ cells }) => cellWords(cells.get(area)),
      }),
    ),
  ];
  return (
    <>
      <h2>By kind and area</h2>
      {lines.length === 0 ? (
        <p>In no area are there enough needs of one kind to show a number.</p>
      ) : (
        <Table
          caption="Needs for which nothing fitted, of needs agreed"
          columns={columns}
          rows={lines.sort((a, b) => (needLabel(a.kind) < needLabel(b.kind) ? -1 : 1))}
          rowKey={({ kind }) => kind}
        />
      )}
      {untold.length === 0 ? null : (
        <p>Too few needs of any one kind to show: {untold.map(areaWords).join('; ')}.</p>
      )}
    </>
  );
};

type SearchProps = {
  readonly caption: string;
  readonly heading: string;
  readonly rows: readonly GapRow<SearchMeasure>[];
};

export const SearchTable = ({ caption, heading, rows }: SearchProps): ReactElement => (
  <Table
    caption={caption}
    columns={[
      { heading, rowHeader: true, cell: row => searchLineWords(row.line) },
      ...SEARCH_MEASURES.map(
        (measure): Column<GapRow<SearchMeasure>> => ({
          heading: SEARCH_WORDS[measure],
          numeric: true,
          cell: row => countWords(row.counts[measure] ?? FEW),
        }),
      ),
    ]}
    rows={rows}
    rowKey={row => row.line}
  />
);
