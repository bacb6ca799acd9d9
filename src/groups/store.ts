// All SQL of groups, their addresses and who leads them.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, instantOf } from '#kernel';
import type { Group, GroupId, GroupWords, Leader } from './group.ts';

type Row = Omit<Group, 'next'> & {
  readonly nextAt: Date | null;
  readonly nextMinutes: number | null;
  readonly total: number;
};

const toGroup = ({ nextAt, nextMinutes, total: _, ...row }: Row): Group => ({
  ...row,
  next: nextAt === null ? null : { startsAt: instantOf(nextAt), minutes: nextMinutes ?? 0 },
});

const COLUMNS = sql`g.id, g.team_id as "teamId", t.name as "teamName", g.name, g.about, g.helps, g.who, g.languages, g.interpreted, g.culture,
  g.creche, g.step_free as "stepFree", g.online, g.places, g.joining, g.members, g.waiting, g.version, g.updated_at as "updatedAt",
  u.name as "updatedBy", a.address, coalesce(a.confidential, true) as confidential, n.starts_at as "nextAt", n.minutes as "nextMinutes",
  e.first_at as "firstAt", e.last_at as "lastAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', l.worker_id, 'name', w.name) order by l.started_at, w.name)
    from group_leaders l join accounts w on w.organisation_id = l.organisation_id and w.id = l.worker_id
    where l.organisation_id = g.organisation_id and l.group_id = g.id and l.ended_at is null), '[]') as leaders`;

/** @param now a session that runs is still to come until it is over. */
const joined = (now: string) => sql`groups g
  join teams t on t.organisation_id = g.organisation_id and t.id = g.team_id
  left join accounts u on u.organisation_id = g.organisation_id and u.id = g.updated_by
  left join group_addresses a on a.organisation_id = g.organisation_id and a.group_id = g.id
  left join lateral (select s.starts_at, s.minutes from group_sessions s where s.organisation_id = g.organisation_id and s.group_id = g.id
    and s.state = 'planned' and s.starts_at > ${now}::timestamptz - interval '2 hours' order by s.starts_at limit 1) n on true
  left join lateral (select min(s.starts_at) as first_at, max(s.starts_at) as last_at from group_sessions s
    where s.organisation_id = g.organisation_id and s.group_id = g.id and s.state = 'planned') e on true`;

/** A group of the organisation, or null. */
export async function loadGroup(ctx: Ctx, id: GroupId): Promise<Group | null> {
  const { rows } = await sql<Row>`select ${COLUMNS}, 1 as total from ${joined(ctx.clock().toString())}
    where g.organisation_id = ${organisationOf(ctx.actor)}::uuid and g.id = ${id}::uuid`.execute(ctx.tx);
  return rows[0] ? toGroup(rows[0]) : null;
}

export type GroupsAsked = {
  /** BCP 47; spoken or interpreted. */
  readonly language?: string | null;
  readonly who?: string | null;
  /** Monday is 1. */
  readonly day?: number | null;
  /** Open for joining, with a place that nobody waits for. */
  readonly withPlaces?: boolean;
  readonly ledBy?: AccountId | null;
  readonly ended?: boolean;
  readonly page?: number;
  readonly pageSize?: number;
};

export const GROUPS_A_PAGE = 20;

