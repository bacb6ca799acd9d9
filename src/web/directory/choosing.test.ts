// Searching for a person's step, shortlists and their links, and what is never shown: a stage that was kept, a confidential address.
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { makeWorld } from '../../../test/security/world.ts';
import { ACTORS } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const world = await makeWorld(test);
const STEP = world.northA.ids.step?.[0] ?? '';
const worker = world.northA.worker;

beforeAll(async () => {
  await asSuperuser(
    `update directory_services set attending_sex = 'women', creche = true, stages = '{awaiting_decision}', kinds = '{language}'`,
  );
  await asSuperuser(`insert into postcodes values ('LS1 4AQ', 53.81, -1.52)`);
});

const fieldOf = (page: Awaited<ReturnType<typeof browse>>, name: string) =>
  page.document.querySelector(`[name="${name}"]`)?.getAttribute('value') ?? null;

describe('a search for a step of a plan (guidance P1a, M4)', () => {
  it('begins with the person’s language and area, and records that their record was read', async () => {
    const page = await browse(worker);
    await page.goTo(`/directory?for-step=${STEP}`);
    expect([fieldOf(page, 'language'), fieldOf(page, 'postcode')]).toEqual(['Tigrinya', 'LS1']);
    expect(page.text).toContain('the search changes nothing on their record');
    const hrefs = [...page.document.querySelectorAll('[href], [action]')].map(
      one => `${one.getAttribute('href')} ${one.getAttribute('action')}`,
    );
    expect(hrefs.filter(href => /LS1|tigrinya/i.test(href))).toEqual([]);
    const events = await asSuperuser(`select 1 from audit_events where event = 'person.search-begun'`);
    expect(events.length).toBe(1);
  });

  it('leaves out an area that is not known, so that the first press of Search does not fail', async () => {
    const rename = (from: string, to: string) =>
      asSuperuser(
        `update postcodes set postcode = '${to}' || substr(postcode, 3) where postcode like '${from}1 %'`,
      );
    await rename('LS', 'QQ');
    const page = await browse(worker);
    await page.goTo(`/directory?for-step=${STEP}`);
    expect([fieldOf(page, 'language'), fieldOf(page, 'postcode')]).toEqual(['Tigrinya', '']);
    await rename('QQ', 'LS');
  });

  it('begins empty for a step that is not the reader’s to see', async () => {
    for (const actor of [world.northB.worker, world.southA.worker]) {
      const page = await browse(actor);
      await page.goTo(`/directory?for-step=${STEP}`);
      expect([fieldOf(page, 'language'), fieldOf(page, 'postcode')]).toEqual(['', '']);
    }
  });

  it('gives reasons for each service and keeps neither stage nor search anywhere', async () => {
    const page = await browse(worker);
    await page.goTo(`/directory?for-step=${STEP}`);
    await page.submit(
      { stage: 'awaiting_decision', sex: 'women', access: ['creche', 'stepFree'], age: '30' },
      '/directory/search',
    );
    expect(page.heading).toContain('1 service found within 5 miles of LS1');
    for (const words of [
      'Works at this stage',
      'Women only',
      'Crèche',
      'Tigrinya spoken there',
      'May fit, ask them: 1',
    ])
      expect(page.text).toContain(words);
    expect(page.text).toContain('Not known, ask them: Ages; Step-free');
    expect(page.path).toMatch(/^\/directory\?search=[\w-]+&for-step=[\w-]+$/);
    expect(page.document.querySelector('svg text')?.textContent).toBe('1');
    const [kept] = await asSuperuser<{ text: string }>(
      `select coalesce(string_agg(d::text, ''), '') as text from audit_event_details d`,
    );
    expect(kept?.text).not.toMatch(/awaiting_decision/);
    const drafts = await asSuperuser(`select 1 from drafts where answers::text ~ 'awaiting_decision'`);
    expect(drafts).toEqual([]);
  });

  it('leaves out what is known not to fit, and says what to loosen', async () => {
    const page = await browse(worker);
    await page.goTo('/directory');
    await page.submit({ stage: 'resettlement', kind: '' }, '/directory/search');
    expect(page.heading).toContain('No services found');
    const link = [...page.document.querySelectorAll('main a')].find(one =>
      /Without “Works at this stage/.test(one.textContent ?? ''),
    );
    await page.goTo(link?.getAttribute('href') ?? '');
    expect(page.heading).toBe('Find a service');
  });
});

