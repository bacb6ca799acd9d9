// Groups as a worker meets them: made, joined, asked about, registered at the door, corrected; and nothing of others on any page (guidance P1c, P1d).
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { type Browser, openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, evaluator } = ACTORS.north;

let record: StartedRecord;
beforeEach(async () => {
  await asSuperuser("update groups set joining = 'ended'");
  await asSuperuser(
    "update group_sessions set state = 'called_off', reason = 'Over' where register_taken_at is null",
  );
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
});

const on = (name: string, [day, month, year]: [string, string, string]) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
});

const FIELDS = { name: 'Sewing circle', who: 'mixed', places: '2', address: '1 Hall Road' };
const TODAY = { ...on('first', ['10', '3', '2026']), time: '10am', minutes: '60', repeat: 'once' };

/** Makes a group with one meeting this morning. @returns its page, and the id of the group. */
async function made(fields: Record<string, string> = {}): Promise<{ worker: Browser; id: string }> {
  const worker = await (await browse(linkWorker)).goTo('/groups/new');
  await worker.submit({ ...FIELDS, ...fields });
  await worker.submit(TODAY);
  return { worker, id: /groups\/([0-9a-f-]{36})/.exec(worker.path)?.[1] ?? '' };
}

const joined = async (id: string, { personId }: StartedRecord, fields = {}): Promise<Browser> =>
  (await (await browse(linkWorker)).goTo(`/people/${personId}/groups/${id}`)).submit({
    want: 'place',
    ...fields,
  });

const prefers = (kind: string, value: string) =>
  asSuperuser(
    `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
     values ($1, $2, $3, $4, 'answered', to_jsonb($5::text), now())`,
    [NORTH.organisationId, uuidv7(), record.personId, kind, value],
  );

const meetingOf = async (id: string): Promise<string> =>
  (await asSuperuser<{ id: string }>('select id from group_sessions where group_id = $1', [id]))[0]?.id ?? '';

