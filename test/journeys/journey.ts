// What journeys use: the real application listening, a real Chromium, people signed in, and each page checked as it opens.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { asActor } from '#database';
import { importDirectory } from '#directory';
import type { Clock, StaffActor } from '#kernel';
import { startSession } from '../../src/accounts/sessions/store.ts';
import { openTestApp, type TestApp } from '../app.ts';
import { expectAccessible, openChromium } from '../browser.ts';

export { ACTORS, NORTH } from '../app.ts';

export const PHONE = { viewport: { width: 360, height: 740 } } as const;
export const WITHOUT_SCRIPT = { javaScriptEnabled: false } as const;

const WIDE = { viewport: { width: 1280, height: 900 } } as const;
const PATIENCE_MS = 20_000;

export type Journey = TestApp & {
  readonly origin: () => string;
  /** A browser window of its own: somebody signed in, or a visitor. A page that breaks on the server ends the journey. */
  open(actor?: StaffActor, options?: BrowserContextOptions): Promise<Page>;
};

/** One application and one Chromium a file. Journeys are long: they get two minutes. */
export async function openJourney(options: { clock?: Clock } = {}): Promise<Journey> {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  const test = await openTestApp(options);
  let browser: Browser | undefined;
  let origin = '';
  beforeAll(async () => {
    origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await test.app.close();
    vi.resetConfig();
  });
  const open = async (actor?: StaffActor, options: BrowserContextOptions = {}): Promise<Page> => {
    if (!browser) throw new Error('the browser is not open yet');
    const context = await browser.newContext({ baseURL: origin, ...WIDE, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
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

/** The signposts that come with the product: few, so that a journey does not wait for a whole directory. */
export async function fillDirectory({ database }: TestApp): Promise<void> {
  const wish = { kind: 'file', file: 'seeds/directory/signposts.json', format: 'signposts' } as const;
  expect((await importDirectory(database, wish)).ok).toBe(true);
}

/**
 * The page is the expected one, nothing needs sideways scrolling, and axe finds nothing. Where script is off axe cannot run:
 * the same pages are seen with script in other journeys.
 */
export async function seePage(page: Page, heading: string | RegExp): Promise<void> {
  const found = (await page.locator('h1').first().innerText()).replaceAll(/\s+/g, ' ').trim();
  expect(found, page.url()).toMatch(heading);
  const [wide, window] = (await page.evaluate(
    '[document.documentElement.scrollWidth, window.innerWidth]',
  )) as [number, number];
  expect(wide, `${page.url()} is wider than its window`).toBeLessThanOrEqual(window);
  const scripted = await page.evaluate('!matchMedia("(scripting: none)").matches');
  if (scripted) await expectAccessible(page);
}

type Name = string | RegExp;

/** Acts, and waits until the page it leads to is there. */
export async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load', { timeout: 2 * PATIENCE_MS }), act()]);
}

export const press = (page: Page, name: Name): Promise<void> =>
  arrive(page, () =>
    page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click(),
  );

/** A link, also one that looks like a button. */
export const follow = (page: Page, name: Name): Promise<void> => {
  const wanted = { name, exact: typeof name === 'string' };
  return arrive(page, () =>
    page
      .getByRole('link', wanted)
      .or(page.locator('a[role=button]').and(page.getByRole('button', wanted)))
      .first()
      .click(),
  );
};

/** Presses an answer of a question with several: radios or ticks. */
export const choose = (page: Page, question: Name, answer: string): Promise<void> =>
  group(page, question).getByLabel(answer, { exact: true }).check();

export const group = (page: Page, name: Name): Locator => page.getByRole('group', { name }).first();

export async function fillDay(
  page: Page,
  question: Name,
  [day, month, year]: readonly string[],
): Promise<void> {
  await group(page, question)
    .getByLabel('Day')
    .fill(day ?? '');
  await group(page, question)
    .getByLabel('Month')
    .fill(month ?? '');
  await group(page, question)
    .getByLabel('Year')
    .fill(year ?? '');
}

/** The words of the main part of the page, as they are seen. */
export const wordsOf = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

/** Answers every question of a referral in turn; `fill` may act on each. Ends on the check page. */
export async function answerQuestions(
  page: Page,
  fill: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {},
): Promise<void> {
  for (let step = 0; step < 12; step++) {
    const name = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    if (name === 'check') return;
    await seePage(page, /./);
    await fill[name]?.(page);
    await press(page, 'Continue');
  }
  throw new Error('the questions did not end');
}
