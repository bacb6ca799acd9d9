// The human decision that a newly referred person is somebody already known; kept, and undone if it was wrong.
import { type Ctx, organisationOf } from '#database';
import { done, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import { loadPersonRecord, setMergedInto } from '#people';
import { movePerson, type StepRefusal } from './actions.ts';
import { loadReferral } from './store.ts';

/**
 * Says that the person of this referral is `knownId`. Nothing is copied: the new record stays, marked, and the known one reads
 * both from now on, so that undoing leaves no trace of one person on another's record.
 */
export async function recordSamePerson(
  ctx: Ctx,
  referralId: ReferralId,
  knownId: PersonId,
): Promise<Outcome<PersonId, StepRefusal | 'same-record'>> {
  if (ctx.actor.kind !== 'staff') return refused('not-found');
  const referral = await loadReferral(ctx, referralId, { forUpdate: true });
  if (!referral) return refused('not-found');
  if (referral.personId === knownId) return refused('same-record');
  const known = await loadPersonRecord(ctx, knownId);
  if (!known || known.mergedInto) return refused('not-found');
  const brought = referral.personId;
  await Promise.all([
    setMergedInto(ctx, brought, knownId),
    movePerson(ctx, referral, knownId),
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

/** Takes the decision back: the referral returns to the record it came with. */
export async function undoSamePerson(
  ctx: Ctx,
  referralId: ReferralId,
): Promise<Outcome<PersonId, StepRefusal>> {
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
    movePerson(ctx, referral, merge.from_person),
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
