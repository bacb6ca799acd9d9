// The world that is measured: a cluster of its own with durable settings, a large demonstration, sessions, tokens and drafts.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
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
import { systemClock } from '#kernel';
import { seedDemonstration } from '../../seeds/demonstration/index.ts';
import { barsExample } from '../../test/fhir-examples.ts';
import { filledAnswers, visit } from '../../test/sending.ts';
import { type Material, MESSAGE_ID, type Visitor } from './requests.ts';

const NAME = 'footbridge';
const SEED = 2026;
/** People who ask at the same time, of each kind; more than the most callers, so that none waits for another's row. */
const VISITORS = 48;
const PEOPLE_EACH = 40;

export type World = {
  readonly host: string;
  readonly postmaster: number;
  readonly superuser: pg.Client;
  readonly database: Database;
  /** For DATABASE_URL, and for the serving role's own. */
  readonly url: string;
  readonly appUrl: string;
  readonly counts: Readonly<Record<string, number>>;
  close(): Promise<void>;
};

export type Size = { readonly people: number; readonly tasks: number };

/** Starts a cluster in `folder` with the settings of production; seeds it unless that was done in an earlier run. */
export async function openWorld(folder: string, size: Size, say: (line: string) => void): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const cluster = join(folder, 'postgres');
  const isNew = !existsSync(cluster);
  const server = await startEmbedded(cluster);
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, NAME);
  await migrate({ host, user: 'footbridge_owner', database: NAME });
  const superuser = new pg.Client({ host, user: 'postgres', database: NAME });
  await superuser.connect();
  const database = connect({ host, user: APP_ROLE, database: NAME }, { poolSize: 2 });
  if (isNew) await seed(host, database, superuser, size, say);
  const close = async () => {
    await database.close();
    await superuser.end();
    await server.stop();
  };
  return {
    host,
    postmaster: await postmasterOf(superuser),
    superuser,
    database,
    url: `postgres://footbridge_owner@/${NAME}?host=${encodeURIComponent(host)}`,
    appUrl: `postgres://${APP_ROLE}@/${NAME}?host=${encodeURIComponent(host)}`,
    counts: await countsOf(superuser),
    close,
  };
}

async function seed(
  host: string,
  database: Database,
  superuser: pg.Client,
  { people, tasks }: Size,
  say: (line: string) => void,
): Promise<void> {
  const owner = connect({ host, user: 'footbridge_owner', database: NAME }, { poolSize: 2 });
  const report = ({ people: done }: { people: number }) =>
    done % 2500 === 0 && say(`  seeded ${done} people`);
  const options = {
    seed: SEED,
    people,
    clock: systemClock,
    passwordHash: 'nobody signs in with this',
    report,
  };
  await seedDemonstration(owner, database, options);
  await owner.close();
  await topUpTasks(superuser, tasks);
  await superuser.query('vacuum analyze');
}

/** More tasks for people who have a worker, spread over all workers, until as many as wanted are open. */
async function topUpTasks(superuser: pg.Client, wanted: number): Promise<void> {
  await superuser.query(
    `insert into tasks (organisation_id, id, worker_id, person_id, referral_id, kind, title, due_on, created_at)
     select r.organisation_id, gen_random_uuid(), r.worker_id, r.person_id, r.id, 'follow_up', 'Ring to hear how it goes',
       current_date + (row_number() over () % 60)::int - 10, now()
     from (select *, row_number() over (partition by worker_id order by id) as place from referrals
       where state in ('allocated', 'active')) r
     cross join generate_series(1, 200) as round
     order by round, r.place, r.id
     limit greatest(0, $1 - (select count(*) from tasks where state = 'open'))`,
    [wanted],
  );
}

async function postmasterOf(superuser: pg.Client): Promise<number> {
  const { rows } = await superuser.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  );
  return rows[0]?.pid ?? 0;
}

