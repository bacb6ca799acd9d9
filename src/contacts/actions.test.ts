// Recording a contact: everything in one act, begun work, tasks ticked off and planned, and nobody else's people.
import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { addTask, loadOpenTasksOfPerson, loadTask } from '#link-workers';
import { loadReferral } from '#referrals';
import { type StartedRecord, startRecord } from '../../test/records.ts';
import { ACTORS, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { type ContactRequest, recordContact } from './actions.ts';
import { loadContacts, summariseContacts } from './store.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
beforeEach(async () => {
  record = await startRecord(test, { state: 'allocated', workerId: linkWorker.accountId });
});

const request = (changes: Partial<ContactRequest> = {}): ContactRequest => ({
  personId: record.personId,
  referralId: record.referralId,
  workerId: linkWorker.accountId,
  happenedAt: Temporal.Instant.from('2026-03-09T10:00:00Z'),
  minutes: 45,
  mode: 'face_to_face',
  reached: 'reached',
  interpreting: 'professional',
  interpreterLanguage: 'ti',
  interpreterReason: null,
  note: 'We drank coffee and talked about her sister.',
  nextTask: null,
  completes: [],
  ...changes,
});

const recorded = (changes: Partial<ContactRequest> = {}, actor = linkWorker) =>
  as(actor, ctx => recordContact(ctx, request(changes)));
const contacts = (actor = linkWorker) => as(actor, ctx => loadContacts(ctx, record.personId));

describe('recording a contact', () => {
  it('keeps all of it', async () => {
    expect((await recorded()).ok).toBe(true);
    const { contacts: kept, total } = await contacts();
    expect(total).toBe(1);
    expect(kept[0]).toMatchObject({
      minutes: 45,
      mode: 'face_to_face',
      reached: 'reached',
      interpreting: 'professional',
      interpreterLanguage: 'ti',
      note: 'We drank coffee and talked about her sister.',
      workerName: 'Lena Linkworker',
      happenedAt: new Date('2026-03-09T10:00:00Z'),
    });
  });

  it('begins the work when the person was reached for the first time, at the time they were', async () => {
    await recorded({
      reached: 'no_answer',
      minutes: 0,
      happenedAt: Temporal.Instant.from('2026-03-05T10:00:00Z'),
    });
    expect(await as(linkWorker, ctx => loadReferral(ctx, record.referralId))).toMatchObject({
      state: 'allocated',
      firstContactAt: null,
    });
    await recorded();
    await recorded({ happenedAt: Temporal.Instant.from('2026-03-10T09:00:00Z') });
    expect(await as(linkWorker, ctx => loadReferral(ctx, record.referralId))).toMatchObject({
      state: 'active',
      firstContactAt: new Date('2026-03-09T10:00:00Z'),
    });
  });

  it('ticks off the tasks it did and plans the next, in the same act', async () => {
    const ask = {
      workerId: linkWorker.accountId,
      personId: record.personId,
      referralId: record.referralId,
      kind: 'first_conversation',
      title: '',
      dueOn: '2026-03-10',
    } as const;
    const task = await as(linkWorker, ctx => addTask(ctx, ask));
    const someoneElse = await startRecord(test);
    const othersTask = await as(linkWorker, ctx =>
      addTask(ctx, { ...ask, personId: someoneElse.personId, referralId: null }),
    );
    if (!task.ok || !othersTask.ok) throw new Error('no task');
    const outcome = await recorded({
      completes: [task.value, othersTask.value, uuidv7()],
      nextTask: { kind: 'follow_up', title: 'Ring the college', dueOn: '2026-03-16' },
    });
    expect(await as(linkWorker, ctx => loadOpenTasksOfPerson(ctx, record.personId))).toMatchObject([
      { id: outcome.ok && outcome.value.nextTaskId, title: 'Ring the college', dueOn: '2026-03-16' },
    ]);
    expect(await as(linkWorker, ctx => loadTask(ctx, othersTask.value))).toMatchObject({ state: 'open' });
  });

  it('is one contact and one next task when its form is sent twice at once, or again', async () => {
    const sent: Partial<ContactRequest> = {
      formId: uuidv7(),
      nextTask: { kind: 'follow_up', title: 'Ring the college', dueOn: '2026-03-16' },
    };
    const outcomes = [...(await Promise.all([recorded(sent), recorded(sent)])), await recorded(sent)];
    expect(new Set(outcomes.map(outcome => outcome.ok && outcome.value.contactId))).toEqual(
      new Set([sent.formId]),
    );
    expect((await contacts()).total).toBe(1);
    expect(await as(linkWorker, ctx => loadOpenTasksOfPerson(ctx, record.personId))).toHaveLength(1);
  });

  it('is another contact when the form comes back with other words', async () => {
    const formId = uuidv7();
    await recorded({ formId });
    const other = await recorded({ formId, note: 'In the evening she rang again.' });
    expect(other.ok && other.value.contactId).not.toBe(formId);
    expect((await contacts()).total).toBe(2);
  });

  it('keeps nothing at all when any part of it is refused', async () => {
    const past = await recorded({ nextTask: { kind: 'other', title: '', dueOn: '2026-03-01' } });
    const future = await recorded({ happenedAt: Temporal.Instant.from('2026-03-10T12:00:01Z') });
    const unexplained = await recorded({ interpreting: 'none_available' });
    expect([past, future, unexplained].map(outcome => (outcome.ok ? 'kept' : outcome.reason))).toEqual([
      'due-in-the-past',
      'in-the-future',
      'reason-needed',
    ]);
    expect((await contacts()).total).toBe(0);
  });

  it('is for the people of one’s own team, with workers and referrals that belong to them', async () => {
    const other = await startRecord(test, { name: 'Somebody Else' });
    const south = await startRecord(test, { place: SOUTH });
    const reasons = await Promise.all([
      recorded({ referralId: other.referralId }),
      recorded({ personId: south.personId, referralId: null }),
      recorded({ workerId: otherLinkWorker.accountId }),
      recorded({}, otherLinkWorker),
      recorded({}, referrer),
      recorded({}, privacyLead),
      recorded({}, ACTORS.south.manager),
    ]);
    expect(reasons.map(outcome => (outcome.ok ? 'kept' : outcome.reason))).toEqual(
      Array(7).fill('not-found'),
    );
    expect((await contacts(manager)).total).toBe(0);
  });

  it('may be done by a manager for the worker who was there', async () => {
    expect((await recorded({}, manager)).ok).toBe(true);
    const rows = await asSuperuser('select worker_id, recorded_by from contacts where person_id = $1', [
      record.personId,
    ]);
    expect(rows).toEqual([{ worker_id: linkWorker.accountId, recorded_by: manager.accountId }]);
  });
});

describe('the contacts of a person', () => {
  it('come newest first, a page at a time, with those of a record joined to theirs', async () => {
    const joined = await startRecord(test);
    await asSuperuser('update people set merged_into = $1 where id = $2', [record.personId, joined.personId]);
    for (const day of ['01', '03', '02'])
      await recorded({ happenedAt: Temporal.Instant.from(`2026-03-${day}T10:00:00Z`), note: day });
    await recorded({ personId: joined.personId, referralId: joined.referralId, note: 'joined' });
    const first = await as(privacyLead, ctx => loadContacts(ctx, record.personId, { pageSize: 3 }));
    expect([first.total, ...first.contacts.map(contact => contact.note)]).toEqual([4, 'joined', '03', '02']);
    const second = await as(linkWorker, ctx => loadContacts(ctx, record.personId, { page: 2, pageSize: 3 }));
    expect(second.contacts.map(contact => contact.note)).toEqual(['01']);
  });

  it('are summed up for the message back: those who were reached, by way, with interpreting', async () => {
    const empty = await as(linkWorker, ctx => summariseContacts(ctx, record));
    expect(empty).toEqual({
      count: 0,
      firstAt: null,
      lastAt: null,
      ways: [],
      interpreted: 0,
      interpreterLanguages: [],
    });
    const at = (day: string) => Temporal.Instant.from(`2026-03-${day}T10:00:00Z`);
    await recorded({
      happenedAt: at('02'),
      mode: 'telephone',
      interpreting: 'not_needed',
      interpreterLanguage: null,
    });
    await recorded({ happenedAt: at('04'), mode: 'telephone', interpreterLanguage: 'ti' });
    await recorded({
      happenedAt: at('06'),
      mode: 'video',
      interpreting: 'bilingual_worker',
      interpreterLanguage: 'ti',
    });
    await recorded({ happenedAt: at('08'), mode: 'telephone', reached: 'no_answer' });
    expect(await as(linkWorker, ctx => summariseContacts(ctx, record))).toEqual({
      count: 3,
      firstAt: new Date('2026-03-02T10:00:00Z'),
      lastAt: new Date('2026-03-06T10:00:00Z'),
      ways: [
        { mode: 'telephone', count: 2 },
        { mode: 'video', count: 1 },
      ],
      interpreted: 2,
      interpreterLanguages: ['ti'],
    });
  });

  it('are not shown to referrers, other teams or other organisations', async () => {
    await recorded();
    for (const actor of [referrer, otherLinkWorker, ACTORS.south.linkWorker])
      expect((await contacts(actor)).total).toBe(0);
  });
});
