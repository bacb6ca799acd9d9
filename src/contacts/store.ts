// All SQL of the contacts table.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId } from '#kernel';
import type { Contact, ContactId, ContactWords, Interpreting, Mode, Reached } from './contact.ts';

export type NewContact = ContactWords & {
  readonly id: ContactId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly workerId: AccountId;
  readonly recordedBy: AccountId;
};

/** The referral's state (null without a referral), and whether the id was free: it is taken when a form is sent a second time. */
export type KeptContact = { readonly referralState: string | null; readonly isNew: boolean };

/**
 * Inserts the contact if the actor may see the person and the referral is that person's; undefined when not. One statement,
 * since it is the most frequent act of all.
 */
export async function insertContact(ctx: Ctx, contact: NewContact): Promise<KeptContact | undefined> {
  const { actor } = ctx;
  // A link worker records for themselves or a colleague of their team, as with tasks.
  const ownTeamOnly = actor.kind === 'staff' && actor.role === 'link_worker' ? actor.teamId : null;
  const { rows } = await sql<KeptContact>`
    with found as (
      select p.organisation_id, p.id, r.state
      from people p
      join link_workers w on w.organisation_id = p.organisation_id and w.account_id = ${contact.workerId}::uuid
      left join referrals r on r.organisation_id = p.organisation_id and r.id = ${contact.referralId}::uuid and r.person_id = p.id
      where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = ${contact.personId}::uuid
        and (${ownTeamOnly}::uuid is null or w.team_id = ${ownTeamOnly}::uuid)
        and (${contact.referralId}::uuid is null or r.id is not null)),
    kept as (
      insert into contacts (organisation_id, id, person_id, referral_id, worker_id, happened_at, minutes, mode, reached, interpreter,
        interpreter_language, interpreter_reason, note, recorded_at, recorded_by)
      select f.organisation_id, ${contact.id}::uuid, f.id, ${contact.referralId}::uuid, ${contact.workerId}::uuid,
        ${contact.happenedAt.toString()}::timestamptz, ${contact.minutes}, ${contact.mode}, ${contact.reached}, ${contact.interpreting},
        ${contact.interpreterLanguage}, ${contact.interpreterReason}, ${contact.note}, ${ctx.clock().toString()}::timestamptz,
        ${contact.recordedBy}::uuid
      from found f
      on conflict (organisation_id, id) do nothing
      returning id)
    select state as "referralState", exists (select from kept) as "isNew" from found`.execute(ctx.tx);
  return rows[0];
}

/** Whether the contact of this id says the very same of the same person. */
export async function isKeptAlready(ctx: Ctx, contact: NewContact): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('contacts')
    .select('id')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', contact.id)
    .where('person_id', '=', contact.personId)
    .where('worker_id', '=', contact.workerId)
    .where('happened_at', '=', new Date(contact.happenedAt.epochMilliseconds))
    .where('minutes', '=', contact.minutes)
    .where('mode', '=', contact.mode)
    .where('reached', '=', contact.reached)
    .where('interpreter', '=', contact.interpreting)
    .where('note', '=', contact.note)
    .executeTakeFirst();
  return row !== undefined;
}

export const CONTACTS_A_PAGE = 10;

type ContactRow = {
  id: string;
  person_id: string;
  referral_id: string | null;
  worker_id: string;
  worker_name: string | null;
  happened_at: Date;
  minutes: number;
  mode: Mode;
  reached: Reached;
  interpreter: Interpreting;
  interpreter_language: string | null;
  interpreter_reason: string | null;
  note: string;
  recorded_at: Date;
  total: number;
};

/**
 * Contacts with a person, newest first, with those of records joined to theirs, and how many there are in all. `page` counts
 * from 1; a page past the end is empty and its total 0.
 */
export async function loadContacts(
  ctx: Ctx,
  personId: PersonId,
  { page = 1, pageSize = CONTACTS_A_PAGE }: { readonly page?: number; readonly pageSize?: number } = {},
): Promise<{ contacts: Contact[]; total: number }> {
  const { rows } = await sql<ContactRow>`
    select c.id, c.person_id, c.referral_id, c.worker_id, a.name as worker_name, c.happened_at, c.minutes, c.mode, c.reached, c.interpreter,
      c.interpreter_language, c.interpreter_reason, c.note, c.recorded_at, count(*) over () as total
    from contacts c
    left join accounts a on a.organisation_id = c.organisation_id and a.id = c.worker_id
    where c.organisation_id = ${organisationOf(ctx.actor)}::uuid and c.person_id in (
      select p.id from people p where p.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))
    order by c.happened_at desc, c.id desc
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { contacts: rows.map(toContact), total: rows[0]?.total ?? 0 };
}

export type ContactSummary = {
  readonly count: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly ways: readonly { readonly mode: Mode; readonly count: number }[];
  /** How many had an interpreter or a worker who speaks the language. */
  readonly interpreted: number;
  /** BCP 47 tags or the words that were typed. */
  readonly interpreterLanguages: readonly string[];
};

/** The contacts of one referral in which the person was reached, in numbers: for the message back. */
export async function summariseContacts(
  ctx: Ctx,
  { personId, referralId }: { readonly personId: PersonId; readonly referralId: ReferralId },
): Promise<ContactSummary> {
  type Way = { mode: Mode; count: number; first: Date; last: Date; interpreted: number; languages: string[] };
  const { rows } = await sql<Way>`
    select mode, count(*) as count, min(happened_at) as first, max(happened_at) as last,
      count(*) filter (where interpreter in ('professional', 'bilingual_worker')) as interpreted,
      array_remove(array_agg(distinct interpreter_language), null) as languages
    from contacts
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and person_id = ${personId}::uuid and referral_id = ${referralId}::uuid
      and reached = 'reached'
    group by mode order by count(*) desc, mode`.execute(ctx.tx);
  const times = rows.flatMap(row => [row.first.getTime(), row.last.getTime()]);
  const total = (of: 'count' | 'interpreted'): number => rows.reduce((sum, row) => sum + row[of], 0);
  return {
    count: total('count'),
    firstAt: times.length === 0 ? null : new Date(Math.min(...times)),
    lastAt: times.length === 0 ? null : new Date(Math.max(...times)),
    ways: rows.map(({ mode, count }) => ({ mode, count })),
    interpreted: total('interpreted'),
    interpreterLanguages: [...new Set(rows.flatMap(row => row.languages))],
  };
}

const toContact = (row: ContactRow): Contact => ({
  id: row.id,
  personId: row.person_id,
  referralId: row.referral_id,
  workerId: row.worker_id,
  workerName: row.worker_name,
  happenedAt: row.happened_at,
  minutes: row.minutes,
  mode: row.mode,
  reached: row.reached,
  interpreting: row.interpreter,
  interpreterLanguage: row.interpreter_language,
  interpreterReason: row.interpreter_reason,
  note: row.note,
  recordedAt: row.recorded_at,
});
