// Groups at the tables: places exact when two are quick, "only" kept, waiting in order, registers with corrections, and whose names who sees.
import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadContacts } from '#contacts';
import { uuidv7 } from '#kernel';
import { loadNewestOutcomes } from '#people';
import { loadReferral } from '#referrals';
import { type StartedRecord, startRecord } from '../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { changeGroup, makeGroup } from './actions.ts';
import type { GroupWords } from './group.ts';
import { declineGroup, givePlace, joinGroup, leaveGroup, moveAhead } from './joining/actions.ts';
import type { JoinRequest } from './joining/joining.ts';
import { loadPlaces, loadPlacesOfPerson } from './joining/store.ts';
import { keepRegister } from './register/actions.ts';
import type { Entry } from './register/attendance.ts';
import { loadAttendance, loadCorrections, loadExpected } from './register/store.ts';
import { addDates, callOffSession, moveSession, restoreSession } from './sessions/actions.ts';
import { loadRegistersDue, loadSession, loadSessions } from './sessions/store.ts';
import { loadGroup, loadGroups } from './store.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, referrer, privacyLead, evaluator } = ACTORS.north;

const words = (changes: Partial<GroupWords> = {}): GroupWords => ({
  teamId: NORTH.teamA,
  name: 'Sewing circle',
  about: 'We sew and talk',
  helps: [],
  who: 'mixed',
  languages: ['ti', 'en'],
  interpreted: [],
  culture: '',
  creche: 'yes',
  stepFree: 'yes',
  online: false,
  places: 2,
  joining: 'open',
  address: '1 Hall Road',
  confidential: false,
  leaders: [linkWorker.accountId],
  ...changes,
});

const must = <Value>(outcome: { ok: true; value: Value } | { ok: false; reason: string }): Value => {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
};
const made = (changes: Partial<GroupWords> = {}, actor = linkWorker) =>
  as(actor, async ctx => must(await makeGroup(ctx, words(changes))));
const person = (changes: Parameters<typeof startRecord>[1] = {}) =>
  startRecord(test, { state: 'active', workerId: linkWorker.accountId, ...changes });

const joined = (
  groupId: string,
  { personId, referralId }: StartedRecord,
  changes: Partial<JoinRequest> = {},
  actor = linkWorker,
) =>
  as(actor, ctx =>
    joinGroup(ctx, {
      groupId,
      personId,
      referralId,
      stepId: null,
      agreed: [],
      belongs: false,
      softens: false,
      waitFor: null,
      note: '',
      ...changes,
    }),
  );

const answers = (personId: string, kind: string, value: string) =>
  asSuperuser(
    `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
     values ($1, $2, $3, $4, 'answered', to_jsonb($5::text), '2026-03-01T09:00:00Z')`,
    [NORTH.organisationId, uuidv7(), personId, kind, value],
  );
const speaks = (personId: string, language: string) =>
  asSuperuser(
    `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred)
     values ($1, $2, $3, $4, $4, 'speaks', true)`,
    [NORTH.organisationId, uuidv7(), personId, language],
  );

/** One meeting this morning, two hours before the clock of these tests. */
async function metToday(groupId: string): Promise<string> {
  await as(linkWorker, ctx =>
    addDates(ctx, groupId, {
      firstOn: '2026-03-10',
      time: Temporal.PlainTime.from('10:00'),
      minutes: 60,
      repeat: 'once',
      until: null,
      leaveOutBankHolidays: true,
    }),
  );
  const { sessions } = await as(linkWorker, ctx => loadSessions(ctx, groupId, { past: true }));
  return sessions[0]?.id ?? '';
}

const register = (
  sessionId: string,
  entries: readonly Entry[],
  { guests = 0, version = 0 } = {},
  actor = linkWorker,
) => as(actor, ctx => keepRegister(ctx, sessionId, { entries, guests, version }));

let group: string;
beforeEach(async () => {
  group = await made();
});

