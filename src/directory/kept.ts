// Entries that were replaced by another lead on to the one that is kept.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { isUuid, type ServiceId } from '#kernel';

/** Each id as it is kept now, in order, none twice; ids that are not there stay as they are. */
export async function leadOn(ctx: Ctx, ids: readonly ServiceId[]): Promise<readonly ServiceId[]> {
  const wanted = ids.filter(isUuid);
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ id: ServiceId }>`
    select coalesce(directory_kept(w.id), w.id) as id from unnest(${wanted}::uuid[]) with ordinality as w(id, place) order by w.place`.execute(
    ctx.tx,
  );
  return [...new Set(rows.map(({ id }) => id))];
}
