// The first conversation and the plan, as a worker and the person meet them: needs, goals, steps, services, two writers at once.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, privacyLead, manager } = ACTORS.north;

let record: StartedRecord;
let at: string;
beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  at = `/people/${record.personId}`;
});

const SERVICE = uuidv7();
beforeAll(async () => {
  const [source, organization] = [uuidv7(), uuidv7()];
  await asSuperuser(
    `insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
     values ($1, 'test', 'Test', 'Test', 'https://test.example', 'none', 'none', '2026-01-01')`,
    [source],
  );
  await asSuperuser(
    `insert into directory_organizations (id, source_id, original_id, name, description) values ($1, $2, 'o', 'Tea House', '')`,
    [organization, source],
  );
  await asSuperuser(
    `insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, search) values ($1, $2, 's', $3, 'Tea and <i>talk</i>', 'tea and talk', '')`,
    [SERVICE, source, organization],
  );
});

async function withPlan() {
  const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
  return worker.submit({ 'what-matters': 'My children and my English' });
}

async function withGoal() {
  const worker = await withPlan();
  await worker.goTo(`${at}/plan/goals/new`);
  await worker.submit({
    description: 'Talk with the teacher',
    domain: 'social_connectivity',
    importance: '9',
  });
  const [goal] = await asSuperuser<{ id: string }>('select id from goals where person_id = $1', [
    record.personId,
  ]);
  return { worker, goalId: goal?.id ?? '' };
}

async function withStep() {
  const { worker, goalId } = await withGoal();
  await worker.goTo(`/goals/${goalId}/steps/new`);
  await worker.submit({
    description: 'Visit the group',
    who: 'together',
    due: 'week',
    confidence: '7',
    remind: 'yes',
  });
  const [step] = await asSuperuser<{ id: string }>('select id from steps where person_id = $1', [
    record.personId,
  ]);
  return { worker, goalId, stepId: step?.id ?? '' };
}

describe('the first conversation', () => {
  it('starts from what the referral says, puts healthcare first (guidance P3), and leads to the plan', async () => {
    await asSuperuser('update referrals set what_matters = $1 where id = $2', [
      'To see my sister',
      record.referralId,
    ]);
    await asSuperuser('insert into referral_interventions values ($1, $2, $3)', [
      NORTH.organisationId,
      record.referralId,
      'NAV-GP',
    ]);
    const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
    expect(worker.document.querySelector('textarea[name="what-matters"]')?.textContent).toBe(
      'To see my sister',
    );
    const boxes = [...worker.document.querySelectorAll('input[name="needs"]')];
    expect([boxes[0]?.getAttribute('value'), boxes[0]?.hasAttribute('checked')]).toEqual([
      'navigation',
      true,
    ]);
    await worker.submit({ needs: ['navigation', 'language'], strengths: 'Cooks for forty' });
    expect(worker.path).toBe(`${at}/plan`);
    expect(worker.text).toMatch(/To see my sister.*Cooks for forty.*Getting healthcare.*Language support/);
    await worker.goTo(`${at}/first-conversation`);
    expect(worker.path).toBe(`${at}/plan`);
  });

  it('takes nothing at all for an answer', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
    await worker.submit({});
    expect(worker.heading).toContain('Plan');
    expect(worker.text).toContain('No goal yet');
  });

  it('loses nothing when a colleague was quicker', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
    await withPlan();
    await worker.submit({ 'what-matters': 'Typed by me' });
    expect(worker.status).toBe(422);
    expect(worker.text).toContain('A colleague started this plan in the meantime');
    expect(worker.document.querySelector('textarea[name="what-matters"]')?.textContent).toBe('Typed by me');
  });

  it('loses nothing when the referral ended meanwhile', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
    await asSuperuser(
      `update referrals set state = 'closed', close_reason = 'other', closed_at = now() where id = $1`,
      [record.referralId],
    );
    await worker.submit({ strengths: 'Typed by me' });
    expect(worker.status).toBe(422);
    expect(worker.text).toContain('The referral was closed or declined in the meantime');
    expect(worker.document.querySelector('textarea[name="strengths"]')?.textContent).toBe('Typed by me');
    const plans = await asSuperuser('select 1 from plans where referral_id = $1', [record.referralId]);
    expect(plans).toEqual([]);
  });

  it('is not for a referral that has ended', async () => {
    const closed = await startRecord(test, { state: 'closed', workerId: linkWorker.accountId });
    expect(
      (await (await browse(linkWorker)).goTo(`/people/${closed.personId}/first-conversation`)).status,
    ).toBe(404);
  });
});

