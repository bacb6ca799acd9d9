// Turns the route table into a server: identify, open one transaction, handle, record, commit, then render.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asActor, type Ctx } from '#database';
import type { Actor } from '#kernel';
import type { Answered, Req, Route, Services } from '../route.ts';
import { draftTokenHash } from './draft-token.ts';
import { type Identified, identify } from './identify.ts';
import { answerPreflights } from './published.ts';
import { answerProblem, answerRefusal, respond } from './respond.ts';

/** Adds every row of the table to the server. Throws at start when two rows claim one address. */
export function serveRoutes(server: FastifyInstance, routes: readonly Route[], services: Services): void {
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimit ? { bodyLimit: route.bodyLimit } : {}),
      config: rateLimit(route, services),
      ...(needsToken(route) ? { preHandler: server.csrfProtection } : {}),
      handler: (request, reply) => handle(route, request, reply, services),
    });
  }
  answerPreflights(server, routes);
}

/** Forms of our pages; systems bring a bearer token instead, and a query for published entries changes nothing. */
const needsToken = ({ method, who, published }: Route): boolean =>
  method === 'POST' && who !== 'api-client' && !published;

function rateLimit(route: Route, { config }: Services) {
  const max = route.perMinute;
  return max && config.rateLimits ? { rateLimit: { max, timeWindow: '1 minute' } } : {};
}

async function handle(route: Route, request: FastifyRequest, reply: FastifyReply, services: Services) {
  const who = await identify(route, request, services);
  const scene = { route, request, reply, services, who };
  if (!who.ok) {
    if (who.reason === 'forbidden' && who.session) await recordRefusal(who.session.actor, request, services);
    return answerRefusal(scene, who.reason);
  }
  try {
    const answered = route.ownTransactions
      ? await route.handle(reqOf(request, services, who, NO_TRANSACTION))
      : await inTransaction(route, request, services, who);
    return await respond(scene, answered);
  } catch (error) {
    return answerProblem(scene, error);
  }
}

type Known = Extract<Identified, { ok: true }>;

const NO_TRANSACTION = new Proxy({} as Ctx, {
  get: () => {
    throw new Error('this route opens its own transactions');
  },
});

const reqOf = (request: FastifyRequest, services: Services, who: Known, ctx: Ctx): Req => ({
  params: request.params as Record<string, string>,
  query: request.query as Record<string, string>,
  body: request.body,
  headers: request.headers,
  cookies: request.cookies,
  address: request.ip,
  actor: who.actor,
  organisation: who.organisation,
  session: who.session,
  ctx,
  services,
  requestId: request.id,
});

function inTransaction(
  route: Route,
  request: FastifyRequest,
  services: Services,
  who: Known,
): Promise<Answered> {
  const tokenHash = draftTokenHash(request, services.config);
  const options = { requestId: request.id, ...(tokenHash ? { draftTokenHash: tokenHash } : {}) };
  return asActor(
    services.database,
    who.actor,
    async ctx => {
      const answered = await route.handle(reqOf(request, services, who, ctx));
      recordView(route, answered, ctx, who.actor);
      return answered;
    },
    options,
  );
}

/** A view that was shown is a row in the audit, in the transaction that read it. */
function recordView(route: Route, answered: Answered, ctx: Req['ctx'], actor: Actor): void {
  if (route.method !== 'GET' || typeof route.audit !== 'string' || actor.kind === 'gate') return;
  const shown =
    answered.kind === 'page' ||
    answered.kind === 'file' ||
    (answered.kind === 'json' && answered.status < 400);
  if (!shown) return;
  ctx.record({ event: route.audit, ...(answered.subject ? { subject: answered.subject } : {}) });
}

async function recordRefusal(actor: Actor, request: FastifyRequest, services: Services): Promise<void> {
  await asActor(services.database, actor, async ctx => ctx.record({ event: 'access.refused' }), {
    requestId: request.id,
  });
}
