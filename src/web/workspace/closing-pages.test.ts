// Wellbeing questions and closing, as a worker meets them: exact words, start and end as a pair, and a message back that tells no more than was agreed.
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import type { MessageBack } from '#messages';
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
  await asSuperuser(
    `update referrals set source = 'referrer', referrer_name = 'Rita Referrer', referrer_organisation = 'North Surgery',
       referring_organisation_id = $2, first_contact_at = '2026-03-03T10:00:00Z' where id = $1`,
    [record.referralId, NORTH.practice],
  );
});

const ANSWERS = { mode: 'read_aloud', satisfied: '3', worthwhile: '5', happy: '0', anxious: '8' };

async function asked(point: 'start' | 'end', answers: Record<string, string> = ANSWERS) {
  const worker = await (await browse(linkWorker)).goTo(`${at}/measures/ons4/${point}`);
  return worker.submit(answers);
}

describe('the wellbeing questions', () => {
  it('are asked word for word, and say that other languages are not validated (guidance E6)', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/measures/ons4/start`);
    const legends = [...worker.document.querySelectorAll('.fb-scale legend')].map(legend =>
      legend.textContent?.trim(),
    );
    expect(legends).toEqual([
      'Overall, how satisfied are you with your life nowadays?',
      'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      'Overall, how happy did you feel yesterday?',
      'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did you feel yesterday?',
    ]);
    expect(worker.document.querySelectorAll('input[name="happy"]')).toHaveLength(14);
    expect(worker.text).toContain('not validated');
    expect(worker.document.querySelector('input[name="happy"][checked]')).toBeNull();
  });

  it('need an answer or the reason there is none, and keep what was chosen', async () => {
    const worker = await asked('start', { mode: 'self', satisfied: '3', happy: '11', anxious: 'declined' });
    expect(worker.status).toBe(422);
    expect(worker.errors).toEqual([
      'Choose a number from 0 to 10, or why there is no answer, to “Overall, to what extent do you feel that the things you do in your life are worthwhile?”',
    ]);
    expect(worker.document.querySelector('input[name="anxious"][checked]')?.getAttribute('value')).toBe(
      'declined',
    );
    await worker.submit({ worthwhile: '5', happy: '11' });
    expect(worker.text).toContain('Choose a number from 0 to 10 for each question');
  });

  it('are for the person alone to answer, and not for children', async () => {
    const worker = await asked('start', { ...ANSWERS, 'answered-by': 'someone_else' });
    expect(worker.errors).toEqual([
      'Only the person can say how they feel. Leave the questions for another day',
    ]);
    await asSuperuser(`update people set birth_date = '2014', birth_date_status = 'answered' where id = $1`, [
      record.personId,
    ]);
    expect((await asked('start')).text).toContain('These questions are for people of 16 and over');
  });

  it('show start and end as a pair, with what is missing and which way is better', async () => {
    await asked('start', { ...ANSWERS, worthwhile: 'declined' });
    const worker = await asked('end', { ...ANSWERS, satisfied: '6', anxious: '4' });
    const rows = [
      ...worker.document.querySelectorAll(
        '#measures ~ div tbody tr, section[aria-labelledby="measures"] tbody tr',
      ),
    ].map(row => [...row.querySelectorAll('.fb-table__value')].map(cell => cell.textContent?.trim()));
    expect(rows.map(row => row.slice(1))).toEqual([
      ['3', '6', 'Up 3: better'],
      ['Prefers not to say', '5', 'No answer at the start'],
      ['0', '0', 'No change'],
      ['8', '4', 'Down 4: better (lower is better)'],
    ]);
    expect(worker.text).toContain('3 of 4 questions were answered both times');
    expect(worker.text).toContain('There is no total');
    await worker.goTo(`${at}/measures/ons4/start`);
    expect(worker.text).toContain('These questions were answered already');
  });

  it('through an interpreter say that they are not counted with others', async () => {
    const worker = await asked('start', { ...ANSWERS, mode: 'interpreted', language: 'Tigrinya' });
    expect(worker.text).toMatch(/Tigrinya\. Through an interpreter or in another language/);
    expect(worker.text).toContain('not counted with others');
  });

  it('are declared void with a reason, and asked again', async () => {
    const worker = await asked('start');
    const link = worker.document.querySelector('a[href^="/measures/"]')?.getAttribute('href') ?? '';
    await worker.goTo(link);
    await worker.submit({ reason: '' });
    expect(worker.errors).toEqual(['Say why these answers should not count']);
    await worker.submit({ reason: 'Her son answered' });
    expect(worker.text).toContain('Declared void: at the start (Her son answered)');
    expect((await asked('start')).text).toContain('The answers are kept.');
    expect((await (await browse(otherLinkWorker)).goTo(link)).status).toBe(404);
  });
});

async function withPlan() {
  const worker = await (await browse(linkWorker)).goTo(`${at}/first-conversation`);
  await worker.submit({ 'what-matters': 'My English', needs: ['language', 'immigration'] });
  const needs = await asSuperuser<{ id: string; category: string }>(
    'select id, category from plan_needs where person_id = $1',
    [record.personId],
  );
  const needOf = (category: string) => needs.find(need => need.category === category)?.id ?? '';
  for (const [description, need] of [
    ['Join a class', 'language'],
    ['Find a regulated adviser', 'immigration'],
  ] as const) {
    await worker.goTo(`${at}/plan/goals/new`);
    await worker.submit({ description, domain: 'knowledge_skills', need: needOf(need) });
  }
  const goals = await asSuperuser<{ id: string; description: string }>(
    'select id, description from goals where person_id = $1',
    [record.personId],
  );
  const goalOf = (text: string) => goals.find(goal => goal.description.includes(text))?.id ?? '';
  await asSuperuser(
    `insert into steps (organisation_id, id, goal_id, person_id, description, service_id, service_name, status, outcome_note, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, $3, 'Go to the class', gen_random_uuid(), 'City College', 'done', 'Goes twice a week', now(), now()),
       ($1, gen_random_uuid(), $4, $3, 'Ring the adviser', gen_random_uuid(), 'Refugee Law Centre', 'under_way', null, now(), now())`,
    [NORTH.organisationId, goalOf('class'), record.personId, goalOf('adviser')],
  );
  return { worker, classGoal: goalOf('class') };
}

/** A service of the directory that has one kind. */
async function serviceOfKind(code: string): Promise<string> {
  const [source, organization, service, term] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await asSuperuser(
    `with source as (insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
        values ($1, 'test', 'Test', 'Test', 'https://test.example', 'none', 'none', '2026-01-01')),
      organization as (insert into directory_organizations (id, source_id, original_id, name, description) values ($2, $1, 'o', 'Advice', '')),
      service as (insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, search)
        values ($3, $1, 's', $2, 'Advice', 'advice', '')),
      term as (insert into directory_taxonomy_terms (id, taxonomy, code, name) values ($4, 'footbridge-intervention-types', $5, 'A kind'))
     insert into directory_service_terms (service_id, term_id) values ($3, $4)`,
    [source, organization, service, term, code],
  );
  return service;
}

const messages = () =>
  asSuperuser<{ content: MessageBack }>('select content from messages_back where referral_id = $1', [
    record.referralId,
  ]);
const state = async () =>
  (await asSuperuser<{ state: string }>('select state from referrals where id = $1', [record.referralId]))[0]
    ?.state;

describe('closing a referral', () => {
  it('looks back, shows the message, closes, cancels what is open and tells the referrer, in one act', async () => {
    await asked('start');
    const { worker, classGoal } = await withPlan();
    await worker.goTo(`${at}/tasks/new`);
    await worker.submit({ due: 'week', title: 'Ring about the bus pass' });
    await worker.goTo(`${at}/close`);
    expect(worker.text).toMatch(/This task leaves the list:\s*Ring about the bus pass/);
    await worker.submit({
      [`goal-${classGoal}`]: 'achieved',
      [`goal-note-${classGoal}`]: 'Two classes a week',
      reason: 'goals-met',
      end: 'declined',
      note: 'She is well.',
      actions: 'Please register her daughter\n\nPlease book an interpreter',
      risks: 'none_known',
      act: 'preview',
    });
    expect(worker.heading).toContain('This is what the referrer will read');
    expect(worker.text).toMatch(
      /Rita Referrer.*She is well\..*Please register her daughter.*No risks are known.*Join a class.*Achieved.*Two classes a week/,
    );
    expect(worker.text).not.toMatch(/Refugee Law Centre|regulated adviser/);
    expect([await state(), (await messages()).length]).toEqual(['active', 0]);
    await worker.submit({ act: 'close' });
    expect(worker.text).toContain('The referral is closed and the referrer is told.');
    expect(await state()).toBe('closed');
    const [message] = await messages();
    expect(message?.content).toMatchObject({
      kind: 'closed',
      reasonCode: 'goals-met',
      note: 'She is well.',
      risks: 'none_known',
      requestedActions: ['Please register her daughter', 'Please book an interpreter'],
      goals: [{ description: 'Join a class', status: 'achieved', note: 'Two classes a week' }],
      services: [{ name: 'City College', how: 'used', outcome: 'Goes twice a week' }],
      contacts: { count: 0 },
    });
    expect(message?.content.measures[0]?.items[0]).toMatchObject({
      start: { status: 'answered', value: 3 },
      end: { status: 'declined' },
    });
    expect(JSON.stringify(message?.content)).not.toMatch(/Refugee Law Centre|adviser/);
    expect(worker.text).toMatch(/Prefers not to say/);
    expect(worker.text).toMatch(/What the referrer was told.*Not opened yet/);
    const letter = worker.document.querySelector('a[href$="/letter"]')?.getAttribute('href') ?? '';
    await worker.goTo(letter);
    expect([worker.status, worker.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await (await browse(otherLinkWorker)).goTo(letter)).status).toBe(404);
    const open = await asSuperuser(`select 1 from tasks where person_id = $1 and state = 'open'`, [
      record.personId,
    ]);
    expect(open).toEqual([]);
    await worker.goTo(at);
    expect(worker.text).toContain('No question was asked');
    expect(worker.text).not.toMatch(/End: \d+ \w+ \d{4}, English/);
    await worker.goTo(`${at}/close`);
    expect(worker.text).toContain('This referral has ended already. Nothing was changed.');
  });

  it('keeps everything when something is changed or wrong', async () => {
    const { worker } = await withPlan();
    await worker.goTo(`${at}/close`);
    await worker.submit({ note: 'Do not lose me', risks: 'some', act: 'preview' });
    expect(worker.errors).toEqual(['Choose why the referral is closed']);
    await worker.submit({ reason: 'moved-away', act: 'preview' });
    expect(worker.errors).toEqual(['Say what the risk is']);
    await worker.submit({ 'risk-lines': 'Her neighbour threatens her', act: 'preview' });
    await worker.submit({ act: 'change' });
    expect(worker.heading).toContain('Close the referral');
    expect(worker.document.querySelector('textarea[name="note"]')?.textContent).toBe('Do not lose me');
    expect(worker.document.querySelector('input[name="reason"][checked]')?.getAttribute('value')).toBe(
      'moved-away',
    );
    expect(await state()).toBe('active');
  });

  it('is checked under an address of its own, and Back from there loses nothing', async () => {
    const { worker, classGoal } = await withPlan();
    await worker.goTo(`${at}/close`);
    await worker.submit({ reason: 'moved-away', note: 'Went to Hull', act: 'preview' });
    expect(worker.path).toBe(`${at}/close/check`);
    expect((await (await browse(manager)).goTo(`${at}/close/check`)).path).toBe(`${at}/close`);
    await worker.goTo(`${at}/close`);
    expect(worker.text).toMatch(/as you left it on \d+ \w+ \d{4}/);
    expect(worker.document.querySelector('textarea[name="note"]')?.textContent).toBe('Went to Hull');
    await asSuperuser(`update plans set updated_at = updated_at + interval '1 day' where person_id = $1`, [
      record.personId,
    ]);
    await asSuperuser(`update goals set status = 'achieved' where id = $1`, [classGoal]);
    await worker.goTo(`${at}/close`);
    expect(worker.document.querySelector('textarea[name="note"]')?.textContent).toBe('Went to Hull');
    const goal = worker.document.querySelector(`input[name="goal-${classGoal}"][checked]`);
    expect(goal?.getAttribute('value')).toBe('achieved');
    await worker.goTo(`${at}/close/check`);
    await worker.submit({ act: 'close' });
    expect(await state()).toBe('closed');
    expect(
      await asSuperuser('select 1 from drafts where kind = $1', [`closing:${record.referralId}`]),
    ).toEqual([]);
    await worker.goTo(`${at}/close/check`);
    expect(worker.text).toContain('This referral has ended already. Nothing was changed.');
  });

  it('tells what others will still do, and nothing that the link worker was to do', async () => {
    const { worker } = await withPlan();
    await asSuperuser(
      `insert into steps (organisation_id, id, goal_id, person_id, description, who, created_at, updated_at)
       select $1, gen_random_uuid(), g.id, g.person_id, 'Step of ' || d.who, d.who, now(), now()
       from goals g, unnest(array['person', 'link_worker', 'together', 'service', 'other']) as d(who)
       where g.person_id = $2 and g.description = 'Join a class'`,
      [NORTH.organisationId, record.personId],
    );
    await worker.goTo(`${at}/close`);
    await worker.submit({ reason: 'moved-away', act: 'preview' });
    await worker.submit({ act: 'close' });
    const [message] = await messages();
    expect(message?.content.plan.toSorted()).toEqual([
      'Step of other (somebody else)',
      'Step of person (the person)',
      'Step of service (a service)',
    ]);
  });

  it('starts without what touches the law, also when only the service of a step does', async () => {
    const { worker, classGoal } = await withPlan();
    await worker.goTo(`${at}/plan/goals/new`);
    await worker.submit({ description: 'Know where I stand', domain: 'knowledge_skills' });
    await asSuperuser(
      `insert into steps (organisation_id, id, goal_id, person_id, description, service_id, service_name, created_at, updated_at)
       select $1, gen_random_uuid(), g.id, g.person_id, 'Ring them', $2, 'Advice for people who fled', now(), now()
       from goals g where g.person_id = $3 and g.description = 'Know where I stand'`,
      [NORTH.organisationId, await serviceOfKind('LEG-WEL'), record.personId],
    );
    await worker.goTo(`${at}/close`);
    const ticked = [...worker.document.querySelectorAll('input[name="tell"][checked]')];
    expect(ticked.map(box => box.getAttribute('value'))).toEqual([
      `goal:${classGoal}`,
      expect.stringMatching(/^step:/),
    ]);
  });

  it('tells only that it ended when the person did not agree to more', async () => {
    await asSuperuser(`update referrals set consent = 'not_given' where id = $1`, [record.referralId]);
    const { worker } = await withPlan();
    await worker.goTo(`${at}/close`);
    await worker.submit({ reason: 'person-ended', note: 'Private', act: 'preview' });
    expect(worker.text).toContain('The person did not agree that the referrer hears how the work went');
    expect(worker.text).not.toContain('Private');
    await worker.submit({ act: 'close' });
    expect((await messages())[0]?.content).toMatchObject({
      note: '',
      goals: [],
      services: [],
      contacts: null,
      reasonCode: 'person-ended',
    });
  });

  it('of somebody who came by themselves tells nobody', async () => {
    await asSuperuser(
      `update referrals set source = 'self', referrer_name = null, referrer_organisation = null where id = $1`,
      [record.referralId],
    );
    const worker = await (await browse(linkWorker)).goTo(`${at}/close`);
    expect(worker.text).toContain('no message is sent');
    await worker.submit({ reason: 'lost-contact', act: 'preview' });
    await worker.submit({ act: 'close' });
    expect([await state(), (await messages()).length]).toEqual(['closed', 0]);
  });

  it('happens once, also when two people press at the same moment', async () => {
    const open = async (actor: typeof linkWorker) => {
      const browser = await (await browse(actor)).goTo(`${at}/close`);
      return browser.submit({ reason: 'goals-met', act: 'preview' });
    };
    const [one, two] = await Promise.all([open(linkWorker), open(manager)]);
    await Promise.all([one.submit({ act: 'close' }), two.submit({ act: 'close' })]);
    const texts = [one.text, two.text];
    expect(
      texts.filter(text => text.includes('The referral is closed and the referrer is told.')),
    ).toHaveLength(1);
    expect(
      texts.filter(text => text.includes('This referral has ended already. Nothing was changed.')),
    ).toHaveLength(1);
    expect(await messages()).toHaveLength(1);
  });

  it('is for those who work with the person', async () => {
    expect((await (await browse(otherLinkWorker)).goTo(`${at}/close`)).status).toBe(404);
    expect((await (await browse(privacyLead)).goTo(`${at}/close`)).status).toBe(403);
    expect((await (await browse(privacyLead)).goTo(`${at}/measures/ons4/start`)).status).toBe(403);
    expect((await (await browse(linkWorker)).goTo(`${at}/measures/ons4/middle`)).status).toBe(404);
  });
});

describe('what is too long for a message', () => {
  it.each([
    [
      'a risk',
      { risks: 'some', 'risk-lines': `He ${'waits '.repeat(200)}outside` },
      'Use 900 characters or fewer on each line. Begin a new line',
    ],
    [
      'something to do',
      { actions: 'x'.repeat(901) },
      'Use 900 characters or fewer on each line. Begin a new line',
    ],
    ['a list', { actions: 'Ring her\n'.repeat(51) }, 'Use 50 lines or fewer'],
  ])('%s comes back as it was typed, and is not cut', async (_, typed, message) => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/close`);
    await worker.submit({ reason: 'other', ...typed, act: 'preview' });
    expect([worker.status, worker.errors]).toEqual([422, [message]]);
  });
});

