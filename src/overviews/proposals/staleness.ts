// What has become another than it was when a proposal was made; what was given from the proposal itself is not a change.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { loadWorkers } from '#link-workers';
import type { ShownProposal } from './proposals.ts';

export type Staleness = {
  /** Wait now and did not then. */
  readonly added: number;
  /** Waited then and do not now: given by hand, withdrawn or closed. */
  readonly gone: number;
  /** Still wait, and have given other answers since about languages or whom they would like. */
  readonly changed: number;
  /** Link workers with more or fewer places or people than the proposal leaves them. */
  readonly otherPlaces: number;
};

export async function loadStaleness(ctx: Ctx, proposal: ShownProposal): Promise<Staleness> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const lines = sql`select l.*, r.state, r.person_id from allocation_proposal_rows l
    join referrals r on r.organisation_id = ${organisation} and r.id = l.referral_id
    where l.organisation_id = ${organisation} and l.proposal_id = ${proposal.id}::uuid`;
  const [{ rows }, { rows: given }, workers] = await Promise.all([
    sql<Omit<Staleness, 'otherPlaces'>>`
      with lines as materialized (${lines}),
      waits as materialized (select id from referrals where organisation_id = ${organisation} and team_id = ${proposal.teamId}::uuid
        and state = 'accepted')
      select (select count(*) from waits w where not exists (select 1 from lines l where l.referral_id = w.id)) as added,
        (select count(*) from lines l where l.decision is distinct from 'given'
          and not exists (select 1 from waits w where w.id = l.referral_id)) as gone,
        (select count(*) from lines l where l.state = 'accepted' and exists (
          select 1 from people p join person_facts f on f.organisation_id = ${organisation} and f.person_id = p.id
          where p.organisation_id = ${organisation} and (p.id = l.person_id or p.merged_into = l.person_id)
            and f.recorded_at > ${proposal.madeAt.toISOString()}::timestamptz
            and (f.kind = 'interpreter' or f.kind like 'preference%'))) as changed`.execute(ctx.tx),
    sql<{ id: string; count: number }>`select worker_id as id, count(*) as count from allocation_proposal_rows
      where organisation_id = ${organisation} and proposal_id = ${proposal.id}::uuid and decision = 'given'
      group by worker_id`.execute(ctx.tx),
    loadWorkers(ctx, { teamId: proposal.teamId }),
  ]);
  const givenOf = new Map(given.map(({ id, count }) => [id, count]));
  const before = new Map(proposal.workers.map(worker => [worker.id, worker]));
  const others = workers.filter(({ id, openReferrals, capacity, takingReferrals }) => {
    const then = before.get(id);
    if (!then) return takingReferrals;
    const open = then.open + (givenOf.get(id) ?? 0);
    return open !== openReferrals || then.capacity !== capacity || then.taking !== takingReferrals;
  });
  const here = new Set(workers.map(worker => worker.id));
  const left = proposal.workers.filter(({ id, places }) => places > 0 && !here.has(id)).length;
  return {
    ...(rows[0] ?? { added: 0, gone: 0, changed: 0 }),
    otherPlaces: others.length + left,
  };
}
