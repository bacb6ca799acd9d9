// Brings the schema forward: plain SQL files in number order, each once, each in a transaction of its own.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));
const LOCK = 7_203_114;

/** The schema and the files do not belong together. */
export class SchemaTrouble extends Error {}

export type Migrated = { readonly applied: readonly string[]; readonly total: number };

/**
 * Applies what is new as the owner, then sets the serving role's grants.
 * Throws when a file that was applied before has changed since, or is gone: migrations are never edited, only added to, and a
 * program that knows fewer of them than the database is older.
 */
export async function migrate(owner: pg.ClientConfig | string): Promise<Migrated> {
  const client = new pg.Client(typeof owner === 'string' ? { connectionString: owner } : owner);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const files = readdirSync(FOLDER)
      .filter(name => /^\d{4}_.+\.sql$/.test(name))
      .sort();
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations',
    );
    const known = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    const newer = rows.find(({ name }) => !files.includes(name));
    if (newer)
      throw new SchemaTrouble(
        `The database belongs to a newer version of Footbridge: ${newer.name} is not known here. Start that version, or put a backup back.`,
      );
    const applied: string[] = [];
    for (const name of files) if (await applyOnce(client, name, known.get(name))) applied.push(name);
    if (applied.length > 0) await client.query(readFileSync(`${FOLDER}grants.sql`, 'utf8'));
    return { applied, total: files.length };
  } finally {
    await client.end();
  }
}

/** `known`: the checksum it had when it was applied. */
async function applyOnce(client: pg.Client, name: string, known: string | undefined): Promise<boolean> {
  const text = readFileSync(FOLDER + name, 'utf8');
  const checksum = createHash('sha256').update(text).digest('hex');
  if (known !== undefined) {
    if (known !== checksum)
      throw new SchemaTrouble(
        `Migration ${name} was changed after it had been applied. Add a new one instead.`,
      );
    return false;
  }
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw new SchemaTrouble(`Migration ${name} failed: ${(error as Error).message}`);
  }
}