describe('a shortlist', () => {
  it('is filled from a search, becomes a link that anybody can open, and can be stopped', async () => {
    const page = await browse(ACTORS.north.manager);
    await page.goTo('/directory?kind=language');
    await page.submit({}, '/directory/shortlist').catch(() => null);
    await page.goTo('/directory/shortlist');
    expect(page.text).toContain('1 service. A link shows');
    await page.submit({}, '/directory/shortlist/share');
    expect(page.heading).toBe('The link is made');
    const link = new URL(page.document.querySelector('main .fb-reference')?.getAttribute('href') ?? '')
      .pathname;
    expect(link).toMatch(/^\/shortlist\/north\/[\w-]{43}$/);
    const stranger = await browse();
    await stranger.goTo(link);
    expect(stranger.heading).toContain('Services that may help');
    expect(stranger.text).toContain('English classes');
    expect(stranger.text).not.toContain(ACTORS.north.manager.name);
    expect((await stranger.goTo(link.replace('/north/', '/south/'))).status).toBe(404);
    expect((await stranger.goTo(`${link.slice(0, -1)}_`)).status).toBe(404);
    await page.goTo('/directory/shortlist');
    const revoke = page.document.querySelector('form[action$="/revoke"]')?.getAttribute('action') ?? '';
    const other = await browse(ACTORS.north.linkWorker);
    await other.goTo('/directory');
    expect((await other.post(revoke)).status).toBe(403);
    await page.submit({}, revoke);
    expect(page.text).toContain('Stopped on');
    expect((await stranger.goTo(link)).status).toBe(404);
  });

  it('is read in the language of its reader, with a way out', async () => {
    const page = await browse(ACTORS.north.manager);
    await page.goTo('/directory?kind=language');
    await page.submit({}, '/directory/shortlist');
    await page.goTo('/directory/shortlist');
    await page.submit({}, '/directory/shortlist/share');
    const links = [...page.document.querySelectorAll('main .fb-reference')].map(link =>
      link.getAttribute('href'),
    );
    const arabic = new URL(links.find(link => link?.endsWith('?language=ar')) ?? '');
    const reader = await browse();
    await reader.goTo(`${arabic.pathname}${arabic.search}`);
    expect(reader.document.documentElement.getAttribute('dir')).toBe('rtl');
    expect(reader.heading).toContain('خدمات قد تساعدك');
    expect(reader.text).toContain('English classes');
    expect(reader.text).toContain('لم يراجع أي مترجم هذه الترجمة بعد.');
    expect(reader.text).not.toMatch(/Where|Phone|Not known|Checked on|Put together/);
    expect(reader.document.querySelector('[data-quick-exit]')).not.toBeNull();
    const toEnglish = reader.document.querySelector('.fb-languages a')?.getAttribute('href');
    expect(toEnglish).toBe(arabic.pathname);
    expect((await reader.goTo(`${arabic.pathname}?language=xx`)).status).toBe(200);
    expect(reader.text).toContain('Put together on');
  });

  it('ends by itself after 90 days', async () => {
    const page = await browse(ACTORS.north.linkWorker);
    await page.goTo('/directory/shortlist');
    await page.submit({}, '/directory/shortlist/share');
    const link = new URL(page.document.querySelector('main .fb-reference')?.getAttribute('href') ?? '')
      .pathname;
    const stranger = await browse();
    expect((await stranger.goTo(link)).status).toBe(200);
    const moved = await asSuperuser(
      `update shortlists set expires_at = expires_at - interval '90 days' where revoked_at is null and token_hash is not null returning id`,
    );
    expect(moved.length).toBeGreaterThan(0);
    expect((await stranger.goTo(link)).status).toBe(404);
  });
});

describe('a confidential address', () => {
  it('shows only its area in results, on its page, in the drawing and on a shared list', async () => {
    await asSuperuser('update directory_locations set confidential = true');
    const page = await browse(worker);
    await page.goTo('/directory');
    await page.submit({ text: 'english', postcode: 'LS1 4AQ' }, '/directory/search');
    expect(page.text).toContain('LS1 (the address is confidential)');
    expect(page.text).toContain('about ');
    const seen = [page.html];
    await page.goTo(page.document.querySelector('tbody a')?.getAttribute('href') ?? '');
    expect(page.text).toContain('The address is confidential. Ask the service where to go.');
    seen.push(page.html);
    for (const html of seen) expect(html).not.toMatch(/High Street|Example Hall|LS1 1AA/);
  });

  it('is on no shared list, neither in its texts nor at a place that another list names', async () => {
    await asSuperuser(
      `update directory_services set description = 'We are at 1 High Street, LS1 1AA. Ring the bell.'`,
    );
    const page = await browse(ACTORS.north.manager);
    await page.goTo('/directory?kind=language');
    await page.goTo(page.document.querySelector('tbody a')?.getAttribute('href') ?? '');
    await page.submit({}, '/directory/shortlist');
    expect(page.text).toContain('On your shortlist');
    await page.goTo('/directory/shortlist');
    await page.submit({}, '/directory/shortlist/share');
    const link = new URL(page.document.querySelector('main .fb-reference')?.getAttribute('href') ?? '');
    const stranger = await browse();
    await stranger.goTo(link.pathname);
    expect(stranger.text).toContain('Ring the bell');
    expect(stranger.html).not.toMatch(/High Street|Example Hall|LS1 1AA/);
  });
});