describe('the words of a plan', () => {
  it('are saved with a review that is on the list', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/words`);
    await worker.submit({
      agreed: 'yes',
      'review-day': '9',
      'review-month': '6',
      'review-year': '2026',
      remind: 'yes',
    });
    expect(worker.text).toMatch(/Yes, the person agreed to it.*9 June 2026/);
    expect((await worker.goTo(at)).text).toContain('Review of the plan');
  });

  it('are shown beside those of a colleague who saved in the meantime, and saved once both were seen', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/words`);
    const colleague = await (await browse(manager)).goTo(`${at}/plan/words`);
    await colleague.submit({ strengths: 'Written by the manager' });
    await worker.submit({ strengths: 'Written by the worker' });
    expect(worker.status).toBe(422);
    expect(worker.text).toMatch(
      /A colleague changed this plan.*What is saved now.*by Mona Manager.*Written by the manager/,
    );
    expect(worker.document.querySelector('textarea[name="strengths"]')?.textContent).toBe(
      'Written by the worker',
    );
    await worker.submit({ strengths: 'Both of us' });
    expect(worker.text).toContain('Both of us');
  });

  it('refuse a day that cannot be', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/words`);
    await worker.submit({ 'review-day': '31', 'review-month': '6', 'review-year': '2026' });
    expect(worker.errors).toEqual(['Enter a real day, such as 27 6 2026']);
    await worker.submit({ 'review-day': '1', 'review-month': '1' });
    expect(worker.errors).toEqual(['This day has passed. Enter today or a later day']);
  });
});

describe('needs', () => {
  it('are changed and described', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/needs`);
    await worker.submit({ needs: ['navigation', 'housing'] });
    await worker.goTo(`${at}/plan/needs`);
    await worker.submit({ needs: ['navigation'], 'about-navigation': 'No GP since she moved' });
    expect(worker.text).toContain('Getting healthcare: No GP since she moved');
    expect(worker.text).not.toContain('Housing');
  });

  it('are never cut: too much comes back as it was typed', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/needs`);
    await worker.submit({ needs: ['navigation'] });
    await worker.goTo(`${at}/plan/needs`);
    await worker.submit({ needs: ['navigation'], 'about-navigation': 'x'.repeat(501) });
    expect([worker.status, worker.errors]).toEqual([422, ['Use 500 characters or fewer']]);
  });
});

describe('goals and steps', () => {
  it('say what is missing, and keep what was typed', async () => {
    const worker = await withPlan();
    await worker.goTo(`${at}/plan/goals/new`);
    await worker.submit({ importance: '3' });
    expect(worker.errors).toEqual(['Say what the person hopes for', 'Choose what the goal is mostly about']);
    expect(
      worker.document.querySelector('select[name="importance"] option[selected]')?.getAttribute('value'),
    ).toBe('3');
    await worker.submit({ description: 'Sing', domain: 'mental_health', importance: '44' });
    expect(worker.errors).toEqual(['Choose a number from 1 to 10, or “Not asked yet”']);
  });

  it('are agreed with who, when and how sure, with a reminder, and printed for the person', async () => {
    const { worker } = await withStep();
    expect(worker.text).toMatch(
      /Talk with the teacher.*Importance 9 of 10.*Visit the group.*Both together, by 17 March 2026, sure 7 of 10/,
    );
    expect((await worker.goTo(at)).text).toMatch(/Due in 7 days\s*Visit the group/);
    await worker.goTo(`${at}/plan/print`);
    expect(worker.heading).toContain('Plan for Abrehet Example');
    expect(worker.text).toMatch(
      /What matters to you.*Talk with the teacher.*We do this together, by 17 March 2026.*Your link worker is Lena Linkworker/,
    );
    expect(worker.text).not.toContain('Importance');
  });

  it('are changed, moved on and reviewed', async () => {
    const { worker, goalId, stepId } = await withStep();
    await worker.goTo(`/steps/${stepId}`);
    expect(worker.document.querySelector('input[name="due-on-day"]')?.getAttribute('value')).toBe('17');
    await worker.submit({ due: 'none', confidence: '' });
    expect(worker.text).toContain('no day yet, not asked how sure they are');
    await worker.goTo(`/steps/${stepId}/progress`);
    await worker.submit({ status: 'not_done', outcome: 'The bus was too dear' });
    expect(worker.text).toMatch(/Did not happen\s*Visit the group.*The bus was too dear/);
    await worker.goTo(`/goals/${goalId}/review`);
    await worker.submit({ status: 'partly_achieved', note: 'Wrote to her' });
    expect(worker.text).toMatch(/Partly achieved.*Wrote to her/);
    await worker.goTo(`/goals/${goalId}`);
    await worker.submit({ description: 'Talk with both teachers' });
    expect(worker.text).toContain('Talk with both teachers');
  });

  it('take a service from the directory and give it back', async () => {
    const { worker, stepId } = await withStep();
    const token = worker.document.querySelector('input[name="_csrf"]')?.getAttribute('value') ?? '';
    await worker.post(`/steps/${stepId}/service`, { service: SERVICE, _csrf: token });
    expect(worker.text).toContain('Service: Tea and <i>talk</i>');
    expect(worker.html).not.toContain('<i>');
    await worker.post(`/steps/${stepId}/service`, { service: uuidv7(), _csrf: token });
    expect(worker.status).toBe(404);
    await worker.goTo(`${at}/plan`);
    await worker.submit({}, `/steps/${stepId}/service/remove`);
    expect(worker.text).toContain('Choose a service');
  });

  it('do not exist for another team, are only read by the privacy lead, and stand once the referral has ended', async () => {
    const { goalId, stepId, worker } = await withStep();
    const pages = [
      `${at}/plan`,
      `${at}/plan/words`,
      `${at}/plan/needs`,
      `${at}/plan/goals/new`,
      `/goals/${goalId}`,
      `/goals/${goalId}/review`,
      `/goals/${goalId}/steps/new`,
      `/steps/${stepId}`,
      `/steps/${stepId}/progress`,
    ];
    const other = await browse(otherLinkWorker);
    for (const page of pages) expect((await other.goTo(page)).status).toBe(404);
    const lead = await browse(privacyLead);
    expect(
      (await lead.goTo(`${at}/plan`)).document.querySelectorAll('main form, main a[href*="/goals/"]').length,
    ).toBe(0);
    expect((await lead.goTo(`${at}/plan/words`)).status).toBe(403);
    await worker.goTo(`/goals/${goalId}/review`);
    await asSuperuser(`update referrals set state = 'closed', close_reason = 'other' where id = $1`, [
      record.referralId,
    ]);
    await worker.submit({ status: 'achieved' });
    expect(worker.text).toContain('The referral was closed in the meantime');
    for (const page of pages.slice(1)) expect((await worker.goTo(page)).status).toBe(404);
    expect((await worker.goTo(`${at}/plan`)).text).toContain('The plan stands as it was');
  });
});
