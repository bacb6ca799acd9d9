// Gaps as a link worker meets them: one press from a search, from the plan and from a step; changed, ended, opened again (guidance M2, E1).
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, asSuperuser } = test;
const { linkWorker, otherLinkWorker, privacyLead, manager, evaluator } = ACTORS.north;

let record: StartedRecord;
let stepId: string;
let plan: string;

beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
  plan = `/people/${record.personId}/plan`;
  await asSuperuser(
    `insert into person_languages values ($1, gen_random_uuid(), $2, 'ti', 'Tigrinya', 'speaks', true)`,
    [NORTH.organisationId, record.personId],
  );
  const worker = await (await browse(linkWorker)).goTo(`/people/${record.personId}/first-conversation`);
  await worker.submit({ needs: ['immigration', 'food'], 'what-matters': 'Papers' });
  const [need] = await asSuperuser<{ id: string }>(
    `select id from plan_needs where person_id = $1 and category = 'immigration'`,
    [record.personId],
  );
  await worker.goTo(`${plan}/goals/new`);
  await worker.submit({
    description: 'Know where I stand',
    domain: 'knowledge_skills',
    need: need?.id ?? '',
  });
  const [goal] = await asSuperuser<{ id: string }>('select id from goals where person_id = $1', [
    record.personId,
  ]);
  await worker.goTo(`/goals/${goal?.id}/steps/new`);
  await worker.submit({ description: 'See an adviser', who: 'together', due: 'none' });
  const [step] = await asSuperuser<{ id: string }>('select id from steps where person_id = $1', [
    record.personId,
  ]);
  stepId = step?.id ?? '';
});

const rows = () =>
  asSuperuser<{
    reason: string;
    kind: string;
    help: string | null;
    source: string;
    ended_because: string | null;
  }>(
    'select reason, kind, help, source, ended_because from unmet_needs where person_id = $1 order by recorded_at, id',
    [record.personId],
  );

describe('a search for a step', () => {
  it('begins with the kind of its need, and records with one press that nothing fits', async () => {
    const worker = await (await browse(linkWorker)).goTo(`/directory?for-step=${stepId}`);
    await worker.submit({ need: 'IMM-ADV', text: 'zzzz' }, '/directory/search');
    expect(worker.heading).toContain('No services found');
    expect(worker.text).toContain('Nothing here fits?');
    await worker.submit({ reason: 'list_full' }, '/directory/nothing-fits');
    expect(worker.path).toContain(plan);
    expect(worker.text).toMatch(
      /Not found yet\s?Immigration advice: The waiting list is full\s?Tigrinya, area not known, since 10 March 2026, recorded by/,
    );
    expect(await rows()).toEqual([
      { reason: 'list_full', kind: 'immigration', help: 'IMM-ADV', source: 'search', ended_because: null },
    ]);
  });

  it('offers it to nobody who is not choosing for a step, and keeps nothing of a made-up reason', async () => {
    const worker = await (await browse(linkWorker)).goTo('/directory');
    await worker.submit({ text: 'zzzz' }, '/directory/search');
    expect(worker.text).not.toContain('Nothing here fits?');
    await worker.goTo(`/directory?for-step=${stepId}`);
    await worker.submit({ text: 'zzzz' }, '/directory/search');
    await worker.submit({ reason: 'because of their status' }, '/directory/nothing-fits');
    expect([worker.status, await rows()]).toEqual([404, []]);
    const other = await (await browse(otherLinkWorker)).goTo(`/directory?for-step=${stepId}`);
    await other.submit({ text: 'zzzz' }, '/directory/search');
    await other.submit({ reason: 'costs' }, '/directory/nothing-fits');
    expect([other.status, await rows()]).toEqual([404, []]);
  });
});

