// Where each entry stands in the queue of what to check: worked out from what is known of it, kept so that the queue can be paged.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { instantOf, londonDay, type ServiceId } from '#kernel';
import { type Weighed, weighServices } from './trust.ts';

/** More picks than this do not make a check more urgent. */
const MOST_PICKS = 50;

/** How much a check is worth: what is not trusted, times how often it is picked. A dispute goes before what merely grew old. */
export const priorityOf = ({
  score,
  picked,
  disputed,
}: Pick<Weighed, 'score' | 'picked' | 'disputed'>): number =>
  (100 - score) * (1 + Math.min(picked, MOST_PICKS)) + (disputed.length > 0 ? 1000 : 0);

/** Works these out again. `seen`: what changed in their entries has been looked at, too; otherwise that is still to be done. */
export async function refreshStandings(
  ctx: Ctx,
  ids: readonly ServiceId[],
  { seen = false }: { readonly seen?: boolean } = {},
): Promise<void> {
  const today = londonDay(ctx.clock()).toString();
  const rows = (await weighServices(ctx, ids)).map(one => ({
    service_id: one.id,
    shown: one.shown,
    score: one.score,
    band: one.band,
    due_on: one.dueOn.toString(),
    checked_on: one.checked === null ? null : londonDay(instantOf(one.checked.at)).toString(),
    picked: one.picked,
    disputed: one.disputed.length,
    gaps: one.missing.length,
    priority: priorityOf(one),
    counted_on: today,
  }));
  if (rows.length === 0) return;
  await sql`
    insert into directory_standings (service_id, shown, score, band, due_on, checked_on, picked, disputed, gaps, priority, seen_change, counted_on)
    select r.service_id, r.shown, r.score, r.band, r.due_on, r.checked_on, r.picked, r.disputed, r.gaps, r.priority,
      case when ${seen} then s.changed_at end, r.counted_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(service_id uuid, shown boolean, score smallint, band smallint, due_on date,
      checked_on date, picked integer, disputed smallint, gaps smallint, priority integer, counted_on date)
    join directory_services s on s.id = r.service_id
    order by r.service_id
    on conflict (service_id) do update set shown = excluded.shown, score = excluded.score, band = excluded.band, due_on = excluded.due_on,
      checked_on = excluded.checked_on, picked = excluded.picked, disputed = excluded.disputed, gaps = excluded.gaps,
      priority = excluded.priority,
      seen_change = case when ${seen} then excluded.seen_change else directory_standings.seen_change end, counted_on = excluded.counted_on`.execute(
    ctx.tx,
  );
}

/** `changed`: the entry itself is new or otherwise; the rest only grew a day older. */
export type ToWeigh = { readonly id: ServiceId; readonly changed: boolean };

/** The next so many that are new, changed, or not yet worked out today. */
export async function nextToWeigh(ctx: Ctx, limit: number): Promise<readonly ToWeigh[]> {
  const { rows } = await sql<ToWeigh>`
    select s.id, t.seen_change is distinct from s.changed_at as changed
    from directory_services s left join directory_standings t on t.service_id = s.id
    where t.service_id is null or t.seen_change is distinct from s.changed_at or t.counted_on < ${londonDay(ctx.clock()).toString()}::date
    limit ${limit}`.execute(ctx.tx);
  return rows;
}
