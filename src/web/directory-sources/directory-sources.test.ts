// The administrator's pages of sources and of words to explain: what is shown, what an answer does, and who gets none of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFeed, importFile, runRequestedFeeds } from '#directory';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';

const { app, browse, database, asSuperuser } = await openTestApp();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SERVICES = [
  {
    id: 'one',
    name: 'Talking group',
    url: 'none of that',
    languages: [{ name: 'Elvish' }],
    attributes: [{ taxonomy_term: { id: 't', name: 'Chat <b>circles</b>', taxonomy: 'Local' } }],
  },
  { id: 'two' },
];
const bring = async () => {
  const file = join(folder, 'list.json');
  writeFileSync(file, JSON.stringify(SERVICES));
  return importFile(database, { source: { code: 'a-council', name: 'A council' }, file });
};
const pathOfFeed = async () => {
  const [feed] = await asSuperuser<{ id: string }>(`select id from directory_sources where code = 'feed'`);
  return `/admin/directory/sources/${feed?.id}`;
};
const text = (browser: Awaited<ReturnType<typeof browse>>) =>
  browser.document.querySelector('main')?.textContent ?? '';

describe('where services come from', () => {
  beforeAll(async () => {
    expect(await bring()).toMatchObject({ ok: true, value: { created: 1, dropped: 1 } });
  });

  it('lists each source with its last reading, and what of it could not be taken', async () => {
    const browser = await browse(ACTORS.north.administrator);
    await browser.goTo('/admin/directory');
    expect(browser.heading).toBe('Where services come from');
    expect(text(browser)).toContain('A council');
    expect(text(browser)).toContain('2 words wait for you');
    const [source] = await asSuperuser<{ id: string }>(
      `select id from directory_sources where code = 'a-council'`,
    );
    await browser.goTo(`/admin/directory/sources/${source?.id}`);
    for (const told of ['two', 'no name', 'url', 'not a web address', 'unknown language', 'not stated'])
      expect(text(browser)).toContain(told);
  });

  it('takes what a word means, and uses it the next time the list is read (guidance P1a)', async () => {
    const browser = await browse(ACTORS.north.administrator);
    await browser.goTo('/admin/directory/words');
    expect(text(browser)).toContain('Elvish');
    const [word] = await asSuperuser<{ id: string }>(
      `select id from directory_unknown_strings where text = 'Elvish'`,
    );
    const path = `/admin/directory/words/${word?.id}`;
    await browser.goTo(path);
    await browser.submit({ meaning: 'no such tongue' }, path);
    expect(browser.status).toBe(422);
    expect(text(browser)).toContain('Enter the name of a language, such as Arabic');
    await browser.goTo(path);
    await browser.submit({ meaning: 'Tigrinya, Arabic' }, path);
    expect(text(browser)).not.toContain('Elvish');
    await browser.goTo('/admin/directory/words?show=explained');
    expect(text(browser)).toContain('Tigrinya, Arabic');
    expect(await bring()).toMatchObject({ ok: true, value: { changed: 1 } });
    const spoken = await asSuperuser<{ code: string }>('select code from directory_languages order by 1');
    expect(spoken.map(({ code }) => code)).toEqual(['ar', 'ti']);
  });

  it('takes a kind of service for a term, and the service is found under it', async () => {
    const browser = await browse(ACTORS.north.administrator);
    const [word] = await asSuperuser<{ id: string }>(
      `select id from directory_unknown_strings where field = 'taxonomy-term'`,
    );
    const path = `/admin/directory/words/${word?.id}`;
    await browser.goTo(path);
    await browser.submit({ meaning: 'LANG-ESOL' }, path);
    await bring();
    expect(await asSuperuser('select kinds from directory_services')).toEqual([
      { kinds: ['LANG-ESOL', 'language'] },
    ]);
    await browser.goTo('/admin/directory/words?show=explained');
    expect(text(browser)).toContain('Means ESOL formal course');
    expect(text(browser)).not.toContain('LANG-ESOL');
  });

  it('decides many words at once, in every source that has them, and finds them by their letters', async () => {
    await asSuperuser(
      `insert into directory_unknown_strings (id, source_id, field, text, times, first_seen_at, last_seen_at)
        select gen_random_uuid(), (select id from directory_sources where code = 'a-council'), 'language', 'Klingon ' || n, n, now(), now()
        from generate_series(1, 1000) n`,
    );
    const browser = await browse(ACTORS.north.administrator);
    await browser.goTo('/admin/directory/words?for=language');
    expect(text(browser)).toContain('All 1,000 words found');
    expect(browser.document.querySelectorAll('input[name=words]')).toHaveLength(50);
    await browser.goTo('/admin/directory/words?for=language&page=20');
    expect(browser.document.querySelectorAll('input[name=words]')).toHaveLength(50);
    await browser.submit({ for: 'language', q: 'klingon 99' }, '/admin/directory/words/find');
    expect(browser.path).toMatch(/for=language&search=/);
    expect(browser.path).not.toMatch(/klingon/i);
    const ids = [...browser.document.querySelectorAll('input[name=words]')].map(
      one => one.getAttribute('value') ?? '',
    );
    expect(ids).toHaveLength(11);
    // Nothing ticked, nothing said: said so, and what was ticked stays.
    const action = `${browser.path}&page=1`;
    await browser.submit({ words: ids.slice(0, 2), meaning: '' }, action);
    expect(browser.status).toBe(422);
    expect(text(browser)).toContain('Say what they mean, or tick that they mean nothing');
    expect(browser.document.querySelectorAll('input[name=words][checked]')).toHaveLength(2);
    await browser.submit({ words: [], meaning: 'Arabic' }, action);
    expect(text(browser)).toContain('Tick the words that you can explain');
    await browser.submit({ words: ids.slice(0, 2), meaning: 'Arabic' }, action);
    expect(browser.html).toContain('2 words explained');
    await browser.submit({ every: 'yes', nothing: 'yes', meaning: '' }, action);
    expect(browser.html).toContain('9 words explained');
    const [counted] = await asSuperuser(
      `select count(*) filter (where meaning = '{ar}')::int as arabic, count(*) filter (where meaning = '{}')::int as nothing,
        count(*) filter (where meaning is null)::int as waiting from directory_unknown_strings where text like 'Klingon%'`,
    );
    expect(counted).toEqual({ arabic: 2, nothing: 9, waiting: 989 });
  });

  it('takes the services of a source out when asked twice, and the next import brings them back', async () => {
    const browser = await browse(ACTORS.north.administrator);
    const [source] = await asSuperuser<{ id: string }>(
      `select id from directory_sources where code = 'a-council'`,
    );
    const at = `/admin/directory/sources/${source?.id}`;
    await browser.goTo(`${at}/remove`);
    expect(text(browser)).toContain('1 service of A council can no longer be found');
    await browser.submit({}, `${at}/remove`);
    expect(browser.html).toContain('1 service taken out');
    expect(await asSuperuser('select left_out from directory_services')).toEqual([{ left_out: 'removed' }]);
    expect((await app.inject('/open-referral/v3/services')).json()).toMatchObject({ total_items: 0 });
    expect(await asSuperuser(`select raw from directory_records where original_id = 'one'`)).toEqual([
      { raw: {} },
    ]);
    expect(text(browser)).toContain('Services taken out');
    await browser.goTo(`${at}/remove`);
    await browser.submit({}, `${at}/remove`);
    expect(browser.html).toContain('That had been done already');
    expect(await bring()).toMatchObject({ ok: true, value: { changed: 1 } });
    expect(await asSuperuser('select left_out from directory_services')).toEqual([{ left_out: null }]);
    const events = await asSuperuser<{ event: string }>(
      `select distinct event from audit_events where event like 'directory-source%'`,
    );
    expect(events).toEqual([{ event: 'directory-source.services-removed' }]);
  });

  it('has a feed read now, paused and read by itself again; a file cannot be', async () => {
    const browser = await browse(ACTORS.north.administrator);
    const [file] = await asSuperuser<{ id: string }>(
      `select id from directory_sources where code = 'a-council'`,
    );
    await browser.goTo(`/admin/directory/sources/${file?.id}`);
    expect(text(browser)).not.toContain('Pause');
    const source = { code: 'feed', name: 'A feed', url: 'http://127.0.0.1:1/', refreshHours: 24 };
    expect(await importFeed(database, { source, via: 'command' })).toMatchObject({
      reason: 'private-address',
    });
    const at = await pathOfFeed();
    await browser.goTo(at);
    await browser.submit({}, `${at}/pause`);
    expect(text(browser)).toContain('Let it be read by itself again');
    await browser.submit({}, `${at}/run`);
    expect(text(browser)).toContain('Within a minute');
    // Read although it is paused: somebody asked. It cannot be reached, and the page says so.
    expect(await runRequestedFeeds(database, { attempts: 1, pauseMs: 1 })).toBe(0);
    expect(
      await asSuperuser(`select paused, requested_at from directory_sources where code = 'feed'`),
    ).toEqual([{ paused: true, requested_at: null }]);
    await browser.submit({}, `${at}/resume`);
    expect(text(browser)).toContain('it leads to a private network');
    expect(await asSuperuser(`select paused, paused_at from directory_sources where code = 'feed'`)).toEqual([
      { paused: false, paused_at: null },
    ]);
  });

  it('shows how far a reading under way has come', async () => {
    const [run] = await asSuperuser<{ id: string }>(
      `insert into directory_imports (id, source_id, at, via, state, total_pages)
        select gen_random_uuid(), id, now(), 'schedule', 'running', 160 from directory_sources where code = 'feed' returning id`,
    );
    await asSuperuser(
      `insert into directory_import_pages (import_id, page, at, fetched, counts)
        select $1, n, now(), true, '{"read": 100}' from generate_series(1, 12) n`,
      [run?.id],
    );
    const browser = await browse(ACTORS.north.administrator);
    await browser.goTo(await pathOfFeed());
    expect(text(browser)).toContain('12 of 160 pages so far, with 1,200 services');
  });

  it('stands with each of its services, with its date, and says when it lists one no more', async () => {
    const source = { code: 'b-council', name: 'B council' };
    const take = async (ids: readonly string[]) => {
      const file = join(folder, 'b-council.json');
      writeFileSync(file, JSON.stringify(ids.map(id => ({ id, name: `Service ${id}` }))));
      return importFile(database, { source, file });
    };
    await take(['gone', 'stays']);
    const [gone] = await asSuperuser<{ id: string }>(
      `select id from directory_services where original_id = 'gone'`,
    );
    const browser = await browse(ACTORS.north.linkWorker);
    const shown = async () => {
      await browser.goTo(`/directory/services/${gone?.id}`);
      return text(browser);
    };
    expect(await shown()).toMatch(/B council, \d+ \w+ \d{4}/);
    expect(await shown()).not.toContain('Not there since');
    expect(await take(['stays'])).toMatchObject({ ok: true, value: { missing: 1 } });
    expect(await shown()).toContain('It may be back the next time');
    await take(['stays']);
    await take(['stays']);
    expect(await shown()).toContain('several times in a row. It may have ended');
    await take(['gone', 'stays']);
    expect(await shown()).not.toContain('Not there since');
  });

  it('is for administrators, and knows what is not there', async () => {
    for (const actor of [ACTORS.north.linkWorker, ACTORS.north.manager, ACTORS.north.referrer]) {
      const browser = await browse(actor);
      await browser.goTo('/admin/directory/words');
      expect(browser.status).toBe(403);
    }
    const browser = await browse(ACTORS.north.administrator);
    for (const id of ['x', '01890000-0000-7000-8000-00000000dead']) {
      await browser.goTo(`/admin/directory/sources/${id}`);
      expect(browser.status).toBe(404);
      await browser.goTo(`/admin/directory/words/${id}`);
      expect(browser.status).toBe(404);
    }
  });
});
