// Notes needs that had no service for a long time as gaps, organisation by organisation.
import { sql } from 'kysely';
import { asActor, type Database } from '#database';
import { noteWaitingNeeds } from '#plans';

/** @returns how many were noted. */
export async function noteGaps(database: Database): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from organisation_ids() as o(id)`.execute(
    database.kysely,
  );
  let noted = 0;
  for (const { id } of rows)
    noted += await asActor(database, { kind: 'system', organisationId: id }, noteWaitingNeeds);
  return noted;
}
