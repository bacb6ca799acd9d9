// Gaps at a real database: recorded once, with kind, language and area; ended when something is found; noted by time (guidance M2, E1).
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { agreeNeeds, startPlan } from '../actions.ts';
import { addGoal, addStep, chooseService, moveStep } from '../goal-actions.ts';
import { loadPlan } from '../store.ts';
import { changeGap, endGap, recordGapOfNeed, recordGapOfStep, reopenGap } from './actions.ts';
import { loadGap, loadGapsOfPlan } from './store.ts';
import { loadNeedsWithoutService, noteWaitingNeeds } from './waiting.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, system, evaluator, referrer } = ACTORS.north;
const SERVICE = { serviceId: uuidv7(), serviceName: 'English classes' };

let record: StartedRecord;
let planId: string;
let needId: string;
let stepId: string;

const must = <Value>(outcome: { ok: true; value: Value } | { ok: false; reason: string }): Value => {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
};

beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  await asSuperuser(
    `insert into person_languages values ($1, gen_random_uuid(), $2, 'en', 'English', 'speaks', false), ($1, gen_random_uuid(), $2, 'ar-SY', 'Arabic', 'speaks', true)`,
    [NORTH.organisationId, record.personId],
  );
  await asSuperuser(
    `insert into person_contact_points (organisation_id, id, person_id, kind, value, postcode, safe_to_use, recorded_at)
     values ($1, gen_random_uuid(), $2, 'address', 'x', 'M1 1AE', 'no', now()), ($1, gen_random_uuid(), $2, 'address', 'y', 'LS7 4AB', 'yes', '2026-01-01')`,
    [NORTH.organisationId, record.personId],
  );
  await as(linkWorker, async ctx => {
    planId = must(await startPlan(ctx, record.referralId));
    must(await agreeNeeds(ctx, planId, [{ category: 'language', description: 'To read letters' }]));
    needId = (await loadPlan(ctx, { planId }))?.needs[0]?.id ?? '';
    const goal = { description: 'Read', domain: 'knowledge_skills', importance: null, needId } as const;
    const goalId = must(await addGoal(ctx, planId, goal));
    const words = { description: 'Join a class', who: 'together', dueOn: null, confidence: null } as const;
    stepId = must(await addStep(ctx, goalId, words));
  });
});

const gaps = () => as(linkWorker, ctx => loadGapsOfPlan(ctx, planId));
const record_ = (reason: 'list_full' | 'costs' = 'list_full') =>
  as(linkWorker, ctx => recordGapOfStep(ctx, stepId, { reason, source: 'search' }));

