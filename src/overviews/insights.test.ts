// What evaluators see: protected counts, and never a row (guidance E1, M6; docs/decisions/0012-small-numbers.md).
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { type FunnelSplit, loadFunnel, loadInsightYears, loadPairedQuestions } from './insights.ts';
import { givenReferral } from './referral-rows.fixture.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { evaluator, manager } = ACTORS.north;
const given = (changes: Parameters<typeof givenReferral>[1]) => givenReferral(test, changes);

const times = async (count: number, make: (n: number) => Promise<unknown>) => {
  for (let n = 0; n < count; n += 1) await make(n);
};
const funnel = (split: FunnelSplit, year: number | null = null, actor = evaluator) =>
  as(actor, ctx => loadFunnel(ctx, year, split));
const shown = async (split: FunnelSplit, year: number | null = null) =>
  Object.fromEntries((await funnel(split, year)).map(row => [row.cell, row.steps.received]));

async function answers(
  referral: { personId: string; referralId: string },
  point: string,
  value: number | null,
) {
  const kept = ['satisfied', 'worthwhile', 'happy', 'anxious'].map(item => ({
    item,
    value: item === 'anxious' ? null : value,
    missing: null,
  }));
  await asSuperuser(
    `insert into measure_responses (organisation_id, id, person_id, referral_id, measure, measure_version, point, language, language_standing,
       mode, answers, taken_on, recorded_by, recorded_at)
     values ($1, $2, $3, $4, 'ons4', '1', $5, 'en', 'original', 'self', $6, '2026-03-01', $7, now())`,
    [
      NORTH.organisationId,
      uuidv7(),
      referral.personId,
      referral.referralId,
      point,
      JSON.stringify(kept),
      ACTORS.north.linkWorker.accountId,
    ],
  );
}

beforeAll(async () => {
  // Financial year 2025: 12 Tigrinya, 6 Arabic, 2 Dari, 1 Rohingya, 6 without a language; the year before: 3.
  await times(12, async n => {
    const referral = await given({ language: 'ti', state: 'closed', source: n < 3 ? 'message' : 'self' });
    if (n < 11) await answers(referral, 'start', 4);
    if (n < 10) await answers(referral, 'end', n === 0 ? 10 : 5);
  });
  await times(6, () => given({ language: 'ar-SY', state: 'accepted' }));
  await times(2, () => given({ language: 'prs', state: 'declined' }));
  await times(1, () => given({ language: 'rhg' }));
  await times(6, () => given({ language: null }));
  await times(3, () => given({ language: 'ti', receivedAt: '2025-03-31T22:30:00Z' }));
  await times(40, () => given({ place: SOUTH, language: 'pl' }));
});

describe('the funnel', () => {
  it('is rounded to the nearest 5 and hides what is fewer than 5', async () => {
    const [all] = await funnel('none', 2025);
    expect(all?.steps).toEqual({
      received: { shown: 25 },
      accepted: { shown: 20 },
      allocated: { shown: 10 },
      contacted: { shown: 10 },
      closed: { shown: 10 },
    });
    const [before] = await funnel('none', 2024);
    expect(before?.steps.received).toEqual({ shown: null, hidden: 'few' });
  });

  it('puts languages that few speak into one row, and hides another number when one alone is hidden', async () => {
    const cells = await shown('language', 2025);
    expect(cells).toEqual({
      ti: { shown: 10 },
      ar: { shown: null, hidden: 'guard' },
      not_known: { shown: 5 },
      other: { shown: null, hidden: 'few' },
    });
    expect(Object.keys(cells)).not.toContain('rhg');
  });

  it('by month and by source', async () => {
    expect(await shown('month')).toEqual({
      '2025-03': { shown: null, hidden: 'few' },
      '2026-03': { shown: null, hidden: 'guard' },
    });
    expect(await shown('source', 2025)).toEqual({
      message: { shown: null, hidden: 'few' },
      self: { shown: null, hidden: 'guard' },
    });
  });

  it('never shows a number that is not a multiple of 5, nor one below 5', async () => {
    for (const split of ['none', 'month', 'source', 'language'] as const)
      for (const row of await funnel(split))
        for (const step of Object.values(row.steps))
          if (step.shown !== null) {
            expect(step.shown % 5).toBe(0);
            expect(step.shown).toBeGreaterThanOrEqual(5);
          }
  });

  it('knows the years by London’s first of April', async () => {
    expect(await as(evaluator, ctx => loadInsightYears(ctx))).toEqual([2025, 2024]);
    expect(await as(ACTORS.south.evaluator, ctx => loadInsightYears(ctx))).toEqual([2025]);
  });

  it('is nothing for roles that are not asked to evaluate', async () => {
    for (const actor of [ACTORS.north.referrer, ACTORS.north.administrator, ACTORS.north.linkWorker]) {
      expect(await funnel('none', null, actor)).toEqual([]);
      expect(await as(actor, ctx => loadPairedQuestions(ctx, null))).toEqual([]);
      expect(await as(actor, ctx => loadInsightYears(ctx))).toEqual([]);
    }
    const nobody = { kind: 'public', organisationId: NORTH.organisationId } as const;
    expect(await as(nobody, ctx => loadFunnel(ctx, null, 'none'))).toEqual([]);
  });
});