describe('making a group', () => {
  it('says everything that is wrong at once and keeps what was typed', async () => {
    const worker = await (await browse(linkWorker)).goTo('/groups/new');
    await worker.submit({ name: '', languages: 'Tigrinya, Elvish', places: '0', about: 'We sew' });
    expect(worker.status).toBe(422);
    expect(worker.errors).toEqual([
      'Enter what the group is called',
      'Choose who may come',
      'We do not know the language “Elvish”. Check the spelling, and put a comma between two languages',
      'Enter how many places there are, 1 or more',
    ]);
    expect(worker.document.querySelector('textarea[name="about"]')?.textContent).toContain('We sew');
  });

  it('leads to its dates, its page and the list, where it can be filtered', async () => {
    const { worker } = await made({ languages: 'Tigrinya, English', interpreted: 'Arabic' });
    expect(worker.heading).toContain('Sewing circle');
    expect(worker.text).toContain('1 date added');
    expect(worker.text).toMatch(/Languages\s?Tigrinya, English\s?Interpreter\s?Arranged for Arabic/);
    expect(worker.text).toContain('Register not filled in');
    expect(worker.text).toContain('2 of 2 places left');
    await worker.goTo('/groups?language=ar&places=yes&show=yours');
    expect(worker.text).toContain('Tigrinya, English; interpreter for Arabic');
    expect(worker.text).toContain('1 group');
    expect(worker.text).toContain('Registers to fill in');
    await worker.goTo('/groups?who=women');
    expect(worker.text).toContain('No group fits this');
    await worker.goTo('/tasks');
    expect(worker.text).toContain('Sewing circle, Tuesday 10 March 2026, 10am to 11am');
  });

  it('of two who change it, tells the second, and keeps what they typed', async () => {
    const { worker, id } = await made();
    const second = await (await browse(manager)).goTo(`/groups/${id}/change`);
    await (await worker.goTo(`/groups/${id}/change`)).submit({ name: 'Sewing and tea' });
    await second.submit({ name: 'Stitching' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('Somebody changed this group');
    expect(second.document.querySelector('[name="name"]')?.getAttribute('value')).toBe('Stitching');
  });
});

describe('offering a group', () => {
  it('keeps "only groups for women", with a way on, until the person says otherwise', async () => {
    await prefers('preference_mix', 'women_only');
    const { worker, id } = await made();
    await worker.goTo(`/people/${record.personId}/groups`);
    expect(worker.text).toContain('No group of ours is only for women now');
    expect(worker.text).toContain('Make a group for women');
    expect(worker.text).toContain('Set apart: they said only groups for women');
    const refusal = await joined(id, record);
    expect(refusal.status).toBe(422);
    expect(refusal.errors[0]).toContain('They said only groups for women');
    await refusal.submit({ want: 'place', softens: 'yes' });
    expect(refusal.text).toContain('They have a place.');
    await refusal.goTo(`/people/${record.personId}/ledger`);
    expect(refusal.text).toContain('A mixed group');
    expect(refusal.text).toContain('when a group was offered');
  });

  it('asks about what is not as they asked, and writes down a no', async () => {
    await prefers('preference_format', 'individual');
    const { id } = await made();
    const worker = await joined(id, record);
    expect(worker.errors).toEqual([
      'Ask about each of these, and tick what they agree to. If they do not agree, choose another group',
    ]);
    await worker.submit({ want: 'declined' });
    expect(worker.text).toContain('they did not want it');
    expect(worker.text).toContain('Sewing circle');
  });

  it('puts whoever comes after the last place on the waiting list, and says which number', async () => {
    const { worker, id } = await made({ places: '1' });
    await joined(id, record);
    const later = await startRecord(test, {
      name: 'Later Person',
      state: 'active',
      workerId: linkWorker.accountId,
    });
    expect((await joined(id, later)).text).toContain(
      'They are on the waiting list, number 1. The group is full.',
    );
    await worker.goTo(`/groups/${id}`);
    expect(worker.text).toContain('1 person waits');
    expect(worker.text).toContain('Later Person');
    await worker.goTo(`/people/${later.personId}`);
    expect(worker.text).toContain('Turn 1 on the waiting list');
  });

  it('finds the person without their name in an address', async () => {
    const { worker, id } = await made();
    await worker.goTo(`/groups/${id}/add`);
    expect(worker.text).toContain('Abrehet Example');
    await worker.submit({ search: 'abrehet' });
    expect(worker.text).toMatch(/\d+ (person|people) found/);
    expect(worker.path).toMatch(new RegExp(`^/groups/${id}/found\\?search=`));
    expect(worker.path.toLowerCase()).not.toContain('abrehet');
  });
});

describe('the register', () => {
  it('takes everybody at one press, and a correction that stays on record', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    const session = await meetingOf(id);
    await worker.goTo(`/group-sessions/${session}`);
    await worker.submit({ act: 'everybody', guests: '3' }, `/group-sessions/${session}`);
    expect(worker.text).toContain('The register is kept. Nobody is missing from it.');
    expect(worker.text).toContain('by Lena Linkworker');
    await worker.submit({
      [`mark-${record.personId}`]: 'did_not_come',
      [`reason-${record.personId}`]: 'transport',
    });
    expect(worker.text).toContain('was marked “Was here” by Lena Linkworker');
    await worker.goTo(`/groups/${id}`);
    expect(worker.text).toContain('0 of 1');
    expect(worker.text).toContain('Cost of travel, or no transport');
    await worker.goTo(`/people/${record.personId}`);
    expect(worker.text).toContain('In a group: the person did not come');
    expect(worker.text).toContain('Came 0 of 1 time marked');
  });

  it('keeps what was typed when it cannot be kept, and tells the second of two', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    const session = await meetingOf(id);
    await worker.goTo(`/group-sessions/${session}`);
    const second = await (await browse(manager)).goTo(`/group-sessions/${session}`);
    const mark = { [`mark-${record.personId}`]: 'sent_word' };
    await worker.submit({ ...mark, guests: 'many' });
    expect([worker.status, ...worker.errors]).toEqual([422, 'Enter how many guests came, from 0 to 500']);
    await worker.submit({ ...mark, guests: '' });
    await second.submit({ [`mark-${record.personId}`]: 'present' });
    expect(second.status).toBe(409);
    expect(second.document.querySelector('[checked]')?.getAttribute('value')).toBe('sent_word');
  });

  it('is printed with empty boxes, moved, called off and put back', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    const session = await meetingOf(id);
    await worker.goTo(`/group-sessions/${session}/print`);
    expect(worker.text).toContain('Abrehet Example');
    await worker.goTo(`/group-sessions/${session}/move`);
    await worker.submit({ ...on('on', ['17', '3', '2026']), time: '11', reason: 'The hall is shut' });
    expect(worker.text).toContain('Tuesday 17 March 2026, 11am to 12:00pm'.replace('12:00pm', 'midday'));
    await worker.goTo(`/group-sessions/${session}/call-off`);
    await worker.submit({ reason: '' });
    expect(worker.errors).toEqual(['Say why, so that people can be told']);
    await worker.submit({ reason: 'x'.repeat(501) });
    expect(worker.errors).toEqual(['Use 500 characters or fewer']);
    await worker.submit({ reason: 'Snow' });
    expect(worker.text).toContain('Called off Snow');
    await worker.submit({}, `/group-sessions/${session}/restore`);
    expect(worker.text).toContain('The meeting takes place after all.');
  });

  it('is not there for another team, and for its leader of another team names no record', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    const session = await meetingOf(id);
    const other = await browse(otherLinkWorker);
    expect((await other.goTo(`/group-sessions/${session}`)).status).toBe(404);
    await other.goTo(`/groups/${id}`);
    expect(other.text).toContain('1 person of another team has a place');
    expect(other.text).not.toContain('Abrehet');
    await worker.goTo(`/groups/${id}/change`);
    await worker.submit({ leaders: [linkWorker.accountId, otherLinkWorker.accountId] });
    await other.goTo(`/group-sessions/${session}`);
    expect(other.text).toContain('Abrehet Example');
    expect(other.html).not.toContain(`/people/${record.personId}`);
  });
});