describe('a gap', () => {
  it('takes its kind from the need, language and area from the person, and never a place that is not safe', async () => {
    expect(await record_()).toMatchObject({ ok: true, value: { personId: record.personId } });
    expect(await gaps()).toMatchObject([
      {
        kind: 'language',
        needId,
        stepId,
        reason: 'list_full',
        language: 'ar',
        area: 'LS7',
        recordedBy: linkWorker.name,
        endedAt: null,
      },
    ]);
    const [event] = await asSuperuser<{ subject_id: string }>(
      `select subject_id from audit_events where event = 'gap.recorded' order by at desc limit 1`,
    );
    expect(event?.subject_id).toBe(record.personId);
  });

  it('is recorded once however often it is pressed, and again for another reason', async () => {
    await record_();
    await record_();
    await record_('costs');
    expect((await gaps()).map(({ reason }) => reason).sort()).toEqual(['costs', 'list_full']);
  });

  it('takes its kind from the search where the step belongs to no need', async () => {
    await asSuperuser('update goals set need_id = null');
    await as(linkWorker, ctx =>
      recordGapOfStep(ctx, stepId, { reason: 'too_far', source: 'search', kind: 'food', help: 'MON-FOOD' }),
    );
    await as(linkWorker, ctx =>
      recordGapOfStep(ctx, stepId, { reason: 'hours', source: 'search', kind: 'not a kind' }),
    );
    const found = await gaps();
    expect(found.map(({ kind, help, needId: of }) => [kind, help, of]).sort()).toEqual([
      ['food', 'MON-FOOD', null],
      ['other', null, null],
    ]);
  });

  it('ends when a service is chosen, opens again when it is taken away, and stays ended when it is done', async () => {
    await as(linkWorker, ctx => recordGapOfNeed(ctx, needId, { reason: 'no_service', source: 'plan' }));
    await as(linkWorker, ctx => chooseService(ctx, stepId, SERVICE));
    expect(await gaps()).toMatchObject([{ endedBecause: 'found' }]);
    await as(linkWorker, ctx => chooseService(ctx, stepId, null));
    expect(await gaps()).toMatchObject([{ endedBecause: null, endedAt: null }]);
    await as(linkWorker, ctx => moveStep(ctx, stepId, { status: 'done', outcomeNote: '' }));
    expect(await gaps()).toMatchObject([{ endedBecause: 'found' }]);
  });

  it('is what is left when a service refuses: with its reason, and what it had found is missing again', async () => {
    await record_();
    await as(linkWorker, ctx => chooseService(ctx, stepId, SERVICE));
    await as(linkWorker, ctx =>
      moveStep(ctx, stepId, { status: 'not_done', outcomeNote: '', notDoneBecause: 'service_refused' }),
    );
    const open = (await gaps()).filter(({ endedAt }) => endedAt === null);
    expect(open.map(({ reason, source }) => [reason, source]).sort()).toEqual([
      ['list_full', 'search'],
      ['refused', 'step'],
    ]);
  });

  it('ends with its need, or by hand; can be opened again, changed, or taken back', async () => {
    await record_();
    const [gap] = await gaps();
    const id = gap?.id ?? '';
    await as(linkWorker, ctx => changeGap(ctx, id, { reason: 'hours', note: 'Evenings only' }));
    expect((await as(linkWorker, ctx => loadGap(ctx, id)))?.gap).toMatchObject({
      reason: 'hours',
      note: 'Evenings only',
      updatedBy: linkWorker.name,
    });
    expect(await as(linkWorker, ctx => endGap(ctx, id, 'found'))).toMatchObject({ ok: true });
    expect(await as(linkWorker, ctx => endGap(ctx, id, 'found'))).toEqual({
      ok: false,
      reason: 'already-ended',
    });
    expect(await as(linkWorker, ctx => reopenGap(ctx, id))).toMatchObject({ ok: true });
    await as(linkWorker, ctx => agreeNeeds(ctx, planId, []));
    expect(await gaps()).toMatchObject([{ endedBecause: 'not_needed' }]);
    await asSuperuser('update unmet_needs set ended_at = null, ended_because = null');
    await as(linkWorker, ctx => endGap(ctx, id, 'mistake'));
    expect(await gaps()).toEqual([]);
  });

  it('is nobody else’s: not another team’s, not a referrer’s, not an evaluator’s', async () => {
    await record_();
    const [gap] = await gaps();
    for (const actor of [otherLinkWorker, evaluator, referrer, ACTORS.south.linkWorker]) {
      expect(await as(actor, ctx => loadGap(ctx, gap?.id ?? ''))).toBeNull();
      expect(
        await as(actor, ctx => recordGapOfNeed(ctx, needId, { reason: 'costs', source: 'plan' })),
      ).toEqual({
        ok: false,
        reason: 'not-found',
      });
    }
  });

  it('is not recorded in a plan that has ended, and goes with the referral to another record', async () => {
    await record_();
    const other = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
    await asSuperuser('update referrals set person_id = $1 where id = $2', [
      other.personId,
      record.referralId,
    ]);
    expect(await gaps()).toMatchObject([{ personId: other.personId }]);
    await asSuperuser(`update referrals set state = 'closed', close_reason = 'other' where id = $1`, [
      record.referralId,
    ]);
    expect(await record_('costs')).toEqual({ ok: false, reason: 'plan-ended' });
  });
});

describe('a need that nothing provides for', () => {
  const waited = (days: number) =>
    asSuperuser(
      `update plan_needs set recorded_at = '2026-03-10T12:00:00Z'::timestamptz - make_interval(days => $1)`,
      [days],
    );
  const note = () => as(system, noteWaitingNeeds);
  const without = () => as(linkWorker, ctx => loadNeedsWithoutService(ctx, planId));

  beforeEach(async () => {
    // Needs of the tests before are of no interest here.
    await asSuperuser('update plan_needs set ended_at = now() where id <> $1 and ended_at is null', [needId]);
  });

  it('is noted after 28 days, once, and what is said later takes that place', async () => {
    await waited(27);
    expect(await note()).toBe(0);
    await waited(29);
    expect([await note(), await note()]).toEqual([1, 0]);
    expect(await gaps()).toMatchObject([{ reason: 'no_service_yet', source: 'waiting', recordedBy: null }]);
    await as(linkWorker, ctx => recordGapOfNeed(ctx, needId, { reason: 'not_in_language', source: 'plan' }));
    expect(await gaps()).toMatchObject([{ reason: 'not_in_language', source: 'plan' }]);
  });

  it.each([
    ['a step goes to a service', `update steps set service_name = 'Classes' where id = $1`],
    ['a step is done', `update steps set status = 'done' where id = $1`],
    [
      'its goal turned out well',
      `update goals set status = 'partly_achieved' where id = (select goal_id from steps where id = $1)`,
    ],
  ])('is provided for when %s', async (_, statement) => {
    expect(await without()).toEqual(new Set([needId]));
    await asSuperuser(statement, [stepId]);
    expect(await without()).toEqual(new Set());
    await waited(40);
    expect(await note()).toBe(0);
  });

  it('is not provided for by a service that failed', async () => {
    await asSuperuser(`update steps set service_name = 'Classes', status = 'not_done' where id = $1`, [
      stepId,
    ]);
    expect(await without()).toEqual(new Set([needId]));
  });
});
