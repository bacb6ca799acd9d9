// A killed server loses no referral that it answered, and one that is sent again is there once.
import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApiClient } from '#accounts';
import {
  APP_ROLE,
  asActor,
  connect,
  type Database,
  migrate,
  prepareEmbeddedCluster,
  startEmbedded,
} from '#database';
import { ACTORS, insertFixture, NORTH } from './fixture.ts';
import { insertFilledDrafts, referralMessage, type Visitor, visit } from './sending.ts';
import { type Server, startServer } from './server-process.ts';

const SENDERS_AT_ONCE = 12;

type Submission = {
  readonly kind: 'form' | 'message';
  readonly id: string;
  answered: string | null;
  tries: number;
};

/** A folder as the newcomer's `.data`, with a real (fsynced) cluster and the fixture's two services in it. */
async function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-durability-'));
  const cluster = join(folder, 'postgres');
  const server = await startEmbedded(cluster);
  const at = { host: server.socketFolder, database: 'footbridge' };
  await prepareEmbeddedCluster(server.socketFolder, at.database);
  await migrate({ ...at, user: 'footbridge_owner' });
  await asSuperuser(cluster, insertFixture);
  return { folder, cluster, server };
}

/** The socket moves when PostgreSQL is started anew, so it is asked for each time. */
async function asSuperuser<T>(cluster: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...placeOf(cluster), user: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const postmaster = (cluster: string): string[] =>
  readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
const placeOf = (cluster: string) => ({ host: postmaster(cluster)[4] ?? '', database: 'footbridge' });

async function clientToken(database: Database): Promise<string> {
  const of = { name: 'Practice system', referringOrganisationId: NORTH.practice };
  const made = await asActor(database, ACTORS.north.administrator, ctx => makeApiClient(ctx, of));
  if (!made.ok) throw new Error(made.reason);
  return made.value.token;
}

type Sender = { readonly visitor: Visitor; readonly token: string };

/** Sends one; what was answered is remembered on it. A broken connection leaves it unanswered. */
async function send(address: string, { visitor, token }: Sender, submission: Submission): Promise<void> {
  submission.tries += 1;
  const answer =
    submission.kind === 'form'
      ? await fetch(`${address}/refer/draft/${submission.id}/check`, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie: visitor.cookie },
          body: new URLSearchParams({ _csrf: visitor.csrfToken }),
        })
      : await fetch(`${address}/fhir/R4/`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/fhir+json',
            'x-request-id': randomUUID(),
            'x-correlation-id': randomUUID(),
          },
          body: referralMessage(submission.id),
        });
  await answer.text();
  // A server that says it cannot reach its database promises nothing.
  if (answer.status >= 500) return;
  submission.answered = `${answer.status} ${answer.headers.get('location') ?? ''}`.trim();
}

/** Sends all that have no answer; `until` says when to cut off, and `cut` cuts. Resolves when nothing is under way. */
async function sendAll(
  address: string,
  sender: Sender,
  submissions: readonly Submission[],
  cutAfter: number = Number.POSITIVE_INFINITY,
  cut: () => void = () => {},
): Promise<void> {
  const waiting = submissions.filter(({ answered }) => answered === null);
  let [answers, isCut] = [0, false];
  const work = async () => {
    for (let next = waiting.pop(); next && !isCut; next = waiting.pop()) {
      await send(address, sender, next).catch(() => {});
      if (next.answered !== null) answers += 1;
      if (answers >= cutAfter && !isCut) {
        isCut = true;
        cut();
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS_AT_ONCE }, work));
}

async function makeSubmissions(cluster: string, count: number): Promise<Submission[]> {
  const owner = { organisationId: NORTH.organisationId, accountId: ACTORS.north.referrer.accountId };
  const names = Array.from({ length: count / 2 }, (_, place) => `Person Number ${place}`);
  const drafts = await asSuperuser(cluster, client => insertFilledDrafts(client, owner, names));
  const of = (kind: Submission['kind'], id: string): Submission => ({ kind, id, answered: null, tries: 0 });
  return drafts.flatMap(id => [of('form', id), of('message', randomUUID())]);
}

type Found = {
  readonly id: string;
  readonly referrals: number;
  readonly people: number;
  readonly events: number;
};

/** How often each submission is in the database: its referral, the person, and the audit row of its arrival. */
const countEach = (cluster: string, submissions: readonly Submission[]): Promise<Found[]> =>
  asSuperuser(cluster, async client => {
    const { rows } = await client.query<Found>(
      `select s.id, count(r.id)::int as referrals, count(p.id)::int as people,
       (select count(*)::int from audit_events e where e.event = 'referral.received' and e.subject_id = any(array_agg(r.id))) as events
     from unnest($1::text[]) as s(id)
     left join drafts d on d.id::text = s.id
     left join received_messages m on m.message_id = s.id
     left join referrals r on r.id = d.submitted_as or r.message_id = m.id
     left join people p on p.id = r.person_id
     group by s.id`,
      [submissions.map(({ id }) => id)],
    );
    return rows;
  });