describe('a group', () => {
  it('is made by a link worker of its team or a manager, and led by link workers only', async () => {
    const other = await as(otherLinkWorker, ctx => makeGroup(ctx, words()));
    const nobody = await as(linkWorker, ctx => makeGroup(ctx, words({ leaders: [manager.accountId] })));
    expect([other, nobody]).toEqual([
      { ok: false, reason: 'not-found' },
      { ok: false, reason: 'leader-needed' },
    ]);
    expect(await as(linkWorker, ctx => loadGroup(ctx, group))).toMatchObject({
      name: 'Sewing circle',
      members: 0,
      waiting: 0,
      address: '1 Hall Road',
      leaders: [{ id: linkWorker.accountId, name: 'Lena Linkworker' }],
      updatedBy: 'Lena Linkworker',
    });
  });

  it('is found by language, for whom, day and places left; and what has ended is not', async () => {
    await asSuperuser("update groups set joining = 'ended' where id <> $1", [group]);
    await metToday(group);
    await as(linkWorker, ctx =>
      addDates(ctx, group, {
        firstOn: '2026-03-19',
        time: Temporal.PlainTime.from('10:00'),
        minutes: 60,
        repeat: 'once',
        until: null,
        leaveOutBankHolidays: true,
      }),
    );
    const found = async (asked: Parameters<typeof loadGroups>[1]) =>
      (await as(linkWorker, ctx => loadGroups(ctx, asked))).total;
    expect(await found({})).toBe(1);
    expect(
      await found({ language: 'ti', who: 'mixed', day: 4, withPlaces: true, ledBy: linkWorker.accountId }),
    ).toBe(1);
    expect(await found({ language: 'ar' })).toBe(0);
    expect(await found({ who: 'women' })).toBe(0);
    expect(await found({ day: 2 })).toBe(0);
    expect(await found({ ledBy: otherLinkWorker.accountId })).toBe(0);
  });

  it('is changed by who opened the newest, and stays for whom people agreed to it (guidance P1c)', async () => {
    const change = (changes: Partial<GroupWords>, version: number, actor = linkWorker) =>
      as(actor, async ctx => {
        const outcome = await changeGroup(ctx, group, words(changes), version);
        return outcome.ok ? 'changed' : outcome.reason;
      });
    expect(await change({ name: 'Sewing and tea' }, 0)).toBe('changed');
    expect(await change({ name: 'Late' }, 0)).toBe('changed-meanwhile');
    await joined(group, await person());
    await joined(group, await person());
    expect(await change({ who: 'women' }, 1)).toBe('people-agreed-to-who');
    expect(await change({ places: 1 }, 1)).toBe('fewer-places-than-members');
    expect(await change({}, 1, otherLinkWorker)).toBe('not-found');
  });

  it('keeps a confidential address to its team, its leaders and who supports a member', async () => {
    const refuge = await made({ confidential: true, address: 'The refuge' });
    const address = async (actor: typeof linkWorker) =>
      (await as(actor, ctx => loadGroup(ctx, refuge)))?.address ?? null;
    expect([await address(linkWorker), await address(manager), await address(otherLinkWorker)]).toEqual([
      'The refuge',
      'The refuge',
      null,
    ]);
    const theirs = await person({ teamId: NORTH.teamB, workerId: otherLinkWorker.accountId });
    must(await joined(refuge, theirs, {}, otherLinkWorker));
    expect(await address(otherLinkWorker)).toBe('The refuge');
  });
});

