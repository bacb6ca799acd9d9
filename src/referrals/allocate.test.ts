// Giving referrals to link workers on the real database: the task, the wishes, the change of worker, and who may not.
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { loadOpenTasksOfPerson } from '#link-workers';
import { loadPersonRecord } from '#people';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { type Allocation, giveToWorker } from './allocate.ts';
import { arrivalOf, SELAM } from './arrival.fixture.ts';
import { acceptReferral, beginWork, loadReferral, type ReferralArrival, receiveReferral } from './index.ts';

const { as, asSuperuser } = await openTestDatabase();
const { linkWorker, otherLinkWorker, manager } = ACTORS.north;

const colleague = uuidv7();
await asSuperuser(
  `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, 'omar@north.example', 'Omar Other', 'link_worker', $3)`,
  [NORTH.organisationId, colleague, NORTH.teamA],
);
await asSuperuser(
  `insert into link_workers (organisation_id, account_id, team_id, sex) values ($1, $2, $3, 'male')`,
  [NORTH.organisationId, colleague, NORTH.teamA],
);

async function accepted(changes: Partial<ReferralArrival> = {}) {
  const received = await as(ACTORS.north.system, ctx => receiveReferral(ctx, arrivalOf(changes)));
  await as(manager, ctx => acceptReferral(ctx, received.referralId));
  return received;
}
const give = (id: string, workerId: string, changes: Partial<Allocation> = {}, actor = manager) =>
  as(actor, ctx => giveToWorker(ctx, id, { workerId, why: '', personAgrees: false, ...changes }));
const tasksOf = (personId: string) => as(manager, ctx => loadOpenTasksOfPerson(ctx, personId));
const onlyAWoman = {
  person: {
    ...SELAM,
    facts: [
      {
        kind: 'preference_worker_sex' as const,
        answer: { status: 'answered' as const, value: 'female_only' },
      },
    ],
  },
};

describe('giving a referral to a link worker', () => {
  it('puts the first conversation on their list, five working days ahead; the next one when urgent', async () => {
    const routine = await accepted();
    const urgent = await accepted({ urgency: 'urgent' });
    const given = await give(routine.referralId, linkWorker.accountId, { why: 'Speaks Tigrinya' });
    expect(given.ok && given.value).toMatchObject({ firstConversationDue: '2026-03-17', tasksMoved: 0 });
    await give(urgent.referralId, linkWorker.accountId, {}, linkWorker);
    expect(await tasksOf(routine.personId)).toMatchObject([
      { kind: 'first_conversation', dueOn: '2026-03-17', workerId: linkWorker.accountId },
    ]);
    expect(await tasksOf(urgent.personId)).toMatchObject([{ dueOn: '2026-03-11' }]);
    expect(await as(linkWorker, ctx => loadReferral(ctx, urgent.referralId))).toMatchObject({
      state: 'allocated',
      workerId: linkWorker.accountId,
    });
  });

  it('by two people at once is done once, and the other is told', async () => {
    const { referralId, personId } = await accepted();
    const outcomes = await Promise.all([
      give(referralId, linkWorker.accountId, {}, linkWorker),
      give(referralId, colleague, {}, linkWorker),
    ]);
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1);
    expect(outcomes.find(outcome => !outcome.ok)).toEqual({ ok: false, reason: 'not-yours' });
    expect(await tasksOf(personId)).toHaveLength(1);
  });

  it('again, by the manager, takes the open tasks along and adds none', async () => {
    const { referralId, personId } = await accepted();
    await give(referralId, linkWorker.accountId);
    const again = await give(referralId, colleague, { why: 'Lena is on leave' });
    expect(again.ok && again.value).toMatchObject({ tasksMoved: 1, firstConversationDue: null });
    expect(await tasksOf(personId)).toMatchObject([{ workerId: colleague }]);
    expect(await give(referralId, colleague)).toEqual({ ok: false, reason: 'already-theirs' });
  });

  it('while work is under way keeps it under way', async () => {
    const { referralId } = await accepted();
    await give(referralId, linkWorker.accountId);
    await as(linkWorker, ctx => beginWork(ctx, referralId, '2026-03-10T11:00:00Z'));
    expect((await give(referralId, colleague)).ok).toBe(true);
    expect((await as(manager, ctx => loadReferral(ctx, referralId)))?.state).toBe('active');
  });

  it('a link worker hands nothing over, and nobody gives to another team or to a stranger', async () => {
    const { referralId } = await accepted();
    expect(await give(referralId, otherLinkWorker.accountId)).toEqual({
      ok: false,
      reason: 'worker-of-another-team',
    });
    expect(await give(referralId, manager.accountId)).toEqual({ ok: false, reason: 'worker-not-found' });
    expect(await give(referralId, ACTORS.south.linkWorker.accountId)).toEqual({
      ok: false,
      reason: 'worker-not-found',
    });
    await give(referralId, linkWorker.accountId);
    expect(await give(referralId, colleague, {}, linkWorker)).toEqual({ ok: false, reason: 'not-yours' });
    for (const actor of [otherLinkWorker, ACTORS.south.manager, ACTORS.north.privacyLead])
      expect((await give(referralId, colleague, {}, actor)).ok).toBe(false);
    expect((await as(manager, ctx => loadReferral(ctx, referralId)))?.workerId).toBe(linkWorker.accountId);
  });

  it('that nobody has accepted yet is refused', async () => {
    const { referralId } = await as(ACTORS.north.system, ctx => receiveReferral(ctx, arrivalOf()));
    expect(await give(referralId, linkWorker.accountId)).toEqual({ ok: false, reason: 'not-in-this-state' });
  });
});

describe('"only a woman" (guidance P1c)', () => {
  it('holds until the person was asked again, and what they say is kept', async () => {
    const { referralId, personId } = await accepted(onlyAWoman);
    expect(await give(referralId, colleague)).toEqual({ ok: false, reason: 'person-not-asked' });
    expect(await tasksOf(personId)).toEqual([]);
    expect((await give(referralId, colleague, { personAgrees: true })).ok).toBe(true);
    const person = await as(manager, ctx => loadPersonRecord(ctx, personId));
    expect(person?.facts.find(fact => fact.kind === 'preference_worker_sex')?.answer).toEqual({
      status: 'answered',
      value: 'female',
    });
    const facts = await asSuperuser('select value from person_facts where person_id = $1 and kind = $2', [
      personId,
      'preference_worker_sex',
    ]);
    expect(facts).toHaveLength(2);
  });

  it('changes nothing for a woman', async () => {
    const { referralId, personId } = await accepted(onlyAWoman);
    expect((await give(referralId, linkWorker.accountId, { personAgrees: true })).ok).toBe(true);
    const person = await as(manager, ctx => loadPersonRecord(ctx, personId));
    expect(person?.facts.find(fact => fact.kind === 'preference_worker_sex')?.answer).toMatchObject({
      value: 'female_only',
    });
  });
});