describe('before a referral is closed', () => {
  it('an interpreter who is still asked for is named, with the way to say so', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/interpreting/new`);
    const day = { 'on-day': '27', 'on-month': '3', 'on-year': '2026', time: '2.30pm' };
    await worker.submit({ ...day, language: 'Tigrinya', mode: 'face_to_face' });
    const booking = worker.path;
    await worker.goTo(`${at}/close`);
    expect(worker.text).toContain('An interpreter is still asked for or booked');
    expect(worker.document.querySelector(`main a[href="${booking}"]`)?.textContent).toContain(
      '27 March 2026',
    );
    await asSuperuser('delete from interpreter_bookings where person_id = $1', [record.personId]);
    await worker.goTo(`${at}/close`);
    expect(worker.text).not.toContain('An interpreter is still asked for or booked');
  });

  it('a note that nobody is sent is shown too, and leaving says that it stays in the form', async () => {
    await asSuperuser(`update referrals set source = 'self' where id = $1`, [record.referralId]);
    const worker = await (await browse(linkWorker)).goTo(`${at}/close`);
    await worker.submit({ reason: 'other', note: 'Went to live with her sister in Hull', act: 'preview' });
    expect(worker.heading).toContain('Check before you close');
    expect(worker.text).toContain('Went to live with her sister in Hull');
    expect(worker.document.querySelector('.nhsuk-back-link')?.textContent).toContain(
      'Leave without closing: what you typed stays in the form',
    );
  });
});
