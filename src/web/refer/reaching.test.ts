// How somebody can be reached: what must be known first stays with each way, and nobody is promised a call that cannot be made.
import { describe, expect, it } from 'vitest';
import { loadPersonRecord } from '#people';
import { ACTORS, openTestApp } from '../../../test/app.ts';

const { browse, as, asSuperuser } = await openTestApp();
type Answers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Somebody asks for help for themselves, up to the page that shows their answers. */
async function ask(answers: Answers) {
  const browser = await browse();
  await browser.goTo('/refer-to/north');
  await browser.submit({}, '/refer-to/north/start');
  while (!browser.path.endsWith('/check')) {
    const question = browser.path.split('/').at(-1) ?? '';
    await browser.submit({ ...answers[question], ...(question === 'consent' ? { consent: 'given' } : {}) });
    expect(browser.errors, question).toEqual([]);
  }
  return browser;
}

const pointsOf = async (name: string) => {
  const [row] = await asSuperuser<{ id: string }>('select id from people where display_name = $1', [name]);
  const person = await as(ACTORS.north.linkWorker, ctx => loadPersonRecord(ctx, row?.id ?? ''));
  return person?.contactPoints.map(({ kind, safeNote }) => [kind, safeNote]) ?? [];
};

describe('what must be known before contact (safe contact; guidance K7)', () => {
  const NOTE = 'He reads my messages: only on Mondays';

  it('is kept with an email address when that is the only way', async () => {
    const browser = await ask({
      name: { 'full-name': 'Only By Email' },
      contact: { email: 'only@example.org', 'safe-note': NOTE },
    });
    await browser.submit();
    expect(await pointsOf('Only By Email')).toEqual([['email', NOTE]]);
  });

  it('is kept with every way that was given', async () => {
    const browser = await ask({
      name: { 'full-name': 'Three Ways' },
      contact: {
        phone: '07700 900321',
        email: 'three@example.org',
        address: '1 Mill Lane',
        'safe-note': NOTE,
      },
    });
    await browser.submit();
    expect((await pointsOf('Three Ways')).sort()).toEqual([
      ['address', NOTE],
      ['email', NOTE],
      ['phone', NOTE],
    ]);
  });
});

describe('somebody who gave no safe way to be reached', () => {
  it.each([
    ['nothing at all', 'Not To Be Reached', {}],
    ['a phone that is not safe', 'Unsafe Phone', { phone: '07700 900321', 'phone-safe': 'no' }],
  ])(
    '%s: is told before and after sending, is not promised a call, and is let through',
    async (_, name, contact) => {
      const browser = await ask({ name: { 'full-name': name }, contact });
      expect(browser.text).toContain('We have no safe way to reach you');
      await browser.submit({}, browser.path);
      expect(browser.heading).toBe('We have your request');
      expect(browser.text).toContain('You gave no safe way to reach you');
      expect(browser.text).not.toContain('in the way you said is safe');
    },
  );

  it('is not sent to a referrer who does not exist', async () => {
    const [row] = await asSuperuser<{ id: string }>(
      `select r.id from referrals r join people p on p.id = r.person_id where p.display_name = 'Not To Be Reached'`,
    );
    const staff = await (await browse(ACTORS.north.linkWorker)).goTo(`/triage/${row?.id}`);
    expect(staff.text).toContain('No way to reach them was given');
    expect(staff.text).not.toContain('Ask the referrer');
  });

  it('is not shown to somebody who can be reached', async () => {
    const browser = await ask({ name: { 'full-name': 'By Phone' }, contact: { phone: '07700 900321' } });
    expect(browser.text).not.toContain('no safe way');
    await browser.submit();
    expect(browser.text).toContain('contacts you in the way you said is safe');
  });
});

describe('answers as they read back', () => {
  it('are in the words of somebody who asks for themselves', async () => {
    const browser = await ask({
      name: { 'full-name': 'In My Words' },
      preferences: { preference_culture: 'same' },
    });
    expect(browser.text).toContain('A background like mine');
    expect(browser.text).not.toContain('like theirs');
    expect(browser.text).not.toContain('Not asked yet');
  });

  it('a draft goes on where it was left, not past pages that were never seen', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/refer');
    await browser.submit();
    await browser.submit({ consent: 'given_for_person' });
    await browser.submit({ 'full-name': 'Left Early' });
    const left = browser.path;
    await browser.goTo('/refer');
    const link = [...browser.document.querySelectorAll('a')].find(a => a.textContent?.includes('Left Early'));
    expect(link?.getAttribute('href')).toBe(left);
  });

  it.each([
    ['somebody who asks for themselves', '/refer-to/north'],
    ['a professional without an account', '/refer-to/north/professional'],
  ])(
    'the public page shows no name of %s to others who use that browser, and forgets it',
    async (_, start) => {
      const browser = await (await browse()).goTo(start);
      await browser.submit({}, '/refer-to/north/start');
      if (browser.path.endsWith('/consent')) await browser.submit({ consent: 'given_for_person' });
      await browser.submit({ 'full-name': 'Secret Sister' });
      const left = browser.path;
      await browser.goTo(start);
      expect(browser.text).toContain('Not sent yet');
      expect(browser.document.body?.innerHTML).not.toContain('Secret');
      const link = [...browser.document.querySelectorAll('a')].find(a =>
        a.textContent?.includes('Last changed'),
      );
      expect(link?.getAttribute('href')).toBe(left);
      await browser.submit({}, left.replace(/[^/]+$/, 'discard'));
      expect([browser.path, browser.text.includes('Not sent yet')]).toEqual([start, false]);
      expect((await browser.goTo(left)).status).toBe(404);
    },
  );
});
