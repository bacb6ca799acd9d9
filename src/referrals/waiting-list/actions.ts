// A proposal for everybody who waits in a team: it is made and kept, and a human gives all of it or part of it.
import type { Ctx } from '#database';
import {
  done,
  formatDay,
  instantOf,
  londonDay,
  type Outcome,
  type ReferralId,
  refused,
  type TeamId,
} from '#kernel';
import { loadCandidates } from '#link-workers';
import { proposeAllocation } from '#matching';
import { loadPersonSketches } from '#people';
import { type AllocationRefusal, giveToWorker } from '../allocate.ts';
import { loadReferral } from '../store.ts';
import {
  insertProposal,
  loadNewLately,
  loadProposalHead,
  loadWaitingReferrals,
  lockLines,
  type ProposalHead,
  type ProposalId,
  type ProposedLine,
  saveDecision,
} from './store.ts';
import { placesOf, toWaitingPerson, toWorkerWithPlaces, workerThen } from './waiting-list.ts';

/** As many are looked at in one proposal; the benchmark measures this size. */
export const MOST_PROPOSED_FOR = 2000;

/** Kept until somebody decides; gives nobody to anybody. A link worker proposes for their own team, a manager for any. */
export async function proposeForTeam(
  ctx: Ctx,
  teamId: TeamId,
): Promise<Outcome<ProposalId, 'team-not-found' | 'nobody-waits'>> {
  const { actor } = ctx;
  if (actor.kind === 'staff' && actor.role === 'link_worker' && actor.teamId !== teamId)
    return refused('team-not-found');
  const [{ referrals, total }, workers] = await Promise.all([
    loadWaitingReferrals(ctx, teamId, MOST_PROPOSED_FOR),
    loadCandidates(ctx, { teamId, personId: null, referralId: null }),
  ]);
  if (referrals.length === 0) return refused('nobody-waits');
  const [sketches, given] = await Promise.all([
    loadPersonSketches(ctx, [...new Set(referrals.map(each => each.personId))]),
    loadNewLately(
      ctx,
      workers.map(worker => worker.id),
    ),
  ]);
  const today = londonDay(ctx.clock());
  const people = referrals.flatMap(referral => {
    const person = sketches.get(referral.personId);
    return person ? [toWaitingPerson(referral, person, today)] : [];
  });
  const team = workers.map(worker => toWorkerWithPlaces(worker, given.get(worker.id) ?? 0));
  const id: ProposalId = ctx.newId();
  await insertProposal(ctx, {
    id,
    teamId,
    waiting: total,
    workers: team.map(workerThen),
    proposal: proposeAllocation(people, team, today),
  });
  ctx.record({ event: 'allocation.proposed', subject: { type: 'allocation-proposal', id } });
  return done(id);
}

/** Why a line of a proposal could not be given: something became another than it was when it was proposed. */
export type LineRefusal = AllocationRefusal | 'no-place-now';

export type AcceptedLines = {
  readonly given: number;
  readonly refused: number;
};

/**
 * Gives the ticked lines, each for itself: what somebody else changed meanwhile is kept with its reason and holds up no other.
 * Lines that were shown and not ticked are kept as left, and can still be given later.
 */
export async function acceptLines(
  ctx: Ctx,
  id: ProposalId,
  { ticked, shown }: { readonly ticked: readonly ReferralId[]; readonly shown: readonly ReferralId[] },
): Promise<Outcome<AcceptedLines, 'not-found'>> {
  const proposal = await loadProposalHead(ctx, id);
  if (!proposal) return refused('not-found');
  const wanted = new Set(ticked);
  const lines = await lockLines(ctx, id, [...new Set([...ticked, ...shown])]);
  const counts = { given: 0, refused: 0 };
  for (const line of lines) {
    if (line.decision === 'given') continue;
    if (!wanted.has(line.referralId)) {
      if (line.decision === null) await saveDecision(ctx, id, line.referralId, { decision: 'left' });
      continue;
    }
    const given = await giveLine(ctx, proposal, line);
    if (given.ok) counts.given += 1;
    else counts.refused += 1;
    await saveDecision(
      ctx,
      id,
      line.referralId,
      given.ok ? { decision: 'given' } : { decision: 'refused', refusal: given.reason },
    );
  }
  ctx.record({ event: 'allocation.accepted', subject: { type: 'allocation-proposal', id }, detail: counts });
  return done(counts);
}

/** A manager may change a link worker, and must not do so here: only who still waits is given. */
async function giveLine(
  ctx: Ctx,
  { madeAt }: ProposalHead,
  { referralId, workerId }: ProposedLine,
): Promise<Outcome<unknown, LineRefusal>> {
  const referral = await loadReferral(ctx, referralId, { forUpdate: true });
  if (!referral) return refused('not-found');
  if (referral.state !== 'accepted') return refused('not-in-this-state');
  const about = { teamId: referral.teamId, personId: referral.personId, referralId };
  const worker = (await loadCandidates(ctx, about)).find(each => each.id === workerId);
  if (!worker) return refused('worker-not-found');
  if (placesOf(worker) === 0) return refused('no-place-now');
  const made = formatDay(londonDay(instantOf(madeAt)));
  const why = `From the proposal of ${made} for everybody who waited`;
  return giveToWorker(ctx, referralId, { workerId, why, personAgrees: false, chosenBy: 'staff' });
}
