// A second template that some tests clone: with the directory that comes with the product, read in once a run by the first who asks.
import pg from 'pg';
import { APP_ROLE, connect } from '#database';
import { importDirectory } from '#directory';
import { clockAt } from '#kernel';

const TEMPLATE = 'template_directory';
const IN_MAKING = 'directory_in_making';
const LOCK = 7_203_115;

/** Files run side by side: others wait for the first. `at`: when it is read in. @returns the name of the template. */
export async function directoryTemplate(host: string, at: string): Promise<string> {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rows.length > 0) return TEMPLATE;
    await client.query(`drop database if exists ${IN_MAKING} with (force)`);
    await client.query(
      `create database ${IN_MAKING} template template_footbridge strategy file_copy owner footbridge_owner`,
    );
    await fill(host, at);
    await client.query(`alter database ${IN_MAKING} rename to ${TEMPLATE}`);
    return TEMPLATE;
  } finally {
    await client.end();
  }
}

async function fill(host: string, at: string): Promise<void> {
  const database = connect({ host, user: APP_ROLE, database: IN_MAKING }, { clock: clockAt(at) });
  try {
    const imported = await importDirectory(database, { kind: 'demonstration' });
    if (!imported.ok) throw new Error(`the directory was not read in: ${imported.reason}`);
  } finally {
    await database.close();
  }
}
