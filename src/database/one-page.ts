// How many rows are wanted stands in the text of a statement: as a parameter, PostgreSQL planned the statement anew each time it was asked,
// which cost more than the list, since a plan for an unknown number of rows never looked cheap enough to keep.
import { type RawBuilder, sql } from 'kysely';

/** `limit …`, to end a statement with. Throws RangeError for what is no whole number above nothing. */
export function atMost(rows: number): RawBuilder<unknown> {
  if (!Number.isSafeInteger(rows) || rows < 1)
    throw new RangeError('a number of rows is whole and above nothing');
  return sql`limit ${sql.lit(rows)}`;
}

/** `limit … offset …`, to end a statement with. @param page from 1 */
export const onePage = (page: number, pageSize: number): RawBuilder<unknown> =>
  page <= 1 ? atMost(pageSize) : sql`${atMost(pageSize)} offset ${(page - 1) * pageSize}`;
