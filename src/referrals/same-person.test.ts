// Two records that are one person: what moves with the referral, what its sender sees, what may not be joined, and the way back.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { PersonId, ReferralId } from '#kernel';
import { addTask } from '#link-workers';
import { composeMessageBack } from '#messages';
import { loadCaseload } from '#overviews';
import { findPossibleDuplicates, loadPersonRecord } from '#people';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { arrivalOf, SELAM } from './arrival.fixture.ts';
import {
  acceptReferral,
  allocateReferral,
  loadHistory,
  loadReferral,
  receiveReferral,
  recordSamePerson,
  undoSamePerson,
} from './index.ts';

const { as, asSuperuser } = await openTestDatabase();
const { referrer, otherReferrer, linkWorker, manager } = ACTORS.north;

const receiveFrom = (sender: typeof referrer, phone: string) =>
  as(sender, ctx =>
    receiveReferral(
      ctx,
      arrivalOf({
        source: 'referrer',
        referrer: {
          ...arrivalOf().referrer,
          accountId: sender.accountId,
          referringOrganisationId: sender.referringOrganisationId,
        },
        person: { ...SELAM, contactPoints: SELAM.contactPoints.map(point => ({ ...point, value: phone })) },
      }),
    ),
  );
/** The other practice sends to team B; their people are brought to team A here, so that both are in sight of one team. */
const receive = async (sender = referrer, phone = '07700 900111') => {
  const received = await receiveFrom(sender, phone);
  await asSuperuser('update people set team_id = $1 where id = $2', [NORTH.teamA, received.personId]);
  await asSuperuser('update referrals set team_id = $1 where id = $2', [NORTH.teamA, received.referralId]);
  return received;
};
const join = (referral: ReferralId, known: PersonId, actor = linkWorker) =>
  as(actor, ctx => recordSamePerson(ctx, referral, known));
const undo = (referral: ReferralId) => as(linkWorker, ctx => undoSamePerson(ctx, referral));

