// Where people stand with the service in a line each, and whether a referral was joined to a known person.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { PersonId, ReferralId } from '#kernel';
import type { State } from '#referrals';

export type Standing = {
  readonly personId: PersonId;
  readonly teamName: string;
  /** Of the newest referral; null for a person without one. */
  readonly state: State | null;
  readonly receivedAt: Date | null;
  readonly workerName: string | null;
  readonly referrals: number;
};

/** One line a person that the actor may see. */
export async function loadStandings(
  ctx: Ctx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Standing>> {
  if (ids.length === 0) return new Map();
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<Standing>`
    select p.id as "personId", t.name as "teamName", r.state, r.received_at as "receivedAt", a.name as "workerName",
      (select count(*) from referrals c where c.organisation_id = ${organisation} and c.person_id = p.id) as referrals
    from people p
    join teams t on t.organisation_id = ${organisation} and t.id = p.team_id
    left join lateral (select * from referrals r where r.organisation_id = ${organisation} and r.person_id = p.id
      order by r.received_at desc, r.id desc limit 1) r on true
    left join accounts a on a.organisation_id = ${organisation} and a.id = r.worker_id
    where p.organisation_id = ${organisation} and p.id = any(${[...ids]}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map(row => [row.personId, row]));
}

export type Join = {
  /** The record the referral came with. */
  readonly fromPerson: PersonId;
  readonly fromName: string;
  readonly intoPerson: PersonId;
  readonly decidedAt: Date;
  readonly decidedBy: string | null;
};

/** The decision, still standing, that this referral's person was known already; null when there is none. */
export async function loadJoin(ctx: Ctx, referralId: ReferralId): Promise<Join | null> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<Join>`
    select m.from_person as "fromPerson", p.display_name as "fromName", m.into_person as "intoPerson", m.decided_at as "decidedAt",
      a.name as "decidedBy"
    from person_merges m
    join people p on p.organisation_id = ${organisation} and p.id = m.from_person
    left join accounts a on a.organisation_id = ${organisation} and a.id = m.decided_by
    where m.organisation_id = ${organisation} and m.referral_id = ${referralId}::uuid and m.undone_at is null`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}
