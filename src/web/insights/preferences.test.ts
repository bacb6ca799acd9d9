// The page and download of how often wishes were met: for evaluators and managers, protected, with what it is out of (guidance M4, P1a, P1c).
import { beforeAll, describe, expect, it } from 'vitest';
import { giveToWorker } from '#referrals';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';
import { givenReferral } from '../../overviews/referral-rows.fixture.ts';

const opened = await openTestApp();
const { browse, as } = opened;
const { evaluator, manager, linkWorker } = ACTORS.north;

beforeAll(async () => {
  for (let n = 0; n < 12; n += 1) {
    const { referralId, personId } = await givenReferral(opened, {
      language: 'ti',
      state: 'accepted',
      name: `Hidden Person ${n}`,
    });
    await opened.asSuperuser(
      `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
       select organisation_id, gen_random_uuid(), id, 'preference_language', 'answered', '"same"', created_at from people where id = $1`,
      [personId],
    );
    const chosen = { workerId: linkWorker.accountId, why: '', personAgrees: false };
    await as(manager, ctx => giveToWorker(ctx, referralId, chosen));
  }
});

describe('how often people got what they asked for', () => {
  it('is a page for the manager, from the overview, with per cent and what they are out of', async () => {
    const browser = await browse(manager);
    await browser.goTo('/overview');
    expect(browser.document.querySelector('a[href="/insights/preferences"]')).not.toBeNull();
    await browser.goTo('/insights/preferences?year=2025');
    expect([browser.status, browser.heading]).toEqual([
      200,
      '1 April 2025 to 31 March 2026 How often people got what they asked for',
    ]);
    expect(browser.text).toMatch(
      /Link worker’s language\s?Per cent as asked 100%Given to a link worker 10Asked for something 10Given as asked 10/,
    );
    expect(browser.text).toMatch(/A woman or a man\s?Per cent as asked too few.*?Not asked yet 10/);
    expect(browser.text).not.toContain('Hidden Person');
  });

  it('is a download as protected as the page, for the evaluator too', async () => {
    const browser = await browse(evaluator);
    await browser.goTo('/insights/preferences.csv?year=all');
    expect(browser.headers['content-type']).toContain('text/csv');
    expect(browser.html).toContain('All referrals,All,Link worker’s language,Per cent as asked,100');
    expect(browser.html).toContain(
      'By preferred spoken language,Tigrinya,Link worker’s language,Given as asked,10',
    );
    expect(browser.html).toContain('fewer than 5');
    expect(browser.html).not.toContain('Hidden Person');
  });

  it('says so when there is nothing, and is not for link workers', async () => {
    const south = await (await browse(ACTORS.south.manager)).goTo('/insights/preferences');
    expect(south.text).toContain('No referral of this year was given to a link worker');
    expect((await (await browse(linkWorker)).goTo('/insights/preferences')).status).toBe(403);
  });
});
