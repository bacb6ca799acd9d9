// All SQL of the referral tables.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId, ReferringOrganisationId, TeamId } from '#kernel';
import type { Referral, ReferralArrival, State } from './referral.ts';

/** Where a referral goes and how soon an answer is owed. Whom a link worker brings stays with their own team, the only one they see. */
export type Routing = { readonly teamId: TeamId; readonly responseDays: number };

export async function loadRouting(ctx: Ctx, from: ReferringOrganisationId | null): Promise<Routing> {
  const ownTeam = ctx.actor.kind === 'staff' ? ctx.actor.teamId : null;
  const { rows } = await sql<{ team_id: string; response_days: number }>`
    select coalesce(${ownTeam}::uuid, r.team_id, t.id) as team_id, o.response_days
    from organisations o
    join teams t on t.organisation_id = o.id and t.is_default
    left join referring_organisations r on r.organisation_id = o.id and r.id = ${from}::uuid
    where o.id = ${organisationOf(ctx.actor)}::uuid`.execute(ctx.tx);
  const found = rows[0];
  if (!found) throw new Error('this organisation has no default team');
  return { teamId: found.team_id, responseDays: found.response_days };
}

export type NewReferral = ReferralArrival & {
  readonly id: ReferralId;
  readonly reference: string;
  readonly personId: PersonId;
  readonly teamId: TeamId;
  readonly respondBy: string;
};

export async function insertReferral(ctx: Ctx, referral: NewReferral): Promise<void> {
  const organisation = organisationOf(ctx.actor);
  const at = ctx.clock().toString();
  await Promise.all([
    ctx.tx
      .insertInto('referrals')
      .values({
        organisation_id: organisation,
        id: referral.id,
        reference: referral.reference,
        person_id: referral.personId,
        team_id: referral.teamId,
        state: 'received',
        source: referral.source,
        referring_organisation_id: referral.referrer.referringOrganisationId,
        referrer_account_id: referral.referrer.accountId,
        referrer_name: referral.referrer.name,
        referrer_role: referral.referrer.role,
        referrer_organisation: referral.referrer.organisation,
        referrer_contact: referral.referrer.contact,
        urgency: referral.urgency,
        reason: referral.reason,
        what_matters: referral.whatMatters,
        consent: referral.consent,
        consent_wording: referral.consentWording,
        message_id: referral.messageId,
        form_version: referral.formVersion,
        received_at: at,
        respond_by: referral.respondBy,
      })
      .execute(),
    addInterventions(ctx, referral.id, referral.interventions),
    addEvent(ctx, referral.id, null, 'received', null),
  ]);
}

async function addInterventions(ctx: Ctx, referralId: ReferralId, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  await sql`insert into referral_interventions (organisation_id, referral_id, code)
    select ${organisationOf(ctx.actor)}::uuid, ${referralId}::uuid, code from unnest(${[...new Set(codes)]}::text[]) as code`.execute(
    ctx.tx,
  );
}

export async function addEvent(
  ctx: Ctx,
  referralId: ReferralId,
  from: State | null,
  to: State,
  note: string | null,
): Promise<void> {
  await ctx.tx
    .insertInto('referral_events')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id: ctx.newId(),
      referral_id: referralId,
      from_state: from,
      to_state: to,
      at: ctx.clock().toString(),
      by_account: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
      note,
    })
    .execute();
}

/** A referral the actor may see, or null. `forUpdate` holds it until the transaction ends. */
export async function loadReferral(
  ctx: Ctx,
  id: ReferralId,
  { forUpdate = false } = {},
): Promise<Referral | null> {
  const query = referralRows(ctx).where('r.id', '=', id);
  const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return row ? toReferral(row) : null;
}

export async function loadReferralsOfPerson(ctx: Ctx, personId: PersonId): Promise<Referral[]> {
  const rows = await referralRows(ctx)
    .where('r.person_id', '=', personId)
    .orderBy('r.received_at', 'desc')
    .execute();
  return rows.map(toReferral);
}

const referralRows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('referrals as r')
    .selectAll('r')
    .select(
      sql<string[]>`array(select i.code from referral_interventions i
        where i.organisation_id = r.organisation_id and i.referral_id = r.id order by i.code)`.as(
        'interventions',
      ),
    )
    .where('r.organisation_id', '=', organisationOf(ctx.actor));

type ReferralRow = Awaited<ReturnType<ReturnType<typeof referralRows>['execute']>>[number];

function toReferral(row: ReferralRow): Referral {
  return {
    id: row.id,
    reference: row.reference,
    personId: row.person_id,
    sentPersonId: row.sent_person_id ?? row.person_id,
    teamId: row.team_id,
    state: row.state as State,
    source: row.source as Referral['source'],
    referrer: {
      accountId: row.referrer_account_id,
      referringOrganisationId: row.referring_organisation_id,
      name: row.referrer_name,
      role: row.referrer_role,
      organisation: row.referrer_organisation,
      contact: row.referrer_contact,
    },
    urgency: row.urgency as Referral['urgency'],
    reason: row.reason,
    whatMatters: row.what_matters,
    interventions: row.interventions,
    consent: row.consent as Referral['consent'],
    consentWording: row.consent_wording,
    receivedAt: row.received_at,
    respondBy: row.respond_by,
    decidedAt: row.decided_at,
    declineReason: row.decline_reason as Referral['declineReason'],
    declineNote: row.decline_note,
    workerId: row.worker_id,
    allocatedAt: row.allocated_at,
    firstContactAt: row.first_contact_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    closeReason: row.close_reason as Referral['closeReason'],
    closingNote: row.closing_note,
  };
}

/** What an action may change of a referral; state always, the rest when it comes with the step. */
export type ReferralChange = {
  readonly state: State;
  readonly decided_at?: string;
  readonly decided_by?: AccountId | null;
  readonly decline_reason?: string;
  readonly decline_note?: string;
  readonly worker_id?: AccountId;
  readonly allocated_at?: string;
  readonly first_contact_at?: string;
  readonly closed_at?: string;
  readonly closed_by?: AccountId | null;
  readonly close_reason?: string;
  readonly closing_note?: string;
};

/** Saves a step and its line in the referral's history. */
export async function saveStep(
  ctx: Ctx,
  referral: Referral,
  change: ReferralChange,
  note: string | null = null,
): Promise<void> {
  await Promise.all([
    ctx.tx
      .updateTable('referrals')
      .set(change)
      .where('organisation_id', '=', organisationOf(ctx.actor))
      .where('id', '=', referral.id)
      .execute(),
    addEvent(ctx, referral.id, referral.state, change.state, note),
  ]);
}

/** Points a referral at another record, or back at the one it came with (`sentAs` null); the state stays, and so does its history. */
export async function savePerson(
  ctx: Ctx,
  id: ReferralId,
  { personId, sentAs }: { readonly personId: PersonId; readonly sentAs: PersonId | null },
): Promise<void> {
  await ctx.tx
    .updateTable('referrals')
    .set({ person_id: personId, sent_person_id: sentAs })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}
