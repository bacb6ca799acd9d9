// Joining and leaving: a place or the waiting list, exact also when two take the last place at once; and what the ledger says of it.
import type { Ctx } from '#database';
import { answered, done, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import {
  addFacts,
  addOutcomes,
  askedOf,
  loadPersonRecord,
  type NewOutcome,
  type PersonRecord,
} from '#people';
import { loadReferral, OPEN_STATES } from '#referrals';
import { workerOf } from '../actions.ts';
import type { Group, GroupId } from '../group.ts';
import { holdGroup, loadGroup, mayRun } from '../store.ts';
import {
  brokenOnly,
  decideGive,
  decideJoin,
  type GiveRefusal,
  type JoinRefusal,
  type JoinRequest,
  type LeftBecause,
  type Place,
  type PlaceId,
  type WaitingBecause,
} from './joining.ts';
import { changePlace, insertPlace, loadNth, loadPlace, loadPlaceIn } from './store.ts';

export type Joined = {
  readonly placeId: PlaceId;
  readonly waiting: null | { readonly because: WaitingBecause; readonly nth: number };
};

/** The group is held first, so that of two who take the last place one has it and the other waits. */
export async function joinGroup(ctx: Ctx, asked: JoinRequest): Promise<Outcome<Joined, JoinRefusal>> {
  const by = workerOf(ctx);
  if (by === null) return refused('not-found');
  await holdGroup(ctx, asked.groupId);
  const [group, person, there] = await Promise.all([
    loadGroup(ctx, asked.groupId),
    loadPersonRecord(ctx, asked.personId),
    loadPlaceIn(ctx, asked.groupId, asked.personId),
  ]);
  if (!group || !person || person.mergedInto !== null) return refused('not-found');
  if (!(await referralFits(ctx, asked))) return refused('not-found');
  if (there) return refused('there-already');
  const decided = decideJoin(group, person, asked);
  if (!decided.ok) return decided;
  const because = decided.value.state === 'waiting' ? decided.value.because : null;
  const softened = await soften(ctx, group, person, asked);
  const placeId = ctx.newId();
  await insertPlace(ctx, placeId, asked, because, by);
  await writeLedger(ctx, group, softened, asked, because === null ? 'given' : 'offered');
  ctx.record({
    event: because === null ? 'group.joined' : 'group.waited',
    subject: { type: 'person', id: asked.personId },
    detail: { group: group.id, agreed: asked.agreed },
  });
  if (because === null) return done({ placeId, waiting: null });
  const nth = await loadNth(ctx, { groupId: group.id, id: placeId });
  return done({ placeId, waiting: { because, nth } });
}

/** Only a referral of this person is named with their place. */
async function referralFits(ctx: Ctx, { referralId, personId }: JoinRequest): Promise<boolean> {
  if (referralId === null) return true;
  const referral = await loadReferral(ctx, referralId);
  return referral !== null && referral.personId === personId;
}

/** "Only" that the person gives up becomes "if possible", and the history says so. */
async function soften(
  ctx: Ctx,
  group: Group,
  person: PersonRecord,
  { softens }: JoinRequest,
): Promise<PersonRecord> {
  const only = brokenOnly(person, group);
  if (!softens || only === null) return person;
  await addFacts(ctx, person.id, [{ kind: 'preference_mix', answer: answered(only) }]);
  ctx.record({
    event: 'preference.changed',
    subject: { type: 'person', id: person.id },
    detail: { kinds: ['preference_mix'] },
  });
  return (await loadPersonRecord(ctx, person.id)) ?? person;
}

type Step = 'offered' | 'given';

/** Format and mix, as they stand beside what was asked (guidance P1c, P1d; decision 0025). A ledger belongs to a referral. */
async function writeLedger(
  ctx: Ctx,
  group: Pick<Group, 'who' | 'leaders'>,
  person: PersonRecord,
  { referralId }: { readonly referralId: ReferralId | null },
  upTo: Step | 'declined',
): Promise<void> {
  const referral = referralId === null ? null : await loadReferral(ctx, referralId);
  if (!referral || !OPEN_STATES.includes(referral.state)) return;
  const lines = (step: Step): NewOutcome[] =>
    (['format', 'mix'] as const).map(kind => ({
      kind,
      step,
      asked: askedOf(person.facts, kind),
      what: kind === 'format' ? 'group' : group.who,
      language: null,
      // Asked whether it will do, they took it or did not: either way the choice was theirs.
      reason: upTo === 'declined' || differs(person, kind, group) ? 'person-chose-otherwise' : null,
      note: upTo === 'declined' ? 'They did not want this group' : '',
      source: 'group',
      workerId: group.leaders[0]?.id ?? null,
    }));
  const about = { personId: person.id, referralId: referral.id };
  await addOutcomes(ctx, about, [...lines('offered'), ...(upTo === 'given' ? lines('given') : [])]);
}

const differs = (person: PersonRecord, kind: 'format' | 'mix', { who }: Pick<Group, 'who'>): boolean => {
  const asked = askedOf(person.facts, kind).replace('_only', '');
  if (kind === 'format') return asked === 'individual';
  return ['women', 'men', 'mixed'].includes(asked) && asked !== who;
};

/** The person was asked and does not want this group: that it was offered is kept, and nothing else happens. */
export async function declineGroup(
  ctx: Ctx,
  asked: {
    readonly groupId: GroupId;
    readonly personId: PersonId;
    readonly referralId: ReferralId | null;
  },
): Promise<Outcome<null, 'not-found'>> {
  const [group, person] = await Promise.all([
    loadGroup(ctx, asked.groupId),
    loadPersonRecord(ctx, asked.personId),
  ]);
  if (workerOf(ctx) === null || !group || !person) return refused('not-found');
  await writeLedger(ctx, group, person, asked, 'declined');
  ctx.record({
    event: 'group.declined',
    subject: { type: 'person', id: person.id },
    detail: { group: group.id },
  });
  return done(null);
}

type Held = { readonly place: Place; readonly group: Group; readonly by: string };

async function hold(ctx: Ctx, id: PlaceId): Promise<Held | null> {
  const by = workerOf(ctx);
  const seen = by === null ? null : await loadPlace(ctx, id);
  if (by === null || !seen) return null;
  await holdGroup(ctx, seen.groupId);
  // Looked at anew once it is held: somebody may have been quicker.
  const [place, group] = [await loadPlace(ctx, id), await loadGroup(ctx, seen.groupId)];
  return place && group ? { place, group, by } : null;
}

/** Gives a free place to somebody who waits; `because` says why not to who has waited longer. For those who run the group. */
export async function givePlace(
  ctx: Ctx,
  id: PlaceId,
  because: string,
): Promise<Outcome<Place, GiveRefusal>> {
  const held = await hold(ctx, id);
  if (!held || !mayRun(ctx, held.group)) return refused('not-found');
  const { place, group, by } = held;
  const nth = await loadNth(ctx, place);
  const decided = decideGive(group, place, nth, because);
  if (!decided.ok) return decided;
  if (nth > 1) await changePlace(ctx, id, { ahead_because: because.trim() }, by);
  await changePlace(ctx, id, { state: 'member' }, by);
  // Somebody of another team may run the group: then the person's own worker wrote the line when it was offered.
  const person = await loadPersonRecord(ctx, place.personId);
  if (person) await writeLedger(ctx, group, person, place, 'given');
  ctx.record({
    event: 'group.place-given',
    subject: { type: 'person', id: place.personId },
    detail: { group: group.id, nth },
  });
  return done(place);
}

/** Puts somebody at the head of the waiting list, with the reason that the page then shows. */
export async function moveAhead(
  ctx: Ctx,
  id: PlaceId,
  because: string,
): Promise<Outcome<Place, 'not-found' | 'not-waiting' | 'reason-needed'>> {
  const held = await hold(ctx, id);
  if (!held || !mayRun(ctx, held.group)) return refused('not-found');
  if (held.place.state !== 'waiting') return refused('not-waiting');
  if (because.trim() === '') return refused('reason-needed');
  await changePlace(ctx, id, { ahead_because: because.trim() }, held.by);
  ctx.record({
    event: 'group.moved-ahead',
    subject: { type: 'person', id: held.place.personId },
    detail: { group: held.group.id },
  });
  return done(held.place);
}

/** Gives the place up, or the waiting. What they attended stays. They can come back with a new place. */
export async function leaveGroup(
  ctx: Ctx,
  id: PlaceId,
  because: LeftBecause,
  note: string,
): Promise<Outcome<Place, 'not-found' | 'left-already'>> {
  const held = await hold(ctx, id);
  if (!held) return refused('not-found');
  if (held.place.state === 'left') return refused('left-already');
  await changePlace(ctx, id, { state: 'left', left_because: because, note: note.trim() }, held.by);
  ctx.record({
    event: 'group.left',
    subject: { type: 'person', id: held.place.personId },
    detail: { group: held.group.id, because },
  });
  return done(held.place);
}
