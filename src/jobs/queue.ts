// The queue: pg-boss in a schema of its own, made by the owner, worked by the serving role.
import { createRequire } from 'node:module';
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

/** Makes the queue's schema and queues where they are missing or of an older pg-boss. Needs the owner, for it makes tables. */
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
    const failed = new Promise<never>((_, reject) => boss.on('error', reject));
    await Promise.race([makeQueues(boss), failed]);
    await client.query(`grant usage on schema pgboss to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE};
      grant execute on all functions in schema pgboss to ${APP_ROLE};`);
  } finally {
    await client.end();
  }
}

async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.start();
  for (const queue of QUEUES)
    await boss.createQueue(queue, { name: queue, retryLimit: 8, retryBackoff: true, retryDelay: 5 });
  await boss.stop({ graceful: false, wait: true });
}

const { schema: SCHEMA_VERSION } = createRequire(import.meta.url)('pg-boss/version.json') as {
  schema: number;
};

/** Whole only when the last step, the rights of the serving role, was reached too. */
async function isPrepared(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ made: boolean }>(
    `select to_regclass('pgboss.version') is not null and to_regclass('pgboss.queue') is not null as made`,
  );
  if (!rows[0]?.made) return false;
  const { rows: found } = await client.query<{ version: number; names: string[]; granted: boolean }>(
    `select (select version from pgboss.version) as version, array(select name from pgboss.queue) as names,
      has_table_privilege($1, 'pgboss.job', 'insert') as granted`,
    [APP_ROLE],
  );
  const [state] = found;
  return (
    state?.version === SCHEMA_VERSION && state.granted && QUEUES.every(queue => state.names.includes(queue))
  );
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
