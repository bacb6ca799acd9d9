// The two database roles: the owner migrates, the serving role owns nothing and obeys row-level security.
import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Database } from './connect.ts';

export const APP_ROLE = 'footbridge_app';

/** Password of the serving role, made from the secret so that no second secret has to be kept. */
export const appRolePassword = (secret: string): string =>
  createHmac('sha256', secret).update('footbridge/database/app-role').digest('base64url');

/** Makes the serving role if it is missing. A null password is for servers reached over a private socket only. */
export async function ensureAppRole(client: pg.Client, password: string | null): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  const how = password === null ? '' : ` password ${pg.escapeLiteral(password)}`;
  if (rows.length === 0) await client.query(`create role ${APP_ROLE} login nosuperuser nobypassrls${how}`);
  else if (password !== null) await client.query(`alter role ${APP_ROLE} login${how}`);
}

/** Who is connected, if it is not the serving role as row-level security needs it: a superuser would pass over all policies in silence. */
export async function otherRole(database: Database): Promise<string | null> {
  const { rows } = await database.pool.query<{ role: string; strong: boolean }>(
    'select rolname as role, rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user',
  );
  const [found] = rows;
  return found?.role === APP_ROLE && !found.strong ? null : (found?.role ?? 'nobody');
}

const LOCK = 7_203_115;

/** Makes owner, serving role and database in a fresh embedded cluster; safe to run at every start, also by two at once. */
export async function prepareEmbeddedCluster(socketFolder: string, database: string): Promise<void> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const owner = await client.query(`select 1 from pg_roles where rolname = 'footbridge_owner'`);
    if (owner.rows.length === 0) await client.query('create role footbridge_owner login createrole');
    await ensureAppRole(client, null);
    const existing = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (existing.rows.length === 0) {
      await client.query(`create database ${pg.escapeIdentifier(database)} owner footbridge_owner`);
    }
  } finally {
    await client.end();
  }
}
