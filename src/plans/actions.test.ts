// Plans in the database: started once, not overwritten unseen, changed by those who may, and fixed when the referral has ended.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '#database';
import { uuidv7 } from '#kernel';
import { loadOpenTasksOfPerson } from '#link-workers';
import { type StartedRecord, startRecord } from '../../test/records.ts';
import { ACTORS, NOON, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { agreeNeeds, startPlan, updatePlan } from './actions.ts';
import type { GoalWords } from './goal.ts';
import {
  addGoal,
  addStep,
  chooseService,
  moveStep,
  reviewGoal,
  updateGoal,
  updateStep,
} from './goal-actions.ts';
import { EMPTY_WORDS } from './plan.ts';
import type { StepWords } from './step.ts';
import { loadPlan } from './store.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
let planId: string;
beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  planId = take(await as(linkWorker, ctx => startPlan(ctx, record.referralId, { strengths: 'A good cook' })));
});

function take<Value>(outcome: { ok: true; value: Value } | { ok: false; reason: string }): Value {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

const GOAL: GoalWords = {
  description: 'Talk to my neighbours',
  domain: 'social_connectivity',
  importance: 9,
  needId: null,
};
const STEP: StepWords = {
  description: 'Visit the conversation group',
  who: 'together',
  dueOn: '2026-03-17',
  confidence: 7,
};

const newGoal = async () => take(await as(linkWorker, ctx => addGoal(ctx, planId, GOAL)));
const newStep = async () => {
  const goalId = await newGoal();
  return take(await as(linkWorker, ctx => addStep(ctx, goalId, STEP)));
};
const HOUR_AGO = '2026-03-10T11:00:00Z';
/** When the plan was last changed after this was done, and by whom. */
const changedAfter = async (work: () => Promise<unknown>) => {
  await asSuperuser('update plans set updated_at = $2, updated_by = null where id = $1', [planId, HOUR_AGO]);
  await work();
  const { updatedAt, updatedBy, version } = (await plan()) ?? {};
  return { at: updatedAt?.toISOString(), updatedBy, version };
};
const plan = async (actor = linkWorker) => as(actor, ctx => loadPlan(ctx, { planId }));
const end = () =>
  asSuperuser(`update referrals set state = 'closed', close_reason = 'other' where id = $1`, [
    record.referralId,
  ]);
const eventsOf = async (): Promise<string[]> =>
  (
    await asSuperuser<{ event: string }>('select event from audit_events where subject_id = $1 order by id', [
      record.personId,
    ])
  ).map(row => row.event);

describe('a plan', () => {
  it('starts with what the person said at referral, once for each referral', async () => {
    const fresh = await startRecord(test);
    await asSuperuser(`update referrals set what_matters = 'My children and my English' where id = $1`, [
      fresh.referralId,
    ]);
    expect((await as(linkWorker, ctx => startPlan(ctx, fresh.referralId))).ok).toBe(true);
    const kept = await as(linkWorker, ctx => loadPlan(ctx, { referralId: fresh.referralId }));
    expect(kept).toMatchObject({
      whatMatters: 'My children and my English',
      agreed: 'not_asked',
      version: 1,
      ended: false,
      needs: [],
      goals: [],
    });
    expect(await as(linkWorker, ctx => startPlan(ctx, fresh.referralId))).toEqual({
      ok: false,
      reason: 'already-started',
    });
  });

  it('cannot be started for an ended referral or one out of reach', async () => {
    const closed = await startRecord(test, { state: 'closed' });
    const south = await startRecord(test, { place: SOUTH });
    expect(await as(linkWorker, ctx => startPlan(ctx, closed.referralId))).toEqual({
      ok: false,
      reason: 'referral-ended',
    });
    expect(await as(linkWorker, ctx => startPlan(ctx, south.referralId))).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await as(otherLinkWorker, ctx => startPlan(ctx, record.referralId))).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('is read by worker, manager and privacy lead, and by nobody else', async () => {
    expect(await plan()).toMatchObject({ strengths: 'A good cook', updatedBy: 'Lena Linkworker' });
    expect(await plan(manager)).not.toBeNull();
    expect(await plan(privacyLead)).not.toBeNull();
    for (const actor of [otherLinkWorker, referrer, ACTORS.south.manager])
      expect(await plan(actor)).toBeNull();
  });

  it('is not overwritten by somebody who has not seen the newest words', async () => {
    const write = (strengths: string, seenVersion: number) =>
      as(linkWorker, ctx => updatePlan(ctx, planId, { seenVersion, words: { ...EMPTY_WORDS, strengths } }));
    expect(await write('First', 1)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await write('Second, not having seen the first', 1)).toEqual({
      ok: false,
      reason: 'changed-meanwhile',
    });
    expect(await plan()).toMatchObject({ strengths: 'First', version: 2 });
  });

  it('takes one of two changes that are made at the same moment', async () => {
    const write = (strengths: string) =>
      as(linkWorker, ctx =>
        updatePlan(ctx, planId, { seenVersion: 1, words: { ...EMPTY_WORDS, strengths } }),
      );
    const outcomes = await Promise.all([write('One'), write('Two')]);
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1);
    expect(outcomes.find(outcome => !outcome.ok)).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });

  it('keeps its needs as a history', async () => {
    const agree = (...wanted: [string, string][]) =>
      as(linkWorker, ctx =>
        agreeNeeds(
          ctx,
          planId,
          wanted.map(([category, description]) => ({ category, description })),
        ),
      );
    await agree(['navigation', ''], ['language', 'Classes']);
    await agree(['navigation', 'No GP yet'], ['housing', '']);
    expect((await plan())?.needs.map(need => [need.category, need.description])).toEqual([
      ['navigation', 'No GP yet'],
      ['housing', ''],
    ]);
    const all = await asSuperuser(
      'select category, ended_at is null as open from plan_needs where plan_id = $1 order by category',
      [planId],
    );
    expect(all).toEqual([
      { category: 'housing', open: true },
      { category: 'language', open: false },
      { category: 'navigation', open: true },
    ]);
    expect((await eventsOf()).filter(event => event === 'need.agreed')).toHaveLength(2);
  });
});

describe('goals and steps', () => {
  it('are kept in order, with who, when and how sure', async () => {
    const stepId = await newStep();
    expect((await plan())?.goals).toMatchObject([
      {
        ...GOAL,
        status: 'in_progress',
        reviewedAt: null,
        steps: [{ ...STEP, id: stepId, status: 'planned', service: null }],
      },
    ]);
    expect(await eventsOf()).toEqual(['plan.started', 'goal.agreed', 'step.agreed']);
  });

  it('belong to a need of the same plan or to none', async () => {
    await as(linkWorker, ctx => agreeNeeds(ctx, planId, [{ category: 'language', description: '' }]));
    const needId = (await plan())?.needs[0]?.id ?? '';
    await as(linkWorker, ctx => addGoal(ctx, planId, { ...GOAL, needId }));
    await as(linkWorker, ctx => addGoal(ctx, planId, { ...GOAL, needId: uuidv7() }));
    expect((await plan())?.goals.map(goal => goal.needId)).toEqual([needId, null]);
  });

  it('put a reminder on the worker’s list when that was asked for', async () => {
    const goalId = await newGoal();
    await as(linkWorker, ctx => addStep(ctx, goalId, STEP, { remind: linkWorker.accountId }));
    expect(await as(linkWorker, ctx => loadOpenTasksOfPerson(ctx, record.personId))).toMatchObject([
      { kind: 'step', title: STEP.description, dueOn: '2026-03-17', referralId: record.referralId },
    ]);
    const refusedStep = await as(linkWorker, ctx =>
      addStep(ctx, goalId, { ...STEP, dueOn: '2039-01-01' }, { remind: linkWorker.accountId }),
    );
    expect(refusedStep).toEqual({ ok: false, reason: 'due-too-far' });
    expect((await plan())?.goals[0]?.steps).toHaveLength(1);
  });

  it.each([
    ['done', 'done'],
    ['not_done', 'cancelled'],
    ['cancelled', 'cancelled'],
    ['under_way', 'open'],
  ] as const)('%s: the reminder is %s', async (status, expected) => {
    const goalId = await newGoal();
    const remind = { remind: linkWorker.accountId };
    const step = await as(linkWorker, ctx => addStep(ctx, goalId, STEP, remind));
    await as(linkWorker, ctx => addStep(ctx, goalId, STEP, remind));
    const stepId = step.ok ? step.value : '';
    await as(linkWorker, ctx => moveStep(ctx, stepId, { status, outcomeNote: '' }));
    const states = await asSuperuser('select state from tasks where person_id = $1 order by id', [
      record.personId,
    ]);
    expect(states.map(({ state }) => state)).toEqual([expected, 'open']);
  });

  it('take a service from the directory under the name it has today, and give it back', async () => {
    const stepId = await newStep();
    const service = { serviceId: uuidv7(), serviceName: 'Tea and talk' };
    expect((await as(linkWorker, ctx => chooseService(ctx, stepId, service))).ok).toBe(true);
    expect((await plan())?.goals[0]?.steps[0]?.service).toEqual(service);
    await as(linkWorker, ctx => chooseService(ctx, stepId, null));
    expect((await plan())?.goals[0]?.steps[0]?.service).toBeNull();
    await as(linkWorker, ctx => moveStep(ctx, stepId, { status: 'done', outcomeNote: 'She went' }));
    expect(await as(linkWorker, ctx => chooseService(ctx, stepId, service))).toEqual({
      ok: false,
      reason: 'step-ended',
    });
  });

  it('are changed, moved on and reviewed', async () => {
    const stepId = await newStep();
    const goalId = (await plan())?.goals[0]?.id ?? '';
    await as(linkWorker, ctx => updateGoal(ctx, goalId, { ...GOAL, importance: null }));
    await as(linkWorker, ctx => updateStep(ctx, stepId, { ...STEP, who: 'service', dueOn: null }));
    await as(linkWorker, ctx =>
      moveStep(ctx, stepId, { status: 'not_done', outcomeNote: 'The bus was too dear' }),
    );
    await as(linkWorker, ctx =>
      reviewGoal(ctx, goalId, { status: 'partly_achieved', note: 'Knows two neighbours' }),
    );
    expect((await plan())?.goals[0]).toMatchObject({
      importance: null,
      status: 'partly_achieved',
      reviewNote: 'Knows two neighbours',
      steps: [{ who: 'service', dueOn: null, status: 'not_done', outcomeNote: 'The bus was too dear' }],
    });
    expect((await plan())?.goals[0]?.reviewedAt?.toISOString()).toBe('2026-03-10T12:00:00.000Z');
  });

  it('refuse scores and days that cannot be', async () => {
    const goalId = await newGoal();
    expect(await as(linkWorker, ctx => addGoal(ctx, planId, { ...GOAL, importance: 11 }))).toEqual({
      ok: false,
      reason: 'score-out-of-range',
    });
    expect(await as(linkWorker, ctx => addStep(ctx, goalId, { ...STEP, confidence: 0 }))).toEqual({
      ok: false,
      reason: 'score-out-of-range',
    });
    expect(await as(linkWorker, ctx => addStep(ctx, goalId, { ...STEP, dueOn: '2026-03-01' }))).toEqual({
      ok: false,
      reason: 'due-in-the-past',
    });
  });

  it('are out of reach of other teams, and fixed once the referral has ended', async () => {
    const stepId = await newStep();
    const goalId = (await plan())?.goals[0]?.id ?? '';
    const tries = (actor: typeof linkWorker) =>
      as(actor, async ctx => [
        await addGoal(ctx, planId, GOAL),
        await reviewGoal(ctx, goalId, { status: 'achieved', note: '' }),
        await addStep(ctx, goalId, STEP),
        await moveStep(ctx, stepId, { status: 'done', outcomeNote: '' }),
        await updatePlan(ctx, planId, { seenVersion: 1, words: EMPTY_WORDS }),
        await agreeNeeds(ctx, planId, []),
      ]);
    expect(
      new Set((await tries(otherLinkWorker)).map(outcome => (outcome.ok ? 'done' : outcome.reason))),
    ).toEqual(new Set(['not-found']));
    await end();
    expect(new Set((await tries(linkWorker)).map(outcome => (outcome.ok ? 'done' : outcome.reason)))).toEqual(
      new Set(['plan-ended']),
    );
    expect(await plan()).toMatchObject({ ended: true, goals: [{ status: 'in_progress' }] });
  });
});

describe('when a plan was last changed', () => {
  it('moves with its goals and steps, and keeps the version of its words', async () => {
    const goalId = await newGoal();
    const stepId = take(await as(linkWorker, ctx => addStep(ctx, goalId, STEP)));
    const now = {
      at: NOON.replace('Z', '.000Z'),
      updatedBy: 'Mona Manager',
      version: (await plan())?.version,
    };
    const review = { status: 'achieved', note: '' } as const;
    for (const act of [
      (ctx: Ctx): Promise<unknown> => addGoal(ctx, planId, GOAL),
      (ctx: Ctx): Promise<unknown> => updateGoal(ctx, goalId, GOAL),
      (ctx: Ctx): Promise<unknown> => reviewGoal(ctx, goalId, review),
      (ctx: Ctx): Promise<unknown> => addStep(ctx, goalId, STEP),
      (ctx: Ctx): Promise<unknown> => updateStep(ctx, stepId, STEP),
    ])
      expect(await changedAfter(() => as(manager, act))).toEqual(now);
  });
});
