// Numbers of unmet need: out of all needs, rounded, small ones hidden, none alone in its line or column, and nothing for others (guidance E1, M6).
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { givenReferral } from '../referral-rows.fixture.ts';
import { loadGapList, loadGapsByKind } from './gap-list.ts';
import {
  GAP_SPLITS,
  loadGaps,
  loadGapsByKindAndArea,
  loadGapTimes,
  loadGapYears,
  loadSearchCounts,
  perCentOf,
} from './gap-numbers.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { evaluator, manager, linkWorker, referrer, privacyLead, administrator } = ACTORS.north;

type Given = {
  readonly kind?: string;
  readonly language?: string;
  readonly area?: string;
  readonly gaps?: readonly { readonly reason?: string; readonly ended?: string; readonly days?: number }[];
  readonly state?: string;
  readonly needs?: number;
};

/** One person with needs of one kind, the first of which has the gaps. */
async function given({
  kind = 'housing',
  language = 'ti',
  area = 'LS7',
  gaps = [],
  state = 'active',
  needs = 1,
}: Given) {
  const { personId, referralId } = await givenReferral(test, {
    language,
    state,
    workerId: linkWorker.accountId,
  });
  const [organisation, plan] = [NORTH.organisationId, uuidv7()];
  await asSuperuser(
    `insert into person_contact_points (organisation_id, id, person_id, kind, value, postcode, recorded_at) values ($1, $2, $3, 'address', 'x', $4, now())`,
    [organisation, uuidv7(), personId, `${area} 1AA`],
  );
  await asSuperuser(
    `insert into plans (organisation_id, id, person_id, referral_id, created_at, updated_at) values ($1, $2, $3, $4, '2026-03-01', '2026-03-01')`,
    [organisation, plan, personId, referralId],
  );
  const ids = Array.from({ length: needs }, uuidv7);
  for (const id of ids)
    await asSuperuser(
      `insert into plan_needs (organisation_id, id, plan_id, person_id, category, recorded_at) values ($1, $2, $3, $4, $5, '2026-03-01T12:00:00Z')`,
      [organisation, id, plan, personId, kind],
    );
  for (const { reason = 'list_full', ended = null, days = 14 } of gaps)
    await asSuperuser(
      `insert into unmet_needs (organisation_id, id, person_id, referral_id, plan_id, need_id, kind, reason, source, language, area, recorded_at,
         updated_at, ended_at, ended_because)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'plan', $9, $10, '2026-03-02', '2026-03-02',
         case when $11::text is not null then '2026-03-02'::timestamptz + make_interval(days => $12) end, $11)`,
      [organisation, uuidv7(), personId, referralId, plan, ids[0], kind, reason, language, area, ended, days],
    );
}

const many = async (count: number, what: Given) => {
  for (let n = 0; n < count; n += 1) await given(what);
};

beforeAll(async () => {
  await many(12, { gaps: [{ ended: 'found', days: 10 }] });
  await many(7, { gaps: [{}, { reason: 'costs' }] });
  await many(6, { gaps: [{ reason: 'costs' }], state: 'closed' });
  await many(8, { area: 'LS8', language: 'ar' });
  await many(9, { kind: 'food', area: 'LS8', language: 'ar', gaps: [{ ended: 'mistake' }] });
  await many(2, { kind: 'food', area: 'LS9', language: 'rhg', gaps: [{}] });
  // Many needs of one person.
  await given({ kind: 'faith', needs: 6, gaps: [{}] });
});

const shown = async (split: (typeof GAP_SPLITS)[number]) =>
  Object.fromEntries(
    (await as(evaluator, ctx => loadGaps(ctx, 2025, split))).map(({ line, counts }) => [
      line,
      Object.fromEntries(
        Object.entries(counts).map(([measure, count]) => [measure, count.shown ?? count.hidden]),
      ),
    ]),
  );

