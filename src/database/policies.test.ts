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

// See migrations/0160 and docs/decisions/0036-in-sight.md: say `person_in_sight(person_id)` or `referral_in_sight(referral_id)`.
test('no policy looks up people or referrals within the plan, but where rows are read by the thousand', async () => {
  const lookups = await asSuperuser<{ name: string }>(
    `select tablename || '.' || policyname as name from pg_policies
     where schemaname = 'public' and (qual ~ '(FROM|JOIN) \\(?(people|referrals) ' or with_check ~ '(FROM|JOIN) \\(?(people|referrals) ')
     order by 1`,
  );
  expect(lookups).toEqual([{ name: 'person_search_keys.follows_person' }]);
});

// See migrations/0162: with few different values in between, PostgreSQL 18 takes such an index for the key and reads all it has.
test('no index of a table that is referred to most could be taken for its key: the organisation first and the id further on', async () => {
  const mistakable = await asSuperuser<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = 'public'::regnamespace and c.relname in ('audit_events', 'contacts', 'people', 'referrals', 'tasks')
       and not indisprimary and indpred is null
       and indkey[0] = (select attnum from pg_attribute where attrelid = indrelid and attname = 'organisation_id')
       and exists (select 1 from generate_series(2, indnkeyatts - 1) n
         where indkey[n] = (select attnum from pg_attribute where attrelid = indrelid and attname = 'id')) order by 1`,
  );
  expect(mistakable).toEqual([]);
});
