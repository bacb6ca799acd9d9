// Referrals on the real database: arriving, triage, allocation, closing, joining two records, and who may not.
import { describe, expect, it } from 'vitest';
import { loadPersonRecord } from '#people';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { arrivalOf, SELAM } from './arrival.fixture.ts';
import {
  acceptReferral,
  allocateReferral,
  answerQuestion,
  askReferrer,
  beginWork,
  closeReferral,
  declineReferral,
  loadHistory,
  loadQuestions,
  loadReferral,
  receiveReferral,
  recordSamePerson,
  undoSamePerson,
  withdrawReferral,
} from './index.ts';

const { as, asSuperuser } = await openTestDatabase();
const north = ACTORS.north;
const nobody = { kind: 'public', organisationId: NORTH.organisationId } as const;

const fromPractice = arrivalOf({
  source: 'referrer',
  referrer: {
    ...arrivalOf().referrer,
    accountId: north.referrer.accountId,
    referringOrganisationId: NORTH.practice,
  },
});
const receive = (arrival = fromPractice) => as(north.referrer, ctx => receiveReferral(ctx, arrival));

describe('a referral arrives', () => {
  it('from somebody without an account, who can then read nothing', async () => {
    const { referralId, personId } = await as(nobody, ctx => receiveReferral(ctx, arrivalOf()));
    expect(await as(nobody, ctx => loadReferral(ctx, referralId))).toBeNull();
    const kept = await as(north.linkWorker, ctx => loadReferral(ctx, referralId));
    expect(kept).toMatchObject({
      state: 'received',
      interventions: ['LANG-ADV', 'LANG-INT'],
      teamId: NORTH.teamA,
      source: 'professional',
    });
    const person = await as(north.linkWorker, ctx => loadPersonRecord(ctx, personId));
    expect(person).toMatchObject({
      displayName: 'Selam Tesfay',
      birthDate: { status: 'answered', value: '1991' },
      contactPoints: SELAM.contactPoints,
    });
    expect(person?.facts.find(fact => fact.kind === 'preference_culture')?.answer).toEqual({
      status: 'not_asked',
    });
  });

  it('goes to the team of the practice that sent it, with audit and outbox (guidance M1)', async () => {
    const { referralId } = await as(north.otherReferrer, ctx =>
      receiveReferral(
        ctx,
        arrivalOf({
          source: 'referrer',
          referrer: { ...arrivalOf().referrer, referringOrganisationId: NORTH.otherPractice },
        }),
      ),
    );
    expect(await as(north.linkWorker, ctx => loadReferral(ctx, referralId))).toBeNull();
    expect((await as(north.otherLinkWorker, ctx => loadReferral(ctx, referralId)))?.teamId).toBe(NORTH.teamB);
    const rows = await asSuperuser(
      `select e.event, o.event as told from audit_events e join outbox o on o.subject_id = e.subject_id where e.subject_id = $1`,
      [referralId],
    );
    expect(rows).toEqual([{ event: 'referral.received', told: 'referral.received' }]);
  });

  it('from a link worker, who keeps in sight whom they bring, whichever team is the usual one', async () => {
    const { referralId } = await as(north.otherLinkWorker, ctx => receiveReferral(ctx, arrivalOf()));
    expect((await as(north.otherLinkWorker, ctx => loadReferral(ctx, referralId)))?.teamId).toBe(NORTH.teamB);
  });

  it('and is withdrawn by its sender: the worker who carried it has one fewer', async () => {
    const carried = async () => {
      const [row] = await asSuperuser<{ open_referrals: number }>(
        'select open_referrals from link_workers where account_id = $1',
        [north.linkWorker.accountId],
      );
      return row?.open_referrals ?? Number.NaN;
    };
    const before = await carried();
    const { referralId } = await receive();
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    await as(north.manager, ctx => allocateReferral(ctx, referralId, north.linkWorker.accountId, ''));
    expect(await carried()).toBe(before + 1);
    expect((await as(north.referrer, ctx => withdrawReferral(ctx, referralId, 'Moved away'))).ok).toBe(true);
    expect(await carried()).toBe(before);
  });

  it('cannot be planted in another practice or another organisation', async () => {
    const elsewhere = {
      ...fromPractice,
      referrer: { ...fromPractice.referrer, referringOrganisationId: NORTH.otherPractice },
    };
    await expect(as(north.referrer, ctx => receiveReferral(ctx, elsewhere))).rejects.toThrow(
      /row-level security/,
    );
    const { referralId } = await receive();
    for (const actor of [
      ACTORS.south.manager,
      ACTORS.south.linkWorker,
      ACTORS.south.system,
      north.otherReferrer,
      north.administrator,
      north.evaluator,
    ]) {
      expect(await as(actor, ctx => loadReferral(ctx, referralId))).toBeNull();
      expect(await as(actor, ctx => acceptReferral(ctx, referralId))).toEqual({
        ok: false,
        reason: 'not-found',
      });
    }
  });
});

