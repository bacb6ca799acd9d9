// Who looked at what and who changed it: the audit as the privacy lead reads it, with names looked up at reading.
import { type RawBuilder, sql } from 'kysely';
import { atMost, type Ctx, onePage, organisationOf } from '#database';
import type { AccountId, PersonId } from '#kernel';
import type { Period } from './management/service-numbers.ts';
import type { PageAsked } from './triage/work-queues.ts';

export type AccessEvent = {
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  /** The account's name; null for systems, visitors and accounts that are gone. */
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  /** Whose record it was, when it was a person's. */
  readonly personId: PersonId | null;
  readonly personName: string | null;
  readonly purpose: string | null;
};

export type AccessAsked = PageAsked & {
  readonly period: Period;
  readonly accountId: AccountId | null;
  readonly event: string | null;
};

export type AccessLog = { readonly events: readonly AccessEvent[]; readonly total: number };

/** The newest first, within whole days in London. Exact total. */
export function loadAccessLog(ctx: Ctx, asked: AccessAsked): Promise<AccessLog> {
  const conditions = [
    sql`e.at >= ${asked.period.from}::timestamp at time zone 'Europe/London'`,
    sql`e.at < (${asked.period.to}::date + 1)::timestamp at time zone 'Europe/London'`,
    ...(asked.accountId ? [sql`e.actor_id = ${asked.accountId}::uuid`] : []),
    ...(asked.event ? [sql`e.event = ${asked.event}`] : []),
  ];
  return loadEvents(ctx, sql.join(conditions, sql` and `), asked);
}

/** Everything recorded about one person: their record, records joined to it, their referrals and the messages about those. */
export async function loadPersonAccess(ctx: Ctx, personId: PersonId, asked: PageAsked): Promise<AccessLog> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<{ id: string }>`
    with same as (select id from people where organisation_id = ${organisation} and (id = ${personId}::uuid or merged_into = ${personId}::uuid)),
    sent as (select r.id from referrals r join same on r.person_id = same.id where r.organisation_id = ${organisation})
    select id from same union select id from sent
    union select m.id from messages_back m join sent on m.referral_id = sent.id where m.organisation_id = ${organisation}
    union select r.message_id from referrals r join sent on r.id = sent.id where r.organisation_id = ${organisation} and r.message_id is not null`.execute(
    ctx.tx,
  );
  if (rows.length === 0) return { events: [], total: 0 };
  return loadEvents(ctx, sql`e.subject_id = any(${rows.map(row => row.id)}::uuid[])`, asked);
}

async function loadEvents(
  ctx: Ctx,
  condition: RawBuilder<unknown>,
  { page, pageSize }: PageAsked,
): Promise<AccessLog> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const listed = sql<AccessEvent>`
    with shown as (
      select * from audit_events e where e.organisation_id = ${organisation} and ${condition}
      order by e.at desc, e.id desc ${onePage(page, pageSize)})
    select e.id, e.at, e.event, e.actor_kind as "actorKind", e.actor_id as "actorId", a.name as "actorName", a.role as "actorRole",
      e.subject_type as "subjectType", e.subject_id as "subjectId", p.id as "personId", p.display_name as "personName", e.purpose
    from shown e
    left join accounts a on a.organisation_id = ${organisation} and a.id = e.actor_id
    left join messages_back m on m.organisation_id = ${organisation} and m.id = e.subject_id and e.subject_type = 'message-back'
    left join referrals r on r.organisation_id = ${organisation} and r.id = coalesce(m.referral_id, e.subject_id)
    left join people p on p.organisation_id = ${organisation} and p.id = coalesce(r.person_id, e.subject_id)
    order by e.at desc, e.id desc`.execute(ctx.tx);
  const counted = sql<{ total: number }>`
    select count(*) as total from audit_events e where e.organisation_id = ${organisation} and ${condition}`.execute(
    ctx.tx,
  );
  const [{ rows: events }, { rows: counts }] = await Promise.all([listed, counted]);
  return { events, total: counts[0]?.total ?? 0 };
}

export type SealState = {
  readonly seals: number;
  readonly lastSealedAt: Date | null;
  /** Rows that no seal covers yet: those of the last seconds, when sealing works. */
  readonly unsealed: number;
};

export async function loadSealState(ctx: Ctx): Promise<SealState> {
  const { rows } = await sql<SealState>`
    select count(*) as seals, max(sealed_at) as "lastSealedAt", audit_unsealed() as unsealed
    from audit_seals where organisation_id = ${organisationOf(ctx.actor)}::uuid`.execute(ctx.tx);
  return rows[0] ?? { seals: 0, lastSealedAt: null, unsealed: 0 };
}

export type Colleague = { readonly id: AccountId; readonly name: string; readonly role: string };

const MOST_COLLEAGUES = 1000;

/** Everybody with an account, also those who have left, by name. */
export async function loadColleagues(ctx: Ctx): Promise<readonly Colleague[]> {
  const { rows } = await sql<Colleague>`
    select id, name, role from accounts where organisation_id = ${organisationOf(ctx.actor)}::uuid
    order by lower(name), id ${atMost(MOST_COLLEAGUES)}`.execute(ctx.tx);
  return rows;
}
