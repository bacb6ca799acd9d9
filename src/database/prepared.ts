// How statements leave: prepared once a connection, so that PostgreSQL plans each text a single time, and several in one packet.
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

const MOST_NAMES = 1000;

export type SendPrepared = (
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
) => Promise<pg.QueryResult<pg.QueryResultRow>>;

/** Sends a text under a name of its own. Texts made of many parameters vary endlessly (long lists), so only the first 1,000 are named. */
export function preparedStatements(): SendPrepared {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= MOST_NAMES) return undefined;
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
  const gather = packets();
  return (client, text, values) => {
    gather(client);
    return new Promise((resolve, reject) => {
      // Made here: of a plain object `pg` first makes a slow copy, property by property.
      const query: pg.Query & { name?: string } = new pg.Query(text, [...values], (error, result) =>
        error ? reject(error) : resolve(result),
      );
      const name = values.length > 0 ? nameOf(text) : undefined;
      if (name) query.name = name;
      client.query(query);
    });
  };
}

/** Statements sent in one turn of the program leave in one packet: a system call each would cost more than the statements. */
function packets(): (client: pg.PoolClient) => void {
  const gathering = new WeakSet<Duplex>();
  return client => {
    const { stream } = (client as unknown as pg.Client).connection;
    if (gathering.has(stream)) return;
    gathering.add(stream);
    stream.cork();
    process.nextTick(() => {
      gathering.delete(stream);
      stream.uncork();
    });
  };
}

/** Wraps a `pg.Pool` for Kysely: for single statements that need no transaction. */
export function preparedPool(pool: pg.Pool, send: SendPrepared): PostgresPool {
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: unknown, values: readonly unknown[] = []) => {
      if (typeof text !== 'string') throw new Error('cursors are not used here');
      return send(client, text, values);
    };
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  };
  return { connect: async () => wrap(await pool.connect()), end: () => pool.end() } as PostgresPool;
}
