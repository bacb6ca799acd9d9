// Journeys of those who look after the service: how it does, who opened which record, and numbers that name nobody.
import { beforeAll, describe, expect, it } from 'vitest';
import { startRecord } from '../records.ts';
import { ACTORS, follow, openJourney, press, seePage, wordsOf } from './journey.ts';

const journey = await openJourney();
const { manager, linkWorker, privacyLead, evaluator } = ACTORS.north;

/** Given seven people with a link worker, three who wait for one, and two nobody has decided about. */
beforeAll(async () => {
  const workerId = linkWorker.accountId;
  for (const number of [1, 2, 3, 4, 5, 6, 7])
    await startRecord(journey, { name: `Person ${number}`, state: 'active', workerId });
  for (const number of [1, 2, 3])
    await startRecord(journey, { name: `Waiting ${number}`, state: 'accepted' });
  for (const number of [1, 2]) await startRecord(journey, { name: `New ${number}` });
});

describe('given a manager on a Tuesday morning', () => {
  it('when she opens the overview, each number has what it is out of, and leads to the work', async () => {
    const page = await journey.open(manager);
    await page.goto('/');
    await seePage(page, 'Overview');
    expect(await wordsOf(page)).toMatch(/12 referrals by where they stand/);
    await follow(page, 'Caseloads');
    await seePage(page, 'Caseloads');
    await follow(page, 'Lena Linkworker');
    await seePage(page, 'Lena Linkworker');
    expect(await wordsOf(page)).toContain('Person 7');
    await follow(page, /^Change link worker of Person 7/);
    await seePage(page, 'Change the link worker');
  });

  it('when she looks for a person, no name is in the address', async () => {
    const page = await journey.open(manager);
    await page.goto('/people');
    await seePage(page, 'People');
    await page.getByLabel('Name, phone number or NHS number').fill('person 3');
    await press(page, 'Search');
    await seePage(page, 'People');
    expect(page.url().toLowerCase()).not.toContain('person%203');
    expect(decodeURIComponent(page.url()).toLowerCase()).not.toContain('person 3');
    await follow(page, 'Person 3');
    await seePage(page, 'Person 3');
  });
});

describe('given a person who asks who has read about them', () => {
  it('when the privacy lead looks, she sees each who opened the record, and can change nothing', async () => {
    const { personId } = await startRecord(journey, {
      name: 'Asking Person',
      state: 'active',
      workerId: linkWorker.accountId,
    });
    const worker = await journey.open(linkWorker);
    await worker.goto(`/people/${personId}`);
    await seePage(worker, 'Asking Person');
    const lead = await journey.open(privacyLead);
    await lead.goto('/');
    await seePage(lead, 'Who looked at what');
    await follow(lead, 'search for the person');
    await lead.getByLabel('Name, phone number or NHS number').fill('Asking Person');
    await press(lead, 'Search');
    await follow(lead, 'Asking Person');
    await seePage(lead, 'Asking Person');
    expect(await wordsOf(lead)).toMatch(/Lena Linkworker, link worker Looked at a person’s record/);
    await follow(lead, 'Open the record');
    await seePage(lead, 'Asking Person');
    expect(await lead.locator('main form, main a[role=button]').count()).toBe(0);
    await lead.goto(`/privacy/people/${personId}`);
    expect(await wordsOf(lead)).toMatch(/Pria Privacy, privacy lead Looked at a person’s record/);
  });
});

describe('given an evaluator', () => {
  it('when he reads the numbers, few are never shown as a number, and no person is anywhere', async () => {
    const page = await journey.open(evaluator);
    await page.goto('/');
    await seePage(page, 'Numbers');
    const words = await wordsOf(page);
    expect(words).toContain('There is no comparator');
    expect(words).toContain('fewer than 5');
    expect(words).not.toMatch(/Person \d|Waiting \d|Lena/);
    const cells = await page.locator('main td').allInnerTexts();
    const numbers = cells.map(cell => cell.match(/\b\d+$/)?.[0]).filter(cell => cell !== undefined);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter(number => Number(number) % 5 !== 0)).toEqual([]);
  });
});
