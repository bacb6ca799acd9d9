// What a person says of two entries: one is kept and the other leads to it, they are not the same, or later. Each can be undone.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { done, isUuid, type Outcome, refused, type ServiceId } from '#kernel';
import { ownName } from '../trust/disputes.ts';
import { refreshStandings } from '../trust/standing.ts';
import { findDuplicates } from './find-duplicates.ts';

export type Verdict =
  | { readonly kind: 'same'; readonly kept: ServiceId }
  | { readonly kind: 'different' | 'later' };
export type DecideRefusal = 'not-found' | 'already-decided' | 'already-replaced';

type Row = {
  id: string;
  one_id: ServiceId;
  other_id: ServiceId;
  state: 'open' | 'same' | 'different' | 'later';
  kept_id: ServiceId | null;
  replaced: boolean;
};

async function lockPair(ctx: Ctx, id: string): Promise<Row | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`select d.id, d.one_id, d.other_id, d.state, d.kept_id,
      exists (select 1 from directory_services s where s.id in (d.one_id, d.other_id) and s.replaced_by is not null) as replaced
    from directory_duplicates d where d.id = ${id}::uuid for update`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** An entry that leads elsewhere already is kept by nobody: its way would have a bend, or go in a circle. */
export async function decideDuplicate(
  ctx: Ctx,
  id: string,
  verdict: Verdict,
): Promise<Outcome<null, DecideRefusal>> {
  const pair = await lockPair(ctx, id);
  if (!pair) return refused('not-found');
  if (pair.state === 'same' || pair.state === 'different') return refused('already-decided');
  const kept = verdict.kind === 'same' ? verdict.kept : null;
  if (kept !== null && kept !== pair.one_id && kept !== pair.other_id) return refused('not-found');
  if (kept !== null && pair.replaced) return refused('already-replaced');
  await sql`update directory_duplicates set state = ${verdict.kind}, kept_id = ${kept}::uuid, decided_at = ${ctx.clock().toString()}::timestamptz,
    decided_by = ${await ownName(ctx)} where id = ${id}::uuid`.execute(ctx.tx);
  if (kept !== null) {
    const gone = kept === pair.one_id ? pair.other_id : pair.one_id;
    await sql`update directory_services set replaced_by = ${kept}::uuid where id = ${gone}::uuid`.execute(
      ctx.tx,
    );
    await lookAgain(ctx, [pair.one_id, pair.other_id]);
  }
  ctx.record({
    event: 'duplicate.decided',
    subject: { type: 'service', id: kept ?? pair.one_id },
    detail: { pair: id, verdict: verdict.kind },
  });
  return done(null);
}

/** Asks again. What was replaced is found in searches again. */
export async function undoDuplicate(ctx: Ctx, id: string): Promise<Outcome<null, 'not-found'>> {
  const pair = await lockPair(ctx, id);
  if (!pair || pair.state === 'open') return refused('not-found');
  await sql`update directory_duplicates set state = 'open', kept_id = null, decided_at = null, decided_by = null where id = ${id}::uuid`.execute(
    ctx.tx,
  );
  if (pair.kept_id !== null) {
    const gone = pair.kept_id === pair.one_id ? pair.other_id : pair.one_id;
    await sql`update directory_services set replaced_by = null where id = ${gone}::uuid and replaced_by = ${pair.kept_id}::uuid`.execute(
      ctx.tx,
    );
    await lookAgain(ctx, [pair.one_id, pair.other_id]);
  }
  ctx.record({
    event: 'duplicate.reopened',
    subject: { type: 'service', id: pair.one_id },
    detail: { pair: id },
  });
  return done(null);
}

async function lookAgain(ctx: Ctx, ids: readonly ServiceId[]): Promise<void> {
  await findDuplicates(ctx, ids);
  await refreshStandings(ctx, ids);
}
