// The evaluator's pages: protected numbers, what they cannot say, and no way to a person (guidance E1, E2, M6).
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#app';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';
import { givenReferral } from '../../overviews/referral-rows.fixture.ts';
import { cellWords, countWords, inOrder, yearWords } from './words.ts';

const opened = await openTestApp();
const { browse } = opened;
const { evaluator } = ACTORS.north;

describe('the words of counts', () => {
  it('say why a number is not shown', () => {
    expect(countWords({ shown: 25 })).toBe('25');
    expect(countWords({ shown: null, hidden: 'few' })).toBe('fewer than 5');
    expect(countWords({ shown: null, hidden: 'guard' })).toBe('not shown');
  });

  it('name cells, in an order that is read easily', () => {
    expect(cellWords('language', 'ti')).toBe('Tigrinya');
    expect(cellWords('month', '2026-03')).toBe('March 2026');
    expect(yearWords(2025)).toBe('1 April 2025 to 31 March 2026');
    const cells = ['not_known', 'other', 'ti', 'ar'].map(cell => ({ cell }));
    expect(inOrder('language', cells).map(row => row.cell)).toEqual(['ar', 'ti', 'other', 'not_known']);
  });
});

describe('the numbers', () => {
  beforeAll(async () => {
    for (let n = 0; n < 7; n += 1)
      await givenReferral(opened, { language: 'ti', state: 'closed', name: `Hidden Person ${n}` });
    for (let n = 0; n < 3; n += 1)
      await givenReferral(opened, { language: 'rhg', name: `Hidden Person Few ${n}` });
  });

  it('are rounded or hidden, with what they cannot say', async () => {
    const browser = await browse(evaluator);
    await browser.goTo('/insights');
    expect([browser.status, browser.heading]).toEqual([200, '1 April 2025 to 31 March 2026 Numbers']);
    expect(browser.text).toContain(
      'There is no comparator: this does not show that the service caused a change.',
    );
    expect(browser.text).toMatch(/All referralsReceived 10Accepted 5/);
    expect(browser.text).toMatch(/Other languages, each spoken by fewer than 5Received fewer than 5/);
    expect(browser.text).toMatch(/Language Tigrinya.?Received not shown/);
    expect(browser.text).not.toMatch(/Rohingya|Hidden Person/);
    await browser.goTo('/insights?year=all');
    expect(browser.heading).toContain('All years');
    await browser.goTo("/insights?year=2025' or '1'='1");
    expect(browser.heading).toContain('1 April 2025');
  });

  it('can be downloaded, as protected as on the page', async () => {
    const browser = await browse(evaluator);
    await browser.goTo('/insights/numbers.csv?year=2025');
    expect(browser.headers['content-type']).toContain('text/csv');
    expect(browser.html).toContain('All,All referrals,Received,10');
    expect(browser.html).toContain('fewer than 5');
    expect(browser.html).not.toMatch(/Rohingya|Hidden Person/);
  });

  it('say so when there are none', async () => {
    const browser = await browse(ACTORS.south.evaluator);
    expect((await browser.goTo('/insights')).text).toContain('No referral was received in this year');
  });
});

describe('an evaluator, asking every address', () => {
  it('gets no page about a person, and no name', async () => {
    const { personId, referralId } = await givenReferral(opened, { name: 'Hidden Person Route' });
    const browser = await browse(evaluator);
    const filled = (path: string) =>
      path
        .replace(':person', personId)
        .replace(':referral', referralId)
        .replace(':organisation', 'north')
        .replaceAll(/:\w+/g, referralId);
    const open: string[] = [];
    for (const route of routes.filter(each => each.method === 'GET')) {
      await browser.goTo(filled(route.path));
      expect([route.path, browser.html.includes('Hidden Person')]).toEqual([route.path, false]);
      const forRole = Array.isArray(route.who) && !route.who.includes('evaluator');
      if (forRole) expect([route.path, browser.status]).toEqual([route.path, 403]);
      else if (browser.status === 200) open.push(route.path);
    }
    expect(open).toContain('/insights');
  });
});
