// Trust from page to table: a report is seen by all and known to one, checks and corrections count, a service answers by its link, two become one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DISPUTABLE, importFile, loadTrust, searchServices, tendDirectory } from '#directory';
import { moveStep } from '#plans';
import { openTestApp } from '../../../test/app.ts';
import { makeWorld } from '../../../test/security/world.ts';
import { ACTORS } from '../../../test/testing.ts';

const test = await openTestApp();
const { database, browse, as, asSuperuser } = test;
const folder = mkdtempSync(join(tmpdir(), 'footbridge-trust-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ID = '6f8a0c2b-4d6e-4f1a-835b-9b424f6f8a01';
const TWIN = '6f8a0c2b-4d6e-4f1a-835b-9b424f6f8a02';
const entry = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  description: 'Advice and a hot meal',
  email: 'office@harbour.org.uk',
  phones: [{ id: id.replace('6f8a', '7f8a'), number: '0113 496 0001' }],
  organization: {
    id: '6f8a0c2b-4d6e-4f1a-835b-9b424f6f8aff',
    name: 'Harbour',
    description: 'A charity',
    organization_identifiers: [
      {
        id: '6f8a0c2b-4d6e-4f1a-835b-9b424f6f8afe',
        identifier_type: 'charity',
        identifier: '1234567',
        identifier_scheme: 'GB-CHC',
      },
    ],
  },
  ...more,
});
const bring = async (code: string, services: readonly object[]) => {
  const file = join(folder, `${code}.json`);
  writeFileSync(file, JSON.stringify(services));
  const outcome = await importFile(database, { source: { code, name: `List of ${code}` }, file });
  expect(outcome).toMatchObject({ ok: true });
  return outcome.ok ? outcome.value : undefined;
};
const page = `/directory/services/${ID}`;
const curated = `/admin/directory/services/${ID}`;
const trustOf = async (id = ID) => (await as(ACTORS.south.referrer, ctx => loadTrust(ctx, [id]))).get(id);
const phones = () =>
  asSuperuser<{ number: string }>('select number from directory_phones where service_id = $1', [ID]);

beforeAll(async () => {
  await bring('a-council', [entry(ID, 'Harbour drop-in')]);
  await tendDirectory(database);
});

describe('“this is wrong”', () => {
  it('shows at once as disputed for every organisation, without who said so (guidance M3)', async () => {
    const reporter = await browse(ACTORS.north.linkWorker);
    await reporter.goTo(page);
    expect(reporter.text).toContain('Nobody has checked it yet');
    await reporter.goTo(`${page}/wrong?field=phone`);
    await reporter.submit({ said: 'It ends in 0009' }, `${page}/wrong`);
    expect(reporter.heading).toContain('Harbour drop-in');
    const other = await browse(ACTORS.south.referrer);
    await other.goTo(page);
    expect(other.text).toMatch(/Disputed Somebody said on 10 March 2026 that this is wrong/);
    expect(other.html).not.toMatch(/Lena|0009|North Service/);
    await reporter.goTo('/directory/reports');
    expect(reporter.text).toMatch(/Phone ?You wrote: It ends in 0009.*Being looked into/);
    await other.goTo('/directory/reports');
    expect(other.text).toContain('You have reported nothing yet');
  });

  it('asks under the headings of the page, in its order, and leaves no field out', async () => {
    const browser = await browse(ACTORS.north.linkWorker);
    await browser.goTo(`${page}/wrong`);
    const asked = (selector: string) => [...browser.document.querySelectorAll(selector)];
    expect(asked('fieldset fieldset legend').map(legend => legend.textContent?.trim())).toEqual([
      'What it is',
      'How to reach it',
      'Who it is for',
      'How to refer',
      'How it meets',
      'Status and documents',
    ]);
    const values = asked('input[name=field]').map(input => input.getAttribute('value'));
    expect(values.slice(0, 2)).toEqual(['closed', 'name']);
    expect(values.toSorted()).toEqual(DISPUTABLE.toSorted());
    expect(new Set(asked('input[name=field]').map(({ id }) => id)).size).toBe(DISPUTABLE.length);
  });

  it('needs to know what is wrong, and takes the same report once', async () => {
    const browser = await browse(ACTORS.north.linkWorker);
    await browser.goTo(`${page}/wrong`);
    await browser.submit({ said: 'words that stay' }, `${page}/wrong`);
    expect(browser.status).toBe(422);
    expect(browser.errors).toEqual(['Choose what is wrong']);
    expect(browser.html).toContain('words that stay');
    await browser.submit({ field: 'phone' }, `${page}/wrong`);
    expect(browser.text).not.toContain('words that stay');
    const [{ n } = { n: 0 }] = await asSuperuser<{ n: number }>(
      `select count(*)::int as n from directory_disputes where service_id = $1 and field = 'phone'`,
      [ID],
    );
    expect(n).toBe(1);
  });

  it('can be taken back by who said it, and “closed” costs most', async () => {
    const before = (await trustOf())?.score ?? 0;
    const browser = await browse(ACTORS.south.manager);
    await browser.goTo(`${page}/wrong?field=closed`);
    await browser.submit({}, `${page}/wrong`);
    expect((await trustOf())?.score).toBe(before - 30);
    await browser.goTo(page);
    expect(browser.text).toContain('Reported closed');
    await browser.goTo('/directory/reports');
    await browser.submit({}, '/directory/reports/withdraw');
    expect(browser.text).toContain('Taken back');
    expect((await trustOf())?.score).toBe(before);
  });
});

