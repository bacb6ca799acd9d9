// The daily pages: caseload, tasks, a person's record and recording a contact, as a worker meets them in a browser.
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
beforeEach(async () => {
  record = await startRecord(test, {
    name: 'Selam <b>Example</b>',
    state: 'allocated',
    workerId: linkWorker.accountId,
  });
});

const task = async (title: string, due: string): Promise<string> => {
  const id = uuidv7();
  await asSuperuser(
    `insert into tasks (organisation_id, id, worker_id, person_id, referral_id, kind, title, due_on, created_at)
     values ($1, $2, $3, $4, $5, 'follow_up', $6, $7, '2026-03-01T09:00:00Z')`,
    [NORTH.organisationId, id, linkWorker.accountId, record.personId, record.referralId, title, due],
  );
  return id;
};

const contactPoint = (value: string, safe: string) =>
  asSuperuser(
    `insert into person_contact_points (organisation_id, id, person_id, kind, value, belongs_to, safe_to_use, safe_note, recorded_at)
     values ($1, $2, $3, 'phone', $4, 'family', $5, 'Only mornings', '2026-03-01T09:00:00Z')`,
    [NORTH.organisationId, uuidv7(), record.personId, value, safe],
  );

const CONTACT = {
  when: 'today',
  time: '9:30am',
  mode: 'telephone',
  reached: 'reached',
  minutes: '25',
  interpreting: 'professional',
  next: 'week',
};
const formPath = () => `/people/${record.personId}/contacts/new`;

