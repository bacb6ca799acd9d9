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
  | 'jsonb'
  | 'bytea'
  | 'tsvector';
export type Table = { readonly name: string; readonly columns: Readonly<Record<string, SqlType>> };
export type TableRow = Readonly<Record<string, unknown>>;

const columnsOf = (table: Table): RawBuilder<unknown> =>
  sql.join(Object.keys(table.columns).map(column => sql.ref(column)));

const typed = (table: Table): RawBuilder<unknown> =>
  sql.join(Object.entries(table.columns).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`));

/** Inserts the rows; where `key` names the primary key, a row that is there already is brought up to date. */
export async function writeRows(
  ctx: Ctx,
  table: Table,
  rows: readonly TableRow[],
  key?: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const changed = Object.keys(table.columns).filter(column => !key?.includes(column));
  const updates = sql.join(changed.map(column => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`));
  const conflict =
    key === undefined
      ? sql``
      : sql`on conflict (${sql.join(key.map(column => sql.ref(column)))}) do update set ${updates}`;
  await sql`insert into ${sql.table(table.name)} (${columnsOf(table)})
    select ${columnsOf(table)} from json_to_recordset(${JSON.stringify(rows)}::json) as r(${typed(table)}) ${conflict}`.execute(
    ctx.tx,
  );
}