describe('those who keep the directory', () => {
  it('see what is said to be right, correct it, and the reporter hears (guidance M2)', async () => {
    const curator = await browse(ACTORS.south.administrator);
    await curator.goTo('/admin/directory/review?show=disputed');
    expect(curator.text).toContain('Harbour drop-in');
    await curator.goTo(curated);
    expect(curator.text).toContain('They say that this is right: It ends in 0009');
    await curator.goTo(`${curated}/correct`);
    await curator.submit({ phone: 'not a number' }, `${curated}/correct`);
    expect(curator.status).toBe(422);
    expect(curator.errors).toEqual(['Enter one phone number a line, such as 020 7946 0000']);
    const [{ changed_at: changed } = { changed_at: null }] = await asSuperuser<{ changed_at: Date | null }>(
      'select changed_at from directory_services where id = $1',
      [ID],
    );
    await curator.submit(
      {
        phone: '0113 496 0009',
        opening: 'Mon 10 to 12.30pm\nTuesday 14:00-16:00',
        languages: 'tigrinya, Arabic',
      },
      `${curated}/correct`,
    );
    expect(curator.text).toMatch(/Phone.*0113 496 0009.*0113 496 0001.*South Service/);
    const reporter = await browse(ACTORS.north.linkWorker);
    await reporter.goTo('/directory/reports');
    expect(reporter.text).toMatch(/Corrected on 10 March 2026 by South Service/);
    await reporter.goTo(page);
    for (const told of [
      '0113 496 0009',
      'Monday 10:00 to 12:30',
      'Tuesday 14:00 to 16:00',
      'Arabic, Tigrinya',
      'The correction holds until',
    ])
      expect(reporter.text).toContain(told);
    // Harvesters and searches hear of a phone, too.
    const [after] = await asSuperuser<{ changed_at: Date }>(
      'select changed_at from directory_services where id = $1',
      [ID],
    );
    expect(after?.changed_at.getTime()).toBeGreaterThan(changed?.getTime() ?? 0);
  });

  it('are not undone by an import, until the source itself changes the field', async () => {
    expect(await bring('a-council', [entry(ID, 'Harbour drop-in', { wait_time: 'A week' })])).toMatchObject({
      changed: 1,
    });
    expect(await phones()).toEqual([{ number: '0113 496 0009' }]);
    const moved = {
      phones: [{ id: ID.replace('6f8a', '7f8a'), number: '0113 496 0005' }],
      wait_time: 'A week',
    };
    await bring('a-council', [entry(ID, 'Harbour drop-in', moved)]);
    expect(await phones()).toEqual([{ number: '0113 496 0005' }]);
    const browser = await browse(ACTORS.north.referrer);
    await browser.goTo(page);
    expect(browser.text).toContain('the source changed this on 10 March 2026, after it was corrected here');
    expect(browser.text).toContain('Monday 10:00 to 12:30');
  });

  it('take a correction back, and settle what cannot be found out', async () => {
    const curator = await browse(ACTORS.south.administrator);
    await curator.goTo(curated);
    await curator.submit({}, `${curated}/take-back`);
    expect(curator.text).toContain('taken back');
    const reporter = await browse(ACTORS.south.linkWorker);
    await reporter.goTo(`${page}/wrong?field=email`);
    await reporter.submit({}, `${page}/wrong`);
    await curator.goTo(curated);
    const form = [...curator.document.querySelectorAll('form')].find(one =>
      one.outerHTML.includes('value="unknown"'),
    );
    expect(form).toBeDefined();
    await curator.submit({ field: 'email', state: 'unknown' }, `${curated}/settle`);
    await reporter.goTo('/directory/reports');
    expect(reporter.text).toContain('Could not be found out on 10 March 2026 by South Service');
    await reporter.goTo(page);
    expect(reporter.text).toContain('it could not be found out');
  });

  it('record a check with one click, which raises the score, and can take it back', async () => {
    await asSuperuser(`update directory_sources set as_of = '2025-11-01'`);
    const before = (await trustOf())?.score ?? 0;
    const manager = await browse(ACTORS.north.manager);
    await manager.goTo('/admin/directory/review');
    expect(manager.heading).toBe('What to check next');
    await manager.submit({}, `${curated}/check`);
    expect(manager.path).toBe('/admin/directory/review');
    expect((await trustOf())?.score).toBeGreaterThan(before);
    const worker = await browse(ACTORS.south.linkWorker);
    await worker.goTo(page);
    expect(worker.text).toContain('Checked on 10 March 2026 by phone (North Service)');
    expect(worker.text).not.toContain('Mona');
    await manager.goTo(page);
    await manager.submit({}, '/directory/checks/undo');
    expect((await trustOf())?.checked).toBeNull();
    expect(await asSuperuser('select last_checked from directory_services where id = $1', [ID])).toEqual([
      { last_checked: null },
    ]);
  });

  it('have in the queue the number to ring, else the website or the address to write to, and cannot have asked without any', async () => {
    const numbers = await phones();
    const manager = await browse(ACTORS.north.manager);
    const ring = async () => {
      await manager.goTo('/admin/directory/review');
      const row = [...manager.document.querySelectorAll('tbody tr')].find(one => one.outerHTML.includes(ID));
      return {
        href: row?.querySelector('td a')?.getAttribute('href'),
        button: row?.querySelector('button')?.textContent,
      };
    };
    expect(await ring()).toEqual({
      href: `tel:${numbers[0]?.number.replaceAll(' ', '')}`,
      button: 'Right, by phone: Harbour drop-in',
    });
    await asSuperuser('delete from directory_phones where service_id = $1', [ID]);
    expect(await ring()).toEqual({
      href: 'mailto:office@harbour.org.uk',
      button: 'Right, by email: Harbour drop-in',
    });
    await asSuperuser(`update directory_services set url = 'https://harbour.org.uk' where id = $1`, [ID]);
    expect(await ring()).toEqual({
      href: 'https://harbour.org.uk',
      button: 'Right, on its website: Harbour drop-in',
    });
    await asSuperuser('update directory_services set url = null, email = null where id = $1', [ID]);
    expect(await ring()).toEqual({ href: undefined, button: undefined });
    await asSuperuser(`update directory_services set email = 'office@harbour.org.uk' where id = $1`, [ID]);
    for (const { number } of numbers)
      await asSuperuser(
        'insert into directory_phones (id, service_id, number, ordering) values (gen_random_uuid(), $1, $2, 0)',
        [ID, number],
      );
  });

  it('are administrators; managers only check, others neither', async () => {
    for (const [actor, path] of [
      [ACTORS.north.manager, curated],
      [ACTORS.north.linkWorker, '/admin/directory/review'],
      [ACTORS.north.referrer, '/admin/directory/duplicates'],
    ] as const) {
      const browser = await browse(actor);
      expect((await browser.goTo(path)).status).toBe(403);
    }
  });
});

