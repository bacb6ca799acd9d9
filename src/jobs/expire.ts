// Clears what has ended: drafts past their day, sessions that are over, counted sign-in attempts, used one-time links.
import { sql } from 'kysely';
import { asActor, type Database } from '#database';

/** @returns how many rows were removed. */
export async function removeExpired(database: Database): Promise<number> {
  const now = database.clock().toString();
  const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id)`.execute(
    database.kysely,
  );
  let removed = 0;
  for (const { id } of rows) {
    removed += await asActor(database, { kind: 'system', organisationId: id }, async ctx => {
      const drafts = await ctx.tx
        .deleteFrom('drafts')
        .where('organisation_id', '=', id)
        .where('expires_at', '<', new Date(now))
        .executeTakeFirst();
      return Number(drafts.numDeletedRows);
    });
  }
  return (
    removed +
    (await asActor(database, { kind: 'gate' }, async ctx => {
      const results = await Promise.all([
        ctx.tx.deleteFrom('sessions').where('expires_at', '<', new Date(now)).executeTakeFirst(),
        ctx.tx.deleteFrom('one_time_links').where('expires_at', '<', new Date(now)).executeTakeFirst(),
        sql`delete from sign_in_attempts where at < ${now}::timestamptz - interval '2 days'`.execute(ctx.tx),
      ]);
      return results.reduce(
        (sum, result) =>
          sum + Number('numDeletedRows' in result ? result.numDeletedRows : (result.numAffectedRows ?? 0)),
        0,
      );
    }))
  );
}
