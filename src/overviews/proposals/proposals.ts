// Proposals for the waiting list as pages show them: the list of them, one with its lines, and what a human did with each.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { AccountId, ReferralId, TeamId } from '#kernel';
import { loadCandidates } from '#link-workers';
import type { MatchReason, OnePlaceMore } from '#matching';
import { type ProposalId, placesOf, type State, type Urgency, type WorkerThen } from '#referrals';
import type { PageAsked } from '../triage/work-queues.ts';

export type ListedProposal = {
  readonly id: ProposalId;
  readonly teamId: TeamId;
  readonly teamName: string;
  readonly madeAt: Date;
  readonly madeBy: string | null;
  /** How many waited. */
  readonly waiting: number;
  /** How many of them a link worker was proposed for, and how many could not be. */
  readonly proposed: number;
  readonly notPlaced: number;
  readonly given: number;
};

export type ShownProposal = ListedProposal & {
  readonly workers: readonly WorkerThen[];
  readonly onePlaceMore: readonly OnePlaceMore[];
};

const head = (organisation: RawBuilder<unknown>) => sql`
  select p.id, p.team_id as "teamId", t.name as "teamName", p.made_at as "madeAt", a.name as "madeBy", p.waiting, p.workers,
    p.one_place_more as "onePlaceMore", c.proposed, c."notPlaced", c.given
  from allocation_proposals p
  join teams t on t.organisation_id = ${organisation} and t.id = p.team_id
  left join accounts a on a.organisation_id = ${organisation} and a.id = p.made_by
  cross join lateral (
    select count(*) filter (where r.worker_id is not null) as proposed, count(*) filter (where r.worker_id is null) as "notPlaced",
      count(*) filter (where r.decision = 'given') as given
    from allocation_proposal_rows r where r.organisation_id = ${organisation} and r.proposal_id = p.id) c`;

/** The newest first; a link worker sees their own team's. */
export async function loadProposals(
  ctx: Ctx,
  { page, pageSize }: PageAsked,
): Promise<{ readonly proposals: readonly ListedProposal[]; readonly total: number }> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const [{ rows: proposals }, { rows: counts }] = await Promise.all([
    sql<ListedProposal>`${head(organisation)} where p.organisation_id = ${organisation}
      order by p.made_at desc, p.id desc ${onePage(page, pageSize)}`.execute(ctx.tx),
    sql<{ total: number }>`select count(*) as total from allocation_proposals p
      where p.organisation_id = ${organisation}`.execute(ctx.tx),
  ]);
  return { proposals, total: counts[0]?.total ?? 0 };
}

export async function loadProposal(ctx: Ctx, id: ProposalId): Promise<ShownProposal | null> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<ShownProposal>`${head(organisation)}
    where p.organisation_id = ${organisation} and p.id = ${id}::uuid`.execute(ctx.tx);
  return rows[0] ?? null;
}

export type ProposalLine = {
  readonly referralId: ReferralId;
  readonly personName: string;
  readonly urgency: Urgency;
  readonly receivedAt: Date;
  readonly state: State;
  /** Who was proposed; null when nobody could be. */
  readonly workerId: AccountId | null;
  readonly workerName: string | null;
  readonly score: number | null;
  readonly reasons: readonly MatchReason[];
  readonly why: readonly string[];
  readonly wouldTake: readonly string[];
  readonly decision: 'given' | 'left' | 'refused' | null;
  readonly refusal: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Who has the referral now. */
  readonly nowWorkerId: AccountId | null;
  readonly nowWorkerName: string | null;
};

/** A page of the lines that propose somebody, or of those that do not, in the order of the waiting list. */
export async function loadProposalLines(
  ctx: Ctx,
  id: ProposalId,
  { placed, page, pageSize }: PageAsked & { readonly placed: boolean },
): Promise<readonly ProposalLine[]> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<ProposalLine>`
    with shown as (
      select * from allocation_proposal_rows
      where organisation_id = ${organisation} and proposal_id = ${id}::uuid and (worker_id is not null) = ${placed}
      order by position ${onePage(page, pageSize)})
    select l.referral_id as "referralId", p.display_name as "personName", r.urgency, r.received_at as "receivedAt", r.state,
      l.worker_id as "workerId", w.name as "workerName", l.score, l.reasons, l.why, l.would_take as "wouldTake",
      l.decision, l.refusal, d.name as "decidedBy", l.decided_at as "decidedAt",
      r.worker_id as "nowWorkerId", n.name as "nowWorkerName"
    from shown l
    join referrals r on r.organisation_id = ${organisation} and r.id = l.referral_id
    join people p on p.organisation_id = ${organisation} and p.id = r.person_id
    left join accounts w on w.organisation_id = ${organisation} and w.id = l.worker_id
    left join accounts d on d.organisation_id = ${organisation} and d.id = l.decided_by
    left join accounts n on n.organisation_id = ${organisation} and n.id = r.worker_id
    order by l.position`.execute(ctx.tx);
  return rows;
}

export type TeamWaiting = {
  readonly id: TeamId;
  readonly name: string;
  readonly waiting: number;
  /** Link workers with a free place, and how many places they have together. */
  readonly workers: number;
  readonly places: number;
};

/** Teams are few: one for each area a service works in. A link worker sees their own. */
export async function loadTeamsWaiting(ctx: Ctx): Promise<readonly TeamWaiting[]> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const own = ctx.actor.kind === 'staff' && ctx.actor.role === 'link_worker' ? ctx.actor.teamId : null;
  const { rows: teams } = await sql<Pick<TeamWaiting, 'id' | 'name' | 'waiting'>>`select t.id, t.name,
      (select count(*) from referrals r where r.organisation_id = ${organisation} and r.team_id = t.id and r.state = 'accepted') as waiting
    from teams t where t.organisation_id = ${organisation} and (${own}::uuid is null or t.id = ${own}::uuid)
    order by lower(t.name), t.id limit 200`.execute(ctx.tx);
  return Promise.all(
    teams.map(async team => {
      const workers = await loadCandidates(ctx, { teamId: team.id, personId: null, referralId: null });
      const places = workers.map(placesOf).filter(count => count > 0);
      return { ...team, workers: places.length, places: places.reduce((sum, count) => sum + count, 0) };
    }),
  );
}
