// Journeys of somebody who asks for help, and of those who refer them: with and without script, on a phone, in Arabic.
import { describe, expect, it } from 'vitest';
import {
  ACTORS,
  answerQuestions,
  follow,
  openJourney,
  PHONE,
  press,
  seePage,
  WITHOUT_SCRIPT,
} from './journey.ts';

const journey = await openJourney();

describe('a woman asks for help on an old phone, without script (guidance R1, M2)', () => {
  it('reads the first page in Arabic from right to left, asks, and gets a reference', async () => {
    const page = await journey.open(undefined, { ...PHONE, ...WITHOUT_SCRIPT });
    await page.goto('/refer-to/north');
    await seePage(page, /Ask for help/);
    await follow(page, 'العربية');
    await seePage(page, /طلب المساعدة/);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('p[lang=en]').first().innerText()).toContain(
      'We do not ask about your immigration status',
    );
    await page.locator('form[action$="/start"] button').first().click();
    await answerQuestions(page, {
      name: async it => it.getByLabel('Full name').fill('ሰላም'),
      contact: async it => it.getByLabel(/Phone number/).fill('07700 900123'),
      languages: async it => it.getByLabel(/Which language do you speak best/).fill('Tigrinya'),
      help: async it => it.getByLabel('GP registration support').check(),
      consent: async it => it.getByLabel('Yes, I agree').check(),
    });
    await seePage(page, 'Check your answers');
    await press(page, 'Ask for help');
    await seePage(page, 'We have your request');
    expect(await page.locator('.fb-reference').innerText()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  });
});

describe('a receptionist refers somebody', () => {
  it('stops half way, comes back to the draft, and sends it', async () => {
    const page = await journey.open(ACTORS.north.referrer);
    await page.goto('/refer');
    await seePage(page, 'Refer someone');
    await press(page, 'Start');
    await page.getByLabel('Yes, they know and agree').check();
    await press(page, 'Continue');
    await page.getByLabel('Full name').fill('Yusuf Ali');
    await press(page, 'Continue');
    await page.goto('/refer');
    await seePage(page, 'Refer someone');
    await follow(page, 'Yusuf Ali');
    await seePage(page, 'Check the answers before you send');
    await press(page, 'Send the referral');
    await seePage(page, 'Referral sent');
    await page.goto('/referrals');
    await seePage(page, 'Your referrals');
    await follow(page, 'Yusuf Ali');
    await seePage(page, /Yusuf Ali/);
  });

  it('is told plainly what to mend, in a summary that leads to the field', async () => {
    const page = await journey.open(ACTORS.north.referrer);
    await page.goto('/refer');
    await press(page, 'Start');
    await press(page, 'Continue');
    await seePage(page, /Does the person know and agree/);
    expect(await page.title()).toMatch(/^Error: /);
    await follow(page, 'Choose whether the person knows and agrees');
    expect(await page.evaluate('document.activeElement.id')).toBe('consent');
  });
});