describe('pairs of answers at the start and the end', () => {
  it('are counted out of all that ended, with means from 10 pairs on', async () => {
    const pairs = await as(evaluator, ctx => loadPairedQuestions(ctx, 2025));
    expect(pairs.map(pair => pair.item)).toEqual(['any', 'satisfied', 'worthwhile', 'happy', 'anxious']);
    expect(pairs[0]).toMatchObject({ ended: 10, started: 10, paired: 10, startMean: null });
    expect(pairs[1]).toEqual({
      item: 'satisfied',
      ended: 10,
      started: 10,
      paired: 10,
      startMean: 4,
      endMean: 5.5,
    });
    expect(pairs[4]).toMatchObject({ item: 'anxious', paired: null, startMean: null, endMean: null });
  });

  it('fewer than 10 have no mean', async () => {
    await asSuperuser(
      `update measure_responses set voided_at = now() where id = (select id from measure_responses where point = 'end' limit 1)`,
    );
    const pairs = await as(evaluator, ctx => loadPairedQuestions(ctx, 2025));
    expect(pairs[1]).toMatchObject({ paired: 10, startMean: null, endMean: null });
  });
});

describe('an evaluator', () => {
  it('reads no row of any table about people, and is no other role afterwards', async () => {
    const { rows: tables } = await as(evaluator, ctx =>
      sql<{ name: string }>`select distinct c.table_name as name from information_schema.columns c
        where c.table_schema = 'public' and c.column_name in ('person_id', 'referral_id', 'team_id', 'worker_id', 'one_person')
          or (c.table_schema = 'public' and c.table_name in ('people', 'audit_events', 'audit_event_details', 'received_messages', 'drafts', 'outbox'))`.execute(
        ctx.tx,
      ),
    );
    expect(tables.length).toBeGreaterThan(15);
    const seen = await as(evaluator, async ctx => {
      await loadFunnel(ctx, null, 'language');
      await loadPairedQuestions(ctx, null);
      const counts: string[] = [];
      for (const { name } of tables) {
        const { rows } = await sql<{
          count: number;
        }>`select count(*) as count from ${sql.table(name)}`.execute(ctx.tx);
        if ((rows[0]?.count ?? 0) > 0) counts.push(name);
      }
      const { rows: role } = await sql<{ role: string }>`select app_role() as role`.execute(ctx.tx);
      expect(role[0]?.role).toBe('evaluator');
      return counts;
    });
    // Colleagues' accounts and the places that refer are no records of people.
    expect(seen.sort()).toEqual(['accounts', 'referring_organisations']);
  });

  it('is no other role after a function has failed inside a savepoint', async () => {
    const role = await as(evaluator, async ctx => {
      await sql`savepoint before`.execute(ctx.tx);
      await sql`select * from insight_funnel('not a year'::text::integer, 'none')`
        .execute(ctx.tx)
        .catch(() => {});
      await sql`rollback to savepoint before`.execute(ctx.tx);
      return (await sql<{ role: string }>`select app_role() as role`.execute(ctx.tx)).rows[0]?.role;
    });
    expect(role).toBe('evaluator');
  });

  it('sees less than a manager, who may read the records and so may have exact numbers', async () => {
    expect((await funnel('none', 2025, manager))[0]?.steps.received).toEqual({ shown: 25 });
  });
});
