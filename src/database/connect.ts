// Opens the database as the serving role, or as the owner who migrates.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Clock, systemClock } from '#kernel';
import { type Lease, takeLease } from './lease.ts';
import { preparedPool, preparedStatements } from './prepared.ts';
import type { DB } from './schema.ts';

export type Database = {
  /** For single statements that act as nobody. */
  readonly kysely: Kysely<DB>;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** A connection for one transaction; only `asActor` takes one. */
  lease(): Promise<Lease>;
  close(): Promise<void>;
};

export type ConnectOptions = { readonly clock?: Clock; readonly poolSize?: number };

const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;

/** Days stay text (a `Date` would move them across midnight); counts and sums are numbers. */
function typeParsers(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(DATE, text => text);
  types.setTypeParser(INT8, Number);
  types.setTypeParser(NUMERIC, Number);
  return types;
}

/** @param config a connection string or `pg` settings (host may be a socket folder). Connects lazily. */
export function connect(config: string | pg.PoolConfig, options: ConnectOptions = {}): Database {
  const settings = typeof config === 'string' ? { connectionString: config } : config;
  const pool = new pg.Pool({
    max: options.poolSize ?? 10,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    types: typeParsers(),
    pipeline: true,
    ...settings,
  } as pg.PoolConfig);
  // A connection that breaks, idle or in use, is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  const send = preparedStatements();
  const dialect = new PostgresDialect({ pool: preparedPool(pool, send) });
  const kysely = new Kysely<DB>({ dialect });
  return {
    kysely,
    pool,
    clock: options.clock ?? systemClock,
    lease: () => takeLease({ kysely, dialect, pool, send }),
    close: () => pool.end(),
  };
}
