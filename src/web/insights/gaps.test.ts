// The pages of unmet need for evaluators and managers: protected, with what they are out of, in words, to print and to download (guidance E1, M6).
import { beforeAll, describe, expect, it } from 'vitest';
import { writeSearchCounts } from '#directory';
import { uuidv7 } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';
import { givenReferral } from '../../overviews/referral-rows.fixture.ts';
import { inOrder, lineWords, quarterWords } from './gaps/words.ts';

const opened = await openTestApp();
const { browse, asSuperuser, database } = opened;
const { evaluator, manager, linkWorker } = ACTORS.north;

async function personWithNeed(n: number): Promise<void> {
  const { personId, referralId } = await givenReferral(opened, {
    language: 'ti',
    state: 'active',
    workerId: linkWorker.accountId,
    name: `Hidden Person ${n}`,
  });
  const [plan, need] = [uuidv7(), uuidv7()];
  const at = [NORTH.organisationId, plan, personId, referralId];
  await asSuperuser(
    `insert into plans (organisation_id, id, person_id, referral_id, created_at, updated_at) values ($1, $2, $3, $4, '2026-03-01', '2026-03-01')`,
    at,
  );
  await asSuperuser(
    `insert into plan_needs (organisation_id, id, plan_id, person_id, category, recorded_at) values ($1, $2, $3, $4, $5, '2026-03-01T12:00Z')`,
    [NORTH.organisationId, need, plan, personId, n < 12 ? 'housing' : n < 13 ? 'faith' : 'men'],
  );
  if (n >= 7) return;
  await asSuperuser(
    `insert into unmet_needs (organisation_id, id, person_id, referral_id, plan_id, need_id, kind, reason, source, note, recorded_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, 'housing', 'list_full', 'plan', 'Hidden note', '2026-03-02', '2026-03-02')`,
    [NORTH.organisationId, uuidv7(), personId, referralId, plan, need],
  );
}

beforeAll(async () => {
  for (let n = 0; n < 14; n += 1) await personWithNeed(n);
});

describe('words', () => {
  it('name lines and quarters, those that gather last', () => {
    expect(quarterWords('2026-10')).toBe('October to December 2026');
    expect(lineWords('area', 'other')).toBe('Other areas, each of fewer than 5 people');
    expect(lineWords('kind', 'other')).toBe('Something else');
    expect(lineWords('reason', 'other')).toBe('Something else');
    expect(
      inOrder(
        'language',
        ['not_known', 'other', 'ti', 'ar'].map(line => ({ line })),
      ).map(({ line }) => line),
    ).toEqual(['ar', 'ti', 'other', 'not_known']);
  });
});

describe('unmet need', () => {
  it('is shown to evaluators with what it is out of, and what it cannot show', async () => {
    const page = await browse(evaluator);
    await page.goTo('/insights');
    expect(page.document.querySelector('a[href^="/insights/gaps?year="]')).not.toBeNull();
    await page.goTo('/insights/gaps');
    expect(page.heading).toBe('1 April 2025 to 31 March 2026 What was needed and not found');
    const rows = [...page.document.querySelectorAll('tr')].map(row =>
      [...row.children].map(cell => cell.textContent ?? ''),
    );
    expect(rows).toContainEqual(['Housing', '10', '5', '50%']);
    expect(page.text).toMatch(/What became of them, by kind of need.*Housing\s?Still looking 5/);
    expect(page.text).toContain('Too few to show any number: Faith and belief; Groups for men.');
    expect(page.text).toContain('Needs that nobody spoke of, or that nobody wrote down, are not in them.');
    expect(page.text).toContain('Found later: fewer than 5 of');
    expect(page.html).not.toMatch(/Hidden|href="\/people|href="\/gaps"/);
    await page.goTo("/insights/gaps?year=2025' or '1'='1");
    expect(page.status).toBe(200);
  });

  it('is a page to print and a download, as protected as the page', async () => {
    const page = await browse(evaluator);
    await page.goTo('/insights/gaps/print?year=all');
    expect(page.text).toContain('As it was on 10 March 2026');
    expect(page.text).toMatch(/North.*All years/);
    await page.goTo('/insights/gaps.csv?year=2025');
    expect(page.headers['content-type']).toContain('text/csv');
    expect(page.html).toContain('By kind of need,Housing,Nothing fitted at some time,5');
    expect(page.html).toContain('By kind of need,Faith and belief,Needs agreed,fewer than 5');
    expect(page.html).not.toContain('Hidden');
  });

  it('leads the manager to the people concerned, and nobody else', async () => {
    const page = await browse(manager);
    await page.goTo('/insights/gaps?year=all');
    expect(page.document.querySelector('a[href="/gaps"]')).not.toBeNull();
    const south = await (await browse(ACTORS.south.evaluator)).goTo('/insights/gaps');
    expect(south.text).toContain('No need was agreed yet');
    expect((await (await browse(linkWorker)).goTo('/insights/gaps')).status).toBe(403);
  });
});

describe('searches that found nothing', () => {
  it('are counted once each by month and kind, without a word of what was searched for or by whom', async () => {
    const page = await browse(linkWorker);
    for (let n = 0; n < 6; n += 1) {
      await page.goTo('/directory');
      await page.submit(
        { text: 'zebra', need: 'MON-FOOD', postcode: '', language: 'Tigrinya' },
        '/directory/search',
      );
      await page.goTo(page.path);
    }
    await writeSearchCounts(database);
    await writeSearchCounts(database);
    const rows = await asSuperuser('select * from search_counts');
    expect(rows).toEqual([
      {
        organisation_id: NORTH.organisationId,
        month: expect.anything(),
        kind: 'food',
        searches: 6,
        none_known: 6,
        empty: 6,
      },
    ]);
    const insights = await (await browse(evaluator)).goTo('/insights/gaps?year=all');
    expect(insights.text).toMatch(/All searches\s?Searches 5Nothing known to fit 5Nothing at all 5/);
    expect(insights.text).toContain(
      'This counts searches of the directory by staff and referrers, not people.',
    );
    expect(insights.text).not.toContain('zebra');
  });
});
