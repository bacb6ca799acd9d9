// The manager's pages: numbers with what they are out of, a download, caseloads, and finding people without telling an address.
import { beforeAll, describe, expect, it, test } from 'vitest';
import { uuidv7 } from '#kernel';
import { addNames, addPerson } from '#people';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';
import { givenReferral } from '../../overviews/referral-rows.fixture.ts';
import { percentOf, spanInWords } from './overview/span.ts';

const opened = await openTestApp();
const { as, asSuperuser, browse } = opened;
const { linkWorker, otherLinkWorker, manager, privacyLead } = ACTORS.north;
const given = (changes: Parameters<typeof givenReferral>[1]) => givenReferral(opened, changes);

describe('waiting times in words', () => {
  test.each([
    [null, 'None yet'],
    [0.2, 'Under an hour'],
    [1, '1 hour'],
    [47, '47 hours'],
    [48, '2 days'],
    [61, '2.5 days'],
    [24 * 30.4, '30 days'],
  ])('%s hours: %s', (hours, words) => {
    expect(spanInWords(hours)).toBe(words);
  });

  it('a share of nothing is not a number', () => {
    expect([percentOf(0, 0), percentOf(1, 3), percentOf(3, 3)]).toEqual([null, 33, 100]);
  });
});

describe('the overview', () => {
  beforeAll(async () => {
    await asSuperuser(`update accounts set name = '=Lena' where id = $1`, [linkWorker.accountId]);
    await given({ state: 'received', receivedAt: '2026-03-02T09:00:00Z' });
    await given({ state: 'accepted', receivedAt: '2026-03-02T09:00:00Z', decidedAt: '2026-03-04T09:00:00Z' });
    await given({
      state: 'active',
      name: 'Hodan Active',
      workerId: linkWorker.accountId,
      receivedAt: '2026-03-02T09:00:00Z',
    });
    await given({ state: 'closed', receivedAt: '2025-06-02T09:00:00Z' });
  });

  it('shows each number with what it is out of, and the same as a download without formulas', async () => {
    const browser = await browse(manager);
    await browser.goTo('/overview?from=2026-03-01&to=2026-03-10');
    expect([browser.status, browser.heading]).toEqual([200, 'Overview']);
    expect(browser.text).toContain('Referrals received 1 March 2026 to 10 March 2026');
    expect(browser.text).toMatch(/3 referrals by where they stand/);
    expect(browser.text).toMatch(/a decisionHalf within 24 hoursLongest 2 daysOut of 2 of 3Not so far 1/);
    expect(browser.text).toMatch(/Decided within the time promised2 of 2100%\. 1 not counted/);
    expect(browser.text).toMatch(/Not decided, and late now1 of 3/);
    await browser.goTo('/overview/numbers.csv?from=2026-03-01&to=2026-03-10');
    expect(browser.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(browser.html).toContain('Where they stand,"Accepted, waiting for a link worker",1,3,0');
    expect(browser.html).toContain("'=Lena");
    expect(browser.html).not.toMatch(/(^|,|")=/m);
    const events = await asSuperuser(`select 1 from audit_events where event = 'overview.downloaded'`);
    expect(events).toHaveLength(1);
  });

  it('has a form for other days, which keeps what was typed when it is wrong', async () => {
    const browser = await browse(manager);
    await browser.goTo('/overview');
    await browser.submit({ 'from-day': '31', 'from-month': '2', 'from-year': '2026' }, '/overview');
    expect(browser.status).toBe(422);
    expect(browser.errors).toEqual(['Enter a real date, such as 27 3 2026']);
    expect(browser.document.querySelector('input[name=from-day]')?.getAttribute('value')).toBe('31');
    await browser.goTo('/overview?from=2020-01-01&to=2020-01-31');
    expect(browser.text).toContain('No referral was received in this period');
  });

  it('is the manager’s alone', async () => {
    for (const actor of [linkWorker, ACTORS.north.evaluator, privacyLead, ACTORS.north.administrator])
      for (const path of [
        '/overview',
        '/overview/numbers.csv',
        '/caseloads',
        `/caseloads/${linkWorker.accountId}`,
      ])
        expect((await (await browse(actor)).goTo(path)).status).toBe(403);
    const south = await browse(ACTORS.south.manager);
    expect((await south.goTo('/overview?from=2020-01-01&to=2026-03-10')).text).toContain(
      'No referral was received',
    );
    expect((await south.goTo(`/caseloads/${linkWorker.accountId}`)).status).toBe(404);
  });
});

describe('caseloads', () => {
  it('lead from the worker to each referral and to a change of link worker', async () => {
    const browser = await browse(manager);
    await browser.goTo('/caseloads');
    expect(browser.text).toMatch(/=Lena Team Team A.*1 of 40/);
    await browser.goTo(`/caseloads/${linkWorker.accountId}`);
    expect(browser.text).toContain('Hodan Active');
    expect(browser.document.querySelector('a[href^="/allocation/"]')?.textContent).toMatch(
      /Change link worker/,
    );
    await browser.goTo(`/caseloads/${linkWorker.accountId}?page=5`);
    expect(browser.text).toContain('There is nothing on this page');
    await browser.goTo(`/caseloads/${otherLinkWorker.accountId}`);
    expect(browser.text).toContain('They have no open referral');
    expect((await browser.goTo(`/caseloads/${uuidv7()}`)).status).toBe(404);
  });
});

describe('finding people', () => {
  beforeAll(async () => {
    await as(ACTORS.north.system, async ctx => {
      const person = await addPerson(
        ctx,
        {
          names: [{ use: 'legal', fullName: 'Khadija Noor' }],
          birthDate: { status: 'answered', value: '1990' },
          nhsNumber: '9990548609',
          nhsNumberStatus: 'given',
          gpPracticeId: null,
          gpRegistration: 'not_known',
          contactPoints: [],
          languages: [],
          facts: [],
        },
        NORTH.teamA,
      );
      await addNames(ctx, person, [{ use: 'other_script', fullName: 'خديجة نور' }]);
    });
  });

  it('finds by another spelling, and neither the address nor the audit tells what was typed', async () => {
    const browser = await browse(manager);
    await browser.goTo('/people');
    await browser.submit({ search: 'Khadijah' }, '/people/search');
    expect(browser.path).toMatch(/^\/people\/found\?search=[\w-]+$/);
    expect(browser.path.toLowerCase()).not.toContain('khadija');
    expect(browser.text).toMatch(/1 person found.*Khadija Noor.*1990.*999 054 8609.*Team A/s);
    expect(browser.document.querySelector('input[name=search]')?.getAttribute('value')).toBe('Khadijah');
    const logged = await asSuperuser(`select 1 from audit_events where event = 'people.searched'`);
    expect(logged).toHaveLength(1);
    const address = browser.path;
    expect((await (await browse(linkWorker)).goTo(address)).status).toBe(404);
    expect((await browser.goTo('/people/found?search=made-up')).status).toBe(404);
    expect((await browser.goTo('/people/found')).status).toBe(404);
  });

  it('leads the privacy lead to who looked at the record', async () => {
    const browser = await browse(privacyLead);
    await browser.goTo('/people');
    await browser.submit({ search: '999 054 8609' }, '/people/search');
    expect(browser.document.querySelector('main table a')?.getAttribute('href')).toMatch(
      /^\/privacy\/people\//,
    );
  });

  it('finds nobody of another team, and asks for something to look for', async () => {
    const browser = await browse(otherLinkWorker);
    await browser.goTo('/people');
    await browser.submit({ search: '  ' }, '/people/search');
    expect([browser.status, browser.errors]).toEqual([422, ['Type a name, a phone number or an NHS number']]);
    await browser.submit({ search: 'Khadija' }, '/people/search');
    expect(browser.text).toContain('Nobody was found');
    for (const odd of ['%', '\\', "'; drop table people; --", '<script>', '😀', 'م'.repeat(199)]) {
      await browser.submit({ search: odd }, '/people/search');
      expect(browser.status).toBe(200);
    }
  });

  it('is not for referrers, administrators or evaluators', async () => {
    for (const actor of [ACTORS.north.referrer, ACTORS.north.administrator, ACTORS.north.evaluator])
      expect((await (await browse(actor)).goTo('/people')).status).toBe(403);
  });
});
