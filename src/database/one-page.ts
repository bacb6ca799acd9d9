// One page of a list. How many rows are wanted stands in the text: as a parameter, PostgreSQL planned the statement anew each time it
// was asked, which cost more than the list, since a plan for an unknown number of rows never looked cheap enough to keep.
import { type RawBuilder, sql } from 'kysely';

/** `limit … offset …`, to end a statement with. @param page from 1 */
export function onePage(page: number, pageSize: number): RawBuilder<unknown> {
  const size = sql.lit(Math.trunc(pageSize));
  return page <= 1 ? sql`limit ${size}` : sql`limit ${size} offset ${(page - 1) * pageSize}`;
}
