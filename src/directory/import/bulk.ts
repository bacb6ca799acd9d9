// Writes many rows in one statement: PostgreSQL unpacks them from one JSON parameter.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';

export type SqlType =
  | 'uuid'
  | 'text'
  | 'text[]'
  | 'integer'
  | 'numeric'
  | 'double precision'
  | 'boolean'
  | 'timestamptz'
  | 'date'
  | 'time'
  | 'jsonb'
  | 'bytea'
  | 'tsvector';
export type Table = {
  readonly name: string;
  readonly columns: Readonly<Record<string, SqlType>>;
  /** Columns that a row which is there already does not simply take over. */
  readonly updates?: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Only the source that a row came from may change it. */
  readonly guarded?: boolean;
  /** A row says all there is to say: a column that none of the rows has goes back to its default in those that are there already. */
  readonly whole?: boolean;
};
export type TableRow = Readonly<Record<string, unknown>>;

const columnsOf = (table: Table): RawBuilder<unknown> =>
  sql.join(Object.keys(table.columns).map(column => sql.ref(column)));

const typed = (table: Table): RawBuilder<unknown> =>
  sql.join(Object.entries(table.columns).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`));

/** What to do about a row that is there already: bring it up to date, by its primary key, or let it be. `unsaid`: columns no row has. */
function onConflict(
  table: Table,
  key: readonly string[] | 'keep' | undefined,
  unsaid: readonly string[],
): RawBuilder<unknown> {
  if (key === undefined) return sql``;
  if (key === 'keep') return sql`on conflict do nothing`;
  const changed = Object.keys(table.columns).filter(column => !key.includes(column));
  const updates = changed.map(
    column => sql`${sql.ref(column)} = ${table.updates?.[column] ?? sql`excluded.${sql.ref(column)}`}`,
  );
  if (table.whole) updates.push(...unsaid.map(column => sql`${sql.ref(column)} = default`));
  const guard = table.guarded ? sql`where ${sql.table(table.name)}.source_id = excluded.source_id` : sql``;
  return sql`on conflict (${sql.join(key.map(column => sql.ref(column)))}) do update set ${sql.join(updates)} ${guard}`;
}

/** Inserts the rows; where `key` names the primary key, a row that is there already is brought up to date, or kept as it is. */
export async function writeRows(
  ctx: Ctx,
  table: Table,
  rows: readonly TableRow[],
  key?: readonly string[] | 'keep',
): Promise<void> {
  if (rows.length === 0) return;
  // Only the columns that any of the rows has: a column left out takes its default.
  const used = new Set(rows.flatMap(row => Object.keys(row)));
  const unsaid = Object.keys(table.columns).filter(column => !used.has(column));
  const written: Table = {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([column]) => used.has(column))),
  };
  await sql`insert into ${sql.table(table.name)} (${columnsOf(written)})
    select ${columnsOf(written)} from json_to_recordset(${JSON.stringify(rows)}::json) as r(${typed(written)})
    ${onConflict(written, key, unsaid)}`.execute(ctx.tx);
}