describe('joining a referral to a known person', () => {
  it('shows its sender whom they sent, and nothing of what others said', async () => {
    const known = await receive(referrer, '07700 900222');
    const again = await receive(otherReferrer, '07700 900333');
    expect(await join(again.referralId, known.personId)).toMatchObject({ ok: true });
    const sent = await as(otherReferrer, ctx => loadReferral(ctx, again.referralId));
    expect(sent?.sentPersonId).toBe(again.personId);
    const seen = await as(otherReferrer, ctx => loadPersonRecord(ctx, sent?.sentPersonId ?? ''));
    expect(seen?.contactPoints.map(point => point.value)).toEqual(['07700 900333']);
    expect(await as(otherReferrer, ctx => loadPersonRecord(ctx, known.personId))).toBeNull();
    expect(
      await as(otherReferrer, ctx => ctx.tx.selectFrom('person_contact_points').select('value').execute()),
    ).toEqual([{ value: '07700 900333' }]);
    expect((await as(otherReferrer, ctx => loadHistory(ctx, again.referralId))).map(({ to }) => to)).toEqual([
      'received',
    ]);
  });

  it('says of the person what only the joined record knows, and tells the sender of the other nothing of it', async () => {
    const known = await receive(referrer);
    const again = await receive(otherReferrer);
    await asSuperuser(
      `update people set nhs_number = null, nhs_number_status = 'not_known', birth_date = null, birth_date_status = 'not_known',
        gp_registration = 'not_known' where id = $1`,
      [known.personId],
    );
    await asSuperuser(
      `update people set nhs_number = '9990000018', nhs_number_status = 'given', birth_date = '1990', birth_date_status = 'answered',
        gp_registration = 'not_registered' where id = $1`,
      [again.personId],
    );
    await join(again.referralId, known.personId);
    const seen = await as(linkWorker, ctx => loadPersonRecord(ctx, known.personId));
    const told = {
      nhsNumber: '9990000018',
      nhsNumberStatus: 'given',
      birthDate: { status: 'answered', value: '1990' },
      gpRegistration: 'not_registered',
    };
    expect(seen).toMatchObject(told);
    expect(seen?.own).toMatchObject({ nhsNumber: null, birthDate: { status: 'not_known' } });
    expect(await as(referrer, ctx => loadPersonRecord(ctx, known.personId))).toMatchObject({
      nhsNumber: null,
    });
    const third = await receive();
    await asSuperuser(
      `update people set nhs_number = '9990000018', nhs_number_status = 'given' where id = $1`,
      [third.personId],
    );
    const like = await as(linkWorker, ctx => findPossibleDuplicates(ctx, third.personId));
    expect(like?.possible.find(({ record }) => record.id === known.personId)?.record).toMatchObject({
      nhsNumber: '9990000018',
      birthDate: '1990',
    });
    await undo(again.referralId);
    expect(await as(linkWorker, ctx => loadPersonRecord(ctx, known.personId))).toMatchObject({
      nhsNumber: null,
    });
  });

  it('writes to the sender of either record by the name that they sent', async () => {
    const known = await receive(referrer);
    const again = await receive(otherReferrer);
    const rename = (id: PersonId, use: string, name: string) =>
      asSuperuser('update person_names set use = $2, full_name = $3 where person_id = $1', [id, use, name]);
    await rename(known.personId, 'known_as', 'Selam');
    await rename(again.personId, 'legal', 'Selam Told To Others');
    await join(again.referralId, known.personId);
    const written = (id: ReferralId) =>
      as(linkWorker, async ctx => {
        const referral = await loadReferral(ctx, id);
        return referral && (await composeMessageBack(ctx, referral, 'accepted'))?.person.name;
      });
    expect(await written(known.referralId)).toBe('Selam');
    expect(await written(again.referralId)).toBe('Selam Told To Others');
  });

  it('weighs and lists the person with the interpreter that only the joined record asks for', async () => {
    const known = await receive();
    await as(manager, ctx => acceptReferral(ctx, known.referralId));
    await as(manager, ctx => allocateReferral(ctx, known.referralId, linkWorker.accountId, ''));
    await asSuperuser(`delete from person_facts where kind = 'interpreter' and person_id = $1`, [
      known.personId,
    ]);
    await asSuperuser(
      `update person_languages set language = 'mn', label = 'Mongolian' where person_id = $1`,
      [known.personId],
    );
    const again = await receive();
    await asSuperuser(
      `update person_languages set language = 'mn', label = 'Mongolian' where person_id = $1`,
      [again.personId],
    );
    await asSuperuser(
      `update person_facts set status = 'answered', value = 'true' where kind = 'interpreter' and person_id = $1`,
      [again.personId],
    );
    const weight = async () =>
      Number(
        (
          await asSuperuser<{ carried_weight: string }>(
            'select carried_weight from referrals where id = $1',
            [known.referralId],
          )
        )[0]?.carried_weight,
      );
    const before = await weight();
    await join(again.referralId, known.personId);
    expect((await weight()) - before).toBe(0.5);
    const caseload = await as(linkWorker, ctx =>
      loadCaseload(ctx, { workerId: linkWorker.accountId, state: null, due: null, sort: '-since', page: 1 }),
    );
    expect(caseload.people.find(person => person.personId === known.personId)?.interpreter).toBe('needed');
    await undo(again.referralId);
    expect(await weight()).toBe(before);
  });

  it('takes what was recorded for the referral along, and back when it is undone', async () => {
    const known = await receive();
    const again = await receive();
    await as(manager, ctx => acceptReferral(ctx, again.referralId));
    await as(manager, ctx => allocateReferral(ctx, again.referralId, linkWorker.accountId, ''));
    const task = (title: string, personId: string) =>
      as(linkWorker, ctx =>
        addTask(ctx, {
          workerId: linkWorker.accountId,
          personId,
          referralId: again.referralId,
          kind: 'other',
          title,
          dueOn: '2026-03-12',
        }),
      );
    const plan = (personId: string) =>
      as(linkWorker, ctx =>
        sql`with p as (insert into plans (organisation_id, id, person_id, referral_id, created_at, updated_at)
            values (${NORTH.organisationId}, gen_random_uuid(), ${personId}, ${again.referralId}, now(), now()) returning id),
          g as (insert into goals (organisation_id, id, plan_id, person_id, description, domain, created_at)
            select ${NORTH.organisationId}, gen_random_uuid(), id, ${personId}, 'A goal', 'knowledge_skills', now() from p returning id)
          insert into steps (organisation_id, id, goal_id, person_id, description, created_at, updated_at)
            select ${NORTH.organisationId}, gen_random_uuid(), id, ${personId}, 'A step', now(), now() from g`.execute(
          ctx.tx,
        ),
      );
    const owners = async () =>
      (
        await asSuperuser<{ person_id: string }>(
          `select person_id from tasks where referral_id = $1 union all select person_id from plans where referral_id = $1
           union all select s.person_id from steps s join goals g on g.id = s.goal_id join plans p on p.id = g.plan_id where p.referral_id = $1`,
          [again.referralId],
        )
      ).map(row => row.person_id);
    await task('before', again.personId);
    await join(again.referralId, known.personId);
    expect(await owners()).toEqual([known.personId]);
    await task('after', known.personId);
    await plan(known.personId);
    expect(await undo(again.referralId)).toEqual({ ok: true, value: again.personId });
    expect(await owners()).toEqual(Array.from({ length: 4 }, () => again.personId));
    expect(await as(linkWorker, ctx => loadReferral(ctx, again.referralId))).toMatchObject({
      personId: again.personId,
      sentPersonId: again.personId,
    });
  });

  it('is refused across teams, in a circle, and for a record that others hang on', async () => {
    const [one, two, three] = [await receive(), await receive(), await receive()];
    await asSuperuser('update people set team_id = $1 where id = $2', [NORTH.teamB, three.personId]);
    expect(await join(one.referralId, three.personId, manager)).toMatchObject({ reason: 'another-team' });
    expect(await join(one.referralId, three.personId)).toMatchObject({ reason: 'not-found' });
    expect(await join(one.referralId, two.personId)).toMatchObject({ ok: true });
    expect(await join(two.referralId, one.personId)).toMatchObject({ reason: 'not-found' });
    const four = await receive();
    expect(await join(two.referralId, four.personId)).toMatchObject({ reason: 'has-others' });
    expect(await undo(one.referralId)).toMatchObject({ ok: true });
    expect(await undo(one.referralId)).toMatchObject({ reason: 'not-found' });
    expect(await join(two.referralId, four.personId)).toMatchObject({ ok: true });
  });

  it('of two who join each to the other at once, one is told', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, two] = [await receive(), await receive()];
      const outcomes = await Promise.all([
        join(one.referralId, two.personId),
        join(two.referralId, one.personId, manager),
      ]);
      expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1);
    }
  });
});
