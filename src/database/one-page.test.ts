import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ACTORS, openTestDatabase } from '../../test/testing.ts';
import { onePage } from './index.ts';

const { as } = await openTestDatabase();
const numbers = (page: number, size: number) =>
  as(ACTORS.north.linkWorker, async ({ tx }) =>
    (
      await sql<{
        n: number;
      }>`select n from generate_series(1, 7) n order by n ${onePage(page, size)}`.execute(tx)
    ).rows.map(({ n }) => n),
  );

describe('one page of a list', () => {
  test('takes as many as there are on a page, from the first page on', async () => {
    expect(await numbers(1, 3)).toEqual([1, 2, 3]);
    expect(await numbers(3, 3)).toEqual([7]);
    expect(await numbers(4, 3)).toEqual([]);
  });
  test('takes a page before the first for the first', async () => {
    expect(await numbers(0, 3)).toEqual([1, 2, 3]);
    expect(await numbers(-2, 3)).toEqual([1, 2, 3]);
  });
  test('lets PostgreSQL keep the plan of a statement, which it would make anew each time for a number it does not know', async () => {
    const plans = await as(ACTORS.north.linkWorker, async ctx => {
      const from = 1;
      const ask = () =>
        sql`select n, (select count(*) from generate_series(1, n)) as places from generate_series(${from}::int, 1000) n
          ${onePage(1, 2)}`.execute(ctx.tx);
      for (let time = 0; time < 8; time++) await ask();
      const { rows } = await sql<{
        made: number;
        kept: number;
      }>`select custom_plans as made, generic_plans as kept
        from pg_prepared_statements where statement like '%as places%' and statement not like '%pg_prepared%'`.execute(
        ctx.tx,
      );
      return rows[0];
    });
    expect(plans).toEqual({ made: 5, kept: 3 });
  });
});
