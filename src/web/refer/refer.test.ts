// Making a referral, page by page, as staff, as a professional without an account, and for oneself.
import { describe, expect, it } from 'vitest';
import { loadPersonRecord } from '#people';
import { loadReferral } from '#referrals';
import { ACTORS, NORTH, openTestApp } from '../../../test/app.ts';

const { app, browse, as, asSuperuser } = await openTestApp();
type Browser = Awaited<ReturnType<typeof browse>>;

async function answerAll(
  browser: Browser,
  answers: Record<string, Record<string, string | string[]>>,
  pages: number,
): Promise<void> {
  for (let step = 0; step < pages; step++) {
    const question = browser.path.split('/').at(-1)?.split('?')[0] ?? '';
    await browser.submit(answers[question] ?? {});
    expect(browser.errors, question).toEqual([]);
  }
}

const SELAM = {
  consent: { consent: 'given_for_person' },
  name: { 'full-name': 'Selam Tesfay', 'own-script': 'ሰላም ተስፋይ' },
  identity: { 'birth-date-year': '1991', 'gp-registration': 'not_registered' },
  contact: { phone: '07700 900123', 'phone-owner': 'friend', 'phone-safe': 'yes', 'safe-note': 'After 5pm' },
  languages: { speaks: 'Tigrinya', reads: 'ትግርኛ', interpreter: 'yes' },
  preferences: { preference_worker_sex: 'female' },
  help: { interventions: ['NAV-GP', 'LANG-INT'], 'what-matters': 'To see a doctor' },
  reason: { urgency: 'soon', reason: 'Turned away three times' },
};

const newest = async (name: string) => {
  const [row] = await asSuperuser<{ id: string; person_id: string }>(
    `select r.id, r.person_id from referrals r join people p on p.id = r.person_id where p.display_name = $1 order by r.received_at desc limit 1`,
    [name],
  );
  return row;
};

describe('a receptionist refers somebody', () => {
  it('is asked one thing a page, checks, sends, and gets a reference', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/refer');
    await browser.submit();
    expect(browser.heading).toContain('Does the person know and agree?');
    await answerAll(browser, SELAM, 8);
    expect(browser.heading).toBe('Check the answers before you send');
    expect(browser.text).toContain('Selam Tesfay');
    expect(browser.text).toContain('GP registration support');
    await browser.submit();
    expect(browser.heading).toBe('Referral sent');
    const row = await newest('Selam Tesfay');
    const person = await as(ACTORS.north.linkWorker, ctx => loadPersonRecord(ctx, row?.person_id ?? ''));
    expect(person).toMatchObject({
      birthDate: { status: 'answered', value: '1991' },
      gpRegistration: 'not_registered',
      contactPoints: [
        { value: '07700 900123', belongsTo: 'friend', safeToUse: 'yes', safeNote: 'After 5pm' },
      ],
    });
    expect(person?.languages).toContainEqual({
      language: 'ti',
      label: 'ትግርኛ',
      use: 'reads',
      preferred: true,
    });
    expect(person?.facts.find(fact => fact.kind === 'preference_worker_sex')?.answer).toEqual({
      status: 'answered',
      value: 'female',
    });
    expect(person?.facts.find(fact => fact.kind === 'preference_culture')?.answer).toEqual({
      status: 'not_asked',
    });
    const referral = await as(ACTORS.north.referrer, ctx => loadReferral(ctx, row?.id ?? ''));
    expect(referral).toMatchObject({
      source: 'referrer',
      urgency: 'soon',
      interventions: ['LANG-INT', 'NAV-GP'],
      consent: 'given_for_person',
    });
  });

  it('sending twice, from two tabs, makes one referral and shows the same receipt', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/refer');
    await browser.submit();
    await answerAll(browser, { ...SELAM, name: { 'full-name': 'Twice Sent' } }, 8);
    const check = browser.path;
    const token = browser.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? '';
    const [one, other] = [await browse(ACTORS.north.referrer), await browse(ACTORS.north.referrer)];
    for (const tab of [one, other])
      for (const [name, value] of browser.cookies) if (name !== 'session') tab.cookies.set(name, value);
    await Promise.all([one.post(check, { _csrf: token }), other.post(check, { _csrf: token })]);
    const receipts = [one, other].map(tab => tab.document.querySelector('.fb-reference')?.textContent);
    expect(receipts[0]).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(receipts[1]).toBe(receipts[0]);
    const [{ count } = { count: 0 }] = await asSuperuser<{ count: string }>(
      `select count(*) from people where display_name = 'Twice Sent'`,
    );
    expect(Number(count)).toBe(1);
  });

  it('keeps what was typed when it does not fit, and keeps two tabs apart', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/refer');
    await browser.submit();
    const draft = browser.path.replace(/\/[^/]+$/, '');
    await browser.goTo(`${draft}/identity`);
    await browser.submit({
      'birth-date-day': '31',
      'birth-date-month': '2',
      'birth-date-year': '1990',
      'nhs-number': '123',
    });
    expect(browser.status).toBe(422);
    expect(browser.errors).toHaveLength(2);
    expect(browser.document.querySelector('#nhs-number')?.getAttribute('value')).toBe('123');
    const other = await browse(ACTORS.north.referrer);
    await other.goTo(`${draft}/name`);
    await other.submit({ 'full-name': 'Ana' });
    await browser.goTo(`${draft}/languages`);
    await browser.submit({ speaks: 'Romanian' });
    await browser.goTo(`${draft}/check`);
    expect(browser.text).toContain('Ana');
    expect(browser.text).toContain('Romanian');
    expect(browser.errors).toEqual(['“Does the person know and agree?” still needs an answer']);
  });

  it('nobody else can open the draft', async () => {
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo('/refer');
    await browser.submit();
    for (const actor of [ACTORS.north.otherReferrer, ACTORS.north.manager, ACTORS.south.referrer]) {
      const other = await browse(actor);
      await other.goTo(browser.path);
      expect(other.status).toBe(404);
    }
    const visitor = await browse();
    await visitor.goTo(browser.path.replace('/refer/', '/refer-to/north/'));
    expect(visitor.status).toBe(404);
  });
});

