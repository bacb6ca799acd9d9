// What a sender may change of what they sent, asked of the database itself: answer, withdraw, mark as read, and nothing else.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Actor, ReferralId } from '#kernel';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { arrivalOf } from './arrival.fixture.ts';
import { acceptReferral, answerQuestion, askReferrer, receiveReferral, withdrawReferral } from './index.ts';

const { as, asSuperuser } = await openTestDatabase();
const { referrer, linkWorker, manager } = ACTORS.north;
const client: Actor = {
  kind: 'client',
  organisationId: NORTH.organisationId,
  clientId: '00000000-0000-4000-8000-000000000777',
  referringOrganisationId: NORTH.practice,
};

const arrival = arrivalOf({
  source: 'referrer',
  referrer: {
    ...arrivalOf().referrer,
    accountId: referrer.accountId,
    referringOrganisationId: NORTH.practice,
  },
});
const receive = async (): Promise<ReferralId> =>
  (await as(referrer, ctx => receiveReferral(ctx, arrival))).referralId;
const change = (actor: Actor, statement: string, id: string) =>
  as(actor, async ctx => (await sql.raw(`${statement} = '${id}'`).execute(ctx.tx)).numAffectedRows);

const NOT_A_SENDERS = [
  `state = 'accepted'`,
  `state = 'closed', close_reason = 'goals-met'`,
  `state = 'active'`,
  `urgency = 'urgent'`,
  `respond_by = now()`,
  `received_at = now()`,
  `closed_at = now()`,
  `decided_at = now()`,
  `reason = 'something else'`,
  `consent = 'not_given'`,
  `person_id = (select id from people limit 1), team_id = '${NORTH.teamB}'`,
];

describe('a sender', () => {
  it.each(NOT_A_SENDERS)('may not set %s', async what => {
    const id = await receive();
    for (const actor of [referrer, client])
      await expect(change(actor, `update referrals set ${what} where id`, id)).rejects.toThrow(
        /a sender answers or withdraws/,
      );
  });

  it('may answer, once, and withdraw', async () => {
    const id = await receive();
    await as(linkWorker, ctx => askReferrer(ctx, id, 'Which language?'));
    expect(await as(referrer, ctx => answerQuestion(ctx, id, 'Tigrinya', 'Rita'))).toMatchObject({
      ok: true,
    });
    for (const actor of [referrer, manager])
      await expect(
        change(actor, `update referral_questions set answer = 'Amharic' where referral_id`, id),
      ).rejects.toThrow(/answered once/);
    expect(await as(referrer, ctx => withdrawReferral(ctx, id, 'moved away'))).toMatchObject({ ok: true });
    await expect(change(referrer, `update referrals set state = 'received' where id`, id)).rejects.toThrow(
      /a sender answers or withdraws/,
    );
  });

  it('may mark a message as read and not change a word of it', async () => {
    const id = await receive();
    await as(manager, ctx => acceptReferral(ctx, id));
    await asSuperuser(
      `insert into messages_back (organisation_id, id, referral_id, person_id, kind, content, made_at)
       select organisation_id, gen_random_uuid(), id, person_id, 'accepted', '{"note":"as written"}', now() from referrals where id = $1`,
      [id],
    );
    await expect(
      change(referrer, `update messages_back set content = '{"note":"forged"}' where referral_id`, id),
    ).rejects.toThrow(/as it was written/);
    expect(await change(referrer, 'update messages_back set read_at = now() where referral_id', id)).toBe(1n);
  });

  it('writes history only in their own name, and only what senders do', async () => {
    const id = await receive();
    const line = (state: string, by: string) =>
      as(referrer, ctx =>
        sql`insert into referral_events (organisation_id, id, referral_id, from_state, to_state, at, by_account)
          values (${NORTH.organisationId}, gen_random_uuid(), ${id}, 'received', ${state}, now(), ${by}::uuid)`.execute(
          ctx.tx,
        ),
      );
    await expect(line('accepted', referrer.accountId)).rejects.toThrow(/row-level security/);
    await expect(line('withdrawn', manager.accountId)).rejects.toThrow(/row-level security/);
  });
});
