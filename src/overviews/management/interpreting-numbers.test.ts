// Unmet interpreting as a measure: exact for the manager, protected for the evaluator, each with what it is out of (guidance P1a, M6).
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH, SOUTH } from '../../../test/testing.ts';
import { loadInterpretingInsight } from '../insights.ts';
import { loadInterpretingNumbers, unmetOf } from './interpreting-numbers.ts';

const test = await openTestApp();
const { as, asSuperuser, browse } = test;
const { manager, evaluator, linkWorker } = ACTORS.north;

type Given = {
  language: string;
  state: string;
  place?: typeof NORTH | typeof SOUTH;
  neededAt?: string;
  because?: string;
  sex?: string;
  came?: string;
  quality?: string;
};

async function given(record: StartedRecord, asked: Given, times: number): Promise<void> {
  const {
    language,
    state,
    place = NORTH,
    neededAt = '2026-03-02T09:00:00Z',
    because,
    sex,
    came,
    quality,
  } = asked;
  const ended = !['needed', 'requested', 'booked'].includes(state);
  for (let n = 0; n < times; n += 1)
    await asSuperuser(
      `insert into interpreter_bookings (organisation_id, id, person_id, state, role, language, mode, starts_at, talk_minutes, booked_minutes,
         needed_at, needed_by, requested_at, booked_at, ended_at, updated_at, not_attended_because, none_because, reason, instead, relation,
         relative_is_adult, sex_wished, sex_given, quality)
       values ($1, $2, $3, $4, 'interpreter', $5, 'telephone', $6::timestamptz + interval '1 day', 30, 60, $6, $7,
         case when $4 <> 'needed' then $6::timestamptz end, case when $4 in ('booked', 'attended', 'not_attended') then $6::timestamptz end,
         case when $8 then $6::timestamptz end, $6, $9, case when $4 = 'none_available' then 'dialect' end, 'r', 'i', 'aunt', true, $10, $11, $12)`,
      [
        place.organisationId,
        uuidv7(),
        record.personId,
        state,
        language,
        neededAt,
        linkWorker.accountId,
        ended,
        because ?? null,
        sex ?? 'not_asked',
        came ?? 'not_known',
        quality ?? null,
      ],
    );
}

beforeAll(async () => {
  const [north, south] = [await startRecord(test), await startRecord(test, { place: SOUTH })];
  await given(
    north,
    { language: 'ti', state: 'attended', quality: 'good', sex: 'female_only', came: 'female' },
    7,
  );
  await given(north, { language: 'ti', state: 'attended', sex: 'female_only' }, 1);
  await given(north, { language: 'ti-ER', state: 'none_available' }, 5);
  await given(north, { language: 'ti', state: 'not_attended', because: 'interpreter_absent' }, 1);
  await given(north, { language: 'ti', state: 'not_attended', because: 'cancelled_by_person' }, 2);
  await given(north, { language: 'ti', state: 'booked' }, 1);
  await given(north, { language: 'rhg', state: 'relative_used' }, 2);
  await given(north, { language: 'prs', state: 'needed' }, 1);
  await given(north, { language: 'ti', state: 'attended', neededAt: '2026-02-28T23:59:00Z' }, 1);
  await given(south, { language: 'pl', state: 'attended', place: SOUTH }, 30);
});

describe('the manager’s numbers', () => {
  const MARCH = { from: '2026-03-01', to: '2026-03-31' };

  it('count what became of what was asked for in the days, and nothing of others (guidance P1a)', async () => {
    const { all, byLanguage } = await as(manager, ctx => loadInterpretingNumbers(ctx, MARCH));
    expect(all).toMatchObject({
      needed: 20,
      requested: 19,
      booked: 12,
      attended: 8,
      noneAvailable: 5,
      relativeUsed: 2,
      providerFailed: 1,
      otherwiseEnded: 2,
      open: 2,
      unsaid: 2,
      judged: 7,
      judgedGood: 7,
      sexOnly: 8,
      sexOnlyMet: 7,
    });
    expect(unmetOf(all)).toBe(8);
    expect(byLanguage.map(row => [row.language, row.needed, unmetOf(row)])).toEqual([
      ['ti', 17, 6],
      ['rhg', 2, 2],
      ['prs', 1, 0],
    ]);
    const nothing = await as(manager, ctx =>
      loadInterpretingNumbers(ctx, { from: '2024-01-01', to: '2024-01-31' }),
    );
    expect(nothing).toMatchObject({ all: { needed: 0, attended: 0 }, byLanguage: [] });
  });

  it('are on the overview and in its download, each out of what was asked for', async () => {
    const browser = await browse(manager);
    await browser.goTo('/overview?from-day=1&from-month=3&from-year=2026&to-day=10&to-month=3&to-year=2026');
    expect(browser.text).toMatch(/Could not be given\s*8 of 20/);
    expect(browser.text).toContain('40%: none to be had 5, a relative instead 2, the provider failed 1');
    expect(browser.text).toMatch(/Rohingya/);
    const link =
      browser.document.querySelector('a[href^="/overview/numbers.csv"]')?.getAttribute('href') ?? '';
    await browser.goTo(link);
    expect(browser.html).toContain('Interpreting,All languages: could not be given,8,20,2');
    expect(browser.html).toContain('Interpreting,Tigrinya: interpreted,8,17,1');
  });
});

describe('the evaluator’s numbers', () => {
  it('hide what is few and what would give it away (guidance P1a, M6)', async () => {
    const rows = await as(evaluator, async ctx => [
      ...(await loadInterpretingInsight(ctx, 2025, 'none')),
      ...(await loadInterpretingInsight(ctx, 2025, 'language')),
    ]);
    expect(rows.map(row => row.cell)).toEqual(['all', 'other', 'ti']);
    const [all, other, tigrinya] = rows;
    expect(all?.steps).toEqual({
      needed: { shown: 20 },
      booked: { shown: 15 },
      attended: { shown: 10 },
      unmet: { shown: 10 },
    });
    expect(other?.steps.needed).toEqual({ shown: null, hidden: 'few' });
    expect(tigrinya?.steps.needed).toEqual({ shown: null, hidden: 'guard' });
    expect(tigrinya?.steps.unmet).toEqual({ shown: null, hidden: 'guard' });
    expect(await as(linkWorker, ctx => loadInterpretingInsight(ctx, 2025, 'none'))).toEqual([]);
  });

  it('are on their page and in the download, without a rare language', async () => {
    const browser = await browse(evaluator);
    // The years of the page are those in which a referral was received.
    await browser.goTo('/insights?year=2025');
    expect(browser.text).toContain('Interpreting that was asked for');
    expect(browser.text).toContain('Other languages, each asked for fewer than 5 times');
    expect(browser.text).not.toMatch(/Rohingya|Dari/);
    await browser.goTo('/insights/numbers.csv?year=2025');
    expect(browser.html).toContain('Interpreting,All interpreting,Asked for,20');
    expect(browser.html).not.toMatch(/Rohingya|Dari/);
  });
});
