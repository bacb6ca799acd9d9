// Asking again what a person prefers, how to reach them, and a worker's own profile.
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead } = ACTORS.north;

let record: StartedRecord;
let at: string;
beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  at = `/people/${record.personId}`;
});

describe('what a person prefers', () => {
  it('is asked later, changed, and kept as a history', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/preferences`);
    await worker.submit({
      interpreter: 'yes',
      preference_worker_sex: 'female_only',
      preference_depth: 'declined',
      safe_contact: 'Only text, never ring',
      speaks: 'Tigrinya',
    });
    expect(worker.text).toMatch(/Speaks: Tigrinya\. Interpreter: needed\. ?Only text, never ring/);
    expect(worker.text).toMatch(/Woman or man\s*Only a woman/);
    expect(worker.text).toMatch(/How much time\s*Prefers not to say/);
    await worker.goTo(`${at}/preferences`);
    expect(worker.document.querySelector('input[name="interpreter"][checked]')?.getAttribute('value')).toBe(
      'yes',
    );
    await worker.submit({ interpreter: 'no', speaks: 'tigrinya' });
    const facts = await asSuperuser(
      'select kind, status, value from person_facts where person_id = $1 order by recorded_at, id',
      [record.personId],
    );
    expect(
      facts
        .filter(fact => fact.kind === 'interpreter')
        .map(fact => fact.value)
        .sort(),
    ).toEqual([false, true]);
    expect(facts).toHaveLength(5);
    expect(
      await asSuperuser('select label from person_languages where person_id = $1', [record.personId]),
    ).toEqual([{ label: 'Tigrinya' }]);
    await worker.goTo(`${at}/preferences`);
    await worker.submit({ preference_format: 'nonsense' });
    expect(worker.text).toContain('Nothing was changed.');
  });

  it('keeps what a colleague wrote while the form was open in another place', async () => {
    const one = await (await browse(linkWorker)).goTo(`${at}/preferences`);
    const other = await (await browse(manager)).goTo(`${at}/preferences`);
    await other.submit({ safe_contact: 'Never ring: he listens', preference_worker_sex: 'female_only' });
    await one.submit({ interpreter: 'yes' });
    expect(one.text).toContain('Never ring: he listens');
    expect(one.text).toMatch(/Woman or man\s*Only a woman/);
    expect(one.text).toMatch(/Interpreter: needed/);
  });

  it('is never cut: too much comes back as it was typed', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/preferences`);
    const long = `${'Ring only when the children are at school. '.repeat(30)}Never in the evening`;
    await worker.submit({ safe_contact: long });
    expect([worker.status, worker.errors]).toEqual([422, ['Use 1000 characters or fewer']]);
    expect(worker.document.querySelector('textarea[name=safe_contact]')?.textContent).toContain(
      'Never in the evening',
    );
    await worker.submit({ safe_contact: 'Never in the evening' });
    expect(worker.text).toContain('Never in the evening');
  });

  it('is for those who work with the person', async () => {
    for (const page of ['/preferences', '/reach/new']) {
      expect((await (await browse(otherLinkWorker)).goTo(`${at}${page}`)).status).toBe(404);
      expect((await (await browse(privacyLead)).goTo(`${at}${page}`)).status).toBe(403);
    }
  });
});