const folderOpened = openFolder();
let sender: Sender;
let server: Server;
const start = async (): Promise<void> => {
  const { folder } = await folderOpened;
  server = await startServer({
    FOOTBRIDGE_DATA: folder,
    FOOTBRIDGE_RATE_LIMITS: 'off',
    FOOTBRIDGE_LOG: 'silent',
  });
};

beforeAll(async () => {
  const { cluster } = await folderOpened;
  await start();
  const database = connect({ ...placeOf(cluster), user: APP_ROLE }, { poolSize: 2 });
  const visitor = await visit(server.address, database, ACTORS.north.referrer);
  sender = { visitor, token: await clientToken(database) };
  await database.close();
}, 120_000);

afterAll(async () => {
  const { folder, cluster } = await folderOpened;
  await server.stop();
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Each has one answer that promises it is there, and is there once. */
async function expectEachOnce(submissions: readonly Submission[]): Promise<void> {
  const { cluster } = await folderOpened;
  const promised = /^(201 \S+ServiceRequest\/[\w-]+|303 \/refer\/draft\/[\w-]+\/sent|409)$/;
  expect(submissions.filter(({ answered }) => !promised.test(answered ?? ''))).toEqual([]);
  expect(submissions.filter(({ answered, tries }) => answered === '409' && tries === 1)).toEqual([]);
  const found = await countEach(cluster, submissions);
  expect(found).toHaveLength(submissions.length);
  expect(found.filter(({ referrals, people, events }) => `${referrals}${people}${events}` !== '111')).toEqual(
    [],
  );
}

/** A form sent twice leads to the receipt of the first time. */
async function expectReceipts(submissions: readonly Submission[]): Promise<void> {
  const { cluster } = await folderOpened;
  for (const { id, answered } of submissions.filter(({ kind, tries }) => kind === 'form' && tries > 1)) {
    const receipt = await fetch(server.address + (answered?.split(' ')[1] ?? ''), {
      headers: { cookie: sender.visitor.cookie },
    });
    const kept = await asSuperuser(cluster, client =>
      client.query<{ reference: string }>(
        'select reference from referrals r join drafts d on d.submitted_as = r.id where d.id = $1',
        [id],
      ),
    );
    expect(await receipt.text()).toContain(kept.rows[0]?.reference);
  }
}

const totals = async () => {
  const { cluster } = await folderOpened;
  return asSuperuser(cluster, async client => {
    const { rows } = await client.query<{ referrals: number; people: number }>(
      'select (select count(*)::int from referrals) as referrals, (select count(*)::int from people) as people',
    );
    return rows[0];
  });
};

describe('referrals under way when something dies', () => {
  test('the server is killed twice in the middle of 500: all are there, each once', async () => {
    const { cluster } = await folderOpened;
    const submissions = await makeSubmissions(cluster, 500);
    for (const cutAfter of [randomInt(40, 160), randomInt(40, 160)]) {
      await sendAll(server.address, sender, submissions, cutAfter, () => server.kill());
      await server.ended;
      await start();
      expect(server.out()).toContain('(already running)');
    }
    await sendAll(server.address, sender, submissions);
    expect(submissions.filter(({ tries }) => tries > 1).length).toBeGreaterThan(0);
    await expectEachOnce(submissions);
    await expectReceipts(submissions);
    expect(await totals()).toEqual({ referrals: 500, people: 500 });
  }, 120_000);

  test('PostgreSQL itself is killed: what was answered is there when it has recovered', async () => {
    const { cluster } = await folderOpened;
    const before = await totals();
    const submissions = await makeSubmissions(cluster, 200);
    const killPostgres = () => process.kill(Number(postmaster(cluster)[0]), 'SIGKILL');
    await sendAll(server.address, sender, submissions, randomInt(30, 120), killPostgres);
    expect((await fetch(`${server.address}/health`)).status).toBe(503);
    expect(await server.stop()).toMatchObject({ code: 0, err: '' });
    await start();
    expect(server.out()).not.toContain('(already running)');
    await sendAll(server.address, sender, submissions);
    expect(submissions.filter(({ tries }) => tries > 1).length).toBeGreaterThan(0);
    await expectEachOnce(submissions);
    await expectReceipts(submissions);
    expect(await totals()).toEqual({
      referrals: (before?.referrals ?? 0) + 200,
      people: (before?.people ?? 0) + 200,
    });
  }, 120_000);
});
