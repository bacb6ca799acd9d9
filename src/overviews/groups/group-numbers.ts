// How groups were used in a period, for the manager: places, meetings, registers, who came, and why others did not.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { AbsenceReason, GroupId, Who } from '#groups';
import type { Period } from '../management/service-numbers.ts';

export type GroupNumbers = {
  readonly id: GroupId;
  readonly name: string;
  readonly who: Who;
  /** Now. */
  readonly places: number;
  readonly members: number;
  readonly waiting: number;
  /** Meetings of the period that are over and were not called off; and of these, registers that are filled in. */
  readonly held: number;
  readonly registers: number;
  readonly calledOff: number;
  /** Times somebody was expected and marked: what the three below are out of. */
  readonly marked: number;
  readonly came: number;
  readonly sentWord: number;
  readonly didNotCome: number;
  readonly guests: number;
};

export type ReasonNumbers = {
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly reason: AbsenceReason;
  readonly count: number;
};

export const GROUP_NUMBERS_A_PAGE = 50;

/** Every group that met in these days or is not ended, by name. `page` counts from 1. */
export async function loadGroupNumbers(
  ctx: Ctx,
  { from, to }: Period,
  { page = 1, pageSize = GROUP_NUMBERS_A_PAGE }: { readonly page?: number; readonly pageSize?: number } = {},
): Promise<{ readonly groups: readonly GroupNumbers[]; readonly total: number }> {
  const now = ctx.clock().toString();
  const { rows } = await sql<GroupNumbers & { total: number }>`
    with met as (select s.id, s.group_id, s.state, s.guests, s.register_taken_at from group_sessions s
      where s.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and s.starts_at >= ${from}::timestamp at time zone 'Europe/London'
        and s.starts_at < (${to}::date + 1)::timestamp at time zone 'Europe/London'
        and s.starts_at + make_interval(mins => s.minutes) <= ${now}::timestamptz),
    meetings as (select group_id, count(*) filter (where state = 'planned') as held, count(register_taken_at) as registers,
        count(*) filter (where state = 'called_off') as called_off, sum(guests)::integer as guests from met group by group_id),
    marks as (select a.group_id, count(*) as marked, count(*) filter (where a.mark in ('present', 'left_early')) as came,
        count(*) filter (where a.mark = 'sent_word') as sent_word, count(*) filter (where a.mark = 'did_not_come') as did_not_come
      from group_attendance a join met on met.id = a.session_id
      where a.organisation_id = ${organisationOf(ctx.actor)}::uuid and a.replaced_at is null group by a.group_id)
    select g.id, g.name, g.who, g.places, g.members, g.waiting, coalesce(m.held, 0) as held, coalesce(m.registers, 0) as registers,
      coalesce(m.called_off, 0) as "calledOff", coalesce(m.guests, 0) as guests, coalesce(k.marked, 0) as marked, coalesce(k.came, 0) as came,
      coalesce(k.sent_word, 0) as "sentWord", coalesce(k.did_not_come, 0) as "didNotCome", count(*) over () as total
    from groups g left join meetings m on m.group_id = g.id left join marks k on k.group_id = g.id
    where g.organisation_id = ${organisationOf(ctx.actor)}::uuid and (g.joining <> 'ended' or m.group_id is not null)
    order by lower(g.name), g.id ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { groups: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Why people did not come, by group, the most frequent first. */
export async function loadGroupReasons(
  ctx: Ctx,
  { from, to }: Period,
  groupIds: readonly GroupId[],
): Promise<readonly ReasonNumbers[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<ReasonNumbers>`
    select g.id as "groupId", g.name as "groupName", a.reason, count(*) as count
    from group_attendance a
    join group_sessions s on s.organisation_id = a.organisation_id and s.id = a.session_id
    join groups g on g.organisation_id = a.organisation_id and g.id = a.group_id
    where a.organisation_id = ${organisationOf(ctx.actor)}::uuid and a.replaced_at is null and a.mark in ('sent_word', 'did_not_come')
      and a.group_id = any (${[...groupIds]}::uuid[])
      and s.starts_at >= ${from}::timestamp at time zone 'Europe/London'
      and s.starts_at < (${to}::date + 1)::timestamp at time zone 'Europe/London'
    group by g.id, g.name, a.reason order by lower(g.name), g.id, count(*) desc, a.reason`.execute(ctx.tx);
  return rows;
}
