// What the pages and the download of unmet need are made from: everything has been protected by the database.
import {
  GAP_SPLITS,
  type GapRow,
  type GapSplit,
  type GapTimes,
  type KindInArea,
  loadGaps,
  loadGapsByKindAndArea,
  loadGapTimes,
  loadGapYears,
  loadSearchCounts,
  type SearchMeasure,
} from '#overviews';
import type { Req } from '#web';
import { askedYear } from '../year.ts';

export type GapNumbers = {
  readonly year: number | null;
  readonly years: readonly number[];
  readonly rows: Readonly<Record<GapSplit, readonly GapRow[]>>;
  readonly grid: readonly KindInArea[];
  readonly times: GapTimes;
  readonly searches: Readonly<Record<'none' | 'kind' | 'quarter', readonly GapRow<SearchMeasure>[]>>;
};

export async function loadGapNumbers(req: Req): Promise<GapNumbers> {
  const { ctx } = req;
  const years = await loadGapYears(ctx);
  const year = askedYear(req, years);
  const [grid, times, none, kind, quarter, ...splits] = await Promise.all([
    loadGapsByKindAndArea(ctx, year),
    loadGapTimes(ctx, year),
    loadSearchCounts(ctx, year, 'none'),
    loadSearchCounts(ctx, year, 'kind'),
    loadSearchCounts(ctx, year, 'quarter'),
    ...GAP_SPLITS.map(split => loadGaps(ctx, year, split)),
  ]);
  const rows = Object.fromEntries(
    GAP_SPLITS.map((split, at) => [split, splits[at] ?? []]),
  ) as GapNumbers['rows'];
  // How long it took is said from ten on, which would tell of a count that the table hides to protect another.
  const isShown = typeof rows.none[0]?.counts.found?.shown === 'number';
  const told = isShown ? times : { ...times, medianDays: null };
  return { year, years, rows, grid, times: told, searches: { none, kind, quarter } };
}
