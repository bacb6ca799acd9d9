// What an allocation writes into the ledger of preferences: asked, offered, given and why not, and who chose (guidance P1a, P1b, P1c).
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { loadWorkers, updateWorkerProfile } from '#link-workers';
import { addFacts, holdAgainstWishes, loadChoices, loadLedger, loadNewestOutcomes } from '#people';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { type Allocation, giveToWorker } from './allocate.ts';
import { arrivalOf, SELAM } from './arrival.fixture.ts';
import { acceptReferral, receiveReferral, recordSamePerson } from './index.ts';

const { as, asSuperuser } = await openTestDatabase();
const { linkWorker, manager } = ACTORS.north;

const omar = uuidv7();
await asSuperuser(
  `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, 'omar@north.example', 'Omar Other', 'link_worker', $3)`,
  [NORTH.organisationId, omar, NORTH.teamA],
);
await asSuperuser(
  `insert into link_workers (organisation_id, account_id, team_id, sex, capacity) values ($1, $2, $3, 'male', 40)`,
  [NORTH.organisationId, omar, NORTH.teamA],
);

type Wishes = Readonly<Record<string, unknown>>;

async function accepted(wishes: Wishes = {}, interventions: readonly string[] = []) {
  const facts = Object.entries(wishes).map(([kind, value]) => ({
    kind: kind as 'interpreter',
    answer: { status: 'answered' as const, value },
  }));
  const languages = [{ language: 'ti', label: 'Tigrinya', use: 'speaks' as const, preferred: true }];
  const received = await as(ACTORS.north.system, ctx =>
    receiveReferral(ctx, arrivalOf({ person: { ...SELAM, languages, facts }, interventions })),
  );
  await as(manager, ctx => acceptReferral(ctx, received.referralId));
  return received;
}
const give = (id: string, workerId: string, changes: Partial<Allocation> = {}) =>
  as(manager, ctx => giveToWorker(ctx, id, { workerId, why: '', personAgrees: false, ...changes }));
const newest = (referralId: string) => as(manager, ctx => loadNewestOutcomes(ctx, referralId));
const lineOf = async (referralId: string, kind: string, step = 'given') =>
  (await newest(referralId)).find(each => each.kind === kind && each.step === step);
const weightOf = async (workerId: string) =>
  (
    await asSuperuser<{ w: number }>(
      'select open_weight::float as w from link_workers where account_id = $1',
      [workerId],
    )
  )[0]?.w ?? 0;