/** Groups that fit, those that meet soonest first, and exactly how many. `page` counts from 1. */
export async function loadGroups(
  ctx: Ctx,
  {
    language = null,
    who = null,
    day = null,
    withPlaces = false,
    ledBy = null,
    ended = false,
    page = 1,
    pageSize = GROUPS_A_PAGE,
  }: GroupsAsked,
): Promise<{ readonly groups: readonly Group[]; readonly total: number }> {
  const now = ctx.clock().toString();
  const { rows } = await sql<Row>`select ${COLUMNS}, count(*) over () as total from ${joined(now)}
    where g.organisation_id = ${organisationOf(ctx.actor)}::uuid and (g.joining = 'ended') = ${ended}
      and (${who}::text is null or g.who = ${who}::text)
      and (not ${withPlaces}::boolean or (g.joining = 'open' and g.members < g.places and g.waiting = 0))
      and (${language}::text is null or exists (select 1 from unnest(g.languages || g.interpreted) as l(tag)
        where split_part(lower(l.tag), '-', 1) = split_part(lower(${language}::text), '-', 1)))
      and (${day}::integer is null or exists (select 1 from group_sessions s where s.organisation_id = g.organisation_id and s.group_id = g.id
        and s.state = 'planned' and s.starts_at > ${now}::timestamptz
        and extract(isodow from s.starts_at at time zone 'Europe/London') = ${day}::integer))
      and (${ledBy}::uuid is null or exists (select 1 from group_leaders l where l.organisation_id = g.organisation_id and l.group_id = g.id
        and l.worker_id = ${ledBy}::uuid and l.ended_at is null))
    order by n.starts_at nulls last, lower(g.name), g.id
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { groups: rows.map(toGroup), total: rows[0]?.total ?? 0 };
}

/** Languages that any group of now speaks or has interpreted: what a list can be narrowed to. */
export async function loadGroupLanguages(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ tag: string }>`
    select distinct l.tag from groups g, unnest(g.languages || g.interpreted) as l(tag)
    where g.organisation_id = ${organisationOf(ctx.actor)}::uuid and g.joining <> 'ended' order by l.tag`.execute(
    ctx.tx,
  );
  return rows.map(({ tag }) => tag);
}

const columnsOf = (words: GroupWords) => ({
  name: words.name,
  about: words.about,
  helps: [...words.helps],
  who: words.who,
  languages: [...words.languages],
  interpreted: [...words.interpreted],
  culture: words.culture,
  creche: words.creche,
  step_free: words.stepFree,
  online: words.online,
  places: words.places,
  joining: words.joining,
});

export async function insertGroup(ctx: Ctx, id: GroupId, words: GroupWords, by: AccountId): Promise<void> {
  const organisation_id = organisationOf(ctx.actor);
  const at = ctx.clock().toString();
  const who = { created_at: at, created_by: by, updated_at: at, updated_by: by };
  await ctx.tx
    .insertInto('groups')
    .values({ organisation_id, id, team_id: words.teamId, ...columnsOf(words), ...who })
    .execute();
  await ctx.tx
    .insertInto('group_addresses')
    .values({ organisation_id, group_id: id, address: words.address, confidential: words.confidential })
    .execute();
  await saveLeaders(ctx, id, words.leaders);
}

/** Who may change it is for the policies to say: false when nothing was changed. */
export async function saveGroup(ctx: Ctx, id: GroupId, words: GroupWords, by: AccountId): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('groups')
    .set({
      ...columnsOf(words),
      updated_at: ctx.clock().toString(),
      updated_by: by,
      version: sql<number>`version + 1`,
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await ctx.tx
    .updateTable('group_addresses')
    .set({ address: words.address, confidential: words.confidential })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('group_id', '=', id)
    .execute();
  await saveLeaders(ctx, id, words.leaders);
  return true;
}

/** Those who led it before stay on record with the day it ended. */
async function saveLeaders(ctx: Ctx, id: GroupId, leaders: readonly AccountId[]): Promise<void> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const at = sql`${ctx.clock().toString()}::timestamptz`;
  const wanted = sql`${[...new Set(leaders)]}::uuid[]`;
  // Added before others end: whoever hands a group over still leads it while they do.
  await sql`insert into group_leaders (organisation_id, group_id, worker_id, started_at)
    select ${organisation}, ${id}::uuid, w, ${at} from unnest(${wanted}) as w
    where not exists (select 1 from group_leaders l where l.organisation_id = ${organisation} and l.group_id = ${id}::uuid and l.worker_id = w)`.execute(
    ctx.tx,
  );
  await sql`update group_leaders set ended_at = case when worker_id = any (${wanted}) then null else ${at} end
    where organisation_id = ${organisation} and group_id = ${id}::uuid and (ended_at is null) <> (worker_id = any (${wanted}))`.execute(
    ctx.tx,
  );
}

/** Holds everything about places of this group until the transaction ends, also for those who may not change the group itself. */
export async function holdGroup(ctx: Ctx, id: GroupId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`group places ${id}`}, 0))`.execute(ctx.tx);
}

/** Whether this actor runs the group: a manager, its team, or who leads it. The policies say the same. */
export function mayRun(ctx: Ctx, { teamId, leaders }: Pick<Group, 'teamId' | 'leaders'>): boolean {
  const { actor } = ctx;
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff') return false;
  if (actor.role === 'manager') return true;
  if (actor.role !== 'link_worker') return false;
  return actor.teamId === teamId || leaders.some((leader: Leader) => leader.id === actor.accountId);
}