describe('needs for which nothing fitted', () => {
  it('are out of all needs agreed, with how they stand; mistakes are not counted', async () => {
    // 12 + 7 + 6 + 8 + 9 + 2 + 6 = 50 needs; 12 + 7 + 6 + 2 + 1 = 28 with a gap.
    expect((await shown('none')).all).toEqual({
      needs: 50,
      gaps: 30,
      open: 10,
      found: 10,
      without: 'guard',
      not_needed: 'few',
    });
  });

  it('hide what is few, what few people have, and languages and areas that few have', async () => {
    const kinds = await shown('kind');
    expect(kinds.faith).toMatchObject({ needs: 'few', gaps: 'few' });
    expect(kinds.food?.gaps).toBe('few');
    expect(Object.keys(await shown('language')).sort()).toEqual(['ar', 'other', 'ti']);
    expect(Object.keys(await shown('area')).sort()).toEqual(['LS7', 'LS8', 'other']);
  });

  it('have several reasons each, and no needs beside them', async () => {
    const reasons = await shown('reason');
    expect(reasons.list_full?.gaps).toBe(20);
    expect(reasons.costs?.gaps).toBe(15);
    expect(reasons.list_full?.needs).toBeUndefined();
    expect(Object.keys(await shown('quarter'))).toEqual(['2026-01']);
  });

  it('stand by kind and area, and no number is the only hidden one of its line or column', async () => {
    const cells = await as(evaluator, ctx => loadGapsByKindAndArea(ctx, 2025));
    const at = (kind: string, area: string) => cells.find(cell => cell.kind === kind && cell.area === area);
    expect(at('housing', 'LS7')).toMatchObject({ needs: { shown: 25 }, gaps: { shown: 25 } });
    expect(at('housing', 'LS8')?.gaps).toEqual({ shown: null, hidden: 'few' });
    for (const measure of ['needs', 'gaps'] as const)
      for (const along of ['kind', 'area'] as const)
        for (const name of new Set(cells.map(cell => cell[along]))) {
          const line = cells.filter(cell => cell[along] === name);
          expect(line.filter(cell => cell[measure].shown === null)).not.toHaveLength(1);
        }
  });

  it('say how long it took from 10 on, and per cent of rounded counts alone', async () => {
    expect(await as(evaluator, ctx => loadGapTimes(ctx, 2025))).toEqual({
      found: 10,
      medianDays: 10,
      unlinked: null,
    });
    expect(await as(evaluator, ctx => loadGapTimes(ctx, 2020))).toEqual({
      found: null,
      medianDays: null,
      unlinked: null,
    });
    expect(perCentOf({ shown: 10 }, { shown: 30 })).toBe(35);
    expect(perCentOf({ shown: 5 }, { shown: 5 })).toBeNull();
    expect(perCentOf({ shown: null, hidden: 'few' }, { shown: 30 })).toBeNull();
  });

  it('are for evaluators and managers of the service alone', async () => {
    expect(await as(manager, ctx => loadGapYears(ctx))).toEqual([2025]);
    for (const actor of [linkWorker, referrer, privacyLead, administrator, ACTORS.south.evaluator]) {
      expect(await as(actor, ctx => loadGapsByKindAndArea(ctx, null))).toEqual([]);
      for (const split of GAP_SPLITS) expect(await as(actor, ctx => loadGaps(ctx, null, split))).toEqual([]);
    }
  });
});

describe('secondary suppression', () => {
  it('leaves no line and no column of several cells with a single hidden one, and hides nothing without need', async () => {
    const grid = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(grid, async rows => {
        const cells = rows.flatMap((row, line) =>
          row.map((exact, part) => `('${line}','${part}',${exact},${exact < 5},false)::counted_cell`),
        );
        const found = await asSuperuser<{
          line: string;
          part: string;
          shown: number | null;
          hidden: string | null;
        }>(`select * from protected_cells(array[${cells.join()}])`);
        for (const along of ['line', 'part'] as const)
          for (const name of new Set(found.map(cell => cell[along]))) {
            const beside = found.filter(cell => cell[along] === name);
            if (beside.length > 1) expect(beside.filter(cell => cell.shown === null)).not.toHaveLength(1);
          }
        if (rows.flat().every(exact => exact >= 5))
          expect(found.every(cell => cell.shown !== null)).toBe(true);
        for (const cell of found) if (cell.shown !== null) expect(cell.shown % 5).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the manager’s list', () => {
  it('has the people concerned by how it stands and kind, a page at a time, of this service only', async () => {
    const list = (state: 'open' | 'without' | 'found', kind: string | null = null) =>
      as(manager, ctx => loadGapList(ctx, { state, kind, page: 1 }));
    expect((await list('found')).total).toBe(12);
    expect((await list('without', 'housing')).gaps[0]).toMatchObject({
      personName: 'Abrehet Example',
      reason: 'costs',
    });
    expect((await list('open', 'food')).total).toBe(2);
    expect(
      (await as(ACTORS.south.manager, ctx => loadGapList(ctx, { state: 'open', kind: null, page: 1 }))).total,
    ).toBe(0);
    expect(await as(manager, loadGapsByKind)).toEqual([
      { kind: 'housing', needs: 33, withGap: 25, open: 7 },
      { kind: 'food', needs: 11, withGap: 2, open: 2 },
      { kind: 'faith', needs: 6, withGap: 1, open: 1 },
    ]);
  });
});

describe('searches that found nothing', () => {
  it('are counts by month and kind, protected', async () => {
    await asSuperuser(
      `insert into search_counts values ($1, '2026-03-01', 'food', 40, 22, 7), ($1, '2026-02-01', 'any', 10, 3, 0)`,
      [NORTH.organisationId],
    );
    const rows = await as(evaluator, ctx => loadSearchCounts(ctx, 2025, 'none'));
    expect(rows).toEqual([
      { line: 'all', counts: { searches: { shown: 50 }, none_known: { shown: 25 }, empty: { shown: 5 } } },
    ]);
    expect((await as(evaluator, ctx => loadSearchCounts(ctx, 2025, 'kind'))).map(({ line }) => line)).toEqual(
      ['any', 'food'],
    );
    expect(await as(linkWorker, ctx => loadSearchCounts(ctx, null, 'none'))).toEqual([]);
  });
});
