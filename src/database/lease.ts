// A connection lent for one transaction: statements leave in the order they are asked for and wait for no answer (pipelining).
import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  type PostgresDialect,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { SendPrepared } from './prepared.ts';
import type { DB } from './schema.ts';

export type Lease = {
  /** Good until the transaction ends; a statement that comes later is refused, for the connection may be somebody else's by then. */
  readonly tx: Kysely<DB>;
  /** A fixed text with its parameters, for what every transaction asks: making statements of parts takes longer than sending them. */
  ask(text: string, values: readonly unknown[]): Promise<unknown>;
  /** Throws when the transaction had failed before, which PostgreSQL itself would pass over in silence. */
  commit(): Promise<void>;
  rollBack(): Promise<void>;
  /** What broke the transaction, where `error` only says that PostgreSQL passed a statement over because of it; else `error`. */
  causeOf(error: unknown): unknown;
};

export type LeaseMaker = {
  readonly kysely: Kysely<DB>;
  readonly dialect: PostgresDialect;
  readonly pool: pg.Pool;
  readonly send: SendPrepared;
};

/** Whether the transaction still takes statements, whether the connection is still ours, and what failed last by itself. */
type Lending = { isOpen: boolean; isLent: boolean; failure?: unknown };

/** in_failed_sql_transaction: passed over, since an earlier statement of this transaction had failed. */
const isPassedOver = (error: unknown): boolean => (error as { code?: string } | null)?.code === '25P02';

/** Takes a connection from the pool; it goes back when the transaction ends, however that is. */
export async function takeLease({ kysely, dialect, pool, send }: LeaseMaker): Promise<Lease> {
  const client = await pool.connect();
  const lending: Lending = { isOpen: true, isLent: true };
  const giveBack = (broken?: Error): void => {
    if (lending.isLent) client.release(broken);
    lending.isLent = false;
  };
  const connection = lentConnection(client, send, lending);
  // Kysely's own single connection would let each statement wait for the answer to the one before.
  const executor = kysely.getExecutor().withConnectionProvider({ provideConnection: use => use(connection) });
  const tx = new Kysely<DB>({ config: { dialect }, dialect, driver: new DummyDriver(), executor });
  return {
    tx,
    ask: (text, values) => connection.executeQuery({ sql: text, parameters: values }),
    async commit() {
      lending.isOpen = false;
      const { command } = await client.query('commit');
      if (command !== 'COMMIT')
        throw new Error('nothing was kept: a statement had failed and its error was passed over');
      giveBack();
    },
    async rollBack() {
      lending.isOpen = false;
      if (!lending.isLent) return;
      // A connection that cannot even undo is not lent again.
      await client.query('rollback').then(() => giveBack(), giveBack);
    },
    causeOf: error => (isPassedOver(error) && lending.failure !== undefined ? lending.failure : error),
  };
}

type Sent = Pick<CompiledQuery, 'sql' | 'parameters'>;

const lentConnection = (
  client: pg.PoolClient,
  send: SendPrepared,
  lending: Lending,
): DatabaseConnection & { executeQuery<Row>(sent: Sent): Promise<QueryResult<Row>> } => ({
  async executeQuery<Row>({ sql, parameters }: Sent) {
    if (!lending.isOpen)
      throw new Error('a statement came after its transaction had ended: something was not awaited');
    try {
      const { command, rowCount, rows } = await send(client, sql, parameters);
      const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
      return { rows: rows as Row[], ...(isChange ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    } catch (error) {
      // The stack that `pg` gives ends at its socket; this one leads to who asked.
      Error.captureStackTrace(error as Error);
      if (!isPassedOver(error)) lending.failure = error;
      throw error;
    }
  },
  streamQuery: () => {
    throw new Error('streams are not used here');
  },
});