describe('without an account', () => {
  it('a professional refers somebody and says how to be answered', async () => {
    const browser = await browse();
    await browser.goTo('/refer-to/north/professional');
    await browser.submit();
    await browser.submit({});
    expect(browser.status).toBe(422);
    await answerAll(
      browser,
      {
        ...SELAM,
        'about-you': {
          'referrer-name': 'Jo',
          'referrer-organisation': 'Day centre',
          'referrer-contact': 'jo@example.org',
        },
        name: { 'full-name': 'محمد الأحمد 🌍' },
      },
      9,
    );
    await browser.submit();
    expect(browser.heading).toBe('Referral sent');
    const row = await newest('محمد الأحمد 🌍');
    expect(await as(ACTORS.north.manager, ctx => loadReferral(ctx, row?.id ?? ''))).toMatchObject({
      source: 'professional',
      referrer: { name: 'Jo', organisation: 'Day centre', contact: 'jo@example.org' },
      teamId: NORTH.teamA,
    });
  });

  it('a person asks for help with nothing but a name', async () => {
    const browser = await browse();
    await browser.goTo('/refer-to/north');
    await browser.submit({}, '/refer-to/north/start');
    await browser.submit({ 'full-name': 'Hodan' });
    await answerAll(browser, { consent: { consent: 'not_given' } }, 7);
    expect(browser.heading).toBe('Check your answers');
    expect(browser.text).toContain('I do not know');
    expect(browser.text).not.toContain('Why now');
    await browser.submit();
    expect(browser.heading).toBe('We have your request');
    expect(browser.document.querySelector('.nhsuk-panel h1')?.textContent).toBe('We have your request');
    const row = await newest('Hodan');
    expect(await as(ACTORS.north.manager, ctx => loadReferral(ctx, row?.id ?? ''))).toMatchObject({
      source: 'self',
      consent: 'not_given',
    });
  });

  it('reads the first page in Arabic, marked as not checked, with the notices in English', async () => {
    const browser = await browse();
    await browser.goTo('/refer-to/north?language=ar');
    const root = browser.document.documentElement;
    expect([root.getAttribute('lang'), root.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect(browser.html).toContain('footbridge.rtl.css');
    expect(browser.text).toContain('This translation has not yet been checked by a translator');
    expect(browser.document.querySelector('p[lang=en]')?.textContent).toContain(
      'We do not ask about your immigration status',
    );
  });

  it('hostile text is kept as text and shown as text', async () => {
    const hostile = `<script>alert(1)</script>'; drop table people; -- {{7*7}} \u202E`;
    const browser = await browse();
    await browser.goTo('/refer-to/north');
    await browser.submit({}, '/refer-to/north/start');
    await browser.submit({ 'full-name': hostile, 'unknown-field': 'x' });
    await answerAll(
      browser,
      {
        consent: { consent: 'given' },
        contact: { 'safe-note': hostile },
        languages: { speaks: 'Nonsense' },
        help: { 'what-matters': hostile },
      },
      7,
    );
    expect(browser.html).not.toContain('<script>alert');
    expect(browser.text).toContain('<script>alert(1)</script>');
    await browser.submit();
    expect(browser.heading).toBe('We have your request');
    // Without what would turn the text after the name.
    expect((await newest(hostile.replace(' \u202E', '')))?.id).toBeDefined();
  });

  it('refuses wrong answers, unknown questions, unknown organisations and huge bodies, and changes nothing', async () => {
    const before = await asSuperuser('select count(*) from referrals');
    const browser = await browse();
    await browser.goTo('/refer-to/north');
    await browser.submit({}, '/refer-to/north/start');
    const draft = browser.path.replace(/\/[^/]+$/, '');
    await browser.submit({ 'full-name': 'x'.repeat(301) });
    expect([browser.status, browser.errors]).toEqual([422, ['Use 300 characters or fewer']]);
    await browser.goTo(`${draft}/help`);
    await browser.submit({ interventions: ['NOT-A-CODE'] });
    expect([browser.status, browser.errors]).toEqual([422, ['Choose from the list']]);
    for (const path of [
      `${draft}/nonsense`,
      `${draft}/about-you`,
      '/refer-to/nowhere',
      '/refer-to/north/draft/not-an-id/name',
    ]) {
      expect((await browser.goTo(path)).status, path).toBe(404);
    }
    expect(browser.document.querySelector('main a[role=button]')?.getAttribute('href')).toBe(
      '/refer-to/north',
    );
    const huge = await app.inject({
      method: 'POST',
      url: `${draft}/name`,
      payload: `full-name=${'a'.repeat(10_000_000)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(huge.statusCode).toBe(413);
    expect(await asSuperuser('select count(*) from referrals')).toEqual(before);
  });
});
