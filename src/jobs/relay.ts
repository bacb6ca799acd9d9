// Moves what acts left in the outbox into the queue: in one transaction, so that nothing is lost and nothing is sent twice.
import { CompiledQuery, sql } from 'kysely';
import type PgBoss from 'pg-boss';
import { asActor, atMost, type Database } from '#database';
import type { Job, QueueName } from './queue.ts';

/** Which queue hears of which event. An event nobody subscribes to ends here. */
const SUBSCRIBERS: Readonly<Record<string, readonly QueueName[]>> = {
  'referral.accepted': ['tell-referrer'],
  'referral.declined': ['tell-referrer'],
  'referral.questioned': ['tell-referrer'],
  'referral.withdrawn': ['tend-withdrawn'],
};

const MOST_ROWS = 500;

/** @returns how many outbox rows were moved. */
export async function relayOutbox(database: Database, boss: PgBoss): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from organisations_with_outbox() as o(id)`.execute(
    database.kysely,
  );
  let moved = 0;
  for (const { id } of rows) moved += await relayOrganisation(database, boss, id);
  return moved;
}

function relayOrganisation(database: Database, boss: PgBoss, organisationId: string): Promise<number> {
  return asActor(database, { kind: 'system', organisationId }, async ctx => {
    const { rows } = await sql<{ id: string; event: string; subject_id: string }>`
      delete from outbox where organisation_id = ${organisationId}::uuid and id in (
        select id from outbox where organisation_id = ${organisationId}::uuid order by id ${atMost(MOST_ROWS)} for update skip locked)
      returning id, event, subject_id`.execute(ctx.tx);
    const db = {
      executeSql: (text: string, values: unknown[]) => ctx.tx.executeQuery(CompiledQuery.raw(text, values)),
    };
    for (const row of rows) {
      const job: Job = { organisationId, event: row.event, subjectId: row.subject_id, id: row.id };
      for (const queue of SUBSCRIBERS[row.event] ?? []) await boss.send(queue, job, { db });
    }
    return rows.length;
  });
}
