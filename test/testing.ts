// What tests open: a throwaway database cloned from the migrated template, and ways to act in it.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type ActorOptions, APP_ROLE, asActor, type Ctx, connect, type Database } from '#database';
import { type Actor, type Clock, clockAt } from '#kernel';

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

/** Clones the template; dropped when the file's tests have run. `clock` stands at 10 March 2026, noon, unless given. */
export async function openTestDatabase(options: { clock?: Clock } = {}): Promise<TestDatabase> {
  const host = inject('databaseSocket');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await superuser(
    host,
    'postgres',
    `create database ${name} template template_footbridge owner footbridge_owner`,
  );
  const clock = options.clock ?? clockAt(NOON);
  const database = connect({ host, user: APP_ROLE, database: name }, { clock, poolSize: 5 });
  afterAll(async () => {
    await database.close();
    await superuser(host, 'postgres', `drop database if exists ${name} with (force)`);
  });
  return {
    database,
    name,
    host,
    as: (actor, work, actorOptions) => asActor(database, actor, work, actorOptions),
    asSuperuser: (text, values) => superuser(host, name, text, values),
    owner: { host, user: 'footbridge_owner', database: name },
  };
}

async function superuser<Row extends pg.QueryResultRow>(
  host: string,
  database: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ host, user: 'postgres', database });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