describe('the link of a service', () => {
  const linkFrom = (text: string): string =>
    /http:\/\/127\.0\.0\.1:3000(\/service-entry\/north\/[\w-]{43})/.exec(text)?.[1] ?? '';

  it('needs no account, confirms and corrects, and is a check by the service', async () => {
    const curator = await browse(ACTORS.north.administrator);
    await curator.goTo(curated);
    await curator.submit({}, `${curated}/links`);
    const href = linkFrom(curator.html);
    const token = href.split('/').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await asSuperuser('select * from provider_links'))).not.toContain(token);
    const provider = await browse();
    await provider.goTo(href);
    expect(provider.heading).toContain('Is this still right?');
    await provider.submit({ ages: 'old' }, href);
    expect(provider.status).toBe(200);
    await provider.goTo(href);
    const change = async (fields: Record<string, string>) =>
      provider.post(href, { ...fields, _csrf: csrfOf(provider.html), answer: 'changed' });
    await change({ ages: 'old enough' });
    expect(provider.status).toBe(422);
    expect(provider.errors).toEqual(['Enter ages such as 16 to 25, 18 and over, or up to 12']);
    await change({ ages: '18 +', status: 'temporarily closed' });
    expect(provider.heading).toContain('Thank you');
    const trust = await trustOf();
    expect(trust?.checked).toMatchObject({ method: 'provider' });
    const worker = await browse(ACTORS.south.linkWorker);
    await worker.goTo(page);
    for (const told of ['closed for now', '18 years and over', 'by the service itself'])
      expect(worker.text).toContain(told);
    await curator.goTo(curated);
    await curator.submit({}, `${curated}/links/stop`);
    expect((await provider.goTo(href)).status).toBe(404);
    expect((await provider.goTo(href.replace('/north/', '/south/'))).status).toBe(404);
  });

  it('shows and changes nothing that would tell where a confidential place is', async () => {
    const secret = '6f8a0c2b-4d6e-4f1a-835b-9b424f6f8a09';
    await asSuperuser(
      `with l as (insert into directory_locations (id, source_id, original_id, confidential) select gen_random_uuid(), source_id, 'secret', true
         from directory_services where id = $1 returning id),
       a as (insert into directory_addresses (id, location_id, address_1, city, postal_code) select gen_random_uuid(), id, '17 Hidden Lane', 'Leeds', 'LS9 9ZZ' from l)
       insert into directory_service_at_locations (id, service_id, location_id) select $2, $1, id from l`,
      [ID, secret],
    );
    await asSuperuser(
      `update directory_services set application_process = 'Come to 17 Hidden Lane' where id = $1`,
      [ID],
    );
    const curator = await browse(ACTORS.north.administrator);
    await curator.goTo(curated);
    await curator.submit({}, `${curated}/links`);
    const href = linkFrom(curator.html);
    const provider = await browse();
    await provider.goTo(href);
    expect(provider.html).not.toMatch(/Hidden Lane|LS9 9ZZ|withheld\]/);
    expect(provider.text).toContain('Your address is confidential');
    await provider.post(href, { application: 'Anything', _csrf: csrfOf(provider.html), answer: 'changed' });
    expect(
      await asSuperuser('select application_process as said from directory_services where id = $1', [ID]),
    ).toEqual([{ said: 'Come to 17 Hidden Lane' }]);
    await asSuperuser('delete from directory_service_at_locations where id = $1', [secret]);
  });

  const csrfOf = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
});

