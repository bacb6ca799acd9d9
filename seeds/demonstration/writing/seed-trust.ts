// Checks, reports and failed steps of the demonstration, on services of the directory that its plans use most.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';

/** How many of the services used most, and how many days before the day it is shown on. */
const CHECKED = [
  { place: 1, days: 12, method: 'phone' },
  { place: 2, days: 40, method: 'website' },
  { place: 3, days: 200, method: 'visit' },
  { place: 6, days: 3, method: 'email' },
] as const;
const REPORTED = [
  { place: 2, days: 5, field: 'phone', said: 'The number rings at a shop', state: 'open' },
  { place: 4, days: 2, field: 'closed', said: 'A note on the door says so', state: 'open' },
  { place: 5, days: 60, field: 'opening', said: null, state: 'unknown' },
  { place: 1, days: 30, field: 'email', said: null, state: 'right' },
] as const;

/**
 * Nothing where no step names a service of the directory. `at` is the instant the demonstration is shown at. The same services, days
 * and identifiers each time.
 */
export async function seedTrust(ctx: Ctx, at: string): Promise<void> {
  const own = sql`${organisationOf(ctx.actor)}::uuid`;
  const used = sql`used as (select s.service_id, row_number() over (order by count(*) desc, s.service_id) as place from steps s
    join directory_services d on d.id = s.service_id where s.organisation_id = ${own} group by s.service_id),
    workers as (select id, row_number() over (order by id) as place, count(*) over () as many from accounts
      where organisation_id = ${own} and role = 'link_worker' and disabled_at is null)`;
  await sql`update steps set not_done_because = (array['service_full', 'person', 'service_not_reached', 'not_known'])[1 + abs(hashtext(id::text)) % 4]
    where organisation_id = ${own} and status = 'not_done'`.execute(ctx.tx);
  await sql`with ${used} insert into service_checks (organisation_id, id, service_id, account_id, method, at)
    select ${own}, directory_uuid_of('demonstration check ' || ${own} || u.place), u.service_id, w.id, c.method,
      ${at}::timestamptz - c.days * interval '1 day'
    from jsonb_to_recordset(${JSON.stringify(CHECKED)}::jsonb) as c(place int, days int, method text)
    join used u on u.place = c.place join workers w on w.place = 1 + c.place % w.many`.execute(ctx.tx);
  await sql`with ${used} insert into service_reports (organisation_id, id, service_id, field, account_id, said, at)
    select ${own}, directory_uuid_of('demonstration report ' || ${own} || r.place || r.field), u.service_id, r.field, w.id, r.said,
      ${at}::timestamptz - r.days * interval '1 day'
    from jsonb_to_recordset(${JSON.stringify(REPORTED)}::jsonb) as r(place int, days int, field text, said text)
    join used u on u.place = r.place join workers w on w.place = 1 + r.place % w.many`.execute(ctx.tx);
  await sql`update directory_disputes d set state = r.state, ended_at = d.opened_at + interval '2 days',
      ended_by = (select name from organisations where id = ${own})
    from jsonb_to_recordset(${JSON.stringify(REPORTED)}::jsonb) as r(place int, field text, state text)
    where r.state <> 'open' and d.id = directory_uuid_of('demonstration report ' || ${own} || r.place || r.field)`.execute(
    ctx.tx,
  );
}
