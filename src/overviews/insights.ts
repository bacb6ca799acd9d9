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
  const { rows } = await sql<ProtectedRow<FunnelStep>>`
    select cell, step, shown, hidden from insight_funnel(${year}::integer, ${split}::text)`.execute(ctx.tx);
  return byCell(rows);
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

export const INTERPRETING_STEPS = ['needed', 'booked', 'attended', 'unmet'] as const;
export type InterpretingStep = (typeof INTERPRETING_STEPS)[number];
export type InterpretingRow = {
  /** 'all', a language, or 'other' for languages asked for fewer than 5 times. */
  readonly cell: string;
  readonly steps: Readonly<Record<InterpretingStep, ProtectedCount>>;
};

/** Interpreting by the year it was asked for: all of it, or by language. */
export async function loadInterpretingInsight(
  ctx: Ctx,
  year: number | null,
  split: 'none' | 'language',
): Promise<readonly InterpretingRow[]> {
  const { rows } = await sql<ProtectedRow<InterpretingStep>>`
    select cell, step, shown, hidden from insight_interpreting(${year}::integer, ${split}::text)`.execute(
    ctx.tx,
  );
  return byCell(rows);
}

export const GROUP_STEPS = ['people', 'expected', 'came', 'sent_word', 'did_not_come'] as const;
export type GroupStep = (typeof GROUP_STEPS)[number];
export type GroupRow = {
  readonly cell: string;
  readonly steps: Readonly<Record<GroupStep, ProtectedCount>>;
};

/** How groups were attended: everybody marked in a register, whole or by whom the group is for. @param year null for all years. */
export async function loadGroupInsight(
  ctx: Ctx,
  year: number | null,
  split: 'none' | 'who',
): Promise<readonly GroupRow[]> {
  const { rows } = await sql<ProtectedRow<GroupStep>>`
    select cell, step, shown, hidden from insight_groups(${year}::integer, ${split}::text)`.execute(ctx.tx);
  return byCell(rows);
}

type ProtectedRow<Step extends string> = {
  readonly cell: string;
  readonly step: Step;
  readonly shown: number | null;
  readonly hidden: string | null;
};

function byCell<Step extends string>(
  rows: readonly ProtectedRow<Step>[],
): { cell: string; steps: Readonly<Record<Step, ProtectedCount>> }[] {
  const cells = new Map<string, Record<string, ProtectedCount>>();
  for (const { cell, step, shown, hidden } of rows) {
    const count: ProtectedCount =
      shown === null ? { shown, hidden: hidden === 'guard' ? 'guard' : 'few' } : { shown };
    cells.set(cell, { ...cells.get(cell), [step]: count });
  }
  return [...cells].map(([cell, steps]) => ({ cell, steps: steps as Record<Step, ProtectedCount> }));
}
