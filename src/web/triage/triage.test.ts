// Triage in a browser without a window: the list, one referral, decisions and their races, joining, and choosing a link worker.
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { loadOpenTasksOfPerson } from '#link-workers';
import {
  acceptReferral,
  declineReferral,
  loadReferral,
  type ReferralArrival,
  receiveReferral,
} from '#referrals';
import { openTestApp } from '../../../test/app.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';
import { arrivalOf, SELAM } from '../../referrals/arrival.fixture.ts';

const { as, asSuperuser, browse } = await openTestApp();
const { linkWorker, otherLinkWorker, manager, referrer } = ACTORS.north;

const fromPractice = arrivalOf({
  source: 'referrer',
  referrer: {
    ...arrivalOf().referrer,
    accountId: referrer.accountId,
    referringOrganisationId: NORTH.practice,
  },
});
const receive = (changes: Partial<ReferralArrival> = {}) =>
  as(ACTORS.north.system, ctx => receiveReferral(ctx, { ...fromPractice, ...changes }));
const stateOf = async (id: string) => (await as(manager, ctx => loadReferral(ctx, id)))?.state;
const eventsOf = async (id: string) =>
  (
    await asSuperuser<{ event: string }>('select event from audit_events where subject_id = $1 order by id', [
      id,
    ])
  ).map(row => row.event);

describe('the list of new referrals', () => {
  it('leads to each, says how soon an answer is due, and flags who has not agreed', async () => {
    const { referralId } = await receive({ consent: 'not_given', urgency: 'urgent' });
    const browser = await browse(linkWorker);
    await browser.goTo('/triage');
    expect([browser.status, browser.heading]).toEqual([200, 'New referrals']);
    expect(browser.document.querySelector(`a[href="/triage/${referralId}"]`)?.textContent).toBe(
      'Selam Tesfay',
    );
    expect(browser.text).toMatch(/Due tomorrow 5pm.*Urgent.*North Service Surgery.*Tigrinya.*Not agreed yet/);
    expect(browser.text).toMatch(/Showing 1 to 1 of 1 referrals/);
    await browser.goTo('/triage?page=7');
    expect(browser.text).toContain('There is nothing on this page');
  });

  it('says so when nothing waits', async () => {
    const browser = await browse(otherLinkWorker);
    expect((await browser.goTo('/triage')).text).toContain('No referral waits for an answer');
    expect((await browser.goTo('/allocation')).text).toContain('Nobody waits for a link worker');
  });

  it('is closed to other roles', async () => {
    for (const actor of [
      referrer,
      ACTORS.north.evaluator,
      ACTORS.north.administrator,
      ACTORS.north.privacyLead,
    ])
      expect((await (await browse(actor)).goTo('/triage')).status).toBe(403);
  });
});