describe('the caseload page', () => {
  it('lists the worker’s people with what is due, and filters', async () => {
    await task('Ring the college', '2026-03-08');
    const worker = await (await browse(linkWorker)).goTo('/caseload');
    expect(worker.heading).toBe('Your caseload');
    expect(worker.text).toContain('Selam <b>Example</b>');
    expect(worker.text).toContain('2 days overdue');
    expect(worker.text).toMatch(/Overdue \(1\)/);
    await worker.goTo('/caseload?due=today&sort=-name&page=0&state=nonsense');
    expect(worker.status).toBe(200);
    expect(worker.text).toContain('Nobody here');
  });

  it('is for link workers, and empty for one without people', async () => {
    expect((await (await browse(manager)).goTo('/caseload')).status).toBe(403);
    expect((await (await browse(otherLinkWorker)).goTo('/caseload')).text).toContain(
      'Nobody is on your caseload yet',
    );
  });

  it('leaves a row in the audit', async () => {
    await (await browse(linkWorker)).goTo('/caseload');
    const rows = await asSuperuser(
      `select 1 from audit_events where event = 'caseload.viewed' and actor_id = $1`,
      [linkWorker.accountId],
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('the task list', () => {
  it('has a task done in one press, and opened again from the record', async () => {
    const id = await task('Bring the form', '2026-03-10');
    const worker = await (await browse(linkWorker)).goTo('/tasks?when=today');
    expect(worker.text).toContain('Bring the form');
    await worker.submit({}, `/tasks/${id}/done`);
    expect(worker.path).toBe('/tasks');
    expect(worker.text).toContain('The task is done.');
    await worker.goTo(`/people/${record.personId}`);
    await worker.submit({}, `/tasks/${id}/reopen`);
    expect(worker.text).toContain('The task is open again.');
  });

  it('moves a task to another day, and keeps what was typed when the day cannot be', async () => {
    const id = await task('Bring the form', '2026-03-10');
    const worker = await (await browse(linkWorker)).goTo(`/tasks/${id}/reschedule?back=tasks`);
    await worker.submit({ due: 'date', 'due-on-day': '30', 'due-on-month': '2', 'due-on-year': '2026' });
    expect(worker.status).toBe(422);
    expect(worker.errors).toEqual(['Enter a real day, such as 27 3 2026']);
    expect(worker.document.querySelector('input[name="due-on-day"]')?.getAttribute('value')).toBe('30');
    await worker.submit({ 'due-on-day': '1' });
    expect(worker.errors).toEqual(['This day has passed. Enter today or a later day']);
    await worker.submit({ due: 'week' });
    expect(worker.path).toBe('/tasks');
    const [row] = await asSuperuser<{ due_on: string }>('select due_on::text from tasks where id = $1', [id]);
    expect(row?.due_on).toBe('2026-03-17');
  });

  it('asks before it cancels', async () => {
    const id = await task('Bring the form', '2026-03-10');
    const worker = await (await browse(linkWorker)).goTo(`/tasks/${id}/cancel?back=person`);
    expect(worker.heading).toContain('Cancel this task?');
    await worker.submit();
    expect(worker.text).toContain('The task was cancelled.');
  });

  it('adds a task', async () => {
    const worker = await (await browse(linkWorker)).goTo(`/people/${record.personId}/tasks/new`);
    await worker.submit({});
    expect(worker.errors).toEqual(['Choose when it is due']);
    await worker.submit({ due: 'tomorrow', title: 'Ask about the vaccine' });
    expect(worker.text).toContain('Ask about the vaccine');
  });
});

describe('a person’s record', () => {
  it('says first how to reach them safely, and what was not asked yet (guidance K7)', async () => {
    await contactPoint('07700 900111', 'no');
    await contactPoint('07700 900222', 'yes');
    const worker = await (await browse(linkWorker)).goTo(`/people/${record.personId}`);
    const first = worker.document.querySelector('main h2, main h3')?.textContent;
    expect(first).toContain('How to reach them safely');
    expect(worker.text).toMatch(/Safe Phone: 07700 900222.*Do not use Phone: 07700 900111/);
    expect(worker.text).toMatch(/Woman or man\s*Not asked yet/);
    expect(worker.html).not.toContain('<b>Example</b>');
  });

  it('is read by worker, manager and privacy lead; each view is recorded; the privacy lead changes nothing', async () => {
    for (const actor of [linkWorker, manager, privacyLead]) {
      expect((await (await browse(actor)).goTo(`/people/${record.personId}`)).status).toBe(200);
    }
    const views = await asSuperuser<{ actor_id: string }>(
      `select actor_id from audit_events where event = 'person.viewed' and subject_id = $1 order by id`,
      [record.personId],
    );
    expect(views.map(view => view.actor_id)).toEqual([
      linkWorker.accountId,
      manager.accountId,
      privacyLead.accountId,
    ]);
    const lead = await (await browse(privacyLead)).goTo(`/people/${record.personId}`);
    expect(lead.document.querySelectorAll('main form, main a.nhsuk-button').length).toBe(0);
    expect((await lead.goTo(formPath())).status).toBe(403);
  });

  it('does not exist for another team or organisation, and is forbidden to a referrer', async () => {
    for (const actor of [otherLinkWorker, ACTORS.south.linkWorker, ACTORS.south.manager]) {
      const browser = await browse(actor);
      for (const path of ['', '/contacts', '/contacts/new', '/tasks/new']) {
        const allowed = actor.role === 'manager' || actor.role === 'link_worker';
        expect((await browser.goTo(`/people/${record.personId}${path}`)).status).toBe(allowed ? 404 : 403);
      }
    }
    expect((await (await browse(referrer)).goTo(`/people/${record.personId}`)).status).toBe(403);
    expect((await (await browse(linkWorker)).goTo('/people/not-an-id')).status).toBe(404);
  });

  it('of somebody joined to another record leads there', async () => {
    const other = await startRecord(test, { name: 'Known Before' });
    await asSuperuser('update people set merged_into = $1 where id = $2', [other.personId, record.personId]);
    const worker = await (await browse(linkWorker)).goTo(`/people/${record.personId}`);
    expect(worker.path).toBe(`/people/${other.personId}`);
  });
});

describe('recording a contact', () => {
  it('keeps it, begins the work, does tasks and plans the next, in one act', async () => {
    const id = await task('First conversation', '2026-03-10');
    const worker = await (await browse(linkWorker)).goTo(formPath());
    await worker.submit({
      ...CONTACT,
      'interpreter-language': 'Tigrinya',
      note: 'We spoke 🙂 ሰላም',
      completes: id,
      'next-title': 'Visit the group',
    });
    expect(worker.path).toBe(`/people/${record.personId}`);
    expect(worker.text).toContain('The contact is recorded and the next step is on the list.');
    expect(worker.text).toMatch(
      /Telephone: we spoke or were in touch.*25 minutes.*professional interpreter \(Tigrinya\).*We spoke 🙂 ሰላም/,
    );
    expect(worker.text).toContain('Visit the group');
    expect(worker.text).toContain('Being supported');
    const [kept] = await asSuperuser(
      'select happened_at, interpreter_language from contacts where person_id = $1',
      [record.personId],
    );
    expect(kept).toEqual({ happened_at: new Date('2026-03-10T09:30:00Z'), interpreter_language: 'ti' });
  });

  it('says everything that is wrong at once, in the order of the page, and keeps what was typed', async () => {
    const worker = await (await browse(linkWorker)).goTo(formPath());
    await worker.submit({
      time: 'soon',
      reached: 'reached',
      minutes: 'lots',
      interpreting: 'none_available',
      note: 'Do not lose me',
    });
    expect(worker.status).toBe(422);
    expect(worker.errors).toEqual([
      'Enter the time it started, such as 2:30pm',
      'Choose how you were in contact',
      'Enter how many minutes it took, from 0 to 1440',
      'Say why there was no professional interpreter',
      'Choose when the next step is due, or “Nothing is planned yet”',
    ]);
    expect(worker.document.querySelector('textarea[name="note"]')?.textContent).toBe('Do not lose me');
    expect(worker.document.querySelector('input[name="interpreting"][checked]')?.getAttribute('value')).toBe(
      'none_available',
    );
    for (const link of worker.document.querySelectorAll('.nhsuk-error-summary a')) {
      expect(worker.document.querySelector(link.getAttribute('href') ?? 'nothing')).not.toBeNull();
    }
  });

  it.each([
    ['a time still to come', { time: '23:00' }, 'This time has not come yet. Enter when the contact started'],
    [
      'a day of another decade',
      { when: 'date', 'when-on-day': '1', 'when-on-month': '3', 'when-on-year': '2016' },
      'This is more than five years ago. Check the year',
    ],
    [
      'a day that is none',
      { when: 'date', 'when-on-day': '31', 'when-on-month': '2', 'when-on-year': '2026' },
      'Enter the day of the contact, such as 27 2 2026',
    ],
    ['more minutes than a day has', { minutes: '1441' }, 'Enter how many minutes it took, from 0 to 1440'],
    [
      'a next step in the past',
      { next: 'date', 'next-on-day': '1', 'next-on-month': '3', 'next-on-year': '2026' },
      'This day has passed. Enter today or a later day',
    ],
    ['a way that does not exist', { mode: 'carrier-pigeon' }, 'Choose how you were in contact'],
  ])('refuses %s kindly', async (_, changes, message) => {
    const worker = await (await browse(linkWorker)).goTo(formPath());
    await worker.submit({ ...CONTACT, ...changes });
    expect([worker.status, worker.errors]).toEqual([422, [message]]);
    expect(await asSuperuser('select 1 from contacts where person_id = $1', [record.personId])).toEqual([]);
  });

  it('keeps one contact when the page is sent twice, as a slow line and an impatient hand do', async () => {
    const worker = await (await browse(linkWorker)).goTo(formPath());
    const hidden = (name: string) =>
      worker.document.querySelector(`main input[name=${name}]`)?.getAttribute('value') ?? '';
    const sent = { ...CONTACT, form: hidden('form'), _csrf: hidden('_csrf') };
    for (const _press of [1, 2]) {
      await worker.post(formPath(), sent);
      expect(worker.text).toContain('The contact is recorded');
    }
    expect(await asSuperuser('select 1 from contacts where person_id = $1', [record.personId])).toHaveLength(
      1,
    );
  });

  it('takes a try that reached nobody without minutes, three weeks late', async () => {
    const worker = await (await browse(linkWorker)).goTo(formPath());
    await worker.submit({
      when: 'date',
      'when-on-day': '17',
      'when-on-month': 'Feb',
      'when-on-year': '2026',
      time: '10',
      mode: 'telephone',
      reached: 'no_answer',
      interpreting: 'not_needed',
      next: 'none',
    });
    expect(worker.text).toContain('The contact is recorded.');
    expect(worker.text).toContain('Has a link worker');
  });

  it('lets a manager say who was there', async () => {
    const boss = await (await browse(manager)).goTo(formPath());
    await boss.submit({ ...CONTACT, worker: '' });
    expect(boss.errors).toEqual(['Choose the link worker who was in contact']);
    await boss.submit({ worker: linkWorker.accountId });
    expect(boss.text).toContain('The contact is recorded');
  });
});
