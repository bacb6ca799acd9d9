// Clears what has ended: drafts past their day; and, through accounts, sessions, attempts and links.
import { sql } from 'kysely';
import { forgetEndedSignIns } from '#accounts';
import { asActor, type Database } from '#database';

/** @returns how many rows were removed. */
export async function removeExpired(database: Database): Promise<number> {
  const now = new Date(database.clock().epochMilliseconds);
  const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id)`.execute(
    database.kysely,
  );
  let removed = await forgetEndedSignIns(database);
  for (const { id } of rows) {
    removed += await asActor(database, { kind: 'system', organisationId: id }, async ctx => {
      const { numDeletedRows } = await ctx.tx
        .deleteFrom('drafts')
        .where('organisation_id', '=', id)
        .where('expires_at', '<', now)
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  }
  return removed;
}