describe('entries that may be the same', () => {
  beforeAll(async () => {
    const organization = { ...entry(TWIN, '').organization, id: TWIN.replace('6f8a', '5f8a') };
    await bring('another-list', [entry(TWIN, 'Harbour Drop-In', { organization })]);
    await tendDirectory(database);
  });

  const find = async () =>
    (
      await as(ACTORS.north.linkWorker, ctx => searchServices(database, ctx, { text: 'harbour drop' }))
    ).services.map(({ id }) => id);

  it('are found by a number, stand side by side, and one leads to the other until that is undone', async () => {
    const curator = await browse(ACTORS.north.administrator);
    await curator.goTo('/admin/directory/duplicates');
    expect(curator.text).toMatch(
      /Harbour drop-in.*Certain.*Organisations with the same number: GB-CHC 1234567/i,
    );
    const href = [...curator.document.querySelectorAll('tbody a')][0]?.getAttribute('href') ?? '';
    await curator.goTo(href);
    expect(curator.text).toContain('Side by side');
    await curator.submit({}, href);
    expect(curator.errors).toEqual(['Choose what they are']);
    // Picked before it was replaced.
    const worker = await browse(ACTORS.north.linkWorker);
    await worker.goTo(`/directory/services/${TWIN}`);
    await as(ACTORS.north.linkWorker, async ctx => {
      const { shortlistService } = await import('#directory');
      expect(await shortlistService(ctx, TWIN)).toMatchObject({ ok: true });
    });
    expect((await find()).sort()).toEqual([ID, TWIN]);
    await curator.goTo(href);
    await curator.submit({ verdict: ID < TWIN ? 'keep-one' : 'keep-other' }, href);
    expect(await find()).toEqual([ID]);
    await worker.goTo(`/directory/services/${TWIN}`);
    expect(worker.path).toBe(page);
    await worker.goTo('/directory/shortlist');
    expect(worker.html).toContain(page);
    expect(worker.html).not.toContain(TWIN);
    await curator.goTo(href);
    await curator.submit({}, `${href}/undo`);
    expect((await find()).sort()).toEqual([ID, TWIN]);
  });

  it('that are not the same are never asked about again', async () => {
    const curator = await browse(ACTORS.north.administrator);
    await curator.goTo('/admin/directory/duplicates');
    const href = [...curator.document.querySelectorAll('tbody a')][0]?.getAttribute('href') ?? '';
    await curator.goTo(href);
    await curator.submit({ verdict: 'different' }, href);
    await asSuperuser(`update directory_services set description = 'New words' where id = $1`, [ID]);
    await tendDirectory(database);
    await curator.goTo('/admin/directory/duplicates');
    expect(curator.text).toContain('No pairs here');
    await curator.goTo('/admin/directory/duplicates?show=different');
    expect(curator.text).toContain('Harbour drop-in');
  });

  it('lead on from a decided pair to the next on its page of the list, and then back to that page', async () => {
    const clubs = Array.from({ length: 9 }, (_, n) =>
      entry(`6f8a0c2b-4d6e-4f1a-835b-9b424f6f8b0${n}`, 'Quay club', { phones: [] }),
    );
    await bring('clubs', clubs);
    await tendDirectory(database);
    const list = '/admin/directory/duplicates?page=2';
    const curator = await browse(ACTORS.north.administrator);
    await curator.goTo(list);
    const hrefs = [...curator.document.querySelectorAll('tbody a')].map(a => a.getAttribute('href') ?? '');
    expect(hrefs).toHaveLength(36 - 25);
    const [first = '', second = ''] = hrefs;
    const last = hrefs.at(-1) ?? '';
    expect(first).toMatch(/\?page=2$/);
    await curator.goTo(first);
    await curator.submit({ verdict: 'different' }, first);
    expect(curator.heading).toContain('Are they the same?');
    expect(curator.path).toBe(second);
    expect(curator.document.querySelector('.nhsuk-back-link')?.getAttribute('href')).toBe(list);
    await curator.goTo(last);
    await curator.submit({ verdict: 'later' }, last);
    expect(curator.path).toBe(list);
  });
});

describe('steps that failed', () => {
  it('lower the score by what they say of the service, without the person, and count once', async () => {
    const { northA, service } = await makeWorld(test);
    const step = northA.ids.step?.[0] ?? '';
    await asSuperuser(`update steps set service_id = $1 where id = $2`, [ID, step]);
    await asSuperuser(`update directory_checks set undone_at = now() where service_id = $1`, [ID]);
    const before = (await trustOf())?.score ?? 0;
    const fail = (notDoneBecause: 'service_full' | 'person') =>
      as(ACTORS.north.linkWorker, ctx =>
        moveStep(ctx, step, { status: 'not_done', outcomeNote: '', notDoneBecause }),
      );
    expect(await fail('service_full')).toMatchObject({ ok: true });
    await fail('service_full');
    expect((await trustOf())?.score).toBe(before - 5);
    expect((await trustOf())?.reasons.at(-1)?.words).toContain('Fewer than 5 people');
    await fail('person');
    expect((await trustOf())?.score).toBe(before);
    expect(service).not.toBe(ID);
  });
});
