// All SQL of places in groups: who has one, who waits, in which order.
import { sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import type { AccountId, PersonId } from '#kernel';
import type { Group, GroupId } from '../group.ts';
import type { JoinRequest, LeftBecause, Place, PlaceId, WaitingBecause } from './joining.ts';

const COLUMNS = sql`q.id, q.group_id as "groupId", q.person_id as "personId", q.referral_id as "referralId", q.step_id as "stepId", q.state,
  q.agreed, q.waiting_because as "waitingBecause", q.ahead_because as "aheadBecause", q.note, q.asked_at as "askedAt",
  q.joined_at as "joinedAt", q.ended_at as "endedAt", q.left_because as "leftBecause"`;

/** Null when there is none or the actor may not see it. */
export async function loadPlace(ctx: Ctx, id: PlaceId): Promise<Place | null> {
  const { rows } = await sql<Place>`select ${COLUMNS} from group_places q
    where q.organisation_id = ${organisationOf(ctx.actor)}::uuid and q.id = ${id}::uuid`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Where they stand in this group now: a place or waiting, or null. Records joined to theirs count. */
export async function loadPlaceIn(ctx: Ctx, groupId: GroupId, personId: PersonId): Promise<Place | null> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<Place>`select ${COLUMNS} from group_places q
    where q.organisation_id = ${organisation} and q.group_id = ${groupId}::uuid and q.state <> 'left' and q.person_id in (
      select p.id from people p where p.organisation_id = ${organisation} and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}

export async function insertPlace(
  ctx: Ctx,
  id: PlaceId,
  asked: JoinRequest,
  because: WaitingBecause | null,
  by: AccountId,
): Promise<void> {
  const at = ctx.clock().toString();
  await ctx.tx
    .insertInto('group_places')
    .values({
      organisation_id: organisationOf(ctx.actor),
      id,
      group_id: asked.groupId,
      person_id: asked.personId,
      referral_id: asked.referralId,
      step_id: asked.stepId,
      state: because === null ? 'member' : 'waiting',
      agreed: [...asked.agreed],
      asked_at: at,
      waiting_because: because,
      note: asked.note.trim(),
      joined_at: because === null ? at : null,
      changed_at: at,
      changed_by: by,
    })
    .execute();
}

type Change =
  | { readonly state: 'member' }
  | { readonly state: 'left'; readonly left_because: LeftBecause; readonly note: string }
  | { readonly ahead_because: string };

export async function changePlace(ctx: Ctx, id: PlaceId, change: Change, by: AccountId): Promise<void> {
  const at = ctx.clock().toString();
  const state = 'state' in change ? change.state : null;
  await ctx.tx
    .updateTable('group_places')
    .set({
      ...change,
      ...(state === 'member' ? { joined_at: at } : {}),
      ...(state === 'left' ? { ended_at: at } : {}),
      changed_at: at,
      changed_by: by,
    })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', id)
    .execute();
}

/** Somebody with a place, or who waits, as the group's page shows them. `mayOpen` false: of another team, known by name only. */
export type ListedPlace = Place & {
  readonly personName: string;
  readonly mayOpen: boolean;
  /** First is 1, of everybody who waits; null for those who have a place. */
  readonly nth: number | null;
  readonly changedBy: string | null;
};

export const PLACES_A_PAGE = 50;

/**
 * Those whose names the actor may see: of people they may see, and of everybody in a group they lead. `total` is of these; how
 * many there are in all is on the group itself.
 */
export async function loadPlaces(
  ctx: Ctx,
  groupId: GroupId,
  state: 'member' | 'waiting',
  { page = 1, pageSize = PLACES_A_PAGE }: { readonly page?: number; readonly pageSize?: number } = {},
): Promise<{ readonly places: readonly ListedPlace[]; readonly total: number }> {
  const { rows } = await sql<ListedPlace & { total: number }>`
    with names as (select person_id, display_name from group_names(${groupId}::uuid)),
    line as (select place_id, nth from group_line(${groupId}::uuid))
    select ${COLUMNS}, coalesce(p.display_name, n.display_name) as "personName", p.id is not null as "mayOpen", line.nth,
      c.name as "changedBy", count(*) over () as total
    from group_places q
    left join people p on p.organisation_id = q.organisation_id and p.id = q.person_id
    left join names n on n.person_id = q.person_id
    left join line on line.place_id = q.id
    left join accounts c on c.organisation_id = q.organisation_id and c.id = q.changed_by
    where q.organisation_id = ${organisationOf(ctx.actor)}::uuid and q.group_id = ${groupId}::uuid and q.state = ${state}
      and coalesce(p.display_name, n.display_name) is not null
    order by line.nth, lower(coalesce(p.display_name, n.display_name)), q.id
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { places: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** The place of one waiting person in the line; 0 for somebody who does not wait. */
export async function loadNth(ctx: Ctx, { groupId, id }: Pick<Place, 'groupId' | 'id'>): Promise<number> {
  const { rows } = await sql<{ nth: number }>`
    select nth from group_line(${groupId}::uuid) where place_id = ${id}::uuid`.execute(ctx.tx);
  return rows[0]?.nth ?? 0;
}

/** A place of a person, with what their record says of the group and how often they came. */
export type PlaceOfPerson = Place &
  Pick<Group, 'who' | 'languages'> & {
    readonly groupName: string;
    readonly nextAt: Date | null;
    readonly nth: number | null;
    readonly came: number;
    /** Meetings for which they were marked at all. */
    readonly marked: number;
  };

/** Of a person and of records joined to theirs: places and waiting first, then those that ended, the newest first. */
export async function loadPlacesOfPerson(
  ctx: Ctx,
  personId: PersonId,
  { page = 1, pageSize = 20 }: { readonly page?: number; readonly pageSize?: number } = {},
): Promise<{ readonly places: readonly PlaceOfPerson[]; readonly total: number }> {
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<PlaceOfPerson & { total: number }>`
    select ${COLUMNS}, g.name as "groupName", g.who, g.languages, count(*) over () as total,
      (select min(s.starts_at) from group_sessions s where s.organisation_id = q.organisation_id and s.group_id = q.group_id
        and s.state = 'planned' and s.starts_at > ${ctx.clock().toString()}::timestamptz) as "nextAt",
      case when q.state = 'waiting' then (select l.nth from group_line(q.group_id) l where l.place_id = q.id) end as nth,
      (select count(*) from group_attendance a where a.organisation_id = q.organisation_id and a.group_id = q.group_id
        and a.person_id = q.person_id and a.replaced_at is null and a.mark in ('present', 'left_early')) as came,
      (select count(*) from group_attendance a where a.organisation_id = q.organisation_id and a.group_id = q.group_id
        and a.person_id = q.person_id and a.replaced_at is null) as marked
    from group_places q join groups g on g.organisation_id = q.organisation_id and g.id = q.group_id
    where q.organisation_id = ${organisation} and q.person_id = any(array(select p.id from people p
      where p.organisation_id = ${organisation} and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid)))
    order by q.ended_at desc nulls first, q.asked_at desc, q.id
    ${onePage(page, pageSize)}`.execute(ctx.tx);
  return { places: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
