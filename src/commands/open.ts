// Opens the database that the settings ask for, brings its schema forward, and hands over the serving role's connection.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import {
  APP_ROLE,
  appRolePassword,
  connect,
  type Database,
  ensureAppRole,
  migrate,
  otherRole,
  prepareEmbeddedCluster,
  SchemaTrouble,
  startEmbedded,
} from '#database';
import type { Config } from '#kernel';
import { Complaint, codeOf, databaseComplaint } from './complaint.ts';

export type Settings = Config & { readonly secret: string };

export type Opened = {
  readonly settings: Settings;
  readonly database: Database;
  readonly owner: pg.ClientConfig;
  readonly kind: 'embedded' | 'external';
  readonly version: string;
  readonly migrations: readonly string[];
  close(): Promise<void>;
};

type Step = (name: string, what: string) => void;

const EMBEDDED_NAME = 'footbridge';
const CONNECT_MS = 10_000;

/** `step` is called as each part is done, to be printed. */
export async function openDatabase(config: Config, step: Step = () => {}): Promise<Opened> {
  const settings = { ...config, secret: config.secret ?? ownSecret(config.dataFolder) };
  return config.databaseUrl ? openExternal(settings, config.databaseUrl, step) : openEmbedded(settings, step);
}

/** A demonstration makes its own secret once and keeps it beside its database. */
function ownSecret(dataFolder: string): string {
  const path = join(dataFolder, 'secret');
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    if (!existsSync(path))
      writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Of two that start at once, the first one's holds.
    if (!existsSync(path))
      throw new Complaint(
        `The folder ${dataFolder} cannot be written (${codeOf(error)}). Choose another: FOOTBRIDGE_DATA=folder`,
      );
  }
  return readFileSync(path, 'utf8').trim();
}

async function openEmbedded(settings: Settings, step: Step): Promise<Opened> {
  const server = await startEmbedded(join(settings.dataFolder, 'postgres')).catch(error => {
    throw new Complaint((error as Error).message);
  });
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, EMBEDDED_NAME);
  const owner = { host, user: 'footbridge_owner', database: EMBEDDED_NAME };
  const version = await serverVersion(owner);
  step(
    'Database',
    `built-in PostgreSQL ${version} in ${settings.dataFolder}${server.startedHere ? '' : ' (already running)'}`,
  );
  const migrations = await bringForward(owner, step).catch(async error => {
    await server.stop();
    throw error;
  });
  const database = connect(
    { host, user: APP_ROLE, database: EMBEDDED_NAME },
    { poolSize: settings.poolSize },
  );
  const close = async () => {
    await database.close();
    await server.stop();
  };
  return { settings, database, owner, kind: 'embedded', version, migrations, close };
}

/** @returns the migrations that were applied. */
async function bringForward(owner: pg.ClientConfig, step: Step): Promise<readonly string[]> {
  const { applied, total } = await migrate(owner).catch(error => {
    throw error instanceof SchemaTrouble ? new Complaint(error.message) : error;
  });
  await (await import('#jobs')).prepareQueue(owner);
  step(
    'Schema',
    applied.length > 0
      ? `${applied.length} of ${total} migrations applied`
      : `up to date (${total} migrations)`,
  );
  return applied;
}

async function openExternal(settings: Settings, url: string, step: Step): Promise<Opened> {
  try {
    const owner = { connectionString: url };
    const version = await serverVersion(owner);
    if (Number(version.split('.')[0]) < 15)
      throw new Complaint(`Footbridge needs PostgreSQL 15 or newer; this server is ${version}.`);
    step('Database', `PostgreSQL ${version}`);
    const appUrl = settings.appDatabaseUrl ?? (await prepareAppRole(url, settings.secret));
    const migrations = await bringForward(owner, step);
    const database = await connectServing(appUrl, settings);
    return {
      settings,
      database,
      owner,
      kind: 'external',
      version,
      migrations,
      close: () => database.close(),
    };
  } catch (error) {
    throw databaseComplaint(error, url);
  }
}

/** Only as the serving role: others pass over row-level security, and nothing would show it. */
async function connectServing(url: string, { poolSize, appDatabaseUrl }: Settings): Promise<Database> {
  const setting = appDatabaseUrl ? 'FOOTBRIDGE_APP_DATABASE_URL' : 'DATABASE_URL';
  const database = connect(url, { poolSize });
  try {
    const other = await otherRole(database);
    if (other)
      throw new Complaint(
        `${setting} signs in as ${other}. It must be ${APP_ROLE}, without superuser and bypassrls: row-level security holds nobody else.`,
      );
    return database;
  } catch (error) {
    await database.close();
    throw databaseComplaint(error, url, setting);
  }
}

/** Makes the serving role with a password drawn from the secret; gives the address that uses it. */
async function prepareAppRole(url: string, secret: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await ensureAppRole(client, appRolePassword(secret));
  } finally {
    await client.end();
  }
  const app = new URL(url);
  app.username = APP_ROLE;
  app.password = appRolePassword(secret);
  return app.href;
}

async function serverVersion(owner: pg.ClientConfig): Promise<string> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: CONNECT_MS });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
  } finally {
    await client.end();
  }
}
