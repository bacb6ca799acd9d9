// `npm run benchmark -- match`: what choosing a link worker for one person costs among 50, 250 and 1,000 of a team, beside two floors.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  APP_ROLE,
  asActor,
  connect,
  type Database,
  migrate,
  prepareEmbeddedCluster,
  startEmbedded,
} from '#database';
import { londonDay } from '#kernel';
import { loadCandidates } from '#link-workers';
import { explain, rankWorkers, tradeOffs, wishesOf, withReferral } from '#matching';
import { loadPersonRecord } from '#people';
import { latenciesOf } from '../measure/latencies.ts';
import { cpuSeconds } from '../measure/processes.ts';
import { type Asked, fillTeam, makeService, type Service } from './service.ts';

export type MatchOptions = {
  readonly workers: readonly number[];
  readonly callers: readonly number[];
  readonly calls: number;
};

const NAME = 'footbridge';
/** As many rows as a page shows with their reasons. */
const SHOWN = 15;
/** Until the program is compiled and every connection has its plans. */
const WARM_UP = 1000;

type Scene = {
  readonly service: Service;
  readonly database: Database;
  /** Past policies, as a bare handler would be. */
  readonly bare: pg.Pool;
  readonly postmaster: number;
};
type Way = {
  readonly words: string;
  readonly ask: (scene: Scene, asked: Asked, turn: number) => Promise<unknown>;
};

const WAYS: readonly Way[] = [
  { words: 'match', ask: match },
  { words: 'match, after a worker changed', ask: matchAfterChange },
  { words: 'floor: all by SQL, nothing ranked', ask: readAll },
  { words: 'floor: empty transaction', ask: nothing },
];

/** What the page of allocation does before it is written, in one transaction. */
async function match({ database, service }: Scene, asked: Asked): Promise<void> {
  await asActor(database, service.actor, async ctx => {
    const [person, candidates] = await Promise.all([
      loadPersonRecord(ctx, asked.personId),
      loadCandidates(ctx, asked),
    ]);
    if (!person || candidates.length === 0) throw new Error('there is nobody to match');
    const wishes = withReferral(wishesOf(person), ['NAV-GP', 'EDU-SCH', 'MH-TORT', 'HOU-SET']);
    const today = londonDay(ctx.clock());
    const ranking = rankWorkers(wishes, candidates, today);
    const shown = explain(wishes, [...ranking.offered, ...ranking.apart].slice(0, SHOWN), today);
    if (shown.length === 0 || tradeOffs(wishes, ranking).length === 0)
      throw new Error('a match without a sentence');
  });
}

const CHANGE = `update link_workers w set open_referrals = 20 + $2::int % 25, open_weight = 20 + $2::int % 25
  where (organisation_id, account_id) = (select organisation_id, account_id from link_workers where team_id = $1
    order by account_id limit 1 offset $2::int % 50)`;

/** Nothing that was remembered of the team still holds; the change itself is counted too. */
async function matchAfterChange(scene: Scene, asked: Asked, turn: number): Promise<void> {
  await scene.bare.query({ name: 'change', text: CHANGE, values: [asked.teamId, turn] });
  await match(scene, asked);
}

const PERSON = `select p.display_name,
  (select json_agg(json_build_array(l.language, l.use, l.preferred)) from person_languages l where l.organisation_id = $1 and l.person_id = $2) as languages,
  (select json_agg(json_build_array(f.kind, f.status, f.value)) from (select distinct on (kind) * from person_facts f
    where f.organisation_id = $1 and f.person_id = $2 order by kind, recorded_at desc, id desc) f) as facts
  from people p where p.organisation_id = $1 and p.id = $2`;
const TEAM = `select json_agg(json_build_array(w.account_id, a.name, w.sex, w.background, w.capacity, w.open_referrals, w.taking_referrals,
    w.open_weight, w.last_given_on, w.spoken, w.topics, w.formats, w.works_in, w.recent_closings)) as workers
  from link_workers w join accounts a on a.organisation_id = w.organisation_id and a.id = w.account_id
  where w.organisation_id = $1 and w.team_id = $2 and a.disabled_at is null and a.role = 'link_worker'`;

