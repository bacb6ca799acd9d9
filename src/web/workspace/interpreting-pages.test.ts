// Interpreting as a worker meets it: asked for, booked, how it went, how good it was; nothing typed twice, no detail in calendars (guidance P1a, P1c).
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { type Browser, openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, privacyLead, manager } = ACTORS.north;

let record: StartedRecord;
let at: string;
beforeEach(async () => {
  await asSuperuser('delete from interpreter_bookings');
  await asSuperuser("update tasks set state = 'cancelled'");
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  at = `/people/${record.personId}`;
  await asSuperuser(
    `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred)
     values ($1, $2, $3, 'ti', 'Tigrinya', 'speaks', true)`,
    [NORTH.organisationId, uuidv7(), record.personId],
  );
  await asSuperuser(
    `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
     values ($1, $2, $3, 'preference_worker_sex', 'answered', '"female_only"', now())`,
    [NORTH.organisationId, uuidv7(), record.personId],
  );
});

type Row = Record<string, unknown>;
const booking = async (): Promise<Row> => {
  const rows = await asSuperuser<Row>('select * from interpreter_bookings where person_id = $1', [
    record.personId,
  ]);
  if (rows.length !== 1 || !rows[0]) throw new Error(`${rows.length} bookings`);
  return rows[0];
};
const tasks = async (): Promise<string[]> =>
  (
    await asSuperuser<{ line: string }>(
      `select title || ' ' || due_on || ' ' || state as line from tasks where person_id = $1 order by id`,
      [record.personId],
    )
  ).map(({ line }) => line);
const events = async (): Promise<string[]> =>
  (
    await asSuperuser<{ event: string }>(
      "select event from audit_events where subject_id = $1 and event like 'interpreter.%' order by id",
      [record.personId],
    )
  ).map(({ event }) => event);

const on = (name: string, [day, month, year]: [string, string, string]) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
});
const FRIDAY = { ...on('on', ['27', '3', '2026']), time: '2.30pm' };

async function asked(fields: Record<string, string> = { ...FRIDAY, mode: 'face_to_face' }): Promise<Browser> {
  const worker = await (await browse(linkWorker)).goTo(`${at}/interpreting/new`);
  return worker.submit(fields);
}

/** Moves the conversation to this morning, as if the days had gone by. */
const letItBegin = () =>
  asSuperuser("update interpreter_bookings set starts_at = '2026-03-10T09:30:00Z' where person_id = $1", [
    record.personId,
  ]);

const BOOKED = { standing: 'booked', provider: 'Words Ltd', reference: 'W-77', given: 'female' };

async function booked(): Promise<Browser> {
  const worker = await asked();
  await worker.goTo(`${worker.path}/book`);
  return worker.submit(BOOKED);
}

describe('two conversations at once', () => {
  it('are told of on both, until one ends or moves', async () => {
    const first = await asked();
    const second = await asked({ ...FRIDAY, time: '3.29pm', mode: 'telephone' });
    expect(second.text).toContain('At this time the link worker has another interpreted conversation');
    expect(second.document.querySelector(`main a[href="${first.path}"]`)?.textContent).toContain('2:30pm');
    await second.goTo(first.path);
    expect(second.text).toContain('another interpreted conversation');
    await second.goTo(`${first.path}/book`);
    await second.submit({ ...BOOKED, time: '2.29pm' });
    expect(second.text).not.toContain('another interpreted conversation');
  });
});

