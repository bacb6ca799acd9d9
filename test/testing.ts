// What tests open: a throwaway database cloned from the migrated template, and ways to act in it.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type ActorOptions, APP_ROLE, asActor, type Ctx, connect, type Database } from '#database';
import { type Actor, type Clock, clockAt } from '#kernel';
import { directoryTemplate } from './directory-template.ts';

export { ACTORS, NORTH, SOUTH } from './fixture.ts';

export type TestDatabase = {
  readonly database: Database;
  readonly name: string;
  readonly host: string;
  /** Runs work as an actor, exactly as the server does. */
  as<T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, options?: ActorOptions): Promise<T>;
  /** Raw SQL as the database superuser: to look behind the curtain, or to tamper. */
  asSuperuser<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Raw SQL as the migrating owner. */
  owner: pg.ClientConfig;
};

export const NOON = '2026-03-10T12:00:00Z';

export type TestOptions = {
  /** Stands at 10 March 2026, noon, unless given. */
  readonly clock?: Clock;
  /** Has the directory that comes with the product, as read in at `NOON`. */
  readonly withDirectory?: boolean;
};

/** Clones a template; dropped when the file's tests have run. */
export async function openTestDatabase(options: TestOptions = {}): Promise<TestDatabase> {
  const host = inject('databaseSocket');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = options.withDirectory ? await directoryTemplate(host, NOON) : 'template_footbridge';
  await onServer(
    host,
    `create database ${name} template ${template} strategy file_copy owner footbridge_owner`,
  );
  const clock = options.clock ?? clockAt(NOON);
  const database = connect({ host, user: APP_ROLE, database: name }, { clock, poolSize: 5 });
  const superuser = superuserPool(host, name);
  afterAll(async () => {
    await Promise.all([database.close(), superuser.end()]);
    await onServer(host, `drop database if exists ${name} with (force)`);
  });
  return {
    database,
    name,
    host,
    as: (actor, work, actorOptions) => asActor(database, actor, work, actorOptions),
    asSuperuser: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await superuser.query<Row>(text, values)).rows,
    owner: { host, user: 'footbridge_owner', database: name },
  };
}

/** Connections are kept: each new one has to plan every policy and foreign key again, which takes 20 ms an insert. */
function superuserPool(host: string, database: string): pg.Pool {
  const pool = new pg.Pool({ host, user: 'postgres', database, max: 5, idleTimeoutMillis: 0 });
  pool.on('error', () => {});
  return pool;
}

async function onServer(host: string, text: string): Promise<void> {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
