// Proposals for the waiting list, from the page to the table: made, read, given in part, old, overtaken, and closed to others (guidance M4, P1a, P1c).
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { loadOpenTasksOfPerson } from '#link-workers';
import { giveToWorker, loadReferral, withdrawReferral } from '#referrals';
import { type Browser, openTestApp } from '../../../../../test/app.ts';
import { ACTORS, NORTH, SOUTH } from '../../../../../test/testing.ts';

const { as, asSuperuser, browse } = await openTestApp();
const { linkWorker, otherLinkWorker, manager, evaluator } = ACTORS.north;

/** A second worker of team A: a man who speaks Arabic. */
const YUSUF = '00000000-0000-4000-8000-000000000777';
await asSuperuser(
  `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, 'yusuf@north.example', 'Yusuf Worker', 'link_worker', $3)`,
  [NORTH.organisationId, YUSUF, NORTH.teamA],
);
await asSuperuser(
  `insert into link_workers (organisation_id, account_id, team_id, sex, capacity) values ($1, $2, $3, 'male', 40)`,
  [NORTH.organisationId, YUSUF, NORTH.teamA],
);
await asSuperuser(
  `insert into link_worker_languages (organisation_id, account_id, language, level) values ($1, $2, 'ar', 'first')`,
  [NORTH.organisationId, YUSUF],
);

type Waiting = {
  readonly name: string;
  readonly language?: string;
  readonly only?: string;
  readonly urgency?: string;
  readonly receivedAt?: string;
  readonly teamId?: string;
  readonly place?: typeof NORTH | typeof SOUTH;
};

async function waits({
  name,
  language = 'ti',
  only,
  urgency = 'routine',
  receivedAt = '2026-03-01T09:00:00Z',
  place = NORTH,
  teamId = place.teamA,
}: Waiting): Promise<{ personId: string; referralId: string }> {
  const [personId, referralId] = [uuidv7(), uuidv7()];
  await asSuperuser(
    `insert into people (organisation_id, id, team_id, display_name, name_folded, created_at) values ($1, $2, $3, $4, '', $5)`,
    [place.organisationId, personId, teamId, name, receivedAt],
  );
  await asSuperuser(
    `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred) values ($1, $2, $3, $4, $4, 'speaks', true)`,
    [place.organisationId, uuidv7(), personId, language],
  );
  if (only) await answers(personId, only, receivedAt, place);
  await asSuperuser(
    `insert into referrals (organisation_id, id, reference, person_id, team_id, state, source, urgency, consent, form_version,
       received_at, respond_by, decided_at) values ($1, $2::uuid, right($2::text, 12), $3, $4, 'accepted', 'self', $5, 'given', 'test', $6, $6, $6)`,
    [place.organisationId, referralId, personId, teamId, urgency, receivedAt],
  );
  return { personId, referralId };
}

const answers = (personId: string, value: string, at: string, place: typeof NORTH | typeof SOUTH = NORTH) =>
  asSuperuser(
    `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
     values ($1, $2, $3, 'preference_worker_sex', 'answered', to_jsonb($4::text), $5)`,
    [place.organisationId, uuidv7(), personId, value, at],
  );

const room = (workerId: string, capacity: number) =>
  asSuperuser('update link_workers set capacity = $2 where account_id = $1', [workerId, capacity]);
const workerOf = async (id: string) => {
  const referral = await as(manager, ctx => loadReferral(ctx, id));
  return [referral?.state, referral?.workerId];
};
const linesOf = (proposal: string) =>
  asSuperuser<{
    referral_id: string;
    worker_id: string | null;
    decision: string | null;
    refusal: string | null;
    decided_by: string;
  }>(
    'select referral_id, worker_id, decision, refusal, decided_by from allocation_proposal_rows where proposal_id = $1 order by position',
    [proposal],
  );
const lineOf = async (proposal: string, referralId: string) =>
  (await linesOf(proposal)).find(line => line.referral_id === referralId);
const idIn = (browser: Browser): string => browser.path.split('/').at(-1)?.split('?')[0] ?? '';

async function proposed(actor = manager): Promise<{ browser: Browser; id: string }> {
  const browser = await browse(actor);
  await browser.goTo('/allocation/propose');
  await browser.submit({ team: NORTH.teamA });
  expect(browser.path).toMatch(/^\/allocation\/proposals\/[0-9a-f-]{36}$/);
  return { browser, id: idIn(browser) };
}