describe('triage', () => {
  it('asks the referrer, hears the answer, and accepts', async () => {
    const { referralId } = await receive();
    await as(north.linkWorker, ctx => askReferrer(ctx, referralId, 'Which days suit?'));
    expect((await as(north.referrer, ctx => loadReferral(ctx, referralId)))?.state).toBe(
      'waiting_for_referrer',
    );
    expect(
      (await as(north.referrer, ctx => answerQuestion(ctx, referralId, 'Mondays', 'Rita Referrer'))).ok,
    ).toBe(true);
    expect(await as(north.linkWorker, ctx => loadQuestions(ctx, referralId))).toMatchObject([
      { question: 'Which days suit?', answer: 'Mondays' },
    ]);
    expect((await as(north.linkWorker, ctx => acceptReferral(ctx, referralId))).ok).toBe(true);
    const history = await as(north.manager, ctx => loadHistory(ctx, referralId));
    expect(history.map(event => event.to)).toEqual([
      'received',
      'waiting_for_referrer',
      'received',
      'accepted',
    ]);
    expect(history.at(-1)?.by).toBe('Lena Linkworker');
  });

  it('declines with a reason the referrer sees, and only once', async () => {
    const { referralId } = await receive();
    await as(north.manager, ctx =>
      declineReferral(ctx, referralId, 'outside-area', 'Lives in the next county'),
    );
    expect(await as(north.referrer, ctx => loadReferral(ctx, referralId))).toMatchObject({
      state: 'declined',
      declineReason: 'outside-area',
      declineNote: 'Lives in the next county',
    });
    expect(await as(north.manager, ctx => acceptReferral(ctx, referralId))).toEqual({
      ok: false,
      reason: 'not-in-this-state',
    });
  });

  it('two people accepting at the same time: one does, the other is told', async () => {
    const { referralId } = await receive();
    const outcomes = await Promise.all([
      as(north.manager, ctx => acceptReferral(ctx, referralId)),
      as(north.linkWorker, ctx => acceptReferral(ctx, referralId)),
    ]);
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1);
  });

  it('joins a new record to a known person, shows both as one, and undoes it without a trace', async () => {
    const first = await receive();
    const again = await receive({
      ...fromPractice,
      person: {
        ...SELAM,
        names: [{ use: 'legal', fullName: 'Selam Tesfai' }],
        contactPoints: SELAM.contactPoints.map(point => ({ ...point, value: '07700 900999' })),
      },
    });
    expect(
      (await as(north.linkWorker, ctx => recordSamePerson(ctx, again.referralId, first.personId))).ok,
    ).toBe(true);
    const joined = await as(north.linkWorker, ctx => loadPersonRecord(ctx, first.personId));
    expect(joined?.names.map(name => name.fullName)).toContain('Selam Tesfai');
    expect(joined?.contactPoints.map(point => point.value)).toEqual(
      expect.arrayContaining(['07700 900123', '07700 900999']),
    );
    expect((await as(north.linkWorker, ctx => loadReferral(ctx, again.referralId)))?.personId).toBe(
      first.personId,
    );
    await as(north.linkWorker, ctx => undoSamePerson(ctx, again.referralId));
    const alone = await as(north.linkWorker, ctx => loadPersonRecord(ctx, first.personId));
    expect(alone?.contactPoints.map(point => point.value)).toEqual(['07700 900123']);
    expect((await as(north.linkWorker, ctx => loadReferral(ctx, again.referralId)))?.personId).toBe(
      again.personId,
    );
  });
});

describe('from a link worker to the end', () => {
  it('is allocated, begun, and closed; the worker’s load follows', async () => {
    const { referralId } = await receive();
    const load = async () =>
      (
        await asSuperuser<{ open_referrals: number }>(
          'select open_referrals from link_workers where account_id = $1',
          [north.linkWorker.accountId],
        )
      )[0]?.open_referrals;
    const before = (await load()) ?? 0;
    await as(north.manager, ctx => acceptReferral(ctx, referralId));
    expect(
      await as(north.manager, ctx => allocateReferral(ctx, referralId, north.manager.accountId, '')),
    ).toEqual({ ok: false, reason: 'not-found' });
    await as(north.manager, ctx =>
      allocateReferral(ctx, referralId, north.linkWorker.accountId, 'Speaks Tigrinya'),
    );
    expect(await load()).toBe(before + 1);
    await as(north.linkWorker, ctx => beginWork(ctx, referralId, '2026-03-10T11:00:00Z'));
    await as(north.linkWorker, ctx => beginWork(ctx, referralId, '2026-03-12T11:00:00Z'));
    const closed = await as(north.linkWorker, ctx =>
      closeReferral(ctx, referralId, { reason: 'goals-met', note: 'Registered with a GP' }),
    );
    expect(closed.ok).toBe(true);
    expect(await load()).toBe(before);
    expect(await as(north.referrer, ctx => loadReferral(ctx, referralId))).toMatchObject({
      state: 'closed',
      closeReason: 'goals-met',
      firstContactAt: new Date('2026-03-10T11:00:00Z'),
    });
  });
});
