// The human decision that a newly referred person is somebody already known; kept, and undone if it was wrong.
import { type Ctx, organisationOf } from '#database';
import { done, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import { lockStandings, setMergedInto } from '#people';
import type { Referral } from './referral.ts';
import { loadReferral, loadReferralsOfPerson, savePerson } from './store.ts';

export type JoinRefusal = 'not-found' | 'same-record' | 'another-team' | 'has-others';

/**
 * Says that the person of this referral is `knownId`. Nothing is copied: the new record stays, marked, and the known one reads
 * both from now on, so that undoing leaves no trace of one person on another's record. A record that others hang on (its own
 * other referrals, or records joined to it) is not joined to a third, and none across teams, since each team sees its own people.
 */
export async function recordSamePerson(
  ctx: Ctx,
  referralId: ReferralId,
  knownId: PersonId,
): Promise<Outcome<PersonId, JoinRefusal>> {
  if (ctx.actor.kind !== 'staff') return refused('not-found');
  const referral = await loadReferral(ctx, referralId, { forUpdate: true });
  if (!referral) return refused('not-found');
  const may = await decideJoin(ctx, referral, knownId);
  if (!may.ok) return may;
  const brought = referral.personId;
  await Promise.all([
    setMergedInto(ctx, brought, knownId),
    savePerson(ctx, referralId, { personId: knownId, sentAs: brought }),
    ctx.tx
      .insertInto('person_merges')
      .values({
        organisation_id: organisationOf(ctx.actor),
        id: ctx.newId(),
        from_person: brought,
        into_person: knownId,
        referral_id: referralId,
        decided_by: ctx.actor.accountId,
        decided_at: ctx.clock().toString(),
      })
      .execute(),
  ]);
  ctx.record({
    event: 'person.joined',
    subject: { type: 'person', id: knownId },
    detail: { from: brought, referral: referralId },
  });
  return done(knownId);
}

/** Both records are locked before this looks, so that of two decisions at once the second sees the first. */
async function decideJoin(
  ctx: Ctx,
  { id, personId }: Referral,
  knownId: PersonId,
): Promise<Outcome<null, JoinRefusal>> {
  if (personId === knownId) return refused('same-record');
  const [standings, referrals] = await Promise.all([
    lockStandings(ctx, [personId, knownId]),
    loadReferralsOfPerson(ctx, personId),
  ]);
  const [own, known] = [standings.get(personId), standings.get(knownId)];
  if (!own || !known || own.mergedInto || known.mergedInto) return refused('not-found');
  if (own.teamId !== known.teamId) return refused('another-team');
  const hasOthers = own.hasJoined || referrals.some(referral => referral.id !== id);
  return hasOthers ? refused('has-others') : done(null);
}

/** Takes the decision back: the referral returns to the record it came with. */
export async function undoSamePerson(
  ctx: Ctx,
  referralId: ReferralId,
): Promise<Outcome<PersonId, 'not-found'>> {
  if (ctx.actor.kind !== 'staff') return refused('not-found');
  const referral = await loadReferral(ctx, referralId, { forUpdate: true });
  const merge = await ctx.tx
    .selectFrom('person_merges')
    .selectAll()
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('referral_id', '=', referralId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (!referral || !merge) return refused('not-found');
  await Promise.all([
    setMergedInto(ctx, merge.from_person, null),
    savePerson(ctx, referralId, { personId: merge.from_person, sentAs: null }),
    ctx.tx
      .updateTable('person_merges')
      .set({ undone_at: ctx.clock().toString(), undone_by: ctx.actor.accountId })
      .where('organisation_id', '=', organisationOf(ctx.actor))
      .where('id', '=', merge.id)
      .execute(),
  ]);
  ctx.record({
    event: 'person.separated',
    subject: { type: 'person', id: merge.into_person },
    detail: { from: merge.from_person, referral: referralId },
  });
  return done(merge.from_person);
}