describe('an allocation, in the ledger', () => {
  it('says what was offered and given, held against what was asked, with who and when', async () => {
    const { referralId, personId } = await accepted({
      preference_language: 'same',
      preference_worker_sex: 'female',
    });
    await give(referralId, linkWorker.accountId, { chosenBy: 'person', why: 'Liked her voice' });
    expect(await lineOf(referralId, 'language')).toMatchObject({
      asked: 'same',
      what: 'worker-speaks',
      language: 'ti',
      note: 'As a first language',
      fit: 'met',
      reason: null,
      source: 'allocation',
      recordedBy: 'Mona Manager',
      workerName: 'Lena Linkworker',
    });
    expect(await lineOf(referralId, 'language', 'offered')).toMatchObject({
      what: 'worker-speaks',
      note: '1 of 2 in the list: Tigrinya',
    });
    expect(await lineOf(referralId, 'sex')).toMatchObject({ asked: 'female', what: 'female', fit: 'met' });
    const [choice] = await as(manager, ctx => loadChoices(ctx, referralId));
    expect(choice).toMatchObject({
      chosenBy: 'person',
      why: 'Liked her voice',
      offeredCount: 2,
      by: 'Mona Manager',
    });
    const [row] = await asSuperuser('select offered from worker_choices where referral_id = $1', [
      referralId,
    ]);
    expect(row?.offered[0]).toMatchObject({ worker: linkWorker.accountId, apart: false });
    const ledger = await as(manager, ctx => loadLedger(ctx, personId));
    expect(
      ledger.entries
        .filter(entry => entry.step === 'asked')
        .map(entry => entry.asked)
        .sort(),
    ).toEqual(['female', 'same']);
    expect(ledger.total).toBe(ledger.entries.length);
  });

  it('keeps "not asked" apart from "it does not matter"', async () => {
    const { referralId } = await accepted({ preference_worker_sex: 'no_preference' });
    await give(referralId, omar);
    expect(await lineOf(referralId, 'sex')).toMatchObject({ asked: 'no_preference', fit: 'no_wish' });
    expect(await lineOf(referralId, 'language')).toMatchObject({ asked: 'not_asked', fit: 'not_asked' });
  });

  it.each([
    ['person', 'person-chose-otherwise'],
    ['staff', 'interpreter-used-instead'],
  ] as const)('says why not: chosen by %s, %s', async (chosenBy, reason) => {
    const { referralId } = await accepted({ preference_language: 'same' });
    await give(referralId, omar, { chosenBy });
    expect(await lineOf(referralId, 'language')).toMatchObject({
      what: 'interpreter',
      language: 'ti',
      fit: 'not_met',
      reason,
    });
  });

  it('says that nobody has it, or that nobody of them has a place', async () => {
    const none = await accepted({ preference_worker_sex: 'male', preference_language: 'same' });
    await asSuperuser('update link_workers set capacity = 0 where account_id = $1', [linkWorker.accountId]);
    await give(none.referralId, omar, { chosenBy: 'staff' });
    expect(await lineOf(none.referralId, 'language')).toMatchObject({ reason: 'no-place-in-time' });
    await asSuperuser('update link_workers set capacity = 40 where account_id = $1', [linkWorker.accountId]);
    await asSuperuser(`update link_workers set sex = 'female' where account_id = $1`, [omar]);
    const men = await accepted({ preference_worker_sex: 'male' });
    await give(men.referralId, omar);
    expect(await lineOf(men.referralId, 'sex')).toMatchObject({ fit: 'not_met', reason: 'nobody-with-this' });
    await asSuperuser(`update link_workers set sex = 'male' where account_id = $1`, [omar]);
  });

  it('leaves a background to the person to judge', async () => {
    const said = await accepted({ preference_culture: 'same' });
    await give(said.referralId, linkWorker.accountId, { backgroundFits: true });
    expect(await lineOf(said.referralId, 'culture')).toMatchObject({ what: 'as-asked', fit: 'met' });
    const unsaid = await accepted({ preference_culture: 'different' });
    await give(unsaid.referralId, linkWorker.accountId);
    expect(await lineOf(unsaid.referralId, 'culture')).toMatchObject({ what: 'not-known', fit: 'not_known' });
  });

  it('"only somebody who speaks it" holds until the person was asked again, and the other "only" goes on holding', async () => {
    const { referralId, personId } = await accepted({
      preference_language: 'same_only',
      preference_worker_sex: 'male_only',
    });
    expect(await give(referralId, omar)).toEqual({ ok: false, reason: 'person-not-asked' });
    expect(await newest(referralId)).toEqual([]);
    expect((await give(referralId, omar, { personAgrees: true })).ok).toBe(true);
    const facts = await asSuperuser<{ kind: string; value: string }>(
      `select distinct on (kind) kind, value #>> '{}' as value from person_facts where person_id = $1 order by kind, recorded_at desc, id desc`,
      [personId],
    );
    expect(Object.fromEntries(facts.map(({ kind, value }) => [kind, value]))).toEqual({
      preference_language: 'same',
      preference_worker_sex: 'male_only',
    });
  });

  it('is held against a new wish after the person was asked again, and keeps the old line', async () => {
    const { referralId, personId } = await accepted();
    await give(referralId, omar);
    await as(linkWorker, async ctx => {
      await addFacts(ctx, personId, [
        { kind: 'preference_worker_sex', answer: { status: 'answered', value: 'female' } },
      ]);
      await holdAgainstWishes(ctx, { personId, referralId });
    });
    expect(await lineOf(referralId, 'sex')).toMatchObject({
      asked: 'female',
      fit: 'not_met',
      source: 'preference',
    });
    const { entries } = await as(linkWorker, ctx => loadLedger(ctx, personId));
    expect(entries.filter(({ kind, step }) => kind === 'sex' && step === 'given')).toHaveLength(2);
  });

  it('goes with the referral when a human says that two records are one person', async () => {
    const [known, brought] = [await accepted(), await accepted()];
    await give(brought.referralId, omar);
    await as(manager, ctx => recordSamePerson(ctx, brought.referralId, known.personId));
    const rows = await asSuperuser<{ person_id: string }>(
      'select person_id from preference_outcomes where referral_id = $1 union select person_id from worker_choices where referral_id = $1',
      [brought.referralId],
    );
    expect(rows).toEqual([{ person_id: known.personId }]);
  });
});

describe('how much a referral weighs', () => {
  it('counts interpreting with this worker, and many kinds of help, and gives the places back', async () => {
    const before = [await weightOf(omar), await weightOf(linkWorker.accountId)];
    const help = ['NAV-GP', 'IMM-ADV', 'HOU-SET', 'MON-FOOD', 'EDU-DIG'];
    const { referralId } = await accepted({ interpreter: true }, help);
    await give(referralId, omar);
    expect((await weightOf(omar)) - (before[0] ?? 0)).toBe(2);
    await give(referralId, linkWorker.accountId);
    // She speaks Tigrinya: no interpreter, and five kinds of help are half a place more.
    expect([await weightOf(omar), (await weightOf(linkWorker.accountId)) - (before[1] ?? 0)]).toEqual([
      before[0],
      1.5,
    ]);
    const [row] = await asSuperuser(
      'select last_given_on::text as day from link_workers where account_id = $1',
      [omar],
    );
    expect(row).toEqual({ day: '2026-03-10' });
  });

  it('changes when an interpreter turns out to be needed, or the worker learns the language', async () => {
    const { referralId, personId } = await accepted();
    await give(referralId, omar);
    const before = await weightOf(omar);
    await as(linkWorker, ctx =>
      addFacts(ctx, personId, [{ kind: 'interpreter', answer: { status: 'answered', value: true } }]),
    );
    expect((await weightOf(omar)) - before).toBe(0.5);
    const languages = [{ language: 'ti', level: 'working' }] as const;
    await as(manager, ctx => updateWorkerProfile(ctx, omar, { sex: 'male', background: null, languages }));
    const open = await asSuperuser<{ sum: number; count: number }>(
      `select sum(carried_weight)::float as sum, count(*)::int from referrals where worker_id = $1 and state in ('allocated', 'active')`,
      [omar],
    );
    expect(await weightOf(omar)).toBe(open[0]?.sum);
    const all = await as(manager, ctx => loadWorkers(ctx));
    expect(all.find(worker => worker.id === omar)?.openReferrals).toBe(open[0]?.count);
  });
});