describe('besides', () => {
  it('a calendar file says when, and nothing of which group, where or who', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    await asSuperuser("update group_sessions set starts_at = '2026-03-17T10:00:00Z' where group_id = $1", [
      id,
    ]);
    for (const path of [`/groups/${id}/calendar.ics`, '/groups/calendar.ics']) {
      await worker.goTo(path);
      expect(worker.html).toContain('SUMMARY:Group meeting');
      expect(worker.html).toContain('DTSTART:20260317T100000Z');
      expect(worker.html).not.toMatch(/Sewing|Hall Road|Abrehet/);
    }
  });

  it('a step of a plan leads to a group and says what became of it', async () => {
    const { worker, id } = await made();
    await worker.goTo(`/people/${record.personId}/first-conversation`);
    await worker.submit({ 'what-matters': 'Company', agreed: 'yes' });
    await worker.goTo(`/people/${record.personId}/plan/goals/new`);
    await worker.submit({ description: 'To have company', domain: 'social_connectivity' });
    const goal = (
      await asSuperuser<{ id: string }>('select id from goals where person_id = $1', [record.personId])
    )[0];
    await worker.goTo(`/goals/${goal?.id}/steps/new`);
    await worker.submit({ description: 'Join a group', who: 'person' });
    const step = (
      await asSuperuser<{ id: string }>('select id from steps where person_id = $1', [record.personId])
    )[0];
    await worker.goTo(`/people/${record.personId}/groups/${id}?step=${step?.id}`);
    await worker.submit({ want: 'place' });
    expect(worker.text).toContain('Group: Sewing circle, has a place');
  });

  it('the manager reads how groups were attended, the evaluator protected numbers and nobody’s name', async () => {
    const { worker, id } = await made();
    await joined(id, record);
    const session = await meetingOf(id);
    await (await worker.goTo(`/group-sessions/${session}`)).submit(
      { act: 'everybody' },
      `/group-sessions/${session}`,
    );
    const manages = await (await browse(manager)).goTo('/groups/numbers');
    expect(manages.text).toContain('1 of 1 (100%)');
    const evaluates = await (await browse(evaluator)).goTo('/insights?year=all');
    expect(evaluates.text).toContain('Did not come');
    expect(evaluates.text).not.toMatch(/Sewing|Abrehet/);
  });
});