describe('a way to reach a person', () => {
  it('is added with whose it is and whether it is safe', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/reach/new`);
    await worker.submit({ kind: 'phone', value: 'ask her sister' });
    expect(worker.errors).toEqual(['Say whether it is safe']);
    await worker.submit({ safe: 'no' });
    expect(worker.errors).toEqual(['Enter a phone number, such as 07700 900123']);
    await worker.submit({ value: '07700 900123', owner: 'family', note: 'Her brother answers' });
    expect(worker.text).toMatch(/Do not use Phone: .*belongs to somebody in the family.*Her brother answers/);
  });
});

describe('a way to reach a person that changes (guidance K7)', () => {
  const add = async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/reach/new`);
    await worker.submit({ kind: 'phone', value: '07700 900123', owner: 'person', safe: 'yes' });
    const change = worker.document
      .querySelector('a[href*="/reach/"]:not([href$="new"])')
      ?.getAttribute('href');
    return { worker, change: change ?? '' };
  };
  const points = () =>
    asSuperuser(
      'select value, safe_to_use, preferred, ended_at is not null as ended from person_contact_points where person_id = $1 and kind = $2 order by id',
      [record.personId, 'phone'],
    );

  it('is marked unsafe, and what was known before is not lost', async () => {
    const { worker, change } = await add();
    const before = await points();
    await worker.goTo(change);
    await worker.submit({ safe: 'no', owner: 'family', note: 'He answers it now', preferred: 'yes' });
    expect(worker.text).toMatch(/Do not use Phone: 07700 900123 .*somebody in the family.*He answers it now/);
    const phone = { value: '07700 900123' };
    expect((await points()).slice(before.length - 1)).toEqual([
      { ...phone, safe_to_use: 'yes', preferred: false, ended: true },
      { ...phone, safe_to_use: 'no', preferred: true, ended: false },
    ]);
  });

  it('is no longer used, with nothing more to answer; then its address is gone', async () => {
    const { worker, change } = await add();
    await worker.goTo(change);
    await worker.submit({ use: 'no', safe: '' });
    expect(worker.text).toContain('It is no longer used.');
    expect(worker.text).not.toContain('07700 900123');
    expect((await worker.goTo(change)).status).toBe(404);
  });

  it('of two who change it at once the second is told, and what they wrote is there', async () => {
    const { worker, change } = await add();
    const second = await (await browse(linkWorker)).goTo(change);
    await worker.goTo(change);
    await worker.submit({ safe: 'yes', note: 'The first' });
    await second.submit({ safe: 'no', note: 'He took her phone' });
    expect([second.status, second.heading]).toEqual([
      409,
      expect.stringContaining('This way to reach them has changed'),
    ]);
    expect(second.text).toMatch(/not safe to use.*He took her phone/);
    await worker.goTo(at);
    expect(worker.text).toContain('The first');
    expect(worker.text).not.toContain('He took her phone');
  });

  it('asks again when an answer is missing, and only of this person', async () => {
    const { worker, change } = await add();
    await worker.goTo(change);
    await worker.submit({ safe: '', note: 'kept' });
    expect(worker.errors).toEqual(['Say whether it is safe']);
    expect(worker.text).toContain('kept');
    const other = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
    const elsewhere = change.replace(record.personId, other.personId);
    expect((await worker.goTo(elsewhere)).status).toBe(404);
    expect((await (await browse(otherLinkWorker)).goTo(change)).status).toBe(404);
  });
});

describe('a worker’s own profile', () => {
  it('keeps languages, what they share, and whether people may come', async () => {
    const worker = await (await browse(linkWorker)).goTo('/your-profile');
    expect(worker.document.querySelector('input[name="language-1"]')?.getAttribute('value')).toBe('Tigrinya');
    await worker.submit({ 'language-3': 'Klingon', 'level-3': 'fluent', background: 'I grew up in Asmara' });
    expect(worker.errors).toEqual(['Choose a language from the list']);
    await worker.submit({ 'language-3': 'Arabic', 'language-2': '', taking: 'no' });
    expect(worker.text).toContain('Your profile is saved.');
    const languages = await asSuperuser(
      'select language, level from link_worker_languages where account_id = $1 order by language',
      [linkWorker.accountId],
    );
    expect(languages).toEqual([
      { language: 'ar', level: 'fluent' },
      { language: 'ti', level: 'first' },
    ]);
    const [row] = await asSuperuser(
      'select background, taking_referrals from link_workers where account_id = $1',
      [linkWorker.accountId],
    );
    expect(row).toEqual({ background: 'I grew up in Asmara', taking_referrals: false });
  });

  it('is for link workers', async () => {
    expect((await (await browse(manager)).goTo('/your-profile')).status).toBe(403);
  });
});
