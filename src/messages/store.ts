// All SQL of messages back to referrers.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { done, isUuid, type Outcome, type ReferralId, refused } from '#kernel';
import {
  type KeptMessage,
  type MessageBack,
  type MessageBackKind,
  messageBackSchema,
  withinAgreement,
} from './message-back.ts';

/**
 * Keeps a message as it was composed now, cut to what the person agreed to, and tells the jobs. The person is the referral's.
 * Answers the new message's id. Throws when the content has a field that a message back may not carry.
 */
export async function saveMessageBack(
  ctx: Ctx,
  referralId: ReferralId,
  content: MessageBack,
): Promise<Outcome<string, 'not-found'>> {
  const kept = withinAgreement(messageBackSchema.parse(content));
  const by = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  const id = ctx.newId();
  const { rows } = await sql<{ id: string }>`
    insert into messages_back (organisation_id, id, referral_id, person_id, kind, content, made_at, made_by)
    select organisation_id, ${id}::uuid, id, person_id, ${kept.kind}, ${JSON.stringify(kept)}::jsonb, ${ctx.clock().toString()}::timestamptz, ${by}::uuid
    from referrals where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${referralId}::uuid
    returning id`.execute(ctx.tx);
  if (rows.length === 0) return refused('not-found');
  ctx.record({ event: 'message-back.sent', subject: { type: 'message-back', id } });
  ctx.enqueue('message-back.sent', id);
  return done(id);
}

const messageRows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('messages_back')
    .select(['id', 'referral_id', 'person_id', 'content', 'made_at', 'read_at'])
    .where('organisation_id', '=', organisationOf(ctx.actor));

type MessageRow = Awaited<ReturnType<ReturnType<typeof messageRows>['execute']>>[number];

const toKeptMessage = (row: MessageRow): KeptMessage => ({
  id: row.id,
  referralId: row.referral_id,
  personId: row.person_id,
  content: row.content as unknown as MessageBack,
  madeAt: row.made_at,
  readAt: row.read_at,
});

/** One message the actor may see, or null. */
export async function loadMessageBack(ctx: Ctx, id: string): Promise<KeptMessage | null> {
  if (!isUuid(id)) return null;
  const row = await messageRows(ctx).where('id', '=', id).executeTakeFirst();
  return row ? toKeptMessage(row) : null;
}

/** Every message back about a referral, newest first. */
export async function loadMessagesBack(ctx: Ctx, referralId: ReferralId): Promise<KeptMessage[]> {
  const rows = await messageRows(ctx)
    .where('referral_id', '=', referralId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toKeptMessage);
}

export type UnreadMessage = {
  readonly id: string;
  readonly referralId: ReferralId;
  readonly reference: string;
  readonly kind: MessageBackKind;
  readonly personName: string;
  readonly madeAt: Date;
};

/** What an organisation that refers has not opened yet, oldest first, with the exact total. Nobody else has an inbox. */
export async function loadUnreadMessages(
  ctx: Ctx,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ messages: UnreadMessage[]; total: number }> {
  const sender =
    ctx.actor.kind === 'staff' || ctx.actor.kind === 'client' ? ctx.actor.referringOrganisationId : null;
  const { rows } = await sql<UnreadMessage & { total: number }>`
    select m.id, m.referral_id as "referralId", r.reference, m.kind, m.content #>> '{person,name}' as "personName",
      m.made_at as "madeAt", count(*) over () as total
    from messages_back m
    join referrals r on r.organisation_id = m.organisation_id and r.id = m.referral_id
    where m.organisation_id = ${organisationOf(ctx.actor)}::uuid and m.read_at is null
      and r.referring_organisation_id = ${sender}::uuid
    order by m.made_at, m.id
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { messages: rows.map(({ total: _, ...message }) => message), total: rows[0]?.total ?? 0 };
}

/** The referrer has opened it. The first reading is the one that counts; a message for somebody else is not found. */
export async function markMessageRead(ctx: Ctx, id: string): Promise<Outcome<null, 'not-found'>> {
  if (!isUuid(id)) return refused('not-found');
  const by = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  const { rows } = await sql<{ first: boolean }>`
    with before as (
      select id, read_at from messages_back where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${id}::uuid for update)
    update messages_back m set read_at = coalesce(m.read_at, ${ctx.clock().toString()}::timestamptz), read_by = coalesce(m.read_by, ${by}::uuid)
    from before where m.organisation_id = ${organisationOf(ctx.actor)}::uuid and m.id = before.id
    returning before.read_at is null as first`.execute(ctx.tx);
  const [read] = rows;
  if (!read) return refused('not-found');
  if (read.first) ctx.record({ event: 'message-back.read', subject: { type: 'message-back', id } });
  return done(null);
}