describe('one referral', () => {
  it('shows everything that was sent, and the view is recorded', async () => {
    const { referralId } = await receive({ consent: 'not_known' });
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}`);
    expect(browser.heading).toContain('Selam Tesfay');
    for (const words of [
      'Talk with the person first',
      '07700 900123',
      'Safe to use',
      'Belongs to a friend',
      'After 5pm; say it is about English classes',
      'ሰላም ተስፋይ',
      'A woman, if possible',
      'Refused at three GP receptions',
      'Dr Ruth Okafor',
      'Not registered, or was turned away',
      'No NHS number',
    ])
      expect(browser.html).toContain(words);
    expect(await eventsOf(referralId)).toContain('referral.viewed');
  });

  it('does not exist for another team, another service or a made-up address', async () => {
    const { referralId } = await receive();
    for (const actor of [otherLinkWorker, ACTORS.south.manager]) {
      const browser = await browse(actor);
      expect((await browser.goTo(`/triage/${referralId}`)).status).toBe(404);
      expect((await browser.goTo(`/allocation/${referralId}`)).status).toBe(404);
    }
    const browser = await browse(manager);
    expect((await browser.goTo(`/triage/${uuidv7()}`)).status).toBe(404);
    expect((await browser.goTo(`/triage/not-an-id/decline`)).status).toBe(404);
  });
});

describe('deciding', () => {
  it('accepting leads to choosing a link worker; the slower of two is told who was first', async () => {
    const { referralId } = await receive();
    const [first, second] = [await browse(linkWorker), await browse(manager)];
    await first.goTo(`/triage/${referralId}`);
    await second.goTo(`/triage/${referralId}`);
    await first.submit({}, `/triage/${referralId}/accept`);
    expect(first.path).toBe(`/allocation/${referralId}`);
    expect(first.text).toContain('Referral accepted. The referrer is told.');
    await second.submit({}, `/triage/${referralId}/accept`);
    expect(second.status).toBe(409);
    expect(second.text).toMatch(
      /Somebody else has already accepted this referral \(Lena Linkworker, 10 March 2026/,
    );
    expect(await stateOf(referralId)).toBe('accepted');
    expect((await eventsOf(referralId)).filter(event => event === 'referral.accepted')).toHaveLength(1);
  });

  it('declining needs a reason, and a note where the reason says little; what was typed is kept', async () => {
    const { referralId } = await receive();
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}/decline`);
    await browser.submit({ note: 'She moved away' });
    expect([browser.status, browser.errors]).toEqual([422, ['Choose why the referral is declined']]);
    expect(browser.document.querySelector('textarea[name=note]')?.textContent).toBe('She moved away');
    await browser.submit({ reason: 'other', note: '' });
    expect([browser.status, browser.errors]).toEqual([422, ['Write what the referrer should know']]);
    expect(await stateOf(referralId)).toBe('received');
    await browser.submit({ reason: 'outside-area', note: 'Lives in the next county' });
    expect([browser.path, browser.status]).toEqual(['/triage', 200]);
    expect(browser.text).toContain('Referral declined. The referrer is told why.');
    const theirs = await browse(referrer);
    await theirs.goTo(`/referrals/${referralId}`);
    expect(theirs.text).toMatch(/The person lives outside our area.*Lives in the next county/);
    await browser.goTo(`/triage/${referralId}/decline`);
    expect(browser.text).toContain('You have already declined this referral');
  });

  it('a question goes to the referrer, and the answer may be written down for them', async () => {
    const { referralId } = await receive();
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}/ask`);
    await browser.submit({ question: ' ' });
    expect(browser.errors).toEqual(['Write your question']);
    await browser.submit({ question: 'Which days suit?' });
    expect(browser.text).toMatch(
      /Your question was sent to the referrer.*Waiting for the referrer.*Which days suit\?/s,
    );
    await browser.submit({ answer: '' }, `/triage/${referralId}/answer`);
    expect([browser.status, browser.errors]).toEqual([422, ['Write what they answered']]);
    await browser.submit({ answer: 'Mondays' }, `/triage/${referralId}/answer`);
    expect(browser.text).toMatch(/Mondays/);
    expect(await stateOf(referralId)).toBe('received');
  });

  it('says who has to be told when nobody is told automatically', async () => {
    const { referralId } = await receive({
      source: 'self',
      referrer: { ...arrivalOf().referrer, accountId: null, referringOrganisationId: null, name: null },
    });
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}/decline`);
    expect(browser.text).toContain('please tell the person yourself');
    await browser.submit({ reason: 'no-capacity', note: '' });
    expect(browser.text).toContain('Please tell the person yourself');
  });

  it('withdrawing needs to say who said so, and ends the open tasks', async () => {
    const { referralId, personId } = await receive();
    const browser = await browse(manager);
    await browser.goTo(`/triage/${referralId}`);
    await browser.submit({}, `/triage/${referralId}/accept`);
    await browser.submit({ worker: linkWorker.accountId });
    expect(await as(manager, ctx => loadOpenTasksOfPerson(ctx, personId))).toHaveLength(1);
    await browser.goTo(`/people/${personId}/interpreting/new`);
    const day = { 'on-day': '27', 'on-month': '3', 'on-year': '2026', time: '2.30pm' };
    await browser.submit({ ...day, language: 'Tigrinya', mode: 'face_to_face' });
    const booking = browser.path;
    await browser.goTo(`/triage/${referralId}/withdraw`);
    expect(browser.text).toContain('Marking the referral as withdrawn does not cancel interpreting');
    expect(browser.document.querySelector(`main a[href="${booking}"]`)?.textContent).toContain('27 March');
    await browser.submit({ note: '' });
    expect(browser.status).toBe(422);
    expect(browser.text).toContain('An interpreter is still asked for or booked');
    await browser.submit({ note: 'The practice rang: sent twice' });
    expect(await stateOf(referralId)).toBe('withdrawn');
    expect(await as(manager, ctx => loadOpenTasksOfPerson(ctx, personId))).toEqual([]);
  });

  it('without the form’s token changes nothing', async () => {
    const { referralId } = await receive();
    const browser = await browse(manager);
    expect((await browser.post(`/triage/${referralId}/accept`)).status).toBe(403);
    expect(await stateOf(referralId)).toBe('received');
  });
});

