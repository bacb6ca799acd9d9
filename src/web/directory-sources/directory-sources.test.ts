// The administrator's pages of sources and of words to explain: what is shown, what an answer does, and who gets none of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '#directory';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS } from '../../../test/testing.ts';

const { browse, database, asSuperuser } = await openTestApp();
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
