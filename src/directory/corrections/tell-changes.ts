// Tells harvesters what was corrected here, field by field, as HSDS metadata; imports write theirs anew, so ours are told again after them.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { ServiceId } from '#kernel';

/** Phones and the like are named so in HSDS; what is published leaves out what tells who or where. */
const HSDS_NAME = sql`case c.field when 'phone' then 'phones' when 'opening' then 'schedules' when 'eligibility' then 'eligibility_description'
  when 'application' then 'application_process' when 'cost' then 'fees_description' when 'interpreting' then 'interpretation_services'
  when 'wait' then 'wait_time' when 'ages' then 'minimum_age' when 'address' then 'addresses' else c.field end`;

export async function tellChanges(ctx: Ctx, ids: readonly ServiceId[]): Promise<void> {
  await sql`
    insert into directory_metadata (id, service_id, resource_id, resource_type, last_action_date, last_action_type, field_name,
      previous_value, replacement_value, updated_by)
    select c.id, c.service_id, c.service_id, 'service', (c.made_at at time zone 'Europe/London')::date, 'update', ${HSDS_NAME},
      c.source_value #>> '{}', c.value #>> '{}', c.made_by
    from directory_corrections c where c.service_id = any(${ids}::uuid[]) on conflict (id) do nothing`.execute(
    ctx.tx,
  );
}