describe('its meetings', () => {
  it('repeat without bank holidays, at the same time by the clock; the same dates again add nothing', async () => {
    const add = () =>
      as(linkWorker, ctx =>
        addDates(ctx, group, {
          firstOn: '2026-03-23',
          time: Temporal.PlainTime.from('14:30'),
          minutes: 90,
          repeat: 'weekly',
          until: '2026-04-13',
          leaveOutBankHolidays: true,
        }),
      );
    expect(await add()).toMatchObject({ ok: true, value: { added: 3 } });
    expect(await add()).toMatchObject({ ok: true, value: { added: 0 } });
    const { sessions } = await as(linkWorker, ctx => loadSessions(ctx, group, { past: false }));
    expect(sessions.map(({ startsAt }) => startsAt.toString())).toEqual([
      '2026-03-23T14:30:00Z',
      '2026-03-30T13:30:00Z',
      '2026-04-13T13:30:00Z',
    ]);
  });

  it('are moved and called off one by one, with why, and put back', async () => {
    const session = await metToday(group);
    const startsAt = Temporal.Instant.from('2026-03-12T15:00:00Z');
    must(
      await as(linkWorker, ctx => moveSession(ctx, session, { startsAt, minutes: 45, reason: 'Hall shut' })),
    );
    expect(await as(linkWorker, ctx => callOffSession(ctx, session, ' '))).toMatchObject({
      reason: 'reason-needed',
    });
    must(await as(linkWorker, ctx => callOffSession(ctx, session, 'Snow')));
    expect(await as(linkWorker, ctx => loadSession(ctx, session))).toMatchObject({
      state: 'called_off',
      reason: 'Snow',
      minutes: 45,
      version: 2,
      changedBy: 'Lena Linkworker',
    });
    must(await as(linkWorker, ctx => restoreSession(ctx, session)));
    const other = await as(otherLinkWorker, ctx => callOffSession(ctx, session, 'Mine'));
    expect(other).toEqual({ ok: false, reason: 'not-found' });
  });
});

