// Numbers of unmet need, protected by the database (docs/decisions/0012, 0031): needs agreed, those with a gap, and how these stand.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { ProtectedCount } from '../insights.ts';

export const GAP_SPLITS = ['none', 'kind', 'area', 'language', 'reason', 'quarter'] as const;
export type GapSplit = (typeof GAP_SPLITS)[number];

export const GAP_MEASURES = ['needs', 'gaps', 'open', 'found', 'without', 'not_needed'] as const;
export type GapMeasure = (typeof GAP_MEASURES)[number];

export const SEARCH_MEASURES = ['searches', 'none_known', 'empty'] as const;
export type SearchMeasure = (typeof SEARCH_MEASURES)[number];

export type GapRow<Measure extends string = GapMeasure> = {
  /** 'all', a kind, a district, a language, a reason, or the first month of a quarter; 'other' and 'not_known' gather. */
  readonly line: string;
  /** By reason there is no count of needs: a need that is met has none. */
  readonly counts: Readonly<Partial<Record<Measure, ProtectedCount>>>;
};

type Row = {
  readonly line: string;
  readonly measure: string;
  readonly shown: number | null;
  readonly hidden: string | null;
};

export const protectedCount = ({ shown, hidden }: Pick<Row, 'shown' | 'hidden'>): ProtectedCount =>
  shown === null ? { shown, hidden: hidden === 'guard' ? 'guard' : 'few' } : { shown };

function byLine<Measure extends string>(rows: readonly Row[]): readonly GapRow<Measure>[] {
  const lines = new Map<string, Record<string, ProtectedCount>>();
  for (const row of rows) lines.set(row.line, { ...lines.get(row.line), [row.measure]: protectedCount(row) });
  return [...lines].map(([line, counts]) => ({ line, counts: counts as GapRow<Measure>['counts'] }));
}

/** Financial years in which a need was agreed or a search counted, the newest first; empty for roles that may not know. */
export async function loadGapYears(ctx: Ctx): Promise<readonly number[]> {
  const { rows } = await sql<{
    financial_year: number;
  }>`select financial_year from insight_gap_years()`.execute(ctx.tx);
  return rows.map(row => row.financial_year);
}

/** @param year in which the need was agreed; null for all. */
export async function loadGaps(ctx: Ctx, year: number | null, split: GapSplit): Promise<readonly GapRow[]> {
  const { rows } =
    await sql<Row>`select line, measure, shown, hidden from insight_gaps(${year}::integer, ${split}::text)`.execute(
      ctx.tx,
    );
  return byLine<GapMeasure>(rows);
}

export type KindInArea = {
  readonly kind: string;
  readonly area: string;
  readonly needs: ProtectedCount;
  readonly gaps: ProtectedCount;
};

/** Every kind in every area, those that nobody needed included: they read like any other small number. */
export async function loadGapsByKindAndArea(ctx: Ctx, year: number | null): Promise<readonly KindInArea[]> {
  const { rows } = await sql<Omit<Row, 'line'> & { kind: string; area: string }>`
    select measure, kind, area, shown, hidden from insight_gaps_by_kind_and_area(${year}::integer)`.execute(
    ctx.tx,
  );
  const cells = new Map<string, KindInArea>();
  const few = { shown: null, hidden: 'few' } as const;
  for (const { kind, area, ...row } of rows) {
    const key = `${kind} ${area}`;
    const cell = cells.get(key) ?? { kind, area, needs: few, gaps: few };
    cells.set(key, { ...cell, [row.measure]: protectedCount(row) });
  }
  return [...cells.values()];
}

export type GapTimes = {
  /** Needs for which something was found after all; null: fewer than 5. */
  readonly found: number | null;
  /** Days from the first gap until it was found, from 10 on. */
  readonly medianDays: number | null;
  /** Gaps of steps whose goal belongs to no need: in no other number. */
  readonly unlinked: number | null;
};

export async function loadGapTimes(ctx: Ctx, year: number | null): Promise<GapTimes> {
  const { rows } = await sql<GapTimes>`
    select found, median_days as "medianDays", unlinked from insight_gap_times(${year}::integer)`.execute(
    ctx.tx,
  );
  return rows[0] ?? { found: null, medianDays: null, unlinked: null };
}

/** Searches of the directory by everybody of the service, by the month they were made. */
export async function loadSearchCounts(
  ctx: Ctx,
  year: number | null,
  split: 'none' | 'kind' | 'quarter',
): Promise<readonly GapRow<SearchMeasure>[]> {
  const { rows } =
    await sql<Row>`select line, measure, shown, hidden from insight_searches(${year}::integer, ${split}::text)`.execute(
      ctx.tx,
    );
  return byLine<SearchMeasure>(rows);
}

/** Needs from which on a per cent is said. */
const LEAST_FOR_PER_CENT = 10;

/** Per cent to the nearest 5 and of protected counts, so that it tells no more than they do; null: too few. */
export function perCentOf(
  part: ProtectedCount | undefined,
  whole: ProtectedCount | undefined,
): number | null {
  if (!part || !whole || part.shown === null || whole.shown === null || whole.shown < LEAST_FOR_PER_CENT)
    return null;
  return Math.min(100, Math.round((100 * part.shown) / whole.shown / 5) * 5);
}
