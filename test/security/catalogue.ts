// What the tables of a database are, read from PostgreSQL itself, so that a new table cannot escape the tests.
import { APP_ROLE } from '#database';
import type { TestDatabase } from '../testing.ts';

export type TableFacts = {
  readonly name: string;
  readonly owner: string;
  readonly secured: boolean;
  readonly forced: boolean;
  /** Its rows belong to organisations. */
  readonly hasOrganisation: boolean;
};

export type ForeignKey = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly toColumns: readonly string[];
};

type Ask = TestDatabase['asSuperuser'];

/** Every table of schema public, in order of name. */
export const listTables = (ask: Ask): Promise<TableFacts[]> =>
  ask<TableFacts>(`
    select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)
        or c.relname = 'organisations' as "hasOrganisation"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname collate "C"`);

/** The column that says whose a row is. */
export const keyOf = (table: string): string => (table === 'organisations' ? 'id' : 'organisation_id');

export const listForeignKeys = (ask: Ask): Promise<ForeignKey[]> =>
  ask<ForeignKey>(`
    select c.conrelid::regclass::text as table, c.confrelid::regclass::text as to,
      (select json_agg(a.attname order by k.n) from unnest(c.conkey) with ordinality k(att, n)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.att) as columns,
      (select json_agg(a.attname order by k.n) from unnest(c.confkey) with ordinality k(att, n)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.att) as "toColumns"
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace
    order by 1, 2`);

/** A table whose rows hang on people: `condition` finds those of the people `$1` and of their referrals `$2` (both uuid[]). */
export type Follower = { readonly name: string; readonly condition: string };

/** Every table with a foreign key to people or to referrals, and people themselves, in order of name. */
export async function listFollowers(ask: Ask): Promise<Follower[]> {
  const conditions = new Map([['people', ['t.id = any($1::uuid[])']]]);
  for (const { table, columns, to } of await listForeignKeys(ask)) {
    const place = ['people', 'referrals'].indexOf(to) + 1;
    if (place === 0 || table === to) continue;
    const condition = `t."${columns.at(-1)}" = any($${place}::uuid[])`;
    conditions.set(table, [...(conditions.get(table) ?? []), condition]);
  }
  // Both lists are always sent, and PostgreSQL wants each of them used.
  const used = 'cardinality($1::uuid[]) + cardinality($2::uuid[]) > 0';
  return [...conditions]
    .map(([name, found]) => ({ name, condition: `(${found.join(' or ')}) and ${used}` }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The columns the serving role may set, quoted and parted by commas; all of them when it may set none. */
export async function insertableColumns(ask: Ask, table: string): Promise<string> {
  const columns = await ask<{ name: string; may: boolean }>(
    `select quote_ident(attname) as name, has_column_privilege($2, attrelid, attnum, 'insert') as may
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`public.${table}`, APP_ROLE],
  );
  const may = columns.filter(column => column.may);
  return (may.length > 0 ? may : columns).map(({ name }) => name).join(', ');
}
