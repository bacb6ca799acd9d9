// What journeys use: the real application listening, a real Chromium, people signed in, and each page checked as it opens.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { asActor } from '#database';
import type { StaffActor } from '#kernel';
import { startSession } from '../../src/accounts/sessions/store.ts';
import { openTestApp, type TestApp } from '../app.ts';
import { expectAccessible, openChromium } from '../browser.ts';

export { ACTORS, NORTH } from '../app.ts';

export const PHONE = { viewport: { width: 360, height: 740 } } as const;
export const WITHOUT_SCRIPT = { javaScriptEnabled: false } as const;

export type Journey = TestApp & {
  readonly origin: () => string;
  /** A browser window of its own: somebody signed in, or a visitor. Checks for faults on every page it opens. */
  open(actor?: StaffActor, options?: BrowserContextOptions): Promise<Page>;
};

/** One application and one Chromium a file. */
export async function openJourney(): Promise<Journey> {
  const test = await openTestApp();
  let browser: Browser | undefined;
  let origin = '';
  beforeAll(async () => {
    origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await test.app.close();
  });
  const open = async (actor?: StaffActor, options: BrowserContextOptions = {}): Promise<Page> => {
    if (!browser) throw new Error('the browser is not open yet');
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    if (actor) {
      const token = await asActor(test.database, actor, ctx =>
        startSession(ctx, { accountId: actor.accountId, device: 'journey', secondFactorGiven: true }),
      );
      await context.addCookies([{ name: 'session', value: token, url: origin }]);
    }
    const page = await context.newPage();
    page.on('response', response => {
      if (response.status() >= 500) throw new Error(`${response.status()} ${response.url()}`);
    });
    return page;
  };
  return { ...test, origin: () => origin, open };
}

/**
 * The page is the expected one, nothing needs sideways scrolling, and axe finds nothing. Where script is off axe cannot run:
 * the same pages are seen with script in other journeys.
 */
export async function seePage(page: Page, heading: string | RegExp): Promise<void> {
  await page.waitForLoadState();
  const found = (await page.locator('h1').first().innerText()).replaceAll(/\s+/g, ' ').trim();
  expect(found).toMatch(heading);
  const [wide, window] = (await page.evaluate(
    '[document.documentElement.scrollWidth, window.innerWidth]',
  )) as [number, number];
  expect(wide, `${page.url()} is wider than its window`).toBeLessThanOrEqual(window);
  const scripted = await page.evaluate('!matchMedia("(scripting: none)").matches');
  if (scripted) await expectAccessible(page);
}

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
export const follow = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click();

/** Answers every question of a referral in turn; `fill` may act on each. Ends on the check page. */
export async function answerQuestions(
  page: Page,
  fill: Readonly<Record<string, (page: Page) => Promise<unknown>>>,
): Promise<void> {
  for (let step = 0; step < 12; step++) {
    await page.waitForLoadState();
    const name = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    if (name === 'check') return;
    await seePage(page, /./);
    await fill[name]?.(page);
    await press(page, 'Continue');
  }
  throw new Error('the questions did not end');
}
