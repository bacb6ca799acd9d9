// A referral arrives: the person and what they would like help with are kept, the clock starts, the service hears of it.
import { randomInt } from 'node:crypto';
import type { Ctx } from '#database';
import type { PersonId, ReferralId } from '#kernel';
import { addPerson } from '#people';
import { makeReference, type ReferralArrival, respondBy } from './referral.ts';
import { insertReferral, loadRouting } from './store.ts';

export type Received = {
  readonly referralId: ReferralId;
  readonly reference: string;
  readonly personId: PersonId;
  readonly respondBy: string;
};

const secureRandom = (): number => randomInt(2 ** 40) / 2 ** 40;

/**
 * Takes a referral in. A person is always added anew: whether they are already known is for a human to decide at triage, so
 * that nothing is merged silently. Nothing that is missing keeps a referral out.
 */
export async function receiveReferral(ctx: Ctx, arrival: ReferralArrival): Promise<Received> {
  const routing = await loadRouting(ctx, arrival.referrer.referringOrganisationId);
  const due = respondBy(ctx.clock(), arrival.urgency, routing.responseDays).toString();
  const referralId = ctx.newId();
  const reference = makeReference(secureRandom);
  const personId = ctx.newId();
  await Promise.all([
    addPerson(ctx, arrival.person, routing.teamId, personId),
    insertReferral(ctx, {
      ...arrival,
      id: referralId,
      reference,
      personId,
      teamId: routing.teamId,
      respondBy: due,
    }),
  ]);
  ctx.record({ event: 'referral.received', subject: { type: 'referral', id: referralId } });
  ctx.enqueue('referral.received', referralId);
  return { referralId, reference, personId, respondBy: due };
}
