// The other candidate: the same searches as SQL over the same tables and indexes, with exact counts. Measured, not used.
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '#database';
import type { ServiceSearch } from '#directory';

/** `fits` is true, false or null, as SQL says it: null is "not known". */
function wishes(search: ServiceSearch): RawBuilder<unknown>[] {
  const language = search.language;
  const spoken = (by: boolean) => sql`(select bool_or(l.code = ${language}) from directory_languages l
    where l.service_id = s.id and l.by_interpreter = ${sql.raw(String(by))})`;
  const wished: (RawBuilder<unknown> | false | undefined)[] = [
    search.kind !== undefined && sql`(s.kinds @> array[${search.kind}]::text[])`,
    language !== undefined && search.languageHow === 'door' && spoken(false),
    language !== undefined && search.languageHow === 'interpreter' && spoken(true),
    language !== undefined && search.languageHow === 'either' && sql`(${spoken(false)} or ${spoken(true)})`,
    search.attendingSex !== undefined && sql`(s.attending_sex = ${search.attendingSex})`,
    search.age !== undefined &&
      sql`(case when s.minimum_age is null and s.maximum_age is null then null
        else ${search.age}::int between coalesce(s.minimum_age, 0) and coalesce(s.maximum_age, 200) end)`,
    search.day !== undefined &&
      sql`(select bool_or(h.byday = ${search.day}) from directory_schedules h where h.service_id = s.id)`,
    search.creche && sql`s.creche`,
    search.stepFree && sql`s.step_free`,
    search.free && sql`(s.fees_description = 'Free')`,
    search.ways && sql`(s.remote && ${[...search.ways]}::text[])`,
    search.stage !== undefined && sql`(s.stages @> array[${search.stage}]::text[])`,
    search.openToNrpf && sql`s.open_to_nrpf`,
    search.route !== undefined && sql`(s.referral_routes @> array[${search.route}]::text[])`,
    search.takesReferrals &&
      sql`(case when s.takes_referrals_as_of > current_date - 90 then s.takes_referrals end)`,
  ];
  return wished.filter(wish => wish !== false && wish !== undefined) as RawBuilder<unknown>[];
}

const KM_A_DEGREE = 111.2;

/** Ids of one page with both counts; services without a place come as not known. */
export async function searchBySql(ctx: Ctx, search: ServiceSearch): Promise<readonly string[]> {
  const near = search.near && 'latitude' in search.near ? search.near : null;
  const fits = sql.join([sql`true`, ...wishes(search)], sql` and `);
  const km = near
    ? sql`(select min(12742 * asin(sqrt(sin(radians(l.latitude - ${near.latitude}::float8) / 2) ^ 2 + cos(radians(${near.latitude}::float8))
        * cos(radians(l.latitude)) * sin(radians(l.longitude - ${near.longitude}::float8) / 2) ^ 2)))
        from directory_service_at_locations sl join directory_locations l on l.id = sl.location_id where sl.service_id = s.id)`
    : sql`null::float8`;
  const shown = sql`s.left_out is null and s.status <> 'defunct' and s.status <> 'inactive' and s.replaced_by is null`;
  const candidates =
    near && search.withinKm !== undefined
      ? sql`and (not s.placed or s.id in (${inBox(near, search.withinKm)}))`
      : sql``;
  const within =
    search.withinKm === undefined || !near
      ? sql``
      : sql`where km is null or km <= ${search.withinKm}::float8`;
  const unknown =
    near && search.withinKm !== undefined ? sql`(fits is null or km is null)` : sql`(fits is null)`;
  const order =
    near && search.sort !== 'name'
      ? sql`unknown, km nulls last, name_folded, id`
      : sql`unknown, name_folded, id`;
  const { rows } = await sql<{ id: string }>`
    with hits as materialized (select id, name_folded, km, ${unknown} as unknown from (
        select s.id, s.name_folded, ${km} as km, (${fits}) as fits from directory_services s where ${shown} ${candidates}
          and (${fits}) is not false) f ${within})
    select h.id, c.known, c.total from (select count(*) as total, count(*) filter (where not unknown) as known from hits) c
      left join lateral (select * from hits order by ${order} limit 20 offset ${((search.page ?? 1) - 1) * 20}) h on true`.execute(
    ctx.tx,
  );
  return rows.map(({ id }) => id);
}

const inBox = (near: { latitude: number; longitude: number }, km: number): RawBuilder<unknown> => {
  const [dy, dx] = [km / KM_A_DEGREE, km / KM_A_DEGREE / Math.cos((near.latitude * Math.PI) / 180)];
  return sql`select sl.service_id from directory_locations l join directory_service_at_locations sl on sl.location_id = l.id
    where l.latitude is not null and point(l.longitude, l.latitude) <@ box(point(${near.longitude - dx}::float8, ${near.latitude - dy}::float8),
      point(${near.longitude + dx}::float8, ${near.latitude + dy}::float8))`;
};
