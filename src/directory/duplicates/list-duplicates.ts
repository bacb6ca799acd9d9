// Pairs of entries that may be one service, for a person to look at: those that wait, those put off, those decided.
import { sql } from 'kysely';
import { type Ctx, onePage } from '#database';
import { isUuid, type ServiceId } from '#kernel';
import type { LikenessReason } from './likeness.ts';

export type DuplicateState = 'open' | 'same' | 'different' | 'later';

export type DuplicateSide = { readonly id: ServiceId; readonly name: string; readonly source: string };

export type DuplicatePair = {
  readonly id: string;
  readonly certain: boolean;
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
  readonly state: DuplicateState;
  readonly keptId: ServiceId | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly one: DuplicateSide;
  readonly other: DuplicateSide;
};

const PAIR = sql`d.id, d.certain, d.score, d.reasons, d.state, d.kept_id as "keptId", d.decided_at as "decidedAt", d.decided_by as "decidedBy",
  json_build_object('id', a.id, 'name', a.name, 'source', sa.name) as one,
  json_build_object('id', b.id, 'name', b.name, 'source', sb.name) as other`;
const FROM = sql`directory_duplicates d join directory_services a on a.id = d.one_id join directory_sources sa on sa.id = a.source_id
  join directory_services b on b.id = d.other_id join directory_sources sb on sb.id = b.source_id`;

export type DuplicatesPage = {
  readonly pairs: readonly DuplicatePair[];
  readonly total: number;
  readonly pageSize: number;
};

const PAGE = 25;

/** Certain ones first, then the most alike. */
export async function listDuplicates(
  ctx: Ctx,
  { state, page }: { readonly state: DuplicateState; readonly page: number },
): Promise<DuplicatesPage> {
  const { rows } = await sql<DuplicatePair>`select ${PAIR} from (
      select * from directory_duplicates where state = ${state} order by certain desc, score desc, id
      ${onePage(page, PAGE)}) d
    join directory_services a on a.id = d.one_id join directory_sources sa on sa.id = a.source_id
    join directory_services b on b.id = d.other_id join directory_sources sb on sb.id = b.source_id
    order by d.certain desc, d.score desc, d.id`.execute(ctx.tx);
  return { pairs: rows, total: await countDuplicates(ctx, state), pageSize: PAGE };
}

export async function countDuplicates(ctx: Ctx, state: DuplicateState): Promise<number> {
  const { rows } = await sql<{
    total: number;
  }>`select count(*)::int as total from directory_duplicates where state = ${state}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

export async function loadDuplicate(ctx: Ctx, id: string): Promise<DuplicatePair | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<DuplicatePair>`select ${PAIR} from ${FROM} where d.id = ${id}::uuid`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}
