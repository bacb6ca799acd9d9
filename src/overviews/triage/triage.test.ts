// What waits for a decision and for a link worker: order, exact totals, and nobody of another team or service.
import { beforeAll, describe, expect, it } from 'vitest';
import { recordSamePerson, undoSamePerson } from '#referrals';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../../test/testing.ts';
import { givenReferral } from '../referral-rows.fixture.ts';
import { loadJoin, loadStandings } from './standing.ts';
import { loadAllocationQueue, loadTriageQueue } from './work-queues.ts';

const test = await openTestDatabase();
const { as } = test;
const { linkWorker, otherLinkWorker, manager } = ACTORS.north;
const given = (changes: Parameters<typeof givenReferral>[1]) => givenReferral(test, changes);
const asked = { page: 1, pageSize: 20 };

beforeAll(async () => {
  await given({ name: 'Later', respondBy: '2026-03-12T17:00:00Z', language: 'Dari' });
  await given({
    name: 'Waiting',
    state: 'waiting_for_referrer',
    respondBy: '2026-03-06T17:00:00Z',
    source: 'professional',
    referrerOrganisation: 'Refugee Council',
    consent: 'not_given',
  });
  await given({ name: 'Soonest', respondBy: '2026-03-05T17:00:00Z', urgency: 'urgent' });
  await given({ name: 'Other team', teamId: NORTH.teamB });
  await given({ name: 'South', place: SOUTH });
  await given({ name: 'Old accepted', state: 'accepted', receivedAt: '2026-02-01T09:00:00Z' });
  await given({ name: 'Urgent accepted', state: 'accepted', urgency: 'urgent' });
  await given({ name: 'Closed', state: 'closed' });
});

describe('the list of new referrals', () => {
  it('has the soonest due first, with what is needed to choose', async () => {
    const { referrals, total } = await as(linkWorker, ctx => loadTriageQueue(ctx, asked));
    expect(referrals.map(each => each.personName)).toEqual(['Soonest', 'Waiting', 'Later']);
    expect(total).toBe(3);
    expect(referrals[1]).toMatchObject({
      state: 'waiting_for_referrer',
      from: 'Refugee Council',
      consent: 'not_given',
      language: null,
      teamName: 'Team A',
    });
    expect(referrals[2]).toMatchObject({ from: null, language: 'Dari' });
  });

  it('counts exactly on any page', async () => {
    const page = await as(manager, ctx => loadTriageQueue(ctx, { page: 2, pageSize: 3 }));
    const beyond = await as(manager, ctx => loadTriageQueue(ctx, { page: 9, pageSize: 3 }));
    expect([page.referrals.length, page.total, beyond.referrals.length, beyond.total]).toEqual([1, 4, 0, 4]);
  });

  it('is for those who triage: a team sees its own, and no other role or service sees a row', async () => {
    const names = async (actor: typeof manager) =>
      (await as(actor, ctx => loadTriageQueue(ctx, asked))).referrals.map(each => each.personName);
    expect(await names(otherLinkWorker)).toEqual(['Other team']);
    expect(await names(ACTORS.south.manager)).toEqual(['South']);
    for (const actor of [ACTORS.north.evaluator, ACTORS.north.administrator, ACTORS.north.referrer])
      expect(await names(actor)).toEqual([]);
  });
});

describe('the list of those who wait for a link worker', () => {
  it('has urgent ones first, then the longest waiting', async () => {
    const { referrals, total } = await as(manager, ctx => loadAllocationQueue(ctx, asked));
    expect(referrals.map(each => each.personName)).toEqual(['Urgent accepted', 'Old accepted']);
    expect(total).toBe(2);
  });
});

describe('what a person speaks', () => {
  it('is on both lists though only a joined record says it', async () => {
    const known = await given({ name: 'Speaks on', state: 'accepted' });
    const again = await given({ name: 'Speaks again', language: 'Tigrinya' });
    await as(linkWorker, ctx => recordSamePerson(ctx, again.referralId, known.personId));
    const languageIn = async (load: typeof loadTriageQueue, of: string) =>
      (await as(manager, ctx => load(ctx, { page: 1, pageSize: 50 }))).referrals.find(each => each.id === of)
        ?.language;
    expect(await languageIn(loadTriageQueue, again.referralId)).toBe('Tigrinya');
    expect(await languageIn(loadAllocationQueue, known.referralId)).toBe('Tigrinya');
    await as(manager, ctx => undoSamePerson(ctx, again.referralId));
  });
});

describe('where people stand', () => {
  it('is the newest referral, its state and worker', async () => {
    const active = await given({ state: 'active', workerId: linkWorker.accountId });
    const standings = await as(manager, ctx => loadStandings(ctx, [active.personId]));
    expect(standings.get(active.personId)).toMatchObject({
      state: 'active',
      workerName: 'Lena Linkworker',
      teamName: 'Team A',
      referrals: 1,
    });
    expect((await as(otherLinkWorker, ctx => loadStandings(ctx, [active.personId]))).size).toBe(0);
  });

  it('knows a standing decision that two records are one, until it is undone', async () => {
    const known = await given({ name: 'Known' });
    const again = await given({ name: 'Again' });
    const join = () => as(manager, ctx => loadJoin(ctx, again.referralId));
    expect(await join()).toBeNull();
    await as(linkWorker, ctx => recordSamePerson(ctx, again.referralId, known.personId));
    expect(await join()).toMatchObject({
      fromName: 'Again',
      intoPerson: known.personId,
      decidedBy: 'Lena Linkworker',
    });
    await as(manager, ctx => undoSamePerson(ctx, again.referralId));
    expect(await join()).toBeNull();
  });
});
