// The same searches as pages: a signed-in manager sends the form, and the results are asked for by their sealed address.
import { randomUUID } from 'node:crypto';
import { APP_ROLE, connect } from '#database';
import type { ServiceSearch } from '#directory';
import { languageName, type StaffActor } from '#kernel';
import { visit } from '../../test/sending.ts';
import { startFootbridge } from '../core/core.ts';
import { openConnection } from '../load/connection.ts';
import { freePort, stopChild, untilHealthy } from '../measure/child.ts';
import { latenciesOf } from '../measure/latencies.ts';
import { cpuSeconds, memoryOf } from '../measure/processes.ts';
import type { World } from './directory.ts';
import { filterSearches, mixedSearches, wordSearches } from './searches.ts';

const NAME = 'footbridge';

export async function measurePages(world: World, callers: number, count: number): Promise<void> {
  const { host, folder, postmaster } = world;
  const address = (role: string) => `postgres://${role}@/${NAME}?host=${encodeURIComponent(host)}`;
  const port = await freePort();
  const server = startFootbridge(
    { url: address('footbridge_owner'), appUrl: address(APP_ROLE) },
    folder,
    port,
  );
  try {
    await untilHealthy(server, port, '/health');
    const visitors = await signIn(world, `http://127.0.0.1:${port}`, callers);
    const asked = [filterSearches(count, 23), wordSearches(count, 29), mixedSearches(count, 31)].flat();
    const addresses = await sendForms(port, visitors, asked);
    const jobs = [
      ['page without a search (floor)', addresses.map(each => ({ ...each, path: '/directory' }))],
      ['page of results', addresses],
    ] as const;
    for (const [words, requests] of jobs) {
      // Once to warm up, and for the cards.
      await askAll(port, requests.slice(0, 400), callers);
      const [own, theirs] = [cpuSeconds(server.pid), cpuSeconds(postmaster)];
      const begun = performance.now();
      const waits = await askAll(port, requests, callers);
      const passed = (performance.now() - begun) / 1000;
      const { p50, p95, p99 } = latenciesOf(waits);
      const cpu = (seconds: number) => ((seconds * 1000) / waits.length).toFixed(2);
      console.log(
        `  ${`HTTP: ${words}`.padEnd(52)} CPU ms each: ${cpu(cpuSeconds(server.pid) - own)} server + ${cpu(cpuSeconds(postmaster) - theirs)} database; ` +
          `${(waits.length / passed).toFixed(0)}/s, p50 p95 p99 ms: ${[p50, p95, p99].map(wait => wait.toFixed(1)).join(' ')}; ` +
          `server ${memoryOf(server.pid).now.toFixed(0)} MB`,
      );
    }
  } finally {
    await stopChild(server);
  }
}

type Visitor = { readonly cookie: string; readonly csrfToken: string };
type Asked = { readonly path: string; readonly cookie: string };

/** One manager a caller, so that none waits for another's session; and places for the postcodes of the form. */
async function signIn({ superuser, host }: World, address: string, callers: number): Promise<Visitor[]> {
  const organisation = randomUUID();
  await superuser.query('insert into organisations (id, name, slug) values ($1::uuid, $2, $3)', [
    organisation,
    'Benchmark',
    `benchmark-${organisation.slice(0, 8)}`,
  ]);
  await superuser.query(
    `insert into postcodes (postcode, latitude, longitude) select 'B' || n || ' ' || m || 'AA', 50.6 + n * 0.11, -3.4 + n * 0.07 + m * 0.01
     from generate_series(1, 40) n, generate_series(1, 5) m on conflict do nothing`,
  );
  const database = connect({ host, user: APP_ROLE, database: NAME }, { poolSize: 1 });
  const visitors = [];
  for (let caller = 0; caller < callers; caller++) {
    const actor: StaffActor = {
      kind: 'staff',
      organisationId: organisation,
      accountId: randomUUID(),
      role: 'manager',
      name: `Manager ${caller}`,
      teamId: null,
      referringOrganisationId: null,
    };
    await superuser.query(
      `insert into accounts (organisation_id, id, email, name, role) values ($1, $2::uuid, $2::uuid || '@example.org', $3, 'manager')`,
      [organisation, actor.accountId, actor.name],
    );
    visitors.push(await visit(address, database, actor, { page: '/directory', cookiePrefix: '__Host-' }));
  }
  await database.close();
  return visitors;
}

const TICKS = {
  access: ['stepFree', 'creche'],
  terms: ['free', 'travelPaid', 'takesReferrals', 'traumaInformed'],
  situation: ['openToNrpf', 'noStatusAsked', 'noDocuments'],
} as const;

/** The fields as a browser sends them. */
function fieldsOf(search: ServiceSearch, at: number): URLSearchParams {
  const { near, withinKm } = search;
  const fields = new URLSearchParams({
    text: search.text ?? '',
    kind: search.kind ?? '',
    postcode: near ? `B${1 + (at % 40)} ${1 + (at % 5)}AA` : '',
    within: withinKm === undefined ? 'any' : String(Math.round(withinKm / 1.609344)),
    language: search.language ? languageName(search.language) : '',
    how: search.languageHow ?? 'either',
    sex: search.attendingSex ?? '',
    age: String(search.age ?? ''),
    day: search.day ?? '',
    part: search.part ?? '',
    format: search.format ?? '',
    stage: search.stage ?? '',
    route: search.route ?? '',
    sort: search.sort ?? 'best',
    known: search.knownOnly ? 'yes' : 'no',
  });
  for (const way of search.ways ?? []) fields.append('ways', way);
  for (const [group, names] of Object.entries(TICKS))
    for (const name of names) if (search[name]) fields.append(group, name);
  return fields;
}

/** Every search sent once: the answer leads to its results. */
async function sendForms(
  port: number,
  visitors: readonly Visitor[],
  searches: readonly ServiceSearch[],
): Promise<readonly Asked[]> {
  const connection = await openConnection(port);
  const asked: Asked[] = [];
  for (const [at, search] of searches.entries()) {
    const { cookie, csrfToken } = visitors[at % visitors.length] as Visitor;
    const fields = fieldsOf(search, at);
    fields.set('_csrf', csrfToken);
    const body = fields.toString();
    const { status, location } = await connection.ask(
      `POST /directory/search HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    if (status !== 303 || location === null) throw new Error(`a search was answered with ${status}`);
    asked.push({ path: location, cookie });
  }
  connection.close();
  return asked;
}

async function askAll(port: number, requests: readonly Asked[], callers: number): Promise<number[]> {
  const waits: number[] = [];
  let next = 0;
  const call = async () => {
    const connection = await openConnection(port);
    for (let asked = requests[next++]; asked !== undefined; asked = requests[next++]) {
      const from = performance.now();
      const { status } = await connection.ask(
        `GET ${asked.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${asked.cookie}\r\n\r\n`,
      );
      if (status !== 200) throw new Error(`${asked.path} was answered with ${status}`);
      waits.push(performance.now() - from);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: callers }, call));
  return waits;
}
