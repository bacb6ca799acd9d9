// The privacy lead's pages, and that every event has its words.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { uuidv7 } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';
import { givenReferral } from '../../overviews/referral-rows.fixture.ts';
import { actorWords, EVENT_WORDS } from './event-words.ts';

const opened = await openTestApp();
const { asSuperuser, browse } = opened;
const { manager, linkWorker, privacyLead } = ACTORS.north;
/** The database writes its own time; the pages stand at 10 March 2026. */
const atTestTime = () => asSuperuser(`update audit_events set at = '2026-03-09T10:00:00Z'`);

describe('the words of events', () => {
  it('are there for every event of the route table', () => {
    const named = routes.flatMap(route => (typeof route.audit === 'string' ? [route.audit] : []));
    expect([...new Set(named)].filter(event => !(event in EVENT_WORDS))).toEqual([]);
  });

  it('are there for every event that an action records', () => {
    const files = ['src', 'seeds']
      .flatMap(root =>
        readdirSync(root, { recursive: true, encoding: 'utf8' }).map(path => `${root}/${path}`),
      )
      .filter(path => /\.tsx?$/.test(path) && !/\.(test|fixture|tmp)\./.test(path));
    const literals = files.flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(
        match => match[1] ?? '',
      ),
    );
    const past =
      /\.(?:[a-z]+-)*(?:[a-z]+ed|made|sent|set|given|taken|read|begun|chosen|kept|withdrawn|set-up)(?:-(?:up|in|out|elsewhere|everywhere|apart))?$/;
    const notEvents = ['mark.unreviewed'];
    const events = [...new Set(literals)].filter(each => past.test(each) && !notEvents.includes(each));
    expect(events.length).toBeGreaterThan(50);
    expect(events.filter(event => !(event in EVENT_WORDS))).toEqual([]);
  });

  it('are plain: one sentence, a capital first, no name of an event', () => {
    for (const words of Object.values(EVENT_WORDS)) expect(words).toMatch(/^[A-Z][^._]*$/);
    expect(new Set(Object.values(EVENT_WORDS)).size).toBe(Object.keys(EVENT_WORDS).length);
    expect([actorWords('staff', 'Mona'), actorWords('system', null), actorWords('staff', null)]).toEqual([
      'Mona',
      'Footbridge itself',
      'An account that is gone',
    ]);
  });
});

describe('who looked at what', () => {
  it('shows a view as soon as it happened, by whom and of whom, and the look itself is recorded', async () => {
    const { personId, referralId } = await givenReferral(opened, { name: 'Saba <i>Looked</i>' });
    await (await browse(linkWorker)).goTo(`/triage/${referralId}`);
    await atTestTime();
    const browser = await browse(privacyLead);
    await browser.goTo('/privacy');
    expect(browser.heading).toContain('Who looked at what');
    expect(browser.text).toMatch(/Entries not sealed yet1/);
    expect(browser.text).toMatch(/Lena Linkworker, link worker.*Looked at a referral.*Saba <i>Looked<\/i>/);
    await browser.goTo(`/privacy/people/${personId}`);
    expect(browser.heading).toContain('Saba <i>Looked</i>');
    expect(browser.text).toContain('Looked at a referral');
    await atTestTime();
    await browser.goTo('/privacy');
    expect(browser.text).toMatch(/Pria Privacy, privacy lead.*Looked at who opened a record/);
    expect(browser.text).toMatch(/Pria Privacy, privacy lead.*Looked at this list.*No single record/);
  });

  it('by colleague, by what was done and by days; wrong days are said', async () => {
    await atTestTime();
    const browser = await browse(privacyLead);
    await browser.goTo(`/privacy?colleague=${linkWorker.accountId}`);
    expect(browser.text).toContain('Only Lena Linkworker');
    expect(browser.document.querySelectorAll('main tbody tr')).toHaveLength(1);
    await browser.goTo('/privacy?event=person.viewed');
    expect(browser.text).toContain('Nothing was recorded in these days');
    await browser.goTo('/privacy?from=2026-03-10&to=2026-03-10');
    expect(browser.text).toContain('Nothing was recorded in these days');
    await browser.goTo('/privacy?from=2026-03-32');
    expect([browser.status, browser.errors]).toEqual([422, ['Enter a real date, such as 27 3 2026']]);
    await browser.goTo(`/privacy?colleague=' or 1=1&event=nonsense.made`);
    expect(browser.status).toBe(200);
  });

  it('is the privacy lead’s alone, and other services’ people do not exist', async () => {
    const { personId } = await givenReferral(opened);
    for (const actor of [manager, linkWorker, ACTORS.north.administrator, ACTORS.north.evaluator])
      for (const path of ['/privacy', `/privacy/people/${personId}`])
        expect((await (await browse(actor)).goTo(path)).status).toBe(403);
    const south = await browse(ACTORS.south.privacyLead);
    expect((await south.goTo(`/privacy/people/${personId}`)).status).toBe(404);
    expect((await south.goTo(`/privacy/people/${uuidv7()}`)).status).toBe(404);
    expect((await south.goTo('/privacy/people/nobody')).status).toBe(404);
  });
});
