// Journeys of somebody who asks for help, and of those who refer them: with and without script, on a phone, in Arabic, by keyboard, in two tabs.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  ACTORS,
  answerQuestions,
  arrive,
  choose,
  follow,
  openJourney,
  PHONE,
  press,
  seePage,
  WITHOUT_SCRIPT,
  wordsOf,
} from './journey.ts';

const journey = await openJourney();
const focused = (page: Page) =>
  page.evaluate('document.activeElement.id || document.activeElement.innerText');

async function startReferral(page: Page): Promise<string> {
  await page.goto('/refer');
  await press(page, 'Start');
  return page.url().replace(/[^/]+$/, '');
}

describe('given a woman with an old phone (guidance R1, M2)', () => {
  it.each([
    ['with script', PHONE],
    ['without script', { ...PHONE, ...WITHOUT_SCRIPT }],
  ])('when she reads in Arabic, right to left, and asks %s, she gets a reference', async (_, options) => {
    const page = await journey.open(undefined, options);
    await page.goto('/refer-to/north');
    await seePage(page, /Ask for help/);
    await follow(page, 'العربية');
    await seePage(page, /طلب المساعدة/);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('p[lang=en]').first().innerText()).toContain(
      'We do not ask about your immigration status',
    );
    await arrive(page, () => page.locator('form[action$="/start"] button').first().click());
    await answerQuestions(page, {
      name: it => it.getByLabel('Full name').fill('ሰላም'),
      contact: it => it.getByLabel(/Phone number/).fill('07700 900123'),
      languages: it => it.getByLabel(/Which language do you speak best/).fill('Tigrinya'),
      help: it => it.getByLabel('GP registration support').check(),
      consent: it => it.getByLabel('Yes, I agree').check(),
    });
    await seePage(page, 'Check your answers');
    await press(page, 'Ask for help');
    await seePage(page, 'We have your request');
    expect(await page.locator('.fb-reference').innerText()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  });
});

describe('given a professional without an account', () => {
  it('when he refers somebody, he says who he is and is told what happens next', async () => {
    const page = await journey.open();
    await page.goto('/refer-to/north');
    await follow(page, 'Ask for help for somebody else');
    await seePage(page, 'Refer someone');
    await press(page, 'Start');
    await answerQuestions(page, {
      'about-you': async it => {
        await it.getByLabel('Your name').fill('Jo Park');
        await it.getByLabel('Where you work').fill('Day centre');
        await it.getByLabel('Your phone number or email address').fill('jo@example.org');
      },
      consent: it => choose(it, 'What the person said', 'They do not know yet'),
      name: it => it.getByLabel('Full name').fill('محمد الأحمد'),
    });
    await seePage(page, 'Check the answers');
    await press(page, 'Send the referral');
    await seePage(page, 'Referral sent');
  });
});

describe('given a receptionist at a busy desk', () => {
  it('when she stops half way, she comes back to the draft and sends it', async () => {
    const page = await journey.open(ACTORS.north.referrer);
    await startReferral(page);
    await choose(page, 'What the person said', 'Yes, they know and agree');
    await press(page, 'Continue');
    await page.getByLabel('Full name').fill('Yusuf Ali');
    await press(page, 'Continue');
    await page.goto('/refer');
    await seePage(page, 'Refer someone');
    await follow(page, 'Yusuf Ali');
    // Where she left off, so that no question goes unseen.
    for (let question = 3; question <= 8; question += 1) {
      await seePage(page, new RegExp(`^Question ${question} of 8`));
      await press(page, 'Continue');
    }
    await seePage(page, 'Check the answers before you send');
    await press(page, 'Send the referral');
    await seePage(page, 'Referral sent');
    await page.goto('/referrals');
    await follow(page, 'Yusuf Ali');
    await seePage(page, /Yusuf Ali/);
  });

  it('when she forgets an answer, the summary has the focus and leads to the question', async () => {
    const page = await journey.open(ACTORS.north.referrer);
    await startReferral(page);
    await press(page, 'Continue');
    await seePage(page, /Does the person know and agree/);
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate('document.activeElement.className')).toContain('nhsuk-error-summary');
    await page.getByRole('link', { name: 'Choose whether the person knows and agrees' }).click();
    expect(await focused(page)).toBe('consent');
  });

  it('when she has one draft in two tabs, both are kept, and it is sent once', async () => {
    const one = await journey.open(ACTORS.north.referrer);
    const draft = await startReferral(one);
    await choose(one, 'What the person said', 'Yes, they know and agree');
    const other = await one.context().newPage();
    await other.goto(`${draft}name`);
    await other.getByLabel('Full name').fill('Two Tabs');
    await press(other, 'Continue');
    await press(one, 'Continue');
    for (const tab of [one, other]) {
      await tab.goto(`${draft}check`);
      expect(await wordsOf(tab)).toMatch(/Yes, they know and agree.*Two Tabs/);
    }
    await press(one, 'Send the referral');
    await press(other, 'Send the referral');
    await seePage(other, 'Referral sent');
    const references = await Promise.all([one, other].map(tab => tab.locator('.fb-reference').innerText()));
    expect(references[1]).toBe(references[0]);
    await one.goto('/referrals?show=all');
    expect(await one.getByRole('link', { name: 'Two Tabs' }).count()).toBe(1);
  });

  it('when she uses only the keyboard, each stop is seen and the question is answered', async () => {
    const page = await journey.open(ACTORS.north.referrer);
    await startReferral(page);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('maincontent');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('consent');
    const ring = await page.evaluate(
      `getComputedStyle(document.querySelector('label[for=consent]'), '::before').boxShadow`,
    );
    expect(ring).toContain('rgb(255, 223, 77)');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('They know, but would like to talk about it first').isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Continue');
    await arrive(page, () => page.keyboard.press('Enter'));
    await seePage(page, 'name');
  });
});