beforeEach(async () => {
  // Who waited in an earlier test does not wait any more, and lists are empty again.
  await asSuperuser("update referrals set state = 'withdrawn' where state in ('accepted', 'allocated')");
  await asSuperuser('update link_workers set capacity = 40, taking_referrals = true');
});

describe('a proposal', () => {
  it('puts each with whom they can talk, with reasons that add up, and gives nothing', async () => {
    const [selam, ahmad] = [
      await waits({ name: 'Selam Long' }),
      await waits({ name: 'Ahmad Short', language: 'ar' }),
    ];
    const { browser, id } = await proposed();
    expect([browser.status, browser.heading]).toEqual([
      200,
      expect.stringContaining('Proposal for the waiting list'),
    ]);
    expect(browser.text).toContain('Nothing has been given yet.');
    expect(browser.text).toMatch(
      /Selam Long with Lena Linkworker: \d+ points.*Speaks Tigrinya as a first language \(\+\d+\).*Has waited 9 days \(\+18\)/s,
    );
    expect(browser.text).toMatch(/Ahmad Short with Yusuf Worker: \d+ points/);
    for (const item of browser.document.querySelectorAll('.nhsuk-checkboxes__item')) {
      const [, points] = /: (−?\d+) points/.exec(item.querySelector('label')?.textContent ?? '') ?? [];
      const each = [...item.querySelectorAll('.nhsuk-hint li')].map(li =>
        Number(/\(([+−]?\d+)\)\s*$/.exec(li.textContent ?? '')?.[1]?.replace('−', '-')),
      );
      expect(each.reduce((sum, one) => sum + one, 0)).toBe(Number(points));
      expect(each.length).toBeGreaterThan(2);
    }
    expect(await workerOf(selam.referralId)).toEqual(['accepted', null]);
    expect(await workerOf(ahmad.referralId)).toEqual(['accepted', null]);
    const events = await asSuperuser<{ event: string }>(
      "select event from audit_events where subject_id = $1 and subject_type = 'allocation-proposal' order by id",
      [id],
    );
    expect(events.map(each => each.event)).toEqual(['allocation.proposed', 'allocation.viewed']);
  });

  it('has urgent ones and the longest waiting first, keeps to "only", and says why not', async () => {
    await room(linkWorker.accountId, 1);
    await room(YUSUF, 1);
    await waits({ name: 'Old Wait', receivedAt: '2026-01-05T09:00:00Z' });
    await waits({ name: 'New Urgent', urgency: 'urgent', receivedAt: '2026-03-09T09:00:00Z' });
    await waits({ name: 'Only Woman', only: 'female_only', receivedAt: '2026-03-05T09:00:00Z' });
    const { browser, id } = await proposed();
    expect(browser.text).toMatch(/New Urgent with .*Old Wait with /s);
    expect(browser.text).not.toContain('Only Woman with');
    await browser.goTo(`/allocation/proposals/${id}?show=not-placed`);
    expect(browser.text).toMatch(
      /Only Woman.*The one free place of the one link worker who keeps to what the person said with “only” is proposed to others: 1 who (is more urgent|has waited longer \(64 days; this person 5 days\))\./s,
    );
    expect(browser.text).not.toMatch(/Old Wait|New Urgent/);
    expect(browser.text).toMatch(/With Lena Linkworker: one more person would have a link worker/);
  });

  it('says so when nobody has a place, and for a team in which nobody waits', async () => {
    await waits({ name: 'No Place' });
    await asSuperuser('update link_workers set taking_referrals = false');
    const { browser, id } = await proposed();
    expect(browser.text).toContain('Nobody could be proposed');
    await browser.goTo(`/allocation/proposals/${id}?show=not-placed`);
    expect(browser.text).toContain(
      'Nobody in the team has a free place (2 of 2 link workers take nobody new at present).',
    );
    await browser.goTo('/allocation/propose');
    await browser.submit({ team: NORTH.teamB });
    expect([browser.status, browser.errors]).toEqual([422, ['Nobody waits in this team']]);
    await browser.submit({ team: 'x' });
    expect([browser.status, browser.errors]).toEqual([422, ['Choose a team']]);
  });
});

