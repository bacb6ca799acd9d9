// What a referral asks: the wider range of help, each preference of the guidance, and nothing about migration.
import { describe, expect, it } from 'vitest';
import { loadPersonRecord } from '#people';
import { ACTORS, openTestApp } from '../../../test/app.ts';

const { browse, as, asSuperuser } = await openTestApp();

/** A draft of a person who asks for themselves, and where its pages are. */
async function start(name: string) {
  const browser = await browse();
  await browser.goTo('/refer-to/north');
  await browser.submit({}, '/refer-to/north/start');
  const base = browser.path.replace(/\/[^/]+$/, '');
  await browser.submit({ 'full-name': name });
  return { browser, base };
}

const PAGES = ['name', 'identity', 'contact', 'languages', 'preferences', 'help', 'reason', 'consent'];

describe('the wider range of help (guidance M2, R1)', () => {
  const RANGE = [/professional interpreting/i, /GP registration support/i, /immigration/i, /housing/i];

  it('is what a referrer reads before they start', async () => {
    const browser = await (await browse(ACTORS.north.referrer)).goTo('/refer');
    for (const words of RANGE) expect(browser.text).toMatch(words);
  });

  it('is what a person can choose from, each kind explained', async () => {
    const { browser, base } = await start('Hodan');
    await browser.goTo(`${base}/help`);
    for (const words of RANGE) expect(browser.text).toMatch(words);
    const choices = browser.document.querySelectorAll('input[name=interventions]');
    const explained = browser.document.querySelectorAll('.nhsuk-checkboxes__hint');
    expect(choices.length).toBeGreaterThan(40);
    expect(explained.length).toBe(choices.length);
  });
});

describe('preferences (guidance P1a, P1b, P1c, P1d, P1e)', () => {
  const CHOSEN = {
    preference_language: 'same',
    preference_culture: 'different',
    preference_worker_sex: 'female_only',
    preference_format: 'group',
    preference_depth: 'signposting',
  };
  const keptOf = async (name: string) => {
    const [row] = await asSuperuser<{ id: string }>('select id from people where display_name = $1', [name]);
    const person = await as(ACTORS.north.linkWorker, ctx => loadPersonRecord(ctx, row?.id ?? ''));
    const facts = person?.facts.filter(fact => fact.kind in CHOSEN) ?? [];
    return Object.fromEntries(
      facts.map(({ kind, answer }) => [kind, answer.status === 'answered' ? answer.value : answer.status]),
    );
  };
  const send = async (name: string, preferences: Record<string, string>) => {
    const { browser, base } = await start(name);
    await browser.goTo(`${base}/preferences`);
    await browser.submit(preferences);
    await browser.goTo(`${base}/consent`);
    await browser.submit({ consent: 'given' });
    await (await browser.goTo(`${base}/check`)).submit();
    expect(browser.heading).toBe('We have your request');
  };

  it('are kept as they were chosen', async () => {
    await send('Amina Chose', CHOSEN);
    expect(await keptOf('Amina Chose')).toEqual(CHOSEN);
  });

  it('that were not chosen are kept as not asked, and hold nothing up', async () => {
    await send('Amina Later', {});
    const kept = await keptOf('Amina Later');
    expect(Object.keys(kept).sort()).toEqual(Object.keys(CHOSEN).sort());
    expect(new Set(Object.values(kept))).toEqual(new Set(['not_asked']));
  });
});

describe('migration (guidance E3)', () => {
  it('is asked about on no page: no field, no choice', async () => {
    const { browser, base } = await start('Nobody Asks');
    const asked: string[] = [];
    for (const name of PAGES) {
      await browser.goTo(`${base}/${name}`);
      expect(browser.status, name).toBe(200);
      const fields = browser.document.querySelectorAll(
        'main input, main select, main textarea, main label, main legend',
      );
      for (const field of fields)
        asked.push(`${field.getAttribute('name') ?? ''} ${field.textContent ?? ''}`);
    }
    expect(asked.length).toBeGreaterThan(50);
    const words =
      /asylum|refugee|visa|leave to remain|nationalit|citizen|country of birth|arrived in|migration history/i;
    // Kinds of help name immigration advice; that is an offer, not a question about the person.
    expect(asked.filter(text => words.test(text) && !/support|advice|help/i.test(text))).toEqual([]);
    expect(asked.filter(text => /status/i.test(text))).toEqual([]);
  });
});