describe('joining (guidance P1c, P1d)', () => {
  it('gives the last place once when several take it at the same time, and the others wait in order', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => person()));
    const outcomes = (await Promise.all(people.map(each => joined(group, each)))).map(must);
    expect(outcomes.filter(({ waiting }) => waiting === null)).toHaveLength(2);
    expect(outcomes.flatMap(({ waiting }) => waiting?.nth ?? []).sort()).toEqual([1, 2, 3]);
    expect(await as(linkWorker, ctx => loadGroup(ctx, group))).toMatchObject({ members: 2, waiting: 3 });
  });

  it('the table itself never holds more than there are places', async () => {
    await joined(group, await person());
    await joined(group, await person());
    const third = await person();
    const forced = as(linkWorker, ctx =>
      ctx.tx
        .insertInto('group_places')
        .values({
          organisation_id: NORTH.organisationId,
          id: uuidv7(),
          group_id: group,
          person_id: third.personId,
          state: 'member',
          asked_at: '2026-03-10T12:00:00Z',
          joined_at: '2026-03-10T12:00:00Z',
          changed_at: '2026-03-10T12:00:00Z',
          changed_by: linkWorker.accountId,
        })
        .execute(),
    );
    await expect(forced).rejects.toThrow(/groups_places_kept/);
  });

  it('keeps "only groups for women" until the person says otherwise, and then says so in the ledger', async () => {
    const record = await person();
    await answers(record.personId, 'preference_mix', 'women_only');
    expect(await joined(group, record)).toEqual({ ok: false, reason: 'only-kept' });
    expect(await joined(group, record, { agreed: ['mix'] })).toEqual({ ok: false, reason: 'only-kept' });
    must(await joined(group, record, { softens: true }));
    const lines = await as(linkWorker, ctx => loadNewestOutcomes(ctx, record.referralId));
    expect(lines.find(({ kind, step }) => kind === 'mix' && step === 'given')).toMatchObject({
      asked: 'women',
      what: 'mixed',
      fit: 'not_met',
      reason: 'person-chose-otherwise',
      source: 'group',
    });
    const facts = await asSuperuser<{ value: string }>(
      `select value from person_facts where person_id = $1 and kind = 'preference_mix' order by recorded_at`,
      [record.personId],
    );
    expect(facts.map(({ value }) => value)).toEqual(['women_only', 'women']);
  });

  it('asks of a group for women whether it is theirs, and of nothing else', async () => {
    const women = await made({ who: 'women' });
    const record = await person();
    await answers(record.personId, 'sex', 'male');
    expect(await joined(women, record)).toEqual({ ok: false, reason: 'ask-whether-it-is-theirs' });
    must(await joined(women, record, { belongs: true }));
  });

  it('asks about language, mix and format where they are not as asked; silence is no wish', async () => {
    const silent = await person();
    must(await joined(group, silent));
    const record = await person();
    await speaks(record.personId, 'ar');
    await answers(record.personId, 'preference_format', 'individual');
    await answers(record.personId, 'preference_worker_sex', 'female_only');
    expect(await joined(group, record, { agreed: ['format', 'mix'] })).toEqual({
      ok: false,
      reason: 'ask-about-differences',
    });
    must(await joined(group, record, { agreed: ['format', 'mix', 'language'] }));
    const lines = await as(linkWorker, ctx => loadNewestOutcomes(ctx, record.referralId));
    expect(lines.map(({ kind, step, what, fit }) => [kind, step, what, fit]).sort()).toEqual([
      ['format', 'given', 'group', 'not_met'],
      ['format', 'offered', 'group', 'not_met'],
      ['mix', 'given', 'mixed', 'not_asked'],
      ['mix', 'offered', 'mixed', 'not_asked'],
    ]);
  });

  it('an interpreter who is arranged is enough to follow', async () => {
    const arabic = await made({ interpreted: ['ar'] });
    const record = await person();
    await speaks(record.personId, 'ar-SY');
    must(await joined(arabic, record));
  });

  it('keeps that a group was offered and not wanted', async () => {
    const record = await person();
    must(await as(linkWorker, ctx => declineGroup(ctx, { groupId: group, ...record })));
    const lines = await as(linkWorker, ctx => loadNewestOutcomes(ctx, record.referralId));
    expect(lines.map(({ kind, step, reason }) => [kind, step, reason])).toEqual([
      ['format', 'offered', 'person-chose-otherwise'],
      ['mix', 'offered', 'person-chose-otherwise'],
    ]);
  });

  it('gives a free place to who waits longest, to another only with a reason; nobody new slips past', async () => {
    const [a, b, c, d, e] = await Promise.all([1, 2, 3, 4, 5].map(() => person()));
    if (!a || !b || !c || !d || !e) throw new Error('five people');
    const first = must(await joined(group, a));
    await joined(group, b);
    const third = must(await joined(group, c));
    const fourth = must(await joined(group, d));
    const give = (id: string, because = '') => as(linkWorker, ctx => givePlace(ctx, id, because));
    expect(await give(third.placeId)).toEqual({ ok: false, reason: 'full' });
    must(await as(linkWorker, ctx => leaveGroup(ctx, first.placeId, 'finished', '')));
    expect(must(await joined(group, e))).toMatchObject({ waiting: { because: 'others_first', nth: 3 } });
    expect(await give(fourth.placeId)).toEqual({ ok: false, reason: 'others-wait-longer' });
    must(await as(linkWorker, ctx => moveAhead(ctx, fourth.placeId, 'Her baby is due')));
    const { places } = await as(linkWorker, ctx => loadPlaces(ctx, group, 'waiting'));
    expect(places.map(({ id, nth, aheadBecause }) => [id === fourth.placeId, nth, aheadBecause])).toEqual([
      [true, 1, 'Her baby is due'],
      [false, 2, null],
      [false, 3, null],
    ]);
    must(await give(fourth.placeId));
    expect(await give(third.placeId)).toEqual({ ok: false, reason: 'full' });
  });

  it('is once for each person, also under another record of theirs, and again after they left', async () => {
    const record = await person();
    const joinedOnce = must(await joined(group, record));
    expect(await joined(group, record)).toEqual({ ok: false, reason: 'there-already' });
    must(await as(linkWorker, ctx => leaveGroup(ctx, joinedOnce.placeId, 'mistake', '')));
    must(await joined(group, record));
    const { total } = await as(linkWorker, ctx => loadPlacesOfPerson(ctx, record.personId));
    expect(total).toBe(2);
  });

  it('is for people one may see, with a referral of theirs, in a group that has not ended', async () => {
    const record = await person();
    const other = await person();
    const reason = async (outcome: ReturnType<typeof joined>) => {
      const found = await outcome;
      return found.ok ? 'joined' : found.reason;
    };
    expect(await reason(joined(group, record, {}, otherLinkWorker))).toBe('not-found');
    expect(await reason(joined(group, record, {}, referrer))).toBe('not-found');
    expect(await reason(joined(group, record, {}, privacyLead))).toBe('not-found');
    expect(await reason(joined(group, record, { referralId: other.referralId }))).toBe('not-found');
    await asSuperuser("update groups set joining = 'ended' where id = $1", [group]);
    expect(await reason(joined(group, record))).toBe('group-ended');
  });
});

