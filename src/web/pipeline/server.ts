// The web server with its protections: headers, cookies, forgery tokens, limits, errors and plain request lines in the log.
import { isUtf8 } from 'node:buffer';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { type Config, uuidv7 } from '#kernel';
import { assetFolders } from '#ui';
import type { Services } from '../route.ts';
import { cookieFlags, cookieName } from './cookies.ts';
import { gatherLines } from './log-lines.ts';
import { isPublished, openToOthers } from './published.ts';
import { answerProblem, answerRefusal } from './respond.ts';
import type { Scene } from './scene.ts';
import { securityHeaders } from './security-headers.ts';

const KILOBYTE = 1024;

/** Our routes parse by themselves (forms.ts); without this, Fastify loads two compilers of JSON schemas that nobody asks for. */
const noSchemas = () => (): never => {
  throw new Error('routes have no JSON schema here');
};

const LONGEST_PATH = 1000;

/** A link that was cut off or grew in a letter ("/people/%E0%A"): Fastify would answer it itself, in JSON and without our headers. */
function whole(address: string): string {
  const [path = '/'] = address.split('?', 1);
  if (path.length <= LONGEST_PATH && isDecodable(path)) return address;
  const [place] = /^\/(fhir|open-referral)\//.exec(path) ?? ['/'];
  return `${place}no-such-address`;
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** A Fastify server without routes yet. It trusts a proxy's forwarding headers only in production, where one stands before it. */
export async function makeServer(services: Services): Promise<FastifyInstance> {
  const { config } = services;
  const server = Fastify({
    logger: config.logLevel !== 'silent' && { level: config.logLevel, stream: gatherLines() },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    bodyLimit: 256 * KILOBYTE,
    trustProxy: (_address: string, hop: number) => config.production && hop < 1,
    // What is being answered is answered before the server stops.
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url }) => whole(url ?? '/'),
    routerOptions: { maxParamLength: LONGEST_PATH },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  await protect(server, config);
  acceptBodies(server);
  for (const { prefix, directory } of assetFolders) {
    await server.register(fastifyStatic, {
      root: directory,
      prefix,
      decorateReply: false,
      index: false,
      maxAge: '365d',
      immutable: true,
      preCompressed: true,
    });
  }
  answerErrors(server, services);
  logAnswers(server);
  return server;
}

/** One line an answer: route and time, no address that was asked for and nothing that was said. */
function logAnswers(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, next) => {
    const { method, url } = request.routeOptions;
    request.log.info(
      {
        requestId: request.id,
        method,
        route: url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    next();
  });
}

async function protect(server: FastifyInstance, config: Config): Promise<void> {
  const headers = securityHeaders(config);
  server.addHook('onRequest', (_request, reply, next) => {
    reply.headers(headers);
    next();
  });
  server.addHook('onSend', (request, reply, _payload, next) => {
    const kept = isPublished(request.url) && reply.hasHeader('cache-control');
    if (!kept && !request.url.startsWith('/assets/')) reply.header('cache-control', 'no-store');
    next();
  });
  openToOthers(server);
  await server.register(cookie);
  await server.register(csrf, {
    cookieKey: cookieName(config, 'csrf'),
    cookieOpts: cookieFlags(config),
    getToken: request => String((request.body as Record<string, unknown> | null)?._csrf ?? ''),
  });
  await server.register(rateLimit, { global: false, hook: 'preHandler' });
}

function acceptBodies(server: FastifyInstance): void {
  server.register(formbody, { bodyLimit: 256 * KILOBYTE });
  // Interfaces parse their own text, so that a syntax error gets an answer of their kind.
  server.removeContentTypeParser('application/json');
  // Bytes that are no UTF-8 stay bytes: read as text they would change names without a word.
  const asText = (_: unknown, body: string | Buffer, next: (error: null, value: unknown) => void) =>
    next(null, isUtf8(body as Buffer) ? body.toString() : body);
  server.addContentTypeParser(['application/json', 'application/fhir+json'], { parseAs: 'buffer' }, asText);
}

function answerErrors(server: FastifyInstance, services: Services): void {
  const scene = (request: Scene['request'], reply: Scene['reply']): Scene => ({
    route: null,
    request,
    reply,
    services,
    who: null,
  });
  server.setErrorHandler((error, request, reply) => answerProblem(scene(request, reply), error));
  server.setNotFoundHandler((request, reply) =>
    request.url.startsWith('/fhir/') || isPublished(request.url)
      ? answerProblem(scene(request, reply), { statusCode: 404 })
      : answerRefusal(scene(request, reply), 'no-organisation'),
  );
}
