// How often what people asked for was given: counts that the database has already protected (docs/decisions/0012, 0025).
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { PREFERENCE_KINDS, type PreferenceKind } from '#people';
import type { ProtectedCount } from './insights.ts';

export const MET_SPLITS = ['none', 'language', 'sex'] as const;
export type MetSplit = (typeof MET_SPLITS)[number];

export const MET_MEASURES = [
  'people',
  'asked_for',
  'met',
  'partly',
  'not_met',
  'not_known',
  'no_wish',
  'declined',
  'not_asked',
] as const;
export type MetMeasure = (typeof MET_MEASURES)[number];

export type MetRow = {
  readonly cell: string;
  readonly kind: PreferenceKind;
  readonly counts: Readonly<Record<MetMeasure, ProtectedCount>>;
};

/** Of referrals that were given to a link worker. @param year null for all years. Rows by cell and kind; empty for roles that may not know. */
export async function loadPreferencesMet(
  ctx: Ctx,
  year: number | null,
  split: MetSplit,
): Promise<readonly MetRow[]> {
  type Row = {
    cell: string;
    kind: PreferenceKind;
    measure: MetMeasure;
    shown: number | null;
    hidden: string | null;
  };
  const { rows } = await sql<Row>`
    select cell, kind, measure, shown, hidden from insight_preferences(${year}::integer, ${split}::text)`.execute(
    ctx.tx,
  );
  const found = new Map<string, { cell: string; kind: PreferenceKind; counts: Partial<MetRow['counts']> }>();
  for (const { cell, kind, measure, shown, hidden } of rows) {
    const row = found.get(`${kind} ${cell}`) ?? { cell, kind, counts: {} };
    const count: ProtectedCount =
      shown === null ? { shown, hidden: hidden === 'guard' ? 'guard' : 'few' } : { shown };
    found.set(`${kind} ${cell}`, { ...row, counts: { ...row.counts, [measure]: count } });
  }
  return [...found.values()].sort(
    (a, b) => PREFERENCE_KINDS.indexOf(a.kind) - PREFERENCE_KINDS.indexOf(b.kind),
  ) as unknown as readonly MetRow[];
}

/** Wishes from which on a per cent is said. */
export const LEAST_FOR_PER_CENT = 10;

/** Per cent of wishes that were met, to the nearest 5 and of protected counts, so that it tells no more than they do; null: too few. */
export function perCentMet({ asked_for, met }: MetRow['counts']): number | null {
  if (asked_for.shown === null || met.shown === null || asked_for.shown < LEAST_FOR_PER_CENT) return null;
  return Math.min(100, Math.round((100 * met.shown) / asked_for.shown / 5) * 5);
}
