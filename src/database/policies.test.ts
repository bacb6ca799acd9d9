// Policies are planned with every statement that touches their table, so they are held to be cheap to plan.
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/testing.ts';

const { asSuperuser } = await openTestDatabase();

// See migrations/0070: write `(select true from … where <primary key>)` instead.
test('no policy has an `exists`, which PostgreSQL would plan twice at each level', async () => {
  const twice = await asSuperuser<{ name: string }>(
    `select tablename || '.' || policyname as name from pg_policies
     where schemaname = 'public' and (qual ~* '\\mexists\\M' or with_check ~* '\\mexists\\M') order by 1`,
  );
  expect(twice).toEqual([]);
});

test('a lookup in a policy finds one row at most, or says that one is enough', async () => {
  const lookups = await asSuperuser<{ name: string; lookup: string }>(
    `select tablename || '.' || policyname as name, lookup[1] as lookup from pg_policies,
       regexp_matches(coalesce(qual, '') || coalesce(with_check, ''), 'SELECT true[^;]*?(?=SELECT true|$)', 'g') as lookup
     where schemaname = 'public'`,
  );
  expect(lookups.length).toBeGreaterThan(40);
  expect(lookups.filter(({ lookup }) => !/LIMIT 1|\((p|r)\.id = \w+\.\w+\)/.test(lookup))).toEqual([]);
});
