// A journey through a group: a worker makes it, adds two people, and takes the register on a phone at the door, without script.
import { describe, expect, it } from 'vitest';
import { startRecord } from '../records.ts';
import {
  ACTORS,
  choose,
  fillDay,
  follow,
  group,
  openJourney,
  PHONE,
  press,
  seePage,
  WITHOUT_SCRIPT,
  wordsOf,
} from './journey.ts';

const journey = await openJourney();
const { linkWorker } = ACTORS.north;

/** A4 within the margins of a browser: each person one row under the headings, nothing stacked or over the edge. */
async function seeRegisterOnPaper(address: string): Promise<void> {
  const paper = await journey.open(linkWorker, { viewport: { width: 718, height: 1000 } });
  await paper.emulateMedia({ media: 'print' });
  await paper.goto(address);
  const boxes = await paper.evaluate<[number, number][]>(
    `[...document.querySelectorAll('tr')].find(row => row.textContent.includes('Rahel Haile'))
      .querySelectorAll('th, td').values().map(cell => cell.getBoundingClientRect()).map(({ top, right }) => [top, right]).toArray()`,
  );
  expect(boxes).toHaveLength(6);
  expect(new Set(boxes.map(([top]) => top)).size).toBe(1);
  expect(Math.max(...boxes.map(([, right]) => right))).toBeLessThanOrEqual(720);
  expect(
    (await paper.getByRole('columnheader', { name: 'Sent word' }).boundingBox())?.height,
  ).toBeGreaterThan(20);
  expect(await paper.getByRole('link', { name: 'Back' }).isVisible()).toBe(false);
  await paper.context().close();
}

describe('given a link worker with two people who would like company', () => {
  it('when she makes a group, adds both and ticks them off at the door, it is on their records (guidance P1c, P1d)', async () => {
    const workerId = linkWorker.accountId;
    await startRecord(journey, { name: 'Selam Tekle', state: 'active', workerId });
    await startRecord(journey, { name: 'Rahel Haile', state: 'active', workerId });
    const page = await journey.open(linkWorker);
    await page.goto('/groups');
    await seePage(page, 'Groups');
    await follow(page, 'Make a group');
    await seePage(page, 'Make a group');
    await page.getByLabel('What is it called?').fill('Tea and talking');
    await choose(page, 'Who may come?', 'Women only');
    await page.getByLabel('Which languages are spoken there? (optional)').fill('Tigrinya, English');
    await press(page, 'Make the group');
    await seePage(page, 'When does it meet?');
    await fillDay(page, 'First day', ['10', '3', '2026']);
    await page.getByLabel('When does it start?').fill('10am');
    await fillDay(page, 'Last day', ['28', '4', '2026']);
    await press(page, 'Add the dates');
    await seePage(page, 'Tea and talking');
    expect(await wordsOf(page)).toContain('8 dates added');
    const address = page.url();

    for (const name of ['Selam Tekle', 'Rahel Haile']) {
      await page.goto(address);
      await follow(page, 'Add a person');
      await seePage(page, 'Add a person');
      await follow(page, name);
      await seePage(page, 'Tea and talking');
      await page.getByLabel('They say that a group for women is right for them').check();
      await choose(page, 'What do they want?', 'A place');
      await press(page, 'Save');
      await seePage(page, 'Groups');
      expect(await wordsOf(page)).toContain('They have a place.');
    }

    const phone = await journey.open(linkWorker, { ...PHONE, ...WITHOUT_SCRIPT });
    await phone.goto('/groups');
    await seePage(phone, 'Groups');
    await follow(phone, /^Tea and talking, Tuesday 10 March 2026/);
    await seePage(phone, 'Tea and talking');
    await seeRegisterOnPaper(`${phone.url()}/print`);
    await group(phone, 'Rahel Haile').getByLabel('Sent word').check();
    await phone.getByLabel('Why, if they were not here to the end: Rahel Haile').selectOption('childcare');
    await press(phone, 'Everybody was here');
    expect(await wordsOf(phone)).toContain('Nobody is missing from it.');

    await page.goto(address);
    await seePage(page, 'Tea and talking');
    expect(await wordsOf(page)).toContain('1 of 2');
    await follow(page, 'Selam Tekle');
    await seePage(page, 'Selam Tekle');
    expect(await wordsOf(page)).toContain('In a group: we spoke or were in touch');
  });
});