describe('the register', () => {
  it('keeps marks and reasons, is a contact in a group, and begins the work', async () => {
    const here = await startRecord(test, { state: 'allocated', workerId: linkWorker.accountId });
    const away = await person();
    await joined(group, here);
    await joined(group, away);
    const session = await metToday(group);
    const due = await as(linkWorker, ctx => loadRegistersDue(ctx, linkWorker.accountId));
    expect(due.map(({ id }) => id)).toContain(session);
    const kept = must(
      await register(
        session,
        [
          { personId: here.personId, mark: 'present', reason: 'fear' },
          { personId: away.personId, mark: 'did_not_come', reason: 'transport' },
        ],
        { guests: 2 },
      ),
    );
    expect(kept).toEqual({ changed: 2, unmarked: 0 });
    expect(await as(linkWorker, ctx => loadSession(ctx, session))).toMatchObject({
      guests: 2,
      takenBy: 'Lena Linkworker',
    });
    const { contacts } = await as(linkWorker, ctx => loadContacts(ctx, here.personId));
    expect(contacts).toMatchObject([
      { mode: 'group', reached: 'reached', minutes: 60, happenedAt: new Date('2026-03-10T10:00:00Z') },
    ]);
    expect(await as(linkWorker, ctx => loadReferral(ctx, here.referralId))).toMatchObject({
      state: 'active',
      firstContactAt: new Date('2026-03-10T10:00:00Z'),
    });
    expect(await as(linkWorker, ctx => loadAttendance(ctx, group))).toMatchObject({
      marked: 2,
      came: 1,
      didNotCome: 1,
      guests: 2,
      registers: 1,
      held: 1,
      reasons: [{ reason: 'transport', count: 1 }],
    });
  });

  it('keeps a correction with who and when, and one contact, which follows it', async () => {
    const record = await person();
    await joined(group, record);
    const session = await metToday(group);
    const { personId } = record;
    must(await register(session, [{ personId, mark: 'did_not_come', reason: null }]));
    must(
      await register(session, [{ personId, mark: 'left_early', reason: 'unwell' }], { version: 1 }, manager),
    );
    const corrections = await as(linkWorker, ctx => loadCorrections(ctx, { id: session, groupId: group }));
    expect(corrections).toMatchObject([
      { mark: 'did_not_come', reason: 'not_known', recordedBy: 'Lena Linkworker' },
    ]);
    const { contacts } = await as(linkWorker, ctx => loadContacts(ctx, personId));
    expect(contacts).toMatchObject([{ mode: 'group', reached: 'reached' }]);
    expect(await as(linkWorker, ctx => loadExpected(ctx, meeting(session)))).toMatchObject([
      { mark: 'left_early', reason: 'unwell' },
    ]);
  });

  it('tells the second of two who save it, keeps nothing then, and stays due while somebody is unmarked', async () => {
    const [one, two] = [await person(), await person()];
    await joined(group, one);
    await joined(group, two);
    const session = await metToday(group);
    const entry = { personId: one.personId, mark: 'present', reason: null } as const;
    expect(must(await register(session, [entry]))).toEqual({ changed: 1, unmarked: 1 });
    expect(await register(session, [{ ...entry, mark: 'sent_word' }])).toEqual({
      ok: false,
      reason: 'changed-meanwhile',
    });
    const due = await as(linkWorker, ctx => loadRegistersDue(ctx, linkWorker.accountId));
    expect(due.map(({ id }) => id)).toContain(session);
  });

  it('takes only "sent word" before the day, and nobody who has no place', async () => {
    const record = await person();
    await joined(group, record);
    const session = await metToday(group);
    await asSuperuser("update group_sessions set starts_at = '2026-03-12T10:00:00Z' where id = $1", [
      session,
    ]);
    const { personId } = record;
    expect(await register(session, [{ personId, mark: 'present', reason: null }])).toMatchObject({
      reason: 'not-yet',
    });
    const stranger = await person();
    must(
      await register(session, [
        { personId, mark: 'sent_word', reason: 'childcare' },
        { personId: stranger.personId, mark: 'present', reason: null },
      ]),
    );
    const rows = await asSuperuser('select person_id from group_attendance where session_id = $1', [session]);
    expect(rows).toEqual([{ person_id: personId }]);
    expect(await as(linkWorker, ctx => loadSession(ctx, session))).toMatchObject({ takenAt: null });
  });
});

