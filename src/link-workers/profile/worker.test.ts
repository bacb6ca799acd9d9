// Link workers: who may describe them, what is kept, and who sees it.
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { addWorker, setTakingReferrals, updateWorkerProfile } from './actions.ts';
import { loadWorker, loadWorkers } from './store.ts';
import { type ProfileChange, roomOf } from './worker.ts';

const { as, asSuperuser } = await openTestDatabase();
const { linkWorker, otherLinkWorker, manager, administrator, referrer } = ACTORS.north;

const CHANGE: ProfileChange = {
  sex: 'female',
  background: 'I came from Asmara in 2011.',
  languages: [
    { language: 'en', level: 'working' },
    { language: 'ti', level: 'first' },
    { language: 'ar', level: 'fluent' },
    { language: 'ar', level: 'fluent' },
  ],
};

describe('link workers', () => {
  it('are listed by name with their languages, for one team or for all', async () => {
    const all = await as(manager, ctx => loadWorkers(ctx));
    expect(all.map(worker => [worker.name, worker.teamName])).toEqual([
      ['Bilal Teambee', 'Team B'],
      ['Lena Linkworker', 'Team A'],
    ]);
    expect(all[1]).toMatchObject({
      capacity: 40,
      openReferrals: 0,
      sex: 'female',
      languages: [
        { language: 'ti', level: 'first' },
        { language: 'en', level: 'fluent' },
      ],
    });
    const teamB = await as(manager, ctx => loadWorkers(ctx, { teamId: NORTH.teamB }));
    expect(teamB.map(worker => worker.id)).toEqual([otherLinkWorker.accountId]);
  });

  it('are not shown to referrers, other organisations, or once their account is closed', async () => {
    expect(await as(referrer, ctx => loadWorkers(ctx))).toEqual([]);
    expect(await as(ACTORS.south.manager, ctx => loadWorker(ctx, linkWorker.accountId))).toBeNull();
    await asSuperuser('update accounts set disabled_at = now() where id = $1', [otherLinkWorker.accountId]);
    expect((await as(manager, ctx => loadWorkers(ctx))).map(worker => worker.id)).toEqual([
      linkWorker.accountId,
    ]);
    expect(await as(manager, ctx => loadWorker(ctx, otherLinkWorker.accountId))).not.toBeNull();
    await asSuperuser('update accounts set disabled_at = null where id = $1', [otherLinkWorker.accountId]);
  });

  it('describe themselves; each language is kept once', async () => {
    expect((await as(linkWorker, ctx => updateWorkerProfile(ctx, linkWorker.accountId, CHANGE))).ok).toBe(
      true,
    );
    expect(await as(manager, ctx => loadWorker(ctx, linkWorker.accountId))).toMatchObject({
      background: 'I came from Asmara in 2011.',
      languages: [
        { language: 'ti', level: 'first' },
        { language: 'ar', level: 'fluent' },
        { language: 'en', level: 'working' },
      ],
    });
  });

  it('cannot describe each other, nor set how much they carry', async () => {
    expect(await as(linkWorker, ctx => updateWorkerProfile(ctx, otherLinkWorker.accountId, CHANGE))).toEqual({
      ok: false,
      reason: 'not-yours',
    });
    const more = { ...CHANGE, capacity: 10 };
    expect(await as(linkWorker, ctx => updateWorkerProfile(ctx, linkWorker.accountId, more))).toEqual({
      ok: false,
      reason: 'not-yours',
    });
    expect((await as(manager, ctx => updateWorkerProfile(ctx, linkWorker.accountId, more))).ok).toBe(true);
    expect(
      await as(manager, ctx => updateWorkerProfile(ctx, linkWorker.accountId, { ...CHANGE, capacity: 501 })),
    ).toEqual({
      ok: false,
      reason: 'capacity-out-of-range',
    });
    const worker = await as(manager, ctx => loadWorker(ctx, linkWorker.accountId));
    expect(worker && roomOf(worker)).toBe(10);
  });

  it('stop and start taking new people', async () => {
    expect((await as(linkWorker, ctx => setTakingReferrals(ctx, linkWorker.accountId, false))).ok).toBe(true);
    expect(await as(manager, ctx => loadWorker(ctx, linkWorker.accountId))).toMatchObject({
      takingReferrals: false,
    });
    expect(await as(linkWorker, ctx => setTakingReferrals(ctx, otherLinkWorker.accountId, false))).toEqual({
      ok: false,
      reason: 'not-yours',
    });
    expect((await as(manager, ctx => setTakingReferrals(ctx, linkWorker.accountId, true))).ok).toBe(true);
    expect(await as(manager, ctx => setTakingReferrals(ctx, uuidv7(), true))).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('get a profile with the role, and keep it when they change teams', async () => {
    const id = uuidv7();
    await asSuperuser(
      `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, 'new@north.example', 'Nadia New', 'link_worker', $3)`,
      [NORTH.organisationId, id, NORTH.teamA],
    );
    await as(administrator, ctx => addWorker(ctx, { workerId: id, teamId: NORTH.teamA }));
    await as(administrator, ctx => updateWorkerProfile(ctx, id, CHANGE));
    await as(administrator, ctx => addWorker(ctx, { workerId: id, teamId: NORTH.teamB }));
    expect(await as(manager, ctx => loadWorker(ctx, id))).toMatchObject({
      teamId: NORTH.teamB,
      background: CHANGE.background,
    });
  });
});
