// Answers that are published to everybody: readable by pages of other sites, kept in caches, compressed, never with a cookie.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answered, Route } from '../route.ts';
import type { Scene } from './scene.ts';

/** Everything below is published; a test holds that the route table says the same. */
const PREFIX = '/open-referral/';
/** Seconds. Short, because what has become confidential must soon be gone. */
const FRESH = 60;
const WORTH_COMPRESSING = 1_000;
const compress = promisify(gzip);

export const isPublished = (url: string): boolean => url.startsWith(PREFIX);

/** On every answer, refusals included. No credentials: a cookie that comes along changes nothing. */
export function openToOthers(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!isPublished(request.url)) return;
    reply.header('access-control-allow-origin', '*');
    reply.header('access-control-expose-headers', 'ETag, Retry-After');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}

/** Browsers ask before they send JSON from another site's page. */
export function answerPreflights(server: FastifyInstance, routes: readonly Route[]): void {
  const paths = new Set(routes.filter(({ published }) => published).map(({ path }) => path));
  for (const url of paths) {
    const methods = routes.filter(({ path }) => path === url).map(({ method }) => method);
    server.route({
      method: 'OPTIONS',
      url,
      handler: async (_request, reply) =>
        reply
          .header('access-control-allow-methods', [...methods, 'HEAD', 'OPTIONS'].join(', '))
          .header('access-control-allow-headers', 'Content-Type, If-None-Match')
          .header('access-control-max-age', '86400')
          .status(204)
          .send(),
    });
  }
}

type Json = Extract<Answered, { kind: 'json' }>;
type Lines = Extract<Answered, { kind: 'lines' }>;

export async function sendPublished({ request, reply }: Scene, answered: Json): Promise<FastifyReply> {
  const text = JSON.stringify(answered.value);
  reply
    .status(answered.status)
    .headers(answered.headers ?? {})
    .type(answered.type);
  // What a POST asks for may be about somebody: no cache keeps it.
  if (answered.status === 200 && request.method !== 'POST') {
    const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    reply.headers({ etag, 'cache-control': `public, max-age=${FRESH}` });
    if (isKnown(request, etag)) return reply.status(304).send();
  }
  return takesGzip(request, reply) && text.length > WORTH_COMPRESSING
    ? reply.header('content-encoding', 'gzip').send(await compress(text))
    : reply.send(text);
}

/** One record a line, as fast as the other side reads. An answer that is cut off ends without its last line's end. */
export function sendLines({ request, reply }: Scene, { lines, type }: Lines): FastifyReply {
  reply.type(type);
  if (request.method !== 'POST') reply.header('cache-control', `public, max-age=${FRESH}`);
  if (request.method === 'HEAD') return reply.send('');
  const text = Readable.from(lines);
  if (!takesGzip(request, reply)) return reply.send(text);
  const zipped = createGzip();
  text.on('error', error => zipped.destroy(error));
  zipped.on('close', () => text.destroy());
  return reply.header('content-encoding', 'gzip').send(text.pipe(zipped));
}

function isKnown(request: FastifyRequest, etag: string): boolean {
  const known = String(request.headers['if-none-match'] ?? '');
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return known.split(',').some(tag => tag.trim() === '*' || bare(tag) === bare(etag));
}

function takesGzip(request: FastifyRequest, reply: FastifyReply): boolean {
  reply.header('vary', 'Accept-Encoding');
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(request.headers['accept-encoding'] ?? ''));
}

const SENTENCES: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  404: 'There is nothing at this address.',
  413: 'The query is too long.',
  415: 'Send the query as application/json or as a form.',
  429: 'Too many requests. Wait until the time that Retry-After says.',
  503: 'The directory cannot be read just now. Try again in a minute.',
};

/** RFC 9457. */
export const sendPublishedProblem = (
  { request, reply }: Pick<Scene, 'request' | 'reply'>,
  status: number,
): FastifyReply => {
  const detail = SENTENCES[status] ?? `Something went wrong here. Quote ${request.id}.`;
  reply.removeHeader('content-encoding').removeHeader('cache-control');
  return reply.status(status).type('application/problem+json').send(JSON.stringify({ status, detail }));
};