it('places, marks and contacts go with a referral to another record', async () => {
  const record = await person();
  const other = await person({ name: 'The Other Record' });
  await joined(group, record);
  const session = await metToday(group);
  must(await register(session, [{ personId: record.personId, mark: 'present', reason: null }]));
  await as(ACTORS.north.system, ctx =>
    ctx.tx
      .updateTable('referrals')
      .set({ person_id: other.personId })
      .where('id', '=', record.referralId)
      .execute(),
  );
  const { places } = await as(linkWorker, ctx => loadPlacesOfPerson(ctx, other.personId));
  expect(places).toMatchObject([{ came: 1, marked: 1, groupId: group }]);
  expect((await as(linkWorker, ctx => loadContacts(ctx, other.personId))).total).toBe(1);
  expect((await as(linkWorker, ctx => loadPlacesOfPerson(ctx, record.personId))).total).toBe(0);
});

/** A meeting as the stores want it. */
const meeting = (id: string) => ({
  id,
  groupId: group,
  startsAt: Temporal.Instant.from('2026-03-10T10:00:00Z'),
});

describe('whose names who sees', () => {
  it('a leader of another team sees the names of members, marks them, and sees nothing else of them', async () => {
    const shared = await made({ leaders: [linkWorker.accountId, otherLinkWorker.accountId] });
    const record = await person({ name: 'Selam Seen' });
    await joined(shared, record);
    const { places } = await as(otherLinkWorker, ctx => loadPlaces(ctx, shared, 'member'));
    expect(places).toMatchObject([{ personName: 'Selam Seen', mayOpen: false }]);
    const session = await metToday(shared);
    must(
      await register(
        session,
        [{ personId: record.personId, mark: 'present', reason: null }],
        {},
        otherLinkWorker,
      ),
    );
    expect((await as(otherLinkWorker, ctx => loadContacts(ctx, record.personId))).total).toBe(0);
    const { contacts } = await as(linkWorker, ctx => loadContacts(ctx, record.personId));
    expect(contacts).toMatchObject([{ workerName: 'Bilal Teambee', mode: 'group' }]);
    const seen = await as(otherLinkWorker, ctx =>
      ctx.tx.selectFrom('people').select('id').where('id', '=', record.personId).execute(),
    );
    expect(seen).toEqual([]);
  });

  it('others of the organisation see the group and no names of another team; when leading ends, so does seeing', async () => {
    const shared = await made({ leaders: [linkWorker.accountId, otherLinkWorker.accountId] });
    await joined(shared, await person());
    const count = async (actor: typeof linkWorker) =>
      (await as(actor, ctx => loadPlaces(ctx, shared, 'member'))).total;
    expect([await count(otherLinkWorker), await count(manager), await count(privacyLead)]).toEqual([1, 1, 1]);
    must(await as(linkWorker, ctx => changeGroup(ctx, shared, words(), 0)));
    expect(await count(otherLinkWorker)).toBe(0);
    expect(await as(otherLinkWorker, ctx => loadGroup(ctx, shared))).toMatchObject({ members: 1 });
    for (const actor of [referrer, evaluator, ACTORS.south.linkWorker, ACTORS.south.manager]) {
      expect(await as(actor, ctx => loadGroup(ctx, shared))).toBeNull();
      expect(await count(actor)).toBe(0);
    }
  });
});
