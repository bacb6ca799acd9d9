// Finds entries that may be one service: compares those of a batch with the few others that share a key, and keeps who is worth asking about.
import { sql } from 'kysely';
import { atMost, type Ctx } from '#database';
import type { ServiceId } from '#kernel';
import { likenessOf, type MatchFacts, WORTH_ASKING } from './likeness.ts';
import { loadMatchFacts, saveKeys } from './match-keys.ts';

/** A key that more entries share (a switchboard, one postcode of a hospital) tells nothing, and would compare all with all. */
export const MOST_SHARING = 20;

type Pair = { readonly one: ServiceId; readonly other: ServiceId };

/** Of services that are new or changed. Pairs that a person has decided about are left as they are. @returns how many wait anew. */
export async function findDuplicates(ctx: Ctx, ids: readonly ServiceId[]): Promise<number> {
  if (ids.length === 0) return 0;
  const own = await loadMatchFacts(ctx, ids);
  await saveKeys(ctx, ids, own);
  const pairs = await pairsToCompare(ctx, ids);
  const others = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))].filter(
    id => !ids.includes(id),
  );
  const facts = new Map([...own, ...(await loadMatchFacts(ctx, others))].map(each => [each.id, each]));
  const rows = pairs.flatMap(pair => scored(ctx, pair, facts));
  await forgetOpen(ctx, ids, rows);
  return keep(ctx, rows);
}

async function pairsToCompare(ctx: Ctx, ids: readonly ServiceId[]): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    with own as materialized (
      select k.key, k.service_id from directory_match_keys k where k.service_id = any(${ids}::uuid[])
        and (select count(*) from (select 1 from directory_match_keys c where c.key = k.key ${atMost(MOST_SHARING + 1)}) few) between 2 and ${MOST_SHARING}
    )
    select distinct least(k.service_id, o.service_id) as one, greatest(k.service_id, o.service_id) as other
    from own k join directory_match_keys o on o.key = k.key and o.service_id <> k.service_id
    where not exists (select 1 from directory_duplicates d where d.one_id = least(k.service_id, o.service_id)
      and d.other_id = greatest(k.service_id, o.service_id) and d.state in ('same', 'different'))`.execute(
    ctx.tx,
  );
  return rows;
}

type Row = {
  readonly id: string;
  readonly one_id: ServiceId;
  readonly other_id: ServiceId;
  readonly certain: boolean;
  readonly score: number;
  readonly reasons: unknown;
};

function scored(ctx: Ctx, { one, other }: Pair, facts: ReadonlyMap<string, MatchFacts>): readonly Row[] {
  const [left, right] = [facts.get(one), facts.get(other)];
  if (!left || !right) return [];
  const { certain, score, reasons } = likenessOf(left, right);
  if (!certain && score < WORTH_ASKING) return [];
  return [{ id: ctx.newId(), one_id: one, other_id: other, certain, score, reasons }];
}

/** What waited and is no longer alike need not be asked. */
async function forgetOpen(ctx: Ctx, ids: readonly ServiceId[], rows: readonly Row[]): Promise<void> {
  const still = rows.map(({ one_id, other_id }) => `${one_id} ${other_id}`);
  await sql`delete from directory_duplicates where state in ('open', 'later') and (one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))
    and one_id || ' ' || other_id <> all(${still}::text[])`.execute(ctx.tx);
}

async function keep(ctx: Ctx, rows: readonly Row[]): Promise<number> {
  const { rows: kept } = await sql<{ fresh: boolean }>`
    insert into directory_duplicates (id, one_id, other_id, certain, score, reasons, found_at)
    select id, one_id, other_id, certain, score, reasons, ${ctx.clock().toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, one_id uuid, other_id uuid, certain boolean, score smallint, reasons jsonb)
    on conflict (one_id, other_id) do update set certain = excluded.certain, score = excluded.score, reasons = excluded.reasons
    returning xmax = 0 as fresh`.execute(ctx.tx);
  return kept.filter(({ fresh }) => fresh).length;
}
