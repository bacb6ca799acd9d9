// What a referring organisation has sent: each referral with its person's name, its state, and what waits for the referrer.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { ReferralId } from '#kernel';
import type { State } from '#referrals';

export type SentReferral = {
  readonly id: ReferralId;
  readonly reference: string;
  readonly personName: string;
  readonly state: State;
  readonly receivedAt: Date;
  readonly respondBy: Date;
  /** Messages from the service that nobody has opened yet. */
  readonly unread: number;
};

export type SentQuery = {
  readonly show: 'open' | 'ended' | 'all';
  readonly page: number;
  readonly pageSize: number;
};

/** Those that wait for the referrer first, then the newest: what the actor's own referring organisation sent. */
export async function loadSentReferrals(
  ctx: Ctx,
  { show, page, pageSize }: SentQuery,
): Promise<{ referrals: SentReferral[]; total: number }> {
  const ended = sql`r.state in ('closed', 'declined', 'withdrawn')`;
  const sender = ctx.actor.kind === 'staff' ? ctx.actor.referringOrganisationId : null;
  const shown = show === 'all' ? sql`true` : show === 'ended' ? ended : sql`not ${ended}`;
  const { rows } = await sql<SentReferral & { total: number }>`
    with page as (
      select r.id, r.reference, coalesce(r.sent_person_id, r.person_id) as person_id, r.state, r.received_at, r.respond_by, count(*) over () as total
      from referrals r where r.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and r.referring_organisation_id = ${sender}::uuid and ${shown}
      order by r.state = 'waiting_for_referrer' desc, r.received_at desc, r.id
      ${onePage(page, pageSize)})
    select page.id, page.reference, p.display_name as "personName", page.state, page.received_at as "receivedAt",
      page.respond_by as "respondBy", page.total,
      (select count(*) from messages_back m where m.organisation_id = ${organisationOf(ctx.actor)}::uuid and m.referral_id = page.id
        and m.read_at is null) as unread
    from page join people p on p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = page.person_id
    order by page.state = 'waiting_for_referrer' desc, page.received_at desc, page.id`.execute(ctx.tx);
  return { referrals: rows.map(({ total: _, ...referral }) => referral), total: rows[0]?.total ?? 0 };
}
