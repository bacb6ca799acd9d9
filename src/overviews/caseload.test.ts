// The caseload: each person once, in the order asked for, filtered, counted exactly, and nobody of another team.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { startRecord } from '../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { type CaseloadAsked, loadCaseload } from './caseload.ts';
import { loadTasks } from './task-list.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager } = ACTORS.north;

async function person(
  name: string,
  state: 'allocated' | 'active',
  due: string | null,
  extra: { last?: string } = {},
) {
  const record = await startRecord(test, { name, state, workerId: linkWorker.accountId });
  if (due) await task(record.personId, due);
  if (extra.last) {
    await asSuperuser(
      `insert into contacts (organisation_id, id, person_id, worker_id, happened_at, minutes, mode, reached, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, 10, 'telephone', 'no_answer', $5, $4)`,
      [NORTH.organisationId, uuidv7(), record.personId, linkWorker.accountId, extra.last],
    );
  }
  return record;
}

const task = (personId: string, due: string, workerId = linkWorker.accountId) =>
  asSuperuser(
    `insert into tasks (organisation_id, id, worker_id, person_id, kind, title, due_on, created_at)
     values ($1, $2, $3, $4, 'follow_up', 'Ring ' || $5::text, $5::date, '2026-03-01T09:00:00Z')`,
    [NORTH.organisationId, uuidv7(), workerId, personId, due],
  );

beforeAll(async () => {
  const ayse = await person('Ayşe Overdue', 'active', '2026-03-05', { last: '2026-03-04T10:00:00Z' });
  await task(ayse.personId, '2026-04-01');
  await person('Zahra Today', 'allocated', '2026-03-10');
  await person('Åsa Soon', 'active', '2026-03-15');
  await person('Bilal Later', 'active', '2026-05-01');
  await person('Chen Nothing', 'active', null);
  await startRecord(test, { name: 'Closed Already', state: 'closed', workerId: linkWorker.accountId });
  await startRecord(test, {
    name: 'Other Team',
    teamId: NORTH.teamB,
    state: 'active',
    workerId: otherLinkWorker.accountId,
  });
  // A second open referral of somebody on the list, and what is known of how they talk.
  const again = await startRecord(test, { state: 'allocated', workerId: linkWorker.accountId });
  await asSuperuser('update referrals set person_id = $1 where id = $2', [ayse.personId, again.referralId]);
  await asSuperuser(
    `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred)
     values ($1, $2, $4, 'en', 'English', 'speaks', false), ($1, $3, $4, 'tr', 'Turkish', 'speaks', true)`,
    [NORTH.organisationId, uuidv7(), uuidv7(), ayse.personId],
  );
  for (const [value, at] of [
    ['false', '2026-03-01'],
    ['true', '2026-03-02'],
  ]) {
    await asSuperuser(
      `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at) values ($1, $2, $3, 'interpreter', 'answered', $4, $5)`,
      [NORTH.organisationId, uuidv7(), ayse.personId, value, at],
    );
  }
});

const asked = (changes: Partial<CaseloadAsked> = {}): CaseloadAsked => ({
  workerId: linkWorker.accountId,
  state: null,
  due: null,
  sort: 'due',
  page: 1,
  ...changes,
});
const caseload = (changes: Partial<CaseloadAsked> = {}, actor = linkWorker) =>
  as(actor, ctx => loadCaseload(ctx, asked(changes)));
const names = async (changes: Partial<CaseloadAsked>) =>
  (await caseload(changes)).people.map(each => each.name);