describe('asking for an interpreter', () => {
  it('starts from what is known, doubles the time, and puts it on the list (guidance P1a)', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/interpreting/new`);
    expect(worker.document.querySelector('[name="language"]')?.getAttribute('value')).toBe('Tigrinya');
    expect(worker.document.querySelector('[name="sex"][checked]')?.getAttribute('value')).toBe('female_only');
    await worker.submit({ ...FRIDAY, mode: 'face_to_face', dialect: 'Asmara' });
    expect(worker.text).toContain('30 minutes of talk, 60 booked');
    expect(worker.text).toContain('Friday 27 March 2026'.slice(7));
    expect(await booking()).toMatchObject({
      state: 'needed',
      language: 'ti',
      dialect: 'Asmara',
      sex_wished: 'female_only',
      talk_minutes: 30,
      booked_minutes: 60,
      starts_at: new Date('2026-03-27T14:30:00Z'),
      worker_id: linkWorker.accountId,
    });
    expect(await tasks()).toEqual(['Book the interpreter 2026-03-20 open']);
    expect(await events()).toEqual(['interpreter.needed']);
  });

  it('takes other minutes when they are typed, and a time in summer as summer time', async () => {
    await asked({ ...on('on', ['30', '3', '2026']), time: '14:30', mode: 'video', talk: '40', booked: '70' });
    expect(await booking()).toMatchObject({
      booked_minutes: 70,
      starts_at: new Date('2026-03-30T13:30:00Z'),
    });
  });

  it('may come before any day is agreed, and says everything that is wrong at once', async () => {
    await asked({ mode: 'telephone' });
    expect(await booking()).toMatchObject({ state: 'needed', starts_at: null });
    expect(await tasks()).toEqual(['Book the interpreter 2026-03-10 open']);
    const worker = await asked({ language: '', time: 'soon', talk: '1', mode: '' });
    expect([worker.status, ...worker.errors]).toEqual([
      422,
      'Enter the language',
      'Choose how',
      'Enter the day, such as 27 3 2026, or leave day and time empty',
      'Enter the time it starts, such as 2:30pm',
      'Enter how many minutes, from 5 to 480',
    ]);
    const past = await asked({ ...on('on', ['1', '3', '2026']), time: '9', mode: 'telephone' });
    expect(past.errors).toEqual(['This time has passed. Enter one to come, or record the contact']);
  });
});

describe('booking it', () => {
  it('ends the task, and puts a check on the list for the day before', async () => {
    const worker = await booked();
    expect(worker.text).toContain('Words Ltd');
    expect(await booking()).toMatchObject({
      state: 'booked',
      provider_reference: 'W-77',
      sex_given: 'female',
    });
    expect(await tasks()).toEqual([
      'Book the interpreter 2026-03-20 done',
      'Check that the interpreter is coming 2026-03-26 open',
    ]);
    expect(await events()).toEqual(['interpreter.needed', 'interpreter.booked']);
    await (await worker.goTo(`${worker.path}/book`)).submit(on('on', ['31', '3', '2026']));
    expect((await tasks()).at(-1)).toBe('Check that the interpreter is coming 2026-03-30 open');
    expect(await booking()).toMatchObject({ version: 2 });
  });

  it('keeps “only a woman” until the person says otherwise (guidance P1c)', async () => {
    const worker = await asked();
    await worker.goTo(`${worker.path}/book`);
    await worker.submit({ ...BOOKED, given: 'male' });
    expect(worker.errors[0]).toMatch(/asked for only a woman/);
    expect(await booking()).toMatchObject({ state: 'needed' });
    await worker.submit({ ...BOOKED, given: 'male', sex: 'female' });
    expect(await booking()).toMatchObject({ state: 'booked', sex_given: 'male', sex_wished: 'female' });
  });

  it('shows on the worker’s own list, and goes with the referral to another worker', async () => {
    await asked();
    const worker = await (await browse(linkWorker)).goTo('/interpreting');
    expect(worker.text).toMatch(/To book.*27 March 2026 at 2:30pm/);
    await asSuperuser('update referrals set worker_id = $2 where id = $1', [
      record.referralId,
      otherLinkWorker.accountId,
    ]);
    expect((await worker.goTo('/interpreting')).text).not.toContain('27 March');
  });
});

describe('a calendar file', () => {
  it('says when, and not who, where or in which language (guidance P1a)', async () => {
    const worker = await asked({ ...FRIDAY, mode: 'face_to_face', place: '12 Secret Road' });
    const { id } = await booking();
    await worker.goTo(`/interpreting/${id}/book`);
    await worker.submit(BOOKED);
    for (const path of [`/interpreting/${id}/calendar.ics`, '/interpreting/calendar.ics']) {
      await worker.goTo(path);
      expect(worker.headers['content-type']).toBe('text/calendar; charset=utf-8');
      expect(worker.headers['content-disposition']).toContain('interpreted-conversations.ics');
      const text = worker.html.replaceAll('\r\n ', '');
      expect(text).toContain('SUMMARY:Interpreted conversation\r\n');
      expect(text).toContain('DTSTART:20260327T143000Z\r\nDTEND:20260327T153000Z');
      expect(text).toContain(`UID:booking-${id}@127.0.0.1:3000`);
      expect(text).toContain('SEQUENCE:1\r\n');
      expect(text).toContain(`URL:http://127.0.0.1:3000/interpreting/${id}`);
      expect(text).not.toMatch(/Abrehet|Tigrinya|:ti\b|Secret|Words Ltd/);
    }
  });

  it('is not there for a booking without a day', async () => {
    const worker = await asked({ mode: 'telephone' });
    const { id } = await booking();
    expect((await worker.goTo(`/interpreting/${id}/calendar.ics`)).status).toBe(404);
  });
});

