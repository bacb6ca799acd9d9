// All SQL of the meetings of groups.
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { atMost, type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, instantOf } from '#kernel';
import type { GroupId } from '../group.ts';
import type { Session, SessionId } from './session.ts';

/** Adds dates that are not there yet; the same dates a second time change nothing. Says how many were added. */
export async function insertSessions(
  ctx: Ctx,
  groupId: GroupId,
  startsAt: readonly Temporal.Instant[],
  minutes: number,
  by: AccountId,
): Promise<number> {
  const rows = startsAt.map(at => ({ id: ctx.newId(), at: at.toString() }));
  const { numAffectedRows } = await sql`
    insert into group_sessions (organisation_id, id, group_id, planned_for, starts_at, minutes, changed_at, changed_by)
    select ${organisationOf(ctx.actor)}::uuid, id, ${groupId}::uuid, at, at, ${minutes}, ${ctx.clock().toString()}::timestamptz, ${by}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, at timestamptz)
    on conflict (organisation_id, group_id, planned_for) do nothing`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

type Row = {
  id: string;
  groupId: string;
  plannedFor: Date;
  startsAt: Date;
  minutes: number;
  state: Session['state'];
  reason: string;
  guests: number;
  takenAt: Date | null;
  takenBy: string | null;
  version: number;
  changedAt: Date;
  changedBy: string | null;
};

const COLUMNS = sql`s.id, s.group_id as "groupId", s.planned_for as "plannedFor", s.starts_at as "startsAt", s.minutes, s.state, s.reason,
  s.guests, s.register_taken_at as "takenAt", k.name as "takenBy", s.version, s.changed_at as "changedAt", c.name as "changedBy"`;
const NAMED = sql`left join accounts k on k.organisation_id = s.organisation_id and k.id = s.register_taken_by
  left join accounts c on c.organisation_id = s.organisation_id and c.id = s.changed_by`;

const toSession = (row: Row): Session => ({
  ...row,
  plannedFor: instantOf(row.plannedFor),
  startsAt: instantOf(row.startsAt),
  takenAt: row.takenAt && instantOf(row.takenAt),
  changedAt: instantOf(row.changedAt),
});

/** `forUpdate` holds it until the transaction ends, and finds it only for those who run the group. */
export async function loadSession(
  ctx: Ctx,
  id: SessionId,
  { forUpdate = false } = {},
): Promise<Session | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from group_sessions s ${NAMED}
    where s.organisation_id = ${organisationOf(ctx.actor)}::uuid and s.id = ${id}::uuid
    ${forUpdate ? sql`for update of s` : sql``}`.execute(ctx.tx);
  return rows[0] ? toSession(rows[0]) : null;
}

export const SESSIONS_A_PAGE = 20;

/** A session as a list shows it: how many of those expected were marked. */
export type ListedSession = Session & {
  readonly came: number;
  readonly sentWord: number;
  readonly didNotCome: number;
};

/** To come, the soonest first; or those that were, the newest first. */
export async function loadSessions(
  ctx: Ctx,
  groupId: GroupId,
  { past, page = 1, pageSize = SESSIONS_A_PAGE }: { past: boolean; page?: number; pageSize?: number },
): Promise<{ readonly sessions: readonly ListedSession[]; readonly total: number }> {
  const now = ctx.clock().toString();
  type Listed = Row & { came: number; sentWord: number; didNotCome: number; total: number };
  const { rows } = await sql<Listed>`
    select ${COLUMNS}, m.came, m."sentWord", m."didNotCome", count(*) over () as total
    from group_sessions s ${NAMED}
    left join lateral (select count(*) filter (where a.mark in ('present', 'left_early')) as came,
        count(*) filter (where a.mark = 'sent_word') as "sentWord", count(*) filter (where a.mark = 'did_not_come') as "didNotCome"
      from group_attendance a where a.organisation_id = s.organisation_id and a.session_id = s.id and a.replaced_at is null) m on true
    where s.organisation_id = ${organisationOf(ctx.actor)}::uuid and s.group_id = ${groupId}::uuid
      and (s.starts_at + make_interval(mins => s.minutes) <= ${now}::timestamptz) = ${past}
    order by ${past ? sql`s.starts_at desc` : sql`s.starts_at`}, s.id
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return {
    sessions: rows.map(({ total: _, ...row }) => ({ ...row, ...toSession(row) })),
    total: rows[0]?.total ?? 0,
  };
}

export async function saveSession(ctx: Ctx, session: Session, by: AccountId): Promise<void> {
  await ctx.tx
    .updateTable('group_sessions')
    .set({
      starts_at: session.startsAt.toString(),
      minutes: session.minutes,
      state: session.state,
      reason: session.reason,
      version: session.version + 1,
      changed_at: ctx.clock().toString(),
      changed_by: by,
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', session.id)
    .execute();
}

export type SessionToLead = Session & { readonly groupName: string };

/** Of groups this worker leads: to come in the next weeks, the soonest first, those called off as well. */
export async function loadSessionsToLead(ctx: Ctx, workerId: AccountId): Promise<readonly SessionToLead[]> {
  const { rows } = await sql<Row & { groupName: string }>`
    select ${COLUMNS}, g.name as "groupName" from group_leaders l
    join groups g on g.organisation_id = l.organisation_id and g.id = l.group_id
    join group_sessions s on s.organisation_id = l.organisation_id and s.group_id = l.group_id ${NAMED}
    where l.organisation_id = ${organisationOf(ctx.actor)}::uuid and l.worker_id = ${workerId}::uuid and l.ended_at is null
      and s.starts_at > ${ctx.clock().toString()}::timestamptz - interval '2 hours'
    order by s.starts_at, s.id limit 200`.execute(ctx.tx);
  return rows.map(row => ({ ...toSession(row), groupName: row.groupName }));
}

const MOST_DUE = 50;

/** Registers of groups this worker leads that are not filled in though the meeting is over, the oldest first. */
export async function loadRegistersDue(ctx: Ctx, workerId: AccountId): Promise<readonly SessionToLead[]> {
  const { rows } = await sql<Row & { groupName: string }>`
    select ${COLUMNS}, g.name as "groupName" from group_leaders l
    join groups g on g.organisation_id = l.organisation_id and g.id = l.group_id
    join group_sessions s on s.organisation_id = l.organisation_id and s.group_id = l.group_id ${NAMED}
    where l.organisation_id = ${organisationOf(ctx.actor)}::uuid and l.worker_id = ${workerId}::uuid and l.ended_at is null
      and s.state = 'planned' and s.register_taken_at is null
      and s.starts_at + make_interval(mins => s.minutes) <= ${ctx.clock().toString()}::timestamptz
    order by s.starts_at, s.id ${atMost(MOST_DUE)}`.execute(ctx.tx);
  return rows.map(row => ({ ...toSession(row), groupName: row.groupName }));
}