describe('the caseload', () => {
  it('shows each person once, the most pressing first, those with nothing planned last', async () => {
    expect(await names({})).toEqual([
      'Ayşe Overdue',
      'Zahra Today',
      'Åsa Soon',
      'Bilal Later',
      'Chen Nothing',
    ]);
  });

  it('says for each how they talk, what is next and when they were last in contact', async () => {
    const [first, second] = (await caseload()).people;
    expect(first).toMatchObject({
      language: 'Turkish',
      interpreter: 'needed',
      begun: true,
      nextTask: { title: 'Ring 2026-03-05', dueInDays: -5 },
      daysHere: 8,
      lastContact: { daysAgo: 6, reached: 'no_answer' },
    });
    expect(second).toMatchObject({
      language: null,
      interpreter: 'not_known',
      begun: false,
      lastContact: null,
    });
  });

  it('counts the whole list exactly, whatever is filtered', async () => {
    const counts = { all: 5, overdue: 1, today: 1, week: 2, none: 1, waiting: 1, begun: 4 };
    expect((await caseload()).counts).toEqual(counts);
    const filtered = await caseload({ due: 'overdue' });
    expect([filtered.counts, filtered.total]).toEqual([counts, 1]);
  });

  it.each<[Partial<CaseloadAsked>, string[]]>([
    [{ state: 'waiting' }, ['Zahra Today']],
    [{ state: 'begun', due: 'week' }, ['Åsa Soon']],
    [{ due: 'week' }, ['Zahra Today', 'Åsa Soon']],
    [{ due: 'today' }, ['Zahra Today']],
    [{ due: 'none' }, ['Chen Nothing']],
    [{ sort: '-due' }, ['Bilal Later', 'Åsa Soon', 'Zahra Today', 'Ayşe Overdue', 'Chen Nothing']],
    [{ sort: 'name' }, ['Åsa Soon', 'Ayşe Overdue', 'Bilal Later', 'Chen Nothing', 'Zahra Today']],
    [{ sort: '-name', state: 'begun' }, ['Chen Nothing', 'Bilal Later', 'Ayşe Overdue', 'Åsa Soon']],
    [{ page: 2 }, []],
  ])('with %o', async (changes, wanted) => {
    expect(await names(changes)).toEqual(wanted);
  });

  it('keeps exact totals on a page past the end', async () => {
    expect(await caseload({ page: 9 })).toMatchObject({ people: [], total: 5, counts: { all: 5 } });
  });

  it('is empty for a colleague of another team who asks for it, and readable for a manager', async () => {
    expect(await caseload({}, otherLinkWorker)).toMatchObject({ people: [], total: 0 });
    expect((await caseload({}, manager)).total).toBe(5);
    expect((await caseload({}, ACTORS.south.manager)).total).toBe(0);
  });
});

describe('the task list', () => {
  const tasks = (when: 'overdue' | 'today' | 'later' | 'all', page = 1, actor = linkWorker) =>
    as(actor, ctx => loadTasks(ctx, { workerId: linkWorker.accountId, when, page }));

  it('parts overdue, today and later, each counted', async () => {
    expect((await tasks('overdue')).tasks.map(each => [each.personName, each.dueOn])).toEqual([
      ['Ayşe Overdue', '2026-03-05'],
    ]);
    expect((await tasks('today')).tasks.map(each => each.personName)).toEqual(['Zahra Today']);
    expect((await tasks('later')).tasks.map(each => each.dueOn)).toEqual([
      '2026-03-15',
      '2026-04-01',
      '2026-05-01',
    ]);
    expect(await tasks('all')).toMatchObject({
      total: 5,
      counts: { overdue: 1, today: 1, later: 3, all: 5 },
    });
  });

  it('keeps its totals past the end, and shows nothing to another team', async () => {
    expect(await tasks('later', 2)).toMatchObject({ tasks: [], total: 3 });
    expect(await tasks('all', 1, otherLinkWorker)).toMatchObject({ tasks: [], total: 0 });
  });

  it('does not show whom a task is for once the person is with another team', async () => {
    const moved = await person('Moved Away', 'active', '2026-03-01');
    await asSuperuser('update people set team_id = $1 where id = $2', [NORTH.teamB, moved.personId]);
    expect((await tasks('overdue')).tasks.map(each => each.personName)).toEqual(['Ayşe Overdue']);
    expect((await caseload()).people.map(each => each.name)).not.toContain('Moved Away');
  });
});
