// What waits for a decision and what waits for a link worker: the lists that start a day.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { ReferralId } from '#kernel';
import { withJoined } from '#people';
import type { Consent, Source, State, Urgency } from '#referrals';

export type PageAsked = { readonly page: number; readonly pageSize: number };

export type QueuedReferral = {
  readonly id: ReferralId;
  readonly reference: string;
  readonly personName: string;
  readonly teamName: string;
  readonly state: State;
  readonly source: Source;
  /** Who sent it, as far as it was said: organisation, else name. Null for people who refer themselves. */
  readonly from: string | null;
  readonly urgency: Urgency;
  readonly consent: Consent;
  readonly receivedAt: Date;
  readonly respondBy: Date;
  readonly decidedAt: Date | null;
  /** The preferred spoken language, as it was given. */
  readonly language: string | null;
};

export type Queue = { readonly referrals: readonly QueuedReferral[]; readonly total: number };

/** Received or waiting for the referrer, the soonest due first. A link worker sees their own team's. */
export const loadTriageQueue = (ctx: Ctx, asked: PageAsked): Promise<Queue> =>
  loadQueue(ctx, asked, sql`r.state in ('received', 'waiting_for_referrer')`, sql`r.respond_by, r.id`);

/** Accepted and without a link worker, the longest waiting first, urgent ones before all. */
export const loadAllocationQueue = (ctx: Ctx, asked: PageAsked): Promise<Queue> =>
  loadQueue(ctx, asked, sql`r.state = 'accepted'`, sql`r.urgency <> 'urgent', r.received_at, r.id`);

async function loadQueue(
  ctx: Ctx,
  { page, pageSize }: PageAsked,
  waits: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<Queue> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const listed = sql<QueuedReferral>`
    with shown as (
      select r.*, row_number() over (order by ${order}) as place from referrals r
      where r.organisation_id = ${organisation} and ${waits} order by place ${onePage(page, pageSize)})
    select r.id, r.reference, p.display_name as "personName", t.name as "teamName", r.state, r.source,
      coalesce(o.name, nullif(r.referrer_organisation, ''), nullif(r.referrer_name, '')) as "from", r.urgency, r.consent,
      r.received_at as "receivedAt", r.respond_by as "respondBy", r.decided_at as "decidedAt",
      -- With what came on joined records.
      (select l.label from person_languages l where l.organisation_id = ${organisation} and l.use = 'speaks' and l.person_id = any(
          ${withJoined(organisation, 'r.person_id')})
        order by l.preferred desc, l.id limit 1) as language
    from shown r
    join people p on p.organisation_id = ${organisation} and p.id = r.person_id
    join teams t on t.organisation_id = ${organisation} and t.id = r.team_id
    left join referring_organisations o on o.organisation_id = ${organisation} and o.id = r.referring_organisation_id
    order by r.place`.execute(ctx.tx);
  const counted = sql<{ total: number }>`select count(*) as total from referrals r
    where r.organisation_id = ${organisation} and ${waits}`.execute(ctx.tx);
  const [{ rows: referrals }, { rows: counts }] = await Promise.all([listed, counted]);
  return { referrals, total: counts[0]?.total ?? 0 };
}
