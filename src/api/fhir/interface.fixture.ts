// What the tests of the FHIR interface share: a server of its addresses on a database of its own, and clients with tokens.
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { makeApiClient } from '#accounts';
import { type Config, open, readConfig, sealingKeys } from '#kernel';
import { makeServer, serveRoutes } from '#web';
import { ACTORS, NORTH, openTestDatabase, SOUTH, type TestDatabase } from '../../../test/testing.ts';
import { routes } from './routes.ts';
import { SEALING_PURPOSE, sealingContext } from './take-in.ts';

const SECRET = 'a secret of tests that is long enough to be one';

export const IDS = {
  'x-request-id': 'c1ab3fba-6bae-4ba4-b257-5a87c44d4a91',
  'x-correlation-id': '9562466f-c982-4bd5-bb0e-255e9f5e6689',
};

type Tokens = Readonly<Record<'practice' | 'otherPractice' | 'hub' | 'south', string>>;
/** `token` null sends none; the headers of BaRS are sent unless others are given. */
export type Sending = { token?: string | null; headers?: Record<string, string>; url?: string };
type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

export type OpenInterface = {
  readonly db: TestDatabase;
  /** Of two practices of the north, of a hub there without an organisation of its own, and of a practice of the south. */
  readonly tokens: Tokens;
  /** As the first practice of the north, unless another token is given. */
  send(payload: string | object, sending?: Sending): Promise<Answer>;
  get(path: string, token?: string | null): Promise<Answer>;
};

/** Closed when the tests of the file have run. */
export async function openInterface(): Promise<OpenInterface> {
  const db = await openTestDatabase();
  const server = await serverOn(db);
  afterAll(() => server.close());
  const tokens: Tokens = {
    practice: await tokenOf(db, 'north', NORTH.practice),
    otherPractice: await tokenOf(db, 'north', NORTH.otherPractice),
    hub: await tokenOf(db, 'north', null),
    south: await tokenOf(db, 'south', SOUTH.practice),
  };
  const bearer = (token: string | null) => (token === null ? {} : { authorization: `Bearer ${token}` });
  return {
    db,
    tokens,
    send: (payload, { token = tokens.practice, headers = IDS, url = '/fhir/R4/' } = {}) =>
      server.inject({
        method: 'POST',
        url,
        payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
        headers: { 'content-type': 'application/fhir+json', ...bearer(token), ...headers },
      }),
    get: (path, token = tokens.practice) =>
      server.inject({ method: 'GET', url: `/fhir/R4/${path}`, headers: bearer(token) }),
  };
}

async function serverOn({ database }: TestDatabase): Promise<FastifyInstance> {
  const config = readConfig({
    FOOTBRIDGE_LOG: 'silent',
    FOOTBRIDGE_ORIGIN: 'https://footbridge.example',
  });
  if (!config.ok) throw new Error(config.sentence);
  const services = {
    database,
    clock: database.clock,
    version: '0.0.0-test',
    config: { ...(config.value as Config), secret: SECRET },
  };
  const server = await makeServer(services);
  serveRoutes(server, routes, services);
  await server.ready();
  return server;
}

const tokenOf = (db: TestDatabase, place: 'north' | 'south', referringOrganisationId: string | null) =>
  db.as(ACTORS[place].administrator, async ctx => {
    const made = await makeApiClient(ctx, {
      name: `Client of ${referringOrganisationId}`,
      referringOrganisationId,
    });
    if (!made.ok) throw new Error(made.reason);
    return made.value.token;
  });

/** An example with an id of its own, since several of the published ones share theirs. */
export const renamed = (text: string, id: string): string => JSON.stringify({ ...JSON.parse(text), id });

/** The id at the end of a Location header or a reference. */
export const idIn = (location: unknown): string => String(location).split('/').at(-1) ?? '';

/** How many rows there are in each table that a message writes to. */
export async function countRows(db: TestDatabase): Promise<Record<string, number>> {
  const tables = 'received_messages referrals people person_names person_facts audit_events outbox';
  const each = tables.split(' ').map(table => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await db.asSuperuser<Record<string, number>>(`select ${each.join(', ')}`);
  return row ?? {};
}

/** Everything in every table but the sealed messages, as text. */
export async function everythingOpen(db: TestDatabase): Promise<string> {
  const tables = await db.asSuperuser<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const row = name === 'received_messages' ? `to_jsonb(t) - 'payload_sealed'` : 'to_jsonb(t)';
      const [found] = await db.asSuperuser<{ text: string | null }>(
        `select string_agg((${row})::text, ' ') as text from "${name}" t`,
      );
      return found?.text ?? '';
    }),
  );
  return texts.join('\n');
}

/** The sealed message of a referral: its bytes as kept, and its text as opened. */
export async function keptMessage(
  db: TestDatabase,
  referralId: string,
): Promise<{ sealed: Buffer; text: string }> {
  const [row] = await db.asSuperuser<{ id: string; sealed: Buffer }>(
    `select m.id, m.payload_sealed as sealed from received_messages m join referrals r on r.message_id = m.id where r.id = $1`,
    [referralId],
  );
  if (!row) throw new Error('the referral came with no message');
  const context = sealingContext(NORTH.organisationId, row.id);
  return { sealed: row.sealed, text: open(sealingKeys(SEALING_PURPOSE, SECRET), row.sealed, context) };
}