async function countsOf(superuser: pg.Client): Promise<Record<string, number>> {
  const tables = ['people', 'referrals', 'tasks', 'contacts', 'accounts', 'link_workers'];
  const counts = tables.map(table => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await superuser.query(`select ${counts.join(', ')},
    (select count(*)::int from tasks where state = 'open') as "open tasks",
    (select round(count(distinct person_id) / greatest(1, count(distinct worker_id))) from referrals
      where state in ('allocated', 'active'))::int as "people a worker has at a time"`);
  return rows[0];
}

/** Sessions of link workers and referrers, and machines with tokens, all of the larger organisation. */
export async function makeMaterial(world: World, address: string): Promise<Material> {
  const { superuser, database } = world;
  const { rows: organisations } = await superuser.query<{ id: string }>(
    'select organisation_id as id from people group by 1 order by count(*) desc limit 1',
  );
  const organisationId = organisations[0]?.id ?? '';
  const signIn = (account: AccountRow, page: string) => visitAs(world, address, account, page);
  const workers = [];
  for (const worker of await workersOf(superuser, organisationId))
    workers.push({ ...(await signIn(worker, '/caseload')), people: worker.people });
  const referrers = [];
  for (const referrer of await referrersOf(superuser, organisationId))
    referrers.push(await signIn(referrer, '/refer'));
  const clients = [];
  for (const practice of await practicesOf(superuser, organisationId))
    clients.push({ token: await tokenOf(database, organisationId, practice.id), people: practice.people });
  return { organisationId, workers, referrers, clients, message: messageTemplate() };
}

type AccountRow = {
  readonly organisation_id: string;
  readonly id: string;
  readonly role: 'link_worker' | 'referrer';
  readonly name: string;
  readonly team_id: string | null;
  readonly referring_organisation_id: string | null;
};

async function visitAs(
  { database }: World,
  address: string,
  account: AccountRow,
  page: string,
): Promise<Visitor> {
  const actor = {
    kind: 'staff',
    organisationId: account.organisation_id,
    accountId: account.id,
    role: account.role,
    name: account.name,
    teamId: account.team_id,
    referringOrganisationId: account.referring_organisation_id,
  } as const;
  const visitor = await visit(address, database, actor, { page, cookiePrefix: '__Host-' });
  return { accountId: account.id, ...visitor };
}

const workersOf = async (superuser: pg.Client, organisation: string) =>
  (
    await superuser.query<AccountRow & { people: string[] }>(
      `select a.*, p.people from accounts a
       join lateral (select (array_agg(distinct r.person_id))[1:${PEOPLE_EACH}] as people from referrals r
         where r.organisation_id = a.organisation_id and r.worker_id = a.id and r.state in ('allocated', 'active')) p on true
       where a.organisation_id = $1 and a.role = 'link_worker' and p.people is not null order by a.id limit ${VISITORS}`,
      [organisation],
    )
  ).rows;

const referrersOf = async (superuser: pg.Client, organisation: string) =>
  (
    await superuser.query<AccountRow>(
      `select * from accounts where organisation_id = $1 and role = 'referrer' order by id limit ${VISITORS}`,
      [organisation],
    )
  ).rows;

const practicesOf = async (superuser: pg.Client, organisation: string) =>
  (
    await superuser.query<{ id: string; people: string[] }>(
      `select referring_organisation_id as id, (array_agg(distinct person_id))[1:${PEOPLE_EACH * 5}] as people from referrals
       where organisation_id = $1 and referring_organisation_id is not null group by 1 order by 1 limit ${VISITORS}`,
      [organisation],
    )
  ).rows;

async function tokenOf(database: Database, organisationId: string, practice: string): Promise<string> {
  const administrator = { kind: 'system', organisationId } as const;
  const of = { name: `Practice system ${randomUUID()}`, referringOrganisationId: practice };
  const made = await asActor(database, administrator, ctx => makeApiClient(ctx, of));
  if (!made.ok) throw new Error(made.reason);
  return made.value.token;
}

const messageTemplate = (): string =>
  JSON.stringify({ ...JSON.parse(barsExample('REFREQ03')), id: MESSAGE_ID }).replaceAll(
    'Julie Jones',
    `Julie ${MESSAGE_ID} Jones`,
  );

/** Filled drafts, each owned by the referrer whose turn it will be; names are those of people who are there already. */
export async function makeDrafts(world: World, material: Material, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const owners = material.referrers.map(({ accountId }) => accountId);
  await world.superuser.query(
    `insert into drafts (organisation_id, id, kind, owner_account_id, answers, updated_at, expires_at)
     select $1, d.id, 'referral-referrer', ($3::uuid[])[1 + (d.place - 1) % cardinality($3::uuid[])],
       jsonb_set($4::jsonb, '{name,full-name}', to_jsonb(n.name)), now(), now() + interval '30 days'
     from unnest($2::uuid[]) with ordinality as d(id, place)
     join (select display_name as name, row_number() over (order by id) as place, count(*) over () as names from people
       where organisation_id = $1 limit 5000) n on n.place = 1 + d.place % least(5000, n.names)`,
    [material.organisationId, ids, owners, JSON.stringify(filledAnswers('A name'))],
  );
  return ids;
}