describe('giving', () => {
  it('a part: what is ticked is given with its first conversation, the rest is kept as left and can be given later', async () => {
    const [a, b] = [await waits({ name: 'First One' }), await waits({ name: 'Second One' })];
    const { browser, id } = await proposed();
    await browser.submit({ give: 'ticked' });
    expect([browser.status, browser.errors]).toEqual([
      422,
      ['Tick who should be given, or give all on this page'],
    ]);
    await browser.submit({ give: 'ticked', line: a.referralId });
    expect(browser.text).toContain('1 person was given to a link worker');
    expect(browser.text).not.toContain('This proposal is old');
    const proposedFor = await lineOf(id, a.referralId);
    expect(await workerOf(a.referralId)).toEqual(['allocated', proposedFor?.worker_id]);
    expect(await workerOf(b.referralId)).toEqual(['accepted', null]);
    expect([proposedFor?.decision, (await lineOf(id, b.referralId))?.decision]).toEqual(['given', 'left']);
    expect(proposedFor?.decided_by).toBe(manager.accountId);
    const tasks = await as(manager, ctx => loadOpenTasksOfPerson(ctx, a.personId));
    expect(tasks.map(task => task.kind)).toEqual(['first_conversation']);
    expect(browser.text).toMatch(/Decided already.*First One.*Given by Mona Manager, 10 March 2026/s);
    await browser.submit({ give: 'all' });
    expect((await workerOf(b.referralId))[0]).toBe('allocated');
    await browser.goTo('/allocation/proposals');
    expect(browser.text).toMatch(/Team A.*Mona Manager.*2.*2.*2/s);
  });

  it('records who gave, without a word about anybody', async () => {
    await waits({ name: 'Quiet Person' });
    const { browser, id } = await proposed();
    await browser.submit({ give: 'all' });
    const [event] = await asSuperuser<{ actor_id: string; detail: Record<string, unknown> }>(
      `select e.actor_id, d.detail from audit_events e join audit_event_details d on d.organisation_id = e.organisation_id and d.event_id = e.id
       where e.event = 'allocation.accepted' and e.subject_id = $1`,
      [id],
    );
    expect(event).toEqual({ actor_id: manager.accountId, detail: { given: 1, refused: 0 } });
  });

  it('what somebody else decided meanwhile is said for that line, never changed, and the others are given', async () => {
    const [a, b, c] = [
      await waits({ name: 'Taken Meanwhile' }),
      await waits({ name: 'Still Waits' }),
      await waits({ name: 'Gone Home' }),
    ];
    const { browser, id } = await proposed();
    const planned = (await lineOf(id, a.referralId))?.worker_id;
    const other = planned === YUSUF ? linkWorker.accountId : YUSUF;
    const given = await as(manager, ctx =>
      giveToWorker(ctx, a.referralId, { workerId: other, why: '', personAgrees: true }),
    );
    expect(given.ok).toBe(true);
    await as(manager, ctx => withdrawReferral(ctx, c.referralId, 'Moved'));
    await browser.submit({ give: 'all' });
    expect(browser.text).toContain('2 could not be given: the reasons are below.');
    expect(await workerOf(a.referralId)).toEqual(['allocated', other]);
    expect((await workerOf(b.referralId))[0]).toBe('allocated');
    expect((await workerOf(c.referralId))[0]).toBe('withdrawn');
    expect(await lineOf(id, a.referralId)).toMatchObject({
      decision: 'refused',
      refusal: 'not-in-this-state',
    });
    expect(browser.text).toMatch(
      /Taken Meanwhile.*Somebody else has decided about this referral meanwhile. Given to .* instead/s,
    );
    expect(browser.text).toMatch(/Gone Home.*Withdrawn/s);
    await browser.submit({ give: 'all' }).catch((error: Error) => expect(error.message).toMatch(/^no form/));
    expect(await workerOf(a.referralId)).toEqual(['allocated', other]);
  });

  it('keeps to "only", said since, and to places, gone since', async () => {
    const [a, b] = [
      await waits({ name: 'Changed Mind', language: 'ar' }),
      await waits({ name: 'Full List' }),
    ];
    const { browser, id } = await proposed();
    expect((await lineOf(id, a.referralId))?.worker_id).toBe(YUSUF);
    await answers(a.personId, 'female_only', '2026-03-10T12:30:00Z');
    await room((await lineOf(id, b.referralId))?.worker_id ?? '', 0);
    await browser.goTo(`/allocation/proposals/${id}`);
    expect(browser.text).toMatch(
      /This proposal is old.*1 person has answered questions about languages or wishes since.*1 link worker has more or fewer free places/s,
    );
    await browser.submit({ give: 'all' }, `/allocation/proposals/${id}`);
    expect(browser.text).toMatch(/The person has said “only” since/);
    expect(browser.text).toMatch(/The link worker has no free place any more/);
    expect([(await workerOf(a.referralId))[0], (await workerOf(b.referralId))[0]]).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  it('an old proposal says what changed and offers a new one', async () => {
    const [a] = [await waits({ name: 'Before' }), await waits({ name: 'Leaves' })];
    const { browser, id } = await proposed();
    await waits({ name: 'After' });
    await as(manager, ctx => withdrawReferral(ctx, a.referralId, 'Moved'));
    await browser.goTo(`/allocation/proposals/${id}`);
    expect(browser.text).toMatch(
      /This proposal is old.*1 person waits who did not wait then.*1 person waits no longer/s,
    );
    await browser.submit({}, '/allocation/propose');
    expect(idIn(browser)).not.toBe(id);
    expect(browser.text).toMatch(/After with /);
    expect(browser.text).not.toContain('This proposal is old');
  });

  it('twice at once gives once', async () => {
    const { referralId, personId } = await waits({ name: 'Only Once' });
    const { browser } = await proposed();
    const second = await browse(manager);
    await second.goTo(browser.path);
    await Promise.all([browser.submit({ give: 'all' }), second.submit({ give: 'all' })]);
    expect((await workerOf(referralId))[0]).toBe('allocated');
    expect(await as(manager, ctx => loadOpenTasksOfPerson(ctx, personId))).toHaveLength(1);
  });
});

describe('who may', () => {
  it('a link worker proposes and gives for their own team, and sees no proposal of another', async () => {
    const { referralId } = await waits({ name: 'Own Team' });
    const { browser, id } = await proposed(linkWorker);
    expect(browser.text).toContain('Own Team with');
    await browser.goTo('/allocation/propose');
    expect(browser.document.querySelectorAll('input[name=team]')).toHaveLength(1);
    await browser.submit({ team: NORTH.teamB });
    expect(browser.status).toBe(404);
    const other = await browse(otherLinkWorker);
    expect((await other.goTo(`/allocation/proposals/${id}`)).status).toBe(404);
    expect((await other.goTo('/allocation/proposals')).text).toContain('No proposal has been made yet');
    await other.goTo('/allocation/propose');
    const token = other.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const sent = await other.post(`/allocation/proposals/${id}`, {
      _csrf: token,
      give: 'all',
      shown: referralId,
      line: referralId,
    });
    expect(sent.status).toBe(404);
    expect(await workerOf(referralId)).toEqual(['accepted', null]);
    await browser.goTo(`/allocation/proposals/${id}`);
    await browser.submit({ give: 'all' });
    expect((await workerOf(referralId))[0]).toBe('allocated');
  });

  it('another service, an evaluator, a referrer and others are refused', async () => {
    await waits({ name: 'Not Theirs' });
    const { id } = await proposed();
    const south = await browse(ACTORS.south.manager);
    expect((await south.goTo(`/allocation/proposals/${id}`)).status).toBe(404);
    for (const actor of [
      evaluator,
      ACTORS.north.referrer,
      ACTORS.north.administrator,
      ACTORS.north.privacyLead,
    ]) {
      const browser = await browse(actor);
      expect((await browser.goTo('/allocation/propose')).status).toBe(403);
      expect((await browser.goTo(`/allocation/proposals/${id}`)).status).toBe(403);
    }
    const browser = await browse(manager);
    expect((await browser.goTo(`/allocation/proposals/${uuidv7()}`)).status).toBe(404);
    expect((await browser.goTo('/allocation/proposals/not-an-id')).status).toBe(404);
  });

  it('a line of another proposal cannot be given through this one', async () => {
    const elsewhere = await waits({ name: 'South Person', place: SOUTH });
    const inOther = await waits({ name: 'Other Team', teamId: NORTH.teamB });
    await waits({ name: 'Mine' });
    const { browser } = await proposed();
    const lines = [elsewhere.referralId, inOther.referralId];
    await browser.submit({ give: 'ticked', line: lines, shown: lines });
    expect(browser.text).toContain('Nobody was given.');
    expect(await workerOf(inOther.referralId)).toEqual(['accepted', null]);
  });
});
