// Who looked at what: by days, by colleague, by event, by person; and how far the audit is sealed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptReferral } from '#referrals';
import { sealEverything } from '../../test/sealing.ts';
import { ACTORS, openTestDatabase } from '../../test/testing.ts';
import { type AccessAsked, loadAccessLog, loadPersonAccess, loadSealState } from './access-log.ts';
import { givenReferral } from './referral-rows.fixture.ts';

const test = await openTestDatabase();
const { as } = test;
const { linkWorker, manager, privacyLead, system } = ACTORS.north;
// Audit rows carry the database's own time: days around the real today hold them all, also at midnight.
const dayAway = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const asked = (changes: Partial<AccessAsked> = {}): AccessAsked => ({
  page: 1,
  pageSize: 10,
  period: { from: dayAway(-2), to: dayAway(2) },
  accountId: null,
  event: null,
  ...changes,
});
const log = (changes: Partial<AccessAsked> = {}, actor = privacyLead) =>
  as(actor, ctx => loadAccessLog(ctx, asked(changes)));

let one: { personId: string; referralId: string };
let other: { personId: string; referralId: string };

beforeAll(async () => {
  one = await givenReferral(test, { name: 'Looked At' });
  other = await givenReferral(test, { name: 'Left Alone' });
  await as(linkWorker, async ctx =>
    ctx.record({ event: 'person.viewed', subject: { type: 'person', id: one.personId } }),
  );
  await as(manager, ctx => acceptReferral(ctx, one.referralId));
  await as(manager, async ctx =>
    ctx.record({ event: 'person.viewed', subject: { type: 'person', id: other.personId } }),
  );
  await as(system, async ctx =>
    ctx.record({ event: 'referral.received', subject: { type: 'referral', id: one.referralId } }),
  );
  await as(ACTORS.south.manager, async ctx => ctx.record({ event: 'person.viewed' }));
});

describe('the access log', () => {
  it('is newest first, with names looked up, whose record it was, and an exact total', async () => {
    const { events, total } = await log();
    expect(total).toBe(4);
    expect(events.map(each => [each.event, each.actorName, each.personName])).toEqual([
      ['referral.received', null, 'Looked At'],
      ['person.viewed', 'Mona Manager', 'Left Alone'],
      ['referral.accepted', 'Mona Manager', 'Looked At'],
      ['person.viewed', 'Lena Linkworker', 'Looked At'],
    ]);
    expect((await log({ page: 3, pageSize: 2 })).total).toBe(4);
  });

  it('by colleague, by event and by days', async () => {
    expect((await log({ accountId: manager.accountId })).total).toBe(2);
    expect((await log({ event: 'person.viewed' })).total).toBe(2);
    expect((await log({ event: 'person.viewed', accountId: linkWorker.accountId })).total).toBe(1);
    expect((await log({ period: { from: '2020-01-01', to: '2020-01-02' } })).total).toBe(0);
  });

  it('of one person holds their referrals too, and nobody else', async () => {
    const { events, total } = await as(privacyLead, ctx => loadPersonAccess(ctx, one.personId, asked()));
    expect(total).toBe(3);
    expect(new Set(events.map(each => each.personName))).toEqual(new Set(['Looked At']));
    expect(
      (await as(ACTORS.south.privacyLead, ctx => loadPersonAccess(ctx, one.personId, asked()))).total,
    ).toBe(0);
  });

  it('is for the privacy lead', async () => {
    for (const actor of [manager, linkWorker, ACTORS.north.administrator, ACTORS.north.evaluator])
      expect((await log({}, actor)).total).toBe(0);
  });
});

describe('the seals', () => {
  it('say when the last was and what is not sealed yet', async () => {
    const state = () => as(privacyLead, ctx => loadSealState(ctx));
    expect(await state()).toEqual({ seals: 0, lastSealedAt: null, unsealed: 4 });
    await sealEverything(test, mkdtempSync(join(tmpdir(), 'footbridge-seals-')));
    expect(await state()).toMatchObject({ seals: 1, unsealed: 0 });
    await as(manager, async ctx => ctx.record({ event: 'person.viewed' }));
    expect((await state()).unsealed).toBe(1);
    expect((await as(manager, ctx => loadSealState(ctx))).unsealed).toBeNull();
  });
});
