// All SQL of attendance: who is expected at a meeting, how they were marked, and what was corrected.
import { sql } from 'kysely';
import { atMost, type Ctx, organisationOf } from '#database';
import type { AccountId, PersonId, ReferralId } from '#kernel';
import type { Session } from '../sessions/session.ts';
import type { AbsenceReason, Entry, Mark } from './attendance.ts';

export type ExpectedPerson = {
  readonly personId: PersonId;
  readonly personName: string;
  readonly mayOpen: boolean;
  /** They said that they want an interpreter; of people whose record the actor may see. */
  readonly wantsInterpreter: boolean;
  readonly mark: Mark | null;
  readonly reason: AbsenceReason | null;
};

/**
 * Who had a place on the day of the meeting, and whoever was marked; of these, those whose names the actor may see. For who leads
 * the group that is everybody.
 */
export async function loadExpected(
  ctx: Ctx,
  { id, groupId, startsAt }: Pick<Session, 'id' | 'groupId' | 'startsAt'>,
): Promise<readonly ExpectedPerson[]> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const at = sql`${startsAt.toString()}::timestamptz`;
  const { rows } = await sql<ExpectedPerson>`
    with names as (select person_id, display_name from group_names(${groupId}::uuid)),
    kept as (select a.person_id, a.mark, a.reason from group_attendance a
      where a.organisation_id = ${organisation} and a.session_id = ${id}::uuid and a.replaced_at is null),
    due as (
      select q.person_id from group_places q where q.organisation_id = ${organisation} and q.group_id = ${groupId}::uuid
        and (q.joined_at at time zone 'Europe/London')::date <= (${at} at time zone 'Europe/London')::date
        and (q.ended_at is null or q.ended_at > ${at})
      union select k.person_id from kept k)
    select d.person_id as "personId", coalesce(p.display_name, n.display_name) as "personName", p.id is not null as "mayOpen", k.mark, k.reason,
      coalesce((select f.value = 'true'::jsonb from person_facts f where f.organisation_id = ${organisation} and f.person_id = d.person_id
        and f.kind = 'interpreter' order by f.recorded_at desc, f.id desc limit 1), false) as "wantsInterpreter"
    from due d
    left join people p on p.organisation_id = ${organisation} and p.id = d.person_id
    left join names n on n.person_id = d.person_id
    left join kept k on k.person_id = d.person_id
    where coalesce(p.display_name, n.display_name) is not null
    order by lower(coalesce(p.display_name, n.display_name)), d.person_id`.execute(ctx.tx);
  return rows;
}

/** A correction replaces what was kept and leaves it on record. */
export async function addMarks(
  ctx: Ctx,
  { id, groupId }: Pick<Session, 'id' | 'groupId'>,
  entries: readonly Entry[],
  by: AccountId,
): Promise<void> {
  if (entries.length === 0) return;
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const at = sql`${ctx.clock().toString()}::timestamptz`;
  const rows = entries.map(entry => ({ id: ctx.newId(), ...entry }));
  await sql`update group_attendance set replaced_at = ${at} where organisation_id = ${organisation} and session_id = ${id}::uuid
    and replaced_at is null and person_id = any (${entries.map(({ personId }) => personId)}::uuid[])`.execute(
    ctx.tx,
  );
  await sql`insert into group_attendance (organisation_id, id, group_id, session_id, person_id, mark, reason, recorded_at, recorded_by)
    select ${organisation}, id, ${groupId}::uuid, ${id}::uuid, "personId", mark, reason, ${at}, ${by}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "personId" uuid, mark text, reason text)`.execute(
    ctx.tx,
  );
}