/** What a match must know, read each time by a bare handler: no policies, no ranking, no words. */
async function readAll({ bare, service }: Scene, { personId, teamId }: Asked): Promise<void> {
  const { organisationId } = service.actor;
  const client = await bare.connect();
  try {
    await Promise.all([
      client.query('begin'),
      client.query({ name: 'person', text: PERSON, values: [organisationId, personId] }),
      client.query({ name: 'team', text: TEAM, values: [organisationId, teamId] }),
      client.query('commit'),
    ]);
  } finally {
    client.release();
  }
}

/** Begin, who acts, commit: what any page pays. */
function nothing({ database, service }: Scene): Promise<unknown> {
  return asActor(database, service.actor, async () => null);
}

export async function runMatch({ workers, callers, calls }: MatchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-match-'));
  const server = await startEmbedded(join(folder, 'postgres'));
  const host = server.socketFolder;
  await prepareEmbeddedCluster(host, NAME);
  await migrate({ host, user: 'footbridge_owner', database: NAME });
  const superuser = new pg.Client({ host, user: 'postgres', database: NAME });
  await superuser.connect();
  const most = Math.max(...callers);
  const database = connect({ host, user: APP_ROLE, database: NAME }, { poolSize: most });
  const bare = new pg.Pool({
    host,
    user: 'postgres',
    database: NAME,
    max: most,
    pipeline: true,
  } as pg.PoolConfig);
  try {
    const [service, postmaster] = [await makeService(superuser), await postmasterOf(superuser)];
    console.log(
      'workers  callers  way                                  a second    p50    p95   CPU ms each: Node  database    sum',
    );
    let there = 0;
    for (const wanted of workers) {
      await fillTeam(superuser, service, there, wanted);
      there = Math.max(there, wanted);
      for (const many of callers)
        for (const way of WAYS)
          await measure({ service, database, bare, postmaster }, way, {
            workers: there,
            callers: many,
            calls,
          });
    }
    console.log(
      'Remembered from one match to the next: the team’s link workers. Each match asks what changed, in its own transaction.',
    );
  } finally {
    await database.close();
    await bare.end();
    await superuser.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Round = { readonly workers: number; readonly callers: number; readonly calls: number };

async function measure(scene: Scene, { words, ask }: Way, round: Round): Promise<void> {
  const { referrals } = scene.service;
  let turn = 0;
  const next = (): Promise<unknown> => {
    turn += 1;
    return ask(scene, referrals[turn % referrals.length] as Asked, turn);
  };
  const eachCaller = (call: () => Promise<void>) => Promise.all(Array.from({ length: round.callers }, call));
  await eachCaller(async () => {
    while (turn < WARM_UP) await next();
  });
  const waits: number[] = [];
  const [own, theirs] = [process.cpuUsage(), cpuSeconds(scene.postmaster)];
  const begun = performance.now();
  await eachCaller(async () => {
    while (turn < WARM_UP + round.calls) {
      const from = performance.now();
      await next();
      waits.push(performance.now() - from);
    }
  });
  const passed = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(own);
  print(words, round, waits, {
    perSecond: waits.length / passed,
    node: (used.user + used.system) / 1000 / waits.length,
    database: ((cpuSeconds(scene.postmaster) - theirs) * 1000) / waits.length,
  });
}

type Found = { readonly perSecond: number; readonly node: number; readonly database: number };

function print(words: string, round: Round, waits: readonly number[], found: Found): void {
  const { p50, p95 } = latenciesOf(waits);
  const ms = (number: number, width: number): string => number.toFixed(2).padStart(width);
  console.log(
    `${String(round.workers).padStart(7)}${String(round.callers).padStart(9)}  ${words.padEnd(36)}${found.perSecond.toFixed(0).padStart(9)}` +
      `${ms(p50, 7)}${ms(p95, 7)}${ms(found.node, 19)}${ms(found.database, 10)}${ms(found.node + found.database, 7)}`,
  );
}

async function postmasterOf(superuser: pg.Client): Promise<number> {
  const { rows } = await superuser.query<{ pid: number }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid`,
  );
  return rows[0]?.pid ?? 0;
}