describe('how it went', () => {
  it('is said by recording the contact, filled in from the booking; then how good it was', async () => {
    await booked();
    await letItBegin();
    const worker = await (await browse(linkWorker)).goTo(`${at}/contacts/new`);
    expect(worker.text).toContain('An interpreter was arranged for 10 March 2026 at 9:30am');
    const { id } = await booking();
    await worker.goTo(`${at}/contacts/new?booking=${id}`);
    const checked = (name: string) =>
      worker.document.querySelector(`[name="${name}"][checked]`)?.getAttribute('value');
    expect([checked('mode'), checked('interpreting'), checked('when')]).toEqual([
      'face_to_face',
      'professional',
      'date',
    ]);
    await worker.submit({ reached: 'reached', next: 'none' });
    expect(worker.path).toBe(`/interpreting/${id}/quality`);
    const [contact] = await asSuperuser<Row>('select * from contacts where person_id = $1', [
      record.personId,
    ]);
    expect(contact).toMatchObject({
      happened_at: new Date('2026-03-10T09:30:00Z'),
      minutes: 60,
      interpreter_language: 'ti',
    });
    expect(await booking()).toMatchObject({ state: 'attended', contact_id: contact?.id, quality: null });
    expect((await worker.submit({ quality: 'language' })).errors).toEqual(['Say what the problem was']);
    await worker.submit({
      quality: 'language',
      note: 'Another dialect',
      view: 'not_good',
      'person-words': 'I guessed',
    });
    expect(worker.text).toContain('Another dialect');
    expect(await booking()).toMatchObject({
      quality: 'language',
      person_view: 'not_good',
      person_words: 'I guessed',
    });
    expect(await events()).toEqual([
      'interpreter.needed',
      'interpreter.booked',
      'interpreter.attended',
      'interpreter.judged',
    ]);
    expect((await tasks()).filter(task => task.endsWith('open'))).toEqual([]);
  });

  it('is never by a child, with the guidance in words (guidance P1a)', async () => {
    const worker = await asked();
    await letItBegin();
    const { id } = await booking();
    await worker.goTo(`/interpreting/${id}/outcome`);
    await worker.submit({
      kind: 'relative_used',
      relation: 'nephew',
      age: 'under_18',
      reason: 'Nobody came',
    });
    expect(worker.status).toBe(422);
    expect(worker.errors[0]).toMatch(/Nobody under 18 may interpret.*NHS England.*UKHSA/);
    expect(await booking()).toMatchObject({ state: 'needed' });
    await worker.submit({ age: 'adult' });
    expect(worker.text).toContain('nephew');
    expect(await booking()).toMatchObject({
      state: 'relative_used',
      relative_is_adult: true,
      reason: 'Nobody came',
    });
    const cheat = asSuperuser('update interpreter_bookings set relative_is_adult = false where id = $1', [
      id,
    ]);
    await expect(cheat).rejects.toThrow(/check/);
  });

  it('needs a reason and what was done instead where none was to be had, and can be taken back', async () => {
    const worker = await asked();
    const { id } = await booking();
    await worker.goTo(`/interpreting/${id}/outcome`);
    await worker.submit({ kind: 'none_available' });
    expect(worker.errors).toEqual([
      'Choose why no interpreter was to be had',
      'Say what was tried and why it failed',
      'Say what was done instead',
    ]);
    await worker.submit({ 'none-because': 'dialect', 'none-reason': 'Asked three', instead: 'Another day' });
    expect(worker.text).toContain('No interpreter was to be had');
    expect(await tasks()).toEqual(['Book the interpreter 2026-03-20 cancelled']);
    await worker.submit({}, `/interpreting/${id}/reopen`);
    expect(await booking()).toMatchObject({
      state: 'needed',
      reason: '',
      none_because: null,
      ended_at: null,
    });
    expect((await tasks()).at(-1)).toBe('Book the interpreter 2026-03-20 open');
  });
});

describe('others', () => {
  it('read it or not, as they do the person’s record', async () => {
    await asked();
    const { id } = await booking();
    const path = `/interpreting/${id}`;
    expect((await (await browse(otherLinkWorker)).goTo(path)).status).toBe(404);
    expect((await (await browse(ACTORS.south.manager)).goTo(path)).status).toBe(404);
    expect((await (await browse(ACTORS.north.referrer)).goTo(path)).status).toBe(403);
    const lead = await (await browse(privacyLead)).goTo(path);
    expect([lead.status, lead.text.includes('Book the interpreter')]).toEqual([200, false]);
    expect((await (await browse(manager)).goTo(at)).text).toMatch(/Interpreting.*To book.*Tigrinya/);
  });
});
