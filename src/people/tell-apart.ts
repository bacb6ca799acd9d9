// The human decision that two records that look alike are two people; kept, so that nobody is asked again, and undone if wrong.
import { type Ctx, organisationOf } from '#database';
import { done, type Outcome, type PersonId, refused } from '#kernel';
import { loadPersonRecord } from './store.ts';

type TellApartRefusal = 'not-found' | 'same-record';

const inOrder = (a: PersonId, b: PersonId): readonly [PersonId, PersonId] => (a < b ? [a, b] : [b, a]);

/** Says that these are two people. Saying it twice changes nothing. Both must be in the actor's sight. */
export async function recordDifferentPeople(
  ctx: Ctx,
  personId: PersonId,
  otherId: PersonId,
): Promise<Outcome<PersonId, TellApartRefusal>> {
  if (personId === otherId) return refused('same-record');
  if (ctx.actor.kind !== 'staff') return refused('not-found');
  const people = await Promise.all([loadPersonRecord(ctx, personId), loadPersonRecord(ctx, otherId)]);
  if (people.some(person => person === null)) return refused('not-found');
  const [one, other] = inOrder(personId, otherId);
  const added = await ctx.tx
    .insertInto('people_told_apart')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: ctx.newId(),
      one_person: one,
      other_person: other,
      decided_by: ctx.actor.accountId,
      decided_at: ctx.clock().toString(),
    })
    .onConflict(conflict =>
      conflict
        .columns(['organisation_id', 'one_person', 'other_person'])
        .where('undone_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst();
  if (Number(added.numInsertedOrUpdatedRows ?? 0) > 0)
    ctx.record({
      event: 'person.told-apart',
      subject: { type: 'person', id: personId },
      detail: { from: otherId },
    });
  return done(otherId);
}

/** Takes the decision back: the two are shown side by side again. */
export async function undoDifferentPeople(
  ctx: Ctx,
  personId: PersonId,
  otherId: PersonId,
): Promise<Outcome<PersonId, 'not-found'>> {
  if (ctx.actor.kind !== 'staff') return refused('not-found');
  const [one, other] = inOrder(personId, otherId);
  const undone = await ctx.tx
    .updateTable('people_told_apart')
    .set({ undone_at: ctx.clock().toString(), undone_by: ctx.actor.accountId })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('one_person', '=', one)
    .where('other_person', '=', other)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (Number(undone.numUpdatedRows) === 0) return refused('not-found');
  ctx.record({
    event: 'person.reconsidered',
    subject: { type: 'person', id: personId },
    detail: { with: otherId },
  });
  return done(otherId);
}
