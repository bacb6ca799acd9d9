// The addresses of the published directory: what it is, lists by GET and POST, one record by its id, all of them as lines.
import { asActor } from '#database';
import { isUuid } from '#kernel';
import { type Answered, json, type Req, type Route, textLines } from '#web';
import { BASE, openApi } from './openapi.ts';
import { pageOf, windowOf } from './page.ts';
import { type BadParameter, type Query, readQuery } from './parameters.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { write } from './write.ts';

const AUDIT = { none: 'published entries of the directory, which hold nobody' } as const;
/** A harvest by id of a few thousand entries takes minutes, a page of somebody's site far fewer. */
const READS_A_MINUTE = 600;
const QUERIES_A_MINUTE = 60;
const LONGEST_QUERY = 16 * 1024;
const A_BATCH = 200;
const NDJSON = 'application/x-ndjson';
const PROFILE = 'https://docs.openreferraluk.org/';

const problem = (status: number, rest: Readonly<Record<string, unknown>>): Answered =>
  json({ status, ...rest }, { status, type: 'application/problem+json' });

const refuse = ({ parameter, detail }: BadParameter): Answered =>
  problem(400, { parameter, detail: `${parameter} ${detail}` });

const baseOf = ({ services }: Req): string => `${services.config.origin}${BASE}`;

/** `version` and `openapi_url` are what validators choose their rules by. */
const describe = (req: Req): Answered =>
  json({
    version: 'HSDS-UK-3.0',
    profile: PROFILE,
    openapi_url: `${baseOf(req)}/openapi.json`,
    footbridge_version: req.services.version,
  });

/** Fields of a form, or one JSON object; they may stand in the address as well. Null: the body cannot be read. */
function fieldsOf({ body, query }: Req): Readonly<Record<string, unknown>> | null {
  if (body === undefined || body === null || body === '') return query;
  let fields = body;
  if (typeof body === 'string') {
    try {
      fields = JSON.parse(body);
    } catch {
      return null;
    }
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null;
  if (fields instanceof Uint8Array) return null;
  return { ...query, ...fields };
}

async function list(req: Req, resource: Resource): Promise<Answered> {
  const fields = fieldsOf(req);
  if (fields === null) return problem(400, { detail: 'The body should be one JSON object, or a form.' });
  const read = readQuery(fields, resource.list);
  if (!read.ok) return refuse(read.problem);
  return read.query.format === 'ndjson' ? stream(req, resource, read.query) : page(req, resource, read.query);
}

function page({ services, actor, requestId }: Req, resource: Resource, query: Query): Promise<Answered> {
  const window = windowOf(query);
  return asActor(
    services.database,
    actor,
    async ctx => {
      const found = await resource.find(ctx, query, window);
      if (!found.ok) return refuse(found.problem);
      const shape = resource.shape(query);
      const records = await resource.load(ctx, found.listed.ids, query);
      return json(
        pageOf(
          query,
          found.listed.total,
          records.map(record => write(record, shape)),
        ),
      );
    },
    { requestId },
  );
}

/** The ids are found at once; the records are read while they are sent, each batch in a transaction of its own. */
async function stream(
  { services, actor, requestId }: Req,
  resource: Resource,
  query: Query,
): Promise<Answered> {
  const { database } = services;
  const all = { limit: null, offset: 0 };
  const found = await asActor(database, actor, ctx => resource.find(ctx, query, all), { requestId });
  if (!found.ok) return refuse(found.problem);
  const { ids } = found.listed;
  const shape = resource.shape(query);
  async function* lines(): AsyncGenerator<string> {
    for (let start = 0; start < ids.length; start += A_BATCH) {
      const batch = ids.slice(start, start + A_BATCH);
      const records = await asActor(database, actor, ctx => resource.load(ctx, batch, query), { requestId });
      yield records.map(record => `${JSON.stringify(write(record, shape))}\n`).join('');
    }
  }
  return textLines(lines(), NDJSON);
}

async function one(req: Req, resource: Resource): Promise<Answered> {
  const read = readQuery(req.query, resource.byId);
  if (!read.ok) return refuse(read.problem);
  const id = req.params[resource.parameter] ?? '';
  const query = { ...read.query, full: true };
  const shown = isUuid(id) && (resource.mayShow === undefined || (await resource.mayShow(req.ctx, id)));
  const [record] = shown ? await resource.load(req.ctx, [id], query) : [];
  if (!record) return problem(404, { detail: `There is no ${resource.one} with this id.` });
  return json(write(record, resource.shape(query)));
}

const published = (path: string, handle: Route['handle']): Route => ({
  method: 'GET',
  path: `${BASE}${path}`,
  who: 'anyone',
  audit: AUDIT,
  published: true,
  perMinute: READS_A_MINUTE,
  handle,
});

const routesOf = (resource: Resource): readonly Route[] => {
  const lists = { ...published(`/${resource.path}`, req => list(req, resource)), ownTransactions: true };
  return [
    lists,
    { ...lists, method: 'POST', perMinute: QUERIES_A_MINUTE, bodyLimit: LONGEST_QUERY },
    published(`/${resource.path}/:${resource.parameter}`, req => one(req, resource)),
  ];
};

export const routes: readonly Route[] = [
  published('', describe),
  published('/', describe),
  published('/openapi.json', req => json(openApi({ base: baseOf(req), version: req.services.version }))),
  ...RESOURCES.flatMap(routesOf),
];