describe('is this person known here already? (guidance E3: names and dates as they are)', () => {
  const yusuf = (fullName: string) => ({
    person: {
      ...SELAM,
      names: [{ use: 'legal' as const, fullName }] as const,
      birthDate: { status: 'answered' as const, value: '1988-01-01' },
      contactPoints: SELAM.contactPoints.map(point => ({ ...point, value: '07700 900456' })),
    },
  });

  it('shows the two side by side, joins them when a person says so, and takes it back', async () => {
    const known = await receive(yusuf('Yusuf Abdullahi'));
    const again = await receive(yusuf('يوسف عبداللهي'));
    const browser = await browse(linkWorker);
    const at = `/triage/${again.referralId}`;
    await browser.goTo(at);
    expect(browser.text).toMatch(/two scripts/);
    expect(browser.text).toMatch(/1 January is often written when the day is not known/);
    expect(browser.text).toMatch(/No NHS number/);
    await browser.submit({ person: known.personId }, `${at}/same-person`);
    expect(browser.text).toMatch(/Joined: this referral now belongs/);
    expect((await as(manager, ctx => loadReferral(ctx, again.referralId)))?.personId).toBe(known.personId);
    await browser.submit({}, `${at}/separate`);
    expect(browser.text).toMatch(/Undone: this referral has its own record again/);
    expect((await as(manager, ctx => loadReferral(ctx, again.referralId)))?.personId).toBe(again.personId);
    await browser.submit({ person: known.personId }, `${at}/different-person`);
    expect(browser.text).toMatch(/Kept apart.*Told apart before: 1/s);
    expect(browser.document.querySelector(`form[action="${at}/same-person"]`)).toBeNull();
    await browser.submit({ person: known.personId }, `${at}/compare-again`);
    expect(browser.document.querySelector(`form[action="${at}/same-person"]`)).not.toBeNull();
  });

  it.each([
    ['ask', { question: 'Typed by me' }],
    ['decline', { reason: 'other', note: 'Typed by me' }],
    ['withdraw', { note: 'Typed by me' }],
    ['answer', { answer: 'Typed by me' }],
  ])('shows what was written for %s when a colleague was quicker', async (step, fields) => {
    const { referralId } = await receive();
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}`);
    const token = browser.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    await as(manager, ctx => declineReferral(ctx, referralId, 'other', 'Elsewhere'));
    await browser.post(`/triage/${referralId}/${step}`, { ...fields, _csrf: token });
    expect(browser.status).toBe(409);
    expect(browser.text).toContain('You wrote, and it was not kept:Typed by me');
  });

  it('refuses a record that is not there, of another team, or no id at all', async () => {
    const { referralId } = await receive(yusuf('Ilyas Warsame'));
    const elsewhere = await as(ACTORS.south.system, ctx => receiveReferral(ctx, arrivalOf()));
    const known = await receive(yusuf('Ilyas Warsame'));
    const browser = await browse(linkWorker);
    await browser.goTo(`/triage/${referralId}`);
    const token = browser.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    for (const step of ['same-person', 'different-person', 'compare-again']) {
      const sent = await browser.post(`/triage/${referralId}/${step}`, {
        person: elsewhere.personId,
        _csrf: token,
      });
      expect([step, sent.status]).toEqual([step, 409]);
      expect(
        (await browser.post(`/triage/${referralId}/${step}`, { person: "'; --", _csrf: token })).status,
      ).toBe(404);
    }
    expect((await browser.post(`/triage/${referralId}/separate`, { _csrf: token })).status).toBe(409);
    expect((await as(manager, ctx => loadReferral(ctx, known.referralId)))?.personId).toBe(known.personId);
  });
});

describe('choosing a link worker (guidance M4, P1)', () => {
  const accepted = async (changes: Partial<ReferralArrival> = {}) => {
    const received = await receive(changes);
    await as(manager, ctx => acceptReferral(ctx, received.referralId));
    return received;
  };

  it('ranks with reasons, gives, plans the first conversation, and shows up in the list until then', async () => {
    const { referralId } = await accepted();
    const browser = await browse(manager);
    await browser.goTo('/allocation');
    expect(browser.document.querySelector(`a[href="/allocation/${referralId}"]`)).not.toBeNull();
    await browser.goTo(`/allocation/${referralId}`);
    expect(browser.text).toMatch(
      /Lena Linkworker: \d+ points.*Speaks Tigrinya as a first language.*A woman, as asked/s,
    );
    await browser.submit({ why: 'She asked for her' });
    expect([browser.status, browser.errors]).toEqual([422, ['Choose a link worker']]);
    expect(browser.document.querySelector('textarea[name=why]')?.textContent).toBe('She asked for her');
    await browser.submit({ worker: linkWorker.accountId, why: 'She asked for her' });
    expect(browser.text).toContain(
      'Given to Lena Linkworker. The first conversation is on their list, due by 17 March 2026.',
    );
    await browser.goTo('/allocation');
    expect(browser.document.querySelector(`a[href="/allocation/${referralId}"]`)).toBeNull();
  });

  it('says its trade-offs in sentences, keeps who chose, and asks about a background only where one was asked for', async () => {
    const facts = [
      { kind: 'preference_culture', answer: { status: 'answered', value: 'same' } },
      { kind: 'preference_language', answer: { status: 'answered', value: 'same' } },
    ] as const;
    const { referralId, personId } = await accepted({ person: { ...SELAM, facts } });
    const browser = await browse(manager);
    await browser.goTo(`/allocation/${referralId}`);
    expect(browser.text).toMatch(/In short1 woman speaks Tigrinya: a place now\./);
    await browser.submit({
      worker: linkWorker.accountId,
      'chosen-by': 'person',
      'background-fits': 'yes',
    });
    const rows = await asSuperuser(
      `select o.kind, o.fit, c.chosen_by from preference_outcomes o join worker_choices c on c.referral_id = o.referral_id
       where o.person_id = $1 and o.step = 'given' and o.kind in ('culture', 'language') order by 1`,
      [personId],
    );
    expect(rows).toEqual([
      { kind: 'culture', fit: 'met', chosen_by: 'person' },
      { kind: 'language', fit: 'met', chosen_by: 'person' },
    ]);
    const plain = await accepted();
    await browser.goTo(`/allocation/${plain.referralId}`);
    expect(browser.document.querySelector('[name="background-fits"]')).toBeNull();
  });

  it('shows a long list page by page, and comes back to the page of who was chosen', async () => {
    const { referralId } = await accepted();
    const ids = Array.from({ length: 20 }, () => uuidv7());
    for (const [index, id] of ids.entries()) {
      await asSuperuser(
        `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2::uuid, $2 || '@north.example', $3, 'link_worker', $4)`,
        [NORTH.organisationId, id, `Worker ${String(index).padStart(2, '0')}`, NORTH.teamA],
      );
      await asSuperuser(
        'insert into link_workers (organisation_id, account_id, team_id) values ($1, $2, $3)',
        [NORTH.organisationId, id, NORTH.teamA],
      );
    }
    const browser = await browse(manager);
    await browser.goTo(`/allocation/${referralId}?page=2`);
    expect(browser.document.querySelectorAll('input[name=worker]')).toHaveLength(6);
    await browser.submit({ worker: ids[19] ?? '', why: 'x'.repeat(1001) });
    expect(browser.status).toBe(422);
    expect(browser.document.querySelector('input[name=worker][checked]')?.getAttribute('value')).toBe(
      ids[19],
    );
    await asSuperuser(`update accounts set disabled_at = now() where name like 'Worker __'`, []);
  });

  it('a link worker may take on what waits, and not change who has it', async () => {
    const { referralId } = await accepted();
    const browser = await browse(linkWorker);
    await browser.goTo(`/allocation/${referralId}`);
    await browser.submit({ worker: linkWorker.accountId });
    expect(await stateOf(referralId)).toBe('allocated');
    expect((await browser.goTo(`/allocation/${referralId}`)).status).toBe(409);
    const boss = await browse(manager);
    await boss.goTo(`/allocation/${referralId}`);
    expect(boss.heading).toContain('Change the link worker');
    expect(boss.text).toContain('There is no other link worker in this team');
  });

  it('"only a man" sets others apart, and holds until the person was asked', async () => {
    const { referralId, personId } = await accepted({
      person: {
        ...SELAM,
        facts: [{ kind: 'preference_worker_sex', answer: { status: 'answered', value: 'male_only' } }],
      },
    });
    const browser = await browse(manager);
    await browser.goTo(`/allocation/${referralId}`);
    expect(browser.text).toMatch(/Set apart, because the person said “only”.*What it would take/s);
    await browser.submit({ worker: linkWorker.accountId });
    expect([browser.status, browser.errors]).toEqual([
      422,
      ['Ask the person first, then say here that they agree'],
    ]);
    expect(await as(manager, ctx => loadOpenTasksOfPerson(ctx, personId))).toEqual([]);
    await browser.submit({ worker: linkWorker.accountId, [`agrees-${linkWorker.accountId}`]: 'yes' });
    expect(await stateOf(referralId)).toBe('allocated');
  });

  it('refuses a worker of another team and one that does not exist', async () => {
    const { referralId } = await accepted();
    const browser = await browse(manager);
    await browser.goTo(`/allocation/${referralId}`);
    for (const worker of [otherLinkWorker.accountId, ACTORS.south.linkWorker.accountId, uuidv7(), 'x']) {
      await browser.submit({ worker });
      expect(browser.status).toBe(422);
    }
    expect(await stateOf(referralId)).toBe('accepted');
  });
});
