// What an evaluator may know: counts that the database has already protected (docs/decisions/0012-small-numbers.md).
import { sql } from 'kysely';
import type { Ctx } from '#database';

export const FUNNEL_STEPS = ['received', 'accepted', 'allocated', 'contacted', 'closed'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];
export const FUNNEL_SPLITS = ['none', 'month', 'source', 'language'] as const;
export type FunnelSplit = (typeof FUNNEL_SPLITS)[number];

/** A count to the nearest 5; or why it is not shown: fewer than 5, or it would give away one that is. */
export type ProtectedCount =
  | { readonly shown: number }
  | { readonly shown: null; readonly hidden: 'few' | 'guard' };

export type FunnelRow = {
  readonly cell: string;
  readonly steps: Readonly<Record<FunnelStep, ProtectedCount>>;
};

/** Financial years (2025 is April 2025 to March 2026) in which something was received, the newest first. */
export async function loadInsightYears(ctx: Ctx): Promise<readonly number[]> {
  const { rows } = await sql<{
    financial_year: number;
  }>`select financial_year from insight_years()`.execute(ctx.tx);
  return rows.map(row => row.financial_year);
}

/** @param year null for all years. Rows by cell; a cell nobody falls into is not there. */
export async function loadFunnel(
  ctx: Ctx,
  year: number | null,
  split: FunnelSplit,
): Promise<readonly FunnelRow[]> {
  const { rows } = await sql<{ cell: string; step: FunnelStep; shown: number | null; hidden: string | null }>`
    select cell, step, shown, hidden from insight_funnel(${year}::integer, ${split}::text)`.execute(ctx.tx);
  const cells = new Map<string, Partial<Record<FunnelStep, ProtectedCount>>>();
  for (const { cell, step, shown, hidden } of rows) {
    const steps = cells.get(cell) ?? {};
    steps[step] = shown === null ? { shown, hidden: hidden === 'guard' ? 'guard' : 'few' } : { shown };
    cells.set(cell, steps);
  }
  return [...cells].map(([cell, steps]) => ({ cell, steps: steps as FunnelRow['steps'] }));
}

export type PairedQuestion = {
  /** 'any': any of the questions. */
  readonly item: string;
  /** Null for fewer than 5. To the nearest 5. */
  readonly ended: number | null;
  readonly started: number | null;
  readonly paired: number | null;
  /** Of the pairs, from 10 pairs on; 0 to 10. */
  readonly startMean: number | null;
  readonly endMean: number | null;
};

/** The four questions about wellbeing (ONS4), of referrals that ended after support. */
export async function loadPairedQuestions(ctx: Ctx, year: number | null): Promise<readonly PairedQuestion[]> {
  const { rows } = await sql<PairedQuestion>`
    select item, ended, started, paired, start_mean as "startMean", end_mean as "endMean"
    from insight_pairs(${year}::integer)`.execute(ctx.tx);
  return rows;
}
