// What a search can ask of a service is on its page, can be said to be wrong, and is what the service itself can answer by its link (guidance M4, P1c).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile, searchServices } from '#directory';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';

const test = await openTestApp();
const { database, browse, as, asSuperuser } = test;
const folder = mkdtempSync(join(tmpdir(), 'footbridge-circumstances-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ID = '7f8a0c2b-4d6e-4f1a-835b-9b424f6f8a01';
const entry = {
  id: ID,
  name: 'Harbour sewing',
  status: 'active',
  organization: { id: '7f8a0c2b-4d6e-4f1a-835b-9b424f6f8aff', name: 'Harbour', description: 'A charity' },
  fees: 'By what you can give',
  cost_options: [{ id: '7f8a0c2b-4d6e-4f1a-835b-9b424f6f8a11', option: 'With a bus pass', amount: 0 }],
  required_documents: [{ id: '7f8a0c2b-4d6e-4f1a-835b-9b424f6f8a12', document: 'Proof of address' }],
  footbridge_attending_sex: 'women',
  footbridge_creche: true,
  footbridge_stages: ['positive', 'awaiting_decision'],
  footbridge_takes_referrals: true,
  footbridge_takes_referrals_as_of: '2025-01-10',
};
const bring = async (changes: object = {}) => {
  const file = join(folder, 'list.json');
  writeFileSync(file, JSON.stringify([{ ...entry, ...changes }]));
  const source = { code: 'a-list', name: 'A list' };
  expect(await importFile(database, { source, file })).toMatchObject({ ok: true });
};
const page = `/directory/services/${ID}`;
const shown = async () => {
  const browser = await browse(ACTORS.north.linkWorker);
  await browser.goTo(page);
  return browser.text;
};
const finds = (wishes: object) =>
  as(
    ACTORS.north.linkWorker,
    async ctx => (await searchServices(database, ctx, { ...wishes, knownOnly: true })).total,
  );

async function openLink() {
  const administrator = await browse(ACTORS.north.administrator);
  await administrator.goTo(`/admin/directory/services/${ID}`);
  await administrator.submit({}, `/admin/directory/services/${ID}/links`);
  const [, href = ''] = /(\/service-entry\/north\/[\w-]{43})/.exec(administrator.text) ?? [];
  const provider = await browse();
  await provider.goTo(href);
  const csrf = provider.document.querySelector('[name="_csrf"]')?.getAttribute('value') ?? '';
  const change = (fields: Record<string, string | string[]>) =>
    provider.post(href, { ...fields, _csrf: csrf, answer: 'changed' });
  return { provider, change };
}

beforeAll(() => bring());

describe('the page of a service', () => {
  it('says what a search asks about, old news of referrals as not known, and what nobody said in one line', async () => {
    const text = await shown();
    for (const words of [
      'Women, men or bothWomen only',
      'CrècheYes',
      'Stages it works atWaiting for a decision, Allowed to stay',
      'Taking referrals nowNot known now: ask them. Yes, said on 10 January 2025.',
      'Documents asked forProof of address',
      'CostBy what you can give. With a bus pass: free',
    ])
      expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
    expect(text).toMatch(
      /Nothing is said about:.*step-free; .*asks about immigration status\. Ask when you ring/,
    );
  });

  it('takes a report of each of them', async () => {
    const browser = await browse(ACTORS.south.linkWorker);
    await browser.goTo(`${page}/wrong?field=attending`);
    await browser.submit({}, `${page}/wrong`);
    expect(await shown()).toMatch(/Women only\s*Disputed/);
  });
});

describe('the service itself, by its link', () => {
  it('says whether it takes referrals today, whom it is for and what it asks; searches know at once', async () => {
    expect(await finds({ takesReferrals: true })).toBe(0);
    const { provider, change } = await openLink();
    expect(provider.text).toContain('Yes, as said on 10 January 2025');
    await change({
      taking: 'Yes',
      attending: 'Women and men together',
      ways: ['By phone', 'In person'],
      stages: [''],
      step_free: 'Yes',
      asks_status: 'No',
      nrpf: 'Yes',
      documents: 'None',
    });
    expect(provider.heading).toContain('Thank you');
    const text = await shown();
    expect(text).toContain('Yes, said on 10 March 2026');
    expect(text).toMatch(/In person, By phone/);
    expect(text).toMatch(/Nothing is said about:.*stages it works at/);
    expect(text).not.toMatch(/Disputed/);
    for (const wishes of [
      { takesReferrals: true },
      { attendingSex: 'mixed' },
      { ways: ['phone'] },
      { stepFree: true },
      { noStatusAsked: true },
      { openToNrpf: true },
      { noDocuments: true },
    ])
      expect(await finds(wishes)).toBe(1);
  });

  it('holds when the source is read again, until the source says something else', async () => {
    await bring({ description: 'Sewing' });
    expect(await finds({ takesReferrals: true, attendingSex: 'mixed', stepFree: true })).toBe(1);
    const held = await shown();
    expect(held).toMatch(/Step-free: corrected on 10 March 2026 by The service itself/);
    expect(held).not.toContain('the source changed this');
    await bring({ footbridge_takes_referrals: false, footbridge_takes_referrals_as_of: '2026-03-09' });
    expect(await finds({ takesReferrals: true })).toBe(0);
    expect(await shown()).toContain('No, said on 9 March 2026');
  });

  it('holds no longer what the source itself takes back', async () => {
    expect(await finds({ creche: true })).toBe(1);
    await bring({ footbridge_creche: null });
    expect(await finds({ creche: true })).toBe(0);
    expect(await shown()).toMatch(/Nothing is said about:.*crèche/);
    await bring({ footbridge_takes_referrals: false, footbridge_takes_referrals_as_of: '2026-03-09' });
  });

  it('refuses what is no choice, and a day that is not today', async () => {
    const { provider, change } = await openLink();
    await change({ taking: 'Yes (2099-01-01)', attending: 'Cats only' });
    expect(provider.status).toBe(422);
    expect(provider.errors).toEqual(['Choose from the list', 'Choose from the list']);
    const [row] = await asSuperuser<{ day: string }>(
      `select takes_referrals_as_of::text as day from directory_services where id = $1`,
      [ID],
    );
    expect(row?.day).toBe('2026-03-09');
  });

  it('says of today whether it takes referrals when it says that all is right, and the page tells so', async () => {
    const { provider } = await openLink();
    expect(provider.text).toContain(
      'It says that you take no referrals now, as of 9 March 2026. “All right as it is” says that this is so today.',
    );
    await provider.submit({ answer: 'right' }, provider.path);
    expect(provider.heading).toContain('Thank you');
    expect(await shown()).toContain('No, said on 10 March 2026');
    await asSuperuser(
      'update directory_services set takes_referrals = null, takes_referrals_as_of = null where id = $1',
      [ID],
    );
    const again = (await openLink()).provider;
    expect(again.text).not.toContain('It says that you');
    await again.submit({ answer: 'right' }, again.path);
    expect(again.heading).toContain('Thank you');
    expect(await shown()).toMatch(/Nothing is said about:.*taking referrals now/);
  });
});
