// The directory's pages as staff use them: search, results, one service, choosing for a step, and what an address may show.
import { describe, expect, it } from 'vitest';
import { clockAt } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';

const clock = clockAt('2026-11-22T10:00:00Z');
const { browse, asSuperuser } = await openTestApp({ clock, withDirectory: true });
const STEP = '01980000-0000-7000-8000-000000000001';

const search = async (
  fields: Record<string, string>,
  actor = ACTORS.north.linkWorker,
  start = '/directory',
) => {
  const browser = await browse(actor);
  await browser.goTo(start);
  return browser.submit(fields, '/directory/search');
};

const rowsOf = ({ document }: Awaited<ReturnType<typeof search>>): string[] =>
  [...document.querySelectorAll('tbody tr')].map(
    row => row.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '',
  );

describe('searching', () => {
  it('finds GP surgeries near a postcode in spite of spelling, and says how everything was read', async () => {
    const page = await search({ text: 'GP surgry tootng', postcode: 'sw17 9zz', within: '5' });
    expect(page.status).toBe(200);
    expect(page.heading).toBe('Find a service 8 services found within 5 miles of SW17 9');
    expect(page.text).toContain('No entry has “surgry and tootng”. We looked for “surgery and tooting”.');
    expect(page.text).toContain('Distances are from the middle of postcodes that begin with SW17 9');
    expect(rowsOf(page)[0]).toMatch(
      /^Service 1\. Tooting South Medical Centre.*under 0\.1 miles.*020.8682.0521.*Not checked, 11 years old/,
    );
  });

  it('finds a service by its phone number, however it is written, and without its last figures', async () => {
    const first = async (text: string) => rowsOf(await search({ text }))[0] ?? '';
    for (const text of ['020 8682 0521', '(020) 86820521', '+44 20 8682 0521', '0044 (0)20-8682-0521'])
      expect(await first(text), text).toContain('Tooting South Medical Centre');
    expect(await first('020 8682 05')).toContain('Tooting South Medical Centre');
    expect(await first('020 8682 0599')).toBe('');
    expect((await search({ text: '44' })).heading).not.toMatch(/[0-9],[0-9]{3} services/);
  });

  it('puts neither words nor postcode into any address or title', async () => {
    const page = await search({ text: 'zebra tooting', postcode: 'SW17 0NB' });
    const addresses = [
      page.path,
      ...[...page.document.querySelectorAll('[href], [action]')].map(
        one => one.getAttribute('href') ?? one.getAttribute('action') ?? '',
      ),
    ];
    expect(addresses.filter(address => /zebra|tooting|sw17/i.test(address))).toEqual([]);
    expect(page.document.title).not.toMatch(/zebra|tooting|sw17/i);
    expect(page.path).toMatch(/^\/directory\?search=[\w-]{60,}$/);
  });

  it('keeps the search through pages, a service and back', async () => {
    const page = await search({ text: 'GP', postcode: 'M1', within: '10' });
    const total = page.heading;
    const next = [...page.document.querySelectorAll('a')].find(link =>
      /page=2/.test(link.getAttribute('href') ?? ''),
    );
    await page.goTo(next?.getAttribute('href') ?? '');
    expect(page.heading).toBe(total);
    expect(page.text).toContain('Showing 21 to 40 of');
    const second = page.path;
    await page.goTo(page.document.querySelector('tbody a')?.getAttribute('href') ?? '');
    expect(page.text).toContain('How to reach it');
    await page.goTo(page.document.querySelector('.fb-back a')?.getAttribute('href') ?? '');
    expect(page.path).toBe(second);
  });

  it('belongs to who made it: another account, or an altered one, starts afresh', async () => {
    const { path } = await search({ text: 'tooting' });
    const other = await browse(ACTORS.north.manager);
    for (const address of [
      path,
      `${path}x`,
      '/directory?search=nonsense',
      '/directory?search=a&search=b',
      '/directory?page=-1&kind=',
    ]) {
      expect((await other.goTo(address)).status).toBe(200);
      expect(other.heading).toBe('Find a service');
    }
  });

  it('lists services without an address after the others, and says how many; leaves them out when asked to', async () => {
    const wanted = { text: 'refugee', postcode: 'M1', kind: 'immigration' };
    const page = await search(wanted);
    expect(page.heading).toMatch(/[1-9]\d* services found within 5 miles of M1/);
    expect(page.text).toContain('0 known to fit.');
    expect(page.text).toMatch(/May fit, ask them: [1-9]/);
    expect(rowsOf(page).length).toBeGreaterThan(5);
    const only = await search({ ...wanted, known: 'yes' });
    expect(only.heading).toContain('No services found within 5 miles of M1');
    expect(only.text).toMatch(/Not shown: \d+ may fit/);
    expect(only.text).toContain('Without “How far away”');
    const more = [...only.document.querySelectorAll('main a')].find(
      one => one.textContent === 'Show them too',
    );
    await only.goTo(more?.getAttribute('href') ?? '');
    expect(only.text).toMatch(/May fit, ask them: \d+/);
    await only.goTo(`${only.path}&page=9999`);
    expect(only.text).toMatch(/Nothing on page 9,999 of [\d,]+ services ?Show them/);
  });

  it.each([
    ['Tooting', 'Enter a full postcode, such as SW17 0NB, or its first half, such as SW17'],
    ['ZZ1 1ZZ', 'We do not know where this postcode is. Try only its first half, or search without it'],
  ])('says what is wrong with the postcode %s and keeps what was typed', async (postcode, message) => {
    const page = await search({ text: 'food <b>', postcode });
    expect(page.status).toBe(422);
    expect(page.errors).toEqual([message]);
    expect(page.document.querySelector('#text')?.getAttribute('value')).toBe('food <b>');
    expect(page.html).not.toContain('food <b>');
  });

  it.each(['لاجئ', '😀', "'; drop table people; --", '<script>alert(1)</script>', '%00%', 'a'.repeat(200)])(
    'answers for %j',
    async text => {
      const page = await search({ text });
      expect(page.status).toBe(200);
      expect(page.html).not.toContain('<script>alert');
    },
  );

  it('refuses too long a text and unknown choices, changing nothing', async () => {
    const page = await search({
      text: 'a'.repeat(201),
      within: '7',
      age: 'old',
      language: 'Elvish',
      stage: 'x',
    });
    expect([page.status, page.errors.length]).toEqual([422, 5]);
  });

  it('stores nothing of a search', async () => {
    const count = async () =>
      (
        await asSuperuser<{ n: number }>(
          'select (select count(*) from audit_events) + (select count(*) from drafts) as n',
        )
      )[0]?.n;
    const before = await count();
    await search({ text: 'tooting', postcode: 'SW17' });
    expect(await count()).toBe(before);
  });
});

