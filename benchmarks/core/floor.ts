// The floor: the same jobs by a bare `node:http` handler over `pg`, with the same tables and essential SQL, prepared and pipelined,
// but no framework, sign-in, checking, row-level security, audit, outbox, sealing or page. It shows what this machine could do.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { STATEMENTS, type Statement } from './floor-sql.ts';

const [port = '', host = '', database = '', organisation = ''] = process.argv.slice(2);
const pool = new pg.Pool({ host, database, user: 'postgres', max: 10, pipeline: true } as pg.PoolConfig);

type Answer = { readonly status: number; readonly body?: unknown };
type Client = pg.PoolClient;

const ask = (client: Client, name: Statement, values: readonly unknown[]) =>
  client.query({ name, text: STATEMENTS[name], values: [...values] });

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** All statements of one transaction travel together. */
const transaction = (statements: (client: Client) => readonly Promise<unknown>[]): Promise<unknown> =>
  withClient(client => Promise.all([client.query('begin'), ...statements(client), client.query('commit')]));

async function caseload(workerId: string): Promise<Answer> {
  const { rows } = await withClient(client => ask(client, 'caseload', [organisation, workerId]));
  return { status: 200, body: rows };
}

async function person(id: string): Promise<Answer> {
  const parts = ['person', 'referrals', 'tasks', 'contacts', 'plan', 'measures'] as const;
  const found = await withClient(client =>
    Promise.all(parts.map(part => ask(client, part, [organisation, id]))),
  );
  return { status: 200, body: found.map(({ rows }) => rows) };
}

async function patient(id: string): Promise<Answer> {
  const { rows } = await withClient(client => ask(client, 'person', [organisation, id]));
  return { status: 200, body: rows[0] };
}

async function contact(personId: string, workerId: string, body: string): Promise<Answer> {
  const typed = new URLSearchParams(body);
  await transaction(client => [
    ask(client, 'insertContact', [organisation, randomUUID(), personId, workerId, typed.get('note')]),
    ask(client, 'insertTask', [organisation, randomUUID(), workerId, personId, typed.get('next-title')]),
  ]);
  return { status: 303 };
}

type Arriving = {
  readonly name: string;
  readonly phones: readonly string[];
  readonly languages: readonly string[];
};

/** The rows of a person who arrives with a referral. */
function arrive(client: Client, arriving: Arriving, messageId: string | null): Promise<unknown>[] {
  const [personId, referralId] = [randomUUID(), randomUUID()];
  const names = [{ id: randomUUID(), full_name: arriving.name, folded: arriving.name.toLowerCase() }];
  const points = arriving.phones.map(value => ({ id: randomUUID(), value }));
  const languages = arriving.languages.map(language => ({ id: randomUUID(), language }));
  const facts = FACTS.map(kind => ({ id: randomUUID(), kind }));
  return [
    ask(client, 'insertPerson', [organisation, personId, arriving.name]),
    ask(client, 'insertNames', [organisation, personId, JSON.stringify(names)]),
    ask(client, 'insertContactPoints', [organisation, personId, JSON.stringify(points)]),
    ask(client, 'insertLanguages', [organisation, personId, JSON.stringify(languages)]),
    ask(client, 'insertFacts', [organisation, personId, JSON.stringify(facts)]),
    ask(client, 'insertReferral', [organisation, referralId, referralId.slice(-12), personId, messageId]),
    ask(client, 'insertEvent', [organisation, randomUUID(), referralId]),
  ];
}

const FACTS = ['interpreter', 'preference_language', 'preference_culture', 'preference_worker_sex'];

async function form(draftId: string): Promise<Answer> {
  await withClient(async client => {
    const begun = client.query('begin');
    const { rows } = await ask(client, 'lockDraft', [organisation, draftId]);
    const typed = rows[0].answers;
    const arriving = {
      name: typed.name['full-name'],
      phones: [typed.contact.phone, typed.contact.email, typed.contact.address],
      languages: [typed.languages.speaks, typed.languages['speaks-also'], typed.languages.reads],
    };
    const written = arrive(client, arriving, null);
    await Promise.all([
      begun,
      ...written,
      ask(client, 'markDraft', [organisation, draftId]),
      client.query('commit'),
    ]);
  });
  return { status: 303 };
}

type Resource = { resourceType: string; name?: { text: string }[] };

async function message(body: string): Promise<Answer> {
  const bundle = JSON.parse(body) as { id: string; entry: { resource: Resource }[] };
  const found = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient')?.resource;
  const arriving = {
    name: found?.name?.[0]?.text ?? '',
    phones: ['01130000000', '07700900000', 'person@example.org', '1 Example Street'],
    languages: ['en'],
  };
  const id = randomUUID();
  await transaction(client => [
    ask(client, 'insertMessage', [organisation, id, bundle.id, Buffer.from(body)]),
    ...arrive(client, arriving, id),
  ]);
  return { status: 201, body: { resourceType: 'Bundle', id } };
}

function route(method: string, path: string, body: string): Promise<Answer> {
  const [, place = '', id = '', , other = ''] = path.split('/');
  switch (`${method} ${place}`) {
    case 'GET caseload':
      return caseload(id);
    case 'GET people':
      return person(id);
    case 'GET patients':
      return patient(id);
    case 'POST people':
      return contact(id, other, body);
    case 'POST drafts':
      return form(id);
    case 'POST messages':
      return message(body);
    default:
      return Promise.resolve({ status: 404 });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

createServer(async (request, response) => {
  const { method = '', url = '' } = request;
  try {
    const answer = await route(method, url, method === 'POST' ? await bodyOf(request) : '');
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  } catch (error) {
    response.writeHead(500, { 'content-length': 0 }).end();
    console.error(error);
  }
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