describe('the plan', () => {
  const press = async (reason: string) => {
    const worker = await (await browse(linkWorker)).goTo(plan);
    const form = [...worker.document.querySelectorAll('form[action^="/needs/"]')][0];
    return worker.submit({ reason }, form?.getAttribute('action') ?? '');
  };

  it('offers the reasons for each need without a service, in words that say nothing of a status', async () => {
    const worker = await (await browse(linkWorker)).goTo(plan);
    expect(worker.text).toContain('Nothing fits for: Immigration advice');
    expect(worker.text).toContain('Nothing fits for: Food');
    const words = [...worker.document.querySelectorAll('form[action^="/needs/"] button')].map(
      one => one.textContent,
    );
    expect(words.join()).not.toMatch(/immigra|asylum|status|visa|funds/i);
    await press('not_open');
    await worker.goTo(plan);
    expect(worker.text).toMatch(/Not found yet\s?(Immigration advice|Food): Not open to them/);
  });

  it('ends a gap that was found, with how long it took, and opens it again', async () => {
    const worker = await press('hours');
    const action = (suffix: string) =>
      worker.document.querySelector(`form[action$="${suffix}"]`)?.getAttribute('action') ?? '';
    await worker.submit({}, action('/end'));
    expect(worker.text).toMatch(/Found on 10 March 2026, after 0 days/);
    await worker.submit({}, action('/reopen'));
    expect((await rows())[0]?.ended_because).toBeNull();
  });

  it('lets the reason be changed, with a note that stays on the record; too long a note is kept as typed', async () => {
    const worker = await press('other');
    await worker.goTo(worker.document.querySelector('a[href^="/gaps/"]')?.getAttribute('href') ?? '');
    await worker.submit({ reason: 'costs', note: 'x'.repeat(301) }, worker.path);
    expect([worker.status, worker.errors]).toEqual([422, ['Use 300 characters or fewer']]);
    expect(worker.document.querySelector('textarea')?.textContent).toHaveLength(301);
    await worker.submit({ reason: 'costs', note: 'Four pounds a week' }, worker.path.replace(/\?.*/, ''));
    expect(worker.text).toContain('It costs too much');
    expect(worker.text).toContain('Four pounds a week');
    const gap = worker.document.querySelector('a[href^="/gaps/"]')?.getAttribute('href') ?? '';
    for (const actor of [otherLinkWorker, ACTORS.south.linkWorker])
      expect((await (await browse(actor)).goTo(gap)).status).toBe(404);
    expect((await (await browse(evaluator)).goTo(gap)).status).toBe(403);
    await worker.goTo(gap);
    await worker.submit({ because: 'mistake' }, `${gap}/end`);
    expect(worker.text).not.toContain('Four pounds a week');
  });

  it('shows gaps to the privacy lead without a way to change them', async () => {
    await press('costs');
    const lead = await (await browse(privacyLead)).goTo(plan);
    expect(lead.text).toContain('It costs too much');
    expect(lead.document.querySelector('form[action^="/gaps/"], form[action^="/needs/"]')).toBeNull();
  });
});

describe('a step that came to nothing', () => {
  it('is a gap when the service was the reason, and a reason alone is not enough', async () => {
    const worker = await (await browse(linkWorker)).goTo(`/steps/${stepId}/progress`);
    await worker.submit({ status: 'done', because: 'service_refused' });
    expect([worker.status, worker.errors]).toEqual([
      422,
      ['Choose “Did not happen” as well, or take this reason away'],
    ]);
    await worker.submit({ status: 'not_done', because: 'service_refused' });
    expect(worker.text).toContain('Immigration advice: The service said no');
    expect(await rows()).toMatchObject([{ reason: 'refused', source: 'step', kind: 'immigration' }]);
  });
});

describe('the manager', () => {
  it('finds the people concerned by kind and how it stands, from the overview', async () => {
    const worker = await (await browse(linkWorker)).goTo(plan);
    const form = worker.document.querySelector('form[action^="/needs/"]')?.getAttribute('action') ?? '';
    await worker.submit({ reason: 'too_far' }, form);
    const page = await browse(manager);
    await page.goTo('/overview');
    expect(page.document.querySelector('a[href="/gaps"]')).not.toBeNull();
    await page.goTo('/gaps');
    expect(page.text).toContain('Too far away');
    expect(page.document.querySelector(`a[href^="${plan}"]`)).not.toBeNull();
    await page.goTo('/gaps?state=found&kind=food&page=9');
    expect(page.text).toContain('Nothing here');
    await page.goTo("/gaps?state=x&kind=' or 1=1&page=-1");
    expect([page.status, page.heading]).toEqual([200, 'All kinds Needs for which nothing was found']);
    expect((await (await browse(ACTORS.south.manager)).goTo('/gaps')).text).not.toContain('Too far away');
    for (const actor of [linkWorker, evaluator, privacyLead])
      expect((await (await browse(actor)).goTo('/gaps')).status).toBe(403);
    const events = await asSuperuser(`select 1 from audit_events where event = 'gap-list.viewed'`);
    expect(events.length).toBeGreaterThan(0);
  });
});
