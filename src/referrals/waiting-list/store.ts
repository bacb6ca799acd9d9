// All SQL of proposals for the waiting list, and of the list they are made from.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, Id, ReferralId, TeamId } from '#kernel';
import { type AllocationProposal, LATELY_DAYS } from '#matching';
import type { WaitingReferral, WorkerThen } from './waiting-list.ts';

export type ProposalId = Id<'allocation-proposal'>;

/** Accepted and without a link worker: urgent first, then the longest waiting; at most `limit` of them, and how many there are. */
export async function loadWaitingReferrals(
  ctx: Ctx,
  teamId: TeamId,
  limit: number,
): Promise<{ readonly referrals: readonly WaitingReferral[]; readonly total: number }> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const waits = sql`r.organisation_id = ${organisation} and r.team_id = ${teamId}::uuid and r.state = 'accepted'`;
  const [{ rows: referrals }, { rows: counts }] = await Promise.all([
    sql<WaitingReferral>`select r.id, r.person_id as "personId", r.urgency, r.received_at as "receivedAt",
        array(select i.code from referral_interventions i where i.organisation_id = ${organisation} and i.referral_id = r.id
          order by i.code) as interventions,
        array(select distinct o.worker_id::text from referrals o where o.organisation_id = ${organisation}
          and o.person_id = r.person_id and o.id <> r.id and o.worker_id is not null order by 1) as "supportedBy"
      from referrals r where ${waits} order by r.urgency <> 'urgent', r.received_at, r.id limit ${limit}`.execute(
      ctx.tx,
    ),
    sql<{ total: number }>`select count(*) as total from referrals r where ${waits}`.execute(ctx.tx),
  ]);
  return { referrals, total: counts[0]?.total ?? 0 };
}

/** How many of those they still support were given to each worker lately. */
export async function loadNewLately(
  ctx: Ctx,
  workerIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  if (workerIds.length === 0) return new Map();
  const since = ctx
    .clock()
    .subtract({ hours: 24 * LATELY_DAYS })
    .toString();
  const { rows } = await sql<{ id: AccountId; count: number }>`
    select r.worker_id as id, count(*) as count from referrals r
    where r.organisation_id = ${organisationOf(ctx.actor)}::uuid and r.worker_id = any(${[...workerIds]}::uuid[])
      and r.state in ('allocated', 'active') and r.allocated_at >= ${since}::timestamptz
    group by r.worker_id`.execute(ctx.tx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export type NewProposal = {
  readonly id: ProposalId;
  readonly teamId: TeamId;
  readonly waiting: number;
  readonly workers: readonly WorkerThen[];
  readonly proposal: AllocationProposal;
};

export async function insertProposal(ctx: Ctx, made: NewProposal): Promise<void> {
  const organisation = organisationOf(ctx.actor);
  const { pairs, notPlaced, total, onePlaceMore } = made.proposal;
  await ctx.tx
    .insertInto('allocation_proposals')
    .values({
      organisation_id: organisation,
      id: made.id,
      team_id: made.teamId,
      made_by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
      made_at: ctx.clock().toString(),
      waiting: made.waiting,
      total,
      workers: JSON.stringify(made.workers),
      one_place_more: JSON.stringify(onePlaceMore),
    })
    .execute();
  const placed = pairs.map(pair => ({
    referral: pair.referralId,
    worker: pair.workerId,
    score: pair.score,
    reasons: pair.reasons,
    why: pair.passedOver === null ? [] : [pair.passedOver],
    would: [],
  }));
  const left = notPlaced.map(each => ({
    referral: each.referralId,
    worker: null,
    score: null,
    reasons: [],
    why: each.why,
    would: each.wouldTake,
  }));
  const rows = [...placed, ...left].map((row, position) => ({ ...row, position }));
  await sql`insert into allocation_proposal_rows
      (organisation_id, proposal_id, referral_id, position, worker_id, score, reasons, why, would_take)
    select ${organisation}::uuid, ${made.id}::uuid, referral, position, worker, score, reasons, why, would
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(referral uuid, position integer, worker uuid, score integer,
      reasons jsonb, why jsonb, would jsonb)`.execute(ctx.tx);
}

export type ProposalHead = { readonly id: ProposalId; readonly teamId: TeamId; readonly madeAt: Date };

export async function loadProposalHead(ctx: Ctx, id: ProposalId): Promise<ProposalHead | null> {
  const row = await ctx.tx
    .selectFrom('allocation_proposals')
    .select(['id', 'team_id as teamId', 'made_at as madeAt'])
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export type ProposedLine = {
  readonly referralId: ReferralId;
  readonly workerId: AccountId;
  readonly decision: 'given' | 'left' | 'refused' | null;
};

/** Those of these lines that propose somebody, in their order, held until the transaction ends. */
export async function lockLines(
  ctx: Ctx,
  id: ProposalId,
  referralIds: readonly ReferralId[],
): Promise<readonly ProposedLine[]> {
  const { rows } = await sql<ProposedLine>`
    select referral_id as "referralId", worker_id as "workerId", decision from allocation_proposal_rows
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and proposal_id = ${id}::uuid
      and referral_id = any(${[...referralIds]}::uuid[]) and worker_id is not null
    order by position for update`.execute(ctx.tx);
  return rows;
}

export async function saveDecision(
  ctx: Ctx,
  id: ProposalId,
  referralId: ReferralId,
  decided:
    | { readonly decision: 'given' | 'left' }
    | { readonly decision: 'refused'; readonly refusal: string },
): Promise<void> {
  await ctx.tx
    .updateTable('allocation_proposal_rows')
    .set({
      refusal: null,
      ...decided,
      decided_at: ctx.clock().toString(),
      decided_by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('proposal_id', '=', id)
    .where('referral_id', '=', referralId)
    .execute();
}
