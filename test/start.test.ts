// Starting, setting up and stopping as an operator does it, with the real command line.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '#database';
import { readConfig } from '#kernel';
import { databaseComplaint } from '../src/commands/complaint.ts';
import { serveFeed, service } from '../src/directory/feeds/feed-server.fixture.ts';
import { readExample } from './fhir-examples.ts';
import { makeTestFolder } from './folders.ts';
import { referralMessage } from './sending.ts';
import {
  freePort,
  runFootbridge,
  type Settings,
  spawnFootbridge,
  startServer,
  untilPrinted,
} from './server-process.ts';

const feed = await serveFeed([]);

const folder = makeTestFolder('footbridge-start-');
const SECRET = 'k2V0sTq8xWn4yLp7ZcR1bJm5hFd9gAe3';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that has ended and that nobody has asked about yet (state Z) does not run. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/stat`;
    return !existsSync(status) || !/^\d+ \(.*\) Z/.test(readFileSync(status, 'utf8'));
  } catch {
    return false;
  }
};

const health = async (address: string): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`${address}/health`);
  return { status: answer.status, body: await answer.json() };
};

async function asSuperuser<Row extends pg.QueryResultRow>(
  host: string,
  database: string,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ host, user: 'postgres', database });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a newcomer', () => {
  const home = join(folder, 'newcomer');
  const cluster = join(home, 'postgres');
  const postmasterId = () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const settings = { FOOTBRIDGE_DATA: home };

  test('starts with nothing and gets a service, its address and ways in; Ctrl-C leaves nothing running', async () => {
    const server = await startServer(settings);
    expect(await health(server.address)).toMatchObject({
      status: 200,
      body: { status: 'ok', database: { kind: 'embedded' }, queue: { failed: 0 } },
    });
    await expect.poll(() => server.out()).toContain('demonstration data; set DATABASE_URL for real use');
    const out = server.out();
    for (const step of ['Database', 'Schema', 'Directory', 'Demonstration', 'Ready'])
      expect(out).toMatch(new RegExp(`^ {2}${step} .*\\(\\d+\\.\\d s\\)$`, 'm'));
    expect(out).toContain(server.address);
    for (const role of ['referrer', 'link_worker', 'manager', 'administrator', 'privacy_lead', 'evaluator'])
      expect(out).toMatch(new RegExp(`^ {4}${role} +\\S.* \\S+@\\S+\\.example$`, 'm'));
    expect(out).toContain('60 people, 150 referrals');

    const database = postmasterId();
    expect(isRunning(database)).toBe(true);
    expect(await server.stop()).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
    await expect.poll(() => isRunning(database)).toBe(false);
  }, 120_000);

  test('starts again: the data is kept, nothing is seeded, and a second copy shares the database', async () => {
    const first = await startServer(settings);
    expect(first.out()).not.toContain('Demonstration');
    expect(first.out()).toContain('up to date');
    const second = await startServer(settings);
    expect(second.out()).toContain('(already running)');
    expect(await first.stop()).toMatchObject({ code: 0, err: '' });
    expect((await health(second.address)).status).toBe(200);
    const database = postmasterId();
    expect(await second.stop()).toMatchObject({ code: 0, err: '' });
    await expect.poll(() => isRunning(database)).toBe(false);
  }, 120_000);

  test('stops cleanly although npm passes Ctrl-C on a second time, and when it comes while starting', async () => {
    const server = await startServer(settings);
    server.child.kill('SIGINT');
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
    const starting = spawnFootbridge(['serve'], { ...settings, PORT: '0' });
    await untilPrinted(starting, /Database/);
    starting.child.kill('SIGINT');
    expect(await starting.ended).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  }, 120_000);

  test('verifies the audit trail, and is told the row that somebody changed', async () => {
    const whole = await runFootbridge(['verify', 'audit'], settings);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out.match(/: [1-9]\d* rows under [1-9]\d* seals: whole$/gm)).toHaveLength(2);

    const server = await startEmbedded(cluster);
    const [row] = await asSuperuser<{ id: string }>(
      server.socketFolder,
      'footbridge',
      `update audit_events set event = 'demonstration.undone' where id = (select id from audit_events order by id limit 1) returning id`,
    );
    await server.stop();
    const tampered = await runFootbridge(['verify', 'audit'], settings);
    expect(tampered.code).toBe(1);
    expect(tampered.err).toContain(`row ${row?.id} was changed after seal`);
    expect(tampered.err).not.toContain('    at ');
  }, 60_000);

  test('cannot seed where there is an organisation already', async () => {
    const refused = await runFootbridge(['seed', '--people', '10'], settings);
    expectOneLine(refused, /already holds an organisation/);
  }, 60_000);
});

function expectOneLine(ended: { code: number | null; err: string }, saying: RegExp): void {
  expect(ended.err).toMatch(saying);
  expect(ended.err).toMatch(/^Footbridge cannot go on\. [^\n]+\n$/);
  expect(ended.code).toBe(1);
}

describe('what an operator can mend is one line that says how', () => {
  const production = { NODE_ENV: 'production', FOOTBRIDGE_ORIGIN: 'https://footbridge.example' };
  const elsewhere = { FOOTBRIDGE_DATA: join(folder, 'faults') };
  const address = 'postgres://footbridge:a-password-of-tests@127.0.0.1:1/footbridge';

  test.each<[string, Settings, RegExp]>([
    ['nobody answers', { DATABASE_URL: address }, /No PostgreSQL server answers at 127\.0\.0\.1:1\./],
    [
      'no socket',
      { DATABASE_URL: 'postgres:///footbridge?host=/nowhere' },
      /no PostgreSQL socket at \/nowhere/,
    ],
    [
      'a folder that cannot be one',
      { FOOTBRIDGE_DATA: '/dev/null/data' },
      /folder \/dev\/null\/data cannot be written/,
    ],
    ['a port of letters', { PORT: 'three' }, /PORT .* a number from 0 to 65535/],
    ['not an address', { DATABASE_URL: 'localhost' }, /^[^:]*DATABASE_URL .*postgres:\/\//],
    [
      'production without a database',
      { ...production, FOOTBRIDGE_SECRET: SECRET },
      /DATABASE_URL is not set/,
    ],
    ['production without a secret', { ...production, DATABASE_URL: address }, /FOOTBRIDGE_SECRET is not set/],
    [
      'production with a default secret',
      { ...production, DATABASE_URL: address, FOOTBRIDGE_SECRET: 'changeme-changeme-changeme-changeme' },
      /FOOTBRIDGE_SECRET looks like a default/,
    ],
    [
      'production without its own address',
      { NODE_ENV: 'production', DATABASE_URL: address, FOOTBRIDGE_SECRET: SECRET },
      /FOOTBRIDGE_ORIGIN is not set/,
    ],
  ])(
    '%s',
    async (_name, settings, saying) => {
      const ended = await runFootbridge(['serve'], { ...elsewhere, ...settings });
      expectOneLine(ended, saying);
      expect(ended.err + ended.out).not.toContain('a-password-of-tests');
    },
    60_000,
  );

  test.each<[Settings, RegExp]>([
    [{ PORT: '65536' }, /PORT .* a number from 0 to 65535/],
    [{ NODE_ENV: 'Production' }, /NODE_ENV .* production for real use/],
    [{ FOOTBRIDGE_LOG: 'loud' }, /FOOTBRIDGE_LOG .* silent/],
    [{ FOOTBRIDGE_POOL: '0' }, /FOOTBRIDGE_POOL .* a number from 1/],
    [{ FOOTBRIDGE_ORIGIN: 'footbridge.example' }, /FOOTBRIDGE_ORIGIN .* https:\/\//],
    [{ FOOTBRIDGE_SECRET: 'short' }, /FOOTBRIDGE_SECRET .* 32 characters/],
    [{ FOOTBRIDGE_OIDC_ISSUER: 'https://id.example' }, /Set all of FOOTBRIDGE_OIDC_ISSUER/],
  ])('%j', (settings, saying) => {
    expect(readConfig(settings)).toMatchObject({ ok: false, sentence: expect.stringMatching(saying) });
  });

  test('an address with a socket folder in place of a host is one', () => {
    const address = 'postgres://owner:x@/footbridge?host=/var/run/postgresql';
    expect(readConfig({ DATABASE_URL: address })).toMatchObject({ ok: true });
  });

  test.each([...'ax01+/Z'])('no secret of chance is a default, though it begins with %s', first => {
    const given = { ...production, DATABASE_URL: address, FOOTBRIDGE_SECRET: first + SECRET };
    expect(readConfig(given)).toMatchObject({ ok: true });
  });

  test.each<[object, RegExp]>([
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /certificate .* at db\.example:5432 .* sslrootcert=FILE/],
    [{ message: 'The server does not support SSL connections' }, /at db\.example:5432 does not encrypt/],
    [{ code: 'ENOENT', syscall: 'open', path: '/etc/ca.pem' }, /file \/etc\/ca\.pem, named in DATABASE_URL/],
    [{ code: '53300' }, /no connection left/],
    [{ code: '57P03' }, /is starting or stopping/],
    [{ code: '25006' }, /can only be read/],
    [{ message: 'timeout expired' }, /does not answer in time/],
  ])('%j of the database', (error, saying) => {
    const complaint = databaseComplaint(error, 'postgres://ada:not-to-be-told@db.example/service');
    expect(complaint).toMatchObject({ message: expect.stringMatching(saying) });
    expect(complaint).toMatchObject({ message: expect.not.stringContaining('not-to-be-told') });
  });

  test('something that is no command', async () => {
    const ended = await runFootbridge(['dance'], elsewhere);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/unknown command 'dance'/);
    expect(ended.err).not.toContain('    at ');
  }, 60_000);
});

describe('a real service', () => {
  const socket = join(folder, 'socket');
  const cluster = join(folder, 'production');
  const url = `postgres://footbridge_owner@/service?host=${socket}`;
  const settings = {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    FOOTBRIDGE_SECRET: SECRET,
    FOOTBRIDGE_ORIGIN: 'https://footbridge.example',
    FOOTBRIDGE_DATA: join(folder, 'service'),
    FOOTBRIDGE_LOG: 'silent',
  };
  let database: EmbeddedServer;
  /** PostgreSQL as an operator would provide it: a database and its owner, who may make the serving role. */
  const startDatabase = async () => {
    database = await startEmbedded(cluster, { throwaway: true });
    rmSync(socket, { force: true });
    symlinkSync(database.socketFolder, socket);
  };
  afterAll(() => database?.stop());

  const setUp = (...flags: string[]) => runFootbridge(['setup', ...flags], settings);
  const FLAGS = ['--organisation', 'Example Service', '--name', 'Ada Example', '--email', 'ada@example.org'];

  test('is set up once, from flags, with a link or a password', async () => {
    await startDatabase();
    await asSuperuser(socket, 'postgres', 'create role footbridge_owner login createrole');
    await asSuperuser(socket, 'postgres', 'create database service owner footbridge_owner');

    expectOneLine(await setUp('--name', 'Ada Example'), /Give --organisation and --email too/);
    mkdirSync(settings.FOOTBRIDGE_DATA, { recursive: true });
    const weak = join(folder, 'weak-password');
    writeFileSync(weak, 'short\n');
    expectOneLine(await setUp(...FLAGS, '--password-file', weak), /too short: use 12 characters/);
    expectOneLine(
      await setUp(...FLAGS, '--password-file', `${weak}-gone`),
      /password file .* cannot be read/,
    );

    expectOneLine(await setUp(...FLAGS, '--name', ' '), /administrator needs a name/);

    const made = await setUp(...FLAGS);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^Example Service is set up\.$/m);
    expect(made.out).toMatch(/^ {2}https:\/\/footbridge\.example\/set-password\/[\w-]{43}$/m);
    const letIn = (email: string) => runFootbridge(['let-in', email], settings);
    const link = /^ {2}https:\/\/footbridge\.example\/set-password\/[\w-]{43}$/m;
    const again = await letIn('Ada@example.org');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/^Ada Example sets a new password here, once/m);
    expect(again.out.match(link)?.[0]).not.toBe(made.out.match(link)?.[0]);
    expectOneLine(await letIn('nobody@example.org'), /Nobody signs in as nobody@example\.org/);
    expectOneLine(await setUp(...FLAGS), /set up already/);
    expectOneLine(await setUp('--organisation', 'Another', ...FLAGS.slice(2)), /set up already/);
    expectOneLine(await setUp('--organisation', 'Another'), /set up already/);
    expectOneLine(await runFootbridge(['seed'], settings), /never seeded in production/);
  }, 120_000);

  test('serves nobody past row-level security, without seals, or on the schema of a newer version', async () => {
    const serve = (given: Settings) => runFootbridge(['serve'], { ...settings, PORT: '0', ...given });
    const as = (user: string) => ({
      FOOTBRIDGE_APP_DATABASE_URL: `postgres://${user}@/service?host=${socket}`,
    });
    const wrongRole = /FOOTBRIDGE_APP_DATABASE_URL signs in as (\w+)\. It must be footbridge_app/;
    expectOneLine(await serve(as('postgres')), wrongRole);
    expectOneLine(await serve(as('footbridge_owner')), wrongRole);
    expectOneLine(
      await serve({ FOOTBRIDGE_DATA: '/dev/null/data' }),
      /\/dev\/null\/data\/audit-seals .* cannot be written/,
    );
    const later = `insert into schema_migrations (name, checksum) values ('9999_later.sql', '')`;
    await asSuperuser(socket, 'service', later);
    expectOneLine(await serve({}), /newer version of Footbridge: 9999_later\.sql/);
    await asSuperuser(socket, 'service', `delete from schema_migrations where name = '9999_later.sql'`);
  }, 120_000);

  test('says so when the database hangs, and ends after the last answer though its reader keeps the line open', async () => {
    const server = await startServer(settings);
    const client = new pg.Client({ host: socket, user: 'postgres', database: 'service' });
    await client.connect();
    await client.query('begin; lock table pgboss.job');
    expect((await health(server.address)).status).toBe(503);
    await client.query('rollback; begin; lock table organisations');
    const answered = fetch(`${server.address}/refer-to/example-service`);
    const isWaiting = `select from pg_locks where not granted and relation = 'organisations'::regclass`;
    await expect.poll(async () => (await client.query(isWaiting)).rowCount).toBeGreaterThan(0);
    server.child.kill('SIGTERM');
    await untilPrinted(server, /Stopping/);
    await client.query('rollback');
    await client.end();
    expect((await answered).status).toBe(200);
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
  }, 40_000);

  test('serves; says when the database is away, lives on, and serves again when it is back', async () => {
    const port = String(await freePort());
    const server = await startServer({ ...settings, PORT: port });
    expect(server.out()).not.toMatch(/Demonstration|demonstration|Sign in as/);
    expect(await health(server.address)).toMatchObject({
      status: 200,
      body: { database: { kind: 'external' } },
    });

    const busy = await runFootbridge(['serve'], { ...settings, PORT: port });
    expectOneLine(busy, new RegExp(`Port ${port} is in use\\. .* PORT=`));

    const postmaster = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGINT');
    await expect.poll(async () => (await health(server.address)).status, { timeout: 20_000 }).toBe(503);
    await expect.poll(() => isRunning(postmaster), { timeout: 20_000 }).toBe(false);
    expect((await fetch(`${server.address}/sign-in`)).status).toBeLessThanOrEqual(503);

    await startDatabase();
    await expect.poll(async () => (await health(server.address)).status, { timeout: 20_000 }).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0, err: '' });
  }, 120_000);

  test('takes in a referral from a file, or refuses it naming what is wrong, and changes nothing', async () => {
    const [good, bad] = [join(folder, 'referral.json'), join(folder, 'validation.json')];
    writeFileSync(good, referralMessage('from-a-file'));
    writeFileSync(
      bad,
      readExample('bars', 'VALREQ03-Validation-Service-Request-New-Full-AMPDS-999-to-CAS.json'),
    );
    const count = async () => {
      const rows = await asSuperuser<{ referrals: number }>(
        socket,
        'service',
        'select count(*)::int as referrals from referrals',
      );
      return rows[0]?.referrals;
    };

    const taken = await runFootbridge(['import', 'referral', good], settings);
    expect(taken).toMatchObject({ code: 0, err: '' });
    expect(taken.out).toMatch(/^referral\.json: received as referral \S+\.$/m);
    expect(await count()).toBe(1);

    for (const [path, saying] of [
      [good, /^referral\.json: refused as a duplicate, nothing was changed\./],
      [bad, /^validation\.json: refused, nothing was changed\.\n {2}\S+: \S/],
      [join(folder, 'gone.json'), /^gone\.json: there is no such file\./],
    ] as const) {
      const refused = await runFootbridge(['import', 'referral', path], settings);
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(saying);
      expect(refused.err).not.toContain('    at ');
    }
    expect(await count()).toBe(1);
  }, 120_000);

  test('an import of a feed that is stopped says what it kept and how to go on, and then tells of all of it', async () => {
    feed.services = [1, 2, 3, 4].map(n =>
      service(`s${n}`, { phones: [{ id: `p${n}`, number: 'ask inside' }] }),
    );
    feed.perPage = 2;
    const command = ['import', 'directory', feed.url, '--allow-private'];
    const importing = spawnFootbridge(command, settings);
    feed.trouble = (_, __, url) => url.searchParams.get('page') === '2' && importing.child.kill('SIGINT');
    const stopped = await importing.ended;
    expect(stopped).toMatchObject({ code: 1, err: '' });
    expect(stopped.out).toMatch(
      /2 read, 2 new,.*\n {2}1 pages fetched\.\n {2}Stopped\. These pages are kept: run/,
    );

    feed.trouble = null;
    const gone = await runFootbridge(command, settings);
    expect(gone).toMatchObject({ code: 0, err: '' });
    expect(gone.out).toMatch(/4 read, 4 new,.*\n {2}2 pages fetched, 1 of them before it was cut off\.\n/);
    expect(gone.out).toMatch(/\(4 in all\):\n {4}4 × phones\.number: not-a-phone-number/);

    feed.trouble = (_, response, url) =>
      url.pathname === '/o/services' &&
      Boolean(response.end(JSON.stringify({ total_items: 9, total_pages: 1, contents: feed.services })));
    const partly = await runFootbridge([...command, '--source', 'lying'], settings);
    expect(partly.out).toContain(
      'The feed lists 4 of 9 services that it says it has: nothing was marked missing.',
    );
  }, 120_000);
});
