// Records that were joined to a person's, in SQL: what is asked of a person is asked of all of them.
import { type RawBuilder, sql } from 'kysely';

/** The ids of a record and of those joined to it. `person` names a column, as 'r.person_id'. */
export const withJoined = (organisation: RawBuilder<unknown>, person: string): RawBuilder<unknown> =>
  sql`${sql.ref(person)} || array(select m.id from people m where m.organisation_id = ${organisation} and m.merged_into = ${sql.ref(person)})`;

/** Over `people m`, those joined: the column of the newest that knows it, or that knows `known`. */
export const newestJoined = (column: string, known = column): RawBuilder<unknown> =>
  sql`(array_agg(${sql.ref(`m.${column}`)} order by m.created_at desc, m.id desc) filter (where ${sql.ref(`m.${known}`)} is not null))[1]`;
