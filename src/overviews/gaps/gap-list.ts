// Gaps one by one with the people concerned, for the manager of the service: row-level security keeps everybody else's away.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { PersonId, ReferralId } from '#kernel';
import type { GapEnding, GapReason } from '#plans';

export const GAP_STATES = ['open', 'without', 'found', 'not_needed'] as const;
export type GapState = (typeof GAP_STATES)[number];

export type ListedGap = {
  readonly id: string;
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly personName: string;
  readonly kind: string;
  readonly help: string | null;
  readonly reason: GapReason;
  readonly language: string | null;
  readonly area: string | null;
  readonly recordedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBecause: GapEnding | null;
  readonly state: GapState;
};

export const GAPS_A_PAGE = 25;

export type GapsAsked = { readonly state: GapState; readonly kind: string | null; readonly page: number };
export type GapPage = { readonly gaps: readonly ListedGap[]; readonly total: number };

const ENDED_REFERRAL = sql`r.state in ('closed', 'declined', 'withdrawn')`;
const STATES: Readonly<Record<GapState, RawBuilder<unknown>>> = {
  open: sql`u.ended_at is null and not ${ENDED_REFERRAL}`,
  without: sql`u.ended_at is null and ${ENDED_REFERRAL}`,
  found: sql`u.ended_because = 'found'`,
  not_needed: sql`u.ended_because = 'not_needed'`,
};

/** The newest first, a page at a time. */
export async function loadGapList(ctx: Ctx, { state, kind, page }: GapsAsked): Promise<GapPage> {
  const { rows } = await sql<ListedGap & { total: number }>`
    select u.id, u.person_id as "personId", u.referral_id as "referralId", p.display_name as "personName", u.kind, u.help, u.reason, u.language,
      u.area, u.recorded_at as "recordedAt", u.ended_at as "endedAt", u.ended_because as "endedBecause", ${state} as state,
      count(*) over () as total
    from unmet_needs u
    join referrals r on r.organisation_id = u.organisation_id and r.id = u.referral_id
    join people p on p.organisation_id = u.organisation_id and p.id = u.person_id
    where u.organisation_id = ${organisationOf(ctx.actor)}::uuid and ${STATES[state]} and (${kind}::text is null or u.kind = ${kind})
    order by u.recorded_at desc, u.id desc ${onePage(page, GAPS_A_PAGE)}`.execute(ctx.tx);
  return { gaps: rows, total: rows[0]?.total ?? 0 };
}

export type GapsOfKind = {
  readonly kind: string;
  /** Needs agreed, ever: what the rest is out of. */
  readonly needs: number;
  /** Of them, with a gap that was not a mistake. */
  readonly withGap: number;
  /** Of them, with one that is open now while the referral is. */
  readonly open: number;
};

/** Exact, since a manager may read the records; the most open first. */
export async function loadGapsByKind(ctx: Ctx): Promise<readonly GapsOfKind[]> {
  const { rows } = await sql<GapsOfKind>`
    select n.category as kind, count(*) as needs, count(g.open) as "withGap",
      count(*) filter (where g.open and not ${ENDED_REFERRAL}) as open
    from plan_needs n
    join plans p on p.organisation_id = n.organisation_id and p.id = n.plan_id
    join referrals r on r.organisation_id = p.organisation_id and r.id = p.referral_id
    left join lateral (select bool_or(u.ended_at is null) as open from unmet_needs u
      where u.organisation_id = n.organisation_id and u.need_id = n.id and u.ended_because is distinct from 'mistake') g on true
    where n.organisation_id = ${organisationOf(ctx.actor)}::uuid
    group by n.category order by open desc, "withGap" desc, needs desc, kind`.execute(ctx.tx);
  return rows;
}
