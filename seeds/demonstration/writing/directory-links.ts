// Lets steps point at services of the directory, once it has been imported, in place of made-up ones.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { OrganisationPlan, PersonRows } from '../plan.ts';

type ServiceEntry = { readonly id: string; readonly name: string };
/** By the name of the made-up service. */
export type ServicePool = ReadonlyMap<string, readonly ServiceEntry[]>;

const ENTRIES_EACH = 8;

/** Names that would say something about a person which nobody asked them. */
const TELLS_TOO_MUCH =
  'asylum|refuge|detain|detention|resettle|tortur|traffick|destitut|citizenship|suicid|crisis';

/** Entries that fit each made-up service, nearest first; those without a place come after. Empty when nothing was imported. */
export async function loadServicePool(
  ctx: Ctx,
  { near, replaceable }: OrganisationPlan,
): Promise<ServicePool> {
  const wishes = [...replaceable].map(([instead, wish]) => ({ instead, ...wish }));
  const { rows } = await sql<ServiceEntry & { instead: string }>`
    select wish.instead, entry.id, entry.name
    from jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as wish(instead text, kind text, named text)
    cross join lateral (
      select s.id, s.name, (
        select min(point(l.longitude, l.latitude) <-> point(${near.longitude}::float8, ${near.latitude}::float8))
        from directory_service_at_locations at join directory_locations l on l.id = at.location_id
        where at.service_id = s.id) as away
      from directory_services s
      where s.kinds @> array[wish.kind] and s.left_out is null and s.status = 'active'
        and s.name ~* wish.named and s.name !~* ${TELLS_TOO_MUCH}
      order by away nulls last, s.id limit ${ENTRIES_EACH}) as entry
    order by wish.instead, entry.away nulls last, entry.id`.execute(ctx.tx);
  const pool = new Map<string, ServiceEntry[]>();
  for (const { instead, id, name } of rows) pool.set(instead, [...(pool.get(instead) ?? []), { id, name }]);
  return pool;
}

/**
 * The same made-up service becomes the same entry for one person, in steps and in messages about them.
 * @param person counted within the service, so that people go to different places.
 */
export function linkServices(rows: PersonRows, pool: ServicePool, person: number): void {
  const entryFor = (name: string | null | undefined): ServiceEntry | undefined => {
    const entries = pool.get(name ?? '');
    return entries?.[person % entries.length];
  };
  for (const step of rows.steps) {
    const entry = entryFor(step.service_name);
    if (entry) Object.assign(step, { service_id: entry.id, service_name: entry.name });
  }
  for (const message of rows.messages_back) {
    const content = message.content as unknown as { services: { name: string }[] };
    for (const service of content.services) service.name = entryFor(service.name)?.name ?? service.name;
  }
}
