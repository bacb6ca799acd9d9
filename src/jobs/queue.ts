// The queue: pg-boss in a schema of its own, made by the owner, worked by the serving role.
import pg from 'pg';
import PgBoss from 'pg-boss';
import { APP_ROLE, type Database } from '#database';

export const QUEUES = ['tell-referrer', 'tend-withdrawn'] as const;
export type QueueName = (typeof QUEUES)[number];

/** What a job carries: ids only, so that nothing personal rests in the queue. */
export type Job = {
  readonly organisationId: string;
  readonly event: string;
  readonly subjectId: string;
  /** The outbox row's id: the same in every retry. */
  readonly id: string;
};

/** Makes the queue's schema and queues where they are missing. Needs the owner, for it makes tables. */
export async function prepareQueue(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    if (await isPrepared(client)) return;
    const boss = new PgBoss({
      ...(owner as PgBoss.DatabaseOptions),
      max: 2,
      schedule: false,
      supervise: false,
    });
    await boss.start();
    for (const queue of QUEUES)
      await boss.createQueue(queue, { name: queue, retryLimit: 8, retryBackoff: true, retryDelay: 5 });
    await boss.stop({ graceful: false, wait: true });
    await client.query(`grant usage on schema pgboss to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE};
      grant execute on all functions in schema pgboss to ${APP_ROLE};`);
  } finally {
    await client.end();
  }
}

async function isPrepared(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ made: string | null }>(
    `select to_regclass('pgboss.queue')::text as made`,
  );
  if (!rows[0]?.made) return false;
  const queues = await client.query<{ name: string }>('select name from pgboss.queue');
  return QUEUES.every(queue => queues.rows.some(row => row.name === queue));
}

/** A queue that shares the serving role's connections. */
export function openQueue(database: Database): PgBoss {
  const executeSql = (text: string, values: unknown[]) => database.pool.query(text, values);
  return new PgBoss({
    db: { executeSql },
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: 300,
  } as PgBoss.ConstructorOptions);
}