export async function saveTaken(
  ctx: Ctx,
  session: Session,
  { guests, complete }: { readonly guests: number; readonly complete: boolean },
  by: AccountId,
): Promise<void> {
  const taken = complete && session.takenAt === null;
  await ctx.tx
    .updateTable('group_sessions')
    .set({
      guests,
      version: session.version + 1,
      changed_at: ctx.clock().toString(),
      changed_by: by,
      ...(taken ? { register_taken_at: ctx.clock().toString(), register_taken_by: by } : {}),
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', session.id)
    .execute();
}

export type Correction = {
  readonly personName: string;
  readonly mark: Mark;
  readonly reason: AbsenceReason | null;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly replacedAt: Date | null;
};

const MOST_CORRECTIONS = 100;

/** What was marked at first of those who were marked again, the newest first. */
export async function loadCorrections(
  ctx: Ctx,
  { id, groupId }: Pick<Session, 'id' | 'groupId'>,
): Promise<readonly Correction[]> {
  const { rows } = await sql<Correction>`
    with names as (select person_id, display_name from group_names(${groupId}::uuid))
    select coalesce(p.display_name, n.display_name) as "personName", a.mark, a.reason, a.recorded_at as "recordedAt",
      r.name as "recordedBy", a.replaced_at as "replacedAt"
    from group_attendance a
    left join people p on p.organisation_id = a.organisation_id and p.id = a.person_id
    left join names n on n.person_id = a.person_id
    left join accounts r on r.organisation_id = a.organisation_id and r.id = a.recorded_by
    where a.organisation_id = ${organisationOf(ctx.actor)}::uuid and a.session_id = ${id}::uuid and a.replaced_at is not null
      and coalesce(p.display_name, n.display_name) is not null
    order by a.replaced_at desc, a.id desc ${atMost(MOST_CORRECTIONS)}`.execute(ctx.tx);
  return rows;
}

/** Open referrals that people of this group came with, as far as the actor may see them. */
export async function loadReferralsOf(
  ctx: Ctx,
  groupId: string,
  people: readonly PersonId[],
): Promise<readonly { personId: PersonId; referralId: ReferralId; state: string }[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<{ personId: PersonId; referralId: ReferralId; state: string }>`
    select distinct on (q.person_id) q.person_id as "personId", r.id as "referralId", r.state
    from group_places q join referrals r on r.organisation_id = q.organisation_id and r.id = q.referral_id
    where q.organisation_id = ${organisationOf(ctx.actor)}::uuid and q.group_id = ${groupId}::uuid
      and q.person_id = any (${[...people]}::uuid[]) and r.state in ('allocated', 'active')
    order by q.person_id, q.asked_at desc`.execute(ctx.tx);
  return rows;
}

/** How a group was attended: what everything else is out of is `marked`. */
export type Attendance = {
  readonly marked: number;
  readonly came: number;
  readonly sentWord: number;
  readonly didNotCome: number;
  readonly guests: number;
  /** Meetings that are over and were not called off, and of these, registers that are filled in. */
  readonly held: number;
  readonly registers: number;
  readonly calledOff: number;
  readonly reasons: readonly { readonly reason: AbsenceReason; readonly count: number }[];
};

/** Of everybody marked whom the actor may see: for who leads the group that is everybody. */
export async function loadAttendance(ctx: Ctx, groupId: string): Promise<Attendance> {
  const { rows } = await sql<Attendance>`
    with over as (select s.id, s.state, s.guests, s.register_taken_at from group_sessions s
      where s.organisation_id = ${organisationOf(ctx.actor)}::uuid and s.group_id = ${groupId}::uuid
        and s.starts_at + make_interval(mins => s.minutes) <= ${ctx.clock().toString()}::timestamptz),
    marks as (select a.mark, a.reason from group_attendance a
      where a.organisation_id = ${organisationOf(ctx.actor)}::uuid and a.group_id = ${groupId}::uuid and a.replaced_at is null)
    select (select count(*) from marks) as marked, (select count(*) from marks where mark in ('present', 'left_early')) as came,
      (select count(*) from marks where mark = 'sent_word') as "sentWord",
      (select count(*) from marks where mark = 'did_not_come') as "didNotCome",
      (select coalesce(sum(guests), 0)::integer from over) as guests,
      (select count(*) from over where state = 'planned') as held,
      (select count(*) from over where register_taken_at is not null) as registers,
      (select count(*) from over where state = 'called_off') as "calledOff",
      (select coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.count) order by r.count desc, r.reason), '[]')
        from (select reason, count(*) as count from marks where mark in ('sent_word', 'did_not_come') group by reason) r) as reasons`.execute(
    ctx.tx,
  );
  const [row] = rows;
  if (!row) throw new Error('counting answers one row');
  return row;
}