describe('browsing', () => {
  it('lists kinds with their numbers, and what they hold', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/directory');
    expect(browser.text).toContain('Immigration and asylum support (20)');
    await browser.goTo('/directory?kind=immigration');
    expect(browser.heading).toBe('Immigration and asylum support 20 services found');
    expect(rowsOf(browser).length).toBe(20);
    expect(browser.text).not.toContain('What you asked for');
  });

  it('shows one service with its source, licence, age and that nobody has checked it', async () => {
    const page = await search({ text: 'Mitcham Medical Centre SW17' });
    await page.goTo(page.document.querySelector('tbody a')?.getAttribute('href') ?? '');
    expect(page.heading).toBe('Mitcham Medical Centre');
    for (const words of [
      'This entry is old',
      'as it was in 2014: 11 years ago',
      'Nobody has checked it yet',
      'Open Government Licence v2.0',
      '886 Garratt Lane',
      'SW17 0NB',
      '020 8672 1948',
      'ODS H85024',
      'Nothing is said about',
    ]) {
      expect(page.text).toContain(words);
    }
    const outside = [...page.document.querySelectorAll('main a[href^="http"]')];
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.every(link => link.getAttribute('rel')?.includes('noreferrer'))).toBe(true);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'x', "'"])('has no page for %j', async id => {
    const browser = await browse(ACTORS.north.manager);
    expect((await browser.goTo(`/directory/services/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe('choosing for a step of a plan', () => {
  const choices = (page: Awaited<ReturnType<typeof search>>) =>
    [...page.document.querySelectorAll(`form[action="/steps/${STEP}/service"] input[name="service"]`)].map(
      input => input.getAttribute('value'),
    );

  it('offers each service to link workers and managers, through search and page', async () => {
    for (const actor of [ACTORS.north.linkWorker, ACTORS.north.manager]) {
      const page = await search({ text: 'tooting' }, actor, `/directory?for-step=${STEP}`);
      expect(choices(page).length).toBe(10);
      await page.goTo(page.document.querySelector('tbody a')?.getAttribute('href') ?? '');
      expect(choices(page)).toEqual([page.path.split(/[/?]/)[3]]);
    }
  });

  it('not to referrers, nor for what is no step', async () => {
    expect(
      choices(await search({ text: 'tooting' }, ACTORS.north.referrer, `/directory?for-step=${STEP}`)),
    ).toEqual([]);
    const page = await search({ text: 'tooting' }, ACTORS.north.linkWorker, '/directory?for-step=../evil');
    expect(page.html).not.toMatch(/for-step|\/evil/);
  });
});

describe('who may', () => {
  it.each(['administrator', 'privacyLead', 'evaluator'] as const)('not: %s', async role => {
    const browser = await browse(ACTORS.north[role]);
    expect((await browser.goTo('/directory')).status).toBe(403);
  });
  it('not: nobody', async () => {
    const browser = await browse();
    await browser.goTo('/directory');
    expect(browser.path).toContain('/sign-in');
  });
});
