// A pool whose statements are prepared once a connection: PostgreSQL then parses and plans each text a single time.
import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

const MOST_NAMES = 1000;

/** Wraps a `pg.Pool` for Kysely. Texts made of many parameters vary endlessly (long lists), so only the first 1,000 are named. */
export function preparedPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= MOST_NAMES) return undefined;
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };

  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: unknown, values?: readonly unknown[]) => {
      if (typeof text !== 'string') throw new Error('cursors are not used here');
      const name = values && values.length > 0 ? nameOf(text) : undefined;
      return client.query({ text, values: values ? [...values] : [], ...(name ? { name } : {}) });
    };
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  };

  return {
    async connect() {
      const client = await pool.connect();
      const existing = wrapped.get(client);
      if (existing) return existing;
      const made = wrap(client);
      wrapped.set(client, made);
      return made;
    },
    end: () => pool.end(),
  } as PostgresPool;
}
