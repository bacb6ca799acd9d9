// The demonstration's ways in: fictional people with one password that everybody may know. Never in production.
import { sql } from 'kysely';
import { asActor, type Database } from '#database';
import { ROLES, type Role } from '#kernel';

/** Of every demonstration account. It guards nothing. */
export const DEMONSTRATION_PASSWORD = 'try-footbridge-out';

export type DemonstrationSignIn = {
  readonly organisation: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
};

/** One person of each role of each demonstration organisation; none where there is no demonstration. */
export function listDemonstrationSignIns(database: Database): Promise<readonly DemonstrationSignIn[]> {
  return asActor(database, { kind: 'gate' }, async ctx => {
    const { rows } = await sql<DemonstrationSignIn>`
      select distinct on (o.created_at, o.name, place) o.name as organisation, a.role, a.name, a.email
      from accounts a join organisations o on o.id = a.organisation_id
      cross join lateral array_position(${ROLES}::text[], a.role) as place
      where o.demonstration and a.demonstration and a.disabled_at is null and a.password_hash is not null
      order by o.created_at, o.name, place, a.created_at, a.id limit 40`.execute(ctx.tx);
    return rows;
  });
}
