// Every page that a link leads to, as each role, on a phone: it opens, fits its window, and axe finds nothing.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startRecord } from '../records.ts';
import { ACTORS, fillDirectory, openJourney, PHONE, seePage } from './journey.ts';

const journey = await openJourney();
const { referrer, linkWorker, manager, administrator, privacyLead, evaluator } = ACTORS.north;

beforeAll(async () => {
  await fillDirectory(journey);
  const workerId = linkWorker.accountId;
  await startRecord(journey, { name: 'New', state: 'received' });
  await startRecord(journey, { name: 'Waiting', state: 'accepted' });
  await startRecord(journey, { name: 'Supported', state: 'active', workerId });
  await startRecord(journey, { name: 'Ended', state: 'closed', workerId });
});

const NO_PAGE = /\.(pdf|csv|svg|ics)$/;

/** Pages of one kind differ by whom they are about: one of each kind is opened. */
const kindOf = (address: string): string =>
  new URL(address).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');

async function openEveryPage(page: Page): Promise<ReadonlySet<string>> {
  const opened = new Set<string>();
  const waiting = [`${journey.origin()}/`, `${journey.origin()}/account`];
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const kind = kindOf(address);
    if (opened.has(kind) || NO_PAGE.test(kind) || new URL(address).origin !== journey.origin()) continue;
    opened.add(kind);
    const answer = await page.goto(address);
    expect(answer?.status(), `${kind}, linked to from a page of this role`).toBe(200);
    await seePage(page, /./);
    waiting.push(...(await page.evaluate<string[]>('[...document.links].map(link => link.href)')));
  }
  return opened;
}

describe('given a service with people at every stage', () => {
  it.each([
    [referrer, '/refer'],
    [linkWorker, '/people/:id/close'],
    [manager, '/caseloads/:id'],
    [administrator, '/admin/accounts/:id/disable'],
    [privacyLead, '/privacy'],
    [evaluator, '/insights'],
  ])('when $role follows every link, each leads to a sound page', async (actor, among) => {
    const page = await journey.open(actor, PHONE);
    const opened = await openEveryPage(page);
    expect([...opened]).toContain(among);
  });
});

describe('given a page with faults', () => {
  it.each([
    ['wider than its window', '<h1>Wide</h1><p style="width: 900px">far</p>'],
    ['image-alt', '<h1>Picture</h1><img src="data:,">'],
  ])('when it is %s, the check finds it', async (fault, html) => {
    const page = await journey.open(undefined, PHONE);
    const viewport = '<meta name="viewport" content="width=device-width">';
    await page.setContent(
      `<!doctype html><html lang="en"><title>Faulty</title>${viewport}<main>${html}</main>`,
    );
    await expect(seePage(page, /./)).rejects.toThrow(fault);
  });
});
