// Many rows in one statement: PostgreSQL reads them from one JSON document, so that ten thousand people take seconds.
import { sql } from 'kysely';
import { type Ctx, type DB, organisationOf } from '#database';
import type { Row } from '../plan.ts';

/** Rows must all have the columns of the first. Columns that are left out get their default. */
export async function insertRows<Table extends keyof DB>(
  ctx: Ctx,
  table: Table,
  rows: readonly Row<Table>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map(column => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (organisation_id, ${columns})
    select ${organisationOf(ctx.actor)}::uuid, ${columns}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(ctx.tx);
}
